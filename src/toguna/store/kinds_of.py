"""What the store must know of a record's kind: its name, its class, and what the queries sort and pick by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args

from toguna.kinds.codec import plain, revive
from toguna.kinds.record import (
    Cell,
    Channel,
    Claim,
    Commitment,
    Condition,
    Contradiction,
    Derived,
    Event,
    Figure,
    Position,
    Record,
    Shift,
    Silence,
    State,
    Statement,
    Veto,
)
from toguna.store.words import json_text

CLASSES: dict[str, type[Any]] = {cls.__name__.lower(): cls for cls in (*get_args(Claim), *get_args(Derived))}
"""`position` -> Position, ... for all kinds of record."""

CLAIMS: frozenset[str] = frozenset(cls.__name__.lower() for cls in get_args(Claim))
DERIVED: frozenset[str] = frozenset(cls.__name__.lower() for cls in get_args(Derived))


def kind_of(record: Record) -> str:
    """The contract's name of its kind.

    >>> sorted(DERIVED)
    ['cell', 'contradiction', 'shift']
    """
    return type(record).__name__.lower()


def holder_of(record: Record) -> str | None:
    """The party whose record it is: who holds, speaks, sets, promises, acts, reports; None when unknown."""
    match record:
        case Statement():
            return record.speaker.party
        case Position() | Cell() | Shift():
            return record.holder
        case Condition():
            return record.set_by
        case Commitment() | Veto() | Figure():
            return record.by
        case Event():
            return record.actors[0] if record.actors else None
        case Channel() | Silence():
            return record.who
        case Contradiction():
            return None


def issue_of(record: Record) -> str | None:
    """The issue that it is about, None where its kind has none."""
    match record:
        case Position() | Veto() | Cell() | Shift() | Event():
            return record.issue.value if record.issue else None
        case Condition():
            return record.requires.issue.value
        case Commitment():
            return record.promises.issue.value
        case _:
            return None


def day_of(record: Record) -> str | None:
    """When it held in the world, as an EDTF date."""
    match record:
        case Statement():
            return record.said_on
        case Position():
            return record.held_on
        case Condition():
            return record.set_on
        case Commitment():
            return record.given_on
        case Event() | Channel() | Veto() | Silence() | Shift():
            return record.on
        case Figure():
            return record.period
        case Cell():
            return record.at
        case Contradiction():
            return None


class Writing:
    """Writes records as JSON text, their kind beside their fields.

    A history stands in each of its conditions, so the states of a tuple are written once: of 1,000 reports they were
    nine tenths of all that was written.
    """

    def __init__(self) -> None:
        self._histories: dict[int, tuple[tuple[State, ...], str]] = {}

    def text(self, record: Record) -> str:
        """The record as text."""
        if not isinstance(record, Condition) or not record.states:
            return json_text({"kind": kind_of(record), **plain(record)})
        data = plain(replace(record, states=()))
        names = list(data)
        at = names.index("states")
        before = json_text({"kind": kind_of(record), **{n: data[n] for n in names[:at]}})
        after = json_text({n: data[n] for n in names[at + 1 :]})
        return f'{before[:-1]},"states":{self._history(record.states)},{after[1:]}'

    def _history(self, states: tuple[State, ...]) -> str:
        known = self._histories.get(id(states))  # the tuple is kept with its text, so its id stays its own
        if known is None:
            known = self._histories[id(states)] = states, json_text(plain(states))
        return known[1]


def record_of(data: Mapping[str, Any]) -> Record:
    """The record of a dict by our own field names with its `kind`.

    Raises   KeyError, TypeError, ValueError when it is none
    """
    made: Record = revive(CLASSES[data["kind"]], data)
    return made


def renamed(record: Record, names: Callable[[str], str | None]) -> Record:
    """The record with every id it refers to replaced; its own key stays.

    names   the new id for a string, or None when it is to stay
    """
    data = plain(record)
    key = data["header"].pop("key")
    header = data.pop("header")
    fixed = {name: header.pop(name) for name in ("because", "context", "origin", "process", "formerly")}
    data = _replaced(data, names)
    data["header"] = {**_replaced(header, names), **fixed, "key": key}
    made: Record = revive(type(record), data)
    return made


def ids_in(record: Record) -> set[str]:
    """Its own id and every text of its fields: those that may be ids of others."""
    found: set[str] = {record.header.id}
    todo: list[Any] = [getattr(record, f.name) for f in fields(record) if f.name not in ("header", "spans", "states")]
    while todo:
        value = todo.pop()
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, tuple):
            todo.extend(value)
        elif is_dataclass(value):
            todo.extend(getattr(value, f.name) for f in fields(value))
    return found


def _replaced(value: Any, names: Callable[[str], str | None]) -> Any:
    if isinstance(value, str):
        return names(value) or value
    if isinstance(value, list):
        return [_replaced(v, names) for v in value]
    if isinstance(value, dict):
        return {k: _replaced(v, names) for k, v in value.items()}
    return value
