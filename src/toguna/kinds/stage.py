"""The two shapes of a stage; all that a runner must know."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from toguna.kinds.aside import Aside, Stage

Taken = TypeVar("Taken")
Passed = TypeVar("Passed")


@dataclass(frozen=True, slots=True)
class Each(Generic[Taken, Passed]):
    """Item by item, without memory: any engine can map it."""

    stage: Stage
    do: Callable[[Taken], Passed | Aside]


@dataclass(frozen=True, slots=True)
class Among(Generic[Taken, Passed]):
    """By groups: `keys(item)` names the groups of an item, `settle(key, items)` settles one group.

    Groups that chain come out as pairs and are joined at the end by ids alone.
    """

    stage: Stage
    keys: Callable[[Taken], Iterable[Hashable]]
    settle: Callable[[Hashable, tuple[Taken, ...]], Iterable[Passed]]
