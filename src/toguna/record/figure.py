"""Figure frames to figures, each with who reports it."""

from __future__ import annotations

from toguna.kinds.record import Figure
from toguna.kinds.vocabulary import Counts
from toguna.record.desk import Desk


def figures(desk: Desk) -> tuple[Figure, ...]:
    """All figures of a document; `by` is the innermost speaker who gives it, None for the narrator."""
    found = []
    for frame in desk.reading.figures:
        attribution = desk.attribution(frame.attribution)
        by = desk.heads(attribution.speaker) if attribution else ()
        period = desk.time(frame.period) or (None if frame.counts is Counts.DURATION else desk.by_then())
        content = (frame.counts.value, frame.low, frame.best, frame.high, period, by[:1])
        found.append(
            Figure(
                header=desk.header(
                    "figure", content, desk.because(frame.at, frame.sentence), (), frame.rule, frame.confidence
                ),
                counts=frame.counts,
                what=frame.what,
                low=frame.low,
                best=frame.best,
                high=frame.high,
                approximate=frame.approximate,
                period=period,
                where=frame.where,
                by=by[0] if by else None,
            )
        )
    return tuple(found)
