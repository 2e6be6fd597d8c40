"""Records in plain words, one line each: what every face says of them. Unknown is said as unknown."""

from __future__ import annotations

from collections.abc import Iterable

from toguna.api.picture import Picture, Thing
from toguna.api.picture import when as date_of
from toguna.api.values import ConditionRow
from toguna.kinds.document import Document
from toguna.kinds.ids import PartyId
from toguna.kinds.lineage import Lineage
from toguna.kinds.party import Party
from toguna.kinds.record import (
    Cell,
    Channel,
    Commitment,
    Condition,
    Contradiction,
    Event,
    Figure,
    Position,
    Record,
    Ruling,
    Shift,
    Silence,
    Statement,
    Veto,
)
from toguna.kinds.vocabulary import Basis, ConditionState, EventType, Issue, Stance

UNKNOWN_DATE = "date unknown"

_ISSUES = {
    Issue.TALKS: "talks",
    Issue.CEASEFIRE: "a ceasefire",
    Issue.WITHDRAWAL: "withdrawal of forces",
    Issue.RELEASE: "release of prisoners or hostages",
    Issue.DISARMAMENT: "disarmament",
    Issue.INCLUSION: "who sits at the table",
    Issue.VENUE: "where to meet",
    Issue.RECOGNITION: "recognition",
    Issue.AUTONOMY: "autonomy",
    Issue.GOVERNANCE: "who governs",
    Issue.JUSTICE: "justice",
    Issue.SANCTIONS: "sanctions",
    Issue.LAW: "constitution and law",
    Issue.ACCESS: "access",
    Issue.OPERATIONS: "military operations",
    Issue.IMPLEMENTATION: "carrying out an agreement",
    Issue.OTHER: "another matter",
}
_STANCES = {
    Stance.FOR: "for",
    Stance.AGAINST: "against",
    Stance.CONDITIONAL: "only on conditions",
    Stance.OPEN: "open",
    Stance.UNCLEAR: "unclear",
}
_ACTS = {
    EventType.AGREE: ("agreement", "with"),
    EventType.CONSULT: ("talk or meeting", "with"),
    EventType.SUPPORT: ("support", "for"),
    EventType.CONCEDE: ("concession", "to"),
    EventType.COOPERATE: ("cooperation", "with"),
    EventType.AID: ("aid", "to"),
    EventType.RETREAT: ("withdrawal", "concerning"),
    EventType.REQUEST: ("demand", "to"),
    EventType.ACCUSE: ("accusation", "against"),
    EventType.REJECT: ("refusal", "toward"),
    EventType.THREATEN: ("threat", "against"),
    EventType.PROTEST: ("protest", "against"),
    EventType.SANCTION: ("sanctions", "on"),
    EventType.MOBILIZE: ("mobilisation", "against"),
    EventType.COERCE: ("coercion", "of"),
    EventType.ASSAULT: ("attack", "on"),
}
_NEXT = {
    ConditionState.OPEN: "next: {by} would have to say or do it",
    ConditionState.OPPOSED: "refused; next: a change of mind, or {setter} drops it",
    ConditionState.ANNOUNCED: "said, not done; next: it is carried out",
    ConditionState.PARTLY: "begun; next: the rest of it",
    ConditionState.MET: "fulfilled; nothing stands in the way here",
    ConditionState.VIOLATED: "broken; next: it is restored",
    ConditionState.WITHDRAWN: "dropped by who set it",
}
_BASES = {
    Basis.STATED: "stated in the report",
    Basis.ADDRESS: "from its address",
    Basis.DATELINE: "from its dateline",
    Basis.COPY: "from a dated copy",
    Basis.INTERNAL: "bounds from its own words",
    Basis.GIVEN: "given beside the text",
}


def when(on: str | None) -> str:
    """A date in plain words.

    >>> when("../2020-03-09"), when("2021-10-13/2021-10-21"), when("2021-10/.."), when(None)
    ('2020-03-09 or before', '2021-10-13 to 2021-10-21', '2021-10 or later', 'date unknown')
    """
    if not on:
        return UNKNOWN_DATE
    mark = "perhaps " if on.endswith("?") else "about " if on.endswith(("~", "%")) else ""
    on = on.rstrip("?~%")
    if "/" not in on:
        return mark + on
    first, last = on.split("/", 1)
    if first in ("", ".."):
        return f"{mark}{last} or before"
    return f"{mark}{first} or later" if last in ("", "..") else f"{mark}{first} to {last}"


