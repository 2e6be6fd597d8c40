"""What must agree between a record of the gold and one of the export, kind by kind.

The key attributes decide whether two records are the same one; the others say how well it was understood.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toguna.evaluation.gold import Json
from toguna.evaluation.sides import Sides, Wanted
from toguna.evaluation.words import agreement, name_form, same_days, share_a_day, words_of

Links = Mapping[str, set[str]]
"""Ids of gold conditions -> ids of the export's conditions that were matched with them."""

MEANING: dict[str, tuple[str, ...]] = {
    "statements": ("content", "mode"),
    "positions": ("toward", "conditions"),
    "conditions": ("by", "for.issue", "for.toward"),
    "events": ("actors", "recipients", "status", "on~"),
    "figures": ("by", "period~"),
    "channels": ("role", "between"),
    "vetoes": ("excludes", "issue"),
}
"""The attributes whose mean agreement is worth the second half of a match."""


def is_same(sides: Sides, kind: str, gold: Wanted, said: Json) -> bool:
    """True if the key attributes agree."""
    return _IS_SAME[kind](sides, gold.record, said)


def attributes(sides: Sides, kind: str, gold: Wanted, said: Json, links: Links) -> dict[str, float]:
    """Agreement (0..1) on each other attribute; `x=` is the same date, `x~` a date that shares a day."""
    return _ATTRIBUTES[kind](sides, gold, said, links)


def _same_speaker(sides: Sides, gold: Json, said: Json) -> bool:
    speaker = said.get("speaker") or {}
    if gold["party"]:
        return sides.same_party(gold["party"], speaker.get("party"))
    a, b = name_form(gold["speaker"] or ""), name_form(speaker.get("name") or "")
    shared = set(a.split()) & set(b.split())
    return bool(a) and (a == b or any(len(word) > 3 for word in shared))


def _same_position(sides: Sides, gold: Json, said: Json) -> bool:
    same = (gold["issue"], gold["stance"]) == (said.get("issue"), said.get("stance"))
    return same and sides.same_party(gold["holder"], said.get("holder"))


def _same_condition(sides: Sides, gold: Json, said: Json) -> bool:
    issue = (said.get("requires") or {}).get("issue")
    return gold["requires"]["issue"] == issue and sides.same_party(gold["set_by"], said.get("set_by"))


def _range(figure: Json) -> tuple[float, float] | None:
    """Smallest and largest number given: *more than 50* is 50, however it is laid out."""
    numbers = [figure[k] for k in ("low", "best", "high") if figure.get(k) is not None]
    return (min(numbers), max(numbers)) if numbers else None


def _same_figure(sides: Sides, gold: Json, said: Json) -> bool:
    return bool(gold["counts"] == said.get("counts")) and _range(gold) == _range(said)


_IS_SAME: dict[str, Callable[[Sides, Json, Json], bool]] = {
    "statements": _same_speaker,
    "positions": _same_position,
    "conditions": _same_condition,
    "events": lambda sides, gold, said: bool(gold["type"] == said.get("type")),
    "figures": _same_figure,
    "channels": lambda sides, gold, said: sides.same_party(gold["who"], said.get("who")),
    "vetoes": lambda sides, gold, said: sides.same_party(gold["by"], said.get("by")),
}


def _dates(name: str, gold: Json, said: Json) -> dict[str, float]:
    ours, theirs = gold[name], said.get(name)
    return {f"{name}=": same_days(ours, theirs), f"{name}~": share_a_day(ours, theirs)}


def _equal(name: str, gold: Json, said: Json) -> float:
    return float(gold[name] == said.get(name))


def _of_statement(sides: Sides, gold: Wanted, said: Json, links: Links) -> dict[str, float]:
    hidden = bool((said.get("speaker") or {}).get("anonymous"))
    return {
        "mode": _equal("mode", gold.record, said),
        "content": agreement(set(words_of(gold.content)), set(words_of(said.get("content") or ""))),
        "anonymous": float(bool(gold.record["anonymous"]) == hidden),
        **_dates("said_on", gold.record, said),
    }


def _of_position(sides: Sides, gold: Wanted, said: Json, links: Links) -> dict[str, float]:
    named, wanted = set(said.get("conditions") or ()), gold.record["conditions"]
    hits = [bool(links.get(c, set()) & named) for c in wanted]
    return {
        "toward": sides.same_parties(gold.record["toward"], said.get("toward")),
        "conditions": sum(hits) / len(hits) if hits else float(not named),
        **_dates("held_on", gold.record, said),
    }


def _of_condition(sides: Sides, gold: Wanted, said: Json, links: Links) -> dict[str, float]:
    requires, unlocks = said.get("requires") or {}, said.get("for") or {}
    wanted = gold.record["for"]
    return {
        "by": sides.same_parties(gold.record["requires"]["by"], requires.get("by")),
        "for.issue": _equal("issue", wanted, unlocks),
        "for.toward": sides.same_parties(wanted["toward"], unlocks.get("toward")),
        "necessity": _equal("necessity", gold.record, said),
    }


def _of_event(sides: Sides, gold: Wanted, said: Json, links: Links) -> dict[str, float]:
    a, b = name_form(gold.record["where"] or ""), name_form(said.get("where") or "")
    return {
        "actors": sides.same_parties(gold.record["actors"], said.get("actors")),
        "recipients": sides.same_parties(gold.record["recipients"], said.get("recipients")),
        "where": float(a == b or bool(a and b and (a in b or b in a))),
        "status": _equal("status", gold.record, said),
        **_dates("on", gold.record, said),
    }


def _of_figure(sides: Sides, gold: Wanted, said: Json, links: Links) -> dict[str, float]:
    return {
        "bounds": float(all(gold.record[k] == said.get(k) for k in ("low", "best", "high"))),
        "approximate": float(bool(gold.record["approximate"]) == bool(said.get("approximate"))),
        "by": float(sides.same_party(gold.record["by"], said.get("by"))),
        **_dates("period", gold.record, said),
    }


def _of_channel(sides: Sides, gold: Wanted, said: Json, links: Links) -> dict[str, float]:
    return {
        "role": _equal("role", gold.record, said),
        "state": _equal("state", gold.record, said),
        "between": sides.same_parties(gold.record["between"], said.get("between")),
        **_dates("on", gold.record, said),
    }


def _of_veto(sides: Sides, gold: Wanted, said: Json, links: Links) -> dict[str, float]:
    return {
        "excludes": float(sides.same_party(gold.record["excludes"], said.get("excludes"))),
        "issue": _equal("issue", gold.record, said),
    }


_ATTRIBUTES: dict[str, Callable[[Sides, Wanted, Json, Links], dict[str, float]]] = {
    "statements": _of_statement,
    "positions": _of_position,
    "conditions": _of_condition,
    "events": _of_event,
    "figures": _of_figure,
    "channels": _of_channel,
    "vetoes": _of_veto,
}
