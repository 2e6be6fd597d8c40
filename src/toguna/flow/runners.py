"""Who does the work of a stage: this process, or several beside it. What comes out is the same, in the same order.

An item that breaks its stage comes out as an `Aside`, also when it takes a worker down with it.
"""

from __future__ import annotations

import multiprocessing
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Protocol, TypeVar

from toguna.kinds.aside import Aside, Stage
from toguna.kinds.errors import PackIsBroken
from toguna.kinds.stage import Among, Each

Taken = TypeVar("Taken")
Passed = TypeVar("Passed")

CHUNK = 16
"""Items handed to a worker at once: enough to hide the hand-over, few enough that no worker waits for another's."""


class Runner(Protocol):
    """What the flow asks of a runner; it is a context manager, for what it must clear away."""

    def each(
        self, stage: Each[Taken, Passed], items: Iterable[Taken], named: Callable[[Taken], str]
    ) -> Iterator[Passed | Aside]:
        """What the stage makes of each item, in their order.

        named   what an item is called in an `Aside`
        """
        ...

    def among(
        self, stage: Among[Taken, Passed], items: Iterable[Taken], named: Callable[[Taken], str]
    ) -> Iterator[Passed | Aside]:
        """What the stage makes of each group, in the order of their keys' `repr`."""
        ...

    def __enter__(self) -> Runner: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Trouble:
    """An item that broke its stage."""

    reason: str
    detail: str

    def aside(self, stage: Stage, item: str) -> Aside:
        """As it is counted."""
        return Aside(stage, item, self.reason, self.detail)


def trouble(error: Exception) -> Trouble:
    """How an exception is counted: by its type."""
    return Trouble(f"error: {type(error).__name__}", str(error)[:200])


