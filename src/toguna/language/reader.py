"""The one protocol of the language room, and the reader that rules make.

A trained reader takes over by subclassing `RuleReader` and replacing the maker of one tuple at a time; what comes out
is a `Reading` all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from toguna.kinds.document import Document
from toguna.kinds.reading import (
    Attribution,
    ConditionFrame,
    EventFrame,
    FigureFrame,
    Mention,
    MentionKind,
    Reading,
    Sentence,
    TimePhrase,
)
from toguna.kinds.vocabulary import EventType
from toguna.language.attributions import attributions
from toguna.language.events import events
from toguna.language.figures import figures
from toguna.language.frames import Frames, frames
from toguna.language.mentions import mentions
from toguna.language.scene import Scene
from toguna.language.sentences import sentences
from toguna.language.times import times
from toguna.packs.language import LanguagePack, language_pack
from toguna.packs.world import World, world

_LEAD = 5
"""A dateline stands in one of the first sentences."""

VERSION = "rules-1"
"""Goes into every record's origin and every cached reading; raise it when a reading may change."""


class Reader(Protocol):
    """What the flow asks of a reader."""

    @property
    def version(self) -> str:
        """Names code and weights; goes into every origin and cache key."""
        ...

    def sentences(self, document: Document) -> tuple[Sentence, ...]:
        """The sentences of a document, before anybody knows which are carried."""
        ...

    def read(self, document: Document, found: tuple[Sentence, ...]) -> Reading:
        """All that the sentences say; those that are `carried` give mentions and times, but no frames."""
        ...


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads English with rules and the data of packs."""

    pack: LanguagePack
    world: World
    version: str = VERSION

    def sentences(self, document: Document) -> tuple[Sentence, ...]:
        """See `Reader.sentences`."""
        return sentences(document)

    def mentions(self, document: Document, found: tuple[Sentence, ...]) -> tuple[Mention, ...]:
        """Who and what is named."""
        named = mentions(document, found, self.pack, self.world)
        return outside(Scene(document, found, named, (), (), self.pack))

    def times(self, document: Document, found: tuple[Sentence, ...]) -> tuple[TimePhrase, ...]:
        """When."""
        return times(document, found)

    def attributions(
        self,
        document: Document,
        found: tuple[Sentence, ...],
        named: tuple[Mention, ...],
        dated: tuple[TimePhrase, ...],
    ) -> tuple[Attribution, ...]:
        """Who said what."""
        return attributions(document, found, named, dated, self.pack)

    def frames(self, scene: Scene) -> Frames:
        """Positions, conditions, vetoes, channels, silences, promises."""
        return frames(scene)

    def events(self, scene: Scene) -> tuple[EventFrame, ...]:
        """Who did what to whom."""
        return events(scene.document, scene.sentences, scene.mentions, scene.times, scene.attributions, self.pack)

    def figures(self, scene: Scene) -> tuple[FigureFrame, ...]:
        """Numbers and what they count."""
        return figures(scene.document, scene.sentences, scene.mentions, scene.times, scene.attributions, self.pack)

    def read(self, document: Document, found: tuple[Sentence, ...]) -> Reading:
        """See `Reader.read`."""
        named, dated = self.mentions(document, found), self.times(document, found)
        said = self.attributions(document, found, named, dated)
        scene = Scene(document, found, named, dated, said, self.pack)
        return completed(scene, self.frames(scene), self.events(scene), self.figures(scene))


def completed(scene: Scene, made: Frames, acts: tuple[EventFrame, ...], figured: tuple[FigureFrame, ...]) -> Reading:
    """A reading of a scene; acts that a condition only asks for are left out."""
    found, named = scene.sentences, scene.mentions
    return Reading(
        document=scene.document.path,
        sentences=found,
        mentions=named,
        times=scene.times,
        attributions=scene.attributions,
        conditions=made.conditions,
        positions=made.positions,
        events=tuple(_placed(e, named) for e in acts if _stands(e, found, made)),
        figures=tuple(f for f in figured if not found[f.sentence].carried),
        commitments=made.commitments,
        channels=made.channels,
        vetoes=made.vetoes,
        silences=made.silences,
    )


def outside(scene: Scene) -> tuple[Mention, ...]:
    """The mentions of a scene; whoever is named in the dateline says where and for whom it was written, and acts in
    nothing.
    """
    starts = {
        n: scene.body(n).start for n in range(min(len(scene.sentences), _LEAD)) if not scene.sentences[n].is_title
    }
    return tuple(
        m if m.at.start >= starts.get(m.sentence, 0) else replace(m, kind=MentionKind.PLACE, same_as=None, of=None)
        for m in scene.mentions
    )


def _stands(event: EventFrame, found: tuple[Sentence, ...], made: Frames) -> bool:
    """Modality before type: what a condition clause asks for has not happened by that."""
    if found[event.sentence].carried:
        return False
    asked = [c for c in made.conditions if c.sentence == event.sentence]
    return not any(c.at.holds(event.at) or _is_asked(event, c) for c in asked)


def _is_asked(event: EventFrame, condition: ConditionFrame) -> bool:
    """True for the very act that a condition asks for, read off the condition's own words."""
    shared = min(event.at.end, condition.at.end) - max(event.at.start, condition.at.start)
    return event.issue == condition.issue and 2 * shared > condition.at.end - condition.at.start


def _placed(event: EventFrame, named: tuple[Mention, ...]) -> EventFrame:
    """A withdrawal with the place that was left, when its own words name one: a town is not a country."""
    if event.type is not EventType.RETREAT or event.where is not None:
        return event
    places = [m.name for m in named if m.kind is MentionKind.PLACE and event.at.holds(m.at)]
    return replace(event, where=places[-1]) if places else event


def rule_reader(pack: LanguagePack | None = None) -> RuleReader:
    """The reader that rules make, with the English pack unless another is given."""
    return RuleReader(pack or language_pack("en"), world())
