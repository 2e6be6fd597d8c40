"""The lines of a page -> which is the title, which are body, metadata, residue, and why.

A line is judged by its own look first, then by where it stands: before the title, between paragraphs, behind the last.
Lines of the article are dearer than clean margins: what is undecided between two paragraphs stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from toguna.packs.language import LanguagePack
from toguna.reading.cues import Cue, cues_of
from toguna.reading.headline import headline, same_headline
from toguna.reading.look import SURE, Look, is_code, is_furniture, is_link_like
from toguna.reading.metadata import Sort, is_clock, is_name, metadata


class Class(StrEnum):
    """What a line is to its report."""

    TITLE = "title"
    BODY = "body"
    METADATA = "metadata"
    RESIDUE = "residue"


@dataclass(frozen=True, slots=True)
class Judged:
    """A line's class, and the reason when it is set aside."""

    cls: Class
    reason: str = ""


TITLE, BODY = Judged(Class.TITLE), Judged(Class.BODY)


@dataclass(slots=True)
class _Page:
    """The lines while they are judged; None is not yet decided."""

    looks: Sequence[Look]
    gaps: Sequence[int]
    judged: list[Judged | None]

    def first(self) -> int:
        """The first paragraph of the article, or the first sentence, or the end."""
        free = [n for n in range(len(self.looks)) if self.judged[n] is None]
        paragraph = next((n for n in free if self.looks[n].is_paragraph), None)
        if paragraph is not None:
            return paragraph
        return next((n for n in free if self.looks[n].is_sentence), len(self.looks))

    def set_aside(self, n: int, reason: str, cls: Class = Class.RESIDUE) -> None:
        if self.judged[n] is None:
            self.judged[n] = Judged(cls, reason)


def judge(
    looks: Sequence[Look], gaps: Sequence[int], pack: LanguagePack, title: str | None = None
) -> tuple[Judged, ...]:
    """The class of every line.

    gaps     empty lines before each line
    title    the title when it is known from elsewhere (an HTML head, a field); a line that repeats it is the title,
             or none is
    """
    page = _Page(looks, gaps, [None] * len(looks))
    _close(page, pack)
    _own_words(page)
    _above_the_headline(page, pack)
    _lists_of_links(page, pack)
    _captions(page)
    first = page.first()
    _metadata(page, first, pack)
    first = page.first()
    chosen = headline(looks, first, tuple(j is None for j in page.judged), title,
                      [j is not None and j.cls is Class.METADATA for j in page.judged])  # fmt: skip
    if chosen is not None:
        page.judged[chosen] = TITLE
    _before(page, chosen, page.first() if chosen is None or chosen < first else chosen, title)
    _polls(page)
    _authors(page)
    _enumerations(page)
    _signature(page)
    _behind(page)
    _between(page)
    _asides(page)
    return tuple(j or BODY for j in page.judged)


def _close(page: _Page, pack: LanguagePack) -> None:
    """From the first heading of a comment section on, nothing is article."""
    cues = cues_of(pack)
    size = [len(k.text) if k.is_paragraph else 0 for k in page.looks]
    for n, k in enumerate(page.looks):
        cue = cues.closes(k.low) or _thread(page, n)
        if not cue:
            continue
        before, after = sum(size[:n]), sum(size[n:])
        is_open = cue.reason == "comment" and n > 0 and before > after
        if (is_open and _COUNTED.match(k.low)) or (
            before > 250 and (sum(map(bool, size[:n])) > 1 or before > after) and after < 3 * before
        ):
            for rest in range(n, len(page.looks)):
                own = page.looks[rest]
                page.set_aside(rest, own.reason if own.is_residue else cue.reason)
            return
        page.set_aside(n, cue.reason)


_SAYS = re.compile(r"^[^.!?]{2,40}?\b(?:says|said|writes|wrote)\s*:$")
_COUNTED = re.compile(r"^\d+\s+(?:responses?|comments?|replies|thoughts?|reactions?)\s+(?:to|on)\b")
_WHEN = re.compile(r"^(?:at |on )?\d|\bago\b|^reply\b")


