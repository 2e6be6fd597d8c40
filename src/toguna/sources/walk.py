"""Files and folders -> pages, in an order that depends on names alone; whatever is no page comes out as an `Aside`.

Nothing that lies under a given path stops the run: only a given path that does not exist does (`InputIsMissing`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from toguna.kinds.aside import Aside, Stage
from toguna.kinds.ids import DocumentId
from toguna.kinds.page import Given, Media, Page
from toguna.sources.files import Found, found
from toguna.sources.lines import Line, json_lines
from toguna.sources.steady import LONGEST_LINE, NotRead, longest_line, steady
from toguna.sources.text import not_text

TEXT = frozenset({".txt", ".text", ".md"})
HTML = frozenset({".html", ".htm", ".xhtml"})
_DAY_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")
JSON_LINES = frozenset({".jsonl", ".ndjson"})


def pages(paths: Sequence[Path]) -> Iterator[Page | Aside]:
    """Every report under the paths, each file once, sorted by name.

    paths    files and folders; names are relative to the folder given, a single file has its own name. Names of two
             given paths that would be the same are told apart by the name of the folder given
    Raises   InputIsMissing, before anything is read
    """
    for item in found(paths):
        if isinstance(item, Aside):
            yield item
        elif item.file.suffix.lower() in JSON_LINES:
            yield from _of_lines(item)
        elif item.file.suffix.lower() in TEXT | HTML:
            yield _of_file(item)
        else:
            yield _aside(item.name, "other format", item.file.suffix.lower() or "no ending")


def dated_by_name(item: Page | Aside) -> Page | Aside:
    """The page with the day that its file's name states (`2023-05-07-agency.txt`) as its given publication date.

    Only for names that a person or archive made so: a scraper's name may hold the day of the scraping. A date that the
    source gives beside the text stays.
    """
    if isinstance(item, Aside) or item.given.published is not None:
        return item
    day = _DAY_IN_NAME.search(Path(item.path.split("#")[0]).name)
    if day is None:
        return item
    return page(item.path, item.media, item.data, replace(item.given, published=day.group()))


def page(
    name: str,
    media: Media,
    data: bytes,
    given: Given = Given(),  # noqa: B008 - frozen, so sharing it is safe
) -> Page | Aside:
    """One page from its bytes, or the reason why they hold no report.

    name    as in `Page.path`
    """
    if not data:
        return _aside(name, "empty")
    why = not_text(data)
    if why:
        return _aside(name, "binary", why)
    if not data.strip(b" \t\r\n\v\f\0\xef\xbb\xbf"):
        return _aside(name, "white space only", f"{len(data)} bytes")
    if media is Media.TEXT and longest_line(data) > LONGEST_LINE:
        return _aside(name, "endless line", f"over {LONGEST_LINE:,} bytes without a line end")
    return Page(DocumentId(name), media, data, digest(data, given), given)


def digest(data: bytes, given: Given) -> str:
    """SHA-256 over the bytes and what was given beside them: the same page has the same digest wherever it lies."""
    beside = [given.title, given.published, given.outlet, given.url]
    seen = hashlib.sha256(data)
    if any(value is not None for value in beside):
        seen.update(b"\0" + json.dumps(beside, ensure_ascii=True).encode("ascii"))
    return seen.hexdigest()


def _of_file(item: Found) -> Page | Aside:
    data = steady(item.file)
    if isinstance(data, NotRead):
        return _aside(item.name, data.reason, data.detail)
    return page(item.name, Media.HTML if item.file.suffix.lower() in HTML else Media.TEXT, data)


def _of_lines(item: Found) -> Iterator[Page | Aside]:
    anything = False
    for line in json_lines(item.file):
        anything = True
        if isinstance(line, NotRead):
            yield _aside(item.name, line.reason, line.detail)
        else:
            yield _of_line(item, line)
    if not anything:
        yield _aside(item.name, "empty")


def _of_line(item: Found, line: Line) -> Page | Aside:
    name = f"{item.name}#{line.number}"
    if isinstance(line.content, NotRead):
        return _aside(name, line.content.reason, line.content.detail)
    text, given = line.content
    return page(name, Media.TEXT, text.encode("utf-8", "replace"), given)


def _aside(item: str, reason: str, detail: str = "") -> Aside:
    return Aside(Stage.SOURCES, item, reason, detail)
