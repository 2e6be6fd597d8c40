"""Pronouns to nodes: the nearest party that fits in number and sort, or the speaker for `we`."""

from __future__ import annotations

import itertools
import re

from toguna.actors.nearness import Fits, Ground
from toguna.actors.nouns import pronoun_sorts
from toguna.kinds.reading import Mention, MentionKind
from toguna.kinds.vocabulary import PartyType, StatementMode

_BREAKS = re.compile(r"[,;:\"“”–—]| (?:that|who|which|whom|and|but|when|while|if|because|after|before|as) ")

_AND = re.compile(r"\s*(?:,|and|, and|,? nor)\s*(?:the\s+)?")
_OPENS = re.compile(r"\b(?:neither|both) (?:the )?$")
"""What two subjects side by side may begin with inside a sentence."""


class Pronouns(Ground):
    """Pronouns by their sort."""

    def _pronoun(self, i: int) -> tuple[str, ...]:
        mention = self.mentions[i]
        sort = pronoun_sorts().get(mention.name.lower().split()[0], "any")
        if mention.name.lower() == "both":
            return self._both(i)
        if sort == "speaker":
            return self._speaker_around(mention)
        back = () if mention.back_to is None else self.mean(mention.back_to)
        if back and sort in ("male", "female"):
            return back
        return self._by_rule(i, mention, sort) or back

    def _by_rule(self, i: int, mention: Mention, sort: str) -> tuple[str, ...]:
        if sort == "any" and mention.name.lower() != "them":
            several = self._together(i)
            if several:
                return several
        fits: Fits = self._is_plural
        if sort in ("male", "female"):
            fits = self._is_he
        elif sort == "thing":
            fits = self._is_thing
        if mention.name.lower() in ("him", "them"):
            fits = self._not_subject(i, fits)
        said = self._quoting(mention)
        if not said:
            return self._last_speaker(i, fits) or self._nearest(i, fits)
        own = {n for s in said for n in (*self.mean(s), *filter(None, map(self.shared.people.body, self.mean(s))))}
        return self._nearest(i, lambda j, n: fits(j, n) and n not in own and self.shared.people.body(n) not in own)

    def _together(self, i: int) -> tuple[str, ...]:
        """`A, B and C said they`, `neither A nor B had said what they`: the subjects side by side."""
        row = self._before(i, 0)
        while row and self.mentions[row[0]].kind is MentionKind.PLACE:
            row = row[1:]
        text = self.document.text
        starts = [
            n
            for n, j in enumerate(row)
            if not n or _OPENS.search(text[max(0, self.mentions[j].at.start - 20) : self.mentions[j].at.start])
        ]
        for start in starts:
            group = self._side_by_side(row[start:])
            if group:
                return tuple(dict.fromkeys(n for j in group for n in self.mean(j)))
        return ()

    def _side_by_side(self, row: list[int]) -> list[int]:
        """The first mentions of a row while `and` or `nor` joins them; none when nothing does."""
        text, group = self.document.text, row[:1]
        for left, right in itertools.pairwise(row):
            between = text[self.mentions[left].at.end : self.mentions[right].at.start]
            if not _AND.fullmatch(between) or self.named[right] is None:
                break
            group.append(right)
        if len(group) < 2:
            return []
        last = text[self.mentions[group[-2]].at.end : self.mentions[group[-1]].at.start]
        return group if "and" in last or "nor" in last else []

    def _not_subject(self, i: int, fits: Fits) -> Fits:
        """An object is not the subject of its own clause."""

        def other(j: int, node: str) -> bool:
            left, right = self.mentions[j].at.end, self.mentions[i].at.start
            between = self.document.text[left:right]
            same_clause = self.mentions[j].sentence == self.mentions[i].sentence and not _BREAKS.search(between)
            return not same_clause and fits(j, node)

        return other

    def _quoting(self, mention: Mention) -> tuple[int, ...]:
        """Those whose words in quotes hold the mention: `they` there are others."""
        for attribution in self.said_in.get(mention.sentence, ()):
            if attribution.mode is StatementMode.DIRECT and any(p.holds(mention.at) for p in attribution.content):
                return attribution.speaker
        return ()

    def _last_speaker(self, i: int, fits: Fits) -> tuple[str, ...]:
        """A pronoun that speaks goes on with the one who spoke in the sentence before."""
        if i not in self.speaks:
            return ()
        before = self.mentions[i].sentence - 1
        spoke = [j for a in self.said_in.get(before, ()) for j in a.speaker if j < i and self._fit(j, fits)]
        return self.mean(spoke[-1]) if spoke else ()

    def _speaker_around(self, mention: Mention) -> tuple[str, ...]:
        for attribution in self.said_in.get(mention.sentence, ()):
            if any(part.holds(mention.at) for part in attribution.content) and attribution.speaker:
                return tuple(n for s in attribution.speaker for n in self.mean(s))
        return ()

    def _is_thing(self, j: int, node: str) -> bool:
        mention = self.mentions[j]
        return self._type(node) is not PartyType.PERSON and not mention.plural and not self._is_someone(j, node)

    def _is_plural(self, j: int, node: str) -> bool:
        mention = self.mentions[j]
        if mention.plural:
            return True
        return self._type(node) in (PartyType.ARMED_GROUP, PartyType.ORGANISATION) and not self._is_someone(j, node)
