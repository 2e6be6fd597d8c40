"""A saved web page -> its main text and what its head says of it. The extracted text is the raw text from there on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from toguna.packs.language import LanguagePack
from toguna.reading.dates import Named, named

_META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_JSON = re.compile(r"<script\b[^>]*ld\+json[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
_TIME = re.compile(r"<time\b([^>]*)>(.{0,200}?)</time>", re.IGNORECASE | re.DOTALL)
_PUBLISHED = frozenset(
    "article:published_time og:article:published_time og:published_time datepublished date publishdate publish-date"
    " publication_date publication-date pubdate dc.date dc.date.issued dcterms.created dc.created sailthru.date"
    " article.published parsely-pub-date cxenseparse:recs:publishtime".split()
)


@dataclass(frozen=True, slots=True)
class Extract:
    """What a web page holds.

    dates   days that its head names as the day of publication, the most trusted first
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    dates: tuple[Named, ...] = ()


def extract(html: str, pack: LanguagePack) -> Extract:
    """The main text by trafilatura (its default mode) with its metadata; `text` is empty when it finds none.

    Its own date is not taken: it does not say where it stands. Dates come from meta tags, JSON-LD and `<time>`.
    """
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(html, with_metadata=True, include_comments=False, include_tables=True)
    except Exception:  # a page that breaks a parser is set aside as a page without text, and the run goes on
        found = None
    if found is None:
        return Extract("")
    say = found.as_dict() if hasattr(found, "as_dict") else found
    dates = tuple(n for words in _dates(html) for n in named(words, pack)[:1])
    return Extract(
        str(say.get("text") or ""),
        _string(say.get("title")),
        _string(say.get("sitename")),
        _string(say.get("author")),
        _string(say.get("url")) or _canonical(html),
        dates,
    )


def _string(value: object) -> str | None:
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None


def _attributes(tag: str) -> dict[str, str]:
    return {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(tag)}


def _dates(html: str) -> Iterator[str]:
    for tag in _META.findall(html[:400_000]):
        at = _attributes(tag)
        name = at.get("property") or at.get("name") or at.get("itemprop") or ""
        if name.lower() in _PUBLISHED and at.get("content"):
            yield at["content"]
    for block in _JSON.findall(html):
        try:
            yield from _published(json.loads(block))
        except (ValueError, RecursionError):
            continue
    times = [(_attributes(a), inner) for a, inner in _TIME.findall(html)]
    marked = [t for t in times if "pubdate" in t[0] or t[0].get("itemprop", "").lower() == "datepublished"]
    for at, inner in marked or (times if len(times) == 1 else []):
        yield at.get("datetime") or re.sub(r"<[^>]+>", " ", unescape(inner))


def _published(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("datePublished"), str):
            yield value["datePublished"]
        for inner in value.values():
            yield from _published(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _published(inner)


def _canonical(html: str) -> str | None:
    for tag in re.findall(r"<link\b[^>]*>", html[:400_000], re.IGNORECASE):
        at = _attributes(tag)
        if at.get("rel", "").lower() == "canonical":
            return at.get("href") or None
    return None
