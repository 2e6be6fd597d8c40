"""Lasting names: a record or party that a later run finds again, under another key, keeps the id it had.

Keys are deterministic and move with code and text; ids stay. Everything inside a run goes by keys, so that keys never
depend on history; ids are put on at the end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toguna.kinds.codec import plain
from toguna.kinds.ids import LineageId, RecordId
from toguna.kinds.party import Party
from toguna.kinds.record import Record, Statement
from toguna.kinds.span import Place
from toguna.store.kinds_of import holder_of, ids_in, issue_of, kind_of, renamed

OVERLAP = 0.8
"""Share of the longer of two stretches that both must cover to be the same words (shared/design: 80 %)."""


@dataclass(frozen=True, slots=True)
class Names:
    """Which id each key has; a key that is not listed is its own id.

    ids        key -> id, only where they differ
    formerly   id -> ids that were merged into it, sorted
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    formerly: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def id_of(self, key: str) -> str:
        """The lasting id of a key."""
        return self.ids.get(key, key)

    def keys(self) -> dict[str, str]:
        """The way back: id, or earlier id, -> key."""
        back = {name: key for key, name in self.ids.items()}
        for name, merged in self.formerly.items():
            for earlier in merged:
                back.setdefault(earlier, back.get(name, name))
        return back


def share(a: Place, b: Place) -> float:
    """How much of the longer of two places of one document both cover, 0..1."""
    both = min(a.end, b.end) - max(a.start, b.start)
    return max(0, both) / max(a.end - a.start, b.end - b.start)


