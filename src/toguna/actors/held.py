"""Functions of persons at bodies: who holds what, how surely, and for whom somebody therefore speaks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from toguna.actors.nouns import offices
from toguna.kinds.edtf import first_day
from toguna.kinds.ids import Edtf

_ONE_HOLDER = frozenset({"president", "prime minister", "premier", "foreign minister", "defence minister", "king"})
"""Offices of a state that have one holder at a time."""

HELD_DAYS = 400
"""Somebody named in an office is thought to hold it so many days before and after, when nobody else is named nearer."""


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A function of a person at some body, as one document says."""

    on: Edtf | None
    role: str
    of: str
    past: bool = False
    sure: int = 2
    """3: a pack says so; 2: the text says whose office it is; 1: everybody knows; 0: it is thought to be of the main
    country of the process."""


@dataclass(slots=True)
class People:
    """Who holds what.

    held      person node -> functions
    holders   (body node, function) -> person nodes, by date of the document
    """

    held: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))
    holders: dict[tuple[str, str], list[tuple[Edtf | None, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, person: str, role: str, of: str, on: Edtf | None, past: bool = False, sure: int = 2) -> None:
        """Note a function."""
        entry = Held(on, role, of, past, sure)
        if entry not in self.held[person]:
            self.held[person].append(entry)
            if not past:
                self.holders[(of, role)].append((on, person))

    def body(self, person: str, depth: int = 3) -> str | None:
        """The body for which a person speaks: that of the function named most often; none when all are past."""
        entries = [e for e in self.held.get(person, ()) if not e.past]
        surest = max((e.sure for e in entries), default=0)
        entries = [e for e in entries if e.sure == surest]
        counts: dict[str, int] = defaultdict(int)
        for entry in entries:
            counts[entry.of] += 6 if entry.role in offices() else 1 if entry.role == "member" else 3
        body = max(sorted(counts), key=lambda of: counts[of], default=None)
        own = self.held.get(body, ()) if body and body != person else ()
        return self.body(body, depth - 1) or body if body and own and depth else body  # a president's spokesman

    def settle(self) -> None:
        """Of an office that only one can hold, those who are merely thought to hold it give way to who surely does."""
        surer: dict[tuple[str, str], list[tuple[str, Held]]] = defaultdict(list)
        for person, entries in self.held.items():
            for e in entries:
                if not e.past and e.sure and e.role in _ONE_HOLDER:
                    surer[(e.of, e.role)].append((person, e))
        for person in sorted(self.held):
            gone = [e for e in self.held[person] if e.sure < 2 and self._taken(person, e, surer[(e.of, e.role)])]
            for entry in gone:
                rows = self.holders[(entry.of, entry.role)]
                rows[:] = [r for r in rows if r != (entry.on, person)]
            self.held[person] = [e for e in self.held[person] if e not in gone]

    def _taken(self, person: str, entry: Held, others: list[tuple[str, Held]]) -> bool:
        """Whether the person surely serves another body, or another person surely held the office about then."""
        if entry.role not in _ONE_HOLDER:
            return False
        if any(e.sure > entry.sure and not e.past and e.of != entry.of for e in self.held[person]):
            return True
        words = set(person.split(":", 1)[1].split())
        return any(
            e.sure > entry.sure
            and not words & set(other.split(":", 1)[1].split())
            and _days_apart(e.on, entry.on) <= HELD_DAYS
            for other, e in others
        )

    def holder(self, of: str, role: str, on: Edtf | None) -> str | None:
        """The person who held a function when a document was written; None when none or several did."""
        entries = self.holders.get((of, role), ())
        near = [(_days_apart(day, on), person) for day, person in entries]
        if not near or min(near)[0] > HELD_DAYS:
            return None
        best = {person for days, person in near if days == min(near)[0]}
        return next(iter(best)) if len(best) == 1 else None


def _days_apart(one: Edtf | None, other: Edtf | None) -> int:
    if one is None or other is None:
        return 0
    return abs((first_day(one) - first_day(other)).days)
