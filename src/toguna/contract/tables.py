"""An export as CSV, one table a kind: a header line, then one record a row.

Nested objects become columns joined by a dot (`requires.issue`), lists of plain values are joined by `;`, other lists
are JSON. A cell that a spreadsheet would run as a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from toguna.contract.lines import ordered
from toguna.contract.records import KINDS, Json

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that spreadsheets take for a formula (OWASP, CSV injection)."""


def tables(records: Iterable[Json]) -> dict[str, str]:
    """CSV text by kind, in the contract's order of kinds; kinds without records have no table."""
    by_kind: dict[str, list[Json]] = {}
    for record in ordered(records):
        by_kind.setdefault(record["kind"], []).append(flat(record))
    return {kind: _table(by_kind[kind]) for kind in KINDS if kind in by_kind}


def flat(record: Json, before: str = "") -> Json:
    """A record with one plain value a column.

    >>> flat({"kind": "veto", "by": "a", "requires": {"by": ["b", "c"]}})
    {'kind': 'veto', 'by': 'a', 'requires.by': 'b;c'}
    """
    row: Json = {}
    for name, value in record.items():
        if isinstance(value, dict):
            row |= flat(value, f"{before}{name}.")
        else:
            row[before + name] = _cell(value)
    return row


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        if all(isinstance(v, str) and ";" not in v for v in value):
            return safe(";".join(value))
        return json.dumps(value, ensure_ascii=False)
    return safe(value) if isinstance(value, str) else str(value)


def safe(text: str) -> str:
    """Text that no spreadsheet runs.

    >>> safe("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    return "'" + text if text.startswith(_FORMULA) else text


def _table(rows: list[Json]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "backslashreplace").decode("utf-8")
