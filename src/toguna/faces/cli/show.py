"""Prints views: wrapped and coloured on a terminal; when piped, plain lines that are never cut or wrapped."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from toguna.faces.outline import Item, Outline, Section
from toguna.faces.plain import plain_view
from toguna.faces.wording import flat
from toguna.kinds.record import Cell, Contradiction, Record, Shift

CROWDED = 2
"""A table that would be more than so many times as wide as the terminal is shown as lines instead."""


def on_terminal() -> bool:
    """True if a person reads what is printed."""
    return sys.stdout.isatty()


def say(text: str = "", ident: str | None = None, depth: int = 0, style: str = "") -> None:
    """One line, with the id that `why` takes at its end."""
    if not on_terminal():
        print("  " * depth + flat(text) + (f"  [{ident}]" if ident else ""))
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    line = Text(flat(text), style=style)
    if ident:
        line.append(f"  [{ident}]", style="dim")
    Console(highlight=False).print(Padding(line, (0, 0, 0, 2 * depth)))


def heading(text: str) -> None:
    """A heading, with an empty line before it."""
    print()
    say(text, style="bold")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table; cells fold to the width of a terminal, and keep their whole width when piped."""
    cells = [[flat(cell) for cell in row] for row in rows]
    if on_terminal():
        _rich_table(columns, cells)
        return
    widths = [max(len(row[n]) for row in [list(columns), *cells]) for n in range(len(columns))]
    for row in [list(columns), *cells]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _rich_table(columns: Sequence[str], cells: list[list[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    natural = sum(max([len(name), *(len(row[n]) for row in cells)]) + 2 for n, name in enumerate(columns))
    if natural > CROWDED * Console().width:
        for row in cells:
            say("; ".join(f"{name}: {cell}" for name, cell in zip(columns, row, strict=True) if cell))
        return
    view = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for n, name in enumerate(columns):
        longest = max((len(row[n]) for row in cells), default=0)
        view.add_column(name, overflow="fold", no_wrap=longest <= 12)
    for row in cells:
        view.add_row(*(Text(cell) for cell in row))
    Console(highlight=False).print(view)


def outline(view: Outline) -> None:
    """A whole outline."""
    say(view.title, style="bold")
    for fact in view.facts:
        say(fact)
    for part in view.sections:
        section(part)


def section(part: Section) -> None:
    """A heading and its lines; what is empty says so."""
    heading(part.title)
    for entry in part.items:
        item(entry, 1)
    if not part.items:
        say(part.empty, depth=1, style="dim")


def item(entry: Item, depth: int = 0) -> None:
    """A line and those below it."""
    say(entry.text, entry.ident, depth)
    for below in entry.below:
        item(below, depth + 1)


def as_json(value: Any) -> None:
    """A view as JSON, one value."""
    print(json.dumps(plain_view(value), ensure_ascii=not _speaks_unicode(), indent=1))


def _speaks_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") in ("utf8", "utf16", "utf32")


def warn(text: str) -> None:
    """A line for the person, beside the output."""
    print(flat(text), file=sys.stderr)


def own_line(record: Record) -> bool:
    """True for what somebody says or does; cells, shifts and contradictions only follow from it."""
    return not isinstance(record, (Cell, Shift, Contradiction))
