"""Words that report speech, with their verb groups; who speaks and what is said is not decided here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from toguna.language.attribution_view import DASHES, View, np_start
from toguna.packs.language import LanguagePack


@dataclass(frozen=True, slots=True)
class CueEntry:
    """One cue of the language pack.

    words    the lemma of the verb (or the noun), then the words that must follow it
    frames   what may follow, see `speech_verbs.tsv`
    denial   takes back or denies what the content says
    weight   0..1
    """

    words: tuple[str, ...]
    frames: frozenset[str]
    denial: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence; token ranges are half-open.

    start, end   the cue's own words
    group        where its verb group begins (auxiliaries, `not`)
    lead         where the adverbs before the group begin: the subject ends before them
    form         `finite`, `ing` or `passive`; `noun` for a noun of saying; `infinitive` after `went on to`
    negated      `did not deny`
    """

    entry: CueEntry
    start: int
    end: int
    group: int
    form: str
    lead: int
    negated: bool = False


@dataclass(frozen=True, slots=True)
class CueWords:
    """All cues of a language pack by their first word; `ambiguous` lemmas are also nouns."""

    verbs: dict[str, tuple[CueEntry, ...]]
    nouns: dict[str, CueEntry]
    ambiguous: frozenset[str]


def _entry(row: dict[str, str], name: str) -> CueEntry:
    frames = frozenset(row["frames"].split())
    return CueEntry(tuple(row[name].split()), frames, row["denial"] == "y", float(row["weight"] or 0.5))


@lru_cache(maxsize=4)
def cue_words(pack: LanguagePack) -> CueWords:
    """The cues of a language pack; those of more words come first."""
    verbs: dict[str, list[CueEntry]] = {}
    for row in pack.table("speech_verbs"):
        entry = _entry(row, "cue")
        verbs.setdefault(entry.words[0], []).append(entry)
    ordered = {k: tuple(sorted(v, key=lambda e: (-len(e.words), e.words))) for k, v in verbs.items()}
    nouns = {row["noun"]: _entry(row, "noun") for row in pack.table("speech_nouns")}
    return CueWords(ordered, nouns, pack.words("speech_ambiguous"))


_CONTINUING = frozenset("go continue appear seem proceed begin start come manage hasten rush prefer use take".split())
_PUSHING = frozenset("lead prompt push cause spur drive compel".split())
ACCUSING = frozenset("accuse charge blame criticise criticize condemn denounce urge".split())
"""Cues that may be passive: `was accused by Y of`."""
_PREVENTING = frozenset("without from of".split())
_HYPOTHETICAL = frozenset("would could may might should must shall will can ought would've cannot".split())
_NEGATABLE = frozenset({("rule", "out"), ("deny",), ("dispute",), ("object", "to"), ("contest",), ("hide",)})


def cues(view: View, words: CueWords) -> Iterator[Cue]:
    """Every cue of the view in order, those in quotes left out; what only might be said is no cue."""
    i = 0
    while i < len(view.tokens):
        cue = None if view.is_quoted(i) else _verb_cue(view, i, words)
        if cue is not None:
            yield cue
            i = cue.end
        else:
            i += 1


def _verb_cue(view: View, i: int, words: CueWords) -> Cue | None:
    verb = view.tokens[i].verb
    entries = words.verbs.get(verb.lemma) if verb is not None else None
    if not entries or verb is None or not _is_verbal(view, i, verb.forms, words.ambiguous):
        return None
    let = _let_know(view, i) if verb.lemma == "know" else None
    if let is not None:
        return Cue(entries[0], let, i + 1, let, "finite", let)
    for entry in entries:
        end = _matched(view, i, entry)
        if end:
            return _in_group(view, i, end, entry, verb.forms)
    return None


def _let_know(view: View, i: int) -> int | None:
    """The `let` of `let the members know that`, or None."""
    start = np_start(view, i)
    verb = view.tokens[start - 1].verb if start else None
    return start - 1 if start and verb is not None and verb.lemma == "let" else None


def _is_verbal(view: View, i: int, forms: frozenset[str], nouns: frozenset[str]) -> bool:
    """Whether this form stands as a verb; the tagger does not know capitalised verbs in titles."""
    tag = view.tag(i)
    if forms <= {"base", "s"} and not view.is_title and _is_likely_noun(view, i, nouns):
        return False
    if tag == "verb":
        return not (forms <= {"base", "s"} and view.tag(i - 1) in ("det", "poss", "possessive", "prep", "num"))
    if tag == "prep" and forms == {"ing"}:
        return False
    before = view.tag(i - 1)
    if tag == "name" and view.tokens[i].text.istitle():
        return view.is_title and before not in ("det", "poss", "possessive", "prep") and i > 0
    if tag == "word" and before == "num":
        return bool(forms & {"past"})
    if tag == "word" and before == "prep":
        return forms == {"ing"}
    return (tag == "word" and before in ("quote", "pron")) or (
        tag == "word" and view.low(i - 1) in ("both", "all", "some")
    )


