"""The word lists behind mentions, one value per language pack: general vocabulary, no list names a party."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from toguna.language.verbs import verb_forms
from toguna.packs.language import LanguagePack


class Sort(StrEnum):
    """What sort of party a head noun means."""

    GOVERNMENT = "government"
    ARMY = "army"
    ARMED_GROUP = "armed-group"
    ORGANISATION = "organisation"
    SIDES = "sides"
    RELATION = "relation"
    """Somebody as another sees him: `its foe`, `France's ally`."""
    POPULATION = "population"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that may stand for a party.

    words    as matched, lower case, one or more words
    """

    words: tuple[str, ...]
    noun: str
    sort: Sort
    plural: bool


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun that may stand for a party; `sort` is `male`, `female`, `thing`, `any` or `speaker`."""

    form: str
    plural: bool
    sort: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lists, ready to look up in lower case.

    heads       first word -> heads that begin with it, longest first
    ordinary    words that a capital alone does not make a name
    """

    heads: dict[str, tuple[Head, ...]]
    titles: dict[str, tuple[tuple[str, ...], ...]]
    prefixes: frozenset[str]
    modifiers: frozenset[str]
    particles: frozenset[str]
    body_heads: dict[str, str]
    body_starts: frozenset[str]
    place_heads: frozenset[str]
    never: frozenset[str]
    given: frozenset[str]
    links: tuple[str, ...]
    own: frozenset[str]
    owned: frozenset[str]
    texts: frozenset[str]
    common: frozenset[str]
    pronouns: dict[str, Pronoun]
    ordinary: frozenset[str]

    def head_at(self, lows: list[str], i: int) -> Head | None:
        """The longest head noun that begins at word `i`."""
        for head in self.heads.get(lows[i], ()):
            if tuple(lows[i : i + len(head.words)]) == head.words:
                return head
        return None

    def title_at(self, lows: list[str], i: int) -> int:
        """How many words of a title begin at word `i`; 0 for none."""
        for title in self.titles.get(lows[i], ()):
            if tuple(lows[i : i + len(title)]) == title:
                return len(title)
        if lows[i] in self.prefixes and i + 1 < len(lows):
            after = self.title_at(lows, i + 1)
            return after + 1 if after else 0
        return 0


def _by_first(phrases: list[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(rest) for first, rest in found.items()}


def _heads(pack: LanguagePack) -> dict[str, tuple[Head, ...]]:
    found: dict[str, dict[tuple[str, ...], Head]] = {}
    for row in pack.table("mention_heads"):
        noun = row["noun"].strip("-") or row["plural"]
        for form, plural in ((row["noun"], False), (row["plural"], True)):
            if form and form != "-":
                words = tuple(form.lower().split())
                head = Head(words, noun.lower(), Sort(row["sort"]), plural)
                found.setdefault(words[0], {}).setdefault(words, head)
    return {first: tuple(sorted(hs.values(), key=lambda h: (-len(h.words), h.words))) for first, hs in found.items()}


@lru_cache(maxsize=4)
def lexicon(pack: LanguagePack) -> Lexicon:
    """The lists of a language pack.

    Raises   PackIsBroken when a list is missing
    """
    heads = _heads(pack)
    common = frozenset(w.lower() for w in pack.words("mention_common"))
    modifiers = frozenset(w.lower() for w in pack.words("mention_modifiers"))
    single = {h.words[0] for hs in heads.values() for h in hs}
    people = [h.words for hs in heads.values() for h in hs if h.sort is Sort.PERSON and not h.plural]
    titles = [tuple(t.lower().split()) for t in pack.words("mention_titles")]
    return Lexicon(
        heads=heads,
        titles=_by_first(titles + people),
        prefixes=pack.words("mention_title_prefixes"),
        modifiers=modifiers,
        particles=pack.words("mention_particles"),
        body_heads={row["word"].lower(): row["sort"] for row in pack.table("mention_body_heads")},
        body_starts=frozenset(w.lower() for w in pack.words("mention_body_starts")),
        place_heads=frozenset(w.lower() for w in pack.words("mention_place_heads")),
        never=pack.words("mention_never"),
        given=frozenset(w.lower() for w in pack.words("mention_given_names")),
        links=tuple("-" + w for w in pack.phrases("mention_links")),
        own=pack.words("mention_own"),
        owned=pack.words("mention_owned"),
        texts=pack.words("mention_texts"),
        common=common,
        pronouns={
            row["form"]: Pronoun(row["form"], row["number"] == "many", row["sort"])
            for row in pack.table("mention_pronouns")
        },
        ordinary=common | modifiers | single | frozenset(verb_forms(pack)),
    )
