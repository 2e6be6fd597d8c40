"""What the sentences of one document say, before anybody knows who the names are.

A `Reading` is the whole output of the language room for one document. Everything points into the document's clean
text by `Stretch`, and to each other by index into the tuples of the same `Reading`. A trained reader may replace the
maker of any one tuple; nobody downstream can tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import (
    ChannelRole,
    ChannelState,
    ConditionState,
    Counts,
    EventStatus,
    EventType,
    Group,
    Issue,
    Lasting,
    Manner,
    Necessity,
    Stance,
    StatementMode,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; a hard line break always ends one.

    at          without surrounding white space
    paragraph   number of its line in the clean text, from 0
    is_title    stands in the title
    carried     its words stand in another document of the lineage and were read there
    """

    at: Stretch
    paragraph: int
    is_title: bool = False
    carried: bool = False


class MentionKind(StrEnum):
    """What sort of words name somebody."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    """Armed groups, movements, coalitions, by name."""
    NATION = "nation"
    """A state or its demonym where it may stand for its government: `Mali`, `Malian authorities`, `French forces`."""
    PLACE = "place"
    """A town, region, river: where things happen."""
    DESCRIPTION = "description"
    """No name: `the militants`, `a Western diplomat`, `government officials`."""
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or stand for somebody or some place.

    at         the whole noun phrase without its clause: `the RSF leader known as Hemedti`'s name is one mention, the
               title before a name belongs to `role`, not to `at`
    sentence   index into `Reading.sentences`
    name       the name as written, without articles, titles and possessive; for a description its words
    role       a title or function that stands with it (`leader`, `spokesman`, `President`), lower case, or None
    of         index of the mention whose role that is (`JNIM` in `the JNIM leader Iyad Ag Ghali`), or None
    same_as    index of an earlier mention that apposition, brackets or the same words equate it with, or None
    back_to    index of the earlier mention that a pronoun most likely takes up, or None
    plural     `they`, `the rebels`, `both`
    anonymous  asks not to be named, or is named only by a function
    """

    at: Stretch
    sentence: int
    kind: MentionKind
    name: str
    role: str | None = None
    of: int | None = None
    same_as: int | None = None
    plural: bool = False
    anonymous: bool = False
    back_to: int | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is reported to have said what (PolNeAR: source, cue, content).

    sentence       index of the sentence in which cue or content stands; one attribution for each sentence of a quote
    source         stretches of the source's words; empty when it stands in another sentence
    speaker        indices of the mentions that speak; several when `both` or `X and Y` do
    cue, content   stretches, in order
    relayed_by     mention that reports the speaker inside the text, or None
    inside         index of the attribution whose content holds this one, or None
    said           index of the time phrase that dates the saying, or None
    denial         the cue denies, rejects as untrue, or takes back what the content says
    anonymous      the speaker is not named
    inner          thought, hoped, feared: no words were uttered, so it is no statement
    """

    sentence: int
    source: tuple[Stretch, ...]
    cue: tuple[Stretch, ...]
    content: tuple[Stretch, ...]
    mode: StatementMode
    speaker: tuple[int, ...] = ()
    addressee: int | None = None
    medium: str | None = None
    relayed_by: int | None = None
    inside: int | None = None
    said: int | None = None
    denial: bool = False
    anonymous: bool = False
    inner: bool = False
    rule: str = ""
    confidence: float = 0.5


class TimeKind(StrEnum):
    """What a time phrase gives."""

    POINT = "point"
    """A day, month, year or interval: when."""
    DURATION = "duration"
    """How long."""
    DEADLINE = "deadline"
    """By when."""


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """Words that say when, with their value against the document's date.

    value   EDTF, or None when the document's date would be needed and is not known
    """

    at: Stretch
    sentence: int
    kind: TimeKind
    value: Edtf | None


@dataclass(frozen=True, slots=True)
class ConditionFrame:
    """A condition clause: what must happen, by whom, for what.

    at           the words of the condition inside its sentence
    set_by       mentions; empty means the speaker or narrator's holder
    by           mentions of those who must act
    what         short text, near the words
    unlocks      the issue that it would unlock
    toward       mentions of the other side of what it would unlock
    """

    at: Stretch
    sentence: int
    issue: Issue
    what: str
    set_by: tuple[int, ...] = ()
    by: tuple[int, ...] = ()
    unlocks: Issue = Issue.OTHER
    toward: tuple[int, ...] = ()
    necessity: Necessity = Necessity.NECESSARY
    group: Group | None = None
    amount: str | None = None
    deadline: int | None = None
    attribution: int | None = None
    rule: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class PositionFrame:
    """Where somebody stands: demand, offer, refusal, readiness, by the stance on an issue.

    at            the words it rests on, inside its sentence
    holder        mentions
    toward        mentions of the other side, or of those whose forces, prisoners, role are at issue
    conditions    indices into `Reading.conditions`
    held          index of the time phrase that dates it, or None (then: when said)
    attribution   the attribution whose content says it, or None: the narrator's words
    ascribed_by   mentions that say it of the holder, when that is not the holder
    explicit      said in so many words; False when it is read off a deed or a hint
    """

    at: Stretch
    sentence: int
    issue: Issue
    stance: Stance
    holder: tuple[int, ...]
    toward: tuple[int, ...] = ()
    conditions: tuple[int, ...] = ()
    held: int | None = None
    attribution: int | None = None
    ascribed_by: tuple[int, ...] = ()
    manner: Manner | None = None
    lasting: Lasting | None = None
    explicit: bool = True
    rule: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class EventFrame:
    """An act: who did what to whom.

    issue, moves   what it does to a condition on that issue by its actors, or None (`announced` for a withdrawal
                   that is announced, `met` for one that is complete)
    """

    at: Stretch
    sentence: int
    type: EventType
    status: EventStatus
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    mode: str | None = None
    on: int | None = None
    where: str | None = None
    attribution: int | None = None
    issue: Issue | None = None
    moves: ConditionState | None = None
    rule: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class FigureFrame:
    """A number and what it counts; see the contract's `figure` for `low`, `best`, `high`."""

    at: Stretch
    sentence: int
    counts: Counts
    what: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    approximate: bool = False
    period: int | None = None
    where: str | None = None
    attribution: int | None = None
    rule: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class CommitmentFrame:
    """A promise: by whom, to whom, of what, by when."""

    at: Stretch
    sentence: int
    by: tuple[int, ...]
    issue: Issue
    what: str
    to: tuple[int, ...] = ()
    amount: str | None = None
    due: int | None = None
    attribution: int | None = None
    rule: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class ChannelFrame:
    """Somebody between two parties."""

    at: Stretch
    sentence: int
    who: tuple[int, ...]
    role: ChannelRole
    state: ChannelState
    between: tuple[int, ...] = ()
    on: int | None = None
    attribution: int | None = None
    rule: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class VetoFrame:
    """Somebody excludes a partner, a topic or talks at all; `excludes` is empty when it excludes no party."""

    at: Stretch
    sentence: int
    by: tuple[int, ...]
    issue: Issue
    excludes: tuple[int, ...] = ()
    on: int | None = None
    attribution: int | None = None
    rule: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class SilenceFrame:
    """Somebody gave no reply; never a position."""

    at: Stretch
    sentence: int
    who: tuple[int, ...]
    toward: tuple[int, ...] = ()
    on: int | None = None
    rule: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the sentences of one document say. An unread document has sentences only, or nothing."""

    document: DocumentId
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimePhrase, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    conditions: tuple[ConditionFrame, ...] = ()
    positions: tuple[PositionFrame, ...] = ()
    events: tuple[EventFrame, ...] = ()
    figures: tuple[FigureFrame, ...] = ()
    commitments: tuple[CommitmentFrame, ...] = ()
    channels: tuple[ChannelFrame, ...] = ()
    vetoes: tuple[VetoFrame, ...] = ()
    silences: tuple[SilenceFrame, ...] = ()
