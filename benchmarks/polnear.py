"""Scores a reader's attributions on a folder of PolNeAR texts: `python benchmarks/polnear.py FOLDER [--reader NAME]`.

FOLDER holds `text/*.txt` and `attributions/*.ann` (brat stand-off); of several annotators of one text the first by name
counts. Content is right when its characters and the gold's share at least half of their union (outer quote marks and
punctuation left out), full when also the sources share a character. All sentences of a quote count as one attribution;
quotes whose speaker was only lent by an earlier indirect statement stand for themselves.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.reading import Attribution
from toguna.language.learned import learned_reader
from toguna.language.reader import rule_reader

_SPAN = re.compile(r"^(T\d+)\t(\S+) ([\d ;]+)\t", re.MULTILINE)
_EVENT = re.compile(r"^E\d+\tAttribution\S*:(T\d+)(.*)$", re.MULTILINE)
_OUTER = "\"“”„«»'‘’` ,;:.–—-\n\t"
Span = frozenset[int]


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution as sets of code points."""

    cue: Span
    source: Span
    content: Span


@dataclass(slots=True)
class Tally:
    gold: int = 0
    predicted: int = 0
    content: int = 0
    full: int = 0
    rules: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def line(self, name: str, right: int) -> str:
        precision, recall = right / max(self.predicted, 1), right / max(self.gold, 1)
        f1 = 2 * right / max(self.predicted + self.gold, 1)
        return f"{name:8} P {precision:6.1%}  R {recall:6.1%}  F1 {f1:6.1%}"


def characters(text: str, spans: list[tuple[int, int]]) -> Span:
    """The code points of spans without white space and outer marks."""
    found: set[int] = set()
    for start, end in spans:
        while start < end and text[start] in _OUTER:
            start += 1
        while end > start and text[end - 1] in _OUTER:
            end -= 1
        found.update(range(start, end))
    return frozenset(found)


def gold_of(text: str, path: Path) -> list[Said]:
    """The attributions of one stand-off file that have content."""
    ann = path.read_text("utf-8")
    spans = {
        name: [(int(a), int(b)) for a, b in (p.split() for p in places.split(";"))]
        for name, _, places in _SPAN.findall(ann)
    }
    found = []
    for _, roles in _EVENT.findall(ann):
        parts: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for role in roles.split():
            name, target = role.split(":")
            parts[name.rstrip("0123456789")] += spans.get(target, [])
        said = Said(*(characters(text, parts[n]) for n in ("Cue", "Source", "Content")))
        if said.content:
            found.append(said)
    return found


def predicted_of(text: str, found: tuple[Attribution, ...]) -> list[tuple[Said, str]]:
    """Ours, the sentences of one quote joined by their cue."""
    joined: dict[tuple[str, tuple[tuple[int, int], ...]], list[Attribution]] = defaultdict(list)
    for a in found:
        lent = a.rule if a.rule in ("quote lent", "encoder, quote goes on") else ""
        joined[lent, tuple((s.start, s.end) for s in a.cue)].append(a)
    result = []
    for group in joined.values():
        cue, source, content = (
            characters(text, [(s.start, s.end) for a in group for s in getattr(a, part)])
            for part in ("cue", "source", "content")
        )
        own = [a for a in group if a.rule != "quote goes on"]
        rule = own[0].rule if own else group[0].rule
        result.append((Said(cue, source, content), rule))
    return result


def overlap(a: Span, b: Span) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", type=int, default=0, help="show so many misses and false finds")
    parser.add_argument("--reader", choices=("rules", "learned"), default="learned")
    options = parser.parse_args()
    reader = rule_reader() if options.reader == "rules" else learned_reader()
    tally, shown = Tally(), 0
    seconds, count = 0.0, 0
    for path in sorted((options.folder / "text").glob("*.txt")):
        annotated = sorted((options.folder / "attributions").glob(f"{path.stem}_*.ann"))
        if not annotated:
            continue
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        document = Document(DocumentId(path.name), "0", text)
        split = reader.sentences(document)
        began = time.perf_counter()
        read = reader.read(document, split).attributions
        seconds, count = seconds + time.perf_counter() - began, count + len(split)
        gold, mine = gold_of(text, annotated[0]), predicted_of(text, read)
        pairs = sorted(
            ((overlap(g.content, m.content), i, j) for i, g in enumerate(gold) for j, (m, _) in enumerate(mine)),
            key=lambda p: (-p[0], p[1], p[2]),
        )
        left, right = set(range(len(gold))), set(range(len(mine)))
        tally.gold, tally.predicted = tally.gold + len(gold), tally.predicted + len(mine)
        for share, i, j in pairs:
            if share >= 0.5 and i in left and j in right:
                left.discard(i)
                right.discard(j)
                tally.content += 1
                tally.full += bool(gold[i].source & mine[j][0].source) or not (gold[i].source or mine[j][0].source)
        for j, (said, rule) in enumerate(mine):
            word = "".join(text[c] for c in sorted(said.cue)).split(" ")[0].lower()
            for name in (rule, f"cue {word}"):
                tally.rules[name][j not in right] += 1
        for sort, said in [("missed", gold[i]) for i in sorted(left)] + [("extra ", mine[j][0]) for j in sorted(right)]:
            if shown < options.misses:
                shown += 1
                parts = [
                    " ".join("".join(text[c] for c in sorted(s)).split()) for s in (said.source, said.cue, said.content)
                ]
                print(sort, path.stem[:24], "|", " | ".join(parts))
    print(tally.line("content", tally.content))
    print(tally.line("full", tally.full))
    print(f"{tally.gold} gold, {tally.predicted} predicted; {count / max(seconds, 1e-9):.0f} sentences a second")
    for rule, (wrong, good) in sorted(tally.rules.items(), key=lambda r: -sum(r[1])):
        if sum((wrong, good)) >= 8:
            print(f"  {rule:24} {good:4} right of {good + wrong:4}")


if __name__ == "__main__":
    main()
