"""The words that report acts, as lookups: verbs by lemma with what their object must be, nouns, governors, sets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from toguna.kinds.errors import PackIsBroken
from toguna.kinds.vocabulary import ConditionState, EventType, Issue
from toguna.packs.language import LanguagePack


@dataclass(frozen=True, slots=True)
class ActVerb:
    """One reading of a verb.

    particles   words that must follow the verb, each a set of alternatives
    needs       `someone`, `0` (no object), `-`, "" or the name of a set of words
    subject     the set is for the subject, not for the object
    words       the words of that set
    speech      done by saying
    other       where the other side stands: `object`, `owner`, `none` or a preposition
    joint       the other side acts too
    """

    lemma: str
    particles: tuple[frozenset[str], ...]
    needs: str
    words: frozenset[str]
    subject: bool
    type: EventType | None
    mode: str | None
    speech: bool
    issue: Issue | None
    moves: ConditionState | None
    other: str
    joint: bool


@dataclass(frozen=True, slots=True)
class ActNoun:
    """A noun that reports an act; `actor` and `other` are the prepositions of its sides, `poss` its possessor.

    alone   when it counts without any side named: `` never, `dated` with a date beside it, `yes` always
    """

    noun: str
    type: EventType
    mode: str | None
    actor: frozenset[str]
    other: frozenset[str]
    alone: str
    issue: Issue | None
    moves: ConditionState | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the pack says about acts.

    verbs    readings by lemma, the one that asks most first
    intransitive   verbs all of whose readings take no object
    people   nouns for people who may act or suffer though nobody is named (`soldiers`, `villagers`)
    """

    verbs: dict[str, tuple[ActVerb, ...]]
    nouns: dict[str, ActNoun]
    governors: dict[str, str]
    intransitive: frozenset[str]
    people: frozenset[str]
    sets: dict[str, frozenset[str]]


@lru_cache(maxsize=4)
def lexicon(pack: LanguagePack) -> Lexicon:
    """The act words of a pack.

    Raises   PackIsBroken when a verb names a set that does not exist
    """
    sets = {r["set"]: frozenset(r["words"].split()) for r in pack.table("event_sets")}
    verbs: dict[str, list[ActVerb]] = {}
    for row in pack.table("event_verbs"):
        act = _verb(row, sets, pack)
        verbs.setdefault(act.lemma, []).append(act)
    nouns = {r["noun"]: _noun(r) for r in pack.table("event_nouns")}
    governors = {r["lemma"]: r["effect"] for r in pack.table("event_governors")}
    ordered = {lemma: tuple(sorted(acts, key=_closeness)) for lemma, acts in verbs.items()}
    bare = {lemma for lemma, acts in verbs.items() if all(a.needs in ("-", "0") for a in acts)}
    intransitive = frozenset(bare - {"sign", "agree", "mediate", "negotiate"})
    people = frozenset(r["noun"] for r in pack.table("figure_nouns") if r["whole"])
    return Lexicon(ordered, nouns, governors, intransitive, people, sets)


def _closeness(act: ActVerb) -> tuple[int, int]:
    """The reading that asks most of its surroundings is tried first."""
    return -len(act.particles), {"": 3, "-": 2, "someone": 1, "0": 1}.get(act.needs, 0)


def _verb(row: dict[str, str], sets: dict[str, frozenset[str]], pack: LanguagePack) -> ActVerb:
    lemma, *particles = row["verb"].split()
    needs = row["object"].lstrip("@=")
    if row["object"].startswith(("@", "=")) and needs not in sets:
        raise PackIsBroken(
            str(pack.folder / "event_verbs.tsv"), f"{row['verb']} names the set {needs}, which is not there"
        )
    return ActVerb(
        lemma=lemma,
        particles=tuple(frozenset(p.split("|")) for p in particles),
        needs=needs,
        words=sets.get(needs, frozenset()),
        subject=row["object"].startswith("="),
        type=EventType(row["type"]) if row["type"] != "-" else None,
        mode=row["mode"] or None,
        speech=row["speech"] == "yes",
        issue=Issue(row["issue"]) if row["issue"] else None,
        moves=ConditionState(row["moves"]) if row["moves"] else None,
        other=row["other"].removesuffix("+") or "none",
        joint=row["other"].endswith("+"),
    )


def _noun(row: dict[str, str]) -> ActNoun:
    return ActNoun(
        noun=row["noun"],
        type=EventType(row["type"]),
        mode=row["mode"] or None,
        actor=frozenset(row["actor"].split()),
        other=frozenset(row["other"].split()),
        alone=row["alone"],
        issue=Issue(row["issue"]) if row["issue"] else None,
        moves=ConditionState(row["moves"]) if row["moves"] else None,
    )
