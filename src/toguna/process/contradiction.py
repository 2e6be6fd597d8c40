"""Records to contradictions: what cannot both be true, and sides that want opposite things.

Precision before recall: each pair of records once, and of what two parties repeat only the first and the latest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from toguna.kinds.ids import RecordId, fingerprint
from toguna.kinds.record import (
    Claim,
    Contradiction,
    Event,
    Figure,
    Position,
    Shift,
)
from toguna.process.bodies import Bodies
from toguna.process.deed import against_their_word, reversals
from toguna.process.dispute import denials, disputed_events, disputed_figures
from toguna.process.evidence import Evidence
from toguna.process.opposition import Opposition
from toguna.process.sides import between_parties
from toguna.process.void import Void

SAME_NEWS_DAYS = 30
"""What two parties repeat within a month is told once; later it is news again. Not swept."""


def contradictions(
    claims: Sequence[Claim], shifts: Sequence[Shift], bodies: Bodies, evidence: Evidence, void: Mapping[RecordId, Void]
) -> tuple[Contradiction, ...]:
    """All contradictions, by sort and key."""
    claims = sorted(claims, key=lambda c: c.header.key)
    standing = [c for c in claims if isinstance(c, Position) and c.header.id not in void and c.explicit]
    events = [c for c in claims if isinstance(c, Event)]
    found = [
        *between_parties(standing, bodies, evidence),
        *denials(claims, bodies),
        *disputed_events(events, bodies),
        *disputed_figures([c for c in claims if isinstance(c, Figure)], bodies),
        *against_their_word(claims, standing, events, bodies),
        *reversals(shifts, {p.header.id: p for p in standing}, bodies),
    ]
    made: dict[str, Contradiction] = {}
    taken: set[frozenset[RecordId]] = set()
    for f in _first_and_latest(found):
        if (pair := frozenset((f.a.header.id, f.b.header.id))) not in taken and len(pair) == 2:
            taken.add(pair)
            one = _contradiction(f, evidence)
            made[one.header.key] = one
    return tuple(made[key] for key in sorted(made, key=lambda k: (made[k].sort, k)))


def _contradiction(f: Opposition, evidence: Evidence) -> Contradiction:
    a, b = sorted((f.a, f.b), key=lambda c: c.header.key)
    key = fingerprint("contradiction", evidence.process, f.sort, a.header.key, b.header.key)
    header = evidence.header(key, f"process.contradiction.{f.sort}", (f.a, f.b))
    return Contradiction(header, (f.a.header.id, f.b.header.id), f.about, f.sort)


def _first_and_latest(found: Iterable[Opposition]) -> Iterator[Opposition]:
    topics: dict[tuple[object, ...], list[Opposition]] = {}
    for f in found:
        topics.setdefault((f.sort, *f.topic), []).append(f)
    for alike in topics.values():
        alike.sort(key=lambda f: (f.on, tuple(-s for s in f.strength), f.a.header.key, f.b.header.key))
        yield alike[0]
        last = alike[-1].on
        if (last - alike[0].on).days > SAME_NEWS_DAYS:
            yield next(f for f in alike if f.on == last)
