"""Sentences to attributions: who is reported to have said what, with source, cue and content (PolNeAR's terms).

Each sentence of a quote gets its own attribution, though its cue stand in another sentence. An attribution's content
holds neither its own cue nor its source, and never reaches beyond its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toguna.kinds.document import Document
from toguna.kinds.reading import Attribution, Mention, MentionKind, Sentence, TimePhrase
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import StatementMode
from toguna.language.attribution_clauses import attributed
from toguna.language.attribution_contents import Found
from toguna.language.attribution_cues import CueWords, cue_words
from toguna.language.attribution_links import Named, hides, medium, said_when
from toguna.language.attribution_view import View, adjunct_words, adverbial_words, media_words
from toguna.language.quotes import Quote, quotes
from toguna.language.tokens import Token, tokens
from toguna.packs.language import LanguagePack

_DATELINE = re.compile(
    r"(?:[A-Z][^\n()]{0,60}?)?\s*\([A-Z][^()\n]{1,40}\)\s*[-–—]{1,2}\s+"
    r"|[A-Z]{3,}[^a-z\n]{0,40}(?:[A-Z][a-z]+\.? \d{1,2})?[^a-z\n]{0,12}\s*[-–—]{1,2}\s+"
)
_SPEAKING = re.compile(r"\b(?:speaking|talking|addressing|briefing|interviewed|quoted)\b")
_MARKS = "\"“”„«»'‘’` ,;:–—-"
_INSIDE_MIN_TOKENS = 6
_LONGEST = 4000
"""Characters of the longest sentence that is read: the longest honest one in 2,500 reports' sentences has under 1,500,
anything beyond is a list or a table without stops, and the rules look ahead to the end of the sentence."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What all sentences of one document share."""

    document: Document
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    quote_ends: tuple[int, ...]
    named: Named
    times: dict[int, tuple[tuple[int, TimePhrase], ...]]
    words: CueWords
    offices: frozenset[str]
    pack: LanguagePack


@dataclass(frozen=True, slots=True)
class _Read:
    """One sentence after the rules: its attributions, and cues that still want their content."""

    found: tuple[Attribution, ...]
    bare: tuple[Attribution, ...]
    quoted: tuple[Quote, ...]


def attributions(
    document: Document,
    sentences: tuple[Sentence, ...],
    mentions: tuple[Mention, ...],
    times: tuple[TimePhrase, ...],
    pack: LanguagePack,
) -> tuple[Attribution, ...]:
    """The attributions of a document, in the order of their content.

    mentions, times   of the same sentences; `speaker`, `addressee`, `relayed_by` and `said` are indices into them
    returns           `inside` is an index into the result
    """
    page = _page(document, sentences, mentions, times, pack)
    read = [_read(page, k) for k in range(len(sentences))]
    found = [a for one in read for a in one.found] + list(_continued(page, read))
    return _nested(document.text, found)


def _page(
    document: Document,
    sentences: tuple[Sentence, ...],
    mentions: tuple[Mention, ...],
    times: tuple[TimePhrase, ...],
    pack: LanguagePack,
) -> _Page:
    marked = quotes(document.text, sentences)
    dated: dict[int, list[tuple[int, TimePhrase]]] = defaultdict(list)
    for i, time in enumerate(times):
        dated[time.sentence].append((i, time))
    return _Page(
        document,
        sentences,
        marked,
        tuple(q.end for q in marked),
        Named.of(document.text, mentions),
        {k: tuple(v) for k, v in dated.items()},
        cue_words(pack),
        pack.words("speech_offices"),
        pack,
    )


# ---------------------------------------------------------------------------------------------- within a sentence
def _read(page: _Page, k: int) -> _Read:
    sentence, text = page.sentences[k], page.document.text
    first = bisect_right(page.quote_ends, sentence.at.start)
    here: list[Quote] = []
    for quote in page.quotes[first:]:
        if quote.start >= sentence.at.end:
            break
        here.append(quote)
    words = tokens(text, sentence.at, page.pack) if sentence.at.end - sentence.at.start <= _LONGEST else ()
    if not words:
        return _Read((), (), tuple(here))
    view = _view(page, k, words, here)
    found, bare = _made(page, k, view)
    for n, _ in enumerate(here):
        inner = tuple(t for t, q in zip(words, view.quote, strict=True) if q == n and t.text not in "\"“”„«»'‘’")
        if len(inner) >= _INSIDE_MIN_TOKENS:
            found += [a for a in _made(page, k, _view(page, k, inner, []))[0] if _may_be_inside(page, a)]
    return _Read(tuple(found), tuple(bare), tuple(here))


