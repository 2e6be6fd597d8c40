"""Which built-in conflict pack fits what was read; it is only ever proposed, never applied unasked."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from toguna.packs.conflict import available, conflict_pack
from toguna.store.store import Store

FEWEST = 3
"""So many parties of a pack, in no other pack, must be named: two may meet in one report of another conflict."""


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, str]]:
    """Names in lower case of parties that only one pack knows -> (pack, party)."""
    owners: dict[str, set[tuple[str, str]]] = {}
    for pack in available():
        for party in conflict_pack(pack).parties:
            for name in (party.name, *party.aliases):
                owners.setdefault(name.casefold(), set()).add((pack, party.id))
    return {name: next(iter(who)) for name, who in owners.items() if len(who) == 1}


def fitting(store: Store, process: str) -> str | None:
    """The pack of which at least `FEWEST` parties are named in a process, and twice as many as of the next; or None."""
    known = _names()
    found = {
        known[name.casefold()]
        for _, party in store.parties(process)
        for name in (party.name, *party.aliases)
        if name.casefold() in known
    }
    ranked = Counter(pack for pack, _ in found).most_common(2)
    if not ranked or ranked[0][1] < FEWEST:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None
