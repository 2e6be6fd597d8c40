"""Records to contradictions: what cannot both be true, and sides that want opposite things.

Precision before recall: each pair of records once, and of what two parties repeat only the first and the latest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from toguna.kinds.edtf import overlap
from toguna.kinds.ids import PartyId, RecordId, fingerprint
from toguna.kinds.record import (
    Claim,
    Commitment,
    Contradiction,
    Event,
    Figure,
    Position,
    Shift,
    Statement,
)
from toguna.kinds.vocabulary import (
    ConditionState,
    ContradictionSort,
    Counts,
    EventStatus,
    EventType,
    Issue,
    Stance,
)
from toguna.process.bodies import Bodies
from toguna.process.days import placed, surely
from toguna.process.evidence import Evidence
from toguna.process.void import Void

SAME_TIME_DAYS = 60
"""Two parties' stances within two months are held at the same time. Not swept."""

SOON_DAYS = 30
"""A deed within a month of the word is measured by it. Not swept."""

SAME_NEWS_DAYS = 7
"""Figures without a period, and events without a date, published within a week, are about the same news. Not swept."""

FAR_APART = 1.1
"""Two figures differ when the greater is over a tenth above the smaller: rounding ("about 500", 520) is no dispute."""

SENTENCE = 400
"""Places of one document that begin within so many code points stand side by side."""

_YES = {Stance.FOR, Stance.OPEN, Stance.CONDITIONAL}
_REAL = {EventStatus.HAPPENED, EventStatus.ONGOING, EventStatus.CLAIMED}


@dataclass(frozen=True, slots=True)
class _Found:
    """Two records that contradict each other.

    topic   contradictions of one topic are alike; only the first and the latest are told
    on      when the later of the two came
    """

    a: Claim
    b: Claim
    sort: ContradictionSort
    about: str
    topic: tuple[object, ...]
    on: date
    strength: tuple[float, ...] = ()


def contradictions(
    claims: Sequence[Claim], shifts: Sequence[Shift], bodies: Bodies, evidence: Evidence, void: Mapping[RecordId, Void]
) -> tuple[Contradiction, ...]:
    """All contradictions, by sort and key."""
    claims = sorted(claims, key=lambda c: c.header.key)
    standing = [c for c in claims if isinstance(c, Position) and c.header.id not in void and c.explicit]
    events = [c for c in claims if isinstance(c, Event)]
    found = [
        *_parties(standing, bodies, evidence),
        *_denials(claims, bodies),
        *_disputed(events, bodies),
        *_figures([c for c in claims if isinstance(c, Figure)], bodies, evidence),
        *_deeds(claims, standing, events, bodies),
        *_reversals(shifts, {p.header.id: p for p in standing}, bodies),
    ]
    made: dict[str, Contradiction] = {}
    taken: set[frozenset[RecordId]] = set()
    for f in _first_and_latest(found):
        if (pair := frozenset((f.a.header.id, f.b.header.id))) not in taken and len(pair) == 2:
            taken.add(pair)
            one = _contradiction(f, evidence)
            made[one.header.key] = one
    return tuple(made[key] for key in sorted(made, key=lambda k: (made[k].sort, k)))


def _contradiction(f: _Found, evidence: Evidence) -> Contradiction:
    a, b = sorted((f.a, f.b), key=lambda c: c.header.key)
    key = fingerprint("contradiction", evidence.process, f.sort, a.header.key, b.header.key)
    header = evidence.header(key, f"process.contradiction.{f.sort}", (f.a, f.b))
    return Contradiction(header, (f.a.header.id, f.b.header.id), f.about, f.sort)


def _first_and_latest(found: Iterable[_Found]) -> Iterator[_Found]:
    topics: dict[tuple[object, ...], list[_Found]] = {}
    for f in found:
        topics.setdefault((f.sort, *f.topic), []).append(f)
    for alike in topics.values():
        alike.sort(key=lambda f: (f.on, tuple(-s for s in f.strength), f.a.header.key, f.b.header.key))
        yield alike[0]
        last = alike[-1].on
        if last != alike[0].on:
            yield next(f for f in alike if f.on == last)


