from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.reading import Attribution, EventFrame, Mention, MentionKind, Sentence
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import ConditionState, EventStatus, Issue, StatementMode
from toguna.language.event_lexicon import lexicon
from toguna.language.events import events
from toguna.language.times import times
from toguna.packs.language import language_pack

PACK = language_pack()
PRONOUNS = {"it", "they", "he", "she"}
PLACES = {"Boni", "Gossi", "Lome"}


def marked(text: str) -> tuple[str, tuple[Mention, ...]]:
    """`[The Front] attacked [the army]`: what stands in brackets is a mention."""
    clean, mentions = "", []
    for piece in re.split(r"(\[[^\]]+\])", text):
        if piece.startswith("["):
            name = piece[1:-1]
            kind = MentionKind.GROUP
            kind = MentionKind.PRONOUN if name.lower() in PRONOUNS else kind
            kind = MentionKind.PLACE if name in PLACES else kind
            mentions.append(Mention(Stretch(len(clean), len(clean) + len(name)), 0, kind, name))
            piece = name
        clean += piece
    return clean, tuple(mentions)


def read(text: str, title: bool = False, speaker: int | None = None, denial: bool = False) -> tuple[EventFrame, ...]:
    """The events of one sentence of a report of 2022-06-15; a speaker says all that follows ` that `."""
    clean, mentions = marked(text)
    document = Document(DocumentId("a.txt"), "", clean, published=Edtf("2022-06-15"), language="en")
    sentences = (Sentence(Stretch(0, len(clean)), 0, is_title=title),)
    said: tuple[Attribution, ...] = ()
    if speaker is not None:
        content = Stretch(clean.index(" that ") + 6, len(clean))
        said = (Attribution(0, (), (), (content,), StatementMode.INDIRECT, (speaker,), denial=denial),)
    return events(document, sentences, mentions, times(document, sentences, PACK), said, PACK)


def short(text: str, **rest: bool) -> list[tuple[str, list[str], list[str]]]:
    names = [m.name for m in marked(text)[1]]
    return [(e.type.value, [names[i] for i in e.actors], [names[i] for i in e.recipients]) for e in read(text, **rest)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("[The Front] attacked [the army] on Monday.", ("ASSAULT", ["The Front"], ["the army"])),
        ("[The army] was attacked by [the Front] on Monday.", ("ASSAULT", ["the Front"], ["The army"])),
        ("[The junta] arrested [the minister].", ("COERCE", ["The junta"], ["the minister"])),
        ("[Soldiers] ousted [the president] in May.", ("COERCE", ["Soldiers"], ["the president"])),
        ("[The Front] freed [the prisoners].", ("CONCEDE", ["The Front"], ["the prisoners"])),
        ("[The Front] declared a ceasefire with [the army].", ("CONCEDE", ["The Front"], ["the army"])),
        ("[The bloc] lifted sanctions on [the junta].", ("CONCEDE", ["The bloc"], ["the junta"])),
        ("[The bloc] imposed sanctions on [the junta].", ("SANCTION", ["The bloc"], ["the junta"])),
        ("[The junta] closed its border with [its neighbour].", ("SANCTION", ["The junta"], ["its neighbour"])),
        ("[The Front] and [the junta] signed an accord.", ("AGREE", ["The Front", "the junta"], [])),
        ("[The junta] signed an accord with [the Front].", ("AGREE", ["The junta", "the Front"], [])),
        ("[The envoy] met [the Front] on Monday.", ("CONSULT", ["The envoy", "the Front"], [])),
        ("[The Front] rejected the plan by [the bloc].", ("REJECT", ["The Front"], ["the bloc"])),
        ("[The Front] broke off talks with [the junta].", ("REJECT", ["The Front"], ["the junta"])),
        ("[The Front] will not meet [the junta].", ("REJECT", ["The Front"], ["the junta"])),
        ("[The Front] wouldn't meet [the junta].", ("REJECT", ["The Front"], ["the junta"])),
        ("[The Front] won't meet [the junta].", ("REJECT", ["The Front"], ["the junta"])),
        ("The U.N. envoy [Ann Dao] urged [the junta] to free [the minister].", ("REQUEST", ["Ann Dao"], ["the junta"])),
        ("[The army] arrested more than 40 [villagers] in [Boni].", ("COERCE", ["The army"], ["villagers"])),
        ("[The junta], whose term ends soon, freed [the minister].", ("CONCEDE", ["The junta"], ["the minister"])),
        ("[The Front] refused to negotiate with [the junta].", ("REJECT", ["The Front"], ["the junta"])),
        ("[The bloc] called on [the junta] to hold a vote.", ("REQUEST", ["The bloc"], ["the junta"])),
        ("[The bloc] urged [the junta] to free [the minister].", ("REQUEST", ["The bloc"], ["the junta"])),
        ("[The junta] accused [the neighbour] of arming rebels.", ("ACCUSE", ["The junta"], ["the neighbour"])),
        ("[The neighbour] welcomed the decision of [the junta].", ("SUPPORT", ["The neighbour"], ["the junta"])),
        ("[The ally] deployed troops in May.", ("MOBILIZE", ["The ally"], [])),
        ("[The agency] delivered food to [the displaced].", ("AID", ["The agency"], ["the displaced"])),
        (
            "[The leader of the Front], a former teacher, attacked [the army].",
            ("ASSAULT", ["The leader of the Front"], ["the army"]),
        ),
        ("On Tuesday in [Lome] [the Front] welcomed the plan of [the bloc].", ("SUPPORT", ["the Front"], ["the bloc"])),
    ],
)
def test_an_act_has_its_type_and_its_sides(text: str, event: tuple[str, list[str], list[str]]) -> None:
    assert short(text) == [event]


