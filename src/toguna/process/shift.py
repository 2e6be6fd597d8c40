"""The pairs' cells to shifts: a holder's stance that changed, and whether another government now speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from toguna.kinds.ids import RecordId, fingerprint
from toguna.kinds.record import Cell, Position, Shift
from toguna.kinds.vocabulary import Stance
from toguna.process.bodies import Bodies
from toguna.process.evidence import Evidence
from toguna.process.matrix import Pair


def shifts(
    cells: Sequence[Cell], positions: Mapping[RecordId, Position], bodies: Bodies, evidence: Evidence
) -> tuple[Shift, ...]:
    """One shift for each change from one clear stance to another, in order of pair and day."""
    by_pair: dict[Pair, list[Cell]] = {}
    for cell in cells:
        if cell.because_of and cell.stance is not Stance.UNCLEAR:
            by_pair.setdefault((cell.holder, cell.toward, cell.issue), []).append(cell)
    found: dict[str, Shift] = {}
    for line in by_pair.values():
        for before, after in pairwise(line):
            if before.stance is not after.stance:
                shift = _shift(before, after, positions, bodies, evidence)
                found.setdefault(shift.header.key, shift)
    return tuple(found.values())


def _shift(
    before: Cell, after: Cell, positions: Mapping[RecordId, Position], bodies: Bodies, evidence: Evidence
) -> Shift:
    old, new = positions[before.because_of[-1]], positions[after.because_of[0]]
    key = fingerprint("shift", evidence.process, before.holder, before.toward, old.header.key, new.header.key)
    fell = bodies.fell_between(after.holder, date.fromisoformat(before.at), date.fromisoformat(after.at))
    return Shift(
        header=evidence.header(key, "process.shift", (old, new)),
        holder=after.holder,
        issue=after.issue,
        toward=after.toward,
        before=before.stance,
        after=after.stance,
        on=new.held_on,
        positions=(old.header.id, new.header.id),
        regime_change=fell,
    )
