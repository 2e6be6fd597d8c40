"""Reads the stance on an anchor off the words around it, with negation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Stance
from toguna.language.issues import Anchor
from toguna.language.sieve import Sieve
from toguna.packs.language import LanguagePack

_NEGATION = re.compile(
    r"(?:(?:\b(?:not|never|no longer|nor|neither|nobody|no one|none|hardly|cannot)|n't)(?: \w+){0,2}"
    r"|\b(?:nobody|no one|none of)(?: \w+){0,6} (?:has|have|had|will|would|can|could|is|are|was|were)(?: ever| yet)?)"
    r"\s*$"
)
_NEGATED_VERB = re.compile(
    r"(?:\b(?:not|never|cannot)|(?:wo|ca|do|does|did|is|are|would|could|should)n't)(?: \w+){0,3} ?$"
)
_WILL = re.compile(
    r"\b(?:will|would|shall|can|is to|are to|going to|has to|have to|'ll)(?: (?:also|soon|now|be|only|all))* ?$"
)
_MUST = re.compile(
    r"\b(?:must|should|ought to|needs? to|has to|have to|had to)(?: (?:also|first|now|be|all|immediately))* ?$"
)
_TO = re.compile(r"\bto (?:\w+ )?$")
_NO = re.compile(r"\b(?:no|without any|zero)(?: (?:more|further|direct|such|peace|new|formal|political))* ?$")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)(?: \w+ly)? $")
_TOLD = frozenset({"asked", "tasked", "urged", "ordered", "mandated", "requested"})
_NO_SUCH = re.compile(r"\s*(?:in |to |for )?(?:no|neither|none)\b")
_FACT = re.compile(r"\s+(?:had|have|has|were|was|took|taking)\b")
_NOUN_HERE = re.compile(
    r"\b(?:the|a|an|any|all|its|his|her|their|our|\w+'s|such|this|that|these|those|new|latest)(?: \w+)? $"
)
_LINK = re.compile(r"\s*(?:to |in |that it would |that they would )?(?:\w+ly )?")
_HAS_NOT = re.compile(r"\b(?:has|have|had|did)(?:n't| not)(?: \w+)? ?$")
_NO_RIGHT = re.compile(
    r"\b(?:not|n't|never|un)(?: been| being| yet| \w+ly)* ?(?:authori[sz]ed|allowed|empowered|permitted|able"
    r"|in a position)"
    r"(?: \w+)? to (?:\w+ )?$"
)
_NOBODY_SENT = re.compile(
    r"\b(?:no \w+|nobody|no one|none)(?: [\w ]{0,30})? (?:has|have|had|was|is)(?: been)? (?:mandated|tasked"
    r"|authori[sz]ed|asked)"
    r" to $"
)
_NOT_OUT = re.compile(r"(?:not|n't|never)(?: \w+)? (?:rul|exclud)")
_FLIP = {Stance.FOR: Stance.AGAINST, Stance.AGAINST: Stance.FOR, Stance.OPEN: Stance.AGAINST}


@dataclass(frozen=True, slots=True)
class Read:
    """A stance with the words that show it.

    cue        where the cue stands, or None when grammar alone shows it (`will negotiate`, `no talks`)
    strength   3 certain, 2 usual, 1 grammar alone
    demand     the subject is told to act (`must leave`): the speaker wants it
    """

    stance: Stance
    cue: Stretch | None
    strength: int
    demand: bool = False


@lru_cache(maxsize=4)
def _cues(pack: LanguagePack) -> tuple[tuple[re.Pattern[str], Stance, str, int], ...]:
    return tuple(
        (re.compile(r"\b(?:" + row["pattern"] + ")"), Stance(row["stance"]), row["place"], int(row["strength"]))
        for row in pack.table("stances")
    )


@lru_cache(maxsize=4)
def _sieve(pack: LanguagePack) -> Sieve:
    return Sieve(row[0] for row in _cues(pack))


def _live(low: str, start: int, end: int, pack: LanguagePack) -> list[tuple[re.Pattern[str], Stance, str, int]]:
    """The cues that may stand in a stretch, in the order of the table."""
    rows = _cues(pack)
    return [rows[n] for n in _sieve(pack).live(low, start, end)]


@lru_cache(maxsize=4096)
def force(cue: str, pack: LanguagePack) -> Stance | None:
    """The stance that a speech cue takes by itself: `demanded` is for, `rejected` against, `said` none."""
    for pattern, stance, place, _ in _cues(pack):
        if place == "before" and pattern.search(cue):
            return stance
    return None


def flipped(stance: Stance, sense: int) -> Stance:
    """The stance on the issue when the anchor names its opposite."""
    return _FLIP.get(stance, stance) if sense < 0 else stance


def stance_on(low: str, clause: Stretch, anchor: Anchor, pack: LanguagePack) -> Read | None:
    """The stance on an anchor inside its clause, or None when nothing shows one.

    The nearest cue before the anchor decides, then one after it, then the verb's own form.
    """
    start, end = clause.start, clause.end
    best: tuple[tuple[int, int], Read] | None = None
    behind: tuple[int, Read] | None = None
    for pattern, stance, place, strength in _live(low, start, end, pack):
        area = (start, anchor.at.start) if place == "before" else (anchor.at.end, end)
        for match in pattern.finditer(low, *area):
            if match.end() == match.start():
                continue
            away = anchor.at.start - match.end() if place == "before" else match.start() - anchor.at.end
            if anchor.strength == 1 and away > 30:
                continue
            if away > (160 if strength == 3 and place == "before" else 90):
                continue
            turned = _with_negation(low, start, match, stance)
            if place == "before" and stance is Stance.FOR and _NO_SUCH.match(low, match.end(), anchor.at.end):
                turned = Stance.AGAINST
            read = Read(turned, Stretch(match.start(), match.end()), strength)
            rank = (0 if place == "before" else 1, away)
            if place == "after" and strength == 3 and (behind is None or away < behind[0]):
                behind = (away, read)
            if best is None or rank < best[0]:
                best = (rank, read)
    if _NO_RIGHT.search(low[start : anchor.at.start]):
        return None
    if _NOBODY_SENT.search(low[start : anchor.at.start]):
        return Read(Stance.AGAINST, None, 3)
    if best is not None and best[0][0] == 0:
        best = (best[0], _governed(low, start, _led(low, start, best[1], pack), pack))
        if behind is not None and behind[0] < 40 and _is_noun(low, start, best[1]):
            return behind[1]
    grammar = _by_form(low, start, anchor)
    if grammar and (best is None or best[0][0] == 1 or best[0][1] > 45 or grammar.demand):
        return grammar if best is None or best[0][0] == 0 or grammar.strength > 1 else best[1]
    return best[1] if best else None


def found_before(low: str, at: Stretch, pack: LanguagePack) -> list[Read]:
    """All cues of a stretch that take what stands after them, in order, with negation."""
    return _all(low, at, pack, "before")


def found_after(low: str, at: Stretch, pack: LanguagePack) -> list[Read]:
    """All cues of a stretch that take what stands before them, in order, with negation."""
    return _all(low, at, pack, "after")


def _all(low: str, at: Stretch, pack: LanguagePack, side: str) -> list[Read]:
    found = [
        Read(_with_negation(low, at.start, match, stance), Stretch(match.start(), match.end()), strength)
        for pattern, stance, place, strength in _live(low, at.start, at.end, pack)
        if place == side
        for match in pattern.finditer(low, at.start, at.end)
        if match.end() > match.start()
    ]
    return sorted(found, key=lambda r: (r.cue.start if r.cue else 0, -r.strength))


def _led(low: str, start: int, read: Read, pack: LanguagePack) -> Read:
    """`refused to attend the talks`, `agreed to join them`: the verb right before a weaker one leads it."""
    if read.cue is None or read.strength > 2:
        return read
    outer: Read | None = None
    for pattern, stance, place, strength in _live(low, max(start, read.cue.start - 40), read.cue.start, pack):
        if place != "before" or strength < 3:
            continue
        for match in pattern.finditer(low, max(start, read.cue.start - 40), read.cue.start):
            if match.end() > match.start() and _LINK.fullmatch(low[match.end() : read.cue.start]):
                outer = Read(_with_negation(low, start, match, stance), Stretch(match.start(), read.cue.end), 3)
    if outer is None:
        return read
    return outer if outer.stance is not Stance.FOR else Read(read.stance, outer.cue, 3)


def _is_noun(low: str, start: int, read: Read) -> bool:
    """True for a cue behind an article or the like: `the offer`, `its demand`."""
    if read.cue is None:
        return False
    return bool(_NOUN_HERE.search(low[max(start, read.cue.start - 30) : read.cue.start]))


def _governed(low: str, start: int, read: Read, pack: LanguagePack) -> Read:
    """`dismissed the offer of talks`: a cue that is a noun here stands under the verb before it."""
    if read.cue is None or not _is_noun(low, start, read):
        return read
    outer: Read | None = None
    for pattern, stance, place, strength in _cues(pack):
        for match in pattern.finditer(low, max(start, read.cue.start - 45), read.cue.start):
            later = outer is None or outer.cue is None or match.start() > outer.cue.start
            if place == "before" and match.end() > match.start() and later:
                turned = _with_negation(low, start, match, stance)
                outer = Read(turned, Stretch(match.start(), match.end()), strength)
    return outer if outer is not None and outer.stance in (Stance.AGAINST, Stance.OPEN) else read


def _with_negation(low: str, start: int, match: re.Match[str], stance: Stance) -> Stance:
    before = low[max(start, match.start() - 40) : match.start()]
    if _PASSIVE.search(before) and match.group().endswith("ed") and match.group() in _TOLD:
        return Stance.UNCLEAR
    if stance is Stance.OPEN and _NOT_OUT.search(match.group()):
        return Stance.OPEN
    if not _NEGATION.search(before):
        return stance
    if stance is Stance.AGAINST:
        return Stance.OPEN
    return Stance.AGAINST


def is_undone(low: str, start: int, verb: int) -> bool:
    """True right after `has not`, `did not`: what did not happen is no stance."""
    return bool(_HAS_NOT.search(low[max(start, verb - 40) : verb]))


def _by_form(low: str, start: int, anchor: Anchor) -> Read | None:
    before = low[max(start, anchor.at.start - 70) : anchor.at.start]
    if _HAS_NOT.search(before):
        return None
    if _NEGATED_VERB.search(before):
        return Read(Stance.AGAINST, None, 3)
    if _NO.search(before):
        if _FACT.match(low, anchor.at.end):
            return None
        return Read(Stance.AGAINST, None, 2)
    if _MUST.search(before) or re.search(r"\b(?:must|should)\b", low[anchor.at.start : anchor.at.end]):
        return Read(Stance.FOR, None, 2, demand=True)
    if _WILL.search(before):
        return Read(Stance.FOR, None, 1)
    if _TO.search(before) and anchor.at.start - start < 14:
        return Read(Stance.FOR, None, 1)
    return None
