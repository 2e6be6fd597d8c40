"""The reader that rules and the trained encoder make together: rules propose and explain, the encoder adds and
throws out.

What the encoder alone finds has `encoder` as its rule. Thresholds were swept on the development split of
`training/corpus` (`python training/blend.py`), never on the gold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from toguna.encoder.doubt import Doubt
from toguna.encoder.encoder import Encoder, encoder
from toguna.encoder.marks import Mark, Seen
from toguna.kinds.document import Document
from toguna.kinds.reading import Mention, MentionKind, Reading, Sentence
from toguna.language.learned_acts import blended_events
from toguna.language.learned_frames import blended_frames
from toguna.language.learned_names import blended_mentions
from toguna.language.learned_said import blended_attributions
from toguna.language.learned_settings import SETTINGS, Settings
from toguna.language.reader import VERSION, RuleReader, completed, outside
from toguna.language.scene import Scene
from toguna.packs.language import LanguagePack, language_pack
from toguna.packs.world import world


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedReader(RuleReader):
    """Reads English with rules, the data of packs, and the trained encoder."""

    encoder: Encoder
    settings: Settings = SETTINGS

    def read(self, document: Document, found: tuple[Sentence, ...]) -> Reading:
        """See `Reader.read`."""
        seen = self.encoder.seen(document.text, ((s.paragraph, s.at.start, s.at.end) for s in found))
        given, found = found, _without_residue(found, seen, self.settings.residue)
        named = blended_mentions(document.text, found, self.mentions(document, found), seen, self.settings)
        named = _backward(outside(Scene(document, found, named, (), (), self.pack)), seen, self.settings.same)
        dated = self.times(document, found)
        marks, doubt = _marks(seen, named), Doubt(seen)
        said = blended_attributions(
            document, found, named, self.attributions(document, found, named, dated), marks, doubt, self.settings
        )
        scene = Scene(document, found, named, dated, said, self.pack)
        made = blended_frames(scene, self.frames(scene), marks, doubt, self.settings)
        acts = blended_events(scene, self.events(scene), marks, self.settings)
        return replace(completed(scene, made, acts, self.figures(scene)), sentences=given)


def _without_residue(sentences: tuple[Sentence, ...], seen: tuple[Seen, ...], least: float) -> tuple[Sentence, ...]:
    """The sentences of lines that are surely residue as if they were read elsewhere: what is left of adverts and menus
    in a text says nothing of anybody's.
    """
    lines: dict[int, list[Sentence]] = {}
    for s in sentences:
        lines.setdefault(s.paragraph, []).append(s)
    places = {(line[0].at.start, line[-1].at.end): number for number, line in lines.items() if not line[0].is_title}
    dull = {places[at] for w in seen for at, row in w.lines(list(places)).items() if row["residue"] >= least}
    return tuple(replace(s, carried=s.carried or s.paragraph in dull) for s in sentences)


def _backward(named: tuple[Mention, ...], seen: tuple[Seen, ...], least: float) -> tuple[Mention, ...]:
    """Pronouns with the earlier mention that the encoder takes them for."""
    place = {(m.at.start, m.at.end): n for n, m in enumerate(named) if m.kind is not MentionKind.PLACE}
    back = {
        place[later]: place[earlier]
        for window in seen
        for later, earlier, sure in window.same(list(place))
        if sure >= least and named[place[later]].kind is MentionKind.PRONOUN
    }
    return tuple(replace(m, back_to=back[n]) if n in back else m for n, m in enumerate(named))


def _marks(seen: tuple[Seen, ...], named: tuple[Mention, ...]) -> tuple[Mark, ...]:
    parties = [(m.at.start, m.at.end) for m in named if m.kind is not MentionKind.PLACE]
    places = [(m.at.start, m.at.end) for m in named if m.kind in (MentionKind.PLACE, MentionKind.NATION)]
    return tuple(mark for s in seen for mark in s.marks(parties, places))


def learned_reader(pack: LanguagePack | None = None) -> LearnedReader:
    """The reader that is shipped, with the English pack unless another is given."""
    known = encoder()
    return LearnedReader(
        pack=pack or language_pack("en"), world=world(), version=f"{VERSION}+{known.version}", encoder=known
    )
