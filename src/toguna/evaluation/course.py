"""How well the course of a process is told: changes of state, cells of the matrix, contradictions."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from toguna.evaluation.agree import Links
from toguna.evaluation.gold import KINDS, Json
from toguna.evaluation.sides import Sides
from toguna.evaluation.words import share_a_day

Part = tuple[float, float]
"""How much of how much; parts add up over processes."""


def turns(states: list[Json]) -> list[Json]:
    """The states of a history after its first one; a state that only repeats the one before is left out."""
    kept: list[Json] = []
    for state in states:
        same = kept and all(kept[-1].get(k) == state.get(k) for k in ("state", "on"))
        if not same:
            kept.append(state)
    return kept[1:]


def _turns_right(sides: Sides, gold: list[Json], said: list[Json]) -> int:
    """Longest common run of turns, in order, gaps allowed: the same state, on a shared day or with the same words."""
    best = [0] * (len(said) + 1)
    for want in gold:
        words = sides.words_at(want["document"], want["sentence"])
        row = [0]
        for n, turn in enumerate(said):
            dated = bool(want["on"] and turn.get("on")) and share_a_day(want["on"], turn["on"]) == 1.0
            same = want["state"] == turn.get("state") and (dated or sides.rests_on(turn, want["document"], words))
            row.append(max(best[n] + same, best[n + 1], row[n]))
        best = row
    return best[-1]


def transitions(sides: Sides, links: Links) -> Part:
    """Twice the right turns, of all turns on both sides; for each history the condition that fits it best counts."""
    right, of = 0, 0
    for history in sides.gold.data["condition_histories"]:
        gold, best = turns(history["states"]), (0, 0)
        for ident in {i for condition in history["conditions"] for i in links.get(condition, ())}:
            said = turns(sides.export.by_id.get(ident, {}).get("states") or [])
            best = max(best, (_turns_right(sides, gold, said), -len(said)))
        right += best[0]
        of += len(gold) - best[1]
    return 2 * right, of


def matrix(sides: Sides) -> tuple[Part, bool]:
    """Cells with the right stance, of all cells; and whether the export has a matrix at all."""
    cells: dict[tuple[Any, ...], list[tuple[str, Any]]] = defaultdict(list)
    for cell in sides.export.of_kind["cell"]:
        if cell.get("at") and isinstance(cell.get("toward"), str):
            pair = sides.meant_by(cell.get("holder")), sides.meant_by(cell.get("toward")), cell.get("issue")
            cells[pair].append((cell["at"], cell.get("stance")))
    right = 0
    for want in sides.gold.data["matrix"]:
        pair = sides.stands_for(want["holder"]), sides.stands_for(want["toward"]), want["issue"]
        until = [cell for cell in cells.get(pair, ()) if cell[0] <= want["at"]]
        right += bool(until) and max(until, key=lambda cell: cell[0])[1] == want["stance"]
    return (right, len(sides.gold.data["matrix"])), bool(cells)


def contradictions(sides: Sides) -> Part:
    """Twice the contradictions that join the right two sentences, of all on both sides."""
    free = [ends for record in sides.export.of_kind["contradiction"] if (ends := _ends(sides, record))]
    gold, said, right = sides.gold.data["contradictions"], len(free), 0
    own = {r["id"]: r for kind in KINDS for r in sides.gold.data[kind] if r.get("id")}
    for record in gold:
        a, b = (_place(sides, own[end] if isinstance(end, str) else end) for end in (record["a"], record["b"]))
        for ends in free:
            x, y = ends
            straight = sides.rests_on(x, *a) and sides.rests_on(y, *b)
            if straight or (sides.rests_on(x, *b) and sides.rests_on(y, *a)):
                right += 1
                free.remove(ends)
                break
    return 2 * right, len(gold) + said


def _place(sides: Sides, given: Json) -> tuple[str, str]:
    return given["document"], sides.words_at(given["document"], given["sentence"])


def _ends(sides: Sides, record: Json) -> tuple[Json, Json] | None:
    """The two records, or failing those the two places, that a contradiction joins; None if they lie elsewhere."""
    ends = [e for e in (sides.export.by_id.get(i) for i in record.get("between") or ()) if e]
    ends = ends or [{"because": [place]} for place in record.get("because") or ()]
    if len(ends) != 2 or not all(sides.places(end) for end in ends):
        return None
    return ends[0], ends[1]
