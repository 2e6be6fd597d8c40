"""Names that the encoder sees and no rule does."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from toguna.encoder.marks import Name, Seen
from toguna.kinds.reading import Mention, MentionKind, Sentence
from toguna.kinds.span import Stretch
from toguna.language.learned_settings import Settings

KINDS = {
    "per": MentionKind.PERSON,
    "org": MentionKind.ORGANISATION,
    "grp": MentionKind.GROUP,
    "nat": MentionKind.NATION,
    "plc": MentionKind.PLACE,
    "des": MentionKind.DESCRIPTION,
    "pro": MentionKind.PRONOUN,
}


def blended_mentions(
    text: str, sentences: tuple[Sentence, ...], named: tuple[Mention, ...], seen: tuple[Seen, ...], settings: Settings
) -> tuple[Mention, ...]:
    """The rules' mentions, and the encoder's where no rule found one; indices between mentions are renewed."""
    starts = [s.at.start for s in sentences]
    new: list[Mention] = []
    for s in seen:
        for name in s.names():
            if name.kind in KINDS and name.confidence >= settings.name_add:
                made = _mention(name, sentences, starts, text)
                if made is not None and not any(made.at.meets(m.at) for m in (*named, *new)):
                    new.append(made)
    if not new:
        return named
    order = sorted([*named, *new], key=lambda m: m.at)
    place = {m.at: n for n, m in enumerate(order)}

    def moved(old: int | None) -> int | None:
        return None if old is None else place[named[old].at]

    return tuple(replace(m, of=moved(m.of), same_as=moved(m.same_as)) for m in order)


def _mention(name: Name, sentences: tuple[Sentence, ...], starts: list[int], text: str) -> Mention | None:
    number = bisect_right(starts, name.at[0]) - 1
    if number < 0 or name.at[1] > sentences[number].at.end:
        return None
    at = Stretch(*name.at)
    return Mention(at=at, sentence=number, kind=KINDS[name.kind], name=at.of(text))
