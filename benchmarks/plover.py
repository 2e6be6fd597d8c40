"""Scores the event rules on PLOVER's gold standard records: `python benchmarks/plover.py FILE [--misses N]`.

FILE is the JSON list of the records (`text`, `event`, `source`, `target`). The records use PLOVER's older type names,
which are mapped to today's. *first*: the surest event of the text has the gold's type; *any*: one of them has; *source*
and *target*: of texts whose type was found, those in which an actor (a recipient) shares a word with the gold's.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.reading import EventFrame, Mention
from toguna.language.attributions import attributions
from toguna.language.events import events
from toguna.language.mentions import mentions
from toguna.language.sentences import sentences
from toguna.language.times import times
from toguna.packs.language import language_pack
from toguna.packs.world import world

TODAY = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


def read(text: str, published: str) -> tuple[tuple[EventFrame, ...], tuple[Mention, ...]]:
    """The events of one text and its mentions."""
    pack = language_pack()
    document = Document(DocumentId("gold"), "", text, published=Edtf(published), language="en")
    found = sentences(document)
    named, dated = mentions(document, found, pack, world()), times(document, found, pack)
    said = attributions(document, found, named, dated, pack)
    return events(document, found, named, dated, said, pack), named


def named_alike(gold: Any, found: tuple[int, ...], named: tuple[Mention, ...]) -> bool:
    """True if a mention shares a word of four letters or more with one of the gold's names."""
    wanted = " ".join(a.get("actorText", "") for a in gold if isinstance(a, dict)) if isinstance(gold, list) else ""
    words = {w.lower() for w in re.findall(r"\w{3,}", wanted)}
    return any(words & {w.lower() for w in re.findall(r"\w{3,}", named[n].name)} for n in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", type=int, default=0, help="print this many texts whose type was not found")
    options = parser.parse_args()
    records = [r for r in json.loads(options.file.read_text("utf-8")) if r.get("event") != "DOCUMENT" and r.get("text")]
    count: Counter[str] = Counter()
    by_type: dict[str, list[int]] = {}
    missed = options.misses
    began = time.perf_counter()
    for record in records:
        wanted = TODAY.get(record["event"], record["event"])
        found, named = read(record["text"], record.get("date") or "2000-01-01")
        types = [e.type.value for e in sorted(found, key=lambda e: (-e.confidence, e.at))]
        hits = [e for e in found if e.type.value == wanted]
        row = by_type.setdefault(wanted, [0, 0])
        row[0] += 1
        row[1] += bool(hits)
        count["silent"] += not types
        count["first"] += bool(types) and types[0] == wanted
        count["any"] += bool(hits)
        count["source"] += any(named_alike(record.get("source"), e.actors, named) for e in hits)
        count["target"] += any(named_alike(record.get("target"), e.recipients + e.actors, named) for e in hits)
        if not hits and missed > 0:
            missed -= 1
            print(f"{wanted:10} {types} {record['text']}")
    seconds = time.perf_counter() - began
    total = len(records)
    print(f"{total} texts in {seconds:.1f} s; silent {count['silent']}")
    print(f"type: first {count['first'] / total:.3f}, any {count['any'] / total:.3f}")
    found_types = max(count["any"], 1)
    print(f"of those: source {count['source'] / found_types:.3f}, target {count['target'] / found_types:.3f}")
    print("  ".join(f"{name} {right}/{of}" for name, (of, right) in sorted(by_type.items())))


if __name__ == "__main__":
    main()
