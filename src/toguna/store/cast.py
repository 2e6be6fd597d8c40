"""Rulings on parties: who is who, settled after `actors` and before `record`, so that every record follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from toguna.kinds.codec import plain, revive
from toguna.kinds.errors import RulingIsUnclear
from toguna.kinds.ids import PartyId, RecordId, fingerprint
from toguna.kinds.party import Cast, Party, Role
from toguna.kinds.reading import Mention, Reading
from toguna.kinds.record import Ruling
from toguna.kinds.vocabulary import PartyType, RulingOp
from toguna.store.rulings import active, fields_of, inward
from toguna.store.tables import RulingState

Who = dict[Any, tuple[tuple[PartyId, ...], ...]]


def settle_cast(
    cast: Cast, readings: Sequence[Reading], rulings: Iterable[Ruling], ids: Mapping[str, str]
) -> tuple[Cast, tuple[RulingState, ...]]:
    """The cast with every ruling on parties carried out.

    ids       key -> lasting id, of parties
    returns   the cast, and what became of each ruling on a party
    """
    back = {name: key for key, name in ids.items()}
    mentions = {r.document: r.mentions for r in readings}
    into: dict[str, str] = {}
    states = []
    for ruling in active(rulings):
        if ruling.kind == "party":
            try:
                cast, found = _do(cast, mentions, ruling, lambda n: into.get(back.get(n, n), back.get(n, n)), into)
            except (RulingIsUnclear, KeyError, TypeError, ValueError, AttributeError):
                found = None
            name = RecordId(ids.get(found, found)) if found else None
            states.append(RulingState(ruling.id, name, found is None))
    return cast, tuple(states)


def _do(
    cast: Cast,
    mentions: Mapping[Any, tuple[Mention, ...]],
    ruling: Ruling,
    key_of: Callable[[str], str],
    into: dict[str, str],
) -> tuple[Cast, str | None]:
    value = fields_of(ruling)
    if ruling.op is RulingOp.ADD:
        return _add(cast, mentions, ruling, inward(value, key_of))
    party = _party(cast, key_of(ruling.target or ""), value.get("name") if ruling.op is not RulingOp.EDIT else None)
    if party is None:
        return cast, None
    if ruling.op is RulingOp.MERGE:
        other = _party(cast, key_of(value.get("id", "")), value.get("other_name"))
        if other is None or other.id == party.id:
            return cast, party.id if other else None
        into[other.id] = party.id
        return _merge(cast, party, other), party.id
    if ruling.op is RulingOp.EDIT:
        fields = {n: v for n, v in inward(value, key_of).items() if n != "id"}
        unknown = set(fields) - set(Party.__dataclass_fields__)
        if unknown:
            raise RulingIsUnclear(f"a party has no field {', '.join(sorted(unknown))}")
        if "roles" in fields:
            fields["roles"] = [_role(r) for r in fields["roles"]]
        return _with(cast, revive(Party, {**plain(party), **fields})), party.id
    if ruling.op is RulingOp.SPLIT:
        return _split(cast, mentions, ruling, party, value), party.id
    if ruling.op is RulingOp.REJECT:
        left = tuple(p for p in cast.parties if p.id != party.id)
        return Cast(left, _changed(cast.who, lambda _, ids: tuple(i for i in ids if i != party.id), mentions)), party.id
    return cast, party.id


def _party(cast: Cast, key: str, name: str | None) -> Party | None:
    """The party of that key; else the only one of that name (a ruling from another store knows names)."""
    by_key = next((p for p in cast.parties if p.id == key), None)
    if by_key or not name:
        return by_key
    named = [p for p in cast.parties if name.casefold() in (p.name.casefold(), *(a.casefold() for a in p.aliases))]
    return named[0] if len(named) == 1 else None


def _role(given: Mapping[str, Any]) -> dict[str, Any]:
    """A role as the contract or as we write it."""
    made = {n: given.get(n) for n in Role.__dataclass_fields__}
    return {**made, "since": given.get("since", given.get("from")), "until": given.get("until", given.get("to"))}


def _with(cast: Cast, *parties: Party) -> Cast:
    by_id = {p.id: p for p in (*cast.parties, *parties)}
    return Cast(tuple(p for _, p in sorted(by_id.items())), cast.who)


def _merge(cast: Cast, party: Party, other: Party) -> Cast:
    aliases = {*party.aliases, *other.aliases, other.name} - {party.name}
    kept = replace(
        party,
        aliases=tuple(sorted(aliases)),
        roles=tuple(dict.fromkeys((*party.roles, *other.roles))),
        country=party.country or other.country,
    )
    left = []
    for one in (*(p for p in cast.parties if p.id not in (party.id, other.id)), kept):
        member_of = None if one.id == party.id and one.member_of == other.id else one.member_of
        moved = tuple(replace(r, of=party.id) if r.of == other.id else r for r in one.roles)
        left.append(replace(one, member_of=party.id if member_of == other.id else member_of, roles=moved))
    who = _changed(cast.who, lambda _, ids: tuple(dict.fromkeys(party.id if i == other.id else i for i in ids)), {})
    return Cast(tuple(sorted(left, key=lambda p: p.id)), who)


def _split(
    cast: Cast, mentions: Mapping[Any, tuple[Mention, ...]], ruling: Ruling, party: Party, value: Mapping[str, Any]
) -> Cast:
    apart = [str(a) for a in value.get("aliases", ())]
    if not apart:
        raise RulingIsUnclear(f"ruling {ruling.id}: a split of a party names the `aliases` that are another one")
    new = replace(
        party,
        id=PartyId(fingerprint("party", "split", ruling.id)),
        name=apart[0],
        aliases=tuple(sorted(apart[1:])),
        roles=(),
    )
    old = replace(party, aliases=tuple(a for a in party.aliases if a not in apart))
    names = {a.casefold() for a in apart}

    def moved(name: str, ids: tuple[PartyId, ...]) -> tuple[PartyId, ...]:
        return tuple(new.id if i == party.id and name.casefold() in names else i for i in ids)

    changed = _with(cast, old, new)
    return Cast(changed.parties, _changed(cast.who, moved, mentions))


def _add(
    cast: Cast, mentions: Mapping[Any, tuple[Mention, ...]], ruling: Ruling, value: Mapping[str, Any]
) -> tuple[Cast, str]:
    fields = {n: v for n, v in value.items() if n in Party.__dataclass_fields__ and n not in ("id", "roles")}
    fields.setdefault("type", PartyType.ORGANISATION.value)
    key = PartyId(fingerprint("party", "added", ruling.id))
    party = revive(Party, {**fields, "id": key, "roles": [_role(r) for r in value.get("roles", ())]})
    names = {party.name.casefold(), *(a.casefold() for a in party.aliases)}

    def named(name: str, ids: tuple[PartyId, ...]) -> tuple[PartyId, ...]:
        return (party.id,) if name.casefold() in names else ids

    changed = _with(cast, party)
    return Cast(changed.parties, _changed(cast.who, named, mentions)), key


def _changed(
    who: Mapping[Any, tuple[tuple[PartyId, ...], ...]],
    change: Callable[[str, tuple[PartyId, ...]], tuple[PartyId, ...]],
    mentions: Mapping[Any, tuple[Mention, ...]],
) -> Who:
    changed: Who = {}
    for document, meant in who.items():
        names = [m.name for m in mentions.get(document, ())]
        names += [""] * (len(meant) - len(names))
        changed[document] = tuple(change(name, ids) for name, ids in zip(names, meant, strict=False))
    return changed
