"""Reports in: read, packs, account, demo."""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from toguna.faces.cli.letters import INPUT
from toguna.faces.cli.options import DEFAULT_RECORD, DatedNames, Json, Record

ASIDES_SHOWN = 20
"""So many set-aside items are named; the rest are counted."""


def read(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders: .txt, .html, .jsonl.")],
    packs: Annotated[
        list[str] | None,
        typer.Option(
            "--pack",
            metavar="NAME",
            help="A conflict pack by name (`toguna packs`) or a YAML file. Repeatable; `none` for none.",
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, help="Processes that read side by side.")
    ] = 1,
    dated_names: DatedNames = False,
    json: Json = False,
    record: Record = DEFAULT_RECORD,
    process: Annotated[
        str | None,
        typer.Option("--process", metavar="NAME", envvar="TOGUNA_PROCESS", help="The peace process they belong to."),
    ] = None,
) -> None:
    """Read reports into the record. What was read before adds nothing; a changed report is a new revision.

    \b
      toguna read reports/
      toguna read reports/ --pack mali-sahel --record mali.db
      toguna read more.jsonl --process sudan
    """
    from toguna.api.door import Toguna
    from toguna.faces.cli import show
    from toguna.faces.cli.progress import Progress
    from toguna.faces.wording import count
    from toguna.kinds.errors import InputIsMissing

    for path in paths:
        if not os.path.lexists(path):
            raise InputIsMissing(str(path))
    given = None if packs is None else [p for p in packs if p != "none"]
    with Toguna.create(record) as door, Progress() as progress:
        account = door.read(paths, process, given, workers, progress, dated_names)
        fits = door.fitting_pack(process) if given is None and account.new else None
    if json:
        return show.as_json(account)
    found = f"{count(account.new, 'new report')}, {account.known} known before"
    revised = f", {count(account.revisions, 'revision')}" if account.revisions else ""
    show.say(
        f"read {found}{revised}; {record} now holds {count(account.documents, 'report')} and "
        f"{count(account.records, 'record')} ({account.seconds:.1f} s)"
    )
    _asides(account.asides)
    for stage in account.stages:
        for reason, n in stage.reasons:
            if stage.stage == "language":
                show.say(f"kept but not read: {count(n, 'report')}: {reason}")
    if account.orphans:
        show.say(f"{count(account.orphans, 'ruling')} lost their words: `toguna rulings list` shows them")
    if not account.new and not account.known and not account.asides:
        show.warn(f"nothing that is a report in {', '.join(map(str, paths))}: toguna reads .txt, .html and .jsonl")
    if fits:
        again = f"toguna read {' '.join(map(shlex.quote, map(str, paths)))} --pack {fits}"
        show.say(f"hint: the conflict pack {fits} names several of these parties; `{again}` would use it")
    if account.documents:
        show.say("next: `toguna brief`")
    elif not account.known:
        raise typer.Exit(INPUT)
    return None


def _asides(asides: tuple[object, ...]) -> None:
    from toguna.faces.cli import show
    from toguna.faces.wording import count
    from toguna.kinds.aside import Aside, Stage

    first = [a for a in asides if isinstance(a, Aside) and a.stage in (Stage.SOURCES, Stage.READING)]
    for aside in first[:ASIDES_SHOWN]:
        detail = f" ({aside.detail})" if aside.detail else ""
        show.say(f"set aside: {aside.item}: {aside.reason}{detail}")
    if len(first) > ASIDES_SHOWN:
        show.say(f"and {count(len(first) - ASIDES_SHOWN, 'more item')}; `toguna account --items` names all")


def packs(json: Json = False) -> None:
    """The conflict packs that come with toguna, for `toguna read --pack NAME`.

    \b
      toguna packs
    """
    from toguna.api.door import conflict_packs
    from toguna.faces.cli import show

    found = conflict_packs()
    if json:
        return show.as_json([{"name": name, "about": about} for name, about in found])
    show.table(("name", "about"), found)
    return None


