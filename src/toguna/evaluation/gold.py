"""A gold corpus on disk: `gold/<process>.json` and `reports/`, as its README says; read here and nowhere else.

A sentence of the gold is given as its words, or as offsets into a raw file (`{n, start, end, first}`), so that gold can
be shared for texts that cannot. A gold file may name the folder that its paths start from (`"reports": "../mali"`, seen
from the corpus); one report of several in a file has the path `file#n`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toguna.kinds.errors import GoldIsBroken

Json = dict[str, Any]

KINDS = {
    "statements": "statement",
    "positions": "position",
    "conditions": "condition",
    "events": "event",
    "figures": "figure",
    "channels": "channel",
    "vetoes": "veto",
}
"""The lists of a gold file that are matched with records, and the contract's kind of each."""

_NEEDED = ("process", "parties", "documents", "condition_histories", "contradictions", "matrix", *KINDS)


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold of one process.

    data   the file as it is
    raw    raw text of its reports by path, of those that are at hand and have a file of their own
    files  the file that a report is in, by path, of those that are at hand
    """

    process: str
    data: Json
    raw: dict[str, str]
    files: dict[str, Path] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The folder below the corpus that holds its reports; "" when they stand in no common one."""
        folders = {str(Path(d["path"]).parent) for d in self.data["documents"]}
        return folders.pop() if len(folders) == 1 else ""


def load(folder: Path, texts: Path | None = None) -> tuple[Gold, ...]:
    """The gold of every process of a corpus, by name.

    folder   holds `gold/` and `reports/`, or is the gold folder itself
    texts    where the raw files are that the corpus itself does not hold
    Raises   GoldIsBroken
    """
    root, files = _parts(folder)
    found = sorted(files.glob("*.json"))
    if not found:
        raise GoldIsBroken(str(folder), "holds no gold/*.json")
    return tuple(_gold(path, root, texts) for path in found)


def _parts(folder: Path) -> tuple[Path, Path]:
    return (folder, folder / "gold") if (folder / "gold").is_dir() else (folder.parent, folder)


def _gold(path: Path, root: Path, texts: Path | None) -> Gold:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise GoldIsBroken(str(path), str(error)) from error
    missing = [name for name in _NEEDED if not isinstance(data, dict) or name not in data]
    if missing:
        raise GoldIsBroken(str(path), f"has no {', '.join(missing)}")
    files = _files(data, root, texts)
    raw = {name: file.read_bytes().decode("utf-8") for name, file in files.items() if "#" not in name}
    return Gold(data["process"], data, raw, files)


def _files(data: Json, root: Path, texts: Path | None) -> dict[str, Path]:
    """The file of each report that is at hand: in the corpus, else where the other texts are."""
    places = [place for place in (root / data.get("reports", ""), texts) if place]
    found: dict[str, Path] = {}
    for document in data["documents"]:
        there = (place / document["path"].partition("#")[0] for place in places)
        file = next((f for f in there if f.is_file()), None)
        if file:
            found[document["path"]] = file
    return found


def digest(folder: Path) -> str:
    """SHA-256 over the gold files and the reports of a corpus: names and bytes, in the order of names."""
    root, files = _parts(folder)
    golds = sorted(files.glob("*.json"))
    reports = {p.relative_to(root).as_posix(): p for p in (root / "reports").rglob("*") if p.is_file()}
    named = {p.relative_to(root).as_posix(): p for p in golds} | reports | _named_elsewhere(golds, root)
    total = hashlib.sha256()
    for name, path in sorted(named.items()):
        total.update(name.encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _named_elsewhere(golds: list[Path], root: Path) -> dict[str, Path]:
    """The reports of the gold files that name a folder of their own, by their names seen from the corpus."""
    found: dict[str, Path] = {}
    for gold in (_gold(path, root, None) for path in golds):
        if folder := gold.data.get("reports"):
            found |= {f"{folder}/{path.partition('#')[0]}": file for path, file in gold.files.items()}
    return found
