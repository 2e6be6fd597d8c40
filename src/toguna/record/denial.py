"""Denials: which earlier record a denial takes back, and what it voids.

A party that denies its own earlier word voids it from that day; one that denies another's leaves it standing, disputed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from toguna.kinds import edtf
from toguna.kinds.record import Claim, Event, Position, Statement
from toguna.kinds.vocabulary import EventStatus

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disown\w*|reject\w*|refut\w*|retract\w*|contradict\w*|no such)\b", re.I
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


def with_denials(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, with `denies` set where a denial's words meet an earlier record, and own positions voided."""
    claims = list(claims)
    targets = [c for c in claims if isinstance(c, (Statement, Event))]
    found: dict[str, Claim] = {}
    voided: dict[str, Statement] = {}
    for denial in claims:
        if isinstance(denial, Statement) and _DENIES.search(denial.cue):
            target = _denied(denial, targets)
            if target is not None:
                found[denial.header.key] = replace(denial, denies=target.header.id)
                if isinstance(target, Statement) and target.speaker.party == denial.speaker.party:
                    voided[target.header.id] = denial
    return [_void(found.get(c.header.key, c), voided) for c in claims]


def _void(claim: Claim, voided: dict[str, Statement]) -> Claim:
    if isinstance(claim, Position) and claim.statement in voided and claim.statement is not None:
        return replace(claim, voided_by=voided[claim.statement].header.id)
    return claim


def _denied(denial: Statement, targets: list[Statement | Event]) -> Statement | Event | None:
    """The earlier record of which a denial speaks: the best shared words, of somebody else or of another day."""
    words = _content(denial.content)
    if len(words) < 2:
        return None
    best: tuple[float, Statement | Event] | None = None
    for target in targets:
        if target.header.key == denial.header.key or _is_denied_event(target):
            continue
        if edtf.first_day(target.header.known_on) > edtf.last_day(denial.header.known_on):
            continue
        if isinstance(target, Statement) and _DENIES.search(target.cue):
            continue
        said = target.content if isinstance(target, Statement) else target.header.because[0].quote
        shared = len(words & _content(said)) / len(words)
        if shared >= SHARED and (best is None or shared > best[0]):
            best = (shared, target)
    return best[1] if best else None


def _is_denied_event(target: Statement | Event) -> bool:
    return isinstance(target, Event) and target.status is EventStatus.DENIED