def _may_be_inside(page: _Page, attribution: Attribution) -> bool:
    """Inside a quote only somebody else's clear words count, not the speaker's own `I say`."""
    source = " ".join(s.of(page.document.text) for s in attribution.source).lower()
    return attribution.confidence >= 0.6 and source not in ("", "i", "we", "you", "one", "it", "who", "that")


def _view(page: _Page, k: int, words: tuple[Token, ...], here: list[Quote]) -> View:
    sentence = page.sentences[k]
    quoted = [-1] * len(words)
    timed = [False] * len(words)
    spans = [t.at for _, t in page.times.get(k, ())]
    for i, token in enumerate(words):
        for n, quote in enumerate(here):
            if quote.start <= token.at.start < quote.end:
                quoted[i] = n
        timed[i] = any(s.start <= token.at.start < s.end for s in spans)
    first = 0
    begins_line = k == 0 or page.sentences[k - 1].paragraph != sentence.paragraph
    dateline = _DATELINE.match(page.document.text, sentence.at.start, sentence.at.end) if begins_line else None
    if dateline and not sentence.is_title and words and words[0].at.start == sentence.at.start:
        first = sum(1 for t in words if t.at.start < dateline.end())
        first = first if first < len(words) else 0
    return View(
        words,
        tuple(quoted),
        tuple(timed),
        sentence.is_title,
        first,
        adjunct_words(page.pack),
        media_words(page.pack),
        adverbial_words(page.pack),
    )


def _made(page: _Page, k: int, view: View) -> tuple[list[Attribution], list[Attribution]]:
    """Token ranges as attributions, and the cues without content."""
    found: list[Attribution] = []
    bare: list[Attribution] = []
    for one in attributed(view, page.words) if view.tokens else ():
        if one.content:
            found.append(_attribution(page, k, view, one))
        elif one.weight:
            bare.append(_attribution(page, k, view, one))
    return found, bare


def _attribution(page: _Page, k: int, view: View, one: Found) -> Attribution:
    text = page.document.text
    content = tuple(s for r in one.content if (s := _unmarked(text, view.stretch(*r))) is not None)
    source = tuple(view.stretch(*r) for r in one.source)
    cue = view.stretch(*one.cue)
    beside = tuple(_beside(page.sentences[k].at, content))
    speaker = tuple(dict.fromkeys(i for s in source for i in page.named.speakers(s)))
    return Attribution(
        sentence=k,
        source=source,
        cue=(cue,),
        content=content,
        mode=_mode(page, k, view, one),
        speaker=speaker,
        addressee=page.named.listener(view.stretch(*one.addressee)) if one.addressee else None,
        medium=medium(text, beside, page.pack),
        relayed_by=page.named.listener(view.stretch(*one.relay)) if one.relay else None,
        said=said_when(_datable(page, k, source), cue, beside, content),
        denial=one.denial,
        anonymous=_is_anonymous(page, speaker, beside),
        rule=one.rule,
        confidence=round(one.weight, 3),
    )


def _datable(page: _Page, k: int, source: tuple[Stretch, ...]) -> list[tuple[int, TimePhrase]]:
    """The time phrases that may date a saying: not those of the speaker's own story, unless he was then speaking."""
    return [
        (i, t)
        for i, t in page.times.get(k, ())
        if not any(s.holds(t.at) and not _SPEAKING.search(page.document.text, s.start, s.end) for s in source)
    ]


def _unmarked(text: str, at: Stretch) -> Stretch | None:
    """The stretch without outer quote marks that have no partner inside, and without marks at its ends."""
    start, end = at.start, at.end
    while start < end and text[start].isspace():
        start += 1
    while (
        start < end and text[start] in _MARKS and (text[start] not in "\"“”„«»'‘’`" or _is_lonely(text, start, end, 1))
    ):
        start += 1
    while (
        end > start
        and text[end - 1] in _MARKS
        and (text[end - 1] not in "\"“”„«»'‘’`" or _is_lonely(text, start, end, -1))
    ):
        end -= 1
    return Stretch(start, end) if start < end else None


