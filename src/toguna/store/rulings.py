"""Rulings on records: applied to what the rules found, at every run anew, in the order in which they were given.

`settle` never changes a record for good: without its ruling, a record is again what the rules say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from toguna.kinds.codec import plain, revive
from toguna.kinds.document import Document
from toguna.kinds.edtf import bounds, earliest
from toguna.kinds.errors import DateIsNotEdtf, RulingIsUnclear
from toguna.kinds.ids import RecordId, fingerprint
from toguna.kinds.record import Anchor, Header, Origin, Record, Ruling, Witnesses
from toguna.kinds.span import Place
from toguna.kinds.vocabulary import RulingOp
from toguna.store.anchors import Ground, record_of_anchor
from toguna.store.kinds_of import CLASSES, kind_of, renamed
from toguna.store.lasting import Names
from toguna.store.tables import RulingState

DATES = frozenset({"said_on", "held_on", "set_on", "given_on", "on", "due", "period", "deadline", "since", "confirmed"})
OURS = {"for": "unlocks"}
"""Where the contract's name of a field is not ours."""


def ruling_id(ruling: Ruling) -> RecordId:
    """The name of a ruling, from what it says: the same ruling, wherever it was imported, is the same."""
    said = plain(replace(ruling, id=RecordId(""), orphaned=False))
    return RecordId(fingerprint("ruling", said))


def batch_id(ruling: Ruling) -> str:
    """The name of all rulings that were given at once by one person."""
    return fingerprint("batch", ruling.at, ruling.who)