# --------------------------------------------------------------------------------------------------------- party-party
def _parties(standing: Sequence[Position], bodies: Bodies, evidence: Evidence) -> Iterator[_Found]:
    """Two parties that want opposite things of one object, or of each other, at the same time."""
    topics: dict[tuple[Issue, frozenset[PartyId], bool], list[tuple[PartyId, Position]]] = {}
    for p in standing:
        on = placed(p.held_on, p.header.known_on)
        holder = bodies.body(p.holder, on)
        for toward in bodies.bodies(p.toward, on):
            topics.setdefault((p.issue, frozenset({toward}), False), []).append((holder, p))
            if p.issue is not Issue.WITHDRAWAL and toward != holder:
                topics.setdefault((p.issue, frozenset({holder, toward}), True), []).append((holder, p))
    for (issue, about, mutual), held in topics.items():
        yes = _YES - {Stance.OPEN} if mutual else {Stance.FOR}
        for wants, refuses in _opposed(held, yes):
            yield from _oppositions(wants, refuses, (issue, about), bodies, evidence)


def _opposed(
    held: Sequence[tuple[PartyId, Position]], yes: set[Stance]
) -> Iterator[tuple[list[Position], list[Position]]]:
    """For every two holders, what one wants and the other refuses."""
    wants: dict[PartyId, list[Position]] = {}
    refuses: dict[PartyId, list[Position]] = {}
    for holder, p in held:
        if p.stance in yes:
            wants.setdefault(holder, []).append(p)
        elif p.stance is Stance.AGAINST:
            refuses.setdefault(holder, []).append(p)
    return ((wants[a], refuses[b]) for a in sorted(wants) for b in sorted(refuses) if a != b)


def _oppositions(
    wants: list[Position],
    refuses: list[Position],
    topic: tuple[Issue, frozenset[PartyId]],
    bodies: Bodies,
    evidence: Evidence,
) -> Iterator[_Found]:
    issue, about = topic
    sides = tuple(sorted(bodies.body(side[0].holder, side[0].held_on) for side in (wants, refuses)))
    for a, b in _near(wants, refuses, SAME_TIME_DAYS):
        days = _day(a), _day(b)
        if days[0] and days[1]:
            together = bool(evidence.lineages(a.header.because) & evidence.lineages(b.header.because))
            strength = (
                together,
                a.ascribed_by is None and b.ascribed_by is None,
                a.stance is Stance.FOR,
                -abs((days[0] - days[1]).days),
                min(a.header.confidence, b.header.confidence),
            )
            told = f"{issue}: {_names(about, bodies)}"
            yield _Found(a, b, ContradictionSort.PARTY_PARTY, told, (issue, *sides), max(days[0], days[1]), strength)


# --------------------------------------------------------------------------------------------------------- claim-claim
def _denials(claims: Sequence[Claim], bodies: Bodies) -> Iterator[_Found]:
    """A denial, and what it denies."""
    by_id = {c.header.id: c for c in claims}
    for s in claims:
        if isinstance(s, Statement) and s.denies and (denied := by_id.get(s.denies)):
            told = _told(denied, bodies)
            yield _Found(s, denied, ContradictionSort.CLAIM_CLAIM, told, (s.header.key,), _day(s) or date.max)


def _disputed(events: Sequence[Event], bodies: Bodies) -> Iterator[_Found]:
    """One event, said to be true and said to be false."""
    denied = [e for e in events if e.status is EventStatus.DENIED]
    told = [e for e in events if e.status in _REAL]
    for no in denied:
        for yes in (e for e in told if e.type is no.type and _same_event(e, no, bodies)):
            actors = bodies.bodies(no.actors)
            topic = (no.type, tuple(sorted(actors)))
            day = _day(no) or date.max
            yield _Found(yes, no, ContradictionSort.CLAIM_CLAIM, _told(no, bodies), topic, day, (_nearness(yes, no),))


def _same_event(a: Event, b: Event, bodies: Bodies) -> bool:
    """Could the two be one event? What both name must agree."""
    if not bodies.bodies(a.actors, a.on) & bodies.bodies(b.actors, b.on):
        return False
    if a.recipients and b.recipients and not bodies.bodies(a.recipients, a.on) & bodies.bodies(b.recipients, b.on):
        return False
    if a.where and b.where and a.where.casefold() != b.where.casefold():
        return False
    if a.on and b.on:
        return overlap(a.on, b.on)
    return _published_within(a, b, SAME_NEWS_DAYS)