def _is_lonely(text: str, start: int, end: int, way: int) -> bool:
    """Whether the mark at this end has no partner in the stretch, or its partner is the other end."""
    at = start if way == 1 else end - 1
    if text[at] in "'’" and way == -1 and at > start and text[at - 1] == "s":
        return not any(c in "'‘" for c in text[start:at]) and text[start] in "'‘"
    rest = text[start + 1 : end] if way == 1 else text[start : end - 1]
    partners = [i for i, c in enumerate(rest) if c in ('"”»“„«' if text[at] in '"“”„«»' else "'’‘`")]
    if not partners:
        return True
    if way == 1:
        return len(partners) == 1 and not rest[partners[0] + 1 :].strip(_MARKS + ".?!")
    return len(partners) % 2 == 0


def _beside(sentence: Stretch, content: tuple[Stretch, ...]) -> Iterator[Stretch]:
    """What of the sentence is not content."""
    at = sentence.start
    for piece in sorted(content):
        if piece.start > at:
            yield Stretch(at, piece.start)
        at = max(at, piece.end)
    if sentence.end > at:
        yield Stretch(at, sentence.end)


def _mode(page: _Page, k: int, view: View, one: Found) -> StatementMode:
    if page.sentences[k].is_title:
        return StatementMode.HEADLINE
    said = [i for r in one.content for i in range(*r) if view.tag(i) not in ("punct", "quote")]
    inside = sum(view.is_quoted(i) for i in said)
    if inside == 0:
        return StatementMode.INDIRECT
    return StatementMode.DIRECT if inside == len(said) else StatementMode.MIXED


def _is_anonymous(page: _Page, speaker: tuple[int, ...], beside: tuple[Stretch, ...]) -> bool:
    named = [page.named.mentions[i] for i in speaker]
    if any(m.kind is MentionKind.PERSON for m in named):
        return any(m.anonymous for m in named)
    if hides(page.document.text, beside):
        return True
    return any(m.anonymous and not page.offices & set(_head_words(m.name)) for m in named)


def _head_words(name: str) -> tuple[str, ...]:
    """The last word of a description before a preposition, and the last two."""
    words = re.split(r"\s+(?:of|in|for|from|at|to|with)\s+", name.lower())[0].split()
    return (words[-1], " ".join(words[-2:])) if words else ()


# ------------------------------------------------------------------------------------------------ across sentences
def _continued(page: _Page, read: list[_Read]) -> Iterator[Attribution]:
    """Attributions for sentences of a quote whose cue stands in another sentence."""
    donors: dict[int, list[Attribution]] = defaultdict(list)
    for one in read:
        for attribution in one.found:
            for n in _chains(page, one.quoted, attribution):
                donors[n].append(attribution)
    last: Attribution | None = None
    for k, one in enumerate(read):
        made: list[Attribution] = []
        for quote in one.quoted:
            piece = _free_piece(page, k, quote, one)
            if piece is None:
                continue
            donor, trust = _donor(page, read, k, quote, donors, last)
            if donor is None:
                continue
            made.append(
                replace(
                    donor,
                    sentence=k,
                    source=(),
                    content=(piece,),
                    mode=StatementMode.HEADLINE if page.sentences[k].is_title else StatementMode.DIRECT,
                    addressee=donor.addressee,
                    inside=None,
                    denial=False,
                    rule="quote goes on" if donor.rule == "bare" or trust == 1.0 or _is_quote(donor) else "quote lent",
                    confidence=round(donor.confidence * trust, 3),
                )
            )
        yield from made
        own = [a for a in one.found if a.mode is not StatementMode.HEADLINE]
        last = made[-1] if made else own[-1] if own else (last if not _begins_line(page, k) else None)


def _is_quote(attribution: Attribution) -> bool:
    return attribution.mode in (StatementMode.DIRECT, StatementMode.MIXED)


def _chains(page: _Page, quoted: tuple[Quote, ...], attribution: Attribution) -> Iterator[int]:
    for quote in quoted:
        inner = Stretch(quote.start, quote.end)
        if any(c.meets(inner) for c in attribution.content) and attribution.cue[0].start not in range(
            quote.start, quote.end
        ):
            yield quote.chain


