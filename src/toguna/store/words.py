"""Kinds as the JSON text that stands in the store, and back; and the days by which rows are sorted."""

from __future__ import annotations

import json
import zlib
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from toguna.kinds.codec import plain, revive
from toguna.kinds.edtf import bounds

Kind = TypeVar("Kind")


json_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Plain values as JSON text, without blanks."""


def written(value: Any) -> str:
    """A kind, or any plain value, as JSON text; the same value gives the same text."""
    return json_text(plain(value))


def read(cls: type[Kind], text: str) -> Kind:
    """The kind that `written` wrote."""
    return revive(cls, json.loads(text))


def packed(text: str) -> bytes:
    """Text, compressed; half a surrogate, as a broken page may bring, survives."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpacked(data: bytes) -> str:
    """The text that `packed` packed."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def sound(text: str) -> str:
    """Text that SQLite takes: half surrogates, as in names of files that are not UTF-8, become `\\udcff`."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


@lru_cache(maxsize=65536)
def days(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last day of a date as ISO text, for SQL to compare; (None, None) when unknown.

    >>> days("2020-02")
    ('2020-02-01', '2020-02-29')
    """
    if not edtf:
        return None, None
    first, last = bounds(edtf)
    return first.isoformat(), last.isoformat()


def sort_day(edtf: str | None) -> int:
    """The day by which newest comes first, as a proleptic ordinal: the last it may be, 0 when unknown.

    >>> sort_day("../2020-03-09") == sort_day("2020-03-09")
    True
    """
    if not edtf:
        return 0
    first, last = bounds(edtf)
    chosen = first if last == date.max else last
    return 0 if chosen == date.min else chosen.toordinal()
