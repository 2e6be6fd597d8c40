"""The world as everybody knows it: states, the bodies that act everywhere, towns and regions of conflict countries.

`world()` gives the tables of `packs/world/` as one value that answers what a surface form may stand for. All of it is
hints: a name that is not here is as good as one that is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from toguna.kinds.errors import PackIsBroken
from toguna.kinds.ids import Edtf
from toguna.kinds.vocabulary import PartyType
from toguna.packs.files import HERE, read_table

_FOLDED = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "&": " and "})
_DROPPED = re.compile(r"['’‘ʼʻʿʾ`´.\"“”]")
_PARTED = re.compile(r"[\s\-‐-―_/,]+")
_ARTICLE = re.compile(r"^the (?=.)")
_ACRONYM_LETTERS = 8


@lru_cache(maxsize=131072)
def surface_key(form: str) -> str:
    """What is left of a name when case, diacritics, apostrophes, dots, hyphens and a leading article do not count.

    >>> surface_key("the Élysée"), surface_key("N’Djamena"), surface_key("U.N.")
    ('elysee', 'ndjamena', 'un')
    """
    flat = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c))
    words = _PARTED.sub(" ", _DROPPED.sub("", flat.casefold().translate(_FOLDED)))
    return _ARTICLE.sub("", words.strip())


class How(StrEnum):
    """In which way a surface form stands for an entry."""

    NAME = "name"
    ACRONYM = "acronym"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    CAPITAL = "capital"
    """A capital: the town itself, or the government that sits there."""
    SEAT = "seat"
    """A house or office that stands for the government (`Kremlin`)."""


@dataclass(frozen=True, slots=True, order=True)
class State:
    """A state, and the words that stand for it.

    alpha3      ISO 3166-1 (`XKX` for Kosovo)
    others      other names of it, long forms and acronyms
    adjectives  demonyms as adjectives (`Malian`), the common one first
    peoples     demonyms in the plural (`Malians`)
    seats       houses and towns that stand for its government
    """

    alpha3: str
    name: str
    others: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    peoples: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the state itself."""
        return (self.name, *self.others)


@dataclass(frozen=True, slots=True, order=True)
class Body:
    """An international organisation, mission, wire service or network that is known everywhere."""

    id: str
    name: str
    acronyms: tuple[str, ...]
    others: tuple[str, ...]
    type: PartyType

    @property
    def names(self) -> tuple[str, ...]:
        """Every form of its name, acronyms included."""
        return (self.name, *self.acronyms, *self.others)


@dataclass(frozen=True, slots=True, order=True)
class Town:
    """A town, region, river, camp or other place of a country.

    kind   `city`, `town`, `region`, `area`, `river`, `camp`, `island`, `mountain`
    """

    name: str
    alpha3: str
    kind: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Leader:
    """Somebody who headed a state, its diplomacy or an international body, and when.

    of             alpha-3 code of the state, or id of the body
    since, until   EDTF; None for `until` means that no end is known
    """

    name: str
    of: str
    role: str
    since: Edtf | None = None
    until: Edtf | None = None


@dataclass(frozen=True, slots=True, order=True)
class Sense:
    """One thing that a surface form may stand for.

    entry   a state, or a body
    """

    entry: State | Body
    how: How


@dataclass(frozen=True, slots=True)
class World:
    """All entries, and the lookups over them. Made by `world()`."""

    states: tuple[State, ...]
    bodies: tuple[Body, ...]
    towns: tuple[Town, ...]
    leaders: tuple[Leader, ...]
    _senses: dict[str, tuple[tuple[str, Sense], ...]]
    _towns: dict[str, tuple[Town, ...]]
    _by_code: dict[str, State]

    def senses(self, form: str) -> tuple[Sense, ...]:
        """Everything but towns that a form may stand for, in the order of the tables; empty when unknown.

        Case, diacritics and dots do not count, but an acronym must look like one: `US` and `U.S.` are a state,
        `us` is not; `Nato` is an alliance, `Who` is no organisation.

        >>> [(s.entry.name, str(s.how)) for s in world().senses("Élysée")]
        [('France', 'seat')]
        """
        found = self._senses.get(surface_key(form), ())
        return tuple(dict.fromkeys(sense for written, sense in found if _fits(written, form)))

    def state(self, form: str) -> State | None:
        """The state that a form stands for by name, adjective, people, capital or seat; None when none or several."""
        found = {s.entry for s in self.senses(form) if isinstance(s.entry, State)}
        return found.pop() if len(found) == 1 else None

    def body(self, form: str) -> Body | None:
        """The body that a form names; None when none or several."""
        found = {s.entry for s in self.senses(form) if isinstance(s.entry, Body)}
        return found.pop() if len(found) == 1 else None

    def places(self, form: str) -> tuple[Town, ...]:
        """Towns and regions of that name, one for each country that has one."""
        return self._towns.get(surface_key(form), ())

    def is_place(self, form: str) -> bool:
        """True if a town, region, capital or state has that name."""
        kinds = (How.NAME, How.CAPITAL)
        named = any(isinstance(s.entry, State) and s.how in kinds for s in self.senses(form))
        return named or bool(self.places(form))

    def of_code(self, alpha3: str) -> State | None:
        """The state with that alpha-3 code."""
        return self._by_code.get(alpha3)