def _is_likely_noun(view: View, i: int, nouns: frozenset[str]) -> bool:
    """`East African states tried`, `took note of`: a form that is rather a noun here, by what stands around it."""
    if view.tag(i - 1) in ("verb", "num", "det", "poss", "possessive", "prep") or view.is_possessive(i - 1):
        return True
    verb = view.tokens[i].verb
    if verb is None or verb.lemma not in nouns:
        return False
    if view.tag(i - 1) in ("pron", "adv", "modal", "aux", "neg"):
        return False
    follows, low = view.tag(i + 1), view.low(i + 1)
    if follows in ("det", "poss", "pron", "num") or view.is_quoted(i + 1) or low in ("to", ":"):
        return low == "that" and view.tag(i + 2) in ("aux", "modal", "verb")
    if low in (",", "", "."):
        start = np_start(view, i)
        after = start is not None and (view.low(start - 1) in (",", *DASHES) or view.is_quoted(start - 1))
        return not after and (view.tag(i - 1) not in ("name", "pron") or verb.forms <= {"base"})
    if view.tag(i - 1) == "name" and verb.forms == {"s"} and follows in ("name", "word"):
        return view.has_finite(i + 1, min(i + 6, len(view.tokens)))
    return True


def _matched(view: View, i: int, entry: CueEntry) -> int:
    """The end of the cue if its further words follow (an object pronoun may stand between), else 0."""
    at = i + 1
    for n, word in enumerate(entry.words[1:]):
        if view.low(at) != word:
            if n == 0 and len(entry.words) > 1 and view.is_adverb(at) and view.low(at + 1) == word:
                at += 1
            else:
                return 0
        at += 1
    return at


def _in_group(view: View, i: int, end: int, entry: CueEntry, forms: frozenset[str]) -> Cue | None:
    """The cue with its verb group, or None when the group says that nothing was said."""
    group, auxiliaries, negated = i, [], False
    while group > 0 and not view.is_quoted(group - 1):
        before = view.low(group - 1)
        if view.tag(group - 1) in ("aux", "modal"):
            auxiliaries.append(before)
            negated = negated or before.endswith("n't")
        elif view.tag(group - 1) == "neg":
            negated = True
        elif before == "to" and "base" in forms:
            return _infinitive(view, i, end, group - 1, entry)
        elif view.before_adverbial(group) < group:
            group = view.before_adverbial(group) + 1
        elif not view.is_adverb(group - 1) or view.timed[group - 1]:
            break
        group -= 1
    if view.low(group - 1) in ("'s", "'") and "ing" in forms and group == i and view.tag(group - 2) in ("name", "pron"):
        auxiliaries.append("is")
        group -= 1
    lead = group
    while group < i and view.is_adverb(group):
        group += 1
    if any(a in _HYPOTHETICAL or a.rstrip("n't") in _HYPOTHETICAL for a in auxiliaries):
        return None
    if any(a in ("won't", "can't", "wouldn't", "couldn't", "shouldn't") for a in auxiliaries):
        return None
    if negated and entry.words not in _NEGATABLE:
        return None
    passive = _is_passive(auxiliaries, forms)
    form = "passive" if passive else "finite"
    if "ing" in forms and not any(a in _BE for a in auxiliaries):
        form = "ing"
        if view.tag(group - 1) == "prep" and view.low(group - 1) in _PREVENTING:
            return None
    elif not auxiliaries and "part" in forms and view.low(end) == "by" and entry.words[0] in ACCUSING:
        form = "passive"
    elif not auxiliaries and "part" in forms and "past" not in forms:
        return None
    return Cue(entry, i, end, group, form, lead, negated)


_BE = frozenset("is are was were be been being am isn't aren't wasn't weren't".split())


def _is_passive(auxiliaries: list[str], forms: frozenset[str]) -> bool:
    return "part" in forms and any(a in _BE for a in auxiliaries[:1])


def _infinitive(view: View, i: int, end: int, to: int, entry: CueEntry) -> Cue | None:
    """`went on to say`, `continued to call for`: said after all; any other infinitive is not."""
    at = to - 1
    start = np_start(view, to) if view.is_nominal(at) else None
    pushed = view.tokens[start - 1].verb if start else None
    if pushed is not None and pushed.lemma in _PUSHING:
        return Cue(entry, i, end, i, "finite", to)
    if view.low(at) in ("on", "out"):
        at -= 1
    verb = view.tokens[at].verb if at >= 0 else None
    if verb is None or verb.lemma not in _CONTINUING or view.is_quoted(at):
        return None
    while at > 0 and (view.tag(at - 1) == "aux" or view.is_adverb(at - 1)):
        at -= 1
    if view.tag(at - 1) in ("modal", "neg"):
        return None
    return Cue(entry, i, end, at, "finite", at)
