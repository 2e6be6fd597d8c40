"""A page -> a `Document`: clean text that maps back to the raw text, what the page says of itself, what was set aside.

Every code point of the raw text that is not white space is in exactly one of `Document.map` and `Document.aside`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toguna.kinds.aside import Aside, Stage
from toguna.kinds.document import Document, MapPart, SetAside
from toguna.kinds.ids import Edtf
from toguna.kinds.page import Media, Page
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Basis
from toguna.packs.language import LanguagePack
from toguna.packs.outlet import OutletPack
from toguna.reading.bounds import latest_fact
from toguna.reading.credit import agency, agency_named, byline, outlet_of
from toguna.reading.decode import decoded, nfc
from toguna.reading.html import Extract, extract
from toguna.reading.judge import Class, Judged, judge
from toguna.reading.lines import Line, lines
from toguna.reading.look import Look, look
from toguna.reading.stated import (
    Around,
    Dated,
    Stated,
    dated,
    is_near,
    month_of,
    of_dateline,
    of_given,
    of_line,
    witnesses_of,
)
from toguna.reading.topic import is_on_topic, language

BROKEN = 0.1
"""Share of characters that could not be decoded: above it the bytes were no text."""
FIRST_PARAGRAPHS = 3
"""A dateline stands in one of them."""


def document(page: Page, outlets: OutletPack, pack: LanguagePack) -> Document | Aside:
    """The report of a page.

    pack      the language that is read; a text in another one is kept and marked `unread`
    returns   an `Aside` only when nothing can be read at all: no text, or not text
    """
    found, raw = _raw(page, pack)
    if raw.count("\ufffd") > BROKEN * len(raw):
        return Aside(Stage.READING, page.path, "not text", "over a tenth of its characters cannot be decoded")
    there, strays = lines(raw)
    if not there:
        return Aside(Stage.READING, page.path, "no text", "the page has no article" if found else "")
    title = _title_known(page, found)
    looks = tuple(look(line.text, pack) for line in there)
    judged = judge(looks, tuple(line.gap for line in there), pack, title)
    return _made(_Read(page, found, raw, there, strays, looks, judged), outlets, pack)


def raw_text(page: Page, pack: LanguagePack) -> str:
    """The raw text that the offsets of `Document.map` and `Document.aside` count in.

    For text the decoded bytes in form NFC; for HTML the extracted text. A title that is known only from beside the
    text (a field, an HTML head) stands as a line before it.
    """
    return _raw(page, pack)[1]


@dataclass(frozen=True, slots=True)
class _Read:
    page: Page
    found: Extract | None
    raw: str
    lines: Sequence[Line]
    strays: Sequence[Stretch]
    looks: Sequence[Look]
    judged: Sequence[Judged]

    def of(self, cls: Class, *reasons: str) -> list[int]:
        return [n for n, j in enumerate(self.judged) if j.cls is cls and (not reasons or j.reason in reasons)]

    def texts(self, numbers: Sequence[int]) -> list[str]:
        return [self.lines[n].text for n in numbers]

    def shown(self, numbers: Sequence[int]) -> list[str]:
        """The texts of lines that are no article: endless ones cut."""
        return [self.looks[n].text for n in numbers]


def _raw(page: Page, pack: LanguagePack) -> tuple[Extract | None, str]:
    text, found = decoded(page.data), None
    if page.media is Media.HTML:
        found = extract(text, pack)
        text = nfc(found.text)
    title = _title_known(page, found)
    if title and text.strip():
        first = [line.text for line in lines(text[:4000])[0][:12]]
        from toguna.reading.headline import same_headline

        if not any(same_headline(line, title) for line in first):
            text = f"{title}\n{text}"
    return found, text


def _title_known(page: Page, found: Extract | None) -> str | None:
    title = page.given.title or (found.title if found else None)
    return " ".join(nfc(title).split()) or None if title else None


def _made(read: _Read, outlets: OutletPack, pack: LanguagePack) -> Document:
    title = read.of(Class.TITLE)
    body = read.of(Class.BODY)
    text, parts = _clean(read, [*title, *body])
    outlet = _outlet(read, outlets, pack)
    url = _url(read)
    when = _when(read, body, url, outlets, pack, outlet)
    datelines = [d for n in body[:FIRST_PARAGRAPHS] if (d := read.looks[n].dateline)]
    signed = [*read.shown(read.of(Class.METADATA, "byline", "date line"))]
    author = read.found.author if read.found else None
    tongue = language(text, pack)
    return Document(
        path=read.page.path,
        sha256=read.page.sha256,
        text=text,
        title=read.lines[title[0]].text if title else None,
        title_end=len(read.lines[title[0]].text) if title else 0,
        url=url,
        published=when.published,
        published_basis=when.basis,
        dates=when.dates,
        outlet=outlet,
        agency=_agency(read, body, author, outlets, outlet, pack),
        byline=byline(signed, pack) or author,
        dateline=next((d.places for d in datelines if d.places), None),
        language=tongue,
        map=parts,
        aside=_aside(read),
        unread=_unread(read, body, tongue, pack),
    )


def _url(read: _Read) -> str | None:
    """The page's address: given, in its HTML head, or standing alone above its article."""
    body = read.of(Class.BODY)
    alone = (read.lines[n].text for n in range(body[0] if body else 0))
    return (
        read.page.given.url
        or (read.found.url if read.found else None)
        or next((text for text in alone if re.fullmatch(r"https?://\S+", text)), None)
    )


