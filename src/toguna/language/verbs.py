"""Forms of English verbs: every form of every verb of the pack, with its lemma."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from toguna.packs.language import LanguagePack

_VOWELS = "aeiou"
_DOUBLED = frozenset(
    "admit ban bar beg bet brag commit compel confer control curb cut defer deter drag drop dub equip expel fit"
    " forbid forget get gun hit infer jet let net occur omit pat permit plan plot put quip quit rebel rebut refer"
    " regret rig rip rob rub run set shed ship shop shun shut sit skip slam slip snap snub spur spot stem step"
    " stir stop strip submit swap tap transfer trap trim win wrap".split()
)


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One form of a verb: its lemma and what it may be (`base`, `s`, `past`, `part`, `ing`)."""

    lemma: str
    forms: frozenset[str]


def regular(lemma: str) -> tuple[str, str, str]:
    """Third person, past and -ing of a regular verb.

    >>> regular("deny"), regular("commit"), regular("pledge")
    (('denies', 'denied', 'denying'), ('commits', 'committed', 'committing'), ('pledges', 'pledged', 'pledging'))
    """
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    if lemma.endswith("ie"):
        return third, lemma + "d", lemma[:-2] + "ying"
    if lemma.endswith("e"):
        return third, lemma + "d", (lemma if lemma.endswith(("ee", "ye", "oe")) else lemma[:-1]) + "ing"
    stem = lemma + lemma[-1] if lemma in _DOUBLED else lemma
    return third, stem + "ed", stem + "ing"


@lru_cache(maxsize=4)
def verb_forms(pack: LanguagePack) -> dict[str, VerbForm]:
    """Every form in lower case -> its verb; a form of two verbs belongs to the first by lemma."""
    found: dict[str, tuple[str, set[str]]] = {}
    for row in sorted(pack.table("verbs"), key=lambda r: r["lemma"]):
        lemma = row["lemma"]
        third, past, ing = regular(lemma)
        named = {"base": lemma, "s": third, "past": row["past"] or past, "part": row["participle"] or past, "ing": ing}
        if lemma.endswith("l") and lemma[-2] in _VOWELS and not row["past"]:
            for kind, form in (("past", lemma + "led"), ("part", lemma + "led"), ("ing", lemma + "ling")):
                found.setdefault(form, (lemma, set()))[1].add(kind)
        for kind, form in named.items():
            entry = found.setdefault(form, (lemma, set()))
            if entry[0] == lemma:
                entry[1].add(kind)
    return {form: VerbForm(lemma, frozenset(kinds)) for form, (lemma, kinds) in found.items()}
