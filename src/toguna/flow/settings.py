"""What a person may set for a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is done; nothing here but `process`, `packs` and `dated_names` changes what comes out.

    process      the peace process that the reports belong to; None: `main` for reading, every one for a re-run
    packs        conflict packs by name or path; None: those that the process was last derived with
    dated_names  the day in a file's name (`2023-05-07-agency.txt`) is its given publication date
    workers      processes that read side by side; 1 reads in this one
    batch        pages acknowledged at once
    batch_bytes  ... or this much of raw bytes, whatever comes first
    """

    process: str | None = None
    packs: tuple[str, ...] | None = None
    dated_names: bool = False
    workers: int = 1
    batch: int = 200
    batch_bytes: int = 8_000_000