def since(on: str | None) -> str:
    """From when something holds.

    >>> since("2021"), since("2021-10-13/2021-10-21"), since(None)
    ('since 2021', 'since a day from 2021-10-13 to 2021-10-21', 'since an unknown date')
    """
    if not on:
        return "since an unknown date"
    is_between = "/" in on and not on.startswith(("..", "/")) and not on.endswith(("..", "/"))
    return f"since a day from {when(on)}" if is_between else f"since {when(on)}"


def dated(on: str | None, known_on: str | None) -> str:
    """When it held; failing that, when it was reported."""
    if on:
        return when(on)
    return f"{UNKNOWN_DATE} (reported {when(known_on)})" if known_on else UNKNOWN_DATE


def basis(given: Basis | None) -> str:
    """Where a report's date comes from."""
    return _BASES[given] if given else "no date found"


def issue(given: Issue) -> str:
    """An issue in plain words."""
    return _ISSUES[given]


def stance(given: Stance, of: Issue) -> str:
    """A stance with its object.

    >>> stance(Stance.CONDITIONAL, Issue.TALKS)
    'talks only on conditions'
    """
    what = _ISSUES[of]
    match given:
        case Stance.FOR:
            return f"for {what}"
        case Stance.AGAINST:
            return f"against {what}"
        case Stance.OPEN:
            return f"open to {what}" if of is not Issue.INCLUSION else f"open on {what}"
        case Stance.CONDITIONAL:
            return f"{what} only on conditions"
    return f"{what}: named, direction unclear"


def age(days: int | None) -> str:
    """How long ago something was last said."""
    if days is None:
        return "age unknown"
    return "the same day" if days == 0 else "1 day before" if days == 1 else f"{days} days before"


def next_step(row: ConditionRow, picture: Picture) -> str:
    """What would move a condition on."""
    by = picture.names(row.condition.requires.by) if row.condition.requires.by else "whoever must act"
    return _NEXT[row.state].format(by=by, setter=picture.name(row.condition.set_by)) if row.state in _NEXT else ""


def requirement(condition: Condition, picture: Picture) -> str:
    """What a condition asks, of whom, for what."""
    requires, unlocks = condition.requires, condition.unlocks
    by = f" (up to {picture.names(requires.by)})" if requires.by else ""
    deadline = f"by {when(requires.deadline)}" if requires.deadline else None
    more = "".join(f", {word}" for word in (requires.amount, deadline) if word)
    toward = f" with {picture.names(unlocks.toward)}" if unlocks.toward else ""
    if condition.necessity == "sanction":
        who = f" by {picture.names(requires.by)}" if requires.by else ""
        return f"as a sanction: “{requires.what}”{who}{more} has consequences for {issue(unlocks.issue)}{toward}"
    return f"{requires.what}{by}{more}, for {issue(unlocks.issue)}{toward}"


def what_of(record: Record | None) -> str:
    """What a condition asks, in its own short text."""
    return record.requires.what if isinstance(record, Condition) else "a condition that is gone"


def own_date(record: Record) -> str | None:
    """When a record held, as it says itself; of a cell the day from which it holds."""
    return record.at if isinstance(record, Cell) else date_of(record)


def line(record: Record, picture: Picture) -> str:
    """A record in one line, without its date."""
    match record:
        case Statement():
            return _statement(record, picture)
        case Position():
            return _position(record, picture)
        case Condition():
            return f"{picture.name(record.set_by)} sets a condition: {requirement(record, picture)} — {record.now}"
        case Commitment():
            to = f" to {picture.names(record.to)}" if record.to else ""
            due = f", due {when(record.due)}" if record.due else ""
            return f"{picture.name(record.by)} promises{to}: {record.promises.what}{due} — {record.now}"
        case Event():
            return _event(record, picture)
        case Figure():
            return figure(record, picture)
        case Channel():
            between = f" between {picture.names(record.between)}" if record.between else ""
            return f"{picture.name(record.who)}: {record.role}{between} ({record.state})"
        case Veto():
            whom = f" with {picture.name(record.excludes)}" if record.excludes else ""
            return f"{picture.name(record.by)} rules out {issue(record.issue)}{whom}"
        case Silence():
            toward = f" to {picture.names(record.toward)}" if record.toward else ""
            return f"{picture.name(record.who)} gave no reply{toward}"
        case Cell():
            return f"{_pair(record.holder, (record.toward,), picture)}: {stance(record.stance, record.issue)}"
        case Shift():
            pair, fell = _pair(record.holder, (record.toward,), picture), "; another government now speaks"
            change = f"from {_STANCES[record.before]} to {_STANCES[record.after]}"
            return f"{pair}: {issue(record.issue)}, {change}{fell if record.regime_change else ''}"
        case Contradiction():
            ends = [picture.record_of.get(i) for i in record.between]
            return f"{record.sort}: " + " <> ".join(line(e, picture) if e else "a record that is gone" for e in ends)


