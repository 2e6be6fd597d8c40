"""The mentions of one document to nodes: names as joined, descriptions and pronouns by what stands around them."""

from __future__ import annotations

import re

from toguna.actors.descriptions import Descriptions
from toguna.actors.nouns import Noun, noun_of
from toguna.actors.pronouns import Pronouns
from toguna.kinds.reading import Mention, MentionKind

_OF_WHERE = re.compile(r" (?:in|of) ")

_MISSION_NOUNS = frozenset("peacekeepers mission peacekeeping peacekeeper".split()) | {
    "blue helmets",
    "peacekeeping mission",
    "peacekeeping force",
    "monitoring mission",
}


class Passage(Descriptions, Pronouns):
    """One document's mentions and what they mean."""

    def all(self) -> tuple[tuple[str, ...], ...]:
        """The nodes of every mention, in order."""
        for i in range(len(self.mentions)):
            self.mean(i)
        return tuple(m or () for m in self.means)

    def _mean(self, i: int) -> tuple[str, ...]:
        mention, node = self.mentions[i], self.named[i]
        if mention.kind is MentionKind.PLACE:
            return ()
        if mention.kind is MentionKind.PRONOUN:
            return self._pronoun(i)
        if mention.kind is MentionKind.NATION:
            return self._nation(mention, node)
        if node is not None:
            return self._mission(mention, node) or (node,)
        return self._description(i)

    def _mission(self, mention: Mention, node: str) -> tuple[str, ...]:
        """`UN peacekeepers`, `the UN mission`: the mission that the process names, when it names one."""
        noun = noun_of(mention.name)
        if noun is None or noun.noun not in _MISSION_NOUNS or not node.endswith(":un"):
            return ()
        missions = self.shared.missions
        named = [n for n in missions if self.local[n]] or list(missions)
        return (max(named, key=lambda n: (self.local[n], self.shared.counts[n], n)),) if named else ()

    def _nation(self, mention: Mention, node: str | None) -> tuple[str, ...]:
        if node is None:
            return ()
        given = self.shared.known.description(_OF_WHERE.split(mention.name, maxsplit=1)[0])
        if given:
            return (given,)
        noun = noun_of(mention.name)
        if noun and noun.sort == "army" and node == self.shared.main and self.shared.army and not _plural_force(noun):
            return (self.shared.army,)
        return (node,)


def _plural_force(noun: Noun) -> bool:
    return noun.noun not in ("army", "military", "armed forces", "air force", "navy")
