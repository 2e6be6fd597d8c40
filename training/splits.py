"""Which conflicts are for training, for choosing settings, and for the last measure; no conflict is in two."""

from __future__ import annotations

import random
import sys

from training.markup import Report, corpus

TEST = (
    "mozambique-1992 aceh-2005 yemen-2018 tajikistan-1997 burundi-2000 venezuela-2021 thailand-south-2020 cyprus-2017"
    " ordinary-1"
).split()
"""All marked twice."""

DEV = (
    "south-africa-1991 rhodesia-1979 sierra-leone-1999 casamance-2004 lebanon-1989 iran-iraq-1988 guatemala-1994"
    " ordinary-2"
).split()
"""For choosing settings and how rules and network are put together."""


def split_of(conflict: str) -> str:
    """`train`, `dev` or `test`."""
    return "test" if conflict in TEST else "dev" if conflict in DEV else "train"


def load(split: str, fraction: float = 1.0, seed: int = 0) -> list[Report]:
    """The reports of a split, or a part of them by chance."""
    faults: list[str] = []
    found = [r for r in corpus(faults=faults) if split_of(r.conflict) == split]
    if faults:
        print(f"{len(faults)} faults in the corpus; see python training/check.py", file=sys.stderr)
    if fraction < 1.0:
        random.Random(seed).shuffle(found)
        found = found[: max(1, round(fraction * len(found)))]
    return found
