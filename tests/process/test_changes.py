"""What changed between two days, and what could be known by one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from toguna.kinds.record import Cell, Condition, Position, Statement
from toguna.kinds.vocabulary import ConditionState, Issue
from toguna.process.change import ChangeSort, changes
from toguna.process.known import known_by

if TYPE_CHECKING:
    from tests.process.conftest import Scene


def test_what_changed_is_told_in_order_and_only_between_the_days(scene: Scene) -> None:
    told = scene.derive(
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08"),
        scene.position("front", "talks", "un", "against", "2020-01-10", "a"),
        scene.position("front", "talks", "un", "for", "2021-03-10", "b"),
        scene.event(
            "RETREAT", "neighbour", "", "2022-02-17", "b", issue=Issue.WITHDRAWAL, moves=ConditionState.ANNOUNCED
        ),
        scene.silence("gov", "2021-04-01"),
    )
    found = changes(told, date(2020, 2, 1), date(2022, 12, 31))
    assert [(c.sort, c.before, c.after) for c in found] == [
        (ChangeSort.CONDITION_SET, None, "open"),
        (ChangeSort.CHANGED_STANCE, "against", "for"),
        (ChangeSort.CONTRADICTION, None, None),
        (ChangeSort.SILENCE, None, None),
        (ChangeSort.CONDITION_MOVED, "open", "announced"),
    ]
    assert changes(told, date(2022, 12, 31), date(2023, 12, 31)) == ()


def test_a_history_is_told_once_however_many_reports_carry_it(scene: Scene) -> None:
    told = scene.derive(
        scene.condition("front", "release", "gov", "2020-03-08", "a"),
        scene.condition("front", "release", "gov", "2020-03-08", "b"),
        scene.condition("front", "release", "gov", "2020-06-08", "c"),
    )
    found = changes(told, date(2020, 1, 1), date(2021, 1, 1))
    assert [c.sort for c in found] == [ChangeSort.CONDITION_SET]


def test_a_stance_falls_with_its_government(scene: Scene) -> None:
    told = scene.derive(scene.position("gov", "talks", "front", "for", "2020-02-10"))
    found = changes(told, date(2020, 3, 1), date(2021, 1, 1))
    assert [(c.sort, c.on, c.before, c.after) for c in found] == [
        (ChangeSort.FALLEN_STANCE, date(2020, 8, 18), "for", None)
    ]


def test_what_was_published_later_was_not_known(scene: Scene) -> None:
    early = scene.position("front", "talks", "un", "against", "2020-01-10", "a")
    secret = scene.position("front", "talks", "un", "for", "2020-02-10", "b", known="2023-01-01")
    undated = scene.position("front", "talks", "un", "open", "2020-02-10", "c", known=None)
    vague = scene.position("front", "talks", "un", "open", "2020-02-10", "c", known="2020-06")
    assert known_by([early, secret, undated, vague], date(2020, 6, 1)) == (early,)
    cells = scene.cells(*known_by([early, secret], date(2021, 1, 1)))
    assert [c.stance for c in cells] == ["against"]


def test_references_to_what_was_not_known_go_with_it(scene: Scene) -> None:
    condition = scene.condition("front", "withdrawal", "un", "2020-01-10", known="2022-01-01")
    later = scene.statement("front", "2020-01-10", known="2022-01-01")
    position = scene.position(
        "front",
        "talks",
        "gov",
        "conditional",
        "2020-01-10",
        conditions=(condition.header.id,),
        statement=later.header.id,
    )
    denial = scene.statement("gov", "2020-01-11", denies=later.header.id)
    kept = known_by([condition, later, position, denial], date(2021, 1, 1))
    assert isinstance(kept[0], Position) and kept[0].conditions == () and kept[0].statement is None
    assert isinstance(kept[1], Statement) and kept[1].denies is None


def test_the_state_of_a_condition_knows_only_what_was_known(scene: Scene) -> None:
    claims = (
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08"),
        scene.event("RETREAT", "neighbour", "", "2022-08-15", "b", issue=Issue.WITHDRAWAL, moves=ConditionState.MET),
    )
    told = scene.derive(*known_by(claims, date(2022, 1, 1)))
    assert [r.now for r in told if isinstance(r, Condition)] == [ConditionState.OPEN]
    assert not [r for r in told if isinstance(r, Cell)]
