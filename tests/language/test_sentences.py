"""Sentences of our own; the reports they might come from are invented."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.language.sentences import sentences


def split(text: str, title_end: int = 0) -> list[str]:
    document = Document(DocumentId("a.txt"), "0", text, title_end=title_end)
    return [s.at.of(text) for s in sentences(document)]


def test_a_line_always_ends_a_sentence() -> None:
    assert split("Talks resume in Bamako\nThe army said little") == ["Talks resume in Bamako", "The army said little"]


def test_abbreviations_and_initials_do_not_end_one() -> None:
    text = "Gen. Traore met the U.N. envoy and J. B. Keita on Feb. 27 at 9 a.m. in St. Louis."
    assert split(text) == [text]


def test_an_abbreviation_ends_one_before_a_usual_beginning() -> None:
    assert split("He flew to the U.S. The talks went on.") == ["He flew to the U.S.", "The talks went on."]
    assert split("They met at 6 p.m. It rained.") == ["They met at 6 p.m.", "It rained."]


def test_numbers_keep_their_points() -> None:
    text = "Some 3.5 million people live on No. 4 of the list."
    assert split(text) == [text]


def test_closing_quotes_belong_to_the_sentence() -> None:
    assert split("“We will wait.” The envoy left.") == ["“We will wait.”", "The envoy left."]


def test_a_quote_of_two_sentences_is_two_sentences() -> None:
    assert split('"Stop the guns. Then we talk," he said.') == ['"Stop the guns.', 'Then we talk," he said.']


def test_a_quoted_question_stays_with_the_words_that_say_who_asked() -> None:
    assert split("“Who will pay?” he asked. Nobody knew.") == ["“Who will pay?” he asked.", "Nobody knew."]
    assert split('"Who will pay?" Amadou Diarra asked. Nobody knew.')[0] == '"Who will pay?" Amadou Diarra asked.'


def test_an_ellipsis_inside_a_sentence_does_not_end_it() -> None:
    assert split("The road … was closed. The rest ... we know.") == ["The road … was closed.", "The rest ... we know."]


def test_a_missing_space_is_seen_between_a_word_and_a_usual_beginning() -> None:
    assert split("The talks failed.The army left.") == ["The talks failed.", "The army left."]
    assert split("See example.org for more.") == ["See example.org for more."]


def test_the_title_is_marked_and_paragraphs_are_numbered() -> None:
    text = "Rebels sign\n\nThey signed. They left."
    found = sentences(Document(DocumentId("a.txt"), "0", text, title_end=11))
    assert [s.is_title for s in found] == [True, False, False]
    assert [s.paragraph for s in found] == [0, 2, 2]


def test_blank_text_has_none() -> None:
    assert split("") == []
    assert split(" \n\t\n") == []


_TEXT = st.text(alphabet=st.sampled_from("aB. ?!\"“”'’…)\n0U.S,—\u00a0é漢"), max_size=120) | st.text(max_size=80)


@given(_TEXT)
def test_sentences_stand_in_order_and_only_white_space_lies_between(text: str) -> None:
    at = 0
    for sentence in sentences(Document(DocumentId("a.txt"), "0", text)):
        assert sentence.at.start >= at
        assert not text[at : sentence.at.start].strip()
        words = sentence.at.of(text)
        assert words == words.strip()
        assert "\n" not in words
        at = sentence.at.end
    assert not text[at:].strip()


@given(_TEXT)
def test_the_paragraph_is_the_number_of_line_breaks_before(text: str) -> None:
    for sentence in sentences(Document(DocumentId("a.txt"), "0", text)):
        assert sentence.paragraph == text.count("\n", 0, sentence.at.start)
