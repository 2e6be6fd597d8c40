"""The matrix: which position fills a cell, from which day, and what takes it out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from toguna.kinds.ids import PartyId, RecordId
from toguna.kinds.vocabulary import ConditionState, Issue, Stance, StatementMode
from toguna.process.matrix import matrix_at

if TYPE_CHECKING:
    from tests.process.conftest import Scene


def test_a_cell_holds_until_the_stance_changes(scene: Scene) -> None:
    cells = scene.cells(
        scene.position("front", "talks", "neighbour", "against", "2020-01-10", "a"),
        scene.position("front", "talks", "neighbour", "against", "2020-02-10", "b"),
        scene.position("front", "talks", "neighbour", "for", "2020-03-10", "c"),
    )
    assert [(c.at, c.stance, c.since, c.confirmed) for c in cells] == [
        ("2020-01-10", "against", "2020-01-10", "2020-02-10"),
        ("2020-03-10", "for", "2020-03-10", "2020-03-10"),
    ]
    assert [c.stance for c in matrix_at(cells, date(2020, 3, 9))] == ["against"]
    assert matrix_at(cells, date(2020, 1, 9)) == ()


def test_a_person_stands_for_the_party(scene: Scene) -> None:
    cells = scene.cells(scene.position("chief", "talks", "minister", "open", "2020-01-10"))
    assert {(c.holder, c.toward) for c in cells} == {("front", "minister"), ("front", "gov")}


def test_whom_a_person_speaks_for_depends_on_the_day(scene: Scene) -> None:
    cells = scene.cells(
        scene.position("envoy", "talks", "front", "for", "2019-05-01", "a"),
        scene.position("envoy", "talks", "front", "for", "2020-05-01", "b"),
        scene.position("envoy", "talks", "front", "for", "2021-05-01", "c"),
    )
    assert {(c.at, c.holder) for c in cells} == {
        ("2019-05-01", "un"),
        ("2020-05-01", "envoy"),
        ("2021-05-01", "neighbour"),
    }


def test_on_one_day_own_words_go_before_anothers_account_and_the_narrators(scene: Scene) -> None:
    own = scene.position("front", "talks", "un", "against", "2020-01-10", statement=RecordId("x"))
    told = scene.position("front", "talks", "un", "for", "2020-01-10", ascribed_by=PartyId("band"))
    narrated = scene.position("front", "talks", "un", "open", "2020-01-10")
    assert [c.stance for c in scene.cells(narrated, own, told)] == [Stance.AGAINST]
    assert [c.stance for c in scene.cells(narrated, told)] == [Stance.FOR]


def test_on_one_day_the_holder_goes_before_its_spokesman(scene: Scene) -> None:
    said = scene.statement("front", "2020-01-10", mode=StatementMode.DIRECT)
    by_chief = scene.position(
        "front", "talks", "un", "for", "2020-01-10", statement=said.header.id, speaker=PartyId("chief")
    )
    itself = scene.position(
        "front", "talks", "un", "against", "2020-01-10", statement=RecordId("x"), speaker=PartyId("front")
    )
    assert [c.stance for c in scene.cells(said, by_chief, itself)] == [Stance.AGAINST]


def test_explicit_goes_before_implied(scene: Scene) -> None:
    cells = scene.cells(
        scene.position("front", "talks", "un", "against", "2020-01-10", explicit=False),
        scene.position("front", "talks", "un", "open", "2020-01-10"),
    )
    assert [c.stance for c in cells] == [Stance.OPEN]


def test_an_interval_fills_its_cell_by_its_last_day_or_its_report(scene: Scene) -> None:
    by_report = scene.position("front", "talks", "un", "for", "2021-06", known="2021-06-10")
    by_end = scene.position("front", "talks", "band", "for", "2021-06", known="2021-10-10")
    unknown = scene.position("front", "talks", "neighbour", "for", None, known="2021-10-11")
    at = {c.toward: c.at for c in scene.cells(by_report, by_end, unknown)}
    assert at == {"un": "2021-06-10", "band": "2021-06-30", "neighbour": "2021-10-11"}


def test_a_position_without_any_date_fills_no_cell(scene: Scene) -> None:
    assert scene.cells(scene.position("front", "talks", "un", "for", None, known=None)) == []


def test_a_condition_that_is_met_leaves_the_cell(scene: Scene) -> None:
    out = scene.condition("front", "withdrawal", "neighbour", "2020-03-08")
    blue = scene.condition("front", "withdrawal", "un", "2020-03-08")
    says = scene.position(
        "front", "talks", "gov", "conditional", "2020-03-08", conditions=(out.header.id, blue.header.id)
    )
    announced = scene.event(
        "RETREAT", "neighbour", "", "2022-02-17", "b", issue=Issue.WITHDRAWAL, moves=ConditionState.ANNOUNCED
    )
    left = scene.event("RETREAT", "neighbour", "", "2022-08-15", "c", issue=Issue.WITHDRAWAL, moves=ConditionState.MET)
    cells = [c for c in scene.cells(out, blue, says, announced, left) if c.issue is Issue.TALKS]
    assert [(c.at, len(c.conditions)) for c in cells] == [("2020-03-08", 2), ("2022-08-15", 1)]
    assert cells[1].conditions == (blue.header.id,)


def test_a_denial_by_the_holder_empties_the_cell_from_its_day(scene: Scene) -> None:
    claim = scene.position("gov", "talks", "front", "for", "2021-10-19", "a")
    denial = scene.statement("minister", "2021-10-21", "b", denies=claim.header.id)
    cells = scene.cells(claim, denial)
    assert [(c.at, c.stance, len(c.because_of)) for c in cells] == [
        ("2021-10-19", "for", 1),
        ("2021-10-21", "unclear", 0),
    ]
    assert cells[1].header.because == denial.header.because
    assert matrix_at(cells, date(2021, 10, 22)) == ()


def test_a_denial_brings_the_older_stance_back(scene: Scene) -> None:
    older = scene.position("gov", "talks", "front", "against", "2021-01-01", "a")
    claim = scene.position("gov", "talks", "front", "for", "2021-10-19", "b")
    denial = scene.statement("gov", "2021-10-21", "c", denies=claim.header.id)
    assert [c.stance for c in scene.cells(older, claim, denial)] == ["against", "for", "against"]


def test_a_denial_by_somebody_else_takes_nothing_out(scene: Scene) -> None:
    claim = scene.position("gov", "talks", "front", "for", "2021-10-19", "a")
    denial = scene.statement("band", "2021-10-21", "b", denies=claim.header.id)
    assert [c.stance for c in scene.cells(claim, denial)] == ["for"]


def test_what_a_ruling_voids_never_stood(scene: Scene) -> None:
    claim = scene.position("gov", "talks", "front", "for", "2021-10-19", voided_by=RecordId("ruling-1"))
    assert scene.cells(claim) == []


def test_a_fallen_government_no_longer_stands_by_its_word(scene: Scene) -> None:
    cells = scene.cells(scene.position("gov", "talks", "front", "for", "2020-02-10"))
    assert [(c.at, c.stance) for c in cells] == [("2020-02-10", "for"), ("2020-08-18", "unclear")]


def test_every_cell_leads_back_to_its_words(scene: Scene) -> None:
    position = scene.position("front", "talks", "un", "for", "2020-02-10")
    (cell,) = scene.cells(position)
    assert cell.header.because == position.header.because
    assert cell.because_of == (position.header.id,)
    assert cell.header.known_on == "2020-02-10"


def test_a_copy_read_later_changes_no_cell(scene: Scene) -> None:
    first = scene.position("front", "talks", "un", "for", "2020-02-10")
    again = replace(first, header=replace(first.header, key="z", id=RecordId("z")))
    cells = scene.cells(first, again)
    assert len(cells) == 1
    assert set(cells[0].because_of) == {first.header.id, "z"}