def _thread(page: _Page, n: int) -> Cue | None:
    """A comment section without a heading of its own: a count of answers, or a name that `says:` above a time."""
    k = page.looks[n]
    after = page.looks[n + 1].low if n + 1 < len(page.looks) else ""
    if any(c.reason == "comment" and c.weight >= 5 for c in k.hits):
        size = [len(look.text) if look.is_paragraph else 0 for look in page.looks]
        if sum(size[:n]) > sum(size[n:]):
            return Cue("comment", 5)
    if _COUNTED.match(k.low) or (k.count <= 6 and _SAYS.match(k.low) and _WHEN.search(after)):
        return Cue("comment", 5)
    return None


def _own_words(page: _Page) -> None:
    for n, k in enumerate(page.looks):
        if k.is_residue:
            page.set_aside(n, k.reason)
        elif is_code(k):
            page.set_aside(n, "code")
        elif is_clock(k):
            page.set_aside(n, "date line")
        elif is_furniture(k) and not k.dates:
            page.set_aside(n, "date line" if k.count == 0 and any(c.isdigit() for c in k.text) else k.reason)


def _lists_of_links(page: _Page, pack: LanguagePack) -> None:
    """A heading such as `Most read` takes the links below it along, up to the next sentence."""
    cues = cues_of(pack)
    open_cue: Cue | None = None
    taken = 0
    for n, k in enumerate(page.looks):
        cue = cues.opens(k.low) or (cues.opens_with(k.low) if k.count <= 7 and not k.terminal else None)
        if cue:
            open_cue, taken = cue, 0
            page.judged[n] = Judged(Class.RESIDUE, cue.reason)
        elif (
            open_cue
            and (is_link_like(k) or _asks(k))
            and taken < 12
            and not k.is_paragraph
            and not _is_subhead(page, n)
            and not _is_dated_headline(page, n, pack)
        ):
            page.set_aside(n, open_cue.reason)
            taken += 1
        else:
            open_cue = None


def _is_dated_headline(page: _Page, n: int, pack: LanguagePack) -> bool:
    """A line of the topic, in the upper part, with its date right below."""
    k, below = page.looks[n], page.looks[n + 1 : n + 2]
    leads = any(k.is_paragraph for k in page.looks[n + 2 : n + 3])
    if not below or not below[0].dates:
        return False
    is_headline = 4 <= k.count <= 24 and not k.terminal and not k.weight and n < len(page.looks) / 2
    return is_headline and (bool(k.topical) or leads) and metadata(below[0], pack, True, False) is not None


def _above_the_headline(page: _Page, pack: LanguagePack) -> None:
    """What a page says of itself in whole sentences above its one dated headline."""
    heads = [n for n in range(len(page.looks)) if _is_dated_headline(page, n, pack)]
    if len(heads) != 1:
        return
    paragraphs = [n for n, k in enumerate(page.looks) if k.is_paragraph]
    above = [n for n in paragraphs if n < heads[0]]
    if sum(n > heads[0] for n in paragraphs) and len(above) <= 2:
        for n in above:
            k = page.looks[n]
            if k.topical <= 1 and not k.quote and k.dateline is None:
                page.set_aside(n, "notice")


def _asks(k: Look) -> bool:
    return k.count <= 14 and k.text[-1] in "?!" and not k.speech


def _is_subhead(page: _Page, n: int) -> bool:
    """A short line set off by an empty one, right above a paragraph."""
    after = page.looks[n + 1] if n + 1 < len(page.looks) else None
    return page.looks[n].count <= 6 and page.gaps[n] > 0 and after is not None and after.is_paragraph and n > 2


