"""Scores mentions on a folder of re3d reports: `python benchmarks/re3d.py FOLDER [--reader NAME] [--spacy MODEL]`.

FOLDER holds one folder per source with `documents.json` and `entities.json` (JSON Lines). A gold entity of type Person,
Organisation or Location is found when a mention of that type shares a character with it, a mention is right when it
shares a character with a gold entity of its type; each side counts once. A name of a state counts as what the gold
says there, an organisation where it acts and a place where things happen: `NATION` is an organisation when it has a
head noun or stands before a verb, else a location; and the country inside `Government of X` is a location besides,
since re3d's entities nest.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.reading import Mention, MentionKind
from toguna.language.learned import learned_reader
from toguna.language.reader import Reader, rule_reader
from toguna.packs.world import world

TYPES = ("Person", "Organisation", "Location")
_PERSONAL = frozenset("he him his she her i me my".split())
_ACTS = frozenset("has had is was will would can must and said".split())
Entity = tuple[str, int, int, str]


@dataclass(slots=True)
class Tally:
    """Counts over all documents, by type."""

    gold: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def lines(path: Path) -> Iterator[dict[str, object]]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def type_of(mention: Mention, text: str) -> str | None:
    """The re3d type of a mention, None for what re3d does not mark."""
    if mention.kind is MentionKind.PERSON:
        return "Person"
    if mention.kind in (MentionKind.ORGANISATION, MentionKind.GROUP):
        return "Organisation"
    if mention.kind is MentionKind.PLACE:
        return "Location"
    if mention.kind is MentionKind.NATION:
        place = world().is_place(mention.name)
        after = text[mention.at.end : mention.at.end + 12].split()[:1]
        acts = bool(after) and (
            after[0] in _ACTS or (after[0].islower() and after[0].endswith(("es", "ed", "ly", "ns")))
        )
        return None if not place and " " not in mention.name else "Organisation" if not place or acts else "Location"
    if mention.kind is MentionKind.PRONOUN:
        return "Person" if mention.name.lower() in _PERSONAL else "Organisation"
    return "Person" if mention.role and not mention.plural else "Organisation"


def _country_in(mention: Mention, text: str) -> Iterator[Entity]:
    """The country named inside a longer name (`Government of Iraq`): re3d marks it as a place of its own."""
    if mention.kind in (MentionKind.NATION, MentionKind.ORGANISATION):
        for found in re.finditer(r"\bof (?:the )?((?:[A-Z][\w-]+ ?)+)", mention.at.of(text)):
            name = found[1].strip()
            if world().is_place(name):
                start = mention.at.start + found.start(1)
                yield "Location", start, start + len(name), name


Finder = Callable[[str, str], tuple[list[Entity], int]]
"""Name and text of a document to its entities and the number of its sentences."""


def ours(reader: Reader) -> Finder:
    """The mentions of a reader of ours."""

    def found(name: str, text: str) -> tuple[list[Entity], int]:
        document = Document(path=DocumentId(name), sha256="", text=text)
        split = reader.sentences(document)
        named = reader.read(document, split).mentions
        whole = [(k, m.at.start, m.at.end, m.at.of(text)) for m in named if (k := type_of(m, text)) in TYPES and k]
        return whole + [e for m in named for e in _country_in(m, text)], len(split)

    return found


def spacys(model: str) -> Finder:
    """The entities of a spaCy pipeline, by the mapping of types that favours it most."""
    pipeline: Any = importlib.import_module(model).load()
    types = {"PERSON": "Person", "ORG": "Organisation", "NORP": "Organisation"}
    types |= dict.fromkeys(("GPE", "LOC", "FAC"), "Location")

    def found(name: str, text: str) -> tuple[list[Entity], int]:
        read = pipeline(text)
        here = [(types[e.label_], e.start_char, e.end_char, e.text) for e in read.ents if e.label_ in types]
        return here, sum(1 for _ in read.sents)

    return found


def score(name: str, text: str, gold: list[Entity], tally: Tally, finder: Finder) -> int:
    given, count = finder(name, text)
    _count(gold, given, tally.gold, tally.found, tally.missed, text)
    _count(given, gold, tally.given, tally.right, tally.wrong, text)
    return count


def _count(
    these: list[Entity], those: list[Entity], all_: Counter[str], hit: Counter[str], lost: list[str], text: str
) -> None:
    for kind, start, end, words in these:
        all_[kind] += 1
        if any(kind == k and start < e and s < end for k, s, e, _ in those):
            hit[kind] += 1
        else:
            lost.append(f"{kind:12} {words!r:40} {text[max(0, start - 30) : end + 30]!r}")


def run(folder: Path, finder: Finder) -> Tally:
    """Scores one finder on all parts, and prints its table."""
    tally, count, seconds = Tally(), 0, 0.0
    for source in sorted(p for p in folder.iterdir() if (p / "entities.json").is_file()):
        gold: dict[str, list[Entity]] = defaultdict(list)
        for entity in lines(source / "entities.json"):
            if entity["type"] in TYPES:
                place = int(str(entity["begin"])), int(str(entity["end"]))
                gold[str(entity["documentId"])].append((str(entity["type"]), *place, str(entity["value"])))
        for document in lines(source / "documents.json"):
            started = time.process_time()
            name = str(document["_id"])
            count += score(name, str(document["text"]), gold[name], tally, finder)
            seconds += time.process_time() - started
    print(f"{'type':14}{'gold':>6}{'given':>7}{'recall':>8}{'prec.':>8}{'F1':>8}")
    for kind in TYPES:
        recall = tally.found[kind] / max(1, tally.gold[kind])
        precision = tally.right[kind] / max(1, tally.given[kind])
        f1 = 2 * recall * precision / max(1e-9, recall + precision)
        print(f"{kind:14}{tally.gold[kind]:6}{tally.given[kind]:7}{recall:8.3f}{precision:8.3f}{f1:8.3f}")
    print(f"{count} sentences in {seconds:.2f} s of CPU")
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", type=int, default=0, help="show so many missed and wrong mentions")
    parser.add_argument("--reader", choices=("rules", "learned"), default="learned")
    parser.add_argument("--spacy", metavar="MODULE", help="also run a spaCy model's module, such as en_core_web_sm")
    options = parser.parse_args()
    print(f"toguna, {options.reader}")
    tally = run(options.folder, ours(rule_reader() if options.reader == "rules" else learned_reader()))
    if options.spacy:
        print(f"spaCy, {options.spacy}")
        run(options.folder, spacys(options.spacy))
    draw = random.Random(7)
    for label, lost in (("missed", tally.missed), ("wrong", tally.wrong)):
        for line in draw.sample(lost, min(options.misses, len(lost))):
            print(label, line)


if __name__ == "__main__":
    main()
