"""Everything that a picture holds, as records of the contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from toguna.api.picture import Picture, parties_in
from toguna.contract.lines import without_text
from toguna.contract.records import Json, document_json, lineage_json, party_json, ruling_json, to_json
from toguna.kinds.edtf import earliest
from toguna.kinds.ids import Edtf, PartyId
from toguna.kinds.party import Party
from toguna.kinds.record import Witnesses
from toguna.kinds.span import Place


def exported(picture: Picture, with_text: bool = True) -> Iterator[Json]:
    """Each record of a picture; without text, no words of a report leave."""
    for record in _records(picture):
        yield record if with_text else _for_sharing(without_text(record))


_EMPTIED = frozenset({"what", "about", "cue", "words"})
_DROPPED = frozenset({"title", "byline", "dateline", "amount"})
"""Fields beyond quotes and contents that repeat a report's wording; those that must be strings become empty ones."""


def _for_sharing(record: Json) -> Json:
    """A record without the wordings that stand beside its quotes; names of parties and outlets stay, phrases go."""
    shared: Json = _unworded(record)
    shared_origin = shared.get("origin")
    if isinstance(shared_origin, dict) and shared_origin.get("by") != "person":
        shared_origin["by"] = str(shared_origin.get("by", "")).split(":")[0]
    if record.get("kind") == "party":
        shared["aliases"] = [name for name in record["aliases"] if _is_name(name)]
        if not _is_name(record["name"]):
            shared["name"] = f"unnamed {record['type']}"
    speaker = shared.get("speaker")
    if isinstance(speaker, dict) and not _is_name(str(speaker.get("name") or "")):
        speaker["name"] = ""
    return shared


def _is_name(name: str) -> bool:
    """True for what begins as a name does: a description (`the last soldiers`) is a report's own words."""
    return name[:1].isupper() or name[:1].isdigit() or (name[:2] in ("al", "an", "el") and any(map(str.isupper, name)))


def _unworded(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            k: "" if k in _EMPTIED and isinstance(v, str) else None if k in _DROPPED else _unworded(v)
            for k, v in value.items()
        }
    return [_unworded(v) for v in value] if isinstance(value, list) else value


def _records(picture: Picture) -> Iterator[Json]:
    yield from (document_json(d, picture.process) for d in picture.documents)
    for lineage in picture.lineages:
        known = earliest(tuple(_published(picture, path) for path in lineage.documents))
        yield lineage_json(lineage, picture.process, known)
    yield from _parties(picture)
    yield from (to_json(record) for record in picture.records)
    yield from (ruling_json(ruling, picture.process) for ruling in picture.rulings)


def _published(picture: Picture, path: str) -> Edtf | None:
    document = picture.document_of.get(path)
    return document.published if document else None


def _parties(picture: Picture) -> Iterator[Json]:
    """The parties that a report names or a record means; what a pack knows and nobody mentions stays out."""
    evidence = party_places(picture)
    for party in picture.parties:
        because = evidence.get(party.id, ())
        if because:
            documents = {p.document for p in because}
            known = earliest(tuple(_published(picture, d) for d in documents))
            lineages = {_lineage(picture, d) for d in documents}
            yield party_json(party, picture.process, because, known, Witnesses(len(documents), len(lineages)))


def _lineage(picture: Picture, path: str) -> str:
    lineage = picture.lineage_of.get(path)
    return lineage.id if lineage else path


def party_places(picture: Picture) -> dict[PartyId, tuple[Place, ...]]:
    """The places that name each party; for one that is only meant, the places of the records that mean it.

    A party that is neither named nor meant, but to which another belongs, rests on the other's places.
    """
    found: dict[PartyId, tuple[Place, ...]] = dict(picture.named)
    meant: dict[PartyId, set[Place]] = defaultdict(set)
    for record in picture.records:
        for ident in parties_in(record):
            if ident not in found:
                meant[ident].update(record.header.because)
    found |= {ident: tuple(sorted(places)) for ident, places in meant.items() if places}
    by_id = picture.party_of
    for ident in sorted(found):
        above = _above(by_id[ident]) if ident in by_id else None
        while above is not None and above in by_id and above not in found:
            found[above] = found[ident]
            above = _above(by_id[above])
    return found


def _above(party: Party) -> PartyId | None:
    return party.member_of
