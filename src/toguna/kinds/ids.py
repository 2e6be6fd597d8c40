"""Names of things, and the fingerprint that makes a name from content."""

from __future__ import annotations

import hashlib
import json
from typing import NewType

DocumentId = NewType("DocumentId", str)
"""Path relative to the folder given (`a/b.txt`), `file#n` for one of several in a file."""

LineageId = NewType("LineageId", str)
RecordId = NewType("RecordId", str)
PartyId = NewType("PartyId", str)
"""The `id` of a party record; a person is a party too."""

Edtf = NewType("Edtf", str)
"""An EDTF level 1 date, see `kinds.edtf`."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def fingerprint(kind: str, *content: object) -> str:
    """A short name that depends on nothing but `kind` and `content`.

    content   values that `json.dumps` can write; order matters
    returns   `kind-` and 16 hex digits of a SHA-256, the same on every machine

    >>> fingerprint("position", "JNIM", "talks") == fingerprint("position", "JNIM", "talks")
    True
    """
    words = _ENCODER.encode(content)
    return f"{kind}-{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