def _captions(page: _Page) -> None:
    """A picture's words stand right above their credit line."""
    for n, k in enumerate(page.looks[:-1]):
        credit = page.judged[n + 1]
        below = page.looks[n + 1]
        if page.judged[n] or not credit or credit.reason != "caption" or below.count > 9 or page.gaps[n + 1] > 0:
            continue
        if k.count <= 45 and not k.speech and not k.quote and k.dateline is None and n and page.gaps[n] > 0:
            page.set_aside(n, "caption")


def _metadata(page: _Page, first: int, pack: LanguagePack) -> None:
    """Bylines and date lines: above the article, or right below it."""
    last = max((n for n, k in enumerate(page.looks) if page.judged[n] is None and k.is_paragraph), default=-1)
    for n, k in enumerate(page.looks):
        if page.judged[n] is not None and page.judged[n] != Judged(Class.RESIDUE, "date line"):
            signed = k.dates and n < first and k.low.startswith("by ")
            if not signed and page.judged[n].reason not in ("menu", "credit", "date line"):  # type: ignore[union-attr]
                continue
        sort = metadata(k, pack, above=n < first, below=n > last >= 0)
        if sort is Sort.DATE:
            page.judged[n] = Judged(Class.METADATA, "date line")
        elif sort is Sort.BYLINE:
            page.judged[n] = Judged(Class.METADATA, "byline")
        elif sort is Sort.CREDIT:
            page.judged[n] = Judged(Class.METADATA, "credit")


def _before(page: _Page, chosen: int | None, first: int, title: str | None) -> None:
    """Above the first paragraph: what repeats the title, labels, and the sentences of a standfirst."""
    head = page.looks[chosen].text if chosen is not None else title
    for n, k in enumerate(page.looks[: first + 1]):
        if head and n != chosen and same_headline(k.text, head) and not k.is_paragraph:
            page.judged[n] = Judged(Class.RESIDUE, "repeat")
    for n, k in enumerate(page.looks[:first]):
        above = chosen is not None and n < chosen
        if not above and (_is_point(page, n) or k.is_part or page.judged[n] == BODY):
            continue
        if not above and n != chosen and _is_capital_heading(page, n):
            page.judged[n] = BODY
            continue
        if not above and chosen is not None and is_name(k.text) and not k.weight:
            page.set_aside(n, "byline", Class.METADATA)
        signed = any(j and j.cls is Class.METADATA for j in page.judged[chosen or 0 : n])
        if not above and signed and k.count >= 6 and not k.terminal and not k.speech and not k.quote:
            page.set_aside(n, "caption")
        if above or not (k.is_sentence or (k.count >= 6 and not is_furniture(k))):
            page.set_aside(n, k.reason)


