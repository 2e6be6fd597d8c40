"""Denials: which earlier record a denial takes back, and what it voids.

A party that denies its own earlier word voids it from that day; one that denies another's leaves it standing, disputed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from toguna.kinds import edtf
from toguna.kinds.record import Claim, Event, Position, Statement
from toguna.kinds.vocabulary import EventStatus, StatementMode

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disown\w*|reject\w*|refut\w*|retract\w*|contradict\w*|no such|disavow\w*|repudiat\w*"
    r"|recant\w*|took back|tak(?:e|es|ing) back|walk(?:s|ed|ing)? back|backpedal\w*|backtrack\w*)\b",
    re.I,
)
#: To reject an offer denies nothing; to reject what was said does.
_REJECTS = re.compile(r"\breject\w*\b", re.I)
_WHAT_WAS_SAID = re.compile(
    r"\W*(?:(?:the|a|an|any|all|these|those|such|as \w+|media|press|\w+'s) )*(?:\w+ )?(?:claims?|reports?"
    r"|accusations?"
    r"|allegations?|suggestions?|charges?|rumou?rs?|assertions?|account|communique|statements?|word|news|story"
    r"|stories)\b"
    r"|\W*(?:having|that|it (?:had|has|was|would)|he (?:had|has|was|would)|she (?:had|has|was|would)|they (?:had"
    r"|have|were))\b",
    re.I,
)
#: A party's plain word that nothing of the kind was done takes back its own earlier one: `nobody has been mandated`.
_NOTHING_DONE = re.compile(
    r"\b(?:no \w+|nobody|no one|none)(?: of \w+(?: \w+)?)? (?:has|have|had|was|were)(?: ever)?(?: been)?"
    r" (?:mandated|tasked|authori[sz]ed|asked|appointed|agreed|decided|signed|approved|promised)\b",
    re.I,
)
_SMALL = frozenset(
    "the a an of in on at to and or that is was were be been has had have by with for as it its their his from will"
    " would said says he she they this these those not no any".split()
)

#: Share of the denial's content words that the earlier words must hold. Set by reading denials of our own examples:
#: at .4 every pair was the right one, at .3 the first wrong one came in.
SHARED = 0.4


@lru_cache(maxsize=65536)
def _content(words: str) -> frozenset[str]:
    return frozenset(w[:6] for w in re.findall(r"[a-z]{3,}", words.lower()) if w not in _SMALL)


def _names(denial: Statement) -> frozenset[str]:
    """The stems of the names in what is denied: who denies that a company is in the country speaks of the company.

    A capital at the beginning tells nothing in a quotation, nor before the cue, where the sentence begins.
    """
    cue, content = denial.spans.cue, denial.spans.content
    inside = cue and content and content[0].start > cue[-1].end and denial.mode is not StatementMode.DIRECT
    words = denial.content.split() if inside else denial.content.split()[1:]
    return frozenset(w for word in words if word[:1].isupper() for w in _content(word))


def with_denials(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, with `denies` set where a denial's words meet an earlier record, and own positions voided."""
    claims = list(claims)
    targets = _Targets(claims)
    found: dict[str, Claim] = {}
    voided: dict[str, Statement] = {}
    for denial in claims:
        if isinstance(denial, Statement) and _is_taking_back(denial):
            target = targets.denied(denial)
            if target is not None and (_denies(denial) or _is_own(denial, target)):
                found[denial.header.key] = replace(denial, denies=target.header.id)
                if isinstance(target, Statement) and _is_own(denial, target):
                    voided[target.header.id] = denial
    return [_void(found.get(c.header.key, c), voided) for c in claims]


def _denies(said: Statement) -> bool:
    """True if the cue denies what was said, not what was offered."""
    if not _DENIES.search(said.cue):
        return False
    return not _REJECTS.search(said.cue) or bool(_WHAT_WAS_SAID.match(said.content))


def _is_taking_back(said: Statement) -> bool:
    return _denies(said) or bool(_NOTHING_DONE.search(said.content))


def _is_own(denial: Statement, target: Statement | Event) -> bool:
    """True if both are words of one party that is known."""
    if not isinstance(target, Statement) or denial.speaker.party is None:
        return False
    return target.speaker.party == denial.speaker.party


def _void(claim: Claim, voided: dict[str, Statement]) -> Claim:
    if isinstance(claim, Position) and claim.statement in voided and claim.statement is not None:
        return replace(claim, voided_by=voided[claim.statement].header.id)
    return claim


class _Targets:
    """What may be denied, found by the stems of its words.

    Cost   of one denial: what shares its rarest stems, not all that was ever said (1,000 reports took 20 s of 60)
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.kept: list[tuple[Statement | Event, frozenset[str]]] = []
        self.holding: dict[str, list[int]] = defaultdict(list)
        for claim in claims:
            if isinstance(claim, (Statement, Event)) and not _is_denial(claim):
                said = claim.content if isinstance(claim, Statement) else claim.header.because[0].quote
                for stem in _content(said):
                    self.holding[stem].append(len(self.kept))
                self.kept.append((claim, _content(said)))

    def denied(self, denial: Statement) -> Statement | Event | None:
        """The earlier record of which a denial speaks: the best shared words, of somebody else or of another day."""
        words, names = _content(denial.content), _names(denial)
        if len(words) < 2:
            return None
        latest = edtf.last_day(denial.header.known_on)
        best: tuple[float, Statement | Event] | None = None
        for n in self._near(words):
            target, said = self.kept[n]
            shared = len(words & said) / len(words)
            if shared < SHARED or (names and not names & said) or (best is not None and shared <= best[0]):
                continue
            if target.header.key != denial.header.key and edtf.first_day(target.header.known_on) <= latest:
                best = (shared, target)
        return best[1] if best else None

    def _near(self, words: frozenset[str]) -> list[int]:
        """Those that may share enough, in their order: who shares k of n stems has one of any n - k + 1."""
        needed = next(k for k in range(1, len(words) + 1) if k / len(words) >= SHARED)
        rarest = sorted(words, key=lambda w: (len(self.holding.get(w, ())), w))
        return sorted({n for stem in rarest[: len(words) - needed + 1] for n in self.holding.get(stem, ())})


def _is_denial(target: Statement | Event) -> bool:
    """A denial, and what is told as denied, are not what another denial speaks of."""
    if isinstance(target, Event):
        return target.status is EventStatus.DENIED
    return _is_taking_back(target)
