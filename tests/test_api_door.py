"""The one door: what it gives is small, frozen and follows from the records alone."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.api import Toguna
from toguna.api.door import day
from toguna.api.naming import places_named
from toguna.api.picture import Picture
from toguna.api.why import quoted
from toguna.contract.check import check
from toguna.kinds.document import Document
from toguna.kinds.errors import DateIsNotEdtf, RecordIsUnknown, StoreIsMissing
from toguna.kinds.ids import DocumentId, PartyId, RecordId
from toguna.kinds.party import Party
from toguna.kinds.record import Header, Silence
from toguna.kinds.span import Place
from toguna.kinds.vocabulary import PartyType

TEXT = "A title\nThe Blue Front met the Blue Front's friends. Bluefrontiers did not.\nThe end."
FRONT = Party(PartyId("party-1a2b3c4d"), "Blue Front", PartyType.ARMED_GROUP, ("the group",))
REPORT = Document(DocumentId("a.txt"), "0" * 64, TEXT)


def silence(ident: str) -> Silence:
    return Silence(Header(ident, RecordId(ident), (Place(DocumentId("a.txt"), 8, 22, TEXT[8:22]),)), FRONT.id)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("door")
    (place / "a.txt").write_text(
        "Front sets terms\n\nKIDAL, 4 May 2019 (Desert News) - The Blue Front (BF) said it would hold talks with the "
        "Malian government only if French troops left.\n"
    )
    (place / "b.txt").write_text(
        "France to leave\n\nPARIS, 2 July 2019 (Desert News) - France said it would withdraw its troops from "
        "Mali by the end of the year.\n"
    )
    with Toguna.create(place / "r.db") as door:
        door.read([place / "a.txt", place / "b.txt"])
    return place / "r.db"


def test_a_month_means_its_last_day_and_an_interval_means_none() -> None:
    assert day("2020-02") == date(2020, 2, 29) and day("2020", last=False) == date(2020, 1, 1)
    for wrong in ("2020-01/2020-02", "soon", "2020-13"):
        with pytest.raises(DateIsNotEdtf):
            day(wrong)


def test_asking_of_a_record_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(StoreIsMissing):
        Toguna.open(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_the_same_question_has_the_same_answer(record: Path) -> None:
    with Toguna.open(record) as one, Toguna.open(record) as two:
        assert one.conditions() == two.conditions()
        assert list(one.export()) == list(two.export())


def test_what_leaves_the_door_holds_against_the_contract(record: Path) -> None:
    with Toguna.open(record) as door:
        records = list(door.export())
        assert {r["kind"] for r in records} >= {"document", "lineage", "party"}
        for one in records:
            check(one)
        for one in door.export(with_text=False):
            check(one, with_text=False)


def test_what_was_not_yet_known_is_not_said(record: Path) -> None:
    with Toguna.open(record) as door:
        early = door.picture(known=date(2019, 6, 1))
        assert {d.path for d in early.documents} == {"a.txt"}
        assert all(p.document == "a.txt" for r in early.records for p in r.header.because)
        assert len(door.picture(known=date(2020, 1, 1)).documents) == 2
        assert door.picture(known=date(2018, 1, 1)).records == ()


def test_a_view_cannot_be_changed(record: Path) -> None:
    with Toguna.open(record) as door, pytest.raises(dataclasses.FrozenInstanceError):
        door.brief().at = None  # type: ignore[misc]


def test_a_party_is_named_by_whole_words_as_written() -> None:
    places = places_named([REPORT], [FRONT])[FRONT.id]
    assert [(p.start, p.quote) for p in places] == [(12, "Blue Front")]


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_every_place_that_names_a_party_quotes_its_text(text: str, names: list[str]) -> None:
    document = Document(DocumentId("x"), "0", text)
    parties = [Party(PartyId(str(n)), name, PartyType.PERSON) for n, name in enumerate(names)]
    for places in places_named([document], parties).values():
        assert all(text[p.start : p.end] == p.quote for p in places)


def test_an_id_may_be_shortened_while_it_stays_clear() -> None:
    one, two = silence("silence-aaaa11112222"), silence("silence-aaaa33334444")
    picture = Picture(documents=(REPORT,), parties=(FRONT,), records=(one, two))
    assert picture.thing("silence-aaaa1") == picture.thing("aaaa1") == one
    assert picture.thing("a.txt") == REPORT and picture.thing("blue front") == FRONT
    with pytest.raises(RecordIsUnknown) as unclear:
        picture.thing("silence-aaaa")
    assert set(unclear.value.near) == {one.header.id, two.header.id}
    assert picture.short(one.header.id) == "silence-aaaa11"


@given(st.lists(st.text(alphabet="0123456789abcdef", min_size=16, max_size=16), unique=True, min_size=1, max_size=30))
def test_every_shortened_id_finds_its_record(digits: list[str]) -> None:
    records = tuple(silence(f"silence-{d}") for d in digits)
    picture = Picture(records=records)
    for one in records:
        assert picture.thing(picture.short(one.header.id)) == one


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 30))
def test_quoted_words_stand_in_their_line(start: int, length: int) -> None:
    end = min(start + length, len(TEXT))
    shown = quoted(Picture(documents=(REPORT,)), Place(REPORT.path, start, end, TEXT[start:end]))
    assert shown.before + shown.place.quote + shown.after in TEXT
