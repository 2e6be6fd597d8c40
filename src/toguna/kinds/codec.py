"""Kinds to plain JSON values and back, by their own field names: what the journal and its tables keep.

`revive(type(x), plain(x)) == x` for every kind. The contract's own names are the contract room's matter.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin

Kind = TypeVar("Kind")
Reviver = Callable[[Any], Any]


_ATOMS = frozenset((str, int, float, bool, type(None)))
"""What is plain already: most of what a record holds, so it is looked at before `plain` is called."""


@cache
def _names(cls: type) -> tuple[str, ...] | None:
    """The fields of a kind; None for what is none."""
    return tuple(f.name for f in fields(cls)) if is_dataclass(cls) else None


def plain(value: Any) -> Any:
    """A kind as dicts, lists, strings and numbers; fields that hold their default are kept too."""
    cls = type(value)
    if cls in _ATOMS:
        return value
    if cls is tuple or cls is list:
        return [v if type(v) in _ATOMS else plain(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    names = _names(typing.cast(Any, cls))
    if names is not None:
        held = [(name, getattr(value, name)) for name in names]
        return {name: v if type(v) in _ATOMS else plain(v) for name, v in held}
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    return value


def revive(cls: type[Kind], data: Any) -> Kind:
    """The kind that `plain` wrote; unknown fields are ignored, missing ones take their default.

    Raises   KeyError, TypeError, ValueError when the data is not of that kind
    """
    make = _reviver(typing.cast(Any, cls))
    return typing.cast(Kind, make(data) if make else data)


@cache
def _reviver(hint: Any) -> Reviver | None:
    """What makes a value of that type from plain data; None when the data is the value."""
    hint = getattr(hint, "__supertype__", hint)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = _reviver(next(a for a in get_args(hint) if a is not type(None)))
        return None if inner is None else lambda data: None if data is None else inner(data)
    if origin is tuple:
        return _tuple_reviver(get_args(hint))
    if origin is dict:
        key, value = (_reviver(a) or _same for a in get_args(hint))
        return lambda data: {key(k): value(v) for k, v in data.items()}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if is_dataclass(hint):
        return _kind_reviver(typing.cast(type, hint))
    if hint is float:
        return lambda data: float(data) if isinstance(data, int) else data
    return None


def _same(data: Any) -> Any:
    return data


def _tuple_reviver(inside: tuple[Any, ...]) -> Reviver:
    if len(inside) == 2 and inside[1] is Ellipsis:
        each = _reviver(inside[0])
        return tuple if each is None else lambda data: tuple([each(v) for v in data])
    makers = [_reviver(a) or _same for a in inside]
    return lambda data: tuple([make(v) for make, v in zip(makers, data, strict=True)])


def _kind_reviver(cls: type) -> Reviver:
    hints = typing.get_type_hints(cls)
    makers: list[tuple[str, Reviver | None]] = []

    def make(data: Any) -> Any:
        if not makers:
            makers.extend((f.name, _reviver(hints[f.name])) for f in fields(cls))
        return cls(**{n: data[n] if m is None else m(data[n]) for n, m in makers if n in data})

    return make
