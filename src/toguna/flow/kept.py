"""What a room made before and need not make again: the same item under the same code gives the same value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from toguna.flow.runners import Runner
from toguna.flow.tally import Tally
from toguna.kinds.aside import Aside
from toguna.kinds.stage import Each
from toguna.store.store import Store
from toguna.store.words import read, written

Taken = TypeVar("Taken")
Made = TypeVar("Made")

BATCH = 200
"""Results kept at once: what a killed run must make again at most."""


@dataclass
class Kept(Generic[Taken, Made]):
    """A stage with a memory in the store.

    room     under which name its results are kept
    cls      the class of its results
    key_of   digest of all of an item that the result depends on
    named    the document that an item is
    """

    store: Store
    process: str
    room: str
    cls: type[Made]
    stage: Each[Taken, Made]
    key_of: Callable[[Taken], str]
    named: Callable[[Taken], str]
    new: list[tuple[str, str, str]] = field(default_factory=list)

    def results(
        self, items: Iterable[Taken], count: int, runner: Runner, tally: Tally
    ) -> Iterator[tuple[str, Made | Aside]]:
        """(document, result) for each item, remembered ones first.

        An item that breaks the stage is not remembered: the next run tries it again.
        """
        known = self.store.cached(self.process, self.room)
        keys: dict[str, str] = {}
        done = 0
        remembered: list[tuple[str, str]] = []

        def fresh() -> Iterator[Taken]:
            for item in items:
                name, key = self.named(item), self.key_of(item)
                keys[name] = key
                if known.get(name) == key:
                    remembered.append((name, key))
                else:
                    order.append(name)
                    yield item

        order: list[str] = []
        made = runner.each(self.stage, fresh(), self.named)
        for at, result in enumerate(made):
            done += 1
            tally.tell(self.stage.stage, done, count)
            name = order[at]
            if not (isinstance(result, Aside) and result.reason.startswith("error: ")):
                self._remember(name, keys[name], result)
            yield name, result
        self._flush()
        for name, _ in remembered:
            done += 1
            tally.tell(self.stage.stage, done, count)
            yield name, self._recalled(name)

    def forget_all_but(self, names: Iterable[str]) -> None:
        """Drop what is kept of documents that are no more."""
        gone = set(self.store.cached(self.process, self.room)) - set(names)
        if gone:
            self.store.let_go(self.process, self.room, sorted(gone))

    def _remember(self, name: str, key: str, result: Made | Aside) -> None:
        text = ("A" if isinstance(result, Aside) else "M") + written(result)
        self.new.append((name, key, text))
        if len(self.new) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        if self.new:
            self.store.keep(self.process, self.room, self.new)
            self.new.clear()

    def _recalled(self, name: str) -> Made | Aside:
        text = self.store.recall(self.process, name, self.room)
        return read(Aside, text[1:]) if text[0] == "A" else read(self.cls, text[1:])