def _free_piece(page: _Page, k: int, quote: Quote, one: _Read) -> Stretch | None:
    """The part of a quote that stands in sentence `k`, if it is most of it and no attribution holds it."""
    sentence, text = page.sentences[k].at, page.document.text
    start, end = max(quote.inner[0], sentence.start), min(quote.inner[1], sentence.end)
    if start >= end:
        return None
    piece = _unmarked(text, Stretch(start, end))
    if piece is None or any(c.meets(piece) for a in one.found for c in a.content if not _is_within(a, quote)):
        return None
    crosses = quote.start < sentence.start or quote.end > sentence.end
    rest = len(text[sentence.start : sentence.end].strip(_MARKS + ".")) - (end - start)
    if crosses or rest <= 4 or (end - start > 0.6 * (sentence.end - sentence.start) and text[end - 1] in ",.?!"):
        return piece
    return None


def _is_within(attribution: Attribution, quote: Quote) -> bool:
    return bool(attribution.cue) and quote.start < attribution.cue[0].start < quote.end


def _donor(
    page: _Page,
    read: list[_Read],
    k: int,
    quote: Quote,
    donors: dict[int, list[Attribution]],
    last: Attribution | None,
) -> tuple[Attribution | None, float]:
    """The attribution that lends its cue and speaker to a quote in sentence `k`, and how far that is to be trusted."""
    same = donors.get(quote.chain)
    if same:
        return min(same, key=lambda a: (abs(a.sentence - k), a.sentence)), 1.0
    text = page.document.text
    if k and text[page.sentences[k - 1].at.start : page.sentences[k - 1].at.end].endswith(":") and read[k - 1].bare:
        return read[k - 1].bare[-1], 0.95
    following = read[k + 1] if k + 1 < len(read) else None
    if (
        following
        and not following.found
        and following.bare
        and (not _begins_line(page, k + 1) or following.bare[0].rule == "signature")
    ):
        if page.sentences[k + 1].at.end - page.sentences[k + 1].at.start < 120:
            return following.bare[0], 0.8
    if last is not None and last.sentence >= k - 1 and not _begins_line(page, k):
        return last, 0.9
    if k and read[k - 1].bare and last is None:
        return read[k - 1].bare[-1], 0.6
    if last is not None and last.sentence >= k - 2 and last.mode is not StatementMode.HEADLINE:
        return last, 0.6
    return None, 0.0


def _begins_line(page: _Page, k: int) -> bool:
    return k == 0 or page.sentences[k - 1].paragraph != page.sentences[k].paragraph


# ------------------------------------------------------------------------------------------------------- one in another
def _nested(text: str, found: list[Attribution]) -> tuple[Attribution, ...]:
    """The attributions in order, each with the smallest other one whose content holds its cue and content."""
    ordered = sorted(
        {(a.sentence, a.cue, a.content): a for a in found if a.content}.values(),
        key=lambda a: (a.sentence, min(a.content), a.cue, a.content),
    )
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for i, attribution in enumerate(ordered):
        by_sentence[attribution.sentence].append(i)
    kept = [
        a
        for i, a in enumerate(ordered)
        if _holder(ordered, by_sentence[a.sentence], i) is None or _is_anothers(text, a)
    ]
    by_sentence.clear()
    for i, attribution in enumerate(kept):
        by_sentence[attribution.sentence].append(i)
    return tuple(replace(a, inside=_holder(kept, by_sentence[a.sentence], i)) for i, a in enumerate(kept))


def _is_anothers(text: str, attribution: Attribution) -> bool:
    """Whether words inside a content are clearly somebody else's: a named or described source and a sure cue."""
    source = " ".join(s.of(text) for s in attribution.source).lower()
    return attribution.confidence >= 0.6 and (source not in _SELVES or attribution.rule == "accusation")


_SELVES = frozenset(("", "he", "she", "it", "they", "we", "i", "you", "who", "that", "which", "one", "people"))


def _holder(ordered: list[Attribution], near: list[int], i: int) -> int | None:
    mine = ordered[i]
    holders = [
        (sum(c.end - c.start for c in ordered[j].content), j)
        for j in near
        if j != i
        and all(any(c.holds(m) for c in ordered[j].content) for m in (*mine.cue, *mine.content))
        and not all(any(c.holds(o) for c in mine.content) for o in ordered[j].content)
    ]
    return min(holders)[1] if holders else None
