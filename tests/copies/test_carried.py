"""Each distinct sentence of a lineage is read once, in the fullest copy; what differs in more than passing is read."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.copies.carried import carried
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, LineageId
from toguna.kinds.lineage import Lineage
from toguna.kinds.reading import Sentence
from toguna.kinds.span import Stretch


def read(
    path: str, *lines: str, title: bool = False, unread: str | None = None
) -> tuple[Document, tuple[Sentence, ...]]:
    """A document of one sentence a line, and its sentences."""
    text, at, found = "\n".join(lines), 0, []
    for n, line in enumerate(lines):
        found.append(Sentence(Stretch(at, at + len(line)), n, is_title=title and n == 0))
        at += len(line) + 1
    title_end = len(lines[0]) if title else 0
    document = Document(path=DocumentId(path), sha256=path, text=text, title_end=title_end, unread=unread)
    return document, tuple(found)


def carries(*pairs: tuple[Document, tuple[Sentence, ...]]) -> list[tuple[str, int, str, int]]:
    documents = [document for document, _ in pairs]
    paths = tuple(sorted(document.path for document in documents))
    one = Lineage(LineageId("lineage-x"), paths, paths[0])
    found = carried(documents, [one], {document.path: sentences for document, sentences in pairs})
    return [(c.document, c.sentence, c.of, c.of_sentence) for c in found]


TALKS = "The Northern Front said it would talk only if the army lifted its siege of Kavara."
BREAD = "Nine trucks of flour were let through on Saturday, the defence ministry said in the evening."
MORE = "Mediators asked both sides for patience and proposed a third meeting by the lake in spring."


def test_the_fullest_copy_is_read_and_the_others_carry_its_sentences() -> None:
    assert carries(read("a.txt", TALKS, BREAD), read("b.txt", TALKS, BREAD, MORE)) == [
        ("a.txt", 0, "b.txt", 0),
        ("a.txt", 1, "b.txt", 1),
    ]


def test_a_sentence_that_only_the_shorter_copy_has_is_read_there_and_carried_on() -> None:
    long = read("a.txt", TALKS, BREAD, MORE)
    found = carries(
        long,
        read("b.txt", "Snow fell on the pass for nine days.", TALKS),
        read("c.txt", "Snow fell on the pass for nine days."),
    )
    assert found == [("b.txt", 1, "a.txt", 0), ("c.txt", 0, "b.txt", 0)]


@pytest.mark.parametrize(
    "other",
    [
        "KAVARA (Wire) - " + TALKS,
        TALKS.upper(),
        TALKS.replace(" ", "  "),
        TALKS.replace("siege", "si\u00e8ge"),
        TALKS.replace("said it", "has said it"),
        TALKS.replace("siege", "seige"),
    ],
    ids=["dateline", "case", "white space", "diacritics", "little word", "typing slip"],
)
def test_what_changes_in_passing_does_not_make_another_sentence(other: str) -> None:
    if other.isupper():
        other = "”" + TALKS
    assert carries(read("a.txt", TALKS, BREAD), read("b.txt", other)) == [("b.txt", 0, "a.txt", 0)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TALKS, TALKS.replace("would talk", "would not talk")),
        (TALKS, TALKS.replace("only if", "even if")),
        (TALKS, TALKS.replace("Kavara", "Brenn")),
        (TALKS, TALKS.replace("lifted", "kept")),
        (BREAD, BREAD.replace("Saturday", "Sunday")),
        ("All 19 hostages held in the hills since March were freed by the rebels on a cold and windy day of the year.",
         "All 17 hostages held in the hills since March were freed by the rebels on a cold and windy day of the year."),
        ("The chief said that his men would accept the offer of the ministry and go home to their villages at last.",
         "The chief said that his men would reject the offer of the ministry and go home to their villages at last."),
        ("The chief said his men will leave the hills and the town of Brenn by the end of the rainy season.",
         "The chief said his men may leave the hills and the town of Brenn by the end of the rainy season."),
        ("The chief said his men didn't leave the hills and the town of Brenn by the end of the rainy season.",
         "The chief said his men did leave the hills and the town of Brenn by the end of the rainy season."),
    ],
)  # fmt: skip
def test_a_number_a_name_a_negation_or_another_verb_makes_another_sentence(one: str, other: str) -> None:
    assert carries(read("a.txt", one, MORE), read("b.txt", other)) == []


def test_a_headline_is_not_carried_by_the_same_words_in_a_body() -> None:
    headline = read("a.txt", TALKS, BREAD, MORE, title=True)
    assert carries(headline, read("b.txt", TALKS)) == []
    assert carries(headline, read("c.txt", TALKS, BREAD, title=True))[0] == ("c.txt", 0, "a.txt", 0)


def test_a_sentence_that_stands_twice_is_carried_once_each() -> None:
    twice = read("a.txt", TALKS, BREAD, TALKS, MORE)
    assert carries(twice, read("b.txt", TALKS, TALKS)) == [("b.txt", 0, "a.txt", 0), ("b.txt", 1, "a.txt", 2)]


def test_an_unread_copy_carries_but_nothing_is_carried_from_it() -> None:
    unread = read("a.txt", TALKS, BREAD, MORE, unread="off topic")
    assert carries(unread, read("b.txt", TALKS)) == [("a.txt", 0, "b.txt", 0)]


def test_texts_of_different_lineages_carry_nothing_of_each_other() -> None:
    (one, s1), (two, s2) = read("a.txt", TALKS), read("b.txt", TALKS)
    alone = [Lineage(LineageId(d.path), (d.path,), d.path) for d in (one, two)]
    assert carried([one, two], alone, {one.path: s1, two.path: s2}) == ()


LINES = [TALKS, BREAD, MORE, "Yes.", "No.", "He said so.", "Snow fell on the pass for nine days."]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=8), min_size=1, max_size=5), st.randoms())
def test_every_sentence_is_read_or_carried_from_one_that_is_read(copies: list[list[str]], order: random.Random) -> None:
    pairs = [read(f"{n}.txt", *lines) for n, lines in enumerate(copies)]
    found = carries(*pairs)
    taken = {(document, at) for document, at, _, _ in found}
    assert len(taken) == len(found)
    assert all((of, at) not in taken for _, _, of, at in found)
    order.shuffle(pairs)
    assert carries(*pairs) == found
