"""Kinds to plain JSON values and back, by their own field names: what the journal and its tables keep.

`revive(type(x), plain(x)) == x` for every kind. The contract's own names are the contract room's matter.
"""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin

Kind = TypeVar("Kind")


def plain(value: Any) -> Any:
    """A kind as dicts, lists, strings and numbers; fields that hold their default are kept too."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    return value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def revive(cls: type[Kind], data: Any) -> Kind:
    """The kind that `plain` wrote; unknown fields are ignored, missing ones take their default.

    Raises   KeyError, TypeError, ValueError when the data is not of that kind
    """
    return typing.cast(Kind, _revive(cls, data))


def _revive(hint: Any, data: Any) -> Any:
    hint = getattr(hint, "__supertype__", hint)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        options = [a for a in get_args(hint) if a is not type(None)]
        return None if data is None else _revive(options[0], data)
    if origin is tuple:
        inner = get_args(hint)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_revive(inner[0], v) for v in data)
        return tuple(_revive(h, v) for h, v in zip(inner, data, strict=True))
    if origin is dict:
        key, value = get_args(hint)
        return {_revive(key, k): _revive(value, v) for k, v in data.items()}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(data)
    if is_dataclass(hint):
        given = _hints(typing.cast(type, hint))
        names = [f.name for f in fields(hint) if f.name in data]
        return typing.cast(Any, hint)(**{n: _revive(given[n], data[n]) for n in names})
    if hint is float and isinstance(data, int):
        return float(data)
    return data
