"""How well one marking of a text agrees with another, layer by layer: used for readers and for second markings.

Parties are compared by their words, never by ID: two chains are the same when they share a mention. F1 counts marks of
both sides; a line of marks counts once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from training.data import source_of
from training.markup import Line, Note, Report, Span, Tag

T = TypeVar("T")
Chains = dict[str, set[tuple[int, int, int]]]


@dataclass(slots=True)
class Score:
    """Right marks among those of either side; `right` may hold parts."""

    right: float = 0.0
    first: int = 0
    second: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 when there is nothing."""
        return 2 * self.right / (self.first + self.second) if self.first + self.second else 0.0

    def add(self, other: Score) -> None:
        """Sums up."""
        self.right, self.first, self.second = (
            self.right + other.right,
            self.first + other.first,
            self.second + other.second,
        )


@dataclass(slots=True)
class Table:
    """Scores by layer."""

    rows: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))

    def add(self, other: Table) -> None:
        """Sums up."""
        for name, score in other.rows.items():
            self.rows[name].add(score)


_OUTER = "\"“”„«»‘’'` ,;:.–—-\n\t"


def characters(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """Code points of spans without white space and marks at their ends."""
    found: set[int] = set()
    for start, end in spans:
        while start < end and text[start] in _OUTER:
            start += 1
        while end > start and text[end - 1] in _OUTER:
            end -= 1
        found.update(range(start, end))
    return frozenset(found)


def share(a: frozenset[int], b: frozenset[int]) -> float:
    """Intersection over union."""
    return len(a & b) / len(a | b) if a and b else 0.0


def paired(first: list[T], second: list[T], likeness: Callable[[T, T], float], least: float) -> list[tuple[T, T]]:
    """Pairs, the likest first, each item once."""
    order = sorted(
        ((likeness(a, b), i, j) for i, a in enumerate(first) for j, b in enumerate(second)),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    left, right, found = set(range(len(first))), set(range(len(second))), []
    for value, i, j in order:
        if value >= least and i in left and j in right:
            left.discard(i)
            right.discard(j)
            found.append((first[i], second[j]))
    return found


def chains_of(report: Report) -> Chains:
    """Where the mentions of each chain stand: (line, start, end)."""
    found: Chains = defaultdict(set)
    for number, line in enumerate(report.lines):
        for tag in line.tags:
            for ident in tag.ids:
                found[ident].add((number, tag.start, tag.end))
    return found


def _meet(a: set[tuple[int, int, int]], b: set[tuple[int, int, int]]) -> bool:
    return any(x[0] == y[0] and x[1] < y[2] and y[1] < x[2] for x in a for y in b)


@dataclass(frozen=True, slots=True)
class _Pair:
    a: Line
    b: Line
    chains_a: Chains
    chains_b: Chains

    def party(self, x: Iterable[str], y: Iterable[str]) -> float:
        """How far two lists of IDs name the same: Dice over IDs that meet; two empty ones agree."""
        xs, ys = sorted(set(x) - {"", "?", "-"}), sorted(set(y) - {"", "?", "-"})
        if not xs and not ys:
            return 1.0
        pairs = paired(xs, ys, lambda i, j: float(_meet(self.chains_a.get(i, set()), self.chains_b.get(j, set()))), 1.0)
        return 2 * len(pairs) / (len(xs) + len(ys))


def _notes(line: Line, kind: str) -> list[Note]:
    return [n for n in line.notes if n.kind == kind]


def _ids(note: Note, key: str) -> list[str]:
    return note.keys.get(key, "").split(",")


def _overlap(text: str) -> Callable[[Note, Note], float]:
    return lambda x, y: share(characters(text, x.quotes[-1]), characters(text, y.quotes[-1]))


def _tags(pair: _Pair, table: Table) -> None:
    def rows(line: Line, codes: tuple[str, ...]) -> set[tuple[int, int, str]]:
        return {(t.start, t.end, t.code) for t in line.tags if t.code in codes}

    for layer, codes in {
        "names": ("per", "org", "grp", "nat", "plc"),
        "descriptions": ("des",),
        "pronouns": ("pro",),
    }.items():
        a, b = rows(pair.a, codes), rows(pair.b, codes)
        table.rows[layer].add(Score(len(a & b), len(a), len(b)))
    for code, layer, value in (("t", "times", "time values"), ("n", "figures", "figure values")):
        first = [t for t in pair.a.tags if t.code == code]
        second = [t for t in pair.b.tags if t.code == code]
        found = paired(first, second, _met, 0.01)
        same = [x.value.split(":")[0] == y.value.split(":")[0] if code == "n" else True for x, y in found]
        table.rows[layer].add(Score(sum(same), len(first), len(second)))
        table.rows[value].add(Score(sum(x.value == y.value for x, y in found), len(first), len(second)))


def _met(x: Tag, y: Tag) -> float:
    """How much two tags overlap."""
    return max(0, min(x.end, y.end) - max(x.start, y.start)) / (max(x.end, y.end) - min(x.start, y.start))


def _said(pair: _Pair, table: Table) -> None:
    text = pair.a.text
    first = _notes(pair.a, "say")
    second = _notes(pair.b, "say")
    found = paired(first, second, _overlap(text), 0.5)
    full = sum(
        bool(characters(text, source_of(pair.a, x)) & characters(text, source_of(pair.b, y)))
        or not (source_of(pair.a, x) or source_of(pair.b, y))
        for x, y in found
    )
    who = sum(pair.party(x.plain[0].split(","), y.plain[0].split(",")) for x, y in found)
    table.rows["attribution: content"].add(Score(len(found), len(first), len(second)))
    table.rows["attribution: full"].add(Score(full, len(first), len(second)))
    table.rows["attribution: speaker"].add(Score(who, len(first), len(second)))


def _positions(pair: _Pair, table: Table) -> None:
    """By line, holder and issue, as the gold's convention has it: one a line's sentence is too fine for paragraphs."""
    first, second = _notes(pair.a, "pos"), _notes(pair.b, "pos")
    text = pair.a.text

    def like(x: Note, y: Note) -> float:
        near_by = share(characters(text, x.quotes[0]), characters(text, y.quotes[0]))
        return (x.plain[1] == y.plain[1]) * (1.0 + near_by + pair.party([x.plain[0]], [y.plain[0]]))

    found = paired(first, second, like, 1.0)
    size = len(first), len(second)
    table.rows["position: issue"].add(Score(len(found), *size))
    table.rows["position: stance"].add(Score(sum(x.plain[2] == y.plain[2] for x, y in found), *size))
    holder = [pair.party(x.plain[0].split(","), y.plain[0].split(",")) for x, y in found]
    toward = [pair.party(x.toward, y.toward) for x, y in found]
    table.rows["position: holder"].add(Score(sum(holder), *size))
    table.rows["position: toward"].add(Score(sum(toward), *size))
    table.rows["position: whole"].add(
        Score(
            sum((x.plain[2] == y.plain[2]) * h * t for (x, y), h, t in zip(found, holder, toward, strict=True)), *size
        )
    )


def _conditions(pair: _Pair, table: Table) -> None:
    first, second = _notes(pair.a, "cond"), _notes(pair.b, "cond")
    found = paired(first, second, _overlap(pair.a.text), 0.3)
    size = len(first), len(second)
    table.rows["condition: clause"].add(Score(len(found), *size))
    table.rows["condition: issue"].add(Score(sum(x.plain[1] == y.plain[1] for x, y in found), *size))
    table.rows["condition: by"].add(Score(sum(pair.party(_ids(x, "by"), _ids(y, "by")) for x, y in found), *size))
    same = sum(x.keys.get("unlock", "other") == y.keys.get("unlock", "other") for x, y in found)
    table.rows["condition: unlocks"].add(Score(same, *size))


def _events(pair: _Pair, table: Table) -> None:
    first, second = _notes(pair.a, "act"), _notes(pair.b, "act")
    found = paired(first, second, _overlap(pair.a.text), 0.01)
    size = len(first), len(second)
    table.rows["event: trigger"].add(Score(len(found), *size))
    table.rows["event: type"].add(Score(sum(x.plain[0] == y.plain[0] for x, y in found), *size))
    table.rows["event: status"].add(Score(sum(x.plain[1] == y.plain[1] for x, y in found), *size))
    table.rows["event: actors"].add(Score(sum(pair.party(_ids(x, "by"), _ids(y, "by")) for x, y in found), *size))
    table.rows["event: recipients"].add(Score(sum(pair.party(x.toward, y.toward) for x, y in found), *size))


def _contacts(pair: _Pair, table: Table) -> None:
    for kind in ("chan", "veto", "silence", "promise", "move"):
        first, second = _notes(pair.a, kind), _notes(pair.b, kind)
        found = paired(first, second, _overlap(pair.a.text), 0.01)
        table.rows[f"contact: {kind}"].add(Score(len(found), len(first), len(second)))


def _coreference(a: Report, b: Report, table: Table) -> None:
    """Pronouns and descriptions that both marked, by whether their chains meet in another mention.

    A pronoun or description counts when either marking puts it in a chain of two or more; right when its chain's other
    mentions meet.
    """
    one, two = chains_of(a), chains_of(b)
    where: dict[tuple[int, int, int], set[str]] = defaultdict(set)
    for ident, mentions in two.items():
        for m in mentions:
            where[m].add(ident)
    for mentions in one.values():
        for m in mentions:
            code = next(t.code for t in a.lines[m[0]].tags if (t.start, t.end) == m[1:])
            if code not in ("pro", "des") or m not in where:
                continue
            others, theirs = mentions - {m}, [two[i] - {m} for i in sorted(where[m])]
            if others or any(theirs):
                table.rows["coreference"].add(Score(float(any(_meet(others, t) for t in theirs)), 1, 1))


def compare(a: Report, b: Report) -> Table:
    """All layers of one report marked twice; the texts are the same."""
    table = Table()
    chains_a, chains_b = chains_of(a), chains_of(b)
    for x, y in zip(a.lines, b.lines, strict=True):
        assert x.text == y.text, f"{a.name}: the lines differ: {x.text[:60]!r}"
        pair = _Pair(x, y, chains_a, chains_b)
        table.rows["line class"].add(Score(x.kind == y.kind, 1, 1))
        _tags(pair, table)
        for layer in (_said, _positions, _conditions, _events, _contacts):
            layer(pair, table)
    _coreference(a, b, table)
    return table
