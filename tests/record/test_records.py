"""What becomes of frames: parties, dates, places and witnesses, on small readings made by hand."""

from __future__ import annotations

from dataclasses import replace

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf, LineageId, PartyId
from toguna.kinds.lineage import Lineage
from toguna.kinds.party import Cast, Party
from toguna.kinds.passage import Carry
from toguna.kinds.reading import (
    Attribution,
    ConditionFrame,
    EventFrame,
    FigureFrame,
    Mention,
    MentionKind,
    PositionFrame,
    Reading,
    Sentence,
)
from toguna.kinds.record import Claim, Condition, Event, Figure, Position, Statement
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import (
    Counts,
    EventStatus,
    EventType,
    Issue,
    PartyType,
    Stance,
    StatementMode,
)
from toguna.record.records import records

FRONT, CHIEF, STATE = PartyId("front"), PartyId("chief"), PartyId("state")
PARTIES = (
    Party(CHIEF, "Ada Lund", PartyType.PERSON, member_of=FRONT),
    Party(FRONT, "Azure Front", PartyType.ARMED_GROUP),
    Party(STATE, "Norland", PartyType.GOVERNMENT),
)
SAID = "Ada Lund said the Azure Front would negotiate with Norland only if Norland frees its prisoners."


def at(words: str, text: str = SAID) -> Stretch:
    """Where words stand."""
    start = text.index(words)
    return Stretch(start, start + len(words))


def document(path: str, text: str = SAID, published: str | None = "2019-05-06") -> Document:
    """A report of one sentence."""
    day = Edtf(published) if published else None
    return Document(DocumentId(path), f"sha-{text}", text, published=day, lineage=LineageId(path))


def reading(path: str) -> Reading:
    """Everything that the one sentence says."""
    names = [("Ada Lund", MentionKind.PERSON), ("Azure Front", MentionKind.GROUP), ("Norland", MentionKind.NATION)]
    mentions = tuple(Mention(at(name), 0, kind, name) for name, kind in names)
    return Reading(
        DocumentId(path),
        (Sentence(Stretch(0, len(SAID)), 0),),
        mentions,
        attributions=(
            Attribution(
                0,
                (at("Ada Lund"),),
                (at("said"),),
                (at("the Azure Front would negotiate with Norland only if Norland frees its prisoners"),),
                StatementMode.INDIRECT,
                speaker=(0,),
            ),
        ),
        conditions=(
            ConditionFrame(at("Norland frees its prisoners"), 0, Issue.RELEASE, "Norland frees its prisoners", by=(2,)),
        ),
        positions=(
            PositionFrame(
                at("would negotiate with Norland only if Norland frees its prisoners"),
                0,
                Issue.TALKS,
                Stance.CONDITIONAL,
                (1,),
                toward=(2,),
                conditions=(0,),
                attribution=0,
            ),
        ),
    )


def made(
    *documents: Document, carries: tuple[Carry, ...] = (), readings: dict[str, Reading] | None = None
) -> tuple[Claim, ...]:
    """The claims of documents that all hold the one sentence."""
    read = {DocumentId(p): r for p, r in (readings or {d.path: reading(d.path) for d in documents}).items()}
    meant: tuple[tuple[PartyId, ...], ...] = ((CHIEF,), (FRONT,), (STATE,))
    who = dict.fromkeys(read, meant)
    names = sorted({d.lineage or LineageId(d.path) for d in documents})
    grouped = [tuple(d.path for d in documents if d.lineage == name) for name in names]
    lineages = tuple(Lineage(n, paths, paths[0]) for n, paths in zip(names, grouped, strict=True))
    return records(documents, lineages, read, carries, Cast(PARTIES, who), "test")


def test_a_person_speaks_for_the_party_he_belongs_to() -> None:
    (statement,) = [c for c in made(document("a.txt")) if isinstance(c, Statement)]
    assert (statement.speaker.party, statement.speaker.person, statement.speaker.name) == (FRONT, CHIEF, "Ada Lund")


def test_a_condition_names_who_must_act_and_is_open_on_the_day_it_was_set() -> None:
    (condition,) = [c for c in made(document("a.txt")) if isinstance(c, Condition)]
    assert condition.set_by == FRONT
    assert condition.requires.by == (STATE,)
    assert [(s.state, s.on) for s in condition.states] == [("open", "2019-05-06")]


def test_a_position_names_its_conditions_by_id() -> None:
    claims = made(document("a.txt"))
    (position,) = [c for c in claims if isinstance(c, Position)]
    assert position.conditions == tuple(c.header.id for c in claims if isinstance(c, Condition))


def test_a_copy_is_quoted_too_and_is_no_second_witness() -> None:
    twin = replace(document("b.txt"), sha256="sha-b", lineage=LineageId("a.txt"))
    silent = replace(reading("b.txt"), attributions=(), conditions=(), positions=())
    silent = replace(silent, sentences=(Sentence(Stretch(0, len(SAID)), 0, carried=True),))
    carries = (Carry(DocumentId("b.txt"), 0, DocumentId("a.txt"), 0),)
    claims = made(document("a.txt"), twin, carries=carries, readings={"a.txt": reading("a.txt"), "b.txt": silent})
    (position,) = [c for c in claims if isinstance(c, Position)]
    assert {p.document for p in position.header.because} == {"a.txt", "b.txt"}
    assert all(p.quote == SAID[p.start : p.end] for p in position.header.because)
    assert (position.header.witnesses.documents, position.header.witnesses.independent) == (2, 1)


def test_a_copy_that_changes_a_mark_is_quoted_as_it_stands_there() -> None:
    text = SAID.replace("Norland only", "Norland — only")
    twin = document("b.txt", text)
    silent = Reading(DocumentId("b.txt"), (Sentence(Stretch(0, len(text)), 0, carried=True),))
    carries = (Carry(DocumentId("b.txt"), 0, DocumentId("a.txt"), 0),)
    claims = made(document("a.txt"), twin, carries=carries, readings={"a.txt": reading("a.txt"), "b.txt": silent})
    places = [p for c in claims for p in c.header.because if p.document == "b.txt"]
    assert places
    assert all(p.quote == text[p.start : p.end] for p in places)


def test_an_unknown_date_stays_unknown() -> None:
    claims = made(document("a.txt", published=None))
    assert {c.held_on for c in claims if isinstance(c, Position)} == {None}
    assert {c.header.known_on for c in claims} == {None}


def test_an_act_without_a_date_was_done_by_the_day_of_the_report() -> None:
    event = EventFrame(at("frees its prisoners"), 0, EventType.CONCEDE, EventStatus.HAPPENED, actors=(2,))
    claims = made(document("a.txt"), readings={"a.txt": replace(reading("a.txt"), events=(event,))})
    assert [c.on for c in claims if isinstance(c, Event)] == ["../2019-05-06"]


def test_a_figure_without_a_speaker_is_the_narrator_s() -> None:
    figure = FigureFrame(at("its prisoners"), 0, Counts.DETAINED, "prisoners", best=12.0)
    claims = made(document("a.txt"), readings={"a.txt": replace(reading("a.txt"), figures=(figure,))})
    assert [c.by for c in claims if isinstance(c, Figure)] == [None]


def test_the_order_of_documents_changes_nothing() -> None:
    one, two = document("a.txt"), document("b.txt", published="2019-05-07")
    assert made(one, two) == made(two, one)


def test_a_superseded_or_unread_document_gives_no_records() -> None:
    assert made(replace(document("a.txt"), unread="language: fr")) == ()
