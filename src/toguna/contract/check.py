"""Holds a JSON object against the contract, field by field; what does not fit is named with its place."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from toguna.contract.records import KINDS, RECORDS, Json, inner
from toguna.kinds.document import Document
from toguna.kinds.edtf import bounds
from toguna.kinds.errors import DateIsNotEdtf, RecordIsNotContract
from toguna.kinds.ids import Edtf
from toguna.kinds.lineage import Lineage
from toguna.kinds.party import Party
from toguna.kinds.record import Header, Ruling
from toguna.kinds.vocabulary import CommitmentState, ConditionState

_CLASSES: dict[str, type] = {"document": Document, "lineage": Lineage, "party": Party, "ruling": Ruling, **RECORDS}
_MAY_BE_EMPTY = frozenset({"document", "lineage", "cell", "ruling"})
"""Kinds whose `because` may be empty."""

_OURS = {
    "Document": {"dates", "title_end"},
    "Relation": {"containment"},
    "Party": {"regimes"},
    "Speaker": {"person"},
    "Position": {"explicit", "voided_by", "speaker"},
    "Condition": {"set_on", "history"},
    "Commitment": {"given_on"},
    "Event": {"issue", "moves"},
    "Ruling": {"kind", "anchor", "undoes"},
    "Origin": {"version", "who", "ruling"},
    "Silence": {"toward"},
}
"""Fields beyond the contract, by class: another program's export may lack them."""


def check(data: Json, with_text: bool = True) -> None:
    """Does nothing when the object has the form of the contract.

    with_text   False for an export without text, where quotes and contents are null
    Raises      RecordIsNotContract, naming record, field and fault
    """
    kind = data.get("kind")
    where = f"{kind} {data.get('id') or data.get('path') or '(no id)'}"
    if kind not in _CLASSES:
        raise RecordIsNotContract(where, f"{kind!r} is no kind of record; known are {', '.join(KINDS)}")
    if not with_text:
        data = _filled(data)
    try:
        form = inner(data)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise RecordIsNotContract(where, f"a field has another form than the contract's ({error})") from error
    _fits(Header, {name: data[name] for name in data}, where)
    _fits(_CLASSES[str(kind)], {"id": data.get("id"), **form}, where)
    _common(data, where, with_text)
    _own(data, where)


def _filled(data: Any) -> Any:
    """An object without text with stand-ins where the words were, so that all else can be checked."""
    if isinstance(data, list):
        return [_filled(v) for v in data]
    if not isinstance(data, Mapping):
        return data
    words = ("quote", "content", "text", "exact", "prefix", "suffix")
    return {k: "" if v is None and k in words else _filled(v) for k, v in data.items()}


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _fits(hint: Any, data: Any, where: str) -> None:
    """Holds a value against a type, all the way down."""
    if hint is Edtf:
        return _is_date(data, where)
    hint = getattr(hint, "__supertype__", hint)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        options = [a for a in get_args(hint) if a is not type(None)]
        return _fits(options[0], data, where)
    if origin is tuple:
        return _fits_list(get_args(hint), data, where)
    if isinstance(hint, type) and issubclass(hint, Enum):
        if data not in {e.value for e in hint}:
            raise RecordIsNotContract(where, f"{data!r} is none of {', '.join(str(e.value) for e in hint)}")
        return None
    if is_dataclass(hint):
        return _fits_fields(hint, data, where)
    right = isinstance(data, (int, float)) if hint is float else isinstance(data, hint)
    if not right or (hint in (int, float) and isinstance(data, bool)):
        raise RecordIsNotContract(where, f"{data!r} should be a {hint.__name__}")
    return None


def _fits_list(inside: tuple[Any, ...], data: Any, where: str) -> None:
    if not isinstance(data, (list, tuple)):
        raise RecordIsNotContract(where, f"{data!r} should be a list")
    if len(inside) == 2 and inside[1] is Ellipsis:
        for n, value in enumerate(data):
            _fits(inside[0], value, f"{where}[{n}]")
        return
    if len(data) != len(inside):
        raise RecordIsNotContract(where, f"should hold exactly {len(inside)}, holds {len(data)}")
    for n, (hint, value) in enumerate(zip(inside, data, strict=True)):
        _fits(hint, value, f"{where}[{n}]")


def _fits_fields(cls: Any, data: Any, where: str) -> None:
    if not isinstance(data, Mapping):
        raise RecordIsNotContract(where, f"{data!r} should be an object")
    ours = _OURS.get(cls.__name__, set())
    for field in fields(cls):
        if field.name == "header":
            continue
        if field.name in data:
            _fits(_hints(cls)[field.name], data[field.name], f"{where}.{field.name}")
        elif field.name not in ours:
            raise RecordIsNotContract(f"{where}.{field.name}", "is missing; write null or [] for what is unknown")


def _is_date(data: Any, where: str) -> None:
    if not isinstance(data, str):
        raise RecordIsNotContract(where, f"{data!r} should be an EDTF date")
    try:
        bounds(data)
    except DateIsNotEdtf as error:
        raise RecordIsNotContract(where, str(error)) from error


def _common(data: Json, where: str, with_text: bool) -> None:
    if not data["because"] and data["kind"] not in _MAY_BE_EMPTY:
        raise RecordIsNotContract(f"{where}.because", "is empty; a record rests on words")
    if not 0 <= data["confidence"] <= 1:
        raise RecordIsNotContract(f"{where}.confidence", f"{data['confidence']} is not between 0 and 1")
    if min(data["witnesses"].values()) < 0:
        raise RecordIsNotContract(f"{where}.witnesses", "counts less than nobody")
    for name in ("because", "context"):
        for place in data[name]:
            _is_place(place, f"{where}.{name}", with_text)


def _is_place(place: Json, where: str, with_text: bool) -> None:
    if not 0 <= place["start"] < place["end"]:
        raise RecordIsNotContract(where, f"{place['start']}..{place['end']} holds no text")
    if with_text and len(place["quote"]) != place["end"] - place["start"]:
        raise RecordIsNotContract(where, f"the quote {place['quote'][:40]!r} is not as long as its offsets say")


def _own(data: Json, where: str) -> None:
    """What holds between the fields of one kind."""
    match data["kind"]:
        case "condition":
            _history(data, where, {s.value for s in ConditionState})
        case "commitment":
            _history(data, where, {s.value for s in CommitmentState})
        case "contradiction":
            if data["between"][0] == data["between"][1]:
                raise RecordIsNotContract(f"{where}.between", "names one record twice")
        case "figure":
            numbers = [data[k] for k in ("low", "best", "high") if data[k] is not None]
            if not numbers or numbers != sorted(numbers):
                raise RecordIsNotContract(where, f"low, best, high should hold numbers in order, not {numbers}")
        case "cell":
            _is_date(data["at"], f"{where}.at")
        case "lineage":
            if data["first"] not in data["documents"]:
                raise RecordIsNotContract(f"{where}.first", "is none of its documents")


def _history(data: Json, where: str, known: set[str]) -> None:
    states = [s["state"] for s in data["states"]]
    for state in states:
        if state not in known:
            raise RecordIsNotContract(f"{where}.states", f"{state!r} is none of {', '.join(sorted(known))}")
    moved = [s for s in states if s != "restated"]
    if moved and moved[-1] != data["now"]:
        raise RecordIsNotContract(f"{where}.now", f"is {data['now']}, but the last state is {moved[-1]}")
    for state in data["states"]:
        if not state["because"]:
            raise RecordIsNotContract(f"{where}.states", f"{state['state']} rests on no words")
