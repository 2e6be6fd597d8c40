"""The records that leave the program, field by field as the contract has them."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.kinds.ids import DocumentId, Edtf, PartyId, RecordId
from toguna.kinds.span import Place, Stretch
from toguna.kinds.vocabulary import (
    ChannelRole,
    ChannelState,
    CommitmentState,
    ConditionState,
    ContradictionSort,
    Counts,
    EventStatus,
    EventType,
    Group,
    Issue,
    Lasting,
    Manner,
    Necessity,
    RulingOp,
    Stance,
    StatementMode,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Who made a record: a rule or model with its version, or a person by a ruling."""

    by: str
    version: str = ""
    who: str | None = None
    ruling: str | None = None


@dataclass(frozen=True, slots=True)
class Witnesses:
    """How many documents carry it, and how many of them are independent: distinct (lineage, first speaker)."""

    documents: int
    independent: int


@dataclass(frozen=True, slots=True)
class Header:
    """What every record has; see the contract's common fields.

    because   each place that by itself says this, in every document that carries it
    context   words that helped
    """

    key: str
    id: RecordId
    because: tuple[Place, ...] = ()
    context: tuple[Place, ...] = ()
    process: str = "main"
    origin: Origin = Origin("rule")
    confidence: float = 0.5
    witnesses: Witnesses = Witnesses(0, 0)
    known_on: Edtf | None = None
    formerly: tuple[RecordId, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as written and as resolved: `party` is the body spoken for, the person's own only if none."""

    name: str
    party: PartyId | None = None
    role: str | None = None
    anonymous: bool = False
    person: PartyId | None = None


@dataclass(frozen=True, slots=True)
class Spans:
    """Where source, cue and content stand in the clean text of the first `because` document."""

    source: tuple[Stretch, ...] = ()
    cue: tuple[Stretch, ...] = ()
    content: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Reported speech."""

    header: Header
    speaker: Speaker
    mode: StatementMode
    cue: str
    content: str
    spans: Spans
    addressee: PartyId | None = None
    medium: str | None = None
    said_on: Edtf | None = None
    relayed_by: PartyId | None = None
    denies: RecordId | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where a party stands on an issue.

    explicit   said in so many words (ours, beyond the contract)
    voided_by  the ruling, denial or retraction that took it out of the matrix, or None (ours)
    speaker    the person or body whose words it rests on, for the order on one day (ours)
    """

    header: Header
    holder: PartyId
    issue: Issue
    toward: tuple[PartyId, ...]
    stance: Stance
    conditions: tuple[RecordId, ...] = ()
    held_on: Edtf | None = None
    statement: RecordId | None = None
    ascribed_by: PartyId | None = None
    manner: Manner | None = None
    lasting: Lasting | None = None
    explicit: bool = True
    voided_by: RecordId | None = None
    speaker: PartyId | None = None


@dataclass(frozen=True, slots=True)
class Requires:
    """What must happen, and who must act."""

    issue: Issue
    by: tuple[PartyId, ...]
    what: str
    amount: str | None = None
    deadline: Edtf | None = None


@dataclass(frozen=True, slots=True)
class Unlocks:
    """What a condition would unlock (`for` in the contract)."""

    issue: Issue
    toward: tuple[PartyId, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """One step in the history of a condition or commitment, with the words that moved it."""

    state: str
    on: Edtf | None
    because: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition with its history; `now` is the last state that is not `restated`.

    set_on   when it was set (ours): the date of the statement or report
    history  the id shared by conditions that are the same one said again (ours), or None before `process`
    """

    header: Header
    set_by: PartyId | None
    requires: Requires
    unlocks: Unlocks
    necessity: Necessity
    group: Group | None = None
    depends_on: tuple[RecordId, ...] = ()
    statement: RecordId | None = None
    ascribed_by: PartyId | None = None
    states: tuple[State, ...] = ()
    now: ConditionState = ConditionState.OPEN
    set_on: Edtf | None = None
    history: str | None = None


@dataclass(frozen=True, slots=True)
class Promises:
    """What was promised."""

    issue: Issue
    what: str
    amount: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise with its history."""

    header: Header
    by: PartyId
    to: tuple[PartyId, ...]
    promises: Promises
    due: Edtf | None = None
    states: tuple[State, ...] = ()
    now: CommitmentState = CommitmentState.GIVEN
    given_on: Edtf | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An act; `issue` and `moves` (ours) say what it does to conditions on that issue by its actors."""

    header: Header
    type: EventType
    status: EventStatus
    actors: tuple[PartyId, ...]
    recipients: tuple[PartyId, ...] = ()
    mode: str | None = None
    on: Edtf | None = None
    where: str | None = None
    statement: RecordId | None = None
    ascribed_by: PartyId | None = None
    issue: Issue | None = None
    moves: ConditionState | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with who reports it."""

    header: Header
    counts: Counts
    what: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    approximate: bool = False
    period: Edtf | None = None
    where: str | None = None
    by: PartyId | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """Somebody between two parties."""

    header: Header
    who: PartyId
    role: ChannelRole
    between: tuple[PartyId, ...]
    state: ChannelState
    on: Edtf | None = None


@dataclass(frozen=True, slots=True)
class Veto:
    """Somebody excludes a partner or a topic."""

    header: Header
    by: PartyId
    excludes: PartyId | None
    issue: Issue
    on: Edtf | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """A dated absence of a reply."""

    header: Header
    who: PartyId
    toward: tuple[PartyId, ...] = ()
    on: Edtf | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix, from `at` until the next cell of its pair and issue."""

    header: Header
    at: str
    holder: PartyId
    toward: PartyId
    issue: Issue
    stance: Stance
    conditions: tuple[RecordId, ...] = ()
    since: Edtf | None = None
    confirmed: Edtf | None = None
    because_of: tuple[RecordId, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two records that cannot both be true, or two sides that want opposite things."""

    header: Header
    between: tuple[RecordId, RecordId]
    about: str
    sort: ContradictionSort


@dataclass(frozen=True, slots=True)
class Shift:
    """A holder's stance that changed."""

    header: Header
    holder: PartyId
    issue: Issue
    toward: PartyId
    before: Stance
    after: Stance
    on: Edtf | None
    positions: tuple[RecordId, RecordId]
    regime_change: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words that a ruling is tied to: found again by them when offsets move.

    prefix, suffix   up to 32 code points before and after
    """

    document: DocumentId
    sha256: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's decision, appended to the journal, never an edit.

    target      the id it was given for; for `merge` and `split` of parties, a party's id
    kind        the kind of the target (`position`, `party`, ...), needed to find it again
    value       JSON text: the fields to set (`edit`), the other id (`merge`), the whole record (`add`); "" if none
    undoes      id of the ruling taken back, for `undo`
    """

    id: RecordId
    at: str
    who: str
    op: RulingOp
    target: RecordId | None
    kind: str | None = None
    anchor: Anchor | None = None
    value: str = ""
    undoes: RecordId | None = None
    orphaned: bool = False


Claim = Statement | Position | Condition | Commitment | Event | Figure | Channel | Veto | Silence
"""What `record` makes from words."""

Derived = Cell | Contradiction | Shift
"""What `process` makes from claims."""

Record = Claim | Derived
