"""Windows lead back to the text, lose no sentence, and keep to their limit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.encoder.encoder import encoder
from toguna.encoder.labels import SHAPES
from toguna.encoder.pieces import pieces, windows

TOKENIZER = encoder().tokenizer

WORDS = st.lists(
    st.sampled_from("The rebels won’t talk, “not now”, said Ruiz of FNRD-7 on 3 May. Ärger naïve 停火 I".split()),
    min_size=1,
    max_size=40,
)


def test_a_span_of_words_is_found_again() -> None:
    text = "Rebels of the ULF refused to leave Kotobi."
    window = next(windows(text, [(0, 0, len(text))], TOKENIZER))
    at = text.index("leave Kotobi")
    first, last = window.span(at, at + len("leave Kotobi")) or (0, 0)
    assert text[window.starts[first] : window.ends[last - 1]] == "leave Kotobi"


def test_a_stretch_of_blanks_has_no_pieces() -> None:
    text = "One.   Two."
    window = next(windows(text, [(0, 0, 4), (0, 7, 11)], TOKENIZER))
    assert window.span(4, 7) is None


@given(st.lists(WORDS, min_size=1, max_size=12), st.integers(16, 64))
@settings(max_examples=40, deadline=None)
def test_every_word_stands_in_one_window_and_none_is_too_long(paragraphs: list[list[str]], limit: int) -> None:
    lines = [" ".join(words) for words in paragraphs]
    text = "\n".join(lines)
    at, sentences = 0, []
    for number, line in enumerate(lines):
        sentences.append((number, at, at + len(line)))
        at += len(line) + 1
    made = list(windows(text, sentences, TOKENIZER, limit))
    assert all(len(w.ids) <= limit for w in made)
    covered = [c for w in made for a, b in zip(w.starts, w.ends, strict=True) for c in range(a, b)]
    assert len(covered) == len(set(covered))
    assert {c for c in range(len(text)) if not text[c].isspace()} <= set(covered)


@pytest.mark.parametrize(
    ("word", "shape"),
    [("rebels", "lower"), ("Ruiz", "capital"), ("UN", "capitals"), ("2,000", "number"), (",", "mark")],
)
def test_how_a_word_is_written_is_kept(word: str, shape: str) -> None:
    assert SHAPES[pieces(word, 0, len(word), TOKENIZER)[0].shape] == shape


def test_words_between_quote_marks_are_known() -> None:
    text = 'He said "not now" twice'
    inside = {text[p.start : p.end] for p in pieces(text, 0, len(text), TOKENIZER) if p.quoted}
    assert inside == {'"', "not", "now"}
