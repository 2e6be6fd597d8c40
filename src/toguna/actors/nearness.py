"""One document laid out for resolution: who stands where, who speaks, and what is nearest.

Nearness is counted in sentences, and in a sentence its speaker and its subject come first. A pronoun that speaks never
means somebody inside its own words.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from toguna.actors.held import People
from toguna.actors.known import Known
from toguna.actors.names import Joined
from toguna.actors.nouns import noun_of
from toguna.actors.types import fixed_type
from toguna.kinds.document import Document
from toguna.kinds.reading import Attribution, Mention, MentionKind, Reading
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import PartyType

_CLOSING = re.compile(r" (?:said|added|told|asked|says|stressed|wrote|warned|explained|insisted|concluded|noted)\b")

_ROW = 80
"""So many mentions of a sentence are looked at; no sentence of prose has more."""

_REACH = 6
"""How many sentences back a pronoun or a description looks."""

_DEFINITE = ("the", "this", "that", "these", "those", "both", "its", "their", "his", "her", "our")

_BODIES = (PartyType.ARMED_GROUP, PartyType.ORGANISATION, PartyType.INTERNATIONAL)

Fits = Callable[[int, str], bool]


@dataclass(frozen=True, slots=True)
class Shared:
    """What is known over all documents of a process before descriptions are read.

    types     root node -> party type
    counts    root node -> how often it is named
    main      the node of the government of the country that the process is about, or None
    links     document and linkage -> the group that the document names with it
    acronyms  initials -> the one long name that has them
    adversary the armed group that the process names most, or None
    missions  the missions of the United Nations that the process names
    army      the node that its army has: its own, or the government's
    """

    joined: Joined
    known: Known
    people: People
    types: dict[str, PartyType]
    counts: Counter[str]
    main: str | None
    army: str | None
    links: dict[str, str]
    acronyms: dict[str, str]
    adversary: str | None
    missions: tuple[str, ...]


class Ground(ABC):
    """One document's mentions, and what is known of them so far; `_mean` is what the layers above it answer."""

    def __init__(self, document: Document, reading: Reading, here: list[str | None], shared: Shared) -> None:
        self.document, self.reading, self.shared = document, reading, shared
        self.mentions = reading.mentions
        self.means: list[tuple[str, ...] | None] = [None] * len(here)
        self.named = [shared.joined.root(n) if n else None for n in here]
        self.local: Counter[str] = Counter(n for n in self.named if n)
        armed = [n for n in self.local if shared.types.get(n) is PartyType.ARMED_GROUP]
        self.armed = tuple(sorted(armed, key=lambda n: (-self.local[n], -shared.counts[n], n)))
        self.things: list[str] = []
        self.last_called: dict[str, list[int]] = {}
        self.by_sentence: dict[int, list[int]] = {}
        for i, mention in enumerate(self.mentions):
            self.by_sentence.setdefault(mention.sentence, []).append(i)
        self.speaks: dict[int, list[Attribution]] = {}
        self.said_in: dict[int, list[Attribution]] = {}
        for attribution in reading.attributions:
            self.said_in.setdefault(attribution.sentence, []).append(attribution)
            for i in attribution.speaker:
                self.speaks.setdefault(i, []).append(attribution)

    def mean(self, i: int) -> tuple[str, ...]:
        """The nodes of one mention."""
        known = self.means[i]
        if known is not None:
            return known
        self.means[i] = ()  # a description that owns itself ends here
        found = self._mean(i)
        nodes = tuple(dict.fromkeys(self.shared.joined.root(n) for n in found))
        self.means[i] = nodes
        if len(nodes) == 1 and nodes[0].startswith("thing:") and nodes[0] not in self.things:
            if self._is_armed(i, nodes[0]):
                self.things.append(nodes[0])
        return nodes

    @abstractmethod
    def _mean(self, i: int) -> tuple[str, ...]:
        """Whom a mention means, worked out; `mean` keeps what it gives."""

    def _type(self, node: str) -> PartyType | None:
        found = self.shared.types.get(node)
        return fixed_type(node, self.shared.known) if found is None else found

    def _is_armed(self, j: int, node: str) -> bool:
        return self._type(node) is PartyType.ARMED_GROUP

    def _is_body(self, j: int, node: str) -> bool:
        return self._type(node) in _BODIES

    def _is_he(self, j: int, node: str) -> bool:
        return not self.mentions[j].plural and (self._type(node) is PartyType.PERSON or self._is_someone(j, node))

    def _is_someone(self, j: int, node: str) -> bool:
        mention = self.mentions[j]
        noun = noun_of(mention.name) if mention.kind is MentionKind.DESCRIPTION else None
        return noun is not None and noun.sort == "person" and not mention.plural

    def _nearest(self, i: int, fits: Fits, reach: int = _REACH) -> tuple[str, ...]:
        """The nodes of the nearest mention before `i` that fits."""
        mention = self.mentions[i]
        shut = [part for a in self.speaks.get(i, ()) for part in a.content] or self._said_before(mention)
        for distance in range(reach + 1):
            row = self._before(i, distance)
            row = [j for j in row if j in self.speaks or not any(part.holds(self.mentions[j].at) for part in shut)]
            found = [j for j in row if self._fit(j, fits)]
            if found:
                return self.mean(self._choose(found, row))
        return ()

    def _before(self, i: int, distance: int) -> list[int]:
        """The mentions before `i` in the sentence so many sentences back, the last `_ROW` of them."""
        row = self.by_sentence.get(self.mentions[i].sentence - distance, [])
        end = bisect_left(row, i)
        return row[max(0, end - _ROW) : end]

    def _said_before(self, mention: Mention) -> list[Stretch]:
        """The words before a closing `, he said` are somebody's, and name others."""
        text, start = self.document.text, self.reading.sentences[mention.sentence].at.start
        closes = mention.kind is MentionKind.PRONOUN and _CLOSING.match(text, mention.at.end)
        if closes and mention.at.start > start and text[: mention.at.start].rstrip()[-1:] in ',”"’':
            return [Stretch(start, mention.at.start)]
        return []

    def _fit(self, j: int, fits: Fits) -> bool:
        if self.mentions[j].kind is MentionKind.PLACE or self.mentions[j].name.lower().startswith("no "):
            return False
        nodes = self.mean(j)
        return bool(nodes) and (fits(j, nodes[0]) if len(nodes) == 1 else self.mentions[j].plural and fits(j, nodes[0]))

    def _choose(self, found: list[int], row: list[int]) -> int:
        """The speaker of the sentence, else its subject, else the last one."""
        for j in found:
            if j in self.speaks:
                return j
        text = self.document.text
        owners = {j for j in row if text[self.mentions[j].at.end : self.mentions[j].at.end + 2] in ("'s", "’s")}
        free = (j for j in row if self.mentions[j].kind is not MentionKind.PLACE and j not in owners)
        subject = next(free, None)
        return subject if subject in found and subject is not None else found[-1]

    def _two_sides(self) -> tuple[str, ...]:
        """The two parties to the conflict that the document speaks of most."""
        ranked = self.armed or self._adversary() or tuple(self.things[:1])
        governments = [
            n for n in (self.shared.army, self.shared.main) if n and (self.local[n] or n == self.shared.main)
        ]
        if governments and ranked:
            return (governments[0], ranked[0])
        return tuple(ranked[:2]) if len(ranked) > 1 else ()

    def _adversary(self) -> tuple[str, ...]:
        """The armed group that the process names most."""
        return (self.shared.adversary,) if self.shared.adversary else ()

    def _main(self) -> tuple[str, ...]:
        return (self.shared.main,) if self.shared.main else ()

    def _both(self, i: int) -> tuple[str, ...]:
        """The last two persons or bodies that were named side by side."""
        for distance in range(4):
            row = self._before(i, distance)
            named = [n for j in row for n in self.mean(j) if not self.mentions[j].plural or len(self.mean(j)) == 1]
            for person in (True, False):
                found = list(dict.fromkeys(n for n in named if (self._type(n) is PartyType.PERSON) is person))
                if len(found) >= 2 and (person or distance < 2):
                    return tuple(found[-2:])
        return self._two_sides()

    def _is_definite(self, mention: Mention) -> bool:
        first = mention.at.of(self.document.text).split()[0].lower()
        return first in _DEFINITE or "'s " in mention.name or "’s " in mention.name
