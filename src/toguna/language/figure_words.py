"""The words around numbers of a language as lookups: bounds, vague amounts, counted nouns, verbs that count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toguna.kinds.vocabulary import Counts
from toguna.language.figure_numbers import number_words
from toguna.language.verbs import VerbForm, regular, verb_forms
from toguna.packs.language import LanguagePack


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """What a noun counts: `counts` is None for what is no figure, up to `upto` where that is given.

    whole   people or things to whom a verb may have done something that counts more
    """

    counts: Counts | None
    whole: bool
    upto: float | None


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The tables as lookups; patterns match in any case."""

    amount: re.Pattern[str]
    before: dict[str, tuple[str, bool]]
    after: dict[str, tuple[str, bool]]
    vague: dict[str, tuple[float, float]]
    nouns: dict[str, CountedNoun]
    objects: dict[str, Counts]
    subjects: dict[str, Counts]
    forces: frozenset[str]
    heads: dict[str, Counts]
    particles: frozenset[str]
    forms: dict[str, VerbForm]
    names: frozenset[str]


def _either(words: list[str]) -> str:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)


def _forms(lemmas: list[str], pack: LanguagePack) -> dict[str, VerbForm]:
    """Forms of the verbs that the verb table lacks; they are all regular."""
    known = {form.lemma for form in verb_forms(pack).values()}
    found = {}
    for lemma in lemmas:
        if lemma not in known:
            third, past, ing = regular(lemma)
            for form, kinds in ((lemma, "base"), (third, "s"), (past, "past part"), (ing, "ing")):
                found[form] = VerbForm(lemma, frozenset(kinds.split()))
    return found


@lru_cache(maxsize=4)
def figure_words(pack: LanguagePack) -> FigureWords:
    """The words around numbers of a pack."""
    bounds = pack.table("figure_quantifiers")
    before = {r["words"]: (r["bound"], bool(r["about"])) for r in bounds if r["place"] == "before"}
    after = {r["words"]: (r["bound"], bool(r["about"])) for r in bounds if r["place"] == "after"}
    vague = {r["words"]: (float(r["low"]), float(r["high"])) for r in pack.table("figure_vague")}
    verbs = pack.table("figure_verbs")
    number = number_words(pack).pattern
    coins = _either(list(pack.words("figure_currencies")))
    counted = rf"(?P<first>{number})(?:\s?(?:-|–|—|to|and|or)\s?(?P<second>{number}))?"
    amount = (
        rf"(?<![\w.,:’'])(?P<bounds>(?:(?i:{_either(list(before))})[\s\"“”']+)*)(?P<between>(?i:between|from)\s+)?"
        rf"(?:(?P<vague>(?i:{_either(list(vague))}))(?!\w)|(?P<coin>(?-i:{coins}))?\s?(?i:{counted}))"
        rf"(?:\s(?P<after>(?i:{_either(list(after))}))\b)?"
    )
    return FigureWords(
        re.compile(amount),
        before,
        after,
        vague,
        {
            r["noun"]: CountedNoun(
                None if r["counts"] == "-" else Counts(r["counts"]),
                bool(r["whole"]),
                float(r["upto"]) if r["upto"] else None,
            )
            for r in pack.table("figure_nouns")
        },
        {r["lemma"]: Counts(r["counts"]) for r in verbs if r["role"] == "object"},
        {r["lemma"]: Counts(r["counts"]) for r in verbs if r["role"] == "subject"},
        frozenset(r["lemma"] for r in verbs if r["role"] == "force"),
        {r["noun"]: Counts(r["counts"]) for r in pack.table("figure_heads")},
        pack.words("figure_particles"),
        _forms([r["lemma"].split()[0] for r in verbs], pack),
        pack.words("figure_names"),
    )
