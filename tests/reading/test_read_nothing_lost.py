"""Whatever the bytes: each visible character of the raw text is in the clean text or set aside, and is found again."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toguna.kinds.aside import Aside
from toguna.kinds.document import Document
from toguna.kinds.page import Given, Media
from toguna.packs.language import language_pack
from toguna.packs.outlet import outlet_pack
from toguna.reading.habits import settle
from toguna.reading.read import document, raw_text
from toguna.sources.walk import page

PACK, OUTLETS = language_pack("en"), outlet_pack()

LINES = st.sampled_from(
    [
        "",
        "  ",
        "Government and rebels meet again",
        "Published 03/09/2020, 12:59 PM",
        "By a staff reporter",
        "ADVERTISEMENT",
        "Latest comments",
        "Most read",
        "KIRA (AFP) - The army and two rebel groups agreed on Monday to stop fighting for a month, a mediator said.",
        "“We shall see,” the woman said.",
        "Both sides have broken such promises before\u00ad, and the\u200b mediator said that nobody trusts any\0body.",
        "# A heading",
        "© 2020 The Kira Post. All rights reserved.",
        "Cafe\u0301s stayed closed in the capital \ufeff",
        "\u2028",
        "\x85",
        "- release of prisoners;",
    ]
)
PAGES = st.one_of(st.text(max_size=300), st.lists(LINES, max_size=25).map("\n".join), st.lists(LINES).map("\r\n".join))


def _assert_nothing_lost(read: Document, raw: str) -> None:
    seen = [0] * len(raw)
    for part in read.map:
        assert raw[part.raw_start : part.raw_end] == read.text[part.clean_start : part.clean_end]
        for n in range(part.raw_start, part.raw_end):
            seen[n] += 1
    for aside in read.aside:
        assert raw[aside.start : aside.end] == aside.text
        assert aside.reason
        for n in range(aside.start, aside.end):
            seen[n] += 1
    for n, times in enumerate(seen):
        assert times <= 1
        assert times == 1 or raw[n].isspace(), (n, raw[n])
    covered = {n for p in read.map for n in range(p.clean_start, p.clean_end)}
    assert all(c.isspace() for n, c in enumerate(read.text) if n not in covered)


@settings(max_examples=150, deadline=None)
@given(PAGES, st.one_of(st.none(), st.text(max_size=40)))
@example("\x1c\x1d a", None)
@example("A\u2028B", "A")
@example("\ufeff", None)
def test_every_visible_character_is_in_the_map_or_set_aside(text: str, title: str | None) -> None:
    found = page("a.txt", Media.TEXT, text.encode("utf-8", "replace"), Given(title=title))
    if isinstance(found, Aside):
        return
    read = document(found, OUTLETS, PACK)
    raw = raw_text(found, PACK)
    if isinstance(read, Aside):
        assert not raw.strip("\0 \n\r") or read.reason in ("no text", "not text")
        return
    _assert_nothing_lost(read, raw)
    (settled,) = settle([read])
    _assert_nothing_lost(settled, raw)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_document_or_a_reason(data: bytes) -> None:
    found = page("a.txt", Media.TEXT, data)
    if not isinstance(found, Aside):
        read = document(found, OUTLETS, PACK)
        if isinstance(read, Document):
            _assert_nothing_lost(read, raw_text(found, PACK))


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, min_size=3, max_size=20).map("\n".join))
def test_reading_the_clean_text_again_keeps_all_of_it_that_is_a_sentence(text: str) -> None:
    """Cleaning twice is cleaning once: no sentence of the article falls to a second reading."""
    first = document(page("a.txt", Media.TEXT, b"x\n" + text.encode()), OUTLETS, PACK)  # type: ignore[arg-type]
    assert isinstance(first, Document)
    again = document(page("a.txt", Media.TEXT, first.text.encode() or b"x"), OUTLETS, PACK)  # type: ignore[arg-type]
    if isinstance(again, Document):
        kept = set(again.text.split("\n"))
        assert {ln for ln in first.text.split("\n") if len(ln) > 60 and ln.endswith(".")} <= kept


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(LINES, min_size=1, max_size=8).map("\n".join), min_size=1, max_size=6), st.randoms())
def test_the_order_of_documents_changes_nothing(texts: list[str], random: object) -> None:
    beside = Given(outlet="The Kira Post")
    found = [page(f"{n}.txt", Media.TEXT, t.encode(), beside) for n, t in enumerate(texts)]
    read = [document(f, OUTLETS, PACK) for f in found if not isinstance(f, Aside)]
    docs = [d for d in read if isinstance(d, Document)]
    shuffled = list(docs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    once = {d.path: d for d in settle(docs)}
    assert once == {d.path: d for d in settle(shuffled)}
    assert once == {d.path: d for d in settle(tuple(once.values()))}


@pytest.mark.parametrize(
    "text",
    ["a" * 900_000, "-" * 300_000 + "\n" + "(" * 300_000, "a" + " " * 300_000 + "b", "A, " * 30_000, "1/" * 90_000],
)
def test_endless_lines_take_no_endless_time(text: str) -> None:
    found = page("a.txt", Media.TEXT, text.encode())
    assert not isinstance(found, Aside)
    began = time.process_time()
    document(found, OUTLETS, PACK)
    assert time.process_time() - began < 8
