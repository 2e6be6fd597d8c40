"""One document laid out for the frame makers: its words in one case, and who stands where.

Everything here is look-up: nothing decides what a sentence means.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from toguna.kinds.document import Document
from toguna.kinds.reading import Attribution, Mention, MentionKind, Sentence, TimePhrase
from toguna.kinds.span import Stretch
from toguna.language.verbs import verb_forms
from toguna.packs.language import LanguagePack

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "})
_PREPOSITION = re.compile(
    r"\b(?:of|in|on|at|by|for|with|from|to|into|against|among|between|under|over|about|through|than|as|like|via|near"
    r"|including|following|after|before|until|since|during|without|within|toward|towards|despite)"
    r"(?: (?:the|a|an|its|his|her|their|some|any|all|both|former|other|several|local|new|many|most|key))*\s*$"
)
_DATELINE = re.compile(r"[^.?!\"]{0,60}?(?:\([^)]{2,30}\)\s*|[^a-z.?!\"“]{3,40} )[-–—]+\s+")
_FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ourselves", "myself"})


def lowered(text: str) -> str:
    """The text in lower case with straight quotes, of the same length, so that offsets hold."""
    straight = text.translate(_STRAIGHT)
    low = straight.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in straight)


@dataclass(frozen=True)
class Scene:
    """What the frame makers see of one document.

    low   `lowered(document.text)`
    """

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    times: tuple[TimePhrase, ...]
    attributions: tuple[Attribution, ...]
    pack: LanguagePack

    @cached_property
    def low(self) -> str:
        """The text for matching."""
        return lowered(self.document.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [m.at.start for m in self.mentions]

    @cached_property
    def _of_sentence(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for n, attribution in enumerate(self.attributions):
            found.setdefault(attribution.sentence, []).append(n)
        return {s: tuple(ns) for s, ns in found.items()}

    @cached_property
    def _times_of(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for n, time in enumerate(self.times):
            found.setdefault(time.sentence, []).append(n)
        return {s: tuple(ns) for s, ns in found.items()}

    def attributions_of(self, sentence: int) -> tuple[int, ...]:
        """Attributions whose content or cue stands in a sentence."""
        return self._of_sentence.get(sentence, ())

    def times_of(self, sentence: int) -> tuple[int, ...]:
        """Time phrases of a sentence."""
        return self._times_of.get(sentence, ())

    def mentions_in(self, start: int, end: int) -> list[int]:
        """Mentions that lie in a stretch, in order, places left out."""
        found = []
        for n in range(bisect_left(self._starts, start), len(self.mentions)):
            mention = self.mentions[n]
            if mention.at.start >= end:
                break
            if mention.at.end <= end and mention.kind is not MentionKind.PLACE:
                found.append(n)
        return found

    def is_first_person(self, mention: int) -> bool:
        """`we`, `I`, `our`: the speaker."""
        return self.mentions[mention].name.lower() in _FIRST_PERSON

    def after_preposition(self, mention: int, start: int) -> bool:
        """True if a preposition stands right before a mention, within the clause that begins at `start`."""
        at = self.mentions[mention].at.start
        return bool(_PREPOSITION.search(self.low[max(start, at - 40) : at]))

    def subjects(self, start: int, verb: int) -> tuple[int, ...]:
        """The mentions that may be the subject of a verb at `verb` in the clause that begins at `start`.

        The first mention of the clause that no preposition governs, with those joined to it by `and` or a comma; when
        all are governed, none.
        """
        here = [
            m
            for m in self.mentions_in(start, verb)
            if not self.after_preposition(m, start) and not self._is_object(m, start)
        ]
        if not here:
            return ()
        joined = [here[0]]
        for m in here[1:]:
            between = self.low[self.mentions[joined[-1]].at.end : self.mentions[m].at.start]
            if not re.fullmatch(r",?\s*(?:and|or|,)\s*(?:the |its |both )?", between):
                break
            joined.append(m)
        return tuple(joined)

    def _is_object(self, mention: int, start: int) -> bool:
        """True right after a verb that takes it: `freeing the detainees`, `to free the detainees`."""
        before = self.low[start : self.mentions[mention].at.start].split()
        if not before:
            return False
        verb = verb_forms(self.pack).get(before[-1])
        if verb is None or self.mentions[mention].kind is MentionKind.PRONOUN:
            return False
        return "ing" in verb.forms or (len(before) > 1 and before[-2] in ("to", "will", "would", "must", "can", "not"))

    def objects(self, start: int, end: int) -> tuple[int, ...]:
        """The first mention after a cue, with those joined to it."""
        here = self.mentions_in(start, end)
        if not here:
            return ()
        joined = [here[0]]
        for m in here[1:]:
            between = self.low[self.mentions[joined[-1]].at.end : self.mentions[m].at.start]
            if not re.fullmatch(r"\s*,?\s*(?:and|or|,)\s*(?:with |to |the |its |both |on |of )*", between):
                break
            joined.append(m)
        return tuple(joined)

    def attribution_at(self, start: int, end: int, sentence: int) -> int | None:
        """The innermost attribution of the sentence whose content holds a stretch."""
        best: tuple[int, int] | None = None
        for n in self.attributions_of(sentence):
            for part in self.attributions[n].content:
                if part.start <= start and end <= part.end:
                    size = part.end - part.start
                    if best is None or size < best[0]:
                        best = (size, n)
        return best[1] if best else None

    def body(self, sentence: int) -> Stretch:
        """A sentence without the dateline before it (`BAMAKO, Jan 10 (Agency) - `)."""
        at = self.sentences[sentence].at
        line = _DATELINE.match(self.document.text, at.start, at.end)
        return Stretch(line.end(), at.end) if line and line.end() < at.end else at

    def stretch(self, start: int, end: int) -> Stretch:
        """A stretch without the white space and marks at its ends."""
        text = self.document.text
        while start < end and text[start] in ' \n\t,;:-–—"“”':
            start += 1
        while end > start and text[end - 1] in ' \n\t,;:-–—"“”.':
            end -= 1
        return Stretch(start, max(end, start + 1))
