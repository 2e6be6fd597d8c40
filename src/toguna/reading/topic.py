"""Is it for us to read? The language of a text, and whether it touches conflict, politics or negotiation at all."""

from __future__ import annotations

from collections.abc import Iterable

from toguna.packs.language import LanguagePack
from toguna.reading.cues import cues_of, words

LEAST_LETTERS = 60
"""Shorter texts have no language of their own: a headline is too little for the classifier. Not swept."""
OWN = 0.22
"""Share of function words that makes a text English without asking the classifier: our English pages have .26 to
.46, our French one .04."""


def language(text: str, pack: LanguagePack) -> str | None:
    """ISO 639-1 code, or None when there is too little text to tell."""
    said = [w.lower() for w in words(text[:6000])]
    if sum(map(len, said)) < LEAST_LETTERS:
        return None
    own = sum(w in cues_of(pack).function for w in said) / len(said)
    if own >= OWN:
        return pack.code
    from py3langid import classify  # type: ignore[import-untyped]

    code = str(classify(text[:3000])[0])
    return pack.code if code != pack.code and own > OWN - 0.06 else code


def is_on_topic(lines: Iterable[str], pack: LanguagePack) -> bool:
    """True if one word of the topic stands in the text, or three different ones that it shares with other topics."""
    cues = cues_of(pack)
    weak: set[str] = set()
    for line in lines:
        for word in words(line):
            low = word.lower()
            if cues.is_topical(low):
                return True
            if cues.is_weakly_topical(low):
                weak.add(low[:5])
    return len(weak) >= 3
