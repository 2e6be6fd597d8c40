"""The questions: brief, matrix, conditions, timeline, who, why, search."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from toguna.faces.cli.letters import NOTHING
from toguna.faces.cli.options import DEFAULT_RECORD, At, Json, Known, Process, Record, Since, Until


def _day(given: str | None, last: bool = True) -> date | None:
    from toguna.api.door import day

    return day(given, last) if given else None


def brief(
    at: At = None,
    since: Since = None,
    known: Known = None,
    form: Annotated[
        str, typer.Option("--format", metavar="FORM", help="`text`, or `md` for Markdown with footnotes.")
    ] = "text",
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write Markdown to this file.")
    ] = None,
    json: Json = False,
    record: Record = DEFAULT_RECORD,
    process: Process = None,
) -> None:
    """Where things stand: who would talk with whom, on which conditions, what changed, what is disputed.

    Every line ends with the id that `toguna why` takes.

    \b
      toguna brief
      toguna brief --at 2020-03-09 --since 2020-01
      toguna brief --known 2020-06       as the press had it then
      toguna brief --format md -o brief.md
    """
    from toguna.api.door import Toguna
    from toguna.faces.cli import show
    from toguna.faces.markdown import markdown
    from toguna.faces.outline import brief_outline

    if form not in ("text", "md"):
        raise typer.BadParameter(f"{form!r}: give text or md", param_hint="--format")
    with Toguna.open(record) as door:
        view = door.brief(_day(at), _day(since), _day(known), process)
        if json:
            show.as_json(view)
        elif form == "md" or out is not None:
            text = markdown(brief_outline(view), view.picture)
            if out is not None:
                out.write_text(text, "utf-8")
            else:
                print(text, end="")
        else:
            show.outline(brief_outline(view))


def matrix(
    at: At = None,
    known: Known = None,
    json: Json = False,
    record: Record = DEFAULT_RECORD,
    process: Process = None,
) -> None:
    """Who would talk with whom on a day, and where each stands on the other issues.

    A stance holds until its holder says otherwise; "confirmed" says when it was last said, and how long before the day.

    \b
      toguna matrix --at 2020-03-09
      toguna matrix --at 2020-03-09 --known 2020-03-01
    """
    from toguna.api.door import Toguna
    from toguna.faces.cli import show
    from toguna.faces.outline import as_of
    from toguna.faces.wording import age, issue, when
    from toguna.kinds.vocabulary import Issue

    with Toguna.open(record) as door:
        rows, picture = door.matrix(_day(at), _day(known), process), door.picture(process, _day(known))
        if json:
            return show.as_json(rows)
        if not rows:
            _nothing("no stance is recorded by that day")
        show.say(f"{picture.process}: the matrix on {as_of(picture, _day(at))}", style="bold")
        columns = ("id", "holder", "toward", "stance", "since", "confirmed", "unmet conditions")
        for which in Issue:
            own = [row for row in rows if row.cell.issue is which]
            if own:
                show.heading(issue(which))
                show.table(
                    columns,
                    [
                        (
                            picture.short(row.cell.header.id),
                            picture.name(row.cell.holder),
                            picture.name(row.cell.toward),
                            row.cell.stance,
                            when(row.cell.since),
                            f"{when(row.cell.confirmed)} ({age(row.age_days)})",
                            "; ".join(
                                f"{u.condition.requires.what} ({u.state}) [{picture.short(u.condition.header.id)}]"
                                for u in row.unmet
                            )
                            or "-",
                        )
                        for row in own
                    ],
                )
    return None


def conditions(
    at: At = None,
    known: Known = None,
    json: Json = False,
    record: Record = DEFAULT_RECORD,
    process: Process = None,
) -> None:
    """Every condition with its history: who set it, for what, of whom, how it stands, and each step.

    A condition that was said several times is one line. Announced is never met: only words that say so move it.

    \b
      toguna conditions
      toguna conditions --at 2022-02-20
    """
    from toguna.api.door import Toguna
    from toguna.faces.cli import show
    from toguna.faces.outline import as_of, condition_item
    from toguna.faces.wording import count

    with Toguna.open(record) as door:
        rows, picture = door.conditions(_day(at), _day(known), process), door.picture(process, _day(known))
        if json:
            return show.as_json(rows)
        if not rows:
            _nothing("no condition is recorded")
        show.say(f"{picture.process}: {count(len(rows), 'condition')} on {as_of(picture, _day(at))}", style="bold")
        for row in rows:
            print()
            show.item(condition_item(row, picture, with_steps=True))
    return None


def timeline(
    since: Since = None,
    until: Until = None,
    party: Annotated[
        str | None, typer.Option("--party", metavar="NAME", help="Only what names this party, or speaks for it.")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Only event, statement, position, state, shift, channel, veto, silence or commitment. Repeatable.",
        ),
    ] = None,
    json: Json = False,
    record: Record = DEFAULT_RECORD,
    process: Process = None,
) -> None:
    """What happened, was said, was held and changed, in order; what has no date comes last.

    \b
      toguna timeline --since 2020-01 --until 2020-06
      toguna timeline --party JNIM --kind event --kind state
    """
    from toguna.api.door import Toguna
    from toguna.api.views import TIMELINE_KINDS
    from toguna.faces.cli import show
    from toguna.faces.outline import step_item
    from toguna.faces.wording import dated, flat, line, what_of

    kinds = tuple(kind or ())
    for given in kinds:
        if given not in TIMELINE_KINDS:
            raise typer.BadParameter(f"{given!r}: give one of {', '.join(TIMELINE_KINDS)}", param_hint="--kind")
    first, end = _day(since, last=False), _day(until)
    if first and end and first > end:
        raise typer.BadParameter(f"{since} is after --until {until}", param_hint="--since")
    with Toguna.open(record) as door:
        whose = door.party(party, process) if party else None
        entries = door.timeline(first, end, whose, kinds, process)
        picture = door.picture(process)
        if json:
            return show.as_json(entries)
        if not entries:
            _nothing("nothing is recorded there")
        rows = []
        for entry in entries:
            if entry.step is None:
                text, ident = line(entry.record, picture), picture.short(entry.record.header.id)
            else:
                step = step_item(entry.step, picture)
                who = picture.name(entry.record.set_by) if hasattr(entry.record, "set_by") else ""
                text = f"condition of {who} ({what_of(entry.record)}): {entry.step.state}"
                ident = step.ident or picture.short(entry.record.header.id)
            rows.append((dated(entry.on, entry.known_on), entry.kind, ident, flat(text)))
        show.table(("date", "kind", "id", "what"), rows)
    return None


def who(
    party: Annotated[str, typer.Argument(help="A name, an alias, or an id.")],
    json: Json = False,
    record: Record = DEFAULT_RECORD,
    process: Process = None,
) -> None:
    """A party: its names, members, roles, where it stood and stands, conditions it set and conditions it owes.

    \b
      toguna who JNIM
      toguna who "Government of Mali"
    """
    from toguna.api.door import Toguna
    from toguna.faces.cli import show
    from toguna.faces.portrait import portrait_outline

    with Toguna.open(record) as door:
        view = door.who(party, process)
        if json:
            return show.as_json(view)
        show.outline(portrait_outline(view))
    return None


def why(
    ident: Annotated[
        str, typer.Argument(metavar="ID", help="An id or its beginning, a report's path, a party's name.")
    ],
    json: Json = False,
    record: Record = DEFAULT_RECORD,
    process: Process = None,
) -> None:
    """Why something is said: the words in their sentence and report, the rule, the copies, the witnesses.

    Works for everything that has an id: claims, cells of the matrix, contradictions, shifts, parties, reports,
    lineages, rulings. The quoted words stand between >> and <<.

    \b
      toguna why condition-3fa9c1
      toguna why JNIM
    """
    from toguna.api.door import Toguna
    from toguna.faces.cli import show
    from toguna.faces.cli.whying import show_why

    with Toguna.open(record) as door:
        view = door.why(ident, process)
        if json:
            show.as_json(view)
        else:
            show_why(view)


def search(
    words: Annotated[
        list[str], typer.Argument(help="All must stand in the sentence; `begin*` and '\"a phrase\"' work.")
    ],
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="So many sentences at most.")] = 20,
    best: Annotated[bool, typer.Option("--best", help="The best match first instead of the newest report.")] = False,
    json: Json = False,
    record: Record = DEFAULT_RECORD,
    process: Process = None,
) -> None:
    """The sentences that hold all the words, newest report first, with the ids of the records that rest on them.

    \b
      toguna search ceasefire prisoners
      toguna search '"foreign troops"' withdraw* --since 2020
    """
    from toguna.api.door import Toguna
    from toguna.faces.cli import show
    from toguna.faces.wording import when

    for given in (since, until):
        _day(given)
    with Toguna.open(record) as door:
        found, picture = door.search(" ".join(words), limit, process, since, until, best)
        if json:
            return show.as_json(found)
        if not found:
            _nothing(f"no sentence holds {' '.join(words)!r}")
        for hit in found:
            report = hit.document
            show.say(
                f"{when(report.published)}  {report.outlet or 'outlet unknown'}  {hit.place.document}", style="bold"
            )
            show.say(hit.place.quote, depth=1)
            if hit.records:
                ids = [picture.short(r.header.id) if picture else r.header.id for r in hit.records]
                show.say(f"records: {', '.join(ids)}", depth=1, style="dim")
    return None


def _nothing(text: str) -> None:
    from toguna.faces.cli import show

    show.warn(text)
    raise typer.Exit(NOTHING)