# ------------------------------------------------------------------------------------------------------- figure-figure
def _figures(figures: Sequence[Figure], bodies: Bodies, evidence: Evidence) -> Iterator[_Found]:
    """Two counts of the same thing by two reporters that cannot both be right."""
    by_counts: dict[Counts, list[tuple[date, Figure]]] = {}
    for f in figures:
        published = surely(None, f.header.known_on)
        if published and _range(f) and f.counts not in (Counts.OTHER, Counts.DURATION):
            by_counts.setdefault(f.counts, []).append((published, f))
    for counts, dated in by_counts.items():
        dated.sort(key=lambda pair: (pair[0], pair[1].header.key))
        for n, (day, f) in enumerate(dated):
            end = bisect_right(dated, day + timedelta(days=SAME_NEWS_DAYS), key=lambda pair: pair[0])
            for later, g in dated[n + 1 : end]:
                if _disagree(f, g, bodies, evidence):
                    who = sorted(str(bodies.body(x.by)) if x.by else "" for x in (f, g))
                    topic = (counts, *who, f.period or "", f.where or "")
                    told = f"{counts}: {f.what}" if f.what == g.what else f"{counts}: {f.what} / {g.what}"
                    yield _Found(f, g, ContradictionSort.FIGURE_FIGURE, told, topic, later)


def _disagree(f: Figure, g: Figure, bodies: Bodies, evidence: Evidence) -> bool:
    (f0, f1), (g0, g1) = _range(f) or (0.0, 0.0), _range(g) or (0.0, 0.0)
    apart = max(f0, g0) > FAR_APART * min(f1, g1)
    if not apart or _reporter(f, bodies) == _reporter(g, bodies):
        return False
    beside = _beside(f, g)
    together = bool(evidence.lineages(f.header.because) & evidence.lineages(g.header.because))
    if not (f.by and g.by) and not together:
        return False
    return _same_matter(f, g, beside)


def _same_matter(f: Figure, g: Figure, beside: bool) -> bool:
    """Same people, place and time, as far as both say; what only one says is taken as shared side by side alone."""
    if f.period and g.period and not overlap(f.period, g.period):
        return False
    if f.where and g.where and f.where.casefold() != g.where.casefold():
        return False
    if beside:
        return True
    words = (frozenset(x.what.casefold().split()) for x in (f, g))
    return bool(frozenset.intersection(*words)) and (f.where is None) == (g.where is None)


def _range(f: Figure) -> tuple[float, float] | None:
    """The least and greatest number that it may mean: "more than 50" has no end."""
    said = [n for n in (f.low, f.best, f.high) if n is not None]
    if not said:
        return None
    low = f.low if f.low is not None else (f.best if f.best is not None else 0.0)
    high = f.high if f.high is not None else (f.best if f.best is not None else float("inf"))
    return low, high


def _reporter(f: Figure, bodies: Bodies) -> PartyId | None:
    return bodies.body(f.by, f.period) if f.by else None


# ----------------------------------------------------------------------------------------------------------- word-deed
def _deeds(
    claims: Sequence[Claim], standing: Sequence[Position], events: Sequence[Event], bodies: Bodies
) -> Iterator[_Found]:
    """A ceasefire and an attack, a refusal to talk and a meeting, a promise and its breach: by one party."""
    done: dict[PartyId, list[Event]] = {}
    for e in events:
        if e.status in _REAL and _day(e):
            for actor in bodies.bodies(e.actors, e.on):
                done.setdefault(actor, []).append(e)
    for line in done.values():
        line.sort(key=lambda e: (_day(e) or date.max, e.header.key))
    for word in _words(claims, standing, bodies):
        for deed in _after(word, done.get(word.by, [])):
            if _breaks(word, deed, bodies):
                about = f"{word.issue}: {bodies.name(word.by)}"
                topic = (word.issue, word.by)
                yield _Found(word.record, deed, ContradictionSort.WORD_DEED, about, topic, _day(deed) or date.max)
                break


@dataclass(frozen=True, slots=True)
class _Word:
    """What a party said it would or would not do."""

    record: Claim
    by: PartyId
    toward: frozenset[PartyId]
    issue: Issue
    on: date
    refuses: bool = False


def _words(claims: Sequence[Claim], standing: Sequence[Position], bodies: Bodies) -> Iterator[_Word]:
    for c in claims:
        if isinstance(c, Commitment) and (day := _day(c)):
            by, to = bodies.body(c.by, c.given_on), bodies.bodies(c.to, c.given_on)
            yield _Word(c, by, to, c.promises.issue, day)
        elif isinstance(c, Event) and c.issue is Issue.CEASEFIRE and c.status in _REAL | {EventStatus.ANNOUNCED}:
            if c.moves in (ConditionState.ANNOUNCED, ConditionState.MET) and (day := _day(c)):
                for by in sorted(bodies.bodies(c.actors, c.on)):
                    yield _Word(c, by, bodies.bodies(c.recipients, c.on), c.issue, day)
    for p in standing:
        if p.issue is Issue.TALKS and p.stance is Stance.AGAINST and not p.ascribed_by and (day := _day(p)):
            by, to = bodies.body(p.holder, p.held_on), bodies.bodies(p.toward, p.held_on)
            yield _Word(p, by, to, p.issue, day, refuses=True)