def _clean(read: _Read, numbers: Sequence[int]) -> tuple[str, tuple[MapPart, ...]]:
    """The clean text of some lines in that order, and where each piece of it stands."""
    parts: list[MapPart] = []
    at = 0
    for n in numbers:
        for piece in read.lines[n].pieces:
            start = at + piece.clean
            parts.append(MapPart(start, start + piece.raw.end - piece.raw.start, piece.raw.start, piece.raw.end))
        at += len(read.lines[n].text) + 1
    return "\n".join(read.lines[n].text for n in numbers), tuple(parts)


def _aside(read: _Read) -> tuple[SetAside, ...]:
    """All else, in the order of the raw text."""
    out = [SetAside(s.start, s.end, s.of(read.raw), "unprintable") for s in read.strays]
    for line, judged in zip(read.lines, read.judged, strict=True):
        if judged.cls in (Class.TITLE, Class.BODY):
            out += [SetAside(s.start, s.end, s.of(read.raw), "unprintable") for s in line.strays]
        else:
            out.append(SetAside(line.at.start, line.at.end, line.at.of(read.raw), judged.reason))
    return tuple(sorted(out))


def _when(
    read: _Read, body: Sequence[int], url: str | None, outlets: OutletPack, pack: LanguagePack, outlet: str | None
) -> Dated:
    title = read.of(Class.TITLE)
    stated: list[Stated] = []
    for n in read.of(Class.METADATA, "date line"):
        stated += of_line(read.looks[n], above_title=bool(title) and n < title[0])
    if read.found:
        stated += [Stated(n, Basis.STATED) for n in read.found.dates[:1]]
    datelines = [d for n in body[:FIRST_PARAGRAPHS] if (d := read.looks[n].dateline)]
    fact = latest_fact(read.texts([*read.of(Class.TITLE), *body]), read.shown(read.of(Class.RESIDUE, "caption")), pack)
    head = read.shown([n for n in range(body[0] if body else 0) if n not in title])
    given = of_given(read.page.given.published, pack)
    if isinstance(given, str):
        return Dated(Edtf(given), Basis.GIVEN)
    known = outlets.at(url) or outlets.named(outlet)
    numeric = [d for k in read.looks for d in k.dates if d.numeric]
    lead = next((read.looks[n].low for n in body if read.looks[n].is_paragraph), "")
    around = Around(url, datelines, numeric, fact, known.order if known else None, lead)
    witnesses = witnesses_of([*stated, *given], around, pack)
    in_datelines = tuple(s for d in datelines for s in of_dateline(d, pack))
    out = dated([given, tuple(stated), in_datelines], url, witnesses, fact, pack)
    if not out.dates and witnesses.monthdays:
        alone = [n for k in read.looks if k.count <= 4 for n in k.dates if len(n.days) == 1]
        near = {n.days[0]: n for n in alone if any(is_near(n.days[0], m, d) for m, d in witnesses.monthdays)}
        if len(near) == 1:
            return dated([tuple(Stated(n, Basis.STATED) for n in near.values())], url, witnesses, fact, pack)
    month = month_of(head, pack) if not out.dates else None
    return Dated(month, Basis.STATED) if month else out


def _agency(
    read: _Read, body: Sequence[int], author: str | None, outlets: OutletPack, outlet: str | None, pack: LanguagePack
) -> str | None:
    datelines = [d for n in body[:FIRST_PARAGRAPHS] if (d := read.looks[n].dateline)]
    signed = read.shown(read.of(Class.METADATA, "byline", "date line"))
    names = [name for line in signed if (name := byline([line], pack))] + [author or ""]
    labels = [n for n in read.of(Class.RESIDUE, "menu") if read.looks[n].count <= 4]
    labels += [n for n in read.of(Class.RESIDUE, "notice") if read.looks[n].low.startswith(("©", "copyright", "(c)"))]
    credits = read.shown(sorted([*read.of(Class.RESIDUE, "credit"), *read.of(Class.METADATA, "credit"), *labels]))
    own = [agency_named(line, outlets) for line in signed]
    names += [a for a in own if a]
    names += [a for s in signed if s.lower().startswith("source") if (a := agency_named(s.split(":", 1)[-1], outlets))]
    return agency(datelines, names + [s for s in signed if "staff" in s.lower() or "desk" in s.lower()], credits,
                  read.texts(body), outlets, outlet)  # fmt: skip


def _outlet(read: _Read, outlets: OutletPack, pack: LanguagePack) -> str | None:
    if read.page.given.outlet:
        return read.page.given.outlet
    known = outlets.at(_url(read))
    if known:
        return known.name
    if read.found and read.found.outlet:
        return read.found.outlet
    every = read.shown(read.of(Class.METADATA)) + read.shown(read.of(Class.RESIDUE))
    marks = ("©", "opyright", "(c)")
    notices = [
        t
        for n in read.of(Class.RESIDUE)
        if read.judged[n].reason != "caption" and any(m in (t := read.looks[n].text) for m in marks)
    ]
    title = read.of(Class.TITLE)
    mastheads = [read.looks[n].text for n in range(min(title[0] + 3 if title else 4, len(read.lines)))
                 if read.judged[n].cls in (Class.METADATA, Class.RESIDUE)]  # fmt: skip
    signed = byline(read.shown(read.of(Class.METADATA, "byline", "date line")), pack)
    own = [t for t in notices if not re.search(r"(?i)\bmay not be published", t)]  # a wire's notice on others' pages
    found = outlet_of(own, mastheads, every, pack)
    return None if found and found == signed else found


def _unread(read: _Read, body: Sequence[int], tongue: str | None, pack: LanguagePack) -> str | None:
    if tongue not in (None, pack.code):
        return f"language: {tongue}"
    return None if is_on_topic(read.texts([*read.of(Class.TITLE), *body]), pack) else "off topic"
