"""Floors that only rise: the scores of one gold, pinned to the digest of its files.

A floor file is JSON: `{"gold": digest, "floors": {"all.statements.f1": 0.61, ...}}`. Floors for another gold, or for a
gold that was changed since, are refused instead of compared.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from toguna.evaluation.score import ProcessScore, Report
from toguna.kinds.errors import GoldIsBroken

_MARGIN = 0.0005
"""Floors are written with three digits; half a unit of the last one is rounding, not a fall."""


@dataclass(frozen=True, slots=True)
class Floors:
    """What a gold's scores must not fall below.

    gold   digest of the corpus, see `gold.digest`
    of     figure -> floor
    """

    gold: str
    of: dict[str, float]


@dataclass(frozen=True, slots=True, order=True)
class Fall:
    """A figure below its floor; `now` is None when it is not measured any more."""

    figure: str
    floor: float
    now: float | None


def figures(report: Report) -> dict[str, float]:
    """Every figure that can have a floor, by a name such as `mali.positions.f1`."""
    found: dict[str, float] = {}
    for part in (report.total, *report.processes):
        found |= _figures(part)
    return found


def _figures(part: ProcessScore) -> dict[str, float]:
    found = {f"{part.process}.process_score": part.process_score}
    for kind, scores in part.kinds.items():
        if scores.gold:
            found[f"{part.process}.{kind}.f1"] = scores.f1
    rest = {**part.documents, **part.course}
    return found | {f"{part.process}.{name}": value for name, value in rest.items() if value is not None}


def read_floors(path: Path, gold: str) -> Floors:
    """The floors of a file; none yet when there is no file.

    gold     digest of the gold that was scored
    Raises   GoldIsBroken when the file cannot be read or is for another gold
    """
    if not path.exists():
        return Floors(gold, {})
    try:
        data = json.loads(path.read_text("utf-8"))
        floors = Floors(str(data["gold"]), {str(k): float(v) for k, v in data["floors"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoldIsBroken(str(path), f"no floor file ({error})") from error
    if floors.gold != gold:
        raise GoldIsBroken(str(path), f"floors are for a gold with digest {floors.gold[:12]}, this one is {gold[:12]}")
    return floors


def fallen(report: Report, floors: Floors) -> tuple[Fall, ...]:
    """The figures that are below their floors."""
    now = figures(report)
    falls = (Fall(name, floor, now.get(name)) for name, floor in floors.of.items())
    return tuple(sorted(f for f in falls if f.now is None or f.now < f.floor - _MARGIN))


def raised(report: Report, floors: Floors) -> Floors:
    """The floors after a run: each figure's best so far; no floor goes down or away."""
    now = {name: round(value, 3) for name, value in figures(report).items()}
    best = {name: max(now.get(name, 0.0), floors.of.get(name, 0.0)) for name in now.keys() | floors.of.keys()}
    return Floors(floors.gold, dict(sorted(best.items())))


def write_floors(path: Path, floors: Floors) -> None:
    """Writes a floor file."""
    text = json.dumps({"gold": floors.gold, "floors": floors.of}, indent=1, sort_keys=True)
    path.write_text(text + "\n", "utf-8")
