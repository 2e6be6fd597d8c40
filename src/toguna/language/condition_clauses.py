"""Cuts condition clauses out of a sentence: what must happen on one side, what it would unlock on the other.

The polarity traps are decided here, not by what the clause is about: `even if` and `without preconditions` set no
condition, `on condition of anonymity` is none, `X before Y` turns round when X is what must be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Issue, Necessity
from toguna.language.condition_shapes import Clause, shapes
from toguna.language.issues import anchors
from toguna.language.scene import Scene
from toguna.language.sieve import Sieve
from toguna.packs.language import LanguagePack

_NEVER = re.compile(
    r"(?:\beven|\bas|\bask(?:s|ed|ing)?|\bwonder(?:s|ed|ing)?|\bknow|\bknew|\bsee|\bwhat|\bunclear|\bdoubt(?:s|ed)?"
    r"|\bregardless|\bonly a few \w+|\bwhether or not) $"
)
_WHEN = re.compile(
    r"(?:\bshortly|\bsoon|\bjust|\bhours|\bdays|\bweeks|\bmonths|\byears?|\bday|\bnight|\bminutes|\bweek|\bmonth"
    r"|\bhappens?|\bhappened|\bcarried out|\blong|\bsince|\bmoments|\bsays?|\bever) $"
)
_QUESTION = re.compile(
    r"\b(?:ask(?:ed|s|ing)?|wonder(?:ed|s|ing)?|unclear|not (?:clear|known|say|said)|questions?|doubts?|debate)\b"
    r" (?:\w+ )?(?:whether|if|what|how|why)\b[^,;:]*$"
)
_SPOKEN = re.compile(r", [^,;]{2,60} (?:said|says|told \w+|added|warned|wrote|insisted)$")
_ORDER = frozenset({"after", "before", "until", "ahead of", "prior to", "while", "once"})
_DENIED = re.compile(
    r"\b(?:not|no|never|without)(?: \w+){0,3} (?:pre)?(?:condition|requisite|requirement)|not a\b|without a"
)
_THREAT = re.compile(r"\b(?:will|would|shall|must|threat\w*|warn\w*|vow\w*|not|no|never)\b|n't\b")
_NAMED = re.compile(
    r"\b(?:name|call|make|made|set|list|gave|give|cite|describe|regard|see|saw|want|demand|put|treat)(?:s|d|ed|ing)?\b"
)
"""What stands after these is the condition: `named the departure of the troops as its condition for talks`."""
_TALKED_WITH = re.compile(r"(?:with|against|on) (?:any|those|anyone|whoever|parties|individuals|all)\b")
_BINDS = re.compile(r"(?:hing|depend|condition|contingent)")
_UNBOUND = re.compile(r"(?:\bnot|n't|\bno longer|\bnever)(?: \w+)? $")
_MODAL = re.compile(
    r"\b(?:will|would|can|could|cannot|shall|should|may|might|must|not|no|never|none|nothing|ready|willing"
    r"|prepared|open"
    r"|refus\w+|reject\w+|insist\w+|demand\w*|need\w*|want\w*|only|possible|impossible|depend\w*|agree\w*|accept\w*"
    r"|promis\w+|pledg\w+|vow\w*|commit\w*|offer\w*|propos\w+|rul\w+ out|until|unless|have to|has to|had to"
    r"|out of the question)\b|n't\b|'ll\b"
)
_MUST = re.compile(
    r"\b(?:must|should|have to|has to|had to|needs? to|needed|required|seek\w*|sought|demand\w*|want\w*"
    r"|call\w* (?:on|for)|insist\w*|first)\b"
)
_DEMANDING = re.compile(
    r"[^,;:.]{0,80}?\b(?:demand(?:s|ed|ing)?|insist(?:s|ed|ing)? (?:on|that)|want(?:s|ed)?|call(?:s|ed|ing)? for"
    r"|need(?:s|ed)? to see|need(?:s|ed)?|expect(?:s|ed)?|requir(?:es?|ed))\s(?!to\b)"
)
_HARD = re.compile(r"[;:]\s|\s[–—-]\s|, but\b|\bbut (?!only)|, while\b|, although\b|, though\b|, whereas\b|\. ")
_MAIN_STARTS = (
    re.compile(
        r", (?:then |\"|' ?)?(?=(?:[\w'-]+ ){1,6}(?:will|would|can|could|shall|must|won't|cannot|may|might|'ll)\b)"
        r"| (?=(?:i|we|he|she|it|they) (?:would|will|can|could|'ll)\b)"
    ),
    re.compile(
        r", (?:then )?(?=(?:the|a|an|our|we|i|he|she|it|they|there|no|his|its|their|such|any|all|talks|peace) )"
        r"|, (?=[a-z][\w'-]*(?: [\w'-]+){0,4} (?:is|are|was|were|has|have)\b)"
    ),
)
_RELATIVE = re.compile(r", (?:which|who|whose)\b[^,;]{3,120}, (?:was|is|were|are|has|have|had|will|would|leaves?)\b")
_JUST_TIME = re.compile(
    r"\W*(?:that|then|this|now|it|the (?:\w+ )?(?:\w+day|day|date|week|month|year)|that (?:day|date|time)|\w+day"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b.{0,9})\W*$"
)
_TAIL = re.compile(
    r",? and (?=(?:only|not before|not until|not without|certainly (?:not|none|never)|unless)\b)|"
    r"[,;]? (?:(?:the |a |an )?[\w' .-]{2,60}? )?"
    r"(?:said|says|told|added|wrote|tweeted|stated|warned|according to|insisted)\b"
    r"|, (?:for|in|on|at|by|to|of|with|from|under|after|during) (?:which|whom|whose)\b"
    r"|, (?:saying|adding|citing|which|who|whose|where|after|as|according|while|but|although|though|he|she|it|they)\b"
    r"|;|: |\s[–—-]\s|\. |\bbut (?!only)|\"[,.]?\s"
)
_IN_RELATIVE = re.compile(r"\W*(?:[\w'’-]+ ){0,5}[\w'’-]+, (?:which|who|whose)\b[^,;]*$")
_MAIN_VERB = re.compile(
    r", (?:(?:did|does|do|has|have|had|was|were|is|are|will|would|could|can|may|might|must|should)\b"
    r"|\w{3,}ed\b(?! by\b))"
)
"""What comes after a relative clause: `the government, which would talk as long as X held, did not reply`."""


@lru_cache(maxsize=4)
def _markers(pack: LanguagePack) -> tuple[tuple[re.Pattern[str], Necessity, int, str], ...]:
    return tuple(
        (re.compile(r"\b(?:" + r["pattern"] + ")"), Necessity(r["necessity"]), int(r["strength"]), r["side"])
        for r in pack.table("condition_markers")
    )


@lru_cache(maxsize=4)
def _sieve(pack: LanguagePack) -> Sieve:
    return Sieve(pattern for pattern, *_ in _markers(pack))


def clauses(scene: Scene, sentence: int) -> tuple[Clause, ...]:
    """The condition clauses of a sentence, in order; stretches of two of them may share a main clause."""
    at = scene.body(sentence)
    found = [c for c in _candidates(scene, sentence, at) if c is not None] + list(shapes(scene, at))
    found.sort(key=lambda c: (-c.strength, c.marker.start, -c.marker.end))
    kept: list[Clause] = []
    for clause in found:
        inside = any(k.condition.meets(clause.condition) or k.marker.meets(clause.marker) for k in kept)
        if not inside:
            kept.append(clause)
    return tuple(sorted(kept, key=lambda c: c.marker.start))


def _candidates(scene: Scene, sentence: int, at: Stretch) -> Iterator[Clause | None]:
    markers = _markers(scene.pack)
    for n in _sieve(scene.pack).live(scene.low, at.start, at.end):
        pattern, necessity, strength, side = markers[n]
        for match in pattern.finditer(scene.low, at.start, at.end):
            leading = scene.low[max(at.start, match.start() - 24) : match.start()]
            if _NEVER.search(leading) or (match.group() in _ORDER and _WHEN.search(leading)):
                continue
            marker = Stretch(match.start(), match.end())
            if _QUESTION.search(scene.low[at.start : match.start()]):
                continue
            if _BINDS.match(match.group()) and _UNBOUND.search(scene.low[at.start : match.start()]):
                continue
            if side == "before" and _DENIED.search(scene.low[max(at.start, match.start() - 30) : match.end()]):
                continue
            bounds = _bounds(scene, sentence, at, marker)
            if side == "before":
                yield _condition_first(scene, bounds, marker, necessity)
            else:
                yield _condition_after(scene, bounds, marker, necessity, strength)


def _bounds(scene: Scene, sentence: int, at: Stretch, marker: Stretch) -> Stretch:
    """The content of the attribution that holds the marker, else the sentence."""
    n = scene.attribution_at(marker.start, marker.end, sentence)
    if n is None:
        return at
    hull = [p for p in scene.attributions[n].content if p.start <= marker.start and marker.end <= p.end]
    return hull[0] if hull else at


def _condition_after(
    scene: Scene, bounds: Stretch, marker: Stretch, necessity: Necessity, strength: int
) -> Clause | None:
    low = scene.low
    opening = low[bounds.start : marker.start].strip(" \"'-–—,") in ("", "and", "but", "so", "that", "not")
    if opening:
        turn = next((t for t in (p.search(low, marker.end, bounds.end) for p in _MAIN_STARTS) if t), None)
        if not turn or turn.end() >= bounds.end - 3:
            return None
        spoken = _SPOKEN.search(low[marker.end : turn.start()])
        until = marker.end + spoken.start() if spoken else turn.start()
        condition, main = (marker.end, until), (turn.end(), _main_end(low, turn.end(), bounds.end))
    else:
        condition = (marker.end, _condition_end(low, bounds, marker.end))
        main = (_main_start(scene, bounds.start, marker.start), _last_word(low, marker))
    if not low[slice(*condition)].strip(" \"'.,") or not low[slice(*main)].strip(" \"'.,"):
        return None
    return _checked(scene, Stretch(*main), Stretch(*condition), marker, necessity, strength)


def _condition_end(low: str, bounds: Stretch, start: int) -> int:
    """Where a condition clause ends: not at a relative clause inside it, nor at a quote that opens after it."""
    inside_quote = low.count('"', bounds.start, start) % 2 == 1
    back = (
        list(_MAIN_VERB.finditer(low, start + 4, bounds.end)) if _IN_RELATIVE.match(low[bounds.start : start]) else []
    )
    bounds = Stretch(bounds.start, back[-1].start()) if back else bounds
    for tail in _TAIL.finditer(low, start, bounds.end):
        if tail.start() <= start + 3 or (tail.group().startswith('"') and not inside_quote):
            continue
        aside = _RELATIVE.match(low, tail.start(), bounds.end)
        if aside is None:
            return tail.start()
    return bounds.end


def _checked(
    scene: Scene, main: Stretch, condition: Stretch, marker: Stretch, necessity: Necessity, strength: int
) -> Clause | None:
    low = scene.low
    word = low[marker.start : marker.end]
    if necessity is Necessity.SANCTION and _TALKED_WITH.match(word) and _is_refusal_to_talk(scene, main):
        return None
    if necessity is Necessity.SANCTION and not _THREAT.search(low, max(0, main.start - 24), main.end):
        return None
    before = main.start < marker.start
    if _JUST_TIME.match(low, condition.start, condition.end):
        return None
    if strength < 3 and not _MODAL.search(low, max(0, main.start - 12), marker.end if before else main.end):
        return None
    if word in ("before", "prior to", "ahead of") and _MUST.search(low, main.start, main.end):
        return Clause(condition, _demanded(low, main), marker, Necessity.NECESSARY, strength)
    if word in ("after", "while", "without") and not re.search(
        r"\b(?:no|not|never|only|cannot|refus\w+|rul\w+ out|impossible|reject\w+|out of the question)\b|n't\b",
        low[main.start : main.end],
    ):
        return None
    if necessity is Necessity.SUFFICIENT and re.search(
        r"\bonly\b", low[max(main.start, marker.start - 60) : marker.start]
    ):
        necessity = Necessity.NECESSARY
    if necessity is Necessity.SUFFICIENT and re.search(
        r"\b(?:threat\w+|warn\w*|face|sanction\w*)\b", low[main.start : main.end]
    ):
        necessity = Necessity.SANCTION
    return Clause(main, condition, marker, necessity, strength)


def _demanded(low: str, main: Stretch) -> Stretch:
    """What `X demands A before B` demands, without the words that demand it."""
    match = _DEMANDING.match(low, main.start, main.end)
    return Stretch(match.end(), main.end) if match and main.end - match.end() > 6 else main


def _is_refusal_to_talk(scene: Scene, main: Stretch) -> bool:
    """`no talks with those who ordered the killing`: a refusal of a partner, not a threat to punish an act."""
    found = anchors(scene.low, main.start, main.end, scene.pack)
    return bool(found) and found[-1].issue in (Issue.TALKS, Issue.CEASEFIRE)


def _condition_first(scene: Scene, bounds: Stretch, marker: Stretch, necessity: Necessity) -> Clause | None:
    low = scene.low
    before = (_main_start(scene, bounds.start, marker.start), marker.start)
    if low[marker.start : marker.end].startswith("as "):
        named = list(_NAMED.finditer(low, bounds.start, marker.start))
        before = (named[-1].end(), marker.start) if named else before
    if low[marker.start : marker.end].startswith("first"):
        if not _MUST.search(low, before[0], marker.start) or low[marker.start - 4 : marker.start].endswith(
            ("at ", "the ", " a ")
        ):
            return None
        main = (bounds.start, before[0])
    else:
        main = (marker.end, _main_end(low, marker.end, bounds.end))
    if (
        before[0] >= before[1]
        or main[0] >= main[1]
        or not low[slice(*before)].strip()
        or not low[slice(*main)].strip(' ,."')
    ):
        return None
    return Clause(Stretch(*main), Stretch(*before), marker, necessity, 3)


def _main_start(scene: Scene, start: int, end: int) -> int:
    """The last hard break before a marker that leaves something to be about: `open to talks - but only if`."""
    for match in reversed(list(_HARD.finditer(scene.low, start, end))):
        if any(a.strength > 1 for a in anchors(scene.low, match.end(), end, scene.pack)):
            return match.end()
    return start


def _main_end(low: str, start: int, end: int) -> int:
    match = _TAIL.search(low, start, end)
    return match.start() if match and match.start() > start + 8 else end


def _last_word(low: str, marker: Stretch) -> int:
    """Where the marker's last word begins: `not ... until` leaves its negation in the main clause."""
    words = low[marker.start : marker.end]
    cut = words.rfind(" ")
    return marker.start + cut if cut > 0 else marker.start
