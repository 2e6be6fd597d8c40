"""A person's decisions: rule, and rulings list, export, import."""

from __future__ import annotations

import getpass
import json as jsonlib
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from toguna.faces.cli.letters import with_letters
from toguna.faces.cli.options import DEFAULT_RECORD, Json, Process, Record

OPS = ("accept", "reject", "edit", "merge", "split", "add", "undo")

rulings = typer.Typer(
    help="""The decisions of persons: list, export, import.

    \b
      toguna rulings list
      toguna rulings export -o rulings.jsonl
      toguna rulings import rulings.jsonl
    """,
    no_args_is_help=True,
)


def rule(
    op: Annotated[str, typer.Argument(metavar="OP", help=f"One of {', '.join(OPS)}.")],
    ident: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="What it is about; for undo the ruling's id.")
    ] = None,
    other: Annotated[str | None, typer.Argument(metavar="[OTHER]", help="For merge: the id that goes into ID.")] = None,
    fields: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="For edit: a field of the contract, `requires.issue` too."),
    ] = None,
    value: Annotated[
        str | None, typer.Option("--value", metavar="JSON", help="For add, split: the fields as a JSON object.")
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar="PATH", help="For add: the report that says it.")
    ] = None,
    quote: Annotated[str | None, typer.Option("--quote", metavar="WORDS", help="For add: its words, exactly.")] = None,
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", envvar="TOGUNA_WHO", help="Who decides; else your login.")
    ] = None,
    later: Annotated[bool, typer.Option("--later", help="Only note it; the next run carries it out.")] = False,
    record: Record = DEFAULT_RECORD,
    process: Process = None,
) -> None:
    """Decide about a record or party. Nothing is overwritten: a ruling is kept, and can be undone.

    \b
      toguna rule reject event-91bc2e
      toguna rule edit position-3fa9c1 --set stance=against --set held_on=2020-03-09
      toguna rule merge party-aa01b2 party-77c0de      the second goes into the first
      toguna rule add --document a.txt --quote "the words" --value '{"kind": "veto", "by": "party-1", "issue": "talks"}'
      toguna rule undo ruling-5d2f10
    """
    from toguna.api.door import Toguna
    from toguna.faces.cli import show
    from toguna.faces.cli.progress import Progress
    from toguna.kinds.vocabulary import RulingOp

    if op not in OPS:
        raise typer.BadParameter(f"{op!r}: give one of {', '.join(OPS)}", param_hint="OP")
    if ident is None and op != "add":
        raise typer.BadParameter("say which record, party or ruling", param_hint="ID")
    with Toguna.open(record, write=True) as door, Progress() as progress:
        picture = door.picture(process) if document else None
        place = picture.place_of(document, quote or "") if picture and document else None
        given = _value(op, fields or [], value)
        if op == "merge":
            if other is None:
                raise typer.BadParameter("merge needs a second id, which goes into the first", param_hint="OTHER")
            found, thing = door.thing(other, process)
            given = {"id": found.id_of(thing)}
        is_undo = op == "undo"
        target = None if op in ("add", "undo") else ident
        undone = door.ruling_named(ident or "") if is_undo else None
        made = door.rule(RulingOp(op), target, who or getpass.getuser(), given, place, undone, process)
        show.say(f"kept: {made.who} {made.op} {made.target or made.undoes or ''}".rstrip(), made.id)
        if not later:
            account = door.rerun(progress=progress)
            lost = [r for r in door.rulings() if r.id == made.id and r.orphaned]
            if lost:
                show.say("its target could not be found again; the ruling is kept as an orphan")
            show.say(f"carried out: {account.records} records stand, {account.rejected} are rejected")


def _value(op: str, fields: list[str], value: str | None) -> dict[str, Any] | None:
    """The ruling's value from `--value` and `--set`."""
    given: dict[str, Any] = {}
    if value is not None:
        try:
            given = jsonlib.loads(value)
        except ValueError as error:
            raise typer.BadParameter(f"is not JSON: {error}", param_hint="--value") from error
        if not isinstance(given, dict):
            raise typer.BadParameter("should be a JSON object", param_hint="--value")
    for field in fields:
        name, found, text = field.partition("=")
        if not found or not name:
            raise typer.BadParameter(f"{field!r}: write FIELD=VALUE", param_hint="--set")
        inside = given
        *above, last = name.split(".")
        for part in above:
            inside = inside.setdefault(part, {})
        inside[last] = _word(text)
    if op == "edit" and not given:
        raise typer.BadParameter("edit needs what to set, such as --set stance=against", param_hint="--set")
    return given or None


def _word(text: str) -> Any:
    """A value as JSON where it is a list, object, truth value or null; else the text itself."""
    if text in ("true", "false", "null") or text[:1] in '[{"' or text.removeprefix("-").replace(".", "", 1).isdigit():
        try:
            return jsonlib.loads(text)
        except ValueError:
            return text
    return text


@rulings.command("list")
@with_letters
def list_(json: Json = False, record: Record = DEFAULT_RECORD) -> None:
    """Every ruling, oldest first; an orphan is one whose words are not found any more.

    \b
      toguna rulings list
    """
    from toguna.api.door import Toguna
    from toguna.faces.cli import show

    with Toguna.open(record) as door:
        found = door.rulings()
        if json:
            return show.as_json(found)
        if not found:
            show.say("no ruling yet: `toguna rule --help` shows how to make one")
        else:
            rows = [
                (
                    r.id,
                    r.at[:19],
                    r.who,
                    str(r.op),
                    r.target or r.undoes or "-",
                    r.value or "-",
                    "orphan" if r.orphaned else "",
                )
                for r in found
            ]
            show.table(("id", "at", "who", "op", "target", "value", "state"), rows)
    return None


@rulings.command("export")
@with_letters
def export_(
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="To this file instead of the screen.")
    ] = None,
    record: Record = DEFAULT_RECORD,
) -> None:
    """Every ruling as a line of JSON, with the words it is anchored in.

    \b
      toguna rulings export -o rulings.jsonl
    """
    from toguna.api.door import Toguna

    with Toguna.open(record) as door:
        text = "".join(line + "\n" for line in door.export_rulings())
    if out is not None:
        out.write_text(text, "utf-8")
    else:
        sys.stdout.write(text)


@rulings.command("import")
@with_letters
def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="What `toguna rulings export` wrote; - for input.")],
    record: Record = DEFAULT_RECORD,
    process: Process = None,
) -> None:
    """Take in rulings that were made on another record of the same reports, and carry them out.

    \b
      toguna rulings import rulings.jsonl
    """
    from toguna.api.door import Toguna
    from toguna.faces.cli import show
    from toguna.faces.cli.progress import Progress
    from toguna.faces.wording import count

    text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
    with Toguna.open(record, write=True) as door, Progress() as progress:
        new = door.import_rulings(text.splitlines(), process)
        account = door.rerun(progress=progress) if new else None
        orphans = f"; {count(account.orphans, 'orphan')}" if account and account.orphans else ""
        show.say(f"{count(new, 'new ruling')} taken in{orphans}")
