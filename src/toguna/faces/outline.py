"""A view as an outline: sections of items in plain words, each with its id; a face prints it in its own way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toguna.api.picture import Picture
from toguna.api.values import Brief, CellRow, Change, ConditionRow
from toguna.api.views import step_record
from toguna.faces import wording
from toguna.faces.wording import age, count, dated, issue, line, next_step, requirement, since, sources_of, stance, when
from toguna.kinds.record import Contradiction, Record, State
from toguna.kinds.span import Place
from toguna.kinds.vocabulary import ConditionState, Stance


@dataclass(frozen=True, slots=True)
class Item:
    """One line.

    ident    what `toguna why` takes, or None
    places   the words behind it, for footnotes
    """

    text: str
    ident: str | None = None
    places: tuple[Place, ...] = ()
    below: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading; `empty` is said when there are none."""

    title: str
    items: tuple[Item, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole view."""

    title: str
    facts: tuple[str, ...]
    sections: tuple[Section, ...]


def brief_outline(brief: Brief) -> Outline:
    """A brief in the order in which an analyst asks: talks, conditions, what changed, what is disputed."""
    picture = brief.picture
    changed = f"Changed since {brief.since}" if brief.since else "Latest changes"
    figures = tuple(record_item(c, picture) for c in brief.figures)
    sections = (
        Section("Talks: who stands where", _cells(brief.talks, picture), "no position on talks is recorded"),
        Section("Conditions", tuple(condition_item(r, picture) for r in brief.conditions), "no condition is recorded"),
        Section(changed, tuple(change_item(c, picture) for c in brief.changes), "nothing that is recorded"),
        Section("Other issues: who stands where", _cells(brief.others, picture), "no position is recorded"),
        Section("Contradictions", _records(brief.contradictions, picture), "none found"),
        Section("Contested figures", figures, "none found"),
        Section("Vetoes", _records(brief.vetoes, picture), "none recorded"),
        Section("Channels: who stands between", _records(brief.channels, picture), "none recorded"),
        Section("Silences: who gave no reply", _records(brief.silences, picture), "none recorded"),
    )
    return Outline(_title(brief), _facts(brief), sections)


def _title(brief: Brief) -> str:
    if brief.at is None:
        return f"{brief.picture.process}: nothing dated yet"
    return (
        f"{brief.picture.process}: where things stood on {as_of(brief.picture, None if brief.is_latest else brief.at)}"
    )


def as_of(picture: Picture, at: date | None) -> str:
    """The day that a view is about, and what was known by when, in plain words."""
    known = f", as the press had it by {picture.known}" if picture.known else ""
    return (str(at) if at else last_of(picture)) + known


def last_of(picture: Picture) -> str:
    """The day that the record reaches, in plain words."""
    if picture.last is None:
        return "a day unknown"
    if any(d.published and d.published.endswith("/..") for d in picture.documents):
        return f"{picture.last} or later (the last report is not dated)"
    return f"{picture.last} (the last report)"


def _facts(brief: Brief) -> tuple[str, ...]:
    s = brief.sources
    reach = f", from {when(s.first)} to {when(s.last)}" if s.first and s.last else ""
    texts = count(s.independent, "independent text")
    parts = [f"{count(s.documents, 'report')}{reach}: {texts}, {count(s.outlets, 'outlet')} named"]
    if s.undated:
        parts.append(
            f"{count(s.undated, 'report')} without a day of publication: what only they say is dated by bounds"
        )
    if s.unread:
        parts.append(f"{count(s.unread, 'report')} kept but not read (`toguna account` says why)")
    return tuple(parts)


def _records(records: Iterable[Record], picture: Picture) -> tuple[Item, ...]:
    return tuple(record_item(r, picture) for r in records)


def record_item(record: Record, picture: Picture) -> Item:
    """A record with its date and its sources."""
    on = dated(wording.own_date(record), record.header.known_on)
    if isinstance(record, Contradiction):
        on = f"both known by {when(record.header.known_on)}" if record.header.known_on else "date unknown"
    text = f"{line(record, picture)} — {on}; {sources_of(record)}"
    return Item(text, picture.short(record.header.id), record.header.because)


def _cells(rows: Iterable[CellRow], picture: Picture) -> tuple[Item, ...]:
    return tuple(cell_item(row, picture) for row in rows)


def cell_item(row: CellRow, picture: Picture) -> Item:
    """One cell with the conditions that still stand in its way."""
    cell = row.cell
    text = f"{picture.name(cell.holder)} -> {picture.name(cell.toward)}: {stance(cell.stance, cell.issue)}"
    text += f", {since(cell.since)}, last said {when(cell.confirmed)} ({age(row.age_days)})"
    below = tuple(_unmet(r, picture) for r in row.unmet)
    if cell.stance is Stance.CONDITIONAL and not below:
        below = (Item("no condition of it is recorded as unmet"),)
    return Item(text, picture.short(cell.header.id), cell.header.because, below)


def _unmet(row: ConditionRow, picture: Picture) -> Item:
    text = f"unmet: {row.condition.requires.what} — {row.state} {since(row.since)}"
    return Item(text, picture.short(row.condition.header.id), row.condition.header.because)


def condition_item(row: ConditionRow, picture: Picture, with_steps: bool = False) -> Item:
    """A condition: who set it, what it asks, how it stands, what would come next."""
    condition = row.condition
    said = f"; said {count(len(row.said), 'time')}" if len(row.said) > 1 else ""
    text = f"{picture.name(condition.set_by)}: {requirement(condition, picture)} — "
    text += f"{row.state} {since(row.since)}; {next_step(row, picture)}{said}"
    below = tuple(step_item(s, picture) for s in row.steps) if with_steps else ()
    return Item(text, picture.short(condition.header.id), condition.header.because, below)


def step_item(step: State, picture: Picture) -> Item:
    """One step of a history, with the record whose words moved it."""
    record = step_record(picture, step)
    ident = picture.short(record.header.id) if record else None
    words = wording.flat(step.because[0].quote) if step.because else "no words"
    return Item(f"{when(step.on)} {step.state}: “{words}”", ident, step.because)


def change_item(change: Change, picture: Picture) -> Item:
    """One change in plain words."""
    record = picture.record_of.get(change.record)
    places = record.header.because if record else ()
    return Item(f"{change.on} {_change(change, picture, record)}", picture.short(change.record), places)


def _change(change: Change, picture: Picture, record: Record | None) -> str:
    who = picture.name(change.who)
    if change.sort in ("condition set", "condition moved"):
        what = wording.what_of(record)
        if change.sort == "condition set":
            return f"{who} set a condition: {what} ({change.after})"
        return f"condition of {who} ({what}): {change.before or ConditionState.OPEN} -> {change.after}"
    if record is not None and change.sort in ("contradiction", "silence"):
        return line(record, picture)
    toward = f" -> {picture.names(change.toward)}" if change.toward else ""
    on = issue(change.issue) if change.issue else "an issue"
    match change.sort:
        case "new stance":
            return f"{who}{toward}: first stance on {on}: {change.after}"
        case "changed stance":
            return f"{who}{toward}: {on}: {change.before} -> {change.after}"
    return f"{who}{toward}: {on}: {change.before} no longer stands"
