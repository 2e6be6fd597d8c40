"""Pages of our own in many layouts, each line marked by hand: what is article stays, what is not goes, nothing else.

In `pages/*.page` the first line holds what must be read of the page; every other line begins with `T` (title), `B`
(article), `M` (metadata), `R` (residue) or is `.` (an empty line). All outlets are invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from toguna.kinds.document import Document
from toguna.kinds.page import Media, Page
from toguna.packs.language import language_pack
from toguna.packs.outlet import outlet_pack
from toguna.reading.read import document
from toguna.sources.walk import page

PAGES = sorted((Path(__file__).parent / "pages").glob("*.page"))
RESIDUE_OUT, ARTICLE_LOST = 0.97, 0.005
"""Floors over all pages, in characters. They only rise: 1.000 and .000 on the first 56 pages, when they were set."""


@dataclass(frozen=True)
class Marked:
    """A page, what it must be read as, and each line with its mark and place in the raw text."""

    read: Document
    want: dict[str, str | None]
    lines: tuple[tuple[str, str, int], ...]

    def is_kept(self, at: int) -> bool:
        return any(p.raw_start <= at < p.raw_end for p in self.read.map)


@cache
def marked(path: Path) -> Marked:
    head, *rows = path.read_text("utf-8").rstrip("\n").split("\n")
    lines, at = [], 0
    for row in rows:
        text = "" if row == "." else row[2:]
        if text:
            lines.append((row[0], text, at + len(text) - len(text.lstrip())))
        at += len(text) + 1
    raw = "\n".join("" if row == "." else row[2:] for row in rows)
    found = page(path.stem, Media.TEXT, raw.encode())
    assert isinstance(found, Page)
    read = document(found, outlet_pack(), language_pack("en"))
    assert isinstance(read, Document)
    fields = re.findall(r"(\w+): (.*?)(?= (?:published|outlet|agency|language|byline|unread): |$)", head)
    return Marked(read, {name: None if value == "-" else value for name, value in fields}, tuple(lines))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_says_when_by_whom_and_in_which_language(path: Path) -> None:
    it = marked(path)
    got = {name: getattr(it.read, name) for name in ("published", "outlet", "agency", "language", "unread")}
    if "byline" in it.want:
        got["byline"] = it.read.byline.casefold() if it.read.byline else None
        it.want["byline"] = it.want["byline"].casefold() if it.want["byline"] else None
    assert got == {"unread": None, **it.want}


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_the_title_is_the_headline(path: Path) -> None:
    it = marked(path)
    titles: list[str | None] = [text for mark, text, _ in it.lines if mark == "T"]
    assert [it.read.title] == (titles or [None])


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_metadata_is_set_aside_as_such(path: Path) -> None:
    it = marked(path)
    for mark, text, at in it.lines:
        if mark == "M":
            reasons = [a.reason for a in it.read.aside if a.start <= at < a.end]
            assert reasons and reasons[0] in ("byline", "date line", "credit"), text


def test_residue_goes_and_the_article_stays() -> None:
    lines = [(mark, len(text), marked(p).is_kept(at)) for p in PAGES for mark, text, at in marked(p).lines]
    residue = sum(size for mark, size, _ in lines if mark == "R")
    article = sum(size for mark, size, _ in lines if mark in "TB")
    assert sum(size for mark, size, kept in lines if mark == "R" and not kept) >= RESIDUE_OUT * residue
    assert sum(size for mark, size, kept in lines if mark in "TB" and not kept) <= ARTICLE_LOST * article


def test_there_are_pages_enough_to_speak_of_percent() -> None:
    assert len(PAGES) >= 25
