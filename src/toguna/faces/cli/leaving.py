"""What leaves the record: export, score, forget."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from toguna.faces.cli.letters import NOTHING
from toguna.faces.cli.options import DEFAULT_RECORD, DatedNames, Json, Process, Record

BACKSLASH = "backslashreplace"


def export(
    form: Annotated[
        str, typer.Option("--format", metavar="FORM", help="`jsonl`: every record; `csv`: a table for each kind.")
    ] = "jsonl",
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="PATH", help="A file for jsonl, a folder for csv; else the screen."),
    ] = None,
    text: Annotated[
        bool,
        typer.Option(
            "--text/--no-text",
            help="--no-text leaves out the reports' words: text, titles, quotes, wordings; offsets and names stay.",
        ),
    ] = True,
    check: Annotated[bool, typer.Option("--check", help="Hold each record against the contract first.")] = False,
    record: Record = DEFAULT_RECORD,
    process: Process = None,
) -> None:
    """Every record in the contract's form. The same record file gives the same bytes.

    \b
      toguna export -o mali.jsonl
      toguna export --format csv -o tables/
      toguna export --no-text -o for-sharing.jsonl
    """
    from toguna.api.door import Toguna
    from toguna.contract.check import check as hold
    from toguna.contract.lines import lines
    from toguna.contract.tables import tables

    if form not in ("jsonl", "csv"):
        raise typer.BadParameter(f"{form!r}: give jsonl or csv", param_hint="--format")
    if form == "csv" and out is None:
        raise typer.BadParameter("csv makes a table for each kind; name a folder", param_hint="-o")
    with Toguna.open(record) as door:
        records = list(door.export(process, text))
    if check:
        for one in records:
            hold(one, text)
    if form == "csv" and out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for kind, table in tables(records).items():
            (out / f"{kind}.csv").write_bytes(table.encode("utf-8-sig", BACKSLASH))
        return
    data = "".join(lines(records)).encode("utf-8", BACKSLASH)
    if out is not None:
        out.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)


def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="A folder with gold/*.json and reports/.")],
    exported: Annotated[
        Path | None,
        typer.Option(
            "--export", metavar="FILE", help="Score this export: a .jsonl, or a folder with one for each process."
        ),
    ] = None,
    read: Annotated[
        bool, typer.Option("--read", help="Read the gold's reports now, each process into a record of its own.")
    ] = False,
    packs: Annotated[
        list[str] | None,
        typer.Option(
            "--pack", metavar="NAME", help="With --read: a conflict pack; `own` for the one named after each process."
        ),
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="FOLDER", help="Where the reports are that the gold itself does not hold."),
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="FOLDER", help="With --read: a folder for the exports that were scored."),
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option("--floors", metavar="FILE", help="Compare with the floors in this file; exit 1 below one."),
    ] = None,
    raise_: Annotated[bool, typer.Option("--raise", help="With --floors: raise them to what was reached.")] = False,
    dated_names: DatedNames = False,
    json: Json = False,
    record: Record = DEFAULT_RECORD,
) -> None:
    """How well a record agrees with gold: per kind of record precision, recall, F1; documents; the course of things.

    \b
      toguna score ../gold --read
      toguna score ../gold --read --pack own
      toguna score ../gold --export exports/ --texts ../texts
      toguna score ../gold --read --floors floors.json
    """
    from toguna.api import scoring
    from toguna.contract.lines import lines
    from toguna.contract.records import Json as Line
    from toguna.faces.cli import show
    from toguna.faces.cli.progress import Progress

    def kept(process: str, records: list[Line]) -> None:
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{process}.jsonl").write_bytes("".join(lines(records)).encode("utf-8", BACKSLASH))

    if read:
        with Progress() as progress:
            report = scoring.score_reading(gold, texts, packs or (), progress, kept, dated_names)
    elif exported is not None:
        report = scoring.score_export(gold, exported, texts)
    else:
        report = scoring.score_record(gold, record, texts)
    if json:
        show.as_json(scoring.as_json(report))
    else:
        for part in (report.total, *report.processes):
            _score(part)
    if floors is not None:
        falls = scoring.held_to_floors(report, gold, floors, raise_)
        for fall in falls:
            show.warn(f"{fall.figure} is {_number(fall.now)}, its floor is {_number(fall.floor)}")
        if falls:
            raise typer.Exit(NOTHING)


def _score(part: object) -> None:
    from toguna.api.scoring import ProcessScore
    from toguna.faces.cli import show

    if not isinstance(part, ProcessScore):
        return
    show.heading(f"{part.process}: process score {_number(part.process_score)}")
    show.table(
        ("", "gold", "predicted", "P", "R", "F1", "key", "found", "agreement of matches"),
        [
            (
                kind,
                str(s.gold),
                str(s.predicted),
                _number(s.precision),
                _number(s.recall),
                _number(s.f1),
                _number(s.key_f1),
                _number(s.found_f1),
                "  ".join(f"{n} {v:.2f}" for n, v in s.attributes.items()) or "-",
            )
            for kind, s in part.kinds.items()
        ],
    )
    rest = {**part.documents, **part.course}
    show.say("  ".join(f"{name} {_number(value)}" for name, value in rest.items()))


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def forget(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its path, as lists show it.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    record: Record = DEFAULT_RECORD,
    process: Process = None,
) -> None:
    """Take a report's words out of the record for good; a mark that it was done stays. This cannot be undone.

    \b
      toguna forget reports/2020-03-09-a.txt
    """
    from toguna.api.door import Toguna
    from toguna.faces.cli import show
    from toguna.faces.cli.progress import Progress
    from toguna.faces.wording import count

    if not yes:
        with Toguna.open(record) as door:
            there = door.has_report(document)
        if there and not typer.confirm(f"Take the words of {document} out of {record} for good?"):
            raise typer.Exit(0)
    with Toguna.open(record, write=True) as door, Progress() as progress:
        gone = door.forget(document, process, progress)
        near = () if gone else door.near_reports(document)
    if not gone:
        hint = f"did you mean {', '.join(near)}?" if near else "`toguna search` and `toguna export` show the paths"
        show.warn(f"no report {document} in {record}; {hint}")
        raise typer.Exit(NOTHING)
    show.say(f"forgotten: {document} ({count(gone, 'version')})")
