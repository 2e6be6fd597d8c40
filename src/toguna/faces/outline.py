"""A view as an outline: sections of items in plain words, each with its id; a face prints it in its own way."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.kinds.span import Place


@dataclass(frozen=True, slots=True)
class Item:
    """One line.

    ident    what `toguna why` takes, or None
    places   the words behind it, for footnotes
    """

    text: str
    ident: str | None = None
    places: tuple[Place, ...] = ()
    below: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading; `empty` is said when there are none."""

    title: str
    items: tuple[Item, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole view."""

    title: str
    facts: tuple[str, ...]
    sections: tuple[Section, ...]
