"""Pairs the records of a kind, document by document, one to one, the best first; and counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from toguna.evaluation.agree import MEANING, attributes, is_same
from toguna.evaluation.sides import Offered, Sides, Wanted
from toguna.evaluation.words import quotes_from


@dataclass
class Tally:
    """Counts of one kind; they add up over processes.

    matched   pairs whose key attributes agree          found   pairs that share their words alone
    credit    a match is worth half, and half its agreement on the attributes that carry its meaning
    sums      agreement on each attribute, over matches
    """

    gold: int = 0
    predicted: int = 0
    matched: int = 0
    found: int = 0
    credit: float = 0.0
    sums: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, other: Tally) -> None:
        """Counts another process in."""
        self.gold += other.gold
        self.predicted += other.predicted
        self.matched += other.matched
        self.found += other.found
        self.credit += other.credit
        for name, value in other.sums.items():
            self.sums[name] += value


def pairs(
    wanted: list[Wanted],
    offered: list[Offered],
    worth: Callable[[Wanted, Offered], float | None],
) -> list[tuple[Wanted, Offered]]:
    """Greedy pairs of one document, the worthiest first; a record can be taken as often as it quotes the document.

    worth   None when the two must not be paired
    """
    candidates = []
    for i, want in enumerate(wanted):
        for j, offer in enumerate(offered):
            if any(quotes_from(q, want.text) for q in offer.quotes):
                value = worth(want, offer)
                if value is not None:
                    candidates.append((-value, i, j))
    room, taken, found = [len(o.quotes) for o in offered], set(), []
    for _, i, j in sorted(candidates):
        if i not in taken and room[j]:
            taken.add(i)
            room[j] -= 1
            found.append((wanted[i], offered[j]))
    return found


def tally(sides: Sides, kind: str, links: dict[str, set[str]]) -> Tally:
    """The counts of one kind in one process; conditions are to be counted first, since they fill `links`."""
    counts, wanted, offered = Tally(), sides.wanted(kind), sides.offered(kind)

    def detail(want: Wanted, offer: Offered) -> float:
        return sum(attributes(sides, kind, want, offer.record, links).values())

    def strict(want: Wanted, offer: Offered) -> float | None:
        return detail(want, offer) if is_same(sides, kind, want, offer.record) else None

    def loose(want: Wanted, offer: Offered) -> float:
        return 100.0 * is_same(sides, kind, want, offer.record) + detail(want, offer)

    for path in sides.lineage:
        want, offer = wanted.get(path, []), offered.get(path, [])
        matches = pairs(want, offer, strict)
        counts.gold += len(want)
        counts.predicted += sum(len(o.quotes) for o in offer)
        counts.matched += len(matches)
        counts.found += len(pairs(want, offer, loose))
        for match in matches:
            _credit(counts, sides, kind, match, links)
    return counts


def _credit(counts: Tally, sides: Sides, kind: str, match: tuple[Wanted, Offered], links: dict[str, set[str]]) -> None:
    want, offer = match
    agreed = attributes(sides, kind, want, offer.record, links)
    counts.credit += 0.5 + 0.5 * sum(agreed[name] for name in MEANING[kind]) / len(MEANING[kind])
    for name, value in agreed.items():
        counts.sums[name] += value
    if kind == "conditions":
        links[want.record["id"]].add(offer.record.get("id", ""))
