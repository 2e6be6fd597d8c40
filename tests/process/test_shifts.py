"""Shifts, and who is a party at which time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from toguna.kinds.ids import Edtf, PartyId
from toguna.process.bodies import Bodies

if TYPE_CHECKING:
    from tests.process.conftest import Scene


def test_a_changed_stance_is_a_shift_with_both_positions(scene: Scene) -> None:
    no = scene.position("front", "talks", "un", "against", "2020-01-10", "a")
    yes = scene.position("front", "talks", "un", "for", "2020-03-10", "b")
    (shift,) = scene.shifts(yes, no)
    assert (shift.before, shift.after, shift.on) == ("against", "for", "2020-03-10")
    assert shift.positions == (no.header.id, yes.header.id)
    assert shift.header.because == tuple(sorted(no.header.because + yes.header.because))


def test_a_new_government_shifts_and_does_not_contradict_itself(scene: Scene) -> None:
    stay = scene.position("gov", "withdrawal", "neighbour", "against", "2020-03-01", "a")
    leave = scene.position("gov", "withdrawal", "neighbour", "for", "2022-02-18", "b")
    (shift,) = scene.shifts(stay, leave)
    assert shift.regime_change
    assert scene.contradictions(stay, leave) == []


def test_the_same_government_that_turns_round_contradicts_itself(scene: Scene) -> None:
    stay = scene.position("gov", "withdrawal", "neighbour", "against", "2021-03-01", "a")
    leave = scene.position("gov", "withdrawal", "neighbour", "for", "2022-02-18", "b")
    (shift,) = scene.shifts(stay, leave)
    assert not shift.regime_change
    assert [c.sort for c in scene.contradictions(stay, leave)] == ["then-now"]


def test_what_is_only_repeated_is_no_shift(scene: Scene) -> None:
    told = [scene.position("front", "talks", "un", "for", f"2020-0{m}-10", f"d{m}") for m in range(1, 6)]
    assert scene.shifts(*told) == []


def test_bodies_do_not_go_round_in_circles(scene: Scene) -> None:
    from dataclasses import replace

    scene.parties = [
        replace(p, member_of=PartyId("minister"), type=scene.parties[0].type) if p.id == "gov" else p
        for p in scene.parties
    ]
    assert Bodies(scene.cast).body(PartyId("minister"), Edtf("2020")) in {"gov", "minister"}


def test_a_group_of_a_coalition_keeps_its_own_positions_but_acts_for_it(scene: Scene) -> None:
    from dataclasses import replace

    scene.parties = [replace(p, member_of=PartyId("front")) if p.id == "band" else p for p in scene.parties]
    bodies = Bodies(scene.cast)
    assert bodies.body(PartyId("band")) == "band"
    assert bodies.acts_for(PartyId("band"), PartyId("front"))
    assert not bodies.acts_for(PartyId("front"), PartyId("band"))


def test_the_first_regime_is_no_fall(scene: Scene) -> None:
    assert Bodies(scene.cast).fell(PartyId("gov")) == (date(2020, 8, 18),)
