"""The frames of positions and what belongs to them, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.kinds.reading import (
    ChannelFrame,
    CommitmentFrame,
    ConditionFrame,
    PositionFrame,
    SilenceFrame,
    VetoFrame,
)
from toguna.kinds.vocabulary import Issue
from toguna.language.conditions import Found, conditions
from toguna.language.contacts import channels, commitments, silences, vetoes
from toguna.language.position_elliptic import Before
from toguna.language.positions import positions
from toguna.language.scene import Scene

#: How many sentences back `it` or `the offer` may reach. At three and more the first wrong ones came in.
REACH = 2


@dataclass(frozen=True, slots=True)
class Frames:
    """What frame makers found in the sentences of one document."""

    conditions: tuple[ConditionFrame, ...] = ()
    positions: tuple[PositionFrame, ...] = ()
    channels: tuple[ChannelFrame, ...] = ()
    vetoes: tuple[VetoFrame, ...] = ()
    silences: tuple[SilenceFrame, ...] = ()
    commitments: tuple[CommitmentFrame, ...] = ()


def frames(scene: Scene) -> Frames:
    """The frames of all sentences of a document that are read here, sentence by sentence."""
    made = Frames()
    last: Issue | None = None
    before: Before | None = None
    since = 0
    for n, sentence in enumerate(scene.sentences):
        if sentence.carried:
            continue
        found: Found = conditions(scene, n, last)
        stood = positions(scene, n, found, len(made.conditions), before if n - since <= REACH else None)
        made = Frames(
            made.conditions + found.frames,
            made.positions + stood,
            made.channels + channels(scene, n),
            made.vetoes + vetoes(scene, n, stood),
            made.silences + silences(scene, n),
            made.commitments + commitments(scene, n),
        )
        if stood:
            last = stood[0].issue
            before, since = Before(last, found.frames[0].issue if found.frames else None), n
    return made
