"""Condition histories: what sets, answers, meets, breaks and drops a condition, and what only repeats it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from toguna.kinds.record import Condition
from toguna.kinds.vocabulary import ConditionState, Issue, Necessity
from toguna.process.condition import is_unmet, state_at

if TYPE_CHECKING:
    from tests.process.conftest import Scene

MET, PARTLY, ANNOUNCED = ConditionState.MET, ConditionState.PARTLY, ConditionState.ANNOUNCED
BROKEN = ConditionState.VIOLATED
OUT = Issue.WITHDRAWAL


def test_an_announced_withdrawal_does_not_meet_the_condition(scene: Scene) -> None:
    told = scene.derive(
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08"),
        scene.event("RETREAT", "neighbour", "", "2022-02-17", "b", status="announced", issue=OUT, moves=MET),
    )
    condition = next(r for r in told if isinstance(r, Condition))
    assert [s.state for s in condition.states] == ["open", "announced"]
    assert condition.now is ANNOUNCED
    assert is_unmet(condition, date(2023, 1, 1))


def test_a_withdrawal_that_is_complete_meets_it(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08"),
        scene.event("RETREAT", "neighbour", "", "2022-02-17", "b", status="announced", issue=OUT, moves=ANNOUNCED),
        scene.event("RETREAT", "neighbour", "", "2022-06-13", "c", issue=OUT, moves=PARTLY),
        scene.event("RETREAT", "neighbour", "", "2022-08-15", "d", issue=OUT, moves=MET),
    )
    assert told == [
        ("open", "2020-03-08"),
        ("announced", "2022-02-17"),
        ("partly", "2022-06-13"),
        ("met", "2022-08-15"),
    ]


def test_two_conditions_of_one_sentence_keep_their_own_histories(scene: Scene) -> None:
    theirs = scene.condition("front", "withdrawal", "gov neighbour", "2020-03-08")
    blue = scene.condition("front", "withdrawal", "gov un", "2020-03-08")
    position = scene.position(
        "front", "talks", "gov", "conditional", "2020-03-08", conditions=(theirs.header.id, blue.header.id)
    )
    left = scene.event("RETREAT", "neighbour", "", "2022-08-15", "d", issue=OUT, moves=MET)
    told = [r for r in scene.derive(theirs, blue, position, left) if isinstance(r, Condition)]
    assert [c.now for c in told] == [MET, ConditionState.OPEN]
    assert told[0].history != told[1].history


def test_a_condition_on_all_foreign_troops_does_not_join_the_two(scene: Scene) -> None:
    claims = (
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08"),
        scene.condition("front", "withdrawal", "un", "2020-03-08"),
        scene.condition("front", "withdrawal", "neighbour un", "2020-03-08"),
    )
    told = [r for r in scene.derive(*claims) if isinstance(r, Condition)]
    assert len({c.history for c in told}) == 3


def test_copies_and_the_same_report_do_not_say_it_again(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08", "a"),
        scene.condition("chief", "withdrawal", "neighbour", "2020-03-08", "a"),
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08", "a2"),
        scene.condition("front", "withdrawal", "neighbour", "2020-03-09", "b"),
    )
    assert told == [("open", "2020-03-08")]


def test_said_again_later_is_restated_and_changes_nothing(scene: Scene) -> None:
    told = scene.derive(
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08"),
        scene.event("RETREAT", "neighbour", "", "2022-02-17", "b", issue=OUT, moves=ANNOUNCED),
        scene.condition("chief", "withdrawal", "neighbour", "../2022-02-20", "c", known="2022-02-20"),
    )
    condition = next(r for r in told if isinstance(r, Condition))
    assert [s.state for s in condition.states] == ["open", "announced", "restated"]
    assert condition.now is ANNOUNCED


def test_one_who_must_act_and_refuses_opposes_it(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08"),
        scene.position("neighbour", "withdrawal", "neighbour", "against", "2020-03-10", "b"),
    )
    assert told == [("open", "2020-03-08"), ("opposed", "2020-03-10")]


def test_the_host_that_wants_the_troops_to_stay_opposes_it(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "withdrawal", "gov neighbour", "2020-03-08"),
        scene.position("minister", "withdrawal", "neighbour", "against", "../2020-03-09"),
    )
    assert told[1] == ("opposed", "../2020-03-09")


def test_a_stance_on_other_forces_opposes_nothing(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "withdrawal", "gov un", "2020-03-08"),
        scene.position("gov", "withdrawal", "neighbour", "against", "2020-03-09"),
        scene.position("crowd", "withdrawal", "un", "against", "2020-03-09"),
    )
    assert told == [("open", "2020-03-08")]


def test_what_another_party_says_of_the_actor_moves_nothing(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "release", "gov", "2020-03-08"),
        scene.position("gov", "release", "front", "for", "2020-03-09", ascribed_by="band"),
    )
    assert told == [("open", "2020-03-08")]


def test_a_promise_by_the_actor_announces_it(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "release", "gov", "2020-03-08"),
        scene.promise("minister", "front", "release", "2020-04-01", "b"),
    )
    assert told == [("open", "2020-03-08"), ("announced", "2020-04-01")]


def test_the_same_move_reported_again_adds_its_words_only(scene: Scene) -> None:
    told = scene.derive(
        scene.condition("front", "release", "gov", "2020-03-08"),
        scene.event("CONCEDE", "gov", "front", "2020-05-01", "b", issue=Issue.RELEASE, moves=MET),
        scene.event("CONCEDE", "army", "front", "2020-05", "c", issue=Issue.RELEASE, moves=MET),
    )
    condition = next(r for r in told if isinstance(r, Condition))
    assert [s.state for s in condition.states] == ["open", "met"]
    assert {p.document for p in condition.states[1].because} == {"b", "c"}


def test_another_announcement_months_later_is_another_move(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08"),
        scene.event("RETREAT", "neighbour", "", "2021-06-10", "b", issue=OUT, moves=ANNOUNCED),
        scene.event("RETREAT", "neighbour", "", "2021-06", "c", issue=OUT, moves=ANNOUNCED),
        scene.event("RETREAT", "neighbour", "", "2022-02-17", "d", issue=OUT, moves=ANNOUNCED),
    )
    assert told[1:] == [("announced", "2021-06-10"), ("announced", "2022-02-17")]


def test_once_met_only_a_breach_or_its_end_can_follow(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "ceasefire", "gov", "2020-01-01"),
        scene.event("CONCEDE", "gov", "front", "2020-02-01", "b", issue=Issue.CEASEFIRE, moves=MET),
        scene.event("CONCEDE", "gov", "front", "2020-02-02", "c", issue=Issue.CEASEFIRE, moves=ANNOUNCED),
        scene.position("gov", "ceasefire", "front", "against", "2020-03-01", "d"),
        scene.event("ASSAULT", "army", "front", "2020-03-02", "e", issue=Issue.CEASEFIRE, moves=BROKEN),
    )
    assert [s for s, _ in told] == ["open", "met", "violated"]


def test_what_was_never_met_cannot_be_violated(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "ceasefire", "gov", "2020-01-01"),
        scene.event("ASSAULT", "gov", "front", "2020-03-02", "e", issue=Issue.CEASEFIRE, moves=BROKEN),
    )
    assert told == [("open", "2020-01-01")]


def test_a_sanction_is_violated_when_what_it_forbids_is_done(scene: Scene) -> None:
    told = scene.history(
        scene.condition("neighbour", "talks", "gov", "2021-06", necessity=Necessity.SANCTION),
        scene.event("CONSULT", "gov", "front", "2021-10-12", "b", issue=Issue.TALKS, moves=MET),
    )
    assert told == [("open", "2021-06"), ("violated", "2021-10-12")]


def test_only_its_setter_can_drop_it_and_may_set_it_again(scene: Scene) -> None:
    dropped = ConditionState.WITHDRAWN
    told = scene.history(
        scene.condition("front", "release", "gov", "2020-01-01"),
        scene.event("CONCEDE", "gov", "front", "2020-02-01", "b", issue=Issue.RELEASE, moves=dropped),
        scene.event("CONCEDE", "chief", "gov", "2020-03-01", "c", issue=Issue.RELEASE, moves=dropped),
        scene.condition("front", "release", "gov", "2020-06-01", "d"),
    )
    assert told == [("open", "2020-01-01"), ("withdrawn", "2020-03-01"), ("open", "2020-06-01")]


def test_what_lies_before_the_condition_does_not_answer_it(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08"),
        scene.event("RETREAT", "neighbour", "", "2014-07-01", "b", known="2020-03-09", issue=OUT, moves=PARTLY),
    )
    assert told == [("open", "2020-03-08")]


def test_denied_and_hypothetical_acts_move_nothing(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08"),
        scene.event("RETREAT", "neighbour", "", "2021-01-01", "b", status="denied", issue=OUT, moves=MET),
        scene.event("RETREAT", "neighbour", "", "2021-01-01", "b", status="hypothetical", issue=OUT, moves=MET),
    )
    assert told == [("open", "2020-03-08")]


def test_a_move_without_a_date_is_bounded_by_its_report(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08"),
        scene.event("RETREAT", "neighbour", "", None, "b", known="2021-05-05", issue=OUT, moves=PARTLY),
    )
    assert told[1] == ("partly", "../2021-05-05")


def test_what_nobody_is_known_to_have_set_is_never_said_again(scene: Scene) -> None:
    claims = [scene.condition("front", "release", "gov", "2020-01-01", doc) for doc in ("b", "c")]
    told = [r for r in scene.derive(*(_unset(c) for c in claims)) if isinstance(r, Condition)]
    assert len({c.history for c in told}) == 2


def _unset(condition: Condition) -> Condition:
    return replace(condition, set_by=None)


@pytest.mark.parametrize(("day", "state"), [("2020-04-01", "open"), ("2022-03-01", "announced"), ("2022-09-01", "met")])
def test_the_state_on_a_day_is_the_last_one_by_then(scene: Scene, day: str, state: str) -> None:
    told = scene.derive(
        scene.condition("front", "withdrawal", "neighbour", "2020-03-08"),
        scene.event("RETREAT", "neighbour", "", "2022-02-17", "b", issue=OUT, moves=ANNOUNCED),
        scene.event("RETREAT", "neighbour", "", "2022-08-15", "d", issue=OUT, moves=MET),
    )
    condition = next(r for r in told if isinstance(r, Condition))
    assert state_at(condition, date.fromisoformat(day)) == state


def test_a_condition_on_two_armies_is_partly_met_until_both_are_gone(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "withdrawal", "neighbour un", "2020-03-08"),
        scene.event("RETREAT", "neighbour", "", "2022-08-15", "b", issue=OUT, moves=MET),
        scene.event("RETREAT", "un", "", "2023-12-31", "c", issue=OUT, moves=MET),
    )
    assert told == [("open", "2020-03-08"), ("partly", "2022-08-15"), ("met", "2023-12-31")]


def test_to_leave_a_town_is_not_to_leave_the_country(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "withdrawal", "un", "2020-03-08"),
        scene.event("RETREAT", "un", "", "2023-10-31", "b", issue=OUT, moves=MET, where="Kidal"),
        scene.event("RETREAT", "un", "", "2023-12-31", "c", issue=OUT, moves=MET, where="Gov"),
    )
    assert told == [("open", "2020-03-08"), ("partly", "2023-10-31"), ("met", "2023-12-31")]


def test_the_words_of_a_condition_are_no_act(scene: Scene) -> None:
    condition = scene.condition("front", "withdrawal", "un", "2020-03-08")
    clause = scene.event("RETREAT", "un", "", "2020-03-08", issue=OUT, moves=PARTLY)
    (place,) = condition.header.because
    inside = replace(place, start=place.start + 1, quote=place.quote[1:])
    clause = replace(clause, header=replace(clause.header, because=(inside,)))
    assert scene.history(condition, clause) == [("open", "2020-03-08")]


def test_a_vague_headline_adds_its_words_to_what_the_report_tells_fully(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "withdrawal", "un", "2020-03-08"),
        scene.event("RETREAT", "un", "", None, "b", known="2023-12-31", issue=OUT, moves=PARTLY),
        scene.event("RETREAT", "un", "", "2023-12-31", "b", issue=OUT, moves=MET),
    )
    assert told == [("open", "2020-03-08"), ("met", "2023-12-31")]


def test_a_condition_on_both_knows_what_became_of_its_parts(scene: Scene) -> None:
    told = scene.history(
        scene.condition("front", "withdrawal", "neighbour un", "2022-08-17", "c"),
        scene.condition("front", "withdrawal", "neighbour", "2021-10-22"),
        scene.condition("front", "withdrawal", "un", "2021-10-22"),
        scene.event("RETREAT", "neighbour", "", "2022-08-15", "b", issue=OUT, moves=MET),
        scene.event("RETREAT", "un", "", "2023-12-31", "d", issue=OUT, moves=MET),
    )
    assert told == [("partly", "2022-08-15"), ("open", "2022-08-17"), ("met", "2023-12-31")]
