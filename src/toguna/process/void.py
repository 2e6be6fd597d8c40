"""Which positions a denial, a retraction or a ruling takes out, and from which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from toguna.kinds.ids import RecordId
from toguna.kinds.record import Claim, Position, Statement
from toguna.process.bodies import Bodies
from toguna.process.days import surely


@dataclass(frozen=True, slots=True)
class Void:
    """A position is out from a day on.

    since    `date.min` when it never stood (a ruling), or when the denial has no date
    by       the statement that denies it, or None for a ruling
    """

    since: date
    by: Statement | None = None


def voids(claims: Sequence[Claim], bodies: Bodies) -> Mapping[RecordId, Void]:
    """The positions that are void, each with the earliest reason.

    A denial by the holder's own side takes out the position, or every position that rests on the denied statement.
    """
    statements = {c.header.id: c for c in claims if isinstance(c, Statement)}
    denials: dict[RecordId, list[Statement]] = {}
    for s in statements.values():
        if s.denies:
            denials.setdefault(s.denies, []).append(s)
    found: dict[RecordId, Void] = {}
    for p in claims:
        if isinstance(p, Position):
            reasons = [_void(s) for s in _denials_of(p, denials, bodies)]
            if p.voided_by:
                known = statements.get(p.voided_by)
                reasons.append(_void(known) if known else Void(date.min))
            if reasons:
                found[p.header.id] = min(reasons, key=lambda v: (v.since, v.by.header.key if v.by else ""))
    return found


def _denials_of(p: Position, denials: Mapping[RecordId, list[Statement]], bodies: Bodies) -> list[Statement]:
    denied = denials.get(p.header.id, []) + (denials.get(p.statement, []) if p.statement else [])
    holder = bodies.body(p.holder, p.held_on)
    return [s for s in denied if (who := s.speaker.party or s.speaker.person) and bodies.body(who, s.said_on) == holder]


def _void(denial: Statement) -> Void:
    return Void(surely(denial.said_on, denial.header.known_on) or date.min, denial)
