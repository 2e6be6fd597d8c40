"""Names to nodes: which spellings, acronyms and surnames are one, over all documents of a process.

A node is a string that says what it is: `pack:<id>`, `state:<alpha-3>`, `body:<id>`, `person:<key>`, `name:<key>`,
`army:<alpha-3>`, `thing:<noun>`. Joined nodes have one root; the root does not depend on the order of joining.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from toguna.packs.world import surface_key

_RANK = {"pack": 0, "state": 1, "army": 2, "body": 3, "person": 4, "name": 5, "thing": 6}
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = (("kh", "k"), ("gh", "g"), ("ph", "f"), ("dj", "j"), ("ou", "u"), ("ow", "u"), ("q", "k"), ("z", "s"))
_TIES = frozenset("al el ag ould bin ibn ben abu de da van von der ul ur wa the".split())


OF_PLACE = ("n", "ns", "an", "ans", "ian", "ians", "ese", "i", "is", "ite", "ites")
"""Ends that make a place's name the adjective of its people."""


class Joined:
    """A union-find over nodes; the root of a set is its first by rank, then by length (longest), then by letters."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, node: str) -> str:
        """The node that stands for the whole set."""
        above = self._above.get(node, node)
        while above != node:
            self._above[node] = self._above.get(above, above)
            node, above = above, self._above.get(above, above)
        return node

    def join(self, one: str, other: str) -> None:
        """Make two sets one; two parties of a pack, two states, two bodies are never one."""
        a, b = sorted((self.root(one), self.root(other)), key=_order)
        if a == b or (_rank(a) == _rank(b) and _rank(a) < _RANK["person"]):
            return
        self._above[b] = a


def _rank(node: str) -> int:
    return _RANK[node.split(":", 1)[0]]


def _order(node: str) -> tuple[int, int, str]:
    return _rank(node), -len(node), node


@lru_cache(maxsize=65536)
def skeleton(key: str) -> str:
    """What is left of a name when the ways to spell it in Latin letters do not count.

    >>> skeleton("mohammed hamdan dagalo") == skeleton("mohamed hamdan daglo")
    True
    """
    words = []
    for word in key.split():
        if word in _TIES:
            continue
        for sound, plain in _SOUNDS:
            word = word.replace(sound, plain)
        first, rest = word[:1], word[1:]
        words.append(_DOUBLED.sub(r"\1", (first if first not in "aeiouy" else "a") + _VOWELS.sub("", rest)))
    return " ".join(words)


@lru_cache(maxsize=65536)
def light(key: str) -> str:
    """A single name when only the commonest differences of spelling do not count (`ghaly`, `ghali`)."""
    return _DOUBLED.sub(r"\1", key.replace("y", "i").replace("ou", "u").replace("dj", "j").replace("ee", "i"))


def initials(key: str) -> str:
    """First letters of the words of a long name, small words left out.

    >>> initials("rapid support forces")
    'rsf'
    """
    return "".join(w[0] for w in key.split() if w not in ("of", "for", "the", "and", "in", "on", "de", "des", "du"))


def variants(keys: set[str]) -> list[tuple[str, str]]:
    """Pairs of full names that are spellings of one, or one with a middle name more."""
    by_bones: dict[str, list[str]] = defaultdict(list)
    by_ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(keys):
        words = key.split()
        if len(words) < 2:
            continue
        by_bones[skeleton(key)].append(key)
        by_ends[(words[0], words[-1])].append(key)
    pairs = [(ks[0], k) for ks in by_bones.values() for k in ks[1:]]
    for ks in by_ends.values():
        longest = max(ks, key=lambda k: (len(k), k))
        pairs += [(longest, k) for k in ks if k != longest and set(k.split()) <= set(longest.split())]
    return pairs


def tails(key: str) -> list[str]:
    """Every shorter end of a full name that may be used as its short form, ties kept (`ag ghali`) and dropped."""
    words = key.split()
    found = [" ".join(words[k:]) for k in range(1, len(words))]
    return [f for f in found if f.split()[-1] not in _TIES]


def key_of(name: str) -> str:
    """The name as compared."""
    return surface_key(name)