def account(
    items: Annotated[bool, typer.Option("--items", help="Name every item that was set aside.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Every run, not only the last.")] = False,
    json: Json = False,
    record: Record = DEFAULT_RECORD,
) -> None:
    """What each stage took, passed on and set aside, with reasons: taken = passed + aside, always.

    \b
      toguna account
      toguna account --items
    """
    from toguna.api.door import Toguna
    from toguna.faces.cli import show
    from toguna.faces.wording import count

    with Toguna.open(record) as door:
        runs, forgotten = door.account(), door.forgotten()
    if json:
        return show.as_json(runs)
    done = [r for r in runs if r.account is None or r.account.processes] or list(runs)
    for run in runs if every else done[-1:]:
        show.heading(f"run {run.n}: {run.what} {run.process or ''} on {run.at} (toguna {run.version})")
        if run.account is None:
            show.say("did not come to its end; what it acknowledged is kept")
            continue
        show.table(
            ("stage", "taken", "passed", "aside", "seconds", "reasons"),
            [
                (
                    s.stage,
                    str(s.taken),
                    str(s.passed),
                    str(s.aside),
                    f"{s.seconds:.2f}",
                    ", ".join(f"{reason}: {n}" for reason, n in s.reasons) or "-",
                )
                for s in run.account.stages
            ],
        )
        if items:
            show.table(
                ("stage", "item", "reason", "detail"),
                [(a.stage, a.item, a.reason, a.detail) for a in run.account.asides],
            )
    if len(runs) > 1 and not every:
        show.say(f"{count(len(runs), 'run')} so far; `--all` shows each")
    for at, process, path, digest in forgotten:
        show.say(f"forgotten on {at}: {path} ({process}, sha256 {digest[:12]})")
    return None


def demo(
    record: Annotated[
        Path, typer.Option("--record", metavar="FILE", help="Where the demo keeps its record; it is made anew.")
    ] = Path("toguna-demo.db"),
) -> None:
    """Read the packaged example reports on Mali into a record of their own here, and show what can be asked.

    \b
      toguna demo
    """
    from toguna.api.door import Toguna, examples
    from toguna.faces.cli import show
    from toguna.faces.cli.asking import brief, conditions, matrix, why
    from toguna.faces.cli.progress import Progress
    from toguna.faces.wording import count

    folder = examples()
    if folder is None:
        show.warn("the example reports are not installed; get them from examples/mali of the source")
        raise typer.Exit(INPUT)
    _make_anew(record)
    with Toguna.create(record) as door, Progress() as progress:
        read_in = door.read([folder], None, ["mali-sahel"], progress=progress)
    show.say(f"read {count(read_in.documents, 'example report')} (written for toguna, outlets invented) into {record}")
    for title, ask in (("brief", brief), ("matrix", matrix), ("conditions", conditions)):
        show.heading(f"$ toguna {title} --record {record}")
        with suppress(typer.Exit):
            ask(record=record)
    with Toguna.open(record) as door:
        rows = door.conditions()
        best = max(rows, key=lambda r: len(r.steps), default=None)
        ident = door.picture().short(best.condition.header.id) if best else None
    if ident:
        show.heading(f"$ toguna why {ident} --record {record}")
        why(ident, record=record)
    show.heading("What next")
    show.say(f"ask on: toguna timeline --record {record}, toguna who JNIM --record {record}, toguna --help")
    show.say("read your own: toguna read YOUR_FOLDER, then toguna brief")


def _make_anew(record: Path) -> None:
    """Removes an earlier demo's record; a file that is not a toguna record is left, and told of."""
    from toguna.api.door import Toguna

    if record.exists():
        Toguna.open(record).close()
        for path in (record, *(record.with_name(record.name + end) for end in ("-wal", "-shm"))):
            path.unlink(missing_ok=True)
