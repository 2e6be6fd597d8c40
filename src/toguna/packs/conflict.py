"""A conflict pack: the parties of one conflict, with aliases, members and dated roles, from one YAML file.

A pack is a hint that makes resolution better; nothing needs one. Built-in packs are `packs/conflicts/*.yaml`; a user's
own file has the same form:

```yaml
parties:
  - id: northern-front              # lasting, unique in the pack
    name: Northern Front
    type: armed-group               # a party type of the contract
    country: MLI                    # ISO 3166 alpha-3, may be left out (as everything below)
    aliases: [NF, Front of the North]
    descriptions: [the northern rebels]   # phrases that mean this party, and no other, in this conflict
    member_of: northern-alliance    # id of the party for which it speaks or acts
    roles:
      - {role: leader, of: northern-alliance, since: 2019-03, until: 2021}
    regimes:                        # governments that spoke for it one after another
      - {since: 2020-08-18, label: the military council}
    media_of: northern-front        # an outlet's owner
```

Ids by convention, so that packs can be merged: `gov-` and the small alpha-3 code for a government (`gov-mli`), the
id of `world/bodies.tsv` for a body known everywhere (`un`), else a short name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from toguna.kinds.edtf import bounds, first_day
from toguna.kinds.errors import DateIsNotEdtf, PackIsBroken
from toguna.kinds.ids import Edtf
from toguna.kinds.vocabulary import PartyType
from toguna.packs.files import HERE
from toguna.packs.world import surface_key

_LINE = "__line__"
_PARTY_FIELDS = frozenset(
    "id name type country aliases descriptions member_of roles regimes media_of".split(),
)


@dataclass(frozen=True, slots=True, order=True)
class PackRole:
    """What a party or person is to another party of the pack, and when (EDTF, None when unknown)."""

    role: str
    of: str
    since: Edtf | None = None
    until: Edtf | None = None


@dataclass(frozen=True, slots=True)
class PackParty:
    """A party as a pack gives it; ids are the pack's.

    descriptions   phrases that mean this party, and no other, in this conflict (`the junta`), without article
    member_of      the party for which it speaks or acts
    regimes        (since, label), oldest first
    media_of       for an outlet: the party that owns it; it is no independent witness for that party
    """

    id: str
    name: str
    type: PartyType
    country: str | None = None
    aliases: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    member_of: str | None = None
    roles: tuple[PackRole, ...] = ()
    regimes: tuple[tuple[Edtf, str], ...] = ()
    media_of: str | None = None


@dataclass(frozen=True, slots=True)
class ConflictPack:
    """The parties of a conflict; sound: every reference names a party, every alias means one."""

    name: str
    parties: tuple[PackParty, ...]

    def party(self, id: str) -> PackParty | None:
        """The party with that id."""
        return next((party for party in self.parties if party.id == id), None)


class _Loader(yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader):  # type: ignore[misc]
    """Every scalar stays a string (no YAML dates, no `NO`), and each mapping knows its line."""


def _mapping(loader: Any, node: Any) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in given:
            raise yaml.constructor.ConstructorError(None, None, f"{key!r} stands twice", key_node.start_mark)
        given[key] = loader.construct_object(value_node, deep=True)
    return {**given, _LINE: node.start_mark.line + 1}


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def available() -> tuple[str, ...]:
    """Names of the built-in conflict packs, sorted."""
    return tuple(sorted(path.stem for path in (HERE / "conflicts").glob("*.yaml")))


def conflict_pack(name_or_path: str | Path) -> ConflictPack:
    """A built-in pack by its name, or a user's pack by its path (anything with `/` or a `.yaml`, `.yml` ending).

    Raises   PackIsBroken with file, line and what is wrong: YAML that cannot be parsed, an unknown field or party type,
             a reference that names no party, an alias or description of two parties, a date that is not EDTF
    """
    given = str(name_or_path)
    if isinstance(name_or_path, Path) or "/" in given or given.endswith((".yaml", ".yml")):
        return _read(Path(given))
    if given not in available():
        raise PackIsBroken(given, f"no such conflict pack; there are {', '.join(available())}, or give a .yaml file")
    return _built_in(given)


@lru_cache(maxsize=32)
def _built_in(name: str) -> ConflictPack:
    return _read(HERE / "conflicts" / f"{name}.yaml")


def merged(packs: Iterable[ConflictPack]) -> ConflictPack:
    """One pack of several: parties with the same id become one, with all that either pack says of it.

    An alias or description that means different parties in different packs means none in the merged one; names stay.
    The order of the packs does not matter, but that the name and dates of a party come from the pack that is first by
    name.
    """
    found: dict[str, PackParty] = {}
    names = []
    for pack in sorted(set(packs), key=lambda p: (p.name, repr(p))):
        names.append(pack.name)
        for party in pack.parties:
            found[party.id] = _joined(found[party.id], party) if party.id in found else party
    return ConflictPack("+".join(names), _unambiguous(tuple(found[id] for id in sorted(found))))


def _joined(one: PackParty, other: PackParty) -> PackParty:
    aliases = dict.fromkeys([*one.aliases, other.name, *other.aliases])
    own = surface_key(one.name)
    return replace(
        one,
        aliases=tuple(a for a in aliases if surface_key(a) != own),
        descriptions=tuple(dict.fromkeys(one.descriptions + other.descriptions)),
        country=one.country or other.country,
        member_of=one.member_of or other.member_of,
        roles=tuple(sorted({*one.roles, *other.roles}, key=_role_order)),
        regimes=one.regimes or other.regimes,
        media_of=one.media_of or other.media_of,
    )


def _role_order(role: PackRole) -> tuple[Any, ...]:
    return (first_day(role.since), role.role, role.of, role.until or "")


def _unambiguous(parties: tuple[PackParty, ...]) -> tuple[PackParty, ...]:
    owners = Counter(key for party in parties for key in _keys(party))

    def own(forms: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(form for form in forms if owners[surface_key(form)] == 1)

    return tuple(replace(p, aliases=own(p.aliases), descriptions=own(p.descriptions)) for p in parties)


def _keys(party: PackParty) -> set[str]:
    return {surface_key(form) for form in (party.name, *party.aliases, *party.descriptions)}


@dataclass(frozen=True, slots=True)
class _Place:
    """A line of a pack file, and the letter that is written about it."""

    path: Path
    line: int

    def broken(self, what: str) -> PackIsBroken:
        return PackIsBroken(f"{self.path}:{self.line}", what)


def _read(path: Path) -> ConflictPack:
    try:
        given = yaml.load(path.read_text("utf-8"), _Loader)
    except (OSError, UnicodeDecodeError) as error:
        raise PackIsBroken(str(path), str(error)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise PackIsBroken(where, getattr(error, "problem", None) or "is not YAML") from error
    top = _Place(path, 1)
    if not isinstance(given, dict) or not isinstance(given.get("parties"), list):
        raise top.broken("a conflict pack needs a list `parties:`")
    placed = [_party(item, path) for item in given["parties"]]
    _check(placed)
    return ConflictPack(path.stem, tuple(party for party, _ in placed))


def _party(given: Any, path: Path) -> tuple[PackParty, _Place]:
    if not isinstance(given, dict):
        raise _Place(path, 1).broken(f"a party needs fields (`id:`, `name:`, `type:`), not {given!r}")
    place = _Place(path, given[_LINE])
    unknown = sorted(set(given) - _PARTY_FIELDS - {_LINE})
    if unknown:
        raise place.broken(f"unknown field {unknown[0]!r}; a party has {', '.join(sorted(_PARTY_FIELDS))}")
    for needed in ("id", "name", "type"):
        if not _word(given, needed, place):
            raise place.broken(f"a party needs `{needed}:`")
    if given["type"] not in set(PartyType):
        raise place.broken(f"unknown party type {given['type']!r}; there are {', '.join(PartyType)}")
    country = _word(given, "country", place)
    if country and not (len(country) == 3 and country.isascii() and country.isupper()):
        raise place.broken(f"country {country!r} is not an ISO 3166 alpha-3 code such as MLI")
    party = PackParty(
        id=given["id"],
        name=given["name"],
        type=PartyType(given["type"]),
        country=country,
        aliases=_words(given, "aliases", place),
        descriptions=_words(given, "descriptions", place),
        member_of=_word(given, "member_of", place),
        roles=tuple(_role(item, place) for item in _list(given, "roles", place)),
        regimes=_regimes(given, place),
        media_of=_word(given, "media_of", place),
    )
    return party, place


def _word(given: dict[str, Any], field: str, place: _Place) -> str | None:
    value = given.get(field)
    if value is not None and not isinstance(value, str):
        raise place.broken(f"`{field}:` must be one word or phrase, not {type(value).__name__}")
    return value or None


def _list(given: dict[str, Any], field: str, place: _Place) -> list[Any]:
    value = given.get(field) or []
    if not isinstance(value, list):
        raise place.broken(f"`{field}:` must be a list")
    return value


def _words(given: dict[str, Any], field: str, place: _Place) -> tuple[str, ...]:
    value = _list(given, field, place)
    for word in value:
        if not isinstance(word, str) or not surface_key(word):
            raise place.broken(f"`{field}:` holds {word!r}; it must be a list of words or phrases")
    return tuple(dict.fromkeys(value))


def _date(given: dict[str, Any], field: str, place: _Place) -> Edtf | None:
    value = _word(given, field, place)
    if value is None:
        return None
    try:
        bounds(value)
    except DateIsNotEdtf as error:
        raise place.broken(f"`{field}:` {error}") from error
    return Edtf(value)


def _fields(
    item: Any, needed: tuple[str, ...], allowed: tuple[str, ...], place: _Place
) -> tuple[dict[str, Any], _Place]:
    if not isinstance(item, dict):
        raise place.broken(f"{item!r} must be a mapping with {', '.join(allowed)}")
    here = _Place(place.path, item[_LINE])
    unknown = sorted(set(item) - set(allowed) - {_LINE})
    if unknown:
        raise here.broken(f"unknown field {unknown[0]!r}; there are {', '.join(allowed)}")
    for field in needed:
        if not _word(item, field, here):
            raise here.broken(f"needs `{field}:`")
    return item, here


def _role(item: Any, place: _Place) -> PackRole:
    given, here = _fields(item, ("role", "of"), ("role", "of", "since", "until"), place)
    role = PackRole(given["role"], given["of"], _date(given, "since", here), _date(given, "until", here))
    if role.since and role.until and bounds(role.since)[0] > bounds(role.until)[1]:
        raise here.broken(f"`since: {role.since}` is later than `until: {role.until}`")
    return role


def _regimes(given: dict[str, Any], place: _Place) -> tuple[tuple[Edtf, str], ...]:
    found = []
    for item in _list(given, "regimes", place):
        regime, here = _fields(item, ("since", "label"), ("since", "label"), place)
        since = _date(regime, "since", here)
        assert since is not None  # `_fields` needed it
        found.append((since, str(regime["label"])))
    return tuple(sorted(found, key=lambda r: (first_day(r[0]), r[1])))


def _check(placed: list[tuple[PackParty, _Place]]) -> None:
    """Raise for the first thing, in the order of the file, that does not fit the rest of it."""
    seen: dict[str, _Place] = {}
    for party, place in placed:
        if party.id in seen:
            raise place.broken(f"the id {party.id!r} is already taken in line {seen[party.id].line}")
        seen[party.id] = place
    owners: dict[str, PackParty] = {}
    for party, place in placed:
        _check_references(party, place, seen.__contains__)
        for key in sorted(_keys(party)):
            if key in owners:
                raise place.broken(f"{key!r} is a name of both {owners[key].id!r} and {party.id!r}")
            owners[key] = party
    _check_circles(placed)


def _check_references(party: PackParty, place: _Place, known: Callable[[str], bool]) -> None:
    named = [("member_of", party.member_of), ("media_of", party.media_of), *(("roles", r.of) for r in party.roles)]
    for field, id in named:
        if id is not None and not known(id):
            raise place.broken(f"`{field}:` of {party.id!r} names {id!r}, which is no party of this pack")


def _check_circles(placed: list[tuple[PackParty, _Place]]) -> None:
    above = {party.id: party.member_of for party, _ in placed}
    for party, place in placed:
        at, steps = above[party.id], 0
        while at is not None and steps <= len(above):
            if at == party.id:
                raise place.broken(f"{party.id!r} is, through `member_of:`, a member of itself")
            at, steps = above[at], steps + 1
