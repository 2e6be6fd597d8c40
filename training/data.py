"""Corpus reports to what the encoder is trained on: windows with the labels of every head."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from toguna.encoder.labels import CLASSES, TAGS
from toguna.encoder.pieces import LIMIT, Window, windows
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.language.sentences import sentences
from training.markup import Line, Note, Report, Span

Pieces = tuple[int, int]

MENTION = "mention"
"""Candidate group of a link: mentions; the others are named by their tag head or contact kind."""

GROUPS = {
    "source": "source",
    "content": "content",
    "condition": "clause",
    "place": "plc",
}
"""Link -> candidate group, where it is not the mentions."""


@dataclass(slots=True)
class Link:
    """From a span to those of a group that fill a role of it."""

    role: str
    start: Pieces
    right: frozenset[Pieces]


@dataclass(slots=True)
class Example:
    """A window with its labels.

    tags        per token head, (pieces,) int64
    classes     (head, span, label)
    groups      candidate spans by group
    links       roles
    """

    report: str
    window: Window
    tags: dict[str, NDArray[np.int64]]
    classes: list[tuple[str, Pieces, int]] = field(default_factory=list)
    groups: dict[str, list[Pieces]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)


def text_of(report: Report) -> tuple[str, list[int]]:
    """The report's clean text, a line each, and where each line begins."""
    starts, at = [], 0
    for line in report.lines:
        starts.append(at)
        at += len(line.text) + 1
    return "\n".join(line.text for line in report.lines), starts


def laid(report: Report) -> list[tuple[int, int, int]]:
    """(line, start, end) of each sentence of a report, code points in its text."""
    text, starts = text_of(report)
    found = sentences(Document(DocumentId(report.name), "0", text))
    lines = np.array(starts)
    return [(int(np.searchsorted(lines, s.at.start, side="right")) - 1, s.at.start, s.at.end) for s in found]


def near(line: Line, ids: Iterable[str], cue: Span | None, content: tuple[Span, ...]) -> Span | None:
    """The mention of the speaker that stands nearest to the cue, outside of the content."""
    if cue is None:
        return None
    names = set(ids)
    here = [
        (t.start, t.end)
        for t in line.tags
        if names.intersection(t.ids) and not any(a <= t.start and t.end <= b for a, b in content)
    ]
    return min(here, key=lambda s: min(abs(s[0] - cue[1]), abs(s[1] - cue[0])), default=None)


def source_of(line: Line, note: Note) -> tuple[Span, ...]:
    """The source's words of a `say` in its own line."""
    if "src" in note.spans:
        return note.spans["src"]
    cue = note.quotes[0][0] if note.quotes[0] else None
    found = near(line, note.plain[0].split(","), cue, note.quotes[1])
    return (found,) if found else ()


def inside(span: Span, others: Iterable[Span]) -> bool:
    """True if a span lies in one of the others that is larger."""
    return any(a <= span[0] and span[1] <= b and (b - a) > (span[1] - span[0]) for a, b in others)


