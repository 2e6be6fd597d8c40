"""The words of an attribution to mentions: who speaks, who listens, who relays; through what medium, and when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from toguna.kinds.reading import Mention, MentionKind, TimeKind, TimePhrase
from toguna.kinds.span import Stretch
from toguna.packs.language import LanguagePack

_JOIN = re.compile(r"\s*(?:,|\band\b|\bor\b|&)\s*")
_HEAD_ENDS = re.compile(
    r"\s+(?:of|for|in|from|at|to|on|with|near|within|inside|between|who|which|that|close|known|linked|loyal|allied|led)\b"
    r"|\s*[,(–—]|\s-\s"
)
_ANONYMOUS = re.compile(
    r"anonym|not (?:to )?(?:be|being) (?:named|identified|quoted)|(?:declin|refus)\w+ to be (?:named|identified)"
    r"|not authori[sz]ed to|(?:did not|didn't|not) want(?:ing)? (?:his|her|their) name|withh[eo]ld|off the record",
    re.IGNORECASE,
)
_TEXTS = (
    "statement|communiqu[eé]|declaration|resolution|text|document|letter|paper|message|release|note|memo|memorandum"
    "|proposal|plan|manifesto"
)
_ISSUED = re.compile(
    r"\s(?:issued\s|signed\s|released\s|published\s|adopted\s|put out\s|read\s)?(?:by|from|of)\s(?:\w+\s){0,2}"
)
_ADJACENT = re.compile(r"\s(?:(?:joint|closing|final|latest|new|written|official)\s)?")
_IN_A_TEXT = re.compile(
    r"\b(?:said|wrote|announced|declared|added|stated) (?:\w+ ){0,3}in (?:a|an|the) (?:\w+ ){0,2}$"
    r"|\b(?:handed|sent|submitted|presented|issued|released|published|delivered|posted|circulated)"
    r" (?:out |over )?(?:a|an) (?:\w+ ){0,2}$"
)
_OWN = frozenset({"its", "his", "her", "their"})
_BODIES = frozenset({MentionKind.ORGANISATION, MentionKind.GROUP, MentionKind.NATION})
_LOOK_BACK = 1500
"""Characters back in which the issuer of `the statement` is looked for."""

_PLACES = frozenset({MentionKind.PLACE})


@lru_cache(maxsize=4)
def _media(pack: LanguagePack) -> re.Pattern[str]:
    nouns = "|".join(re.escape(w) for w in pack.phrases("speech_media"))
    return re.compile(
        rf"\b(?:in|on|at|via|through|during|over|from)\s+((?:[\w’'.-]+\s+){{0,5}}?(?:{nouns})s?)\b(?!\s+(?:of|forces))",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Named:
    """The mentions of a document, ready to be looked up by place."""

    text: str
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str, mentions: tuple[Mention, ...]) -> Named:
        """Mentions in the order of their start."""
        return cls(text, mentions, tuple(m.at.start for m in mentions))

    def meeting(self, at: Stretch) -> list[int]:
        """Indices of the mentions that share a code point with the stretch, in order."""
        i = bisect_left(self.starts, at.start)
        while i > 0 and self.mentions[i - 1].at.end > at.start:
            i -= 1
        found = []
        while i < len(self.mentions) and self.mentions[i].at.start < at.end:
            if self.mentions[i].at.meets(at):
                found.append(i)
            i += 1
        return found

    def speakers(self, source: Stretch) -> tuple[int, ...]:
        """The mentions that a source's words name: one, or several for `X and Y`; empty when no mention is there."""
        here = self.meeting(source)
        if source.of(self.text).lower() in ("both", "the two", "each", "both sides", "the two sides"):
            return self._pair(source) or tuple(here[:1])
        if not here:
            return self._issuer(source)
        head = self._head(source)
        first = self._best([i for i in here if self.mentions[i].at.meets(head)], head)
        if first is None:
            return self._behind(here, source) or self._issuer(source)
        found = [first, *self._joined(first, here, source)]
        if len(found) == 1 and self.mentions[first].kind is MentionKind.DESCRIPTION:
            found = [self._named_after(first, here)]
        return tuple(found)

    def _behind(self, here: list[int], source: Stretch) -> tuple[int, ...]:
        """Whose words they are when the head is a text or an unnamed body: `a statement by X`, `a mission of X`."""
        for i in here:
            before = self.text[source.start : self.mentions[i].at.start]
            if re.search(r"\b(?:of|by|from|for)\s+(?:\w+\s+){0,3}$", before) or not before.strip(" the"):
                return (i,)
        return ()

    def _issuer(self, source: Stretch) -> tuple[int, ...]:
        """Whose text `the statement` is: that of the last body which the passage says to have issued one."""
        words = re.search(rf"\b(?:{_TEXTS})$", self._head(source).of(self.text), re.IGNORECASE)
        if words is None:
            return ()
        start = max(0, source.start - _LOOK_BACK)
        for found in reversed(tuple(re.finditer(rf"\b(?:{_TEXTS})s?\b", self.text[start : source.start]))):
            at = Stretch(start + found.start(), start + found.end())
            whose = self._whose(at)
            if whose is not None:
                return (whose,)
        return ()

    def _whose(self, noun: Stretch) -> int | None:
        """The mention that has a text (`the front's statement`) or made it (`a letter from the front`)."""
        line = self.text.rfind("\n", 0, noun.start) + 1
        for i in reversed(self.meeting(Stretch(max(line, noun.start - 80), noun.start)) if noun.start > line else []):
            mention = self.mentions[i]
            between = self.text[mention.at.end : noun.start]
            if mention.kind in _PLACES:
                continue
            bare = _ADJACENT.fullmatch(between) and (mention.kind in _BODIES or mention.name.lower() in _OWN)
            if bare or re.fullmatch(r"(?:'s|’s)\s+(?:\w+\s+){0,3}", between):
                return i
        if noun.start > line and _IN_A_TEXT.search(self.text[line : noun.start]):
            start = max(line, max(self.text.rfind(mark, line, noun.start) for mark in (". ", "? ", "! ")))
            subjects = [i for i in self.meeting(Stretch(start, noun.start)) if self.mentions[i].kind not in _PLACES]
            named = [i for i in subjects if self.mentions[i].kind is MentionKind.PERSON]
            return next(iter(named or subjects), None)
        for i in self.meeting(Stretch(noun.end, min(len(self.text), noun.end + 80))):
            between = self.text[noun.end : self.mentions[i].at.start]
            if _ISSUED.fullmatch(between):
                return i
        return None

    def _pair(self, source: Stretch) -> tuple[int, ...]:
        """The two that `both` takes up: the last `X and Y` before it, in the same line."""
        line = self.text.rfind("\n", 0, source.start) + 1
        if line >= source.start:
            return ()
        before = [
            i
            for i in self.meeting(Stretch(line, source.start))
            if self.mentions[i].kind not in (MentionKind.PLACE, MentionKind.PRONOUN)
        ]
        for a, b in reversed(tuple(pairwise(before))):
            between = self.text[self.mentions[a].at.end : self.mentions[b].at.start]
            if re.fullmatch(r"(?:'s|’s)?\s+and\s+(?:\w+\s+){0,3}", between):
                return (a, b)
        return ()

    def _head(self, source: Stretch) -> Stretch:
        """The source's words before the first preposition, comma or relative clause."""
        words = source.of(self.text)
        ends = _HEAD_ENDS.search(words, 1)
        return Stretch(source.start, source.start + ends.start()) if ends else source

    def _best(self, here: list[int], head: Stretch) -> int | None:
        """The mention that the head names: a person by name first, then the one that reaches furthest."""
        if not here:
            return None
        owners = {i for i in here if self.text[self.mentions[i].at.end : self.mentions[i].at.end + 2] in ("'s", "’s")}
        persons = [i for i in here if self.mentions[i].kind is MentionKind.PERSON and i not in owners]
        if persons:
            return persons[0]
        reach = max(self.mentions[i].at.end for i in here)
        last = [i for i in here if self.mentions[i].at.end == reach]
        parties = [i for i in here if self.mentions[i].kind not in _PLACES]
        if self.mentions[last[0]].kind in _PLACES and parties:
            return parties[-1]
        joined = _JOIN.search(head.of(self.text))
        return here[0] if joined and len(here) > 1 else last[0]

    def _joined(self, first: int, here: list[int], source: Stretch) -> list[int]:
        """The further speakers of `X, Y and Z`."""
        found: list[int] = []
        end = self.mentions[first].at.end
        for i in here:
            mention = self.mentions[i]
            if mention.at.start < end:
                continue
            between = self.text[end : mention.at.start]
            if not re.fullmatch(
                r"(?:'s|’s)?\s*,?\s*(?:and|&|,|as well as)\s+(?:the\s+|its\s+|his\s+)?(?:\w+\s+){0,2}", between
            ):
                break
            if "and" not in self.text[end : source.end] and "as well as" not in between:
                break
            if "," in between and "and" not in between and mention.same_as == first:
                break
            found.append(i)
            end = mention.at.end
        if (
            found
            and not re.search(
                r"\band\b|&|as well as", self.text[self.mentions[first].at.end : self.mentions[found[-1]].at.start]
            )
            and not re.match(r",? and (?:\w+ )?others\b", self.text[self.mentions[found[-1]].at.end : source.end])
        ):
            return []
        return found

    def _named_after(self, first: int, here: list[int]) -> int:
        """`the army chief, General X,`: the name in the apposition rather than the description."""
        end = self.mentions[first].at.end
        for i in here:
            mention = self.mentions[i]
            if mention.at.start >= end and mention.kind is MentionKind.PERSON:
                between = self.text[end : mention.at.start]
                if re.fullmatch(r"[^,]{0,60},\s*(?:[A-Z]?[\w.]+\s+){0,3}", between) or mention.same_as == first:
                    return i
        return first

    def listener(self, at: Stretch) -> int | None:
        """The mention that listens."""
        here = self.meeting(at)
        if not here:
            return None
        return max(here, key=lambda i: (self.mentions[i].at.end - self.mentions[i].at.start, -i))


def medium(text: str, regions: Sequence[Stretch], pack: LanguagePack) -> str | None:
    """`a statement`, `Twitter`, `state television` in the words beside a cue, or None."""
    pattern = _media(pack)
    for region in regions:
        found = pattern.search(text, region.start, region.end)
        if found:
            return found.group(1)
    return None


def said_when(
    times: Sequence[tuple[int, TimePhrase]], cue: Stretch, regions: Sequence[Stretch], content: Sequence[Stretch]
) -> int | None:
    """The time phrase that dates the saying: in the unit of the cue, outside what is said, nearest to the cue."""
    near = [
        (min(abs(t.at.start - cue.end), abs(cue.start - t.at.end)), i)
        for i, t in times
        if t.kind is TimeKind.POINT and any(r.holds(t.at) for r in regions) and not any(c.meets(t.at) for c in content)
    ]
    return min(near)[1] if near else None


def hides(text: str, regions: Sequence[Stretch]) -> bool:
    """Whether the words beside the cue say that the speaker does not want to be named."""
    return any(_ANONYMOUS.search(text, r.start, r.end) for r in regions)
