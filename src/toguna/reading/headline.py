"""Which line is the title: the one above the article that reads most like a headline."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.reading.cues import plain, words
from toguna.reading.look import Look

CLOSE = 0.8
"""Of two lines in a row that both read like headlines of the topic the first is the title, the next its standfirst.
Swept from 0 to 2 over our own pages: no title changed."""
LOWEST = 80
"""Lines from the top among which the title is sought: a guard against pages that are all menu."""
LEAST = 0.9
"""Least score of a title: a headline of four words has 2 and more, a lone word or label less than 1."""


def headline(
    looks: Sequence[Look], first: int, free: Sequence[bool], title: str | None = None, dated: Sequence[bool] = ()
) -> int | None:
    """The number of the title's line, or None.

    first   the first paragraph of the article: the title stands above it
    free    lines that are nothing else
    title   the title if it is known from elsewhere
    dated   lines of metadata: a title stands right above its date or byline
    """
    above = [n for n in range(min(first, len(looks), LOWEST)) if free[n]]
    if title:
        return next((n for n in [*above, first] if n < len(looks) and same_headline(looks[n].text, title)), None)
    if not above:
        return _long_headline(looks, first)
    points = {n: _score(looks, above, n) + _placed(n, above, dated, looks) for n in above}
    best = max(above, key=lambda n: (points[n], -n))
    if _score(looks, above, best) < LEAST:
        return None
    before = above[above.index(best) - 1] if best != above[0] else best
    close = _score(looks, above, before) > _score(looks, above, best) - CLOSE
    same = same_headline(looks[before].text, looks[best].text)
    return (
        before
        if close and not same and before == best - 1 and looks[before].topical and looks[before].count >= 4
        else best
    )


PLACED = 1.5
"""What it counts for a line of the topic to stand right above the first line of metadata. Not swept."""


def _placed(n: int, above: Sequence[int], dated: Sequence[bool], looks: Sequence[Look]) -> float:
    k = looks[n]
    if k.text[-1:] == ":":
        return -2.0
    is_above = n + 1 < len(dated) and dated[n + 1] and not any(dated[above[0] : n])
    return PLACED * (is_above and k.count >= 4 and k.topical > 0 and k.segments == 1 and not k.terminal)


def _score(looks: Sequence[Look], above: Sequence[int], n: int) -> float:
    k = looks[n]
    score = 2.0 * (4 <= k.count <= 24) + 0.8 * (k.count == 3) + 0.06 * min(k.count, 12)
    last = k.text.rstrip("\"'”’»)")[-1:]
    score += 1.0 * (k.topical > 0) + 0.2 * k.verb - 1.2 * (k.terminal and last in ".…") - 1.5 * (k.segments > 1)
    score += 2.0 * any(m != n and same_headline(looks[m].text, k.text) for m in above)
    score -= 0.7 * k.weight + 0.3 * above.index(n) + 2.0 * k.labels + 1.5 * (k.count > 24)
    return score - (k.text.isupper() and k.count < 4)


def _long_headline(looks: Sequence[Look], first: int) -> int | None:
    """A question or call above a paragraph that was itself taken for the first paragraph."""
    if first + 1 < len(looks) and first == 0 and looks[1].is_paragraph:
        k = looks[0]
        if k.count <= 20 and k.dateline is None and k.text.rstrip("\"'”’")[-1:] in "?!":
            return 0
    return None


def same_headline(a: str, b: str) -> bool:
    """True if two lines are the same headline but for case, marks and an outlet's name behind it."""
    x, y = words(plain(a)), words(plain(b))
    if not x or not y:
        return False
    if x == y:
        return True
    short, long = sorted((x, y), key=len)
    if len(short) >= 4 and long[: len(short)] == short and len(long) - len(short) <= 4:
        return True
    both = len(set(x) & set(y))
    return len(short) >= 5 and both >= 0.85 * len(set(x) | set(y))