def _is_acronym(written: str) -> bool:
    letters = written.replace(".", "")
    return letters.isupper() and len(letters) <= _ACRONYM_LETTERS and " " not in letters


def _fits(written: str, form: str) -> bool:
    """An acronym is met by capitals, or, from four letters on, by a capitalised word (`Nato`)."""
    if not _is_acronym(written):
        return True
    bare = form.removeprefix("the ").removeprefix("The ").replace(".", "").strip()
    return bare.isupper() or (len(bare) >= 4 and bare[:1].isupper())


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _plural(adjective: str) -> tuple[str, ...]:
    """`Malian` -> `Malians`; nothing for those that stay as they are (`Chinese`, `French`)."""
    return (adjective + "s",) if adjective[-1] in "nio" else ()


def _state(row: dict[str, str]) -> State:
    adjectives = _cells(row["adjectives"])
    peoples = _cells(row["peoples"]) + tuple(p for a in adjectives for p in _plural(a))
    return State(
        alpha3=row["alpha3"],
        name=row["name"],
        others=_cells(row["others"]),
        adjectives=adjectives,
        peoples=tuple(dict.fromkeys(peoples)),
        capitals=_cells(row["capitals"]),
        seats=_cells(row["seats"]),
    )


def _body(row: dict[str, str], path: Path) -> Body:
    if row["kind"] not in set(PartyType):
        raise PackIsBroken(str(path), f"{row['id']} has the unknown kind {row['kind']!r}")
    return Body(row["id"], row["name"], _cells(row["acronyms"]), _cells(row["others"]), PartyType(row["kind"]))


def _leader(row: dict[str, str]) -> Leader:
    since, until = (Edtf(row[k]) if row[k] else None for k in ("since", "until"))
    return Leader(row["name"], row["of"], row["role"], since, until)


def _forms(state: State) -> tuple[tuple[How, tuple[str, ...]], ...]:
    return (
        (How.NAME, state.names),
        (How.ADJECTIVE, state.adjectives),
        (How.PEOPLE, state.peoples),
        (How.CAPITAL, state.capitals),
        (How.SEAT, state.seats),
    )


def _index(states: tuple[State, ...], bodies: tuple[Body, ...]) -> dict[str, tuple[tuple[str, Sense], ...]]:
    found: dict[str, list[tuple[str, Sense]]] = {}
    for state in states:
        for how, forms in _forms(state):
            for form in forms:
                found.setdefault(surface_key(form), []).append((form, Sense(state, how)))
    for body in bodies:
        for form in body.names:
            how = How.ACRONYM if form in body.acronyms else How.NAME
            found.setdefault(surface_key(form), []).append((form, Sense(body, how)))
    return {key: tuple(dict.fromkeys(senses)) for key, senses in found.items()}


def _town_index(towns: tuple[Town, ...]) -> dict[str, tuple[Town, ...]]:
    found: dict[str, list[Town]] = {}
    for town in towns:
        for form in (town.name, *town.others):
            found.setdefault(surface_key(form), []).append(town)
    return {key: tuple(dict.fromkeys(named)) for key, named in found.items()}


@lru_cache(maxsize=1)
def world() -> World:
    """The tables of `packs/world/`.

    Raises   PackIsBroken when a table cannot be read
    """
    folder = HERE / "world"
    states = tuple(_state(row) for row in read_table(folder / "states.tsv"))
    bodies = tuple(_body(row, folder / "bodies.tsv") for row in read_table(folder / "bodies.tsv"))
    towns = tuple(
        Town(row["name"], row["alpha3"], row["kind"], _cells(row["others"]))
        for row in read_table(folder / "places.tsv")
    )
    codes = {state.alpha3: state for state in states}
    for town in towns:
        if town.alpha3 not in codes:
            raise PackIsBroken(str(folder / "places.tsv"), f"{town.name} lies in the unknown country {town.alpha3!r}")
    known = codes.keys() | {body.id for body in bodies}
    leaders = tuple(_leader(row) for row in read_table(folder / "leaders.tsv"))
    for leader in leaders:
        if leader.of not in known:
            raise PackIsBroken(str(folder / "leaders.tsv"), f"{leader.name} heads the unknown {leader.of!r}")
    return World(states, bodies, towns, leaders, _index(states, bodies), _town_index(towns), codes)
