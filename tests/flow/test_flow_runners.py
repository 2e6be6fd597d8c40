from __future__ import annotations

import math
import operator
import os
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from toguna.flow.runners import Inline, Processes, Runner, runner
from toguna.kinds.aside import Aside, Stage
from toguna.kinds.errors import PackIsBroken
from toguna.kinds.stage import Among, Each
from toguna.packs.conflict import conflict_pack

SQRT: Each[Any, Any] = Each(Stage.LANGUAGE, math.sqrt)


def parity(item: int) -> tuple[str]:
    return ("even" if item % 2 == 0 else "odd",)


@pytest.fixture(scope="module", params=["inline", "one", "three"])
def crew(request: pytest.FixtureRequest) -> Iterator[Runner]:
    made: Runner = {"inline": Inline, "one": partial(Processes, 1), "three": partial(Processes, 3, chunk=2)}[
        request.param
    ]()
    with made:
        yield made


def test_results_come_in_the_order_of_the_items(crew: Runner) -> None:
    squares = [n * n for n in range(100)]
    assert list(crew.each(SQRT, squares, str)) == [float(n) for n in range(100)]


def test_nothing_gives_nothing(crew: Runner) -> None:
    assert list(crew.each(SQRT, [], str)) == []
    assert list(crew.among(Among(Stage.READING, parity, partial(operator.getitem, {})), [], str)) == []


def test_an_item_that_breaks_the_stage_is_set_aside_and_the_others_go_on(crew: Runner) -> None:
    four, broken, nine = crew.each(SQRT, [4, -1, 9], lambda n: f"item {n}")
    assert (four, nine) == (2.0, 3.0)
    assert broken == Aside(Stage.LANGUAGE, "item -1", "error: ValueError", "math domain error")


def test_groups_are_settled_whole_and_come_in_the_order_of_their_keys(crew: Runner) -> None:
    stage: Among[int, Any] = Among(Stage.READING, parity, SumOf())
    assert list(crew.among(stage, range(6), str)) == [("even", 6), ("odd", 9)]


def test_a_group_that_breaks_is_set_aside_item_by_item(crew: Runner) -> None:
    stage: Among[int, Any] = Among(Stage.READING, parity, SumOf(forbidden="odd"))
    even, *odd = crew.among(stage, range(4), str)
    assert even == ("even", 2)
    assert [(a.item, a.reason) for a in odd] == [("1", "error: KeyError"), ("3", "error: KeyError")]


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
        results = list(crew.each(Each(Stage.LANGUAGE, Dies(5)), range(10), str))
    assert [r for r in results if not isinstance(r, Aside)] == [0, 1, 2, 3, 4, 6, 7, 8, 9]
    assert [(a.item, a.reason) for a in results if isinstance(a, Aside)] == [("5", "error: worker died")]


def test_one_worker_is_no_worker() -> None:
    assert isinstance(runner(1), Inline)
    assert isinstance(runner(0), Inline)
    assert isinstance(runner(2), Processes)


class SumOf:
    """The sum of a group."""

    def __init__(self, forbidden: str = "") -> None:
        self.forbidden = forbidden

    def __call__(self, key: Any, items: tuple[int, ...]) -> list[tuple[str, int]]:
        if key == self.forbidden:
            raise KeyError(key)
        return [(key, sum(items))]


class Dies:
    """Gives items back, and kills its process at one."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self, item: int) -> int:
        if item == self.at:
            os.kill(os.getpid(), 9)
        return item


@pytest.fixture(scope="module", autouse=True)
def importable() -> Iterator[None]:
    """Spawned workers find the classes of this file by its folder."""
    name, folder = __name__.rpartition(".")[2], os.path.dirname(__file__)  # noqa: PTH120
    sys.path.insert(0, folder)
    for cls in (SumOf, Dies):
        cls.__module__ = name
    before = sys.modules.get(name)
    sys.modules[name] = sys.modules[__name__] if __name__ in sys.modules else before or sys.modules[SumOf.__module__]
    yield
    sys.path.remove(folder)
