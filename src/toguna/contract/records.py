"""Records, documents, lineages, parties and rulings as the contract's JSON objects, and back.

`from_json(to_json(x)) == x` for every record. Fields of ours that the contract does not name are kept beside its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from toguna.kinds.codec import plain, revive
from toguna.kinds.document import Document
from toguna.kinds.errors import RecordIsNotContract
from toguna.kinds.ids import Edtf, fingerprint
from toguna.kinds.lineage import Lineage
from toguna.kinds.party import Party
from toguna.kinds.record import (
    Cell,
    Channel,
    Commitment,
    Condition,
    Contradiction,
    Event,
    Figure,
    Position,
    Record,
    Ruling,
    Shift,
    Silence,
    Statement,
    Veto,
    Witnesses,
)
from toguna.kinds.span import Place

Json = dict[str, Any]

RECORDS: dict[str, type[Record]] = {
    "statement": Statement,
    "position": Position,
    "condition": Condition,
    "commitment": Commitment,
    "event": Event,
    "figure": Figure,
    "channel": Channel,
    "veto": Veto,
    "silence": Silence,
    "cell": Cell,
    "contradiction": Contradiction,
    "shift": Shift,
}
"""The kinds that carry a header, by the contract's name."""

KINDS = ("document", "lineage", "party", *RECORDS, "ruling")
"""Every kind of the contract, in the order in which an export has them."""

HEADER = (
    "key",
    "id",
    "because",
    "context",
    "process",
    "origin",
    "confidence",
    "witnesses",
    "known_on",
    "formerly",
)
"""The common fields, by the names of `kinds.record.Header`."""

_NAMES = {cls: name for name, cls in RECORDS.items()}
NOBODY = Witnesses(0, 0)


def kind_of(record: Record) -> str:
    """The contract's name for a record's kind."""
    return _NAMES[type(record)]


def to_json(record: Record) -> Json:
    """A record as the contract has it: common fields first, then its own."""
    fields: Json = plain(record)
    header = fields.pop("header")
    header["origin"] = {k: v for k, v in header["origin"].items() if v is not None}
    common = {"kind": kind_of(record), **header, "calibrated": False}
    if "spans" in fields:
        fields["spans"] = {name: [[s["start"], s["end"]] for s in part] for name, part in fields["spans"].items()}
    if "unlocks" in fields:
        fields["for"] = fields.pop("unlocks")
    return common | fields


def _common(kind: str, ident: str, process: str, because: Iterable[Place] = (), **more: Any) -> Json:
    places = [plain(p) for p in because]
    given = {"context": [], "process": process, "origin": {"by": "toguna", "version": ""}, "confidence": 1.0}
    given |= {"witnesses": {"documents": 0, "independent": 0}, "known_on": None, "formerly": [], "calibrated": False}
    return {"kind": kind, "key": ident, "id": ident, "because": places} | given | more


def document_id(document: Document) -> str:
    """The `id` of a document's record: from its path and its bytes, so that a revision has its own."""
    return fingerprint("document", document.path, document.sha256)


def document_json(document: Document, process: str = "main") -> Json:
    """A document as the contract has it; it is its own only witness."""
    fields: Json = plain(document)
    fields["map"] = [[m["clean_start"], m["clean_end"], m["raw_start"], m["raw_end"]] for m in fields["map"]]
    witnesses = {"documents": 1, "independent": 1}
    known = document.published
    return _common("document", document_id(document), process, known_on=known, witnesses=witnesses) | fields


def lineage_json(lineage: Lineage, process: str = "main", known_on: Edtf | None = None) -> Json:
    """A lineage as the contract has it: however many documents carry it, it is one independent text."""
    fields: Json = plain(lineage)
    witnesses = {"documents": len(lineage.documents), "independent": 1}
    return _common("lineage", fields.pop("id"), process, known_on=known_on, witnesses=witnesses) | fields


def party_json(
    party: Party,
    process: str = "main",
    because: Iterable[Place] = (),
    known_on: Edtf | None = None,
    witnesses: Witnesses = NOBODY,
) -> Json:
    """A party as the contract has it; `because` are the places that name it."""
    fields: Json = plain(party)
    for role in fields["roles"]:
        role["from"], role["to"] = role.pop("since"), role.pop("until")
    more = {"known_on": known_on, "witnesses": plain(witnesses)}
    return _common("party", fields.pop("id"), process, because, **more) | fields


def ruling_json(ruling: Ruling, process: str = "main") -> Json:
    """A person's decision as the contract has it: the id and the anchor of its target stand together."""
    fields: Json = plain(ruling)
    anchor = fields.pop("anchor") or {}
    target = {"id": fields.pop("target"), "kind": fields.pop("kind"), **anchor}
    fields["value"] = json.loads(ruling.value) if ruling.value else None
    origin = {"by": "person", "who": ruling.who, "ruling": ruling.id}
    return _common("ruling", fields.pop("id"), process, origin=origin) | fields | {"target": target}


def from_json(data: Json) -> Record | Document | Lineage | Party | Ruling:
    """What `to_json`, `document_json`, `lineage_json`, `party_json` or `ruling_json` wrote.

    Raises   RecordIsNotContract
    """
    kind, where = data.get("kind"), str(data.get("id") or data.get("path") or "record")
    try:
        if kind in RECORDS:
            return revive(RECORDS[str(kind)], inner(data))
        match kind:
            case "document":
                return revive(Document, inner(data))
            case "lineage":
                return revive(Lineage, data)
            case "party":
                return revive(Party, inner(data))
            case "ruling":
                return revive(Ruling, inner(data))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise RecordIsNotContract(where, f"is no {kind}: {type(error).__name__} {error}") from error
    raise RecordIsNotContract(where, f"{kind!r} is no kind of record; known are {', '.join(KINDS)}")


def inner(data: Json) -> Json:
    """The contract's object under the names that our kinds use."""
    fields = dict(data)
    match data.get("kind"):
        case "document":
            names = ("clean_start", "clean_end", "raw_start", "raw_end")
            fields["map"] = [dict(zip(names, part, strict=True)) for part in data.get("map", ())]
            return fields
        case "party":
            fields["roles"] = [_role(role) for role in data.get("roles", ())]
            return fields
        case "ruling":
            target = dict(data["target"])
            fields["target"], fields["kind"] = target.pop("id"), target.pop("kind", None)
            fields["anchor"] = target or None
            value = data.get("value")
            fields["value"] = "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
            return fields
    fields["header"] = {name: data[name] for name in HEADER if name in data}
    if "spans" in data:
        fields["spans"] = {
            name: [{"start": start, "end": end} for start, end in part] for name, part in data["spans"].items()
        }
    if "for" in data:
        fields["unlocks"] = fields.pop("for")
    return fields


def _role(role: Json) -> Json:
    return {"since" if k == "from" else "until" if k == "to" else k: v for k, v in role.items()}