def _authors(page: _Page) -> None:
    """A line of the lower half that introduces the person who signs the report."""
    signed = " ".join(
        k.low for k, j in zip(page.looks, page.judged, strict=True) if j and j.reason in ("byline", "date line")
    )
    for n in range(max(1, len(page.looks) // 2), len(page.looks)):
        k = page.looks[n]
        introduced = _INTRODUCED.match(k.low)
        if page.judged[n] is None and introduced and introduced["name"] in signed and not k.speech and not k.quote:
            page.set_aside(n, "byline")


_INTRODUCED = re.compile(
    r"[-–—\s]*(?P<name>\S+ \S+(?: \S+){0,2}?),? "
    r"(?:is|are|was|covers|writes|reports|works|teaches|leads|heads|directs|lives|has (?:reported|covered|written))\b"
)
_ITEM = re.compile(r"^(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]|[-–•*·])\s")


def _polls(page: _Page) -> None:
    """A question with `Yes` and `No` to press below it."""
    for n, k in enumerate(page.looks):
        below = [page.looks[m].low.strip(" ().") for m in range(n + 1, min(n + 6, len(page.looks)))]
        pair = len(below) > 1 and set(below[:2]) == _ANSWERS
        if k.text[-1:] == "?" and below and (pair or re.match(r"[(\[ ]*\W*yes\b.*\bno\b", below[0])):
            page.judged[n] = Judged(Class.RESIDUE, "poll")
            before = page.looks[n - 1] if n else None
            if before and before.count <= 2 and not before.terminal:
                page.set_aside(n - 1, "poll")
            for m, answer in enumerate(below, n + 1):
                if page.looks[m].count > 4 or (page.looks[m].terminal and answer not in _ANSWERS):
                    break
                page.set_aside(m, "poll")


_ANSWERS = frozenset(["yes", "no"])


def _enumerations(page: _Page) -> None:
    """The points of one list go one way: with the lead above it (`They agreed on the following:`), they stay."""
    n = 0
    while n < len(page.looks):
        end = n
        while end < len(page.looks) and _ITEM.match(page.looks[end].text):
            end += 1
        lead = page.looks[n - 1] if 0 < n < end else None
        if lead and lead.text[-1:] == ":" and lead.count >= 3 and lead.weight < 3 and end - n > 1:
            if page.judged[n - 1] is None or page.judged[n - 1] == BODY:
                page.judged[n - 1] = BODY
                for m in range(n, end):
                    if page.looks[m].weight < 5:
                        page.judged[m] = BODY
        n = max(end, n + 1)


def _signature(page: _Page) -> None:
    """Whoever signs a letter stands right below its close."""
    for n, k in enumerate(page.looks[:-1]):
        below = page.looks[n + 1]
        if n > len(page.looks) // 3 and any(c.reason == "letter" for c in k.hits) and page.judged[n + 1] is None:
            if below.count <= 6 and not below.weight and not below.dates:
                page.judged[n + 1] = BODY


def _asides(page: _Page) -> None:
    """A line that speaks to the reader, in a report that never does; two links in a row below residue."""
    body = [n for n, j in enumerate(page.judged) if j is None or j == BODY]
    voiced = [n for n in body if page.looks[n].voice and not page.looks[n].quote]
    for n in voiced:
        k = page.looks[n]
        if len(voiced) <= max(1, MOST_VOICED * len(body)) and k.voice >= 2 and k.count >= 8 and n != body[0]:
            if not k.topical and not k.speech and not k.quote:
                page.set_aside(n, "notice")
    for n in range(1, len(page.looks) - 1):
        around = (page.judged[n - 1], page.judged[n + 1])
        if page.judged[n] is None and page.looks[n].count <= 3 and _is_lone_link(page, n):
            if not page.looks[n].topical and all(j and j.cls is Class.RESIDUE for j in around):
                page.set_aside(n, "menu")
    for n in range(len(page.looks)):
        run = n
        while run < len(page.looks) and page.judged[run] is None and _is_lone_link(page, run):
            run += 1
        above = page.judged[n - 1] if n else None
        if run - n > 1 and above and above.cls is Class.RESIDUE and run < len(page.looks):
            for m in range(n, run):
                page.set_aside(m, above.reason)


MOST_VOICED = 0.15
"""Share of an article's lines that may speak to the reader before the article is taken for one that does so (a letter,
a first-person report). Not swept."""


def _is_lone_link(page: _Page, n: int) -> bool:
    k = page.looks[n]
    return k.count <= 8 and not k.terminal and not k.is_part and k.text[-1:] != "," and not _ITEM.match(k.text)


def _is_capital_heading(page: _Page, n: int) -> bool:
    """A heading in capitals right above a sentence, when the text has another such heading further down."""

    def heads(m: int) -> bool:
        below = page.looks[m + 1 : m + 2]
        return page.looks[m].text.isupper() and page.looks[m].count <= 6 and bool(below) and below[0].is_sentence

    return heads(n) and not page.looks[n].weight and any(heads(m) for m in range(n + 1, len(page.looks) - 1))


def _is_point(page: _Page, n: int) -> bool:
    """One of several points in a row (`- Government calls announcement a distraction`)."""
    near = [page.looks[m] for m in (n - 1, n, n + 1) if 0 <= m < len(page.looks)]
    row = [k for k in near if k.text[0] in _POINTS]
    return (
        page.looks[n].text[0] in _POINTS
        and len(row) > 1
        and page.looks[n].count >= 2
        and any(k.count >= 4 for k in row)
    )


def _behind(page: _Page) -> None:
    """Behind the last line that is surely article: once residue has begun, only such a line ends it."""
    sure = [n for n, k in enumerate(page.looks) if page.judged[n] is None and _is_surely_article(k)]
    begun, is_tail = False, _is_tail(page, sure[-1] if sure else len(page.looks))
    for n in range((sure[-1] if sure else len(page.looks)) + 1, len(page.looks)):
        k = page.looks[n]
        begun = begun or _ends_article(page, n)
        rest = range(n + 1, len(page.looks))
        if page.judged[n] is not None:
            continue
        if begun and not (k.is_sentence and (k.topical or k.speech)) and (is_tail or not k.is_paragraph):
            page.set_aside(n, k.reason)
        elif k.is_part or _is_cut(page, n) or _heads_a_paragraph(page, n) or _is_list_item(page, n):
            continue
        elif is_link_like(k) and k.count <= 12 and (k.weight or not k.verb):
            page.set_aside(n, k.reason)
        elif is_link_like(k) and k.count <= 25 and any(page.judged[r] for r in rest[:2]):
            page.set_aside(n, "link")


TAIL = 0.3
"""Share of an article's paragraphs that may stand behind its last sentence of the topic and still be a page's small
print. From .1 to 1 our own pages are the same; chosen on 150 general web pages, where .3 raised recall from .891 to
.902 at the same precision (.94) against no limit at all."""


def _is_tail(page: _Page, last: int) -> bool:
    size = [len(k.text) if page.judged[n] is None and k.is_paragraph else 0 for n, k in enumerate(page.looks)]
    return sum(size[last + 1 :]) <= TAIL * sum(size[: last + 1])


_POINTS = "-–•*·"
_INSERTED = frozenset(["advert", "link", "newsletter", "caption", "repeat"])
"""Reasons of lines that pages put between paragraphs too."""


def _ends_article(page: _Page, n: int) -> bool:
    """True for residue that stands below articles only, or for the second such line in a row."""
    now, before = page.judged[n], page.judged[n - 1]
    if now is None or now.cls is not Class.RESIDUE:
        return False
    return now.reason not in _INSERTED or (before is not None and before.cls is Class.RESIDUE)


def _heads_a_paragraph(page: _Page, n: int) -> bool:
    """A line without a cue, right above a sentence that is not set aside."""
    after = page.looks[n + 1] if n + 1 < len(page.looks) else None
    return not page.looks[n].weight and after is not None and after.is_sentence and page.judged[n + 1] is None


def _is_cut(page: _Page, n: int) -> bool:
    """The last words before a paywall: a sentence that breaks off right below a whole one."""
    k, above = page.looks[n], page.looks[n - 1] if n else None
    whole = above is not None and above.is_sentence and page.judged[n - 1] is None
    return whole and k.verb and k.count >= 5 and not k.weight and not k.terminal and not k.voice


def _is_list_item(page: _Page, n: int) -> bool:
    return page.looks[n].text[:1] in "-–•*" and page.looks[n].topical > 0


def _is_surely_article(k: Look) -> bool:
    return k.is_plain or (
        (k.is_paragraph or k.is_sentence) and (k.topical > 0 or k.speech or k.quote or k.dateline is not None)
    )


def _between(page: _Page) -> None:
    """A line with a weak cue and no mark of an article, among residue, is residue too."""
    for n, k in enumerate(page.looks):
        if page.judged[n] is not None or not 0 < n < len(page.looks) - 1:
            continue
        around = (page.judged[n - 1], page.judged[n + 1])
        if all(j is not None and j.cls is Class.RESIDUE for j in around):
            if k.weight and k.score > SURE - 2 and not k.topical and not k.speech:
                page.set_aside(n, k.reason)