def active(rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """The rulings that hold, in their order: without the undone; an undo that was undone has no effect."""
    ordered = sorted(rulings, key=lambda r: (r.at, r.id))
    undone: set[str] = set()
    hold = []
    for ruling in reversed(ordered):
        if ruling.id in undone or (ruling.op is not RulingOp.UNDO and batch_id(ruling) in undone):
            continue
        if ruling.op is RulingOp.UNDO:
            undone.add(ruling.undoes or "")
        else:
            hold.append(ruling)
    return tuple(reversed(hold))


def fields_of(ruling: Ruling) -> dict[str, Any]:
    """What a ruling's `value` says, as a dict.

    Raises   RulingIsUnclear
    """
    try:
        value = json.loads(ruling.value) if ruling.value else {}
    except ValueError:
        raise RulingIsUnclear(f"ruling {ruling.id}: its value is not JSON: {ruling.value!r}") from None
    if isinstance(value, str):
        return {"id": value}
    if not isinstance(value, dict):
        raise RulingIsUnclear(f"ruling {ruling.id}: its value must be a JSON object, not {ruling.value!r}")
    return value


def edited(record: Record, fields: Mapping[str, Any]) -> Record:
    """A record with some fields set, by their names in the contract.

    Raises   RulingIsUnclear for a field that the kind does not have, or a value that the field does not take
    """
    kind, data = kind_of(record), plain(record)
    try:
        made: Record = revive(CLASSES[kind], _set(kind, data, fields))
        _check_dates(plain(made))
    except (KeyError, TypeError, ValueError, AttributeError, DateIsNotEdtf) as error:
        raise RulingIsUnclear(f"{kind}: {error}") from error
    return made


def _set(where: str, data: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(data)
    for name, value in fields.items():
        ours = OURS.get(name, name)
        if ours not in data or ours == "header":
            known = ", ".join(sorted(n for n in data if n != "header"))
            raise RulingIsUnclear(f"{where} has no field {name!r}; it has {known}")
        nested = isinstance(value, Mapping) and isinstance(data[ours], Mapping)
        result[ours] = _set(f"{where}.{name}", data[ours], value) if nested else value
    return result


def _check_dates(value: Any) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in DATES and isinstance(inner, str):
                bounds(inner)
            _check_dates(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_dates(inner)


class Settled:
    """The records as rulings leave them.

    records    standing
    rejected   taken out, kept to be seen
    states     what became of each ruling
    """

    def __init__(self, records: Sequence[Record], ground: Ground, names: Names, process: str) -> None:
        self.ground, self.names, self.process = ground, names, process
        self.by_key: dict[str, Record] = {r.header.key: r for r in records}
        self.out: dict[str, Record] = {}
        self.into: dict[str, str] = {}
        self.states: list[RulingState] = []
        self._back = names.keys()

    @property
    def records(self) -> tuple[Record, ...]:
        """Standing records, by key; whatever they say of rejected or merged ones is put right."""
        return tuple(self._mended(r) for _, r in sorted(self.by_key.items()))

    @property
    def rejected(self) -> tuple[Record, ...]:
        """Rejected records, by key."""
        return tuple(r for _, r in sorted(self.out.items()))

    def apply(self, ruling: Ruling) -> None:
        """Carry out one ruling, or note that it is an orphan."""
        try:
            found = self._do(ruling)
        except RulingIsUnclear:
            found = None
        self.states.append(RulingState(ruling.id, RecordId(self.names.id_of(found)) if found else None, found is None))

    def _do(self, ruling: Ruling) -> str | None:
        if ruling.op is RulingOp.ADD:
            return self._add(ruling)
        key = self._key(ruling)
        if key is None:
            return None
        if ruling.op is RulingOp.REJECT:
            if key in self.by_key:
                self.out[key] = _by_person(self.by_key.pop(key), ruling, sure=False)
            return key
        if ruling.op is RulingOp.ACCEPT:
            taken = self.out.pop(key) if key in self.out else self.by_key[key]
            self.by_key[key] = _by_person(taken, ruling)
            return key
        there = self.by_key if key in self.by_key else self.out
        if ruling.op is RulingOp.EDIT:
            fields = inward(fields_of(ruling), self._back.get)
            there[key] = _by_person(edited(there[key], fields), ruling)
            return key
        if ruling.op is RulingOp.MERGE:
            return self._merge(key, ruling)
        return self._split(key, ruling)

    def _key(self, ruling: Ruling) -> str | None:
        found = self._known(ruling.target)
        if found is None and ruling.anchor and ruling.kind:
            found = record_of_anchor(ruling.anchor, ruling.kind, {**self.out, **self.by_key}, self.ground)
        return found

    def _known(self, name: str | None) -> str | None:
        for key in (name, self._back.get(name or "")):
            key = self.into.get(key or "", key)
            if key and (key in self.by_key or key in self.out):
                return key
        return None

    def _merge(self, key: str, ruling: Ruling) -> str | None:
        value = fields_of(ruling)
        other = self._known(value.get("id"))
        if other is None and value.get("anchor") and ruling.kind:
            twin = replace(ruling, target=None, anchor=revive(Anchor, value["anchor"]))
            other = self._key(twin)
        if other is None or key not in self.by_key:
            return None
        gone = self.by_key.pop(other, None) or self.out.pop(other, None)
        if other == key or gone is None:
            if gone is not None:
                self.by_key[key] = gone
            return key
        self.by_key[key] = _joined(self.by_key[key], gone, self.names.id_of(other), self._lineages)
        self.into[other] = key
        for earlier, later in self.into.items():
            if later == other:
                self.into[earlier] = key
        return key

    def _lineages(self, places: Iterable[Place]) -> int:
        of = {d.path: d.lineage or d.path for d in self.ground.documents}
        return len({of.get(p.document, p.document) for p in places})

    def _split(self, key: str, ruling: Ruling) -> str | None:
        record = self.by_key.get(key)
        value = fields_of(ruling)
        wanted = {(p.get("document"), p.get("quote")) for p in value.get("because", ())}
        apart = tuple(p for p in record.header.because if (p.document, p.quote) in wanted) if record else ()
        if record is None or not apart or len(apart) == len(record.header.because):
            return None
        stay = tuple(p for p in record.header.because if p not in apart)
        made = self._with(record, apart, fingerprint(kind_of(record), "split", ruling.id))
        made = edited(made, inward(value.get("set", {}), self._back.get))
        self.by_key[made.header.key] = _by_person(made, ruling)
        self.by_key[key] = self._with(record, stay, key)
        return key

    def _with(self, record: Record, places: tuple[Place, ...], key: str) -> Record:
        documents = {p.document for p in places}
        own = record.header.key == key
        header = replace(
            record.header,
            key=key,
            id=record.header.id if own else RecordId(key),
            because=places,
            witnesses=Witnesses(len(documents), self._lineages(places)),
            known_on=_first_known(documents, self.ground.documents),
            formerly=record.header.formerly if own else (),
        )
        return replace(record, header=header)

    def _add(self, ruling: Ruling) -> str | None:
        fields = inward(fields_of(ruling), self._back.get)
        kind = fields.pop("kind", None) or ruling.kind
        if kind not in CLASSES:
            raise RulingIsUnclear(f"ruling {ruling.id}: {kind!r} is no kind of record")
        first = next(self.ground.places(ruling.anchor), None) if ruling.anchor else None
        if first is None:
            return None
        places = self.ground.copies(first)
        key = fingerprint(kind, "added", ruling.id)
        documents = {p.document for p in places}
        header = Header(
            key,
            RecordId(key),
            places,
            process=self.process,
            witnesses=Witnesses(len(documents), self._lineages(places)),
            known_on=_first_known(documents, self.ground.documents),
        )
        self.by_key[key] = _by_person(made_of(kind, fields, header), ruling)
        return key

    def _mended(self, record: Record) -> Record:
        gone = set(self.out)
        if not gone and not self.into:
            return record
        data = plain(record)
        for name in ("conditions", "depends_on"):
            if gone.intersection(data.get(name) or ()):
                kept = tuple(RecordId(c) for c in data[name] if c not in gone)
                record = replace(record, **{name: kept})  # type: ignore[arg-type]
        for name in ("statement", "denies", "voided_by"):
            if data.get(name) in gone:
                record = replace(record, **{name: None})  # type: ignore[arg-type]
        return renamed(record, self.into.get) if self.into else record


def settle(
    records: Sequence[Record],
    rulings: Iterable[Ruling],
    documents: Sequence[Document],
    names: Names,
    process: str,
    kinds: frozenset[str],
) -> Settled:
    """The records with every ruling on their kinds carried out.

    records   with keys as ids
    rulings   all that are given; those on other kinds are passed over
    names     the ids that the records will have: what a ruling calls them
    """
    settled = Settled(records, Ground(documents), names, process)
    for ruling in active(rulings):
        if ruling.kind in kinds:
            settled.apply(ruling)
    return settled


def made_of(kind: str, fields: Mapping[str, Any], header: Header) -> Record:
    """A record of a person's fields, by their names in the contract; what may be unknown may be left out.

    Raises   RulingIsUnclear
    """
    data = {OURS.get(name, name): value for name, value in fields.items()}
    unknown = set(data) - set(CLASSES[kind].__dataclass_fields__) - set(Header.__dataclass_fields__)
    if unknown:
        raise RulingIsUnclear(f"{kind} has no field {', '.join(sorted(unknown))}")
    if kind == "statement":
        data.setdefault("spans", {})
    if kind == "condition":
        data.setdefault("unlocks", {"issue": "other"})
    try:
        made: Record = revive(CLASSES[kind], {**data, "header": plain(header)})
        _check_dates(plain(made))
    except (KeyError, TypeError, ValueError, AttributeError, DateIsNotEdtf) as error:
        raise RulingIsUnclear(f"{kind}: {error}") from error
    return made


def inward(value: Any, key_of: Callable[[str], str | None]) -> Any:
    """A value in which ids stand as a person sees them, with the keys of this run in their place."""
    if isinstance(value, str):
        return key_of(value) or value
    if isinstance(value, list):
        return [inward(v, key_of) for v in value]
    if isinstance(value, dict):
        return {k: inward(v, key_of) for k, v in value.items()}
    return value


def _by_person(record: Record, ruling: Ruling, sure: bool = True) -> Record:
    origin = Origin("person", who=ruling.who, ruling=ruling.id)
    confidence = 1.0 if sure else record.header.confidence
    return replace(record, header=replace(record.header, origin=origin, confidence=confidence))


def _joined(record: Record, other: Record, other_id: str, lineages: Callable[[Iterable[Place]], int]) -> Record:
    mine, theirs = record.header, other.header
    places = tuple(dict.fromkeys((*mine.because, *theirs.because)))
    most = max(mine.witnesses.independent, theirs.witnesses.independent, lineages(places))
    independent = min(mine.witnesses.independent + theirs.witnesses.independent, most)
    header = replace(
        mine,
        because=places,
        context=tuple(dict.fromkeys((*mine.context, *theirs.context))),
        witnesses=Witnesses(len({p.document for p in places}), independent),
        known_on=earliest((mine.known_on, theirs.known_on)),
        formerly=tuple(sorted({*mine.formerly, *theirs.formerly, RecordId(other_id)})),
    )
    return replace(record, header=header)


def _first_known(paths: set[Any], documents: Sequence[Document]) -> Any:
    return earliest(tuple(d.published for d in documents if d.path in paths))
