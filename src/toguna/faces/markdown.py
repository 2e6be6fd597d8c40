"""An outline as Markdown, each line with a footnote that quotes the words it rests on."""

from __future__ import annotations

import re

from toguna.api.picture import Picture
from toguna.faces.outline import Item, Outline
from toguna.faces.wording import count, flat, when
from toguna.kinds.span import Place

_QUOTES = 2
"""So many quotes stand in one footnote; the rest are counted."""


def markdown(outline: Outline, picture: Picture) -> str:
    """The whole text, with its line end."""
    notes: dict[tuple[Place, ...], int] = {}
    lines = [f"# {_plain(outline.title)}", "", *(f"{_plain(fact)}  " for fact in outline.facts), ""]
    for section in outline.sections:
        lines += [f"## {section.title}", ""]
        lines += [line for item in section.items for line in _item(item, notes, 0)] or [f"*{section.empty}*"]
        lines.append("")
    lines += [f"[^{n}]: {_note(places, picture)}" for places, n in notes.items()]
    return "\n".join(lines).rstrip() + "\n"


def _item(item: Item, notes: dict[tuple[Place, ...], int], depth: int) -> list[str]:
    note = f"[^{notes.setdefault(item.places, len(notes) + 1)}]" if item.places else ""
    ident = f" `{item.ident}`" if item.ident else ""
    lines = [f"{'  ' * depth}- {_plain(item.text)}{ident}{note}"]
    for below in item.below:
        lines += _item(below, notes, depth + 1)
    return lines


def _note(places: tuple[Place, ...], picture: Picture) -> str:
    seen: dict[str, Place] = {}
    for place in places:
        seen.setdefault(flat(place.quote), place)
    quotes = [_quote(place, picture) for place in list(seen.values())[:_QUOTES]]
    rest = len(places) - len(quotes)
    return "; ".join(quotes) + (f"; and {count(rest, 'more place')}" if rest else "")


def _quote(place: Place, picture: Picture) -> str:
    document = picture.document_of.get(place.document)
    outlet = (document.outlet if document else None) or "outlet unknown"
    published = when(document.published if document else None)
    return f"“{_plain(place.quote)}” ({_plain(outlet)}, {published}, {_plain(place.document)})"


def _plain(text: str) -> str:
    """Text whose characters mean nothing to Markdown or HTML."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", flat(text))
