"""A sentence's cues to attributions in token ranges: who speaks and what is said, by a small clause grammar.

First each cue gets its speaker and its place (`attribution_units`), then its content begins where the cue's frames let
it (`attribution_starts`) and ends where another cue's unit, a contrast with its own cue, or the sentence ends
(`attribution_contents`); shapes without a verb of saying come last (`attribution_shapes`).
"""

from __future__ import annotations

from toguna.language.attribution_contents import Found, bare_cue, content_of
from toguna.language.attribution_cues import CueWords
from toguna.language.attribution_shapes import according, labelled, nouns_of_saying, titled
from toguna.language.attribution_units import units
from toguna.language.attribution_view import View


def attributed(view: View, words: CueWords) -> tuple[Found, ...]:
    """The attributions of a view, in the order of their cues."""
    stop = len(view.tokens)
    while stop > 0 and view.low(stop - 1) in (".", "?", "!", "…") and not view.is_quoted(stop - 1):
        stop -= 1
    mine = units(view, words)
    found = [content_of(view, unit, mine, n, stop) or bare_cue(unit) for n, unit in enumerate(mine)]
    found += according(view, mine, stop)
    found += labelled(view, stop)
    found += titled(view, stop, [f for f in found if f.content])
    taken = {f.content[0][0] for f in found if f.content}
    found += [f for f in nouns_of_saying(view, words, mine, stop) if f.content[0][0] not in taken]
    covered = [f for f in found if f.rule == "quoted as saying"]
    found = [f for f in found if not any(c is not f and c.cue[0] <= f.cue[0] < c.cue[1] for c in covered)]
    return tuple(sorted(found, key=lambda f: (f.cue, f.content)))
