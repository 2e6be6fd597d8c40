"""A sieve never stops a pattern that matches, whatever the text; it may let others through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.language.sieve import Sieve, needles
from toguna.language.time_words import time_words
from toguna.packs.language import language_pack

TABLES = ("issues", "stances", "condition_markers", "channel_cues")
WORDS = (
    "no talks|until|the troops|leave|ceasefire|said it would not|open to|negotiate|without preconditions|prisoners"
    "|released|only if|unless|mediated by|Qatar|on Monday|last month|within 30 days|in March 2021|two years ago"
    "|the 1990s|2020-03-08|rejected|demanded|sanctions|lifted|weekend|ſince|next wEEK"
    "|MONDAY|Kidal|12 hours|hosted|elections|later this year|early in the week|1 May|over the past three months"
).split("|")


def _sieved(patterns: list[re.Pattern[str]], sieve: Sieve, text: str, start: int, end: int) -> None:
    live = sieve.live(text, start, end)
    assert list(live) == sorted(live)
    for n, pattern in enumerate(patterns):
        assert n in live or not any(m.end() > m.start() for m in pattern.finditer(text, start, end)), pattern.pattern


PATTERNS = [
    [re.compile(r"\b(?:" + row["pattern"] + ")") for row in language_pack("en").table(table)] for table in TABLES
]
PATTERNS.append([rule.pattern for rule in time_words(language_pack("en")).rules])
PATTERNS.append(list(time_words(language_pack("en")).slots.values()))


@pytest.mark.parametrize(("patterns", "sieve"), [(patterns, Sieve(patterns)) for patterns in PATTERNS])
@settings(deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=12), cut=st.integers(0, 20))
def test_a_pattern_that_matches_is_always_live(
    patterns: list[re.Pattern[str]], sieve: Sieve, words: list[str], cut: int
) -> None:
    text = " ".join(words)
    _sieved(patterns, sieve, text, min(cut, len(text)), len(text))


@given(st.text(alphabet="abckK\u212asſiİı1-. ", max_size=30))
def test_letters_that_fold_to_ascii_are_not_overlooked(text: str) -> None:
    patterns = [re.compile(r"kis|s\d-a", re.IGNORECASE), re.compile(r"abc(?i:ski)")]
    _sieved(patterns, Sieve(patterns), text, 0, len(text))


def test_what_every_match_holds_is_read_off_the_pattern() -> None:
    assert needles(re.compile(r"(?:peace )?talks?|truces?")) == {"talk", "truce"}
    assert needles(re.compile(r"(?:talks)?")) == frozenset()
    assert needles(re.compile(r"\w+ing|x")) == frozenset()
    assert needles(re.compile(r"Kidal"), folds=True) == {"kidal"}
