"""A description taken apart: the noun it turns on, what sort of party that is, and what stands before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toguna.kinds.vocabulary import PartyType
from toguna.packs.language import LanguagePack, language_pack

_WORD = re.compile(r"\w+(?:[-.&]\w+)*\.?(?:['’]\w+)?|['’]s?")
_OF = re.compile(r"\s(?:of|in|from|at|for)\s")

TYPES = {
    "government": PartyType.GOVERNMENT,
    "army": PartyType.GOVERNMENT,
    "armed-group": PartyType.ARMED_GROUP,
    "organisation": PartyType.ORGANISATION,
    "sides": PartyType.ORGANISATION,
    "relation": PartyType.ORGANISATION,
    "population": PartyType.POPULATION,
    "person": PartyType.POPULATION,
}


@dataclass(frozen=True, slots=True)
class Noun:
    """What a description says.

    noun      the head in the singular, lower case
    many      the head in the plural, for a party that stands for all of them
    sort      of `mention_heads`
    before    the words before the head, lower case, without article
    text      those words as written
    """

    noun: str
    many: str
    sort: str
    before: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Heads:
    by_form: dict[tuple[str, ...], tuple[str, str, str]]
    longest: int


@lru_cache(maxsize=4)
def _heads(pack: LanguagePack) -> _Heads:
    found: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for row in pack.table("mention_heads"):
        one, many = row["noun"].strip("-"), row["plural"].strip("-")
        for form in (one, many):
            if form:
                found.setdefault(
                    tuple(form.lower().split()), ((one or many).lower(), (many or one).lower(), row["sort"])
                )
    return _Heads(found, max(len(form) for form in found))


@lru_cache(maxsize=65536)
def noun_of(words: str) -> Noun | None:
    """The head noun of a description, or None when it has none that means a party.

    >>> noun_of("senior army officials").noun, noun_of("residents of the capital").sort
    ('official', 'population')
    """
    heads = _heads(language_pack("en"))
    front = _OF.split(words, maxsplit=1)[0]
    for part in dict.fromkeys((words, front)):
        parts = [m.group() for m in _WORD.finditer(part)]
        lows = [p.lower().replace("’", "'") for p in parts]
        for length in range(min(heads.longest, len(lows)), 0, -1):
            found = heads.by_form.get(tuple(lows[-length:]))
            if found:
                before = tuple(lows[:-length])
                return Noun(found[0], found[1], found[2], before, " ".join(parts[:-length]))
    return None


@lru_cache(maxsize=1)
def offices() -> dict[str, str]:
    """Offices of a state -> whether its holder speaks for the `government` or the `army`."""
    return {row["noun"]: row["of"] for row in language_pack("en").table("mention_offices")}


@lru_cache(maxsize=1)
def posts() -> frozenset[str]:
    """Functions whose holder speaks for a state when the state is named with them: `Kenyan envoy`."""
    return language_pack("en").words("mention_posts")


@lru_cache(maxsize=1)
def vague() -> frozenset[str]:
    """Head nouns that never make an alias."""
    return language_pack("en").words("mention_vague")


@lru_cache(maxsize=1)
def own_nouns() -> frozenset[str]:
    """Nouns that act for whoever has them."""
    return language_pack("en").words("mention_own")


@lru_cache(maxsize=1)
def pronoun_sorts() -> dict[str, str]:
    """Pronoun -> `male`, `female`, `thing`, `any`, `speaker`."""
    return {row["form"]: row["sort"] for row in language_pack("en").table("mention_pronouns")}