def _tried(do: Callable[[Any], Any], item: Any) -> Any:
    try:
        return do(item)
    except (ImportError, PackIsBroken):
        raise  # no item's fault: it would break every one
    except Exception as error:  # whatever one item brings, the others are read
        return trouble(error)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the program or its packs, and with no item; as a worker tells it."""

    name: str
    words: str

    def error(self) -> Exception:
        """The exception to raise here."""
        return ImportError(self.words) if "Import" in self.name or "Module" in self.name else _pack_error(self.words)


def _pack_error(words: str) -> PackIsBroken:
    path, _, what = words.removeprefix("pack ").partition(": ")
    return PackIsBroken(path, what)


def _settled(settle: Callable[[Hashable, tuple[Any, ...]], Iterable[Any]], group: tuple[Hashable, Any]) -> Any:
    return tuple(settle(group[0], group[1]))


def _groups(stage: Among[Taken, Any], items: Iterable[Taken]) -> list[tuple[Hashable, tuple[Taken, ...]]]:
    groups: dict[Hashable, list[Taken]] = defaultdict(list)
    for item in items:
        for key in stage.keys(item):
            groups[key].append(item)
    return [(key, tuple(groups[key])) for key in sorted(groups, key=repr)]


def _aside_of_groups(
    stage: Among[Taken, Passed],
    groups: Sequence[tuple[Hashable, tuple[Taken, ...]]],
    results: Iterable[Any],
    named: Callable[[Taken], str],
) -> Iterator[Passed | Aside]:
    for (_, items), result in zip(groups, results, strict=True):
        if isinstance(result, Trouble):
            yield from (result.aside(stage.stage, named(item)) for item in items)
        else:
            yield from result


@dataclass(frozen=True, slots=True)
class _Settle:
    """`settle` of an `Among`, as a function of one group, so that it can be sent to a worker."""

    settle: Callable[[Hashable, tuple[Any, ...]], Iterable[Any]]

    def __call__(self, group: tuple[Hashable, Any]) -> Any:
        return _settled(self.settle, group)


class Inline:
    """Does everything here, one item after another."""

    def each(
        self, stage: Each[Taken, Passed], items: Iterable[Taken], named: Callable[[Taken], str]
    ) -> Iterator[Passed | Aside]:
        """See `Runner.each`."""
        for item in items:
            result = _tried(stage.do, item)
            yield result.aside(stage.stage, named(item)) if isinstance(result, Trouble) else result

    def among(
        self, stage: Among[Taken, Passed], items: Iterable[Taken], named: Callable[[Taken], str]
    ) -> Iterator[Passed | Aside]:
        """See `Runner.among`."""
        groups, do = _groups(stage, items), _Settle(stage.settle)
        yield from _aside_of_groups(stage, groups, (_tried(do, group) for group in groups), named)

    def __enter__(self) -> Inline:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pass


@dataclass
class _Worker:
    """A process of ours and the pipe to it; `task` is the number of what it has in hand."""

    process: Any
    pipe: Connection
    task: int | None = None


@dataclass
class _Task:
    """Consecutive items, and how often they took a worker down."""

    items: list[Any]
    deaths: int = 0
    done: list[Any] | None = field(default=None)


def _work(pipe: Connection) -> None:
    """What a worker does: take a function and items, give back what it makes of each."""
    while True:
        try:
            do, items = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send([_tried(do, item) for item in items])
        except (ImportError, PackIsBroken) as error:
            pipe.send(Fault(type(error).__name__, str(error)))


class Processes:
    """Does items in `workers` processes of its own; one that dies is replaced, what it had in hand is tried again.

    Functions and items must be picklable; workers are spawned, so that no lock or connection is shared with them.
    """

    def __init__(self, workers: int, chunk: int = CHUNK) -> None:
        self.workers, self.chunk = max(1, workers), chunk
        self.context = multiprocessing.get_context("spawn")
        self.crew: list[_Worker] = []

    def each(
        self, stage: Each[Taken, Passed], items: Iterable[Taken], named: Callable[[Taken], str]
    ) -> Iterator[Passed | Aside]:
        """See `Runner.each`."""
        for item, result in self._map(stage.do, items, self.chunk):
            yield result.aside(stage.stage, named(item)) if isinstance(result, Trouble) else result

    def among(
        self, stage: Among[Taken, Passed], items: Iterable[Taken], named: Callable[[Taken], str]
    ) -> Iterator[Passed | Aside]:
        """See `Runner.among`."""
        groups = _groups(stage, items)
        results = (result for _, result in self._map(_Settle(stage.settle), groups, 1))
        yield from _aside_of_groups(stage, groups, results, named)

    def _map(self, do: Callable[[Any], Any], items: Iterable[Any], chunk: int) -> Iterator[tuple[Any, Any]]:
        """Each item with its result, in order; at most four chunks a worker are read ahead."""
        source = iter(items)
        tasks: dict[int, _Task] = {}
        waiting: list[int] = []
        first = last = 0
        more = True
        while more or tasks:
            while more and len(tasks) < 4 * self.workers:
                part = list(islice(source, chunk))
                more = bool(part)
                if part:
                    tasks[last] = _Task(part)
                    waiting.append(last)
                    last += 1
            self._hand_out(do, tasks, waiting)
            while first in tasks and tasks[first].done is not None:
                task = tasks.pop(first)
                yield from zip(task.items, task.done or (), strict=True)
                first += 1
            if tasks and first in tasks and tasks[first].done is None:
                self._collect(do, tasks, waiting)

    def _hand_out(self, do: Callable[[Any], Any], tasks: dict[int, _Task], waiting: list[int]) -> None:
        while len(self.crew) < self.workers and len(self.crew) < len(tasks):
            self.crew.append(self._hired())
        for worker in self.crew:
            if worker.task is None and waiting:
                worker.task = waiting.pop(0)
                try:
                    worker.pipe.send((do, tasks[worker.task].items))
                except OSError:
                    pass  # it died while idle; `_collect` sees the end of its pipe

    def _collect(self, do: Callable[[Any], Any], tasks: dict[int, _Task], waiting: list[int]) -> None:
        """Wait until a worker gives something back, or is found dead."""
        busy = {worker.pipe: worker for worker in self.crew if worker.task is not None}
        for pipe in wait(list(busy)):
            worker = busy[pipe]  # type: ignore[index]
            number = worker.task
            assert number is not None
            try:
                answer = worker.pipe.recv()
                worker.task = None
                if isinstance(answer, Fault):
                    raise answer.error()
                tasks[number].done = answer
            except (EOFError, OSError):
                self._bury(worker)
                self._again(do, tasks[number], number, waiting)

    def _again(self, do: Callable[[Any], Any], task: _Task, number: int, waiting: list[int]) -> None:
        """Try once more what took a worker down; the second time one by one, to find the item that does."""
        task.deaths += 1
        if task.deaths == 1:
            waiting.insert(0, number)
        else:
            task.done = [self._alone(do, item) for item in task.items]

    def _alone(self, do: Callable[[Any], Any], item: Any) -> Any:
        worker = self._hired()
        try:
            worker.pipe.send((do, [item]))
            answer = worker.pipe.recv()
            if isinstance(answer, Fault):
                raise answer.error()
            return answer[0]
        except (EOFError, OSError):
            return Trouble("error: worker died", "the process that read it was killed or ran out of memory")
        finally:
            self._bury(worker)

    def _hired(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_work, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _bury(self, worker: _Worker) -> None:
        worker.pipe.close()
        worker.process.join(1)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        if worker in self.crew:
            self.crew.remove(worker)

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in list(self.crew):
            self._bury(worker)


def runner(workers: int) -> Runner:
    """The runner for so many workers."""
    return Processes(workers) if workers > 1 else Inline()