@dataclass(frozen=True, slots=True)
class Before:
    """The records of the run before, as far as names need them.

    ids        key -> id of each, rejected ones too
    formerly   id -> ids that were merged into it, only where there are any
    of_ids     the records themselves; asked for those alone whose key is gone
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    formerly: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_ids: Callable[[frozenset[str]], Sequence[Record]] = lambda ids: ()


def before(records: Sequence[Record]) -> Before:
    """What names need of these records."""
    return Before(
        {r.header.key: r.header.id for r in records},
        {r.header.id: tuple(r.header.formerly) for r in records if r.header.formerly},
        lambda ids: [r for r in records if r.header.id in ids],
    )


def lasting(
    new: Sequence[Record],
    old: Before,
    known: Mapping[str, str],
    lineage: Mapping[str, LineageId],
    parties: Mapping[str, str],
) -> Names:
    """The ids of new records: same key; else same kind and holder and 80 % of the same words; else the same quote.

    new       records whose ids are their keys
    known     key -> id, as the journal has it
    lineage   document -> lineage, of the new run
    parties   key -> id, for parties
    """
    given: dict[str, str] = {}
    taken: set[str] = set()
    rest = []
    for record in sorted(new, key=lambda r: r.header.key):
        key = record.header.key
        name = old.ids.get(key) or known.get(key)
        if name and name not in taken:
            given[key] = name
            taken.add(name)
        else:
            rest.append(record)
    left = old.of_ids(frozenset(old.ids.values()) - taken)
    for _, _, one, other in _pairs(rest, left, lineage, parties):
        key, name = one.header.key, other.header.id
        if key not in given and name not in taken:
            given[key] = name
            taken.add(name)
    formerly: dict[str, set[str]] = defaultdict(set)
    left = [r for r in left if r.header.id not in taken]
    for _, _, one, other in _pairs(new if left else (), left, lineage, parties):
        if issue_of(one) == issue_of(other) and other.header.id not in taken:
            formerly[given.get(one.header.key, one.header.key)].add(other.header.id)
            taken.add(other.header.id)
    for name, merged in old.formerly.items():
        formerly[name].update(merged)
    ids = _free(given, new)
    standing = {ids.get(r.header.key, r.header.key) for r in new}
    kept = {name: tuple(sorted(merged - standing)) for name, merged in formerly.items() if name in standing}
    return Names(ids, {name: merged for name, merged in kept.items() if merged})


def with_names(records: Iterable[Record], names: Names, parties: Mapping[str, str]) -> tuple[Record, ...]:
    """The records under their lasting ids, and naming each other and the parties by them."""
    both = {**parties, **names.ids}
    made = []
    for record in records:
        new = renamed(record, both.get) if both and not both.keys().isdisjoint(ids_in(record)) else record
        earlier = names.formerly.get(new.header.id, ())
        if earlier:
            merged = tuple(sorted({*new.header.formerly, *(RecordId(e) for e in earlier)}))
            new = replace(new, header=replace(new.header, formerly=merged))
        made.append(new)
    return tuple(made)


def _free(given: Mapping[str, str], new: Iterable[Record]) -> dict[str, str]:
    """The names that differ from their key, but for those that are the key of another new record that keeps it."""
    own = {r.header.key for r in new if given.get(r.header.key, r.header.key) == r.header.key}
    return {key: name for key, name in given.items() if name != key and name not in own}


def _pairs(
    new: Iterable[Record], old: Iterable[Record], lineage: Mapping[str, LineageId], parties: Mapping[str, str]
) -> list[tuple[float, int, Record, Record]]:
    """Which new record may be which old one: the surest first."""
    there: dict[tuple[str, str], list[tuple[Place, Record]]] = defaultdict(list)
    quoted: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for record in old:
        for place in record.header.because:
            there[kind_of(record), place.document].append((place, record))
            quoted[kind_of(record), lineage.get(place.document, place.document), place.quote].append(record)
    found: dict[tuple[str, str], tuple[float, int, Record, Record]] = {}

    def weigh(one: Record, other: Record, covered: float) -> None:
        if _same_holder(one, other, parties):
            pair = (one.header.key, other.header.id)
            if pair not in found or found[pair][0] < covered:
                found[pair] = (covered, _alike(one, other), one, other)

    for record in new:
        for place in record.header.because:
            for words, other in there.get((kind_of(record), place.document), ()):
                if share(place, words) >= OVERLAP:
                    weigh(record, other, 1 + share(place, words))
            for other in quoted.get((kind_of(record), lineage.get(place.document, place.document), place.quote), ()):
                weigh(record, other, 1.0)
    return sorted(found.values(), key=lambda p: (-(p[0] > 1), -p[1], -p[0], p[2].header.key, p[3].header.id))


def _same_holder(one: Record, other: Record, parties: Mapping[str, str]) -> bool:
    mine, theirs = holder_of(one), holder_of(other)
    if mine is None or theirs is None:
        if isinstance(one, Statement) and isinstance(other, Statement):
            return one.speaker.name == other.speaker.name
        return True
    return parties.get(mine, mine) == theirs


def _alike(one: Record, other: Record) -> int:
    """In how many fields two records say the same."""
    mine, theirs = plain(one), plain(other)
    return sum(mine[name] == theirs[name] for name in mine if name not in ("header", "spans"))


def lasting_parties(new: Sequence[Party], old: Sequence[Party], known: Mapping[str, str]) -> dict[str, str]:
    """key -> id of the parties that have another id than their key: one bears the other's name.

    A fuller name found in a later report changes a party's key; who it is does not change.
    """
    olds = {p.id: p for p in old}
    given: dict[str, str] = {p.id: p.id for p in new if p.id in olds}
    for party in sorted(new, key=lambda p: p.id):
        name = known.get(party.id)
        if party.id not in given and name and name not in given.values():
            given[party.id] = name
    taken: set[str] = {*given.values(), *(p.id for p in new)}
    named: dict[str, list[Party]] = defaultdict(list)
    for party in old:
        if party.id not in taken:
            for alias in _names(party):
                named[alias].append(party)
    pairs = []
    for party in new:
        if party.id not in given:
            for other in {o.id: o for alias in _names(party) for o in named.get(alias, ())}.values():
                if party.name.casefold() in _names(other) or other.name.casefold() in _names(party):
                    pairs.append((-len(_names(party) & _names(other)), party.id, other.id))
    for _, key, name in sorted(pairs):
        if key not in given and name not in taken:
            given[key] = name
            taken.add(name)
    return {key: name for key, name in given.items() if key != name}


def _names(party: Party) -> frozenset[str]:
    return frozenset(n.casefold() for n in (party.name, *party.aliases))
