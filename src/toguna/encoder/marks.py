"""One window's states to marks in its text: who is named, who says what, where somebody stands, what is asked.

Nothing here knows what the marks are good for; the language room decides that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from toguna.encoder.heads import Doubles, Heads, Pieces, summed
from toguna.encoder.labels import LINES
from toguna.encoder.pieces import Window

Floats = NDArray[np.float32]
At = tuple[int, int]

LIKELY = 0.5
"""A role is filled when its probability reaches this."""

POSSIBLE = 0.1
"""A candidate for a role is told of from this probability on."""


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name somebody, a place, a time or a number; `kind` as in `labels.NAMES`."""

    at: At
    kind: str
    confidence: float
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch with its labels and roles.

    at       code points in the text, half-open
    kind     `say`, `mind`, `content`, `stand`, `clause`, `act`, or one of `labels.CONTACTS`
    labels   by span head: (label, probability)
    roles    by link: (the stretch that fills it, probability), likeliest first
    """

    at: At
    kind: str
    confidence: float
    labels: dict[str, tuple[str, float]] = field(default_factory=dict)
    roles: dict[str, tuple[tuple[At, float], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """A window and the encoder's states of its pieces, (pieces, width) float32.

    tags     what the token heads mark: pieces, kind, confidence
    likely   by token head, (pieces,) float32: how likely each piece is to be marked
    sums     (pieces + 1, width): sums of states, see `heads.summed`
    pools    (pooled,) float32 of each run of pieces that was asked for
    """

    window: Window
    states: Floats
    heads: Heads
    tags: Mapping[str, list[tuple[int, int, str, float]]]
    likely: Mapping[str, Floats]
    sums: Doubles
    pools: dict[Pieces, Floats] = field(default_factory=dict)

    @classmethod
    def of(cls, window: Window, states: Floats, heads: Heads) -> Seen:
        """A window as the token heads see it."""
        return cls(window, states, heads, *heads.tagged(states, window.special), summed(states))

    def pooled(self, spans: Sequence[Pieces]) -> Floats:
        """(spans, pooled) float32 of runs of pieces."""
        new = [span for span in dict.fromkeys(spans) if span not in self.pools]
        self.pools.update(zip(new, self.heads.pooled(self.states, self.sums, new), strict=True))
        return (
            np.stack([self.pools[span] for span in spans]) if spans else self.heads.pooled(self.states, self.sums, [])
        )

    def _at(self, span: Pieces) -> At:
        return int(self.window.starts[span[0]]), int(self.window.ends[span[1] - 1])

    def _tagged(self, head: str) -> list[tuple[Pieces, str, float]]:
        return [((a, b), k, c) for a, b, k, c in self.tags[head]]

    def names(self) -> tuple[Name, ...]:
        """Who, where, when and how many, in order."""
        tagged = self._tagged("name")
        numbers = [span for span, kind, _ in tagged if kind == "n"]
        labels = self.heads.labelled(("counts",), self.pooled(numbers))
        counts = {span: label["counts"][0] for span, label in zip(numbers, labels, strict=True)}
        return tuple(Name(self._at(span), k, c, counts.get(span, "")) for span, k, c in tagged)

    def lines(self, stretches: Sequence[At]) -> dict[At, dict[str, float]]:
        """The probability of each line class for stretches of the text, without those that lie elsewhere."""
        spans = {at: p for at, p in zip(stretches, self.window.spans(stretches), strict=True) if p}
        (rows,) = self.heads.classified(("line",), self.pooled(list(spans.values())))
        return {at: dict(zip(LINES, row, strict=True)) for at, row in zip(spans, rows.tolist(), strict=True)}

    def within(self, head: str, start: int, end: int) -> Floats:
        """(pieces,) float32: how likely a token head marks each piece of a stretch; empty when it lies elsewhere."""
        a, b = self.window.span(start, end) or (0, 0)
        return self.likely[head][a:b]

    def marks(self, mentions: Iterable[At], places: Iterable[At] = ()) -> tuple[Mark, ...]:
        """Everything but the names, in order of place.

        mentions   stretches that may fill the roles of persons and parties
        places     stretches that may fill the role of a place
        """
        return _Linker(self, mentions, places).marks()

    def same(self, mentions: Sequence[At]) -> tuple[tuple[At, At, float], ...]:
        """(mention, its likeliest earlier mention, probability), for those that have a likely one."""
        pairs = sorted((p, m) for p, m in zip(self.window.spans(mentions), mentions, strict=True) if p)
        pooled = self.pooled([p for p, _ in pairs])
        starts = [p[0] for p, _ in pairs]
        found = []
        queries, keys = self.heads.queries(("same",), pooled)["same"], self.heads.keys(("same",), pooled)["same"]
        sure = self.heads.linked("same", queries, starts, keys, starts)
        for n in range(1, len(pairs)):
            best = int(sure[n, :n].argmax())
            if sure[n, best] >= LIKELY:
                found.append((pairs[n][1], pairs[best][1], float(sure[n, best])))
        return tuple(found)


class _Group:
    """Candidates for roles: where they stand, and what they are known by, (candidates, width) by role."""

    def __init__(self, seen: Seen, stretches: Iterable[At], roles: tuple[str, ...]) -> None:
        given = tuple(dict.fromkeys(stretches))
        pairs = sorted((p, s) for p, s in zip(seen.window.spans(given), given, strict=True) if p)
        self.at = [s for _, s in pairs]
        self.starts = [p[0] for p, _ in pairs]
        self.keys = seen.heads.keys(roles, seen.pooled([p for p, _ in pairs]))

    def filled(self, sure: Floats) -> tuple[tuple[At, float], ...]:
        """The candidates that may fill a role, likeliest first; sure (candidates,)."""
        likely = [(self.at[n], float(sure[n])) for n in np.flatnonzero(sure >= POSSIBLE).tolist()]
        return tuple(sorted(likely, key=lambda one: (-one[1], one[0])))


_ROLES = {
    "say": (("source", "source"), ("content", "content"), ("speaker", "mention"), ("addressee", "mention")),
    "content": (("speaker", "mention"),),
    "stand": (("holder", "mention"), ("toward", "mention"), ("condition", "clause")),
    "clause": (("by", "mention"),),
    "act": (("actor", "mention"), ("recipient", "mention"), ("place", "place")),
    "chan": (("who", "mention"), ("between", "mention")),
    "veto": (("who", "mention"), ("excludes", "mention")),
    "silence": (("who", "mention"), ("excludes", "mention")),
    "promise": (("who", "mention"),),
    "move": (("who", "mention"),),
}
_ROLES["mind"] = _ROLES["say"]

_FILL = {
    group: tuple(sorted({role for pairs in _ROLES.values() for role, name in pairs if name == group}))
    for group in ("mention", "place", "source", "content", "clause")
}
"""The roles that a group of candidates may fill."""

_LABELS = {
    "say": ("denial",),
    "mind": (),
    "content": (),
    "stand": ("issue", "stance", "hint"),
    "clause": ("requires", "unlocks", "necessity", "obstacle"),
    "act": ("event", "status"),
    "chan": ("role", "channel"),
    "veto": ("topic",),
    "silence": (),
    "promise": ("topic",),
    "move": ("topic", "state"),
}


def _each_once(made: list[Mark]) -> list[Mark]:
    """Every content belongs to the one cue that is likeliest to have it."""
    best: dict[At, tuple[float, At]] = {}
    for mark in made:
        for at, sure in mark.roles.get("content", ()):
            best[at] = max(best.get(at, (0.0, mark.at)), (sure, mark.at))
    return [
        replace(m, roles={**m.roles, "content": tuple((a, s) for a, s in m.roles["content"] if best[a][1] == m.at)})
        if "content" in m.roles
        else m
        for m in made
    ]


class _Linker:
    def __init__(self, seen: Seen, mentions: Iterable[At], places: Iterable[At]) -> None:
        self.seen = seen
        tagged = {
            h: seen._tagged(h) for h in ("cue", "source", "content", "inner", "stand", "clause", "act", "contact")
        }
        self.spans = [(s, k if h in ("cue", "contact") else h, c) for h, found in tagged.items() for s, k, c in found]
        self.spans = [(s, "content" if k == "inner" else k, c) for s, k, c in self.spans if k != "source"]
        candidates: dict[str, Iterable[At]] = {
            "mention": mentions,
            "place": places,
            "source": [seen._at(s) for s, _, _ in tagged["source"]],
            "content": [seen._at(s) for h in ("content", "inner") for s, _, _ in tagged[h]],
            "clause": [seen._at(s) for s, _, _ in tagged["clause"]],
        }
        self.groups = {name: _Group(seen, found, _FILL[name]) for name, found in candidates.items()}

    def marks(self) -> tuple[Mark, ...]:
        heads = self.seen.heads
        labels: list[dict[str, tuple[str, float]]] = [{} for _ in self.spans]
        roles: list[dict[str, tuple[tuple[At, float], ...]]] = [{} for _ in self.spans]
        for kind in sorted({k for _, k, _ in self.spans}):
            rows = [n for n, (_, k, _) in enumerate(self.spans) if k == kind]
            starts = [self.spans[n][0][0] for n in rows]
            pooled = self.seen.pooled([self.spans[n][0] for n in rows])
            for n, found in zip(rows, heads.labelled(_LABELS[kind], pooled), strict=True):
                labels[n] = found
            queries = heads.queries(tuple(role for role, _ in _ROLES[kind]), pooled)
            for role, name in _ROLES[kind]:
                group = self.groups[name]
                sure = heads.linked(role, queries[role], starts, group.keys[role], group.starts)
                for n, row in zip(rows, sure, strict=True):
                    roles[n][role] = group.filled(row)
        made = [Mark(self.seen._at(s), k, c, labels[n], roles[n]) for n, (s, k, c) in enumerate(self.spans)]
        return tuple(sorted(_each_once(made), key=lambda m: (m.at, m.kind)))
