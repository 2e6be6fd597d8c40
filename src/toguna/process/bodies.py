"""Who stands for whom at a time: persons for the party they speak for, ministries and armies for their government."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from toguna.kinds.edtf import first_day, last_day
from toguna.kinds.ids import Edtf, PartyId
from toguna.kinds.party import Cast, Party, Role
from toguna.kinds.vocabulary import PartyType


class Bodies:
    """The cast, asked for whom somebody speaks.

    A person stands for `member_of`, or for the party of the one dated role that holds on the day; a person whose dated
    role at that party is over stands for himself. A part of a government stands for the government. Other members
    (a group of a coalition, a state in a union) stand for themselves.
    """

    def __init__(self, cast: Cast) -> None:
        self.parties: dict[PartyId, Party] = {p.id: p for p in cast.parties}
        states = (p for p in cast.parties if p.type in (PartyType.GOVERNMENT, PartyType.STATE))
        self._states = {name.casefold() for p in states for name in (p.name, *p.aliases)}

    def name(self, party: PartyId) -> str:
        """The party's name, or its id when the cast does not have it."""
        known = self.parties.get(party)
        return known.name if known else str(party)

    def is_state(self, where: str) -> bool:
        """True if a place is a country with a government in the cast, and not a town or region."""
        return where.casefold() in self._states

    def body(self, party: PartyId, on: Edtf | None = None) -> PartyId:
        """The party for which it acts and speaks on that day; itself when none is known."""
        seen = {party}
        while (above := self._above(party, on)) is not None and above not in seen:
            seen.add(above)
            party = above
        return party

    def bodies(self, parties: Iterable[PartyId], on: Edtf | None = None) -> frozenset[PartyId]:
        """The parties for which they act."""
        return frozenset(self.body(p, on) for p in parties)

    def acts_for(self, actor: PartyId, party: PartyId, on: Edtf | None = None) -> bool:
        """True if what the actor does counts for the party: the same body, or a member of it at any remove."""
        return self.body(actor, on) == self.body(party, on) or party in self._all_above(actor)

    def any_acts_for(self, actors: Iterable[PartyId], parties: Iterable[PartyId], on: Edtf | None = None) -> bool:
        """True if one of the actors acts for one of the parties."""
        parties = tuple(parties)
        return any(self.acts_for(a, p, on) for a in actors for p in parties)

    def fell(self, party: PartyId) -> tuple[date, ...]:
        """The days on which another government began to speak for the party, oldest first."""
        known = self.parties.get(party)
        return tuple(sorted(first_day(since) for since, _ in known.regimes))[1:] if known else ()

    def fell_between(self, party: PartyId, before: date, after: date) -> bool:
        """True if another government began to speak after the first day and by the second."""
        return any(before < day <= after for day in self.fell(party))

    def _above(self, party: PartyId, on: Edtf | None) -> PartyId | None:
        known = self.parties.get(party)
        if known is None:
            return None
        if known.type is PartyType.PERSON:
            return self._speaks_for(known, on)
        above = self.parties.get(known.member_of) if known.member_of else None
        return above.id if above and above.type is PartyType.GOVERNMENT else None

    def _speaks_for(self, person: Party, on: Edtf | None) -> PartyId | None:
        if on:
            now = {r.of for r in person.roles if (r.since or r.until) and _holds(r, on)}
            if len(now) == 1:
                return next(iter(now))
            there = [r for r in person.roles if r.of == person.member_of]
            if there and all(_is_over(r, on) for r in there):
                return None
        return person.member_of

    def _all_above(self, party: PartyId) -> frozenset[PartyId]:
        above: set[PartyId] = set()
        here = self.parties.get(party)
        while here and here.member_of and here.member_of not in above:
            above.add(here.member_of)
            here = self.parties.get(here.member_of)
        return frozenset(above)


def _holds(role: Role, on: Edtf) -> bool:
    begun = role.since is None or first_day(role.since) <= last_day(on)
    return begun and not _is_over(role, on)


def _is_over(role: Role, on: Edtf) -> bool:
    return role.until is not None and last_day(role.until) < first_day(on)
