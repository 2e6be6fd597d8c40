"""Gold and exports to scores: per process and over all, as values and as the plain data that scripts compare.

Every place that a record's `because` names is one prediction; `context` is not read. Three figures a kind: `found_f1`
asks for the words alone, `key_f1` also for the key attributes, `f1` gives a match half, and half its mean agreement on
what carries its meaning. `transitions` is the F1 of changes of state. The process score is the mean of the F1 of
statements, positions, conditions, events and figures, of transitions and of the matrix.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from toguna.evaluation.course import Part, contradictions, matrix, transitions
from toguna.evaluation.documents import document_parts
from toguna.evaluation.gold import KINDS, Gold, Json
from toguna.evaluation.matching import Tally, tally
from toguna.evaluation.sides import Export, Sides

HEADLINE = ("statements", "positions", "conditions", "events", "figures")
"""The kinds whose F1 enters the process score."""


@dataclass(frozen=True, slots=True)
class KindScore:
    """The figures of one kind of record; `attributes` is mean agreement over matches."""

    gold: int
    predicted: int
    precision: float
    recall: float
    f1: float
    key_f1: float
    found_f1: float
    attributes: dict[str, float]


@dataclass(frozen=True, slots=True)
class ProcessScore:
    """The figures of one process, or of all; None where there was nothing to measure.

    course   transitions, matrix, contradictions
    """

    process: str
    process_score: float
    kinds: dict[str, KindScore]
    documents: dict[str, float | None]
    course: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of a corpus."""

    total: ProcessScore
    processes: tuple[ProcessScore, ...]


@dataclass
class _Counts:
    kinds: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    documents: dict[str, Part] = field(default_factory=dict)
    course: dict[str, Part] = field(default_factory=dict)
    has_matrix: bool = False

    def add(self, more: _Counts) -> None:
        for kind, counts in more.kinds.items():
            self.kinds[kind].add(counts)
        for mine, theirs in ((self.documents, more.documents), (self.course, more.course)):
            for name, (got, of) in theirs.items():
                before = mine.get(name, (0, 0))
                mine[name] = before[0] + got, before[1] + of
        self.has_matrix |= more.has_matrix


def score(golds: Iterable[Gold], records_of: Callable[[str], Iterable[Json]]) -> Report:
    """Scores what an export says against gold.

    records_of   the export's records for a process, by its name
    """
    everything, reports = _Counts(), []
    for gold in golds:
        counts = _count(Sides(gold, Export(records_of(gold.process))))
        reports.append(_score(gold.process, counts))
        everything.add(counts)
    return Report(_score("all", everything), tuple(reports))


def _count(sides: Sides) -> _Counts:
    counts, links = _Counts(), defaultdict[str, set[str]](set)
    for kind in sorted(KINDS, key=lambda k: k != "conditions"):
        counts.kinds[kind] = tally(sides, kind, links)
    counts.documents = document_parts(sides)
    counts.course["transitions"] = transitions(sides, links)
    counts.course["matrix"], counts.has_matrix = matrix(sides)
    counts.course["contradictions"] = contradictions(sides)
    return counts


def _score(process: str, counts: _Counts) -> ProcessScore:
    kinds = {kind: _kind_score(t) for kind, t in counts.kinds.items()}
    documents = {name: got / of if of else None for name, (got, of) in counts.documents.items()}
    precision, recall = (documents.pop(f"lineage_{x}", None) or 0.0 for x in ("precision", "recall"))
    documents["lineage_bcubed_f1"] = _f1(precision, recall)
    course = {name: got / of if of else None for name, (got, of) in counts.course.items()}
    if not counts.has_matrix:
        course["matrix"] = None
    parts = [kinds[k].f1 for k in HEADLINE] + [course.get(n) or 0.0 for n in ("transitions", "matrix")]
    return ProcessScore(process, sum(parts) / len(parts), kinds, documents, course)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _kind_score(counts: Tally) -> KindScore:
    def prf(hits: float) -> tuple[float, float, float]:
        precision, recall = (hits / n if n else 0.0 for n in (counts.predicted, counts.gold))
        return precision, recall, _f1(precision, recall)

    precision, recall, f1 = prf(counts.credit)
    means = {name: total / counts.matched for name, total in counts.sums.items()} if counts.matched else {}
    key, found = prf(counts.matched)[2], prf(counts.found)[2]
    return KindScore(counts.gold, counts.predicted, precision, recall, f1, key, found, means)


def as_json(report: Report) -> dict[str, Any]:
    """A report as plain data: `all` and each process, with `kinds`, `documents` and the course beside them."""
    return {part.process: _part_json(part) for part in (report.total, *report.processes)}


def _part_json(part: ProcessScore) -> dict[str, Any]:
    kinds = {kind: asdict(scores) for kind, scores in part.kinds.items()}
    return {"process_score": part.process_score, "kinds": kinds, "documents": part.documents, **part.course}
