from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.reading import Attribution, FigureFrame, Mention, MentionKind, Sentence
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import Counts, StatementMode
from toguna.language.figure_numbers import number_value
from toguna.language.figures import figures
from toguna.language.times import times
from toguna.packs.language import language_pack

PACK = language_pack()
Value = tuple[float | None, float | None, float | None]


def read(text: str, mentions: tuple[Mention, ...] = (), said: tuple[Attribution, ...] = ()) -> tuple[FigureFrame, ...]:
    """The figures of one sentence of a report of 2022-06-15."""
    document = Document(DocumentId("a.txt"), "", text, published=Edtf("2022-06-15"), language="en")
    sentences = (Sentence(Stretch(0, len(text)), 0),)
    return figures(document, sentences, mentions, times(document, sentences, PACK), said, PACK)


def short(text: str) -> list[tuple[str, Value]]:
    return [(f.counts.value, (f.low, f.best, f.high)) for f in read(text)]


@pytest.mark.parametrize(
    ("text", "counts", "value"),
    [
        ("More than 50 fighters crossed the river.", "fighters", (50, None, None)),
        ("At least 12 people were killed in the raid.", "killed", (12, None, None)),
        ("Up to 300 soldiers may go.", "troops", (None, None, 300)),
        ("Nearly 2,000 people died last year.", "killed", (None, None, 2000)),
        ("About 40 villagers were wounded.", "wounded", (None, 40, None)),
        ("The raid killed 15 rebels.", "killed", (None, 15, None)),
        ("The flood displaced 4 500 families.", "displaced", (None, 4500, None)),
        ("Hundreds of civilians were killed.", "killed", (200, None, 999)),
        ("Tens of thousands of people have fled their homes.", "displaced", (20000, None, 99999)),
        ("Between 30 and 40 prisoners sat in the yard.", "detained", (30, None, 40)),
        ("The army freed 30 to 40 prisoners.", "released", (30, None, 40)),
        ("It is a nation of 9 million people.", "population", (None, 9_000_000, None)),
        ("Their 7,000-troop mission shrank.", "troops", (None, 7000, None)),
        ("A 19-month war has emptied the town.", "duration", (None, 19, None)),
        ("It ended a decade of war.", "duration", (None, 10, None)),
        ("Power must be handed over within 90 days.", "duration", (None, None, 90)),
        ("Donors promised $1.5 million.", "money", (None, 1_500_000, None)),
        ("Donors promised 2bn euros.", "money", (None, 2_000_000_000, None)),
        ("Six policemen were hurt.", "wounded", (None, 6, None)),
        ("The rebels hold twenty-five hostages.", "hostages", (None, 25, None)),
        ("The union named a 12-member panel.", "other", (None, 12, None)),
        ("The strike has claimed some 30 lives.", "killed", (None, 30, None)),
        ("A nurse put the dead at 37.", "killed", (None, 37, None)),
        ("The gunmen number about 150 today.", "fighters", (None, 150, None)),
        ("They handed over 15 captives.", "released", (None, 15, None)),
    ],
)
def test_a_figure_says_what_it_counts_and_how_firmly(text: str, counts: str, value: Value) -> None:
    assert short(text) == [(counts, value)]


def test_one_number_may_be_split_between_dead_and_wounded() -> None:
    assert short("Shells killed 12 people and wounded 30.") == [
        ("killed", (None, 12, None)),
        ("wounded", (None, 30, None)),
    ]


def test_the_second_number_shares_the_verb_of_the_first() -> None:
    assert short("The mine killed a driver and four other people.") == [
        ("killed", (None, 1, None)),
        ("killed", (None, 4, None)),
    ]


def test_a_participle_may_stand_for_the_whole_verb() -> None:
    assert short("At least 60 people have been killed and 4,200 displaced along the river.") == [
        ("killed", (60, None, None)),
        ("displaced", (None, 4200, None)),
    ]


def test_prisoners_who_are_to_be_freed_are_still_detained() -> None:
    assert short("He made no vow to free 70 prisoners.") == [("detained", (None, 70, None))]


def test_a_part_and_a_large_whole_both_count() -> None:
    assert short("The governor has freed 310 of the 800 recruits.") == [
        ("released", (None, 310, None)),
        ("released", (None, 800, None)),
    ]


def test_none_of_the_prisoners_is_nobody() -> None:
    assert short("The militia released none of the 90.")[0] == ("released", (None, 0, None))


def test_almost_and_about_are_approximate_and_plain_numbers_are_not() -> None:
    assert [f.approximate for f in read("Almost 300 soldiers left, about 20 stayed and 7 soldiers died.")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The 75-year-old teacher left.",
        "Salif Diarra, 54, left.",
        "They met on 3 March 2019.",
        "One of the leaders left.",
        "One in four has fled.",
        "It was the third round.",
        "The guns fell silent at 10:30.",
        "Article 5 says so.",
        "Radio France 24 said so.",
        "The two sides met.",
        "Two officials said so.",
        "The June 5 Movement said so.",
    ],
)
def test_ages_dates_labels_and_small_numbers_of_sides_are_no_figures(text: str) -> None:
    assert read(text) == ()


def test_a_figure_knows_its_period_its_place_and_its_source() -> None:
    text = "The mission said 40 people were killed in Boni last month."
    mission = Mention(Stretch(0, 11), 0, MentionKind.ORGANISATION, "mission")
    boni = Mention(Stretch(text.index("Boni"), text.index("Boni") + 4), 0, MentionKind.PLACE, "Boni")
    content = (Stretch(text.index("40"), len(text) - 1),)
    said = Attribution(0, (mission.at,), (Stretch(12, 16),), content, StatementMode.INDIRECT, (0,))
    (figure,) = read(text, (mission, boni), (said,))
    assert (figure.period, figure.where, figure.attribution) == (0, "Boni", 0)


def test_a_carried_sentence_gives_no_figures() -> None:
    document = Document(DocumentId("a.txt"), "", "At least 12 people were killed.", language="en")
    carried = (Sentence(Stretch(0, 31), 0, carried=True),)
    assert figures(document, carried, (), (), (), PACK) == ()


@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_with_commas_have_their_value(number: int) -> None:
    assert number_value(f"{number:,}", PACK) == number


_WORDS = st.sampled_from(
    "12 5,000 three dozen hundreds of people soldiers were killed and wounded more than at least - $ million between"
    " months a the decade in 2019 some freed released none".split()
)


@given(st.lists(_WORDS, min_size=1, max_size=20))
def test_every_figure_lies_in_its_sentence_and_has_a_number(words: list[str]) -> None:
    text = " ".join(words)
    for figure in read(text):
        assert 0 <= figure.at.start < figure.at.end <= len(text)
        assert [v for v in (figure.low, figure.best, figure.high) if v is not None]
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.counts in Counts


@given(st.text(min_size=1, max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read(text)
