"""Encodings, line ends, wrapped lines, web pages: the same report whatever it comes in."""

from __future__ import annotations

import unicodedata

import pytest

from toguna.kinds.aside import Aside
from toguna.kinds.document import Document
from toguna.kinds.page import Given, Media
from toguna.kinds.vocabulary import Basis
from toguna.packs.language import language_pack
from toguna.packs.outlet import outlet_pack
from toguna.reading.read import document, raw_text
from toguna.sources.walk import page

PACK = language_pack("en")
TEXT = (
    "Kidal talks end without a deal\n\n"
    "The minister – a colonel – said the government’s troops “will not leave” the town, and the rebels’ chief,"
    " Bénédict Ouédraogo, walked out on Monday.\n\n"
    "No new meeting was set, mediators said.\n"
)


def read(data: bytes, media: Media = Media.TEXT, beside: Given | None = None) -> Document:
    found = document(page("a", media, data, beside or Given()), outlet_pack(), PACK)  # type: ignore[arg-type]
    assert isinstance(found, Document)
    return found


WANTED = read(TEXT.encode()).text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman"]
)
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    if encoding == "mac-roman":
        pytest.skip("told from cp1252 by guesses only")
    assert read(TEXT.encode(encoding)).text == WANTED


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x0b"])
def test_every_line_end_gives_the_same_text(end: str) -> None:
    assert read(TEXT.replace("\n", end).encode()).text == WANTED


def test_decomposed_letters_are_composed() -> None:
    assert read(unicodedata.normalize("NFD", TEXT).encode()).text == WANTED


def test_a_broken_byte_costs_one_character_and_not_the_page() -> None:
    it = read(TEXT.replace("Monday", "Mon#day").encode().replace(b"#", b"\xff"))
    assert it.text == WANTED.replace("Monday", "Mon\ufffdday")


def test_characters_that_show_nothing_are_set_aside_inside_words() -> None:
    it = read(TEXT.replace("minister", "mini\u00adster").replace("rebels", "\0rebels").encode())
    assert it.text == WANTED
    assert [(a.text, a.reason) for a in it.aside] == [("\u00ad", "unprintable"), ("\0", "unprintable")]


def test_wrapped_lines_become_paragraphs_again() -> None:
    import textwrap

    body = TEXT.strip().split("\n\n")
    more = "Both sides blamed each other. The United Nations said that it would try again after the rains, as always."
    wrapped = "\n\n".join([body[0], *(textwrap.fill(p, 62) for p in [*body[1:], more, more.replace("rains", "feast")])])
    it = read(wrapped.encode())
    assert it.text.startswith(WANTED)
    assert len(it.text.split("\n")) == 5
    raw = raw_text(page("a", Media.TEXT, wrapped.encode()), PACK)  # type: ignore[arg-type]
    assert all(raw[p.raw_start : p.raw_end] == it.text[p.clean_start : p.clean_end] for p in it.map)


def test_a_list_of_headlines_is_not_taken_for_wrapped_text() -> None:
    rows = ["Rebels leave Kidal", "Army returns to Menaka", "UN chief calls for a truce", "Algeria invites both sides"]
    it = read(("Four headlines of the week\n\n" + "\n".join(r + " after talks" for r in rows)).encode())
    assert not any(len(line) > 60 for line in it.text.split("\n"))


def test_a_page_without_any_text_is_set_aside() -> None:
    found = page("a", Media.HTML, b"<html><body><script>1</script></body></html>")
    it = document(found, outlet_pack(), PACK)  # type: ignore[arg-type]
    assert isinstance(it, Aside) and it.reason == "no text"


def test_bytes_that_are_no_text_are_set_aside() -> None:
    found = page("a", Media.TEXT, bytes([0xFF, 0xFE]) + b"\x00\xd8" * 500)
    it = document(found, outlet_pack(), PACK)  # type: ignore[arg-type]
    assert isinstance(it, Aside) and it.reason == "not text"


def test_a_title_given_beside_the_text_stands_before_it_once() -> None:
    body = TEXT.split("\n\n", 1)[1]
    assert read(body.encode(), beside=Given(title="Kidal talks end without a deal")).text == WANTED
    assert read(TEXT.encode(), beside=Given(title="Kidal talks end without a deal")).text == WANTED


HTML = """<!doctype html><html lang="en"><head><title>Kidal talks end without a deal - The Kira Post</title>
<meta property="og:title" content="Kidal talks end without a deal">
<meta property="og:site_name" content="The Kira Post">
<link rel="canonical" href="https://kirapost.example/world/kidal-talks">{head}</head><body>
<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>
<article><h1>Kidal talks end without a deal</h1>{time}
<p>The minister, a colonel, said on Monday that the government's troops would not leave the town
before the rebels did.</p>
<p>The rebels' chief walked out of the hall, and the mediators said that no new meeting had been set
for the time being.</p>
<p>Two earlier rounds ended in the same way, with each of the sides blaming the other for the lack of any progress.</p>
</article><footer>© 2021 The Kira Post. All rights reserved.
<a href="/privacy">Privacy policy</a></footer></body></html>"""


@pytest.mark.parametrize(
    ("head", "time", "published"),
    [
        ('<meta property="article:published_time" content="2021-03-04T08:00:00Z">', "", "2021-03-04"),
        ('<script type="application/ld+json">{"@graph":[{"datePublished":"2021-03-04"}]}</script>', "", "2021-03-04"),
        (
            '<script type="application/ld+json">{broken</script>',
            '<time datetime="2021-03-04">4 March</time>',
            "2021-03-04",
        ),
        ("", "", None),
    ],
)
def test_a_web_page_says_when_only_where_it_says_so(head: str, time: str, published: str | None) -> None:
    it = read(HTML.replace("{head}", head).replace("{time}", time).encode(), Media.HTML)
    assert it.published == published
    assert it.published_basis is (Basis.STATED if published else None)


def test_a_web_page_is_read_to_its_article() -> None:
    it = read(HTML.replace("{head}", "").replace("{time}", "").encode(), Media.HTML)
    assert it.title == "Kidal talks end without a deal"
    assert it.outlet == "The Kira Post"
    assert it.url == "https://kirapost.example/world/kidal-talks"
    assert it.text.count("Kidal talks") == 1
    assert "Sport" not in it.text and "rights reserved" not in it.text
    assert "the mediators said that no new meeting had been set" in it.text


def test_a_broken_web_page_breaks_nothing() -> None:
    for data in (b"<", b"<html", b"<p>" * 5000, b"<!DOCTYPE", b"\xff<html>\x00</p>"):
        found = page("a", Media.HTML, data)
        if not isinstance(found, Aside):
            document(found, outlet_pack(), PACK)
