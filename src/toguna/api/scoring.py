"""Scores against gold: of exports that are there, or of each process of the gold read into a store of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from toguna.api.door import Progress, Toguna, conflict_packs
from toguna.contract.lines import parsed
from toguna.contract.records import Json
from toguna.evaluation import gold as corpus
from toguna.evaluation.gold import Gold, digest
from toguna.evaluation.ratchet import Fall as Fall
from toguna.evaluation.ratchet import Floors, fallen, raised, read_floors, write_floors
from toguna.evaluation.score import ProcessScore as ProcessScore
from toguna.evaluation.score import Report as Report
from toguna.evaluation.score import as_json as as_json
from toguna.evaluation.score import score
from toguna.kinds.errors import GoldIsBroken, InputIsMissing

OWN = "own"
"""Stands for the packs that are named after a process."""


def score_export(folder: Path, export: Path, texts: Path | None = None) -> Report:
    """Scores of an export.

    export   one `.jsonl` for all processes, or a folder with `<process>.jsonl` for each
    Raises   GoldIsBroken, InputIsMissing, RecordIsNotContract
    """
    if not export.exists():
        raise InputIsMissing(str(export))
    if export.is_dir():
        return score(corpus.load(folder, texts), lambda process: _lines(export / f"{process}.jsonl"))
    records = _lines(export)
    return score(corpus.load(folder, texts), lambda process: records)


def _lines(path: Path) -> list[Json]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8") as lines:
        return list(parsed(lines, str(path)))


def score_record(folder: Path, record: Path, texts: Path | None = None) -> Report:
    """Scores of a record: a process of the gold is looked up by its name, and all are taken when it is not there."""
    with Toguna.open(record) as door:
        known = door.processes()
        exports: dict[str | None, list[Json]] = {}

        def records(process: str) -> Iterable[Json]:
            name = process if process in known else None
            if name not in exports:
                exports[name] = list(door.export(name))
            return exports[name]

        return score(corpus.load(folder, texts), records)


def score_reading(
    folder: Path,
    texts: Path | None = None,
    packs: Sequence[str] = (),
    progress: Progress | None = None,
    keep: Callable[[str, list[Json]], None] | None = None,
    dated_names: bool = False,
) -> Report:
    """Reads the reports of each process of the gold into a store of its own, which is thrown away, and scores.

    packs        conflict packs for every process; `OWN` stands for those that are named after the process
    keep         given each process' records
    dated_names  the day in a report's file name is its given publication date
    Raises   GoldIsBroken when reports are not at hand
    """
    golds = corpus.load(folder, texts)

    def records(process: str) -> list[Json]:
        gold = next(g for g in golds if g.process == process)
        found = _read(gold, _reports(gold, folder), _packs(packs, process), progress, dated_names)
        if keep:
            keep(process, found)
        return found

    return score(golds, records)


def _packs(given: Sequence[str], process: str) -> list[str]:
    """The packs for a process: a pack is named after it when both begin with the same word (`mali`, `mali-sahel`)."""
    own = [name for name, _ in conflict_packs() if name.split("-")[0] == process.split("-")[0]]
    return [name for pack in given for name in (own if pack == OWN else [pack])]


def _reports(gold: Gold, folder: Path) -> list[Path]:
    """The files of a process, each once; all must be there."""
    for document in gold.data["documents"]:
        if document["path"] not in gold.files:
            raise GoldIsBroken(str(folder), f"{document['path']} is not at hand; give its folder with --texts")
    return list(dict.fromkeys(gold.files.values()))


def _read(
    gold: Gold, paths: list[Path], packs: Sequence[str], progress: Progress | None, dated_names: bool
) -> list[Json]:
    with TemporaryDirectory(prefix="toguna-score-") as place, Toguna.create(Path(place) / "score.db") as door:
        door.read(paths, gold.process, packs, progress=progress, dated_names=dated_names)
        return list(door.export(gold.process))


def held_to_floors(report: Report, folder: Path, path: Path, raise_them: bool) -> tuple[Fall, ...]:
    """The figures below their floors in a file, and the floors raised to what was reached, if that is wanted.

    Raises   GoldIsBroken when the floors are for another gold
    """
    floors: Floors = read_floors(path, digest(folder))
    falls = fallen(report, floors)
    if raise_them:
        write_floors(path, raised(report, floors))
    return falls