def thing(given: Thing, picture: Picture) -> str:
    """Anything with an id, in one line."""
    match given:
        case Document():
            outlet = given.outlet or "outlet unknown"
            return f"{given.path}: {given.title or 'without a title'} ({outlet}, {when(given.published)})"
        case Lineage():
            return f"one text in {_count(len(given.documents), 'report')}: {', '.join(given.documents)}"
        case Party():
            return f"{given.name} ({given.type})"
        case Ruling():
            return f"{given.who} ruled on {given.at}: {given.op} {given.target or ''} {given.value}".rstrip()
    return line(given, picture)


def _pair(holder: PartyId, toward: Iterable[PartyId], picture: Picture) -> str:
    others = [picture.name(t) for t in toward]
    return picture.name(holder) + (f" -> {', '.join(others)}" if others else "")


def _statement(record: Statement, picture: Picture) -> str:
    name = record.speaker.name
    party = picture.name(record.speaker.party) if record.speaker.party else None
    whom = f" ({party})" if party and party != name else ""
    hidden = ", unnamed" if record.speaker.anonymous else ""
    to = f", to {picture.name(record.addressee)}" if record.addressee else ""
    relayed = f", relayed by {picture.name(record.relayed_by)}" if record.relayed_by else ""
    words = flat(record.content)
    content = f"“{words}”" if record.mode == "direct" and "“" not in words else words
    return f"{name}{whom}{hidden}: {content} ({record.cue}{to}{relayed})"


def _position(record: Position, picture: Picture) -> str:
    said = f", as {picture.name(record.ascribed_by)} says" if record.ascribed_by else ""
    how = "".join(f", {word}" for word in (record.manner, record.lasting) if word)
    void = ", since taken back" if record.voided_by else ""
    return f"{_pair(record.holder, record.toward, picture)}: {stance(record.stance, record.issue)}{how}{said}{void}"


def _event(record: Event, picture: Picture) -> str:
    act, to = _ACTS[record.type]
    by = f" by {picture.names(record.actors)}" if record.actors else ""
    whom = f" {to} {picture.names(record.recipients)}" if record.recipients else ""
    where = f", {record.where}" if record.where else ""
    said = f", as {picture.name(record.ascribed_by)} says" if record.ascribed_by else ""
    status = "" if record.status == "happened" else f" ({record.status})"
    return f"{act}{by}{whom}{where}{said}{status}"


def figure(record: Figure, picture: Picture) -> str:
    """A number with what it counts and who says so."""
    low, best, high = (number(n) for n in (record.low, record.best, record.high))
    if best:
        value = f"{best} (between {low} and {high})" if low and high else best
    elif low and high:
        value = f"{low} to {high}"
    else:
        value = f"more than {low}" if low else f"up to {high}"
    about = "about " if record.approximate and (best or (low and high)) else ""
    rest = "".join(f", {w}" for w in (record.where, record.period and when(record.period)) if w)
    by = f", says {picture.name(record.by)}" if record.by else ", says the report"
    return f"{record.counts}: {about}{value} {record.what}{rest}{by}"


def number(given: float | None) -> str | None:
    """A number without needless decimals.

    >>> number(4500.0)
    '4,500'
    """
    if given is None:
        return None
    return f"{int(given):,}" if float(given).is_integer() else f"{given:,}"


def sources_of(record: Record) -> str:
    """How many reports and independent sources carry a record."""
    w = record.header.witnesses
    return f"{_count(w.documents, 'report')}, {_count(w.independent, 'independent source')}"


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def count(n: int, what: str) -> str:
    """A number of things.

    >>> count(1, "report"), count(2, "report")
    ('1 report', '2 reports')
    """
    return _count(n, what)


def flat(text: str) -> str:
    """Text on one line, without control characters: what a report holds must not steer a terminal."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text).split())