def _after(word: _Word, done: Sequence[Event]) -> Iterator[Event]:
    """The party's deeds within `SOON_DAYS` after the word, until it takes the word back."""
    start = bisect_right(done, word.on, key=lambda e: _day(e) or date.max)
    end = bisect_right(done, word.on + timedelta(days=SOON_DAYS), key=lambda e: _day(e) or date.max)
    for e in done[start:end]:
        if e.issue is word.issue and e.moves is ConditionState.WITHDRAWN:
            return
        yield e


def _breaks(word: _Word, deed: Event, bodies: Bodies) -> bool:
    met = bodies.bodies(deed.recipients, deed.on) | (bodies.bodies(deed.actors, deed.on) - {word.by})
    toward_them = bool(met & word.toward)
    if word.refuses:
        return deed.type is EventType.CONSULT and toward_them
    if word.issue is Issue.CEASEFIRE and deed.type is EventType.ASSAULT:
        return toward_them or not word.toward or not met
    return deed.issue is word.issue and deed.moves is ConditionState.VIOLATED


# ------------------------------------------------------------------------------------------------------------ then-now
def _reversals(shifts: Sequence[Shift], positions: Mapping[RecordId, Position], bodies: Bodies) -> Iterator[_Found]:
    """A party that now refuses what it wanted, or wants what it refused; not when another government now speaks."""
    for s in shifts:
        turned = {s.before, s.after} & _YES and Stance.AGAINST in (s.before, s.after)
        old, new = (positions.get(i) for i in s.positions)
        if turned and not s.regime_change and old and new:
            about = f"{s.issue}: {bodies.name(s.holder)} on {bodies.name(s.toward)}"
            topic = (s.issue, s.holder, s.toward)
            yield _Found(old, new, ContradictionSort.THEN_NOW, about, topic, _day(new) or date.max)


# -------------------------------------------------------------------------------------------------------------- shared
def _day(record: Claim) -> date | None:
    """The day by which the record's matter surely held."""
    match record:
        case Position():
            on = record.held_on
        case Event():
            on = record.on
        case Statement():
            on = record.said_on
        case Commitment():
            on = record.given_on
        case _:
            on = None
    return surely(on, record.header.known_on)


MANY = 25
"""Of positions that are repeated more often, only so many first and last ones are paired: the others tell no more."""


def _near(a: list[Position], b: list[Position], days: int) -> Iterator[tuple[Position, Position]]:
    """Pairs that are held within so many days of each other."""
    dated = []
    for side in (a, b):
        known = sorted(((d, p.header.key, p) for p in side if (d := _day(p))), key=lambda t: t[:2])
        dated.append(known if len(known) <= 2 * MANY else known[:MANY] + known[-MANY:])
    for day, _, p in dated[0]:
        start = bisect_left(dated[1], day - timedelta(days=days), key=lambda t: t[0])
        end = bisect_right(dated[1], day + timedelta(days=days), key=lambda t: t[0])
        for _, _, q in dated[1][start:end]:
            yield p, q


def _beside(a: Claim, b: Claim) -> bool:
    """True if they stand in or next to one sentence."""
    return any(
        p.document == q.document and abs(p.start - q.start) <= SENTENCE
        for p in a.header.because
        for q in b.header.because
    )


def _published_within(a: Claim, b: Claim, days: int) -> bool:
    x, y = surely(None, a.header.known_on), surely(None, b.header.known_on)
    return x is not None and y is not None and abs((x - y).days) <= days


def _nearness(a: Claim, b: Claim) -> float:
    return float(_beside(a, b))


def _names(parties: Iterable[PartyId], bodies: Bodies) -> str:
    return ", ".join(sorted(bodies.name(p) for p in parties))


def _told(record: Claim, bodies: Bodies) -> str:
    """What a record is about, in a few words of its own fields."""
    match record:
        case Statement():
            return record.content if len(record.content) <= 80 else record.content[:79].rstrip() + "…"
        case Position():
            return f"{record.issue}: {_names((record.holder, *record.toward), bodies)}"
        case Event():
            return f"{record.type.lower()}: {_names((*record.actors, *record.recipients), bodies)}"
        case Figure():
            return f"{record.counts}: {record.what}"
    return type(record).__name__.lower()
