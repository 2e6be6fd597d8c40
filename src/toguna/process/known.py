"""What was known by a day: the second clock, applied before anything is derived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from toguna.kinds.edtf import last_day
from toguna.kinds.ids import RecordId
from toguna.kinds.record import Claim, Condition, Position, Statement


def known_by(claims: Sequence[Claim], day: date) -> tuple[Claim, ...]:
    """The claims that the press had surely published by the end of that day.

    A claim whose publication is unknown, or may be later, is left out; references to claims left out go with them.
    `derive` on the result gives the state of things as it could be known then.
    """
    kept = [c for c in claims if c.header.known_on and last_day(c.header.known_on) <= day]
    gone = {c.header.id for c in claims} - {c.header.id for c in kept}
    return tuple(_without(c, gone) for c in kept)


def _without(claim: Claim, gone: set[RecordId]) -> Claim:
    match claim:
        case Position():
            return replace(
                claim,
                conditions=tuple(c for c in claim.conditions if c not in gone),
                statement=None if claim.statement in gone else claim.statement,
                voided_by=None if claim.voided_by in gone else claim.voided_by,
            )
        case Condition():
            return replace(
                claim,
                depends_on=tuple(c for c in claim.depends_on if c not in gone),
                statement=None if claim.statement in gone else claim.statement,
            )
        case Statement() if claim.denies in gone:
            return replace(claim, denies=None)
    return claim