def test_a_headline_reports_in_the_present() -> None:
    assert short("[Front] snubs [junta] as talks open", title=True)[0] == ("REJECT", ["Front"], ["junta"])


@pytest.mark.parametrize(
    "text",
    [
        "[The Front] did not attack [the army].",
        "[The Front] may attack [the army].",
        "[The Front] would attack [the army] if it moved.",
        "[The Front] wants [the army] to leave.",
        "[The Front] will free [the prisoners] if [the army] leaves.",
        "[The Front] offered to free [the prisoners] if [the army] leaves.",
        "[The Front] asked not to be named.",
        "[The ministers] met the deadline.",
        "[The leader of the Front] teaches.",
        "Nothing can begin until [the army] has freed [the prisoners].",
    ],
)
def test_what_is_denied_wanted_possible_or_conditional_is_no_event(text: str) -> None:
    assert short(text) == []


def test_what_a_demand_asks_for_has_not_happened() -> None:
    assert [e[0] for e in short("[The Front] demanded that [the herders] be freed.")] == ["REQUEST"]


def test_the_subject_goes_on_across_and() -> None:
    assert short("[The Front] welcomed the plan of [the bloc] and freed [the minister].") == [
        ("SUPPORT", ["The Front"], ["the bloc"]),
        ("CONCEDE", ["The Front"], ["the minister"]),
    ]


def test_a_clause_with_which_acts_for_the_noun_before_it() -> None:
    assert short("[The Front], which attacked [the army] in May, is silent.") == [
        ("ASSAULT", ["The Front"], ["the army"])
    ]


def test_an_announced_withdrawal_is_announced_and_moves_no_further() -> None:
    (event,) = read("[The ally] will withdraw its troops from [Boni].")
    assert (event.status, event.issue, event.moves) == (
        EventStatus.ANNOUNCED,
        Issue.WITHDRAWAL,
        ConditionState.ANNOUNCED,
    )


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("[The ally] withdrew its last troops.", ConditionState.MET),
        ("[The ally] withdrew half of its troops.", ConditionState.PARTLY),
        ("[The ally] began withdrawing its troops.", ConditionState.PARTLY),
        ("[The Front] freed all prisoners.", ConditionState.MET),
        ("[The Front] freed 12 prisoners.", ConditionState.PARTLY),
        ("[The bloc] lifted the sanctions.", ConditionState.MET),
        ("[The Front] called off its ceasefire.", ConditionState.VIOLATED),
        ("[The Front] dropped its demand for a ceasefire.", ConditionState.WITHDRAWN),
        ("[The ally] refused to withdraw its troops.", ConditionState.OPPOSED),
    ],
)
def test_only_words_move_a_condition(text: str, moves: ConditionState) -> None:
    assert [e.moves for e in read(text) if e.moves] == [moves]


def test_what_only_the_doer_says_is_claimed() -> None:
    (event,) = read("[The Front] said that [it] had freed [the prisoners].", speaker=0)
    assert event.status is EventStatus.CLAIMED


def test_what_a_denial_says_is_denied() -> None:
    (event,) = read("[The junta] denied that [the army] had attacked [the Front].", speaker=0, denial=True)
    assert event.status is EventStatus.DENIED


def test_an_event_has_the_nearest_date_and_its_place() -> None:
    (event,) = read("[The Front] attacked [the army] in [Boni] on Monday.")
    assert (event.on, event.where) == (0, "Boni")


def test_a_dated_deal_is_an_agreement_even_without_its_parties() -> None:
    assert short("The accord of 2015 had set the date.") == [("AGREE", [], [])]


def test_a_coup_by_its_noun() -> None:
    assert short("Aid stopped after a coup in August 2020.") == [("COERCE", [], [])]


def test_every_set_and_type_of_the_lexicon_is_known() -> None:
    words = lexicon(PACK)
    assert all(act.words for acts in words.verbs.values() for act in acts if act.needs not in ("someone", "-", "0", ""))


_WORDS = st.sampled_from(
    "[The Front] [it] [Boni] attacked signed freed withdraw will not to that which and , by with the troops accord said"
    " talks if refused began releasing was been on Monday of release".split()
)


@given(st.lists(_WORDS, min_size=1, max_size=25))
def test_any_order_of_words_can_be_read(words: list[str]) -> None:
    text = " ".join(words)
    size = len(marked(text)[1])
    for event in read(text):
        assert all(0 <= i < size for i in (*event.actors, *event.recipients))
        assert event.at.end <= len(marked(text)[0])
        assert not set(event.actors) & set(event.recipients)


@given(st.text(min_size=1, max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read(text.replace("[", "(").replace("]", ")"))
