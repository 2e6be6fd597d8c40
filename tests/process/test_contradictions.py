"""Contradictions: each sort once, and what only looks like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toguna.kinds.vocabulary import ConditionState, Issue

if TYPE_CHECKING:
    from tests.process.conftest import Scene


def sorts(found: list[object]) -> list[str]:
    return [c.sort for c in found]  # type: ignore[attr-defined]


def test_one_wants_the_troops_out_and_another_wants_them_to_stay(scene: Scene) -> None:
    out = scene.position("front", "withdrawal", "neighbour", "for", "2020-03-08")
    stay = scene.position("minister", "withdrawal", "neighbour", "against", "../2020-03-09", known="2020-03-09")
    (found,) = scene.contradictions(out, stay)
    assert found.sort == "party-party"
    assert set(found.between) == {out.header.id, stay.header.id}
    assert found.about == "withdrawal: neighbour"
    assert found.header.because == tuple(sorted(out.header.because + stay.header.because))


def test_an_ally_against_the_talks_that_a_party_wants(scene: Scene) -> None:
    found = scene.contradictions(
        scene.position("gov", "talks", "front", "for", "2021-12-03"),
        scene.position("neighbour", "talks", "front", "against", "2021-11-20", "b"),
    )
    assert sorts([*found]) == ["party-party"]


def test_one_offers_talks_and_the_other_refuses_them(scene: Scene) -> None:
    found = scene.contradictions(
        scene.position("gov", "talks", "front", "for", "2021-12-03"),
        scene.position("front", "talks", "gov", "against", "2021-12-05", "b"),
    )
    assert sorts([*found]) == ["party-party"]


def test_opposite_stances_years_apart_are_no_contradiction(scene: Scene) -> None:
    assert not scene.contradictions(
        scene.position("gov", "talks", "front", "for", "2021-12-03"),
        scene.position("neighbour", "talks", "front", "against", "2013-02-01", "b"),
    )


def test_opposite_stances_on_different_forces_are_no_contradiction(scene: Scene) -> None:
    assert not scene.contradictions(
        scene.position("front", "withdrawal", "neighbour", "for", "2020-03-08"),
        scene.position("gov", "withdrawal", "un", "against", "2020-03-08"),
    )


def test_a_crowd_is_no_side(scene: Scene) -> None:
    assert not scene.contradictions(
        scene.position("crowd", "withdrawal", "neighbour", "for", "2020-03-08"),
        scene.position("gov", "withdrawal", "neighbour", "against", "2020-03-08"),
    )


def test_what_two_parties_repeat_is_told_at_first_and_at_last(scene: Scene) -> None:
    claims = []
    for month in range(1, 10):
        claims.append(scene.position("front", "withdrawal", "neighbour", "for", f"2021-0{month}-01", f"x{month}"))
        claims.append(scene.position("gov", "withdrawal", "neighbour", "against", f"2021-0{month}-02", f"y{month}"))
    found = scene.contradictions(*claims)
    assert len(found) == 2


def test_a_denial_contradicts_what_it_denies(scene: Scene) -> None:
    claim = scene.statement("band", "2021-10-19")
    denial = scene.statement("gov", "2021-10-21", "b", denies=claim.header.id)
    (found,) = scene.contradictions(claim, denial)
    assert found.sort == "claim-claim"
    assert set(found.between) == {claim.header.id, denial.header.id}


def test_an_event_that_one_claims_and_another_denies(scene: Scene) -> None:
    claimed = scene.event("MOBILIZE", "neighbour", "", "2022-01", "a", status="claimed", known="2022-02-20")
    denied = scene.event("MOBILIZE", "neighbour", "", None, "b", status="denied", known="2022-02-20")
    elsewhere = scene.event("MOBILIZE", "band", "", None, "c", status="claimed", known="2022-02-20")
    (found,) = scene.contradictions(claimed, denied, elsewhere)
    assert found.sort == "claim-claim"
    assert set(found.between) == {claimed.header.id, denied.header.id}


def test_two_reporters_count_the_same_dead_differently(scene: Scene) -> None:
    theirs = scene.figure("killed", "un", "2021-03-31", best=22.0, what="people killed in the strike")
    ours = scene.figure("killed", "neighbour", "2021-03-31", best=30.0, what="fighters")
    (found,) = scene.contradictions(theirs, scene.beside(ours, theirs))
    assert found.sort == "figure-figure"


def test_figures_of_other_places_times_and_things_do_not_contradict(scene: Scene) -> None:
    killed = scene.figure("killed", "un", "2021-03-31", best=22.0, where="Bounti", period="2021-01-03")
    for other in (
        scene.figure("killed", "gov", "2021-03-31", best=30.0, where="Kidal", period="2021-01-03"),
        scene.figure("killed", "gov", "2021-03-31", best=30.0, where="Bounti", period="2021-02"),
        scene.figure("wounded", "gov", "2021-03-31", best=30.0, where="Bounti", period="2021-01-03"),
        scene.figure("killed", "gov", "2021-06-30", best=30.0, where="Bounti", period="2021-01-03"),
        scene.figure("killed", "un", "2021-03-31", best=30.0, where="Bounti", period="2021-01-03"),
        scene.figure("killed", "gov", "2021-03-31", best=23.0, where="Bounti", period="2021-01-03"),
        scene.figure("killed", "gov", "2021-03-31", low=20.0, where="Bounti", period="2021-01-03"),
        scene.figure("killed", "gov", "2021-03-31", best=30.0, what="soldiers", where="Bounti", period="2021-01-03"),
    ):
        assert not scene.contradictions(killed, other)


def test_an_attack_after_a_ceasefire_was_declared(scene: Scene) -> None:
    truce = scene.event("CONCEDE", "front", "gov", "2021-03-14", issue=Issue.CEASEFIRE, moves=ConditionState.MET)
    attack = scene.event("ASSAULT", "front", "army", "2021-03-20", "b")
    found = scene.contradictions(truce, attack)
    assert sorts([*found]) == ["word-deed"]


def test_an_attack_on_somebody_else_or_after_the_truce_was_ended_breaks_no_word(scene: Scene) -> None:
    truce = scene.event("CONCEDE", "front", "gov", "2021-03-14", issue=Issue.CEASEFIRE, moves=ConditionState.MET)
    ended = scene.event(
        "REJECT", "front", "gov", "2021-03-18", "c", issue=Issue.CEASEFIRE, moves=ConditionState.WITHDRAWN
    )
    attack = scene.event("ASSAULT", "front", "gov", "2021-03-20", "b")
    elsewhere = scene.event("ASSAULT", "front", "band", "2021-03-16", "b")
    assert not scene.contradictions(truce, ended, attack)
    assert not scene.contradictions(truce, elsewhere)


def test_who_refuses_talks_and_meets_all_the_same(scene: Scene) -> None:
    refusal = scene.position("gov", "talks", "front", "against", "2021-03-14")
    meeting = scene.event("CONSULT", "gov", "front", "2021-03-20", "b")
    assert sorts([*scene.contradictions(refusal, meeting)]) == ["word-deed"]


def test_a_pair_of_records_contradicts_once(scene: Scene) -> None:
    no = scene.position("gov", "talks", "front", "against", "2021-03-14")
    yes = scene.position("front", "talks", "gov", "for", "2021-03-14", "b")
    assert len(scene.contradictions(no, yes)) == 1
