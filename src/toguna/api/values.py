"""What the door gives: small frozen values that say what stands; a face puts them into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from toguna.api.picture import Picture, Thing
from toguna.kinds.document import Document
from toguna.kinds.ids import Edtf
from toguna.kinds.lineage import Lineage
from toguna.kinds.party import Party
from toguna.kinds.record import (
    Cell,
    Channel,
    Condition,
    Contradiction,
    Position,
    Record,
    Ruling,
    Shift,
    Silence,
    State,
    Veto,
)
from toguna.kinds.span import Place
from toguna.kinds.vocabulary import ConditionState
from toguna.process.change import Change as Change


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One condition, however often it was said.

    condition   the first saying            said   every saying, that one included
    state       on the day asked about      since  when it came to that
    steps       its history up to that day
    """

    condition: Condition
    said: tuple[Condition, ...]
    state: ConditionState
    since: Edtf | None
    steps: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell of the matrix on a day.

    unmet       the conditions still in the way
    age_days    days from when it was last said to the day asked about; None when that is not dated
    """

    cell: Cell
    unmet: tuple[ConditionRow, ...]
    age_days: int | None


@dataclass(frozen=True, slots=True)
class Sources:
    """What stands behind a picture.

    documents     all, of them `unread` kept but not read, `undated` without a day of publication
    independent   distinct texts among those that were read
    """

    documents: int
    unread: int
    undated: int
    independent: int
    outlets: int
    first: Edtf | None
    last: Edtf | None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a place in time.

    on       when in the world, or None           known_on   when the press said so
    step     for a change of a condition's state, that state; for others None
    """

    on: Edtf | None
    known_on: Edtf | None
    kind: str
    record: Record
    step: State | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """Where things stand.

    at          the day asked about; without one the last day that the record reaches
    is_latest   no day was asked for
    changes     since `since`, or the latest ones
    figures     contradictions between figures; `contradictions` has the others
    """

    picture: Picture
    at: date | None
    is_latest: bool
    since: date | None
    sources: Sources
    talks: tuple[CellRow, ...]
    others: tuple[CellRow, ...]
    conditions: tuple[ConditionRow, ...]
    changes: tuple[Change, ...]
    contradictions: tuple[Contradiction, ...]
    figures: tuple[Contradiction, ...]
    silences: tuple[Silence, ...]
    channels: tuple[Channel, ...]
    vetoes: tuple[Veto, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in their sentence and report: `before + place.quote + after` is the sentence."""

    place: Place
    before: str
    after: str
    document: Document | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One text that says it: its words, and the places in its copies that carry them too."""

    words: tuple[Quoted, ...]
    lineage: Lineage | None
    carried_by: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """A record that another one rests on or names, and how."""

    how: str
    record: Record


@dataclass(frozen=True, slots=True)
class Why:
    """Why something is said: the words, who made a record of them, who else says so.

    speakers   names of those on whose word it rests, by independent text; "the reporter" for nobody's
    states     each step of a history, with its words
    """

    picture: Picture
    thing: Thing
    ident: str
    kind: str
    evidence: tuple[Evidence, ...] = ()
    context: tuple[Quoted, ...] = ()
    speakers: tuple[str, ...] = ()
    states: tuple[tuple[State, tuple[Quoted, ...]], ...] = ()
    related: tuple[Related, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    names: tuple[Quoted, ...] = ()
    is_rejected: bool = False


@dataclass(frozen=True, slots=True)
class Portrait:
    """A party, and all that the record says of it.

    members    who belongs to it or speaks for it
    owed       conditions that it would have to fulfil
    counted    records by kind in which it, or one that speaks for it, has a part
    """

    picture: Picture
    party: Party
    members: tuple[Party, ...]
    positions: tuple[Position, ...]
    shifts: tuple[Shift, ...]
    set_by_it: tuple[ConditionRow, ...]
    owed: tuple[ConditionRow, ...]
    contradictions: tuple[Contradiction, ...]
    counted: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that holds the words searched for, and the records that rest on it."""

    place: Place
    document: Document
    records: tuple[Record, ...] = ()
