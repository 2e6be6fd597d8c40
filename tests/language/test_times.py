from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.kinds.document import Document
from toguna.kinds.edtf import bounds
from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.reading import Sentence, TimeKind, TimePhrase
from toguna.kinds.span import Stretch
from toguna.language.times import times
from toguna.packs.language import language_pack


def read(text: str, published: str | None) -> tuple[TimePhrase, ...]:
    """Every line is a sentence and a paragraph; `|` splits a line into sentences."""
    sentences, start = [], 0
    clean = text.replace("|", " ")
    for paragraph, line in enumerate(text.split("\n")):
        for piece in re.finditer(r"[^|]+", line):
            at = start + piece.start()
            sentences.append(Sentence(Stretch(at, at + len(piece.group())), paragraph))
        start += len(line) + 1
    document = Document(DocumentId("a.txt"), "", clean, published=Edtf(published) if published else None, language="en")
    return times(document, tuple(sentences), language_pack())


def values(text: str, published: str | None = "2022-06-15") -> list[str | None]:
    return [phrase.value for phrase in read(text, published)]


# 2022-06-15 is a Wednesday.
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The column left the town on Sunday.", "2022-06-12"),
        ("The delegates met on Wednesday.", "2022-06-15"),
        ("The delegates will meet on Friday.", "2022-06-17"),
        ("The delegates will meet on Wednesday.", "2022-06-15"),
        ("On Friday will come the answer.", "2022-06-17"),
        ("The truce was broken last Wednesday.", "2022-06-08"),
        ("The group asked to put off Sunday's vote.", "2022-06-19"),
        ("The bridge was blown up yesterday.", "2022-06-14"),
        ("The bridge is closed today.", "2022-06-15"),
        ("Aid arrived last month.", "2022-05"),
        ("Aid arrived earlier this month.", "2022-06-01/2022-06-15"),
        ("The camp is to close later this month.", "2022-06-15/2022-06-30"),
        ("The accord was signed last year.", "2021"),
        ("The accord was signed late last year.", "2021-09/2021-12"),
        ("The accord was signed in March.", "2022-03"),
        ("The accord was signed in October.", "2021-10"),
        ("The accord will be signed in October.", "2022-10"),
        ("The accord was signed in October 2019.", "2019-10"),
        ("The accord was signed on Aug. 18.", "2021-08-18"),
        ("The accord was signed on 3 March 2019.", "2019-03-03"),
        ("The accord was signed on March 3, 2019.", "2019-03-03"),
        ("The talks ran from Dec. 20 to Jan. 5.", "2021-12-20/2022-01-05"),
        ("The talks ran between April 27 and May 3.", "2022-04-27/2022-05-03"),
        ("The talks ran from March to June 2019.", "2019-03/2019-06"),
        ("The talks ran on 3-5 March 2018.", "2018-03-03/2018-03-05"),
        ("He ruled from 1994 to 2001.", "1994/2001"),
        ("Prices doubled in the first seven months of the year.", "2022-01/2022-07"),
        ("Prices doubled in the second half of 2020.", "2020-07/2020-12"),
        ("A ferry sank a week ago.", "2022-06-05/2022-06-11"),
        ("A ferry sank three days ago.", "2022-06-12"),
        ("A ferry sank two years ago.", "2020"),
        ("The front has been quiet since 2019.", "2019/2022-06-15"),
        ("The front has been quiet since April 15.", "2022-04-15/2022-06-15"),
        ("No one has returned since the 2016 flood.", "2016/2022-06-15"),
        ("The first mission left in early 2020.", "2020-01/2020-04"),
        ("The first mission left in mid-June 2020.", "2020-06-11/2020-06-20"),
        ("Guns were cheap in the 1980s.", "1980/1989"),
        ("The river rose in spring 2021.", "2021-03/2021-05"),
        ("The river rose last summer.", "2021-06/2021-08"),
        ("Two convoys passed in the last two weeks.", "2022-06-01/2022-06-15"),
        ("Elections are planned for March 12 of next year.", "2023-03-12"),
    ],
)
def test_a_phrase_has_the_value_that_a_reader_of_that_day_gives_it(text: str, value: str) -> None:
    assert values(text) == [value]


