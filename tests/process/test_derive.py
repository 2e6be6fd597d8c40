"""What holds of every derivation: nothing lost, order does not matter, twice is once, keys are unique."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toguna.kinds.record import Cell, Claim, Commitment, Condition, Contradiction, Shift
from toguna.kinds.vocabulary import ConditionState, EventStatus, EventType, Issue, Stance
from toguna.process.days import order, placed, surely

if TYPE_CHECKING:
    from tests.process.conftest import Scene

PARTIES = ["gov", "minister", "front", "chief", "band", "neighbour", "un", "envoy", "crowd"]
DATES = [None, "2019", "2020-03", "2020-03-08", "2020-08-20", "2021-06-10/2021-07-01", "../2020-03-09", "2022-02-17"]
ISSUES = ["talks", "withdrawal", "ceasefire", "release", "other"]
DOCS = ["a", "a2", "b", "c", "d"]
DERIVED = (Cell, Shift, Contradiction)

one = st.sampled_from(PARTIES)
when = st.sampled_from(DATES)
where = st.sampled_from(DOCS)
about = st.sampled_from(ISSUES)
plans = st.lists(
    st.one_of(
        st.tuples(st.just("position"), one, about, one, st.sampled_from([*Stance]), when, where),
        st.tuples(st.just("condition"), one, about, one, st.just(""), when, where),
        st.tuples(st.just("event"), one, about, one, st.sampled_from([*ConditionState]), when, where),
        st.tuples(st.just("promise"), one, about, one, st.just(""), st.sampled_from(DATES[1:]), where),
        st.tuples(st.just("figure"), one, about, one, st.sampled_from(["3", "40", "41", "90"]), when, where),
        st.tuples(st.just("denial"), one, about, one, st.just(""), st.sampled_from(DATES[1:]), where),
    ),
    max_size=14,
)


def built(scene: Scene, plan: list[tuple[str, ...]]) -> list[Claim]:
    claims: list[Any] = []
    known: dict[str, Any] = {"known": "2022-06-01"}
    for kind, a, issue, b, more, on, doc in plan:
        match kind:
            case "position":
                ids = tuple(c.header.id for c in claims if isinstance(c, Condition))[-2:]
                ids = ids if more == Stance.CONDITIONAL else ()
                claims.append(scene.position(a, issue, b, more, on, doc, conditions=ids, **known))
            case "condition":
                claims.append(scene.condition(a, issue, b, on, doc, **known))
            case "event":
                kinds: dict[str, Any] = {"issue": Issue(issue), "moves": ConditionState(more)}
                sort = [EventType.RETREAT, EventType.ASSAULT, EventType.CONSULT][len(claims) % 3]
                status = [*EventStatus][len(claims) % 6]
                claims.append(scene.event(sort, a, b, on, doc, status=status, **kinds, **known))
            case "promise":
                claims.append(scene.promise(a, b, issue, on or "2020", doc))
            case "figure":
                claims.append(scene.figure("killed", a, "2022-06-01", doc, best=float(more)))
            case "denial":
                target = claims[-1].header.id if claims else None
                claims.append(scene.statement(a, on or "2020", doc, denies=target))
    return claims


relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(plans, st.randoms(use_true_random=False))
@relaxed
def test_the_order_of_claims_changes_nothing(scene: Scene, plan: list[tuple[str, ...]], chance: Any) -> None:
    claims = built(scene, plan)
    shuffled = list(claims)
    chance.shuffle(shuffled)
    first, second = scene.derive(*claims), scene.derive(*shuffled)
    assert sorted(first, key=lambda r: r.header.key) == sorted(second, key=lambda r: r.header.key)
    assert [r for r in first if isinstance(r, DERIVED)] == [r for r in second if isinstance(r, DERIVED)]


@given(plans)
@relaxed
def test_deriving_twice_equals_deriving_once(scene: Scene, plan: list[tuple[str, ...]]) -> None:
    claims = built(scene, plan)
    once = scene.derive(*claims)
    again = scene.derive(*(r for r in once if not isinstance(r, DERIVED)))
    assert again == once


@given(plans)
@relaxed
def test_every_claim_comes_out_once_and_every_key_is_its_own(scene: Scene, plan: list[tuple[str, ...]]) -> None:
    claims = built(scene, plan)
    told = scene.derive(*claims)
    assert [r.header.id for r in told[: len(claims)]] == [c.header.id for c in claims]
    assert max(Counter(r.header.key for r in told).values(), default=1) == 1


@given(plans)
@relaxed
def test_histories_begin_run_in_time_and_carry_words(scene: Scene, plan: list[tuple[str, ...]]) -> None:
    for r in scene.derive(*built(scene, plan)):
        if isinstance(r, Condition):
            assert r.history
            assert "open" in [s.state for s in r.states]
            assert [order(s.on) for s in r.states] == sorted(order(s.on) for s in r.states)
            real = [s.state for s in r.states if s.state != "restated"]
            assert r.now == real[-1]
        if isinstance(r, Condition | Commitment):
            assert all(s.because for s in r.states)
        if isinstance(r, Shift | Contradiction):
            assert r.header.because
            assert r.header.witnesses.documents >= 1


@given(plans)
@relaxed
def test_cells_of_a_pair_follow_each_other_and_differ(scene: Scene, plan: list[tuple[str, ...]]) -> None:
    lines: dict[object, list[Cell]] = {}
    for r in scene.derive(*built(scene, plan)):
        if isinstance(r, Cell):
            lines.setdefault((r.holder, r.toward, r.issue), []).append(r)
    for line in lines.values():
        assert [c.at for c in line] == sorted({c.at for c in line})
        for before, after in itertools.pairwise(line):
            assert (before.stance, before.conditions, before.since, bool(before.because_of)) != (
                after.stance,
                after.conditions,
                after.since,
                bool(after.because_of),
            )


def test_nothing_comes_of_nothing(scene: Scene) -> None:
    assert scene.derive() == ()


def test_an_open_beginning_is_ordered_by_its_end_and_unknown_comes_last() -> None:
    from toguna.kinds.ids import Edtf

    dates = [None, Edtf("../2020-03-09"), Edtf("2020-03-08"), Edtf("2021"), Edtf("2020-03")]
    assert sorted(dates, key=order) == ["2020-03", "2020-03-08", "../2020-03-09", "2021", None]


def test_no_date_is_invented() -> None:
    assert placed(None, None) is None
    assert surely(None, None) is None


def test_a_promise_is_kept_only_by_who_gave_it(scene: Scene) -> None:
    promise = scene.promise("gov", "front", "release", "2020-01-01")
    other = scene.event("CONCEDE", "band", "front", "2020-02-01", "b", issue=Issue.RELEASE, moves=ConditionState.MET)
    kept = scene.event("CONCEDE", "army", "front", "2020-03-01", "c", issue=Issue.RELEASE, moves=ConditionState.MET)
    told = next(r for r in scene.derive(promise, other, kept) if isinstance(r, Commitment))
    assert [(s.state, s.on) for s in told.states] == [("given", "2020-01-01"), ("kept", "2020-03-01")]
    assert told.now == "kept"


def test_ten_thousand_positions_are_settled_in_seconds(scene: Scene) -> None:
    import time

    stances = ["for", "against", "conditional"]
    days = [f"20{10 + n % 12}-0{1 + n % 9}-10" for n in range(10_000)]
    holders = ["gov", "neighbour"]
    claims = [
        scene.position(holders[n % 2], "talks", "front", stances[n % 3], day, f"d{n}") for n, day in enumerate(days)
    ]
    began = time.process_time()
    scene.derive(*claims)
    assert time.process_time() - began < 10


def test_a_word_said_twice_on_one_day_and_denied_turns_the_cell_once(scene: Scene) -> None:
    def once(more: str, on: str, kind: str = "position", where: str = "a") -> tuple[str, ...]:
        return kind, "gov", "talks", "gov", more, on, where

    plan = [once("for", "2019"), once("", "2020-03", "denial"), once("for", "2019", where="b")]
    found = [r for r in scene.derive(*built(scene, plan)) if isinstance(r, Cell)]
    assert [(c.stance, c.since) for c in found] == [(Stance.FOR, "2019"), (Stance.UNCLEAR, None)]
