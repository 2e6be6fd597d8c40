"""A view as plain JSON values: records in the contract's form, the rest by its own field names."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from toguna.api.picture import Picture
from toguna.contract.records import (
    RECORDS,
    document_json,
    lineage_json,
    party_json,
    ruling_json,
    to_json,
)
from toguna.kinds.document import Document
from toguna.kinds.lineage import Lineage
from toguna.kinds.party import Party
from toguna.kinds.record import Ruling

_KINDS = tuple(RECORDS.values())


def plain_view(value: Any) -> Any:
    """Any value of the door; a report comes without its text, a picture not at all."""
    if isinstance(value, _KINDS):
        return to_json(value)
    if isinstance(value, Document):
        left_out = ("text", "map", "aside", "dates")
        return {k: v for k, v in document_json(value).items() if k not in left_out}
    if isinstance(value, Lineage):
        return lineage_json(value)
    if isinstance(value, Party):
        return party_json(value)
    if isinstance(value, Ruling):
        return ruling_json(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((f.name, getattr(value, f.name)) for f in fields(value))
        return {name: plain_view(v) for name, v in pairs if not isinstance(v, Picture)}
    if isinstance(value, (tuple, list)):
        return [plain_view(v) for v in value]
    if isinstance(value, dict):
        return {str(k): plain_view(v) for k, v in value.items()}
    return value
