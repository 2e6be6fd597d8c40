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
from toguna.reading.metadata import Sort, is_name, metadata


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
    _lists_of_links(page, pack)
    _captions(page)
    first = page.first()
    _metadata(page, first, pack)
    first = page.first()
    chosen = headline(looks, first, tuple(j is None for j in page.judged), title)
    if chosen is not None:
        page.judged[chosen] = TITLE
    _before(page, chosen, page.first() if chosen is None or chosen < first else chosen, title)
    _authors(page)
    _behind(page)
    _between(page)
    return tuple(j or BODY for j in page.judged)


def _close(page: _Page, pack: LanguagePack) -> None:
    """From the first heading of a comment section on, nothing is article."""
    cues = cues_of(pack)
    size = [len(k.text) if k.is_paragraph else 0 for k in page.looks]
    for n, k in enumerate(page.looks):
        cue = cues.closes(k.low)
        if not cue:
            continue
        before, after = sum(size[:n]), sum(size[n:])
        if before > 250 and (sum(map(bool, size[:n])) > 1 or before > after) and after < 3 * before:
            for rest in range(n, len(page.looks)):
                own = page.looks[rest]
                page.set_aside(rest, own.reason if own.is_residue else cue.reason)
            return
        page.set_aside(n, cue.reason)


def _own_words(page: _Page) -> None:
    for n, k in enumerate(page.looks):
        if k.is_residue:
            page.set_aside(n, k.reason)
        elif is_code(k):
            page.set_aside(n, "code")
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
        ):
            page.set_aside(n, open_cue.reason)
            taken += 1
        else:
            open_cue = None


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
            if page.judged[n].reason not in ("menu", "credit", "date line"):  # type: ignore[union-attr]
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
        if not above and _is_point(page, n):
            continue
        if not above and chosen is not None and is_name(k.text) and not k.weight:
            page.set_aside(n, "byline", Class.METADATA)
        if above or not (k.is_sentence or (k.count >= 6 and not is_furniture(k))):
            page.set_aside(n, k.reason)


def _authors(page: _Page) -> None:
    """The last line, when it introduces the person who signs the report."""
    last = max((n for n, j in enumerate(page.judged) if j is None), default=-1)
    signed = " ".join(k.low for k, j in zip(page.looks, page.judged, strict=True) if j and j.reason == "byline")
    k = page.looks[last]
    introduced = re.match(r"(?P<name>\S+ (?:\S+ ){1,3}?)(?:is|are|was|covers|writes|reports|works)\b", k.low)
    if last > 0 and introduced and introduced["name"].strip() in signed and not k.speech and not k.quote:
        page.set_aside(last, "byline")


def _is_point(page: _Page, n: int) -> bool:
    """One of several points in a row (`- Government calls announcement a distraction`)."""
    near = [page.looks[m] for m in (n - 1, n, n + 1) if 0 <= m < len(page.looks)]
    return page.looks[n].count >= 4 and page.looks[n].text[0] in _POINTS and sum(k.text[0] in _POINTS for k in near) > 1


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
        elif _heads_a_paragraph(page, n) or _is_list_item(page, n):
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


def _is_list_item(page: _Page, n: int) -> bool:
    return page.looks[n].text[:1] in "-–•*" and page.looks[n].topical > 0


def _is_surely_article(k: Look) -> bool:
    return (k.is_paragraph or k.is_sentence) and (k.topical > 0 or k.speech or k.quote or k.dateline is not None)


def _between(page: _Page) -> None:
    """A line with a weak cue and no mark of an article, among residue, is residue too."""
    for n, k in enumerate(page.looks):
        if page.judged[n] is not None or not 0 < n < len(page.looks) - 1:
            continue
        around = (page.judged[n - 1], page.judged[n + 1])
        if all(j is not None and j.cls is Class.RESIDUE for j in around):
            if k.weight and k.score > SURE - 2 and not k.topical and not k.speech:
                page.set_aside(n, k.reason)
