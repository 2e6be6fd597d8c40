"""An export as JSON Lines: one record a line, sorted.

The same records give the same bytes, in whatever order they come.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from toguna.contract.records import KINDS, Json
from toguna.kinds.errors import RecordIsNotContract

_RANK = {kind: n for n, kind in enumerate(KINDS)}
_WORDS = frozenset({"quote", "content", "exact", "prefix", "suffix"})
"""Fields that hold words of a report, in any record; a document's `text` and its residue come on top."""


def _order(record: Json) -> tuple[int, str, str, str]:
    kind = record.get("kind", "")
    first = record.get("path") or record.get("at") or record.get("name") or ""
    return _RANK.get(kind, len(_RANK)), str(first), str(record.get("id", "")), line(record)


def ordered(records: Iterable[Json]) -> list[Json]:
    """Records by kind, then document path, date or name, then id."""
    return sorted(records, key=_order)


def line(record: Json) -> str:
    """One record as one line of JSON, without the line end; lone surrogates are written as escapes."""
    text = json.dumps(record, ensure_ascii=False, separators=(", ", ": "))
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def lines(records: Iterable[Json]) -> Iterator[str]:
    """The lines of an export, each with its line end."""
    for record in ordered(records):
        yield line(record) + "\n"


def parsed(given: Iterable[str], name: str = "export") -> Iterator[Json]:
    """The records of an export's lines.

    name     said in the error
    Raises   RecordIsNotContract for a line that holds no JSON object
    """
    for n, text in enumerate(given, 1):
        if not text.strip():
            continue
        try:
            record = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise RecordIsNotContract(f"{name} line {n}", f"is not JSON ({error})") from error
        if not isinstance(record, dict):
            raise RecordIsNotContract(f"{name} line {n}", "is no JSON object; one record stands on one line")
        yield record


def without_text(record: Json) -> Json:
    """A record for sharing: no text of a report, no residue, no quote; offsets, dates and parties stay."""
    shared: Json = _wordless(record)
    if record.get("kind") == "document":
        shared["text"] = None
        shared["aside"] = [part | {"text": None} for part in record.get("aside", ())]
    return shared


def _wordless(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: None if k in _WORDS and isinstance(v, str) else _wordless(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_wordless(v) for v in value]
    return value
