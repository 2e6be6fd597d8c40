"""Silences: dated absences of a reply. A silence is never a position."""

from __future__ import annotations

import re
from functools import lru_cache

from toguna.kinds.reading import SilenceFrame
from toguna.kinds.span import Stretch
from toguna.language.contact_sides import doer, right_after, time_of
from toguna.language.scene import Scene
from toguna.packs.language import LanguagePack

_FROM = re.compile(
    r"\s*(?:has |had |was |yet |so far |either |made |received |immediately |to [^,.;]{1,40}? )*(?:from|by)\b"
)
_TO = re.compile(
    r"\s*to (?:the |an? |its |their |his |repeated |several )*(?:\w+ )?(?:offers?|calls?|proposals?|appeals?|demands?"
    r"|letters?|overtures?|invitations?|announcement|statement)\b"
)
_NOUN = re.compile(r"(?:no|not a|nothing)\b")


@lru_cache(maxsize=4)
def _cues(pack: LanguagePack) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(pack.phrases("silence_cues")) + ")")


def silences(scene: Scene, sentence: int) -> tuple[SilenceFrame, ...]:
    """Who gave no reply in a sentence, and to whose offer or call."""
    at = scene.body(sentence)
    match = _cues(scene.pack).search(scene.low, at.start, at.end)
    if match is None:
        return ()
    who = _silent(scene, sentence, match, at)
    if not who:
        return ()
    return (
        SilenceFrame(
            at=Stretch(match.start(), match.end()),
            sentence=sentence,
            who=who,
            toward=tuple(m for m in _toward(scene, match, at) if m not in who),
            on=time_of(scene, sentence),
            rule=f"silence: {match.group()}",
            confidence=0.7,
        ),
    )


def _silent(scene: Scene, sentence: int, match: re.Match[str], at: Stretch) -> tuple[int, ...]:
    """The one from whom nothing came: after `from` for a noun, the subject for a verb."""
    if _NOUN.match(match.group()):
        start = match.end()
        if not match.group().endswith((" from", " by")):
            source = _FROM.match(scene.low, match.end(), at.end)
            if source is None:
                return ()
            start = source.end()
        return right_after(scene, start, at.end, 12)
    return doer(scene, sentence, match.start())


def _toward(scene: Scene, match: re.Match[str], at: Stretch) -> tuple[int, ...]:
    """Whose offer, call or letter had no answer."""
    act = _TO.match(scene.low, match.end(), at.end)
    if act is None:
        return ()
    owner = [m for m in scene.mentions_in(match.end(), act.end()) if scene.mentions[m].at.start > match.end()]
    if owner:
        return (owner[-1],)
    source = re.compile(r"\s*(?:of|by|from)\b").match(scene.low, act.end(), at.end)
    return right_after(scene, source.end(), at.end, 25)[:1] if source else ()