class _Maker:
    """Labels one window."""

    def __init__(self, report: Report, starts: list[int], window: Window) -> None:
        self.window, self.starts = window, starts
        size = len(window.ids)
        self.example = Example(report.name, window, {n: np.zeros(size, dtype=np.int64) for n in TAGS})
        self.groups: dict[str, set[Pieces]] = defaultdict(set)
        self.chains: dict[str, list[Pieces]] = defaultdict(list)
        self.right: dict[tuple[str, Pieces], set[Pieces]] = defaultdict(set)
        low, high = window.stretch
        for number, line in enumerate(report.lines):
            at = starts[number]
            if at < high and at + len(line.text) > low:
                self._mentions(line, at)
        for number, line in enumerate(report.lines):
            at = starts[number]
            if at < high and at + len(line.text) > low:
                self._line(line, at)
        self._same()
        self.example.groups = {k: sorted(v) for k, v in self.groups.items()}
        self.example.links = [Link(r, s, frozenset(v)) for (r, s), v in sorted(self.right.items())]

    def pieces(self, span: Span, at: int) -> Pieces | None:
        return self.window.span(span[0] + at, span[1] + at)

    def tag(self, head: str, kind: str, span: Pieces) -> None:
        row, labels = self.example.tags[head], TAGS[head]
        if row[span[0] : span[1]].any():
            return
        row[span[0] : span[1]] = labels.index(f"I-{kind}")
        row[span[0]] = labels.index(f"B-{kind}")

    def classify(self, head: str, span: Pieces, label: str) -> None:
        self.example.classes.append((head, span, CLASSES[head].index(label)))

    def link(self, role: str, span: Pieces, right: Iterable[Pieces]) -> None:
        self.right[role, span].update(right)

    def _mentions(self, line: Line, at: int) -> None:
        for tag in line.tags:
            span = self.pieces((tag.start, tag.end), at)
            if span is None:
                continue
            self.tag("name", tag.code, span)
            if tag.code == "n":
                self.classify("counts", span, tag.value.split(":")[0])
            elif tag.code == "plc":
                self.groups["plc"].add(span)
            elif tag.code != "t":
                self.groups[MENTION].add(span)
                for ident in tag.ids:
                    self.chains[ident].append(span)

    def chain(self, ids: Iterable[str]) -> list[Pieces]:
        return [s for i in ids for s in self.chains.get(i, ())]

    def _same(self) -> None:
        for spans in self.chains.values():
            ordered = sorted(spans)
            for span in ordered:
                self.link("same", span, [s for s in ordered if s < span])

    def _line(self, line: Line, at: int) -> None:
        whole = self.pieces((0, len(line.text)), at)
        if whole is None:
            return
        self.classify("line", whole, line.kind)
        contents = [s for n in line.notes if n.kind == "say" for s in n.quotes[1]]
        clauses: dict[str, Pieces] = {}
        for note in line.notes:
            if note.kind == "cond":
                span = self._cond(note, at)
                if span is not None:
                    clauses[note.plain[0]] = span
        for note in line.notes:
            if note.kind == "say":
                self._say(line, note, at, contents)
            elif note.kind == "pos":
                self._pos(note, at, clauses)
            elif note.kind == "act":
                self._act(line, note, at)
            elif note.kind != "cond":
                self._contact(note, at)

    def _say(self, line: Line, note: Note, at: int, contents: list[Span]) -> None:
        sources = [p for s in source_of(line, note) if (p := self.pieces(s, at))]
        said = [p for s in note.quotes[1] if (p := self.pieces(s, at))]
        for raw in note.quotes[1]:
            if span := self.pieces(raw, at):
                head = "inner" if inside(raw, contents) else "content"
                self.tag(head, head, span)
                self.groups["content"].add(span)
        for span in sources:
            self.tag("source", "source", span)
            self.groups["source"].add(span)
        cues = [p for s in note.quotes[0] if (p := self.pieces(s, at))]
        for span in cues:
            self.tag("cue", "mind" if "mind" in note.flags else "say", span)
        for span in cues[:1] or said[:1]:
            self.link("speaker", span, self.chain(note.plain[0].split(",")))
        for span in cues[:1]:
            self.classify("denial", span, "yes" if "deny" in note.flags else "no")
            self.link("source", span, sources)
            self.link("content", span, said)
            self.link("addressee", span, self.chain(note.keys.get("to", "").split(",")))

    def _pos(self, note: Note, at: int, clauses: dict[str, Pieces]) -> None:
        span = self.pieces(note.quotes[0][0], at)
        if span is None:
            return
        holder, issue, stance = note.plain
        self.tag("stand", "stand", span)
        self.classify("issue", span, issue)
        self.classify("stance", span, stance)
        self.classify("hint", span, "yes" if "hint" in note.flags else "no")
        self.link("holder", span, self.chain(holder.split(",")))
        self.link("toward", span, self.chain(note.toward))
        self.link("condition", span, [clauses[c] for c in note.keys.get("if", "").split(",") if c in clauses])

    def _cond(self, note: Note, at: int) -> Pieces | None:
        span = self.pieces(note.quotes[0][0], at)
        if span is None:
            return None
        self.tag("clause", "clause", span)
        self.groups["clause"].add(span)
        self.classify("requires", span, note.plain[1])
        if "unlock" in note.keys:
            self.classify("unlocks", span, note.keys["unlock"])
        necessity = next((f for f in note.flags if f in CLASSES["necessity"]), "necessary")
        self.classify("necessity", span, necessity)
        self.classify("obstacle", span, "yes" if "not" in note.flags else "no")
        self.link("by", span, self.chain(note.keys.get("by", "").split(",")))
        return span

    def _act(self, line: Line, note: Note, at: int) -> None:
        span = self.pieces(note.quotes[0][0], at)
        if span is None:
            return
        self.tag("act", "act", span)
        self.classify("event", span, note.plain[0])
        self.classify("status", span, note.plain[1])
        self.link("actor", span, self.chain(note.keys.get("by", "").split(",")))
        self.link("recipient", span, self.chain(note.toward))
        place = note.spans.get("at", ())
        tags = [t for t in line.tags if t.code == "plc" and any(t.start < b and a < t.end for a, b in place)]
        self.link("place", span, [p for t in tags if (p := self.pieces((t.start, t.end), at))])

    def _contact(self, note: Note, at: int) -> None:
        span = self.pieces(note.quotes[0][0], at)
        if span is None:
            return
        self.tag("contact", note.kind, span)
        who = note.keys.get("by", "") if note.kind == "move" else note.plain[0]
        self.link("who", span, self.chain(who.split(",")))
        if note.kind == "chan":
            self.classify("role", span, note.plain[1])
            self.classify("channel", span, note.plain[2])
            self.link("between", span, self.chain(note.keys.get("between", "").split(",")))
        elif note.kind == "move":
            self.classify("topic", span, note.plain[0])
            self.classify("state", span, note.plain[1])
        elif note.kind in ("veto", "promise"):
            self.classify("topic", span, note.plain[1])
        if note.kind in ("veto", "silence"):
            self.link("excludes", span, self.chain(note.toward))


def examples(report: Report, tokenizer: Tokenizer, chance: random.Random | None = None) -> list[Example]:
    """The windows of one report with their labels; with `chance` they are cut at other places than when read."""
    text, starts = text_of(report)
    units = laid(report)
    if chance is None:
        parts = [units]
        limit = LIMIT
    else:
        cut = chance.choice([0, 0, 1, 2, 3])
        parts = [[u for u in units if u[0] < cut], [u for u in units if u[0] >= cut]]
        limit = chance.choice([96, 144, LIMIT, LIMIT])
    return [_Maker(report, starts, w).example for part in parts for w in windows(text, part, tokenizer, limit)]
