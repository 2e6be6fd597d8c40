"""Channels, vetoes and silences as records: one for each go-between, sides that are sides."""

from __future__ import annotations

from toguna.actors.resolve import cast
from toguna.copies.carried import carried
from toguna.copies.lineages import lineages
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.record import Channel, Position, Silence, Veto
from toguna.language.reader import rule_reader
from toguna.packs.world import world
from toguna.record.records import records

READER = rule_reader()
REPORT = (
    "Talks between Colombia and the National Liberation Army (ELN) open in Havana\n"
    "HAVANA - Talks hosted by Cuba between the Colombian government and the National Liberation Army (ELN) resumed.\n"
    "The ELN guerrillas said they would free hostages. Colombia accused the ELN of an ambush.\n"
    "Norway carried a message from one side to the other.\n"
    "There was no immediate response from the ELN.\n"
)


def claims(text: str) -> tuple[object, ...]:
    document = Document(DocumentId("note.txt"), "0" * 64, text)
    documents, sentences = (document,), READER.sentences(document)
    family = lineages(documents)
    readings = {document.path: READER.read(document, sentences)}
    carries = carried(documents, family, {document.path: sentences})
    return tuple(records(documents, family, readings, carries, cast(documents, readings, None, world()), "test"))


def test_a_sentence_gives_each_go_between_one_channel() -> None:
    channels = [c for c in claims(REPORT) if isinstance(c, Channel)]
    assert len({(c.header.because, c.who) for c in channels}) == len(channels)
    assert {c.role.value for c in channels} == {"host", "messenger"}


def test_a_go_between_is_never_one_of_its_own_sides() -> None:
    for channel in (c for c in claims(REPORT) if isinstance(c, Channel)):
        assert channel.who not in channel.between
        assert 1 <= len(channel.between) <= 2


def test_a_silence_is_no_veto() -> None:
    found = claims(REPORT)
    assert [c for c in found if isinstance(c, Silence)]
    assert not [c for c in found if isinstance(c, Veto)]


def test_a_body_that_studies_a_conflict_is_none_of_its_sides() -> None:
    urged = (
        "The Institute for Peace Studies said it wanted talks with the National Liberation Army (ELN) this year.\n"
        "The Institute for Peace Studies rejected a ceasefire with the ELN for now.\n"
        "Norway urged both sides to hold talks.\n"
    )
    found = claims(f"Calls for talks in Colombia\n{urged}{REPORT}")
    stood = [c for c in found if isinstance(c, Position) and "both sides" in c.header.because[0].quote]
    held = {c.holder for c in found if isinstance(c, Position) and "it wanted talks" in c.header.because[0].quote}
    assert stood and held
    assert not [c for c in stood if held & set(c.toward)]
