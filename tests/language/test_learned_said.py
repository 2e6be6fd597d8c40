"""Attributions of rules and encoder together: the rules' detail stays, the encoder adds what no rule saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from toguna.encoder.doubt import Doubt
from toguna.encoder.marks import Mark
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.reading import Attribution, Mention, MentionKind, Sentence
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import StatementMode
from toguna.language.learned_said import blended_attributions, share
from toguna.language.learned_settings import Settings
from toguna.language.reader import rule_reader

At = tuple[int, int]

RULES = rule_reader()
TEXT = (
    "The League said it would talk. Its envoy hinted that “the road stays shut. No lorry will pass.” "
    "Dano Relk, for his part, had no doubt."
)
DOCUMENT = Document(DocumentId("a.txt"), "0", TEXT, language="en")
SENTENCES = RULES.sentences(DOCUMENT)
NO_DOUBT = Doubt(())
SURE = Settings(said_add=0.6, said_doubt=0.3)


def at(words: str, text: str = TEXT) -> At:
    assert text.count(words) == 1, words
    return text.index(words), text.index(words) + len(words)


def stretch(words: str) -> Stretch:
    return Stretch(*at(words))


NAMED = tuple(
    Mention(stretch(words), sentence, kind, words)
    for words, sentence, kind in [
        ("The League", 0, MentionKind.GROUP),
        ("Its envoy", 1, MentionKind.DESCRIPTION),
        ("Dano Relk", 3, MentionKind.PERSON),
    ]
)
RULED = Attribution(
    sentence=0,
    source=(stretch("The League"),),
    cue=(stretch("said"),),
    content=(stretch("it would talk"),),
    mode=StatementMode.INDIRECT,
    speaker=(0,),
    addressee=2,
    medium="a broadcast",
    said=None,
    rule="clause",
    confidence=0.45,
)


def say(cue: str, *content: str, kind: str = "say", sure: float = 0.9, **roles: str) -> Mark:
    filled: dict[str, tuple[tuple[At, float], ...]] = {role: ((at(words), 0.9),) for role, words in roles.items()}
    filled["content"] = tuple((at(words), 0.9) for words in content)
    return Mark(at(cue), kind, sure, {"denial": ("no", 0.9)}, filled)


def orphan(content: str, sure: float = 0.9) -> Mark:
    return Mark(at(content), "content", sure, {}, {"speaker": ()})


def blended(
    *marks: Mark,
    ruled: tuple[Attribution, ...] = (),
    sentences: tuple[Sentence, ...] = SENTENCES,
    how: Settings = SURE,
    likely: Doubt = NO_DOUBT,
) -> tuple[Attribution, ...]:
    known = tuple(sorted(marks, key=lambda m: m.at))
    return blended_attributions(DOCUMENT, sentences, NAMED, ruled, known, likely, how)


def words(one: Attribution) -> list[str]:
    return [c.of(TEXT) for c in one.content]


def test_a_find_of_the_rules_that_the_encoder_meets_keeps_its_detail() -> None:
    assert blended(say("said", "it would talk", speaker="Dano Relk"), ruled=(RULED,)) == (RULED,)


def test_a_meeting_mark_counts_however_unsure_it_is() -> None:
    assert blended(say("said", "it would talk", sure=0.1), ruled=(RULED,)) == (RULED,)


def test_content_that_is_mostly_other_words_does_not_meet(doubt: Callable[..., Doubt]) -> None:
    assert blended(say("said", "talk"), ruled=(RULED,), likely=doubt(0.0))[0].rule == "encoder"


@pytest.mark.parametrize(("likely", "kept"), [(0.31, 1), (0.29, 0)])
def test_an_unmet_find_is_kept_when_the_encoder_finds_it_likely_enough(
    likely: float, kept: int, doubt: Callable[..., Doubt]
) -> None:
    assert len(blended(ruled=(RULED,), likely=doubt(likely))) == kept


@pytest.mark.parametrize(("sure", "added"), [(0.59, 0), (0.6, 1)])
def test_a_mark_is_added_from_its_confidence_on(sure: float, added: int) -> None:
    assert len(blended(say("hinted", "the road stays shut", sure=sure), how=replace(SURE, said_add=0.6))) == added


def test_a_role_is_filled_from_its_probability_on() -> None:
    mark = say("hinted", "the road stays shut", speaker="Its envoy")
    assert blended(mark, how=replace(SURE, role=0.9))[0].speaker == (1,)
    assert blended(mark, how=replace(SURE, role=0.91))[0].speaker == ()


def test_each_sentence_of_a_quote_gets_its_own_attribution() -> None:
    told = blended(say("hinted", "the road stays shut. No lorry will pass.", speaker="Its envoy", source="Its envoy"))
    assert [a.sentence for a in told] == [1, 2]
    assert [a.mode for a in told] == [StatementMode.DIRECT, StatementMode.DIRECT]
    assert [a.source for a in told] == [(stretch("Its envoy"),), ()]
    assert [a.speaker for a in told] == [(1,), (1,)]
    assert all(SENTENCES[a.sentence].at.holds(c) for a in told for c in a.content)


def test_a_source_in_another_sentence_still_names_the_speaker() -> None:
    told = blended(say("hinted", "No lorry will pass", source="Its envoy"))
    assert [(a.source, a.speaker) for a in told] == [((), (1,))]


def test_a_speaker_is_one_who_is_named_in_the_words_of_the_source() -> None:
    (told,) = blended(say("hinted", "the road stays shut", speaker="The League", source="Its envoy"))
    assert (told.source, told.speaker) == ((stretch("Its envoy"),), (1,))


def test_a_carried_sentence_gives_nothing_though_its_quote_goes_on() -> None:
    carried = tuple(replace(s, carried=n == 1) for n, s in enumerate(SENTENCES))
    told = blended(say("hinted", "the road stays shut. No lorry will pass."), sentences=carried)
    assert [a.sentence for a in told] == [2]
    first = tuple(replace(s, carried=n == 0) for n, s in enumerate(SENTENCES))
    assert blended(say("said", "it would talk"), ruled=(replace(RULED, confidence=0.9),), sentences=first) == ()


def test_a_quote_without_a_cue_takes_the_cue_before_it() -> None:
    told = blended(say("said", "it would talk", speaker="The League"), orphan("No lorry will pass"))
    assert [(a.rule, a.speaker) for a in told] == [("encoder", (0,)), ("encoder, quote goes on", (0,))]
    assert blended(orphan("No lorry will pass")) == ()


def test_words_inside_a_content_are_not_said_once_more() -> None:
    told = blended(say("hinted", "the road stays shut. No lorry will pass."), orphan("No lorry"))
    assert [words(a) for a in told] == [["the road stays shut."], ["No lorry will pass."]]


def test_the_same_content_is_told_once() -> None:
    first = say("said", "it would talk")
    assert len(blended(first, orphan("No lorry will pass"), orphan("No lorry will pass"))) == 2


def test_a_mark_that_crosses_a_find_of_the_rules_is_left_out() -> None:
    sure = replace(RULED, confidence=0.9)
    assert blended(say("said", "would talk."), ruled=(sure,)) == (sure,)
    assert blended(say("League", "said it would"), ruled=(sure,)) == (sure,)


def test_one_in_another_points_to_its_holder() -> None:
    content = (stretch("Its envoy hinted that “the road stays shut"),)
    outer = Attribution(1, (), (stretch("said"),), content, StatementMode.INDIRECT, rule="clause", confidence=0.9)
    told = blended(say("hinted", "the road stays shut"), ruled=(outer,))
    assert [(a.rule, a.inside) for a in told] == [("clause", None), ("encoder", 0)]
    assert blended(ruled=told) == told


def test_one_whose_cue_stands_outside_is_not_inside() -> None:
    content = (stretch("that “the road stays shut. No lorry will pass"),)
    outer = Attribution(1, (), (stretch("said"),), content, StatementMode.INDIRECT, rule="clause", confidence=0.9)
    told = blended(say("hinted", "stays shut"), ruled=(outer,))
    assert [(a.rule, a.inside) for a in told] == [("clause", None), ("encoder", None)]


def test_the_holder_of_a_holder_that_is_thrown_out_takes_its_place(doubt: Callable[..., Doubt]) -> None:
    whole = replace(RULED, content=(stretch("The League said it would talk"),), cue=(stretch("said"),))
    middle = replace(RULED, content=(stretch("said it would talk"),), inside=0)
    inmost = replace(RULED, content=(stretch("talk"),), inside=1)
    told = blended(ruled=(whole, middle, inmost), likely=doubt(1.0, stretch("said it would ")))
    assert [(words(a), a.inside) for a in told] == [(["The League said it would talk"], None), (["talk"], 0)]


def test_thoughts_are_no_statements() -> None:
    assert blended(say("hinted", "the road stays shut", kind="mind"))[0].inner


def test_content_that_is_only_marks_says_nothing() -> None:
    assert blended(say("hinted", "”")) == ()


def test_overlap_is_shared_over_all_code_points() -> None:
    assert share((Stretch(0, 4),), (Stretch(2, 6),)) == pytest.approx(1 / 3)
    assert share((), (Stretch(2, 6),)) == 0.0


def test_order_is_that_of_the_text_whatever_order_the_marks_come_in() -> None:
    marks = say("said", "it would talk"), say("hinted", "the road stays shut")
    told = blended_attributions(DOCUMENT, SENTENCES, NAMED, (), marks[::-1], NO_DOUBT, SURE)
    assert told == blended(*marks) and [a.sentence for a in told] == [0, 1]