def test_a_month_stays_a_month_and_a_year_stays_a_year() -> None:
    assert values("It began in 2012, and again in May 2015.") == ["2012", "2015-05"]


def test_the_following_year_follows_the_year_named_before_it() -> None:
    assert values("The revolt began in 2012.|It was put down the following year.") == ["2012", "2013"]


def test_a_day_earlier_counts_from_the_day_named_before_it() -> None:
    assert values("The minister resigned on Monday.|The cabinet had met a day earlier.") == ["2022-06-13", "2022-06-12"]


def test_the_same_day_is_the_day_named_before_it() -> None:
    assert values("The column left on Monday and came back the same day.") == ["2022-06-13", "2022-06-13"]


def test_an_opening_year_dates_the_bare_months_of_its_paragraph_only() -> None:
    text = "In 2012, rebels took the north.|In March soldiers ousted the president.\nIn March the office reopened."
    assert values(text) == ["2012", "2012-03", "2022-03"]


def test_a_deadline_says_so_and_lies_ahead() -> None:
    (phrase,) = read("The prisoners must be freed by July 31.", "2022-06-15")
    assert (phrase.kind, phrase.value) == (TimeKind.DEADLINE, "2022-07-31")


def test_a_deadline_from_an_unstated_day_has_no_value() -> None:
    (phrase,) = read("Elections must follow within 18 months.", "2022-06-15")
    assert (phrase.kind, phrase.value) == (TimeKind.DEADLINE, None)


@pytest.mark.parametrize("text", ["He was held for almost seven months.", "The 16-month war goes on."])
def test_how_long_is_a_duration_without_a_date(text: str) -> None:
    (phrase,) = read(text, "2022-06-15")
    assert (phrase.kind, phrase.value) == (TimeKind.DURATION, None)


def test_three_days_after_something_else_has_no_date() -> None:
    assert values("Three days after the raid they came back.") == [None]


def test_without_a_publication_date_only_explicit_dates_have_values() -> None:
    text = "On Sunday they met, as last month, in March and in March 2019, and again in 2020."
    assert values(text, None) == [None, None, None, "2019-03", "2020"]


def test_a_bare_month_takes_the_year_of_its_passage_when_the_report_has_no_date() -> None:
    assert values("The war of 2018 ended in November.", None) == ["2018", "2018-11"]


def test_bounds_of_the_publication_date_give_bounds() -> None:
    assert values("They met on Sunday.", "2022-06-13/2022-06-18") == ["2022-06-12"]
    assert values("They met on Sunday.", "2022-06") == ["2022-05-29/2022-06-26"]


def test_an_open_bound_dates_nothing_relative() -> None:
    assert values("They met on Sunday, in March and in 2015; since 2012 never.", "2022-06-15/..") == [
        None,
        None,
        "2015",
        "2012/..",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "The M23, or March 23 Movement, denied it.",
        "A 75-year-old woman fled.",
        "Shells fall every Friday.",
        "The raid killed 2015 people.",
        "Some 2,000 fighters, about 2000 in all, stayed.",
        "Col. Mars and Miss June spoke.",
    ],
)
def test_words_that_only_look_like_dates_are_none(text: str) -> None:
    assert values(text) == []


def test_by_a_storm_is_no_deadline() -> None:
    (phrase,) = read("The roof was torn off by Tuesday's storm.", "2022-06-15")
    assert (phrase.kind, phrase.value) == (TimeKind.POINT, "2022-06-14")


_WORDS = st.sampled_from(
    "on Sunday Monday March May 12 2019 since by until the end of year last next month two weeks ago early from to and"
    " between 1990s summer , . 3rd - in first half following day later 31 February 99 will was".split()
)


@given(
    st.lists(_WORDS, min_size=1, max_size=25), st.sampled_from([None, "2022-06-15", "2022-06", "../2020", "2019/.."])
)
def test_every_value_is_a_date_and_phrases_never_overlap(words: list[str], published: str | None) -> None:
    phrases = read(" ".join(words), published)
    for phrase in phrases:
        assert phrase.value is None or bounds(phrase.value)
    assert all(a.at.end <= b.at.start for a, b in pairwise(phrases))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    read(text.replace("|", ""), "2022-06-15") if text.replace("|", "").strip() else None
