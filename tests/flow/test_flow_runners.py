from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest

from toguna.flow.runners import Inline, Processes, Runner, runner
from toguna.kinds.aside import Aside, Stage
from toguna.kinds.errors import PackIsBroken
from toguna.kinds.stage import Among, Each
from toguna.packs.conflict import conflict_pack

# Built-in functions, because a spawned worker must be able to import what it is given.
SQRT: Each[Any, Any] = Each(Stage.LANGUAGE, math.sqrt)


def parity(item: int) -> tuple[str]:
    return ("even" if item % 2 == 0 else "odd",)


ZIP: Any = zip
PAIRS: Among[int, Any] = Among(Stage.READING, parity, ZIP)


@pytest.fixture(scope="module", params=["inline", "one", "three"])
def crew(request: pytest.FixtureRequest) -> Iterator[Runner]:
    crews: dict[str, Runner] = {"inline": Inline(), "one": Processes(1), "three": Processes(3, chunk=2)}
    with crews[request.param] as made:
        yield made


def test_results_come_in_the_order_of_the_items(crew: Runner) -> None:
    squares = [n * n for n in range(100)]
    assert list(crew.each(SQRT, squares, str)) == [float(n) for n in range(100)]


def test_nothing_gives_nothing(crew: Runner) -> None:
    assert list(crew.each(SQRT, [], str)) == []
    assert list(crew.among(PAIRS, [], str)) == []


def test_an_item_that_breaks_the_stage_is_set_aside_and_the_others_go_on(crew: Runner) -> None:
    four, broken, nine = crew.each(SQRT, [4, -1, 9], lambda n: f"item {n}")
    assert (four, nine) == (2.0, 3.0)
    assert broken == Aside(Stage.LANGUAGE, "item -1", "error: ValueError", "math domain error")


def test_groups_are_settled_whole_and_come_in_the_order_of_their_keys(crew: Runner) -> None:
    assert list(crew.among(PAIRS, range(5), str)) == [("e", 0), ("v", 2), ("e", 4), ("o", 1), ("d", 3)]


def test_a_group_that_breaks_is_set_aside_item_by_item(crew: Runner) -> None:
    broken: Among[int, Any] = Among(Stage.READING, lambda n: ("even" if n % 2 == 0 else 1,), ZIP)
    first, second, *odd = crew.among(broken, range(4), str)
    assert (first, second) == (("e", 0), ("v", 2))
    assert odd == [Aside(Stage.READING, n, "error: TypeError", "'int' object is not iterable") for n in ("1", "3")]


def test_what_is_wrong_with_a_pack_is_no_item_s_fault(crew: Runner) -> None:
    with pytest.raises(PackIsBroken, match="no such conflict pack"):
        list(crew.each(Each(Stage.ACTORS, conflict_pack), ["nowhere-at-all"], str))


def test_items_are_taken_as_they_are_needed(crew: Runner) -> None:
    taken = []

    def items() -> Iterator[int]:
        for n in range(10_000):
            taken.append(n)
            yield n

    results = crew.each(SQRT, items(), str)
    next(results)
    assert len(taken) < 1000
    results.close()  # type: ignore[attr-defined]


def test_a_worker_that_dies_takes_only_its_item_along() -> None:
    with Processes(2, chunk=3) as crew:
        deadly = "__import__('os')._exit(9)"
        items = ["0", "1", "2", "3", deadly, "5", "6", "7", "8"]
        results = list(crew.each(Each(Stage.LANGUAGE, eval), items, str))
    assert [r for r in results if not isinstance(r, Aside)] == [0, 1, 2, 3, 5, 6, 7, 8]
    assert [(a.item, a.reason) for a in results if isinstance(a, Aside)] == [(deadly, "error: worker died")]


def test_a_worker_killed_once_from_outside_loses_nothing() -> None:
    with Processes(2, chunk=1) as crew:
        results = crew.each(SQRT, [n * n for n in range(200)], str)
        first = next(results)
        crew.crew[0].process.kill()
        assert [first, *results] == [float(n) for n in range(200)]


def test_one_worker_is_no_worker() -> None:
    assert isinstance(runner(1), Inline)
    assert isinstance(runner(0), Inline)
    assert isinstance(runner(2), Processes)
