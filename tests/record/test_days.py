"""On which day words were said, when only some of a speaker's words have a day."""

from __future__ import annotations

import pytest

from toguna.actors.resolve import cast
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf, LineageId
from toguna.kinds.lineage import Lineage
from toguna.kinds.record import Statement
from toguna.language.reader import rule_reader
from toguna.packs.world import world
from toguna.record.records import records


def said(text: str, published: str = "2019-05-08") -> dict[str, str | None]:
    """The last word of each statement -> its day; 8 May 2019 was a Wednesday."""
    path = DocumentId("a.txt")
    document = Document(path, "0", text, published=Edtf(published), lineage=LineageId(path))
    reader = rule_reader()
    readings = {path: reader.read(document, reader.sentences(document))}
    everybody = cast([document], readings, None, world())
    found = records([document], (Lineage(LineageId(path), (path,), path),), readings, (), everybody, "test")
    return {s.header.because[0].quote.rstrip(".").split()[-1]: s.said_on for s in found if isinstance(s, Statement)}


LEAD = "Norway's government said on Monday that the talks would go on. "


@pytest.mark.parametrize(
    ("more", "word", "day"),
    [
        ("The government said that nobody had gone.", "gone", "2019-05-06"),
        ("Sweden said that somebody had gone.", "gone", "2019-05-08"),
        ("The government had said that nobody would leave.", "leave", "2019-05-08"),
        ("The government has repeatedly said that nobody would leave.", "leave", "2019-05-08"),
        ("The government said on Tuesday that nobody had gone.", "gone", "2019-05-07"),
    ],
)
def test_a_speaker_goes_on_on_the_day_on_which_he_began(more: str, word: str, day: str) -> None:
    assert said(LEAD + more)[word] == day


def test_what_was_said_long_ago_lends_its_day_to_nothing() -> None:
    text = "Norway said on March 3 that the talks would go on. Norway said that nobody had gone."
    assert said(text) == {"on": "2019-03-03", "gone": "2019-05-08"}


def test_words_before_the_dated_ones_take_their_day_too() -> None:
    text = "Norway said that nobody had gone. Norway said on Monday that the talks would go on."
    assert said(text)["gone"] == "2019-05-06"
