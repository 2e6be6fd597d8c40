"""What the heads of the encoder can say: label lists, in the order of their rows in the weights.

Changing a list makes the weights that were trained with it useless; `Heads` refuses weights of another shape.
"""

from __future__ import annotations

from toguna.kinds.vocabulary import (
    ChannelRole,
    ChannelState,
    ConditionState,
    Counts,
    EventStatus,
    EventType,
    Issue,
    Necessity,
    Stance,
)

NAMES = ("per", "org", "grp", "nat", "plc", "des", "pro", "t", "n")
"""Persons, organisations, groups, states, places, descriptions, pronouns, times, numbers."""

CONTACTS = ("chan", "veto", "silence", "promise", "move")
LINES = ("title", "body", "metadata", "residue")


def bio(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Outside, then begin and inside of each kind."""
    return ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI"))


TAGS: dict[str, tuple[str, ...]] = {
    "name": bio(NAMES),
    "cue": bio(("say", "mind")),
    "source": bio(("source",)),
    "content": bio(("content",)),
    "inner": bio(("inner",)),
    "stand": bio(("stand",)),
    "clause": bio(("clause",)),
    "act": bio(("act",)),
    "contact": bio(CONTACTS),
}
"""Token heads: their labels, one a piece."""

CLASSES: dict[str, tuple[str, ...]] = {
    "line": LINES,
    "counts": tuple(c.value for c in Counts),
    "denial": ("no", "yes"),
    "issue": tuple(i.value for i in Issue),
    "stance": tuple(s.value for s in Stance),
    "hint": ("no", "yes"),
    "requires": tuple(i.value for i in Issue),
    "unlocks": tuple(i.value for i in Issue),
    "necessity": tuple(n.value for n in Necessity),
    "obstacle": ("no", "yes"),
    "event": tuple(e.value for e in EventType),
    "status": tuple(s.value for s in EventStatus),
    "role": tuple(r.value for r in ChannelRole),
    "channel": tuple(s.value for s in ChannelState),
    "topic": tuple(i.value for i in Issue),
    "state": tuple(s.value for s in ConditionState),
}
"""Span heads: their labels, one a span."""

LINKS = (
    "source",
    "content",
    "speaker",
    "addressee",
    "holder",
    "toward",
    "condition",
    "by",
    "actor",
    "recipient",
    "place",
    "who",
    "between",
    "excludes",
    "same",
)
"""Link heads: from a span to the spans that fill a role of it."""

DISTANCES = (-64, -32, -16, -8, -4, -2, 0, 2, 4, 8, 16, 32, 64)
"""Bounds of the buckets of distance, in pieces, from a span's start to the other's."""

SHAPES = ("special", "lower", "capital", "capitals", "number", "mark", "quote", "other")
"""How a piece's word is written; the encoder itself sees lower case only."""
