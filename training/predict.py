"""What the trained network reads in a report, written as a marking of the same text."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from tokenizers import Tokenizer

from toguna.encoder.heads import Heads
from toguna.encoder.marks import LIKELY, At, Mark, Name, Seen
from toguna.encoder.pieces import Window, windows
from toguna.encoder.viterbi import Floats
from training.data import laid, text_of
from training.markup import Line, Note, Report, Tag

States = Callable[[Window], Floats]


class _Reader:
    """Collects the marks of a report's windows, by line."""

    def __init__(self, report: Report, tokenizer: Tokenizer, states: States, heads: Heads) -> None:
        self.report = report
        self.text, self.starts = text_of(report)
        seen = [Seen.of(w, states(w), heads) for w in windows(self.text, laid(report), tokenizer)]
        self.names: list[Name] = [n for s in seen for n in s.names()]
        people = [n.at for n in self.names if n.kind not in ("t", "n", "plc")]
        places = [n.at for n in self.names if n.kind == "plc"]
        self.chain: dict[At, str] = {}
        self.marks: list[Mark] = []
        for s in seen:
            for later, earlier, _ in s.same(people):
                self.chain[later] = self._id(earlier)
            self.marks += s.marks(people, places)
        self.seen = seen

    def _id(self, at: At) -> str:
        return self.chain.setdefault(at, f"C{len(self.chain)}")

    def line(self, number: int) -> int:
        return int(np.searchsorted(np.array(self.starts), number, side="right")) - 1

    def ids(self, mark: Mark, role: str, most: int = 3) -> list[str]:
        """The parties that fill a role, likeliest first."""
        found = [self._id(at) for at, sure in mark.roles.get(role, ()) if sure >= LIKELY]
        return list(dict.fromkeys(found))[:most]

    def report_marked(self) -> Report:
        lines = []
        for number, line in enumerate(self.report.lines):
            start = self.starts[number]
            end = start + len(line.text)
            classes = [row for s in self.seen for row in s.lines([(start, end)]).values()]
            best = classes[0] if classes else {"body": 1.0}
            kind = max(best, key=lambda k: best[k])
            tags, notes = self._tags(start, end), self._notes(start, end)
            if kind == "residue":
                tags, notes = (), ()
            lines.append(Line(kind, line.text, tags, notes, line.number))
        return Report(self.report.name, self.report.style, self.report.english, self.report.date, tuple(lines))

    def _tags(self, start: int, end: int) -> tuple[Tag, ...]:
        found = []
        for n in self.names:
            if start <= n.at[0] < end:
                value = (
                    ""
                    if n.kind == "plc"
                    else "?"
                    if n.kind == "t"
                    else f"{n.counts}:0"
                    if n.kind == "n"
                    else self._id(n.at)
                )
                found.append(Tag(n.at[0] - start, min(n.at[1], end) - start, n.kind, value))
        return tuple(found)

    def _notes(self, start: int, end: int) -> tuple[Note, ...]:
        made: list[Note] = []
        here = [m for m in self.marks if start <= m.at[0] < end]
        clauses = {m.at: f"c{n}" for n, m in enumerate([m for m in here if m.kind == "clause"])}
        taken: set[At] = set()

        def local(at: At) -> tuple[int, int]:
            return at[0] - start, min(at[1], end) - start

        for m in here:
            spot = ((local(m.at),),)
            if m.kind in ("say", "mind"):
                content = [at for at, sure in m.roles["content"] if sure >= LIKELY and start <= at[0] < end]
                if not content:
                    continue
                taken.update(content)
                source = [at for at, sure in m.roles["source"][:1] if sure >= LIKELY and start <= at[0] < end]
                flags = {"mind"} if m.kind == "mind" else set()
                flags |= {"deny"} if m.labels.get("denial", ("no", 0))[0] == "yes" else set()
                note = Note(
                    "say",
                    (",".join(self.ids(m, "speaker")) or "?",),
                    (spot[0], tuple(local(c) for c in sorted(content))),
                    spans={"src": tuple(local(s) for s in source)} if source else {},
                    flags=frozenset(flags),
                )
                made.append(note)
            elif m.kind == "stand":
                held = [clauses[at] for at, sure in m.roles["condition"] if sure >= LIKELY and at in clauses]
                plain = (",".join(self.ids(m, "holder")[:1]) or "?", m.labels["issue"][0], m.labels["stance"][0])
                keys = {"if": ",".join(held)} if held else {}
                made.append(Note("pos", plain, spot, tuple(self.ids(m, "toward")), keys))
            elif m.kind == "clause":
                keys = {"by": ",".join(self.ids(m, "by")), "unlock": m.labels["unlocks"][0]}
                flags = {m.labels["necessity"][0]}
                made.append(
                    Note("cond", (clauses[m.at], m.labels["requires"][0]), spot, (), keys, {}, frozenset(flags))
                )
            elif m.kind == "act":
                keys = {"by": ",".join(self.ids(m, "actor"))}
                plain = m.labels["event"][0], m.labels["status"][0]
                made.append(Note("act", plain, spot, tuple(self.ids(m, "recipient")), keys))
            elif m.kind in ("chan", "veto", "silence", "promise", "move"):
                made.append(Note(m.kind, (",".join(self.ids(m, "who")) or "?",), spot, tuple(self.ids(m, "excludes"))))
        for m in here:
            if m.kind == "content" and m.at not in taken:
                made.append(Note("say", (",".join(self.ids(m, "speaker")[:1]) or "?",), ((), (local(m.at),))))
        return tuple(made)


def predicted(report: Report, tokenizer: Tokenizer, states: States, heads: Heads) -> Report:
    """The report as the network would mark it."""
    return _Reader(report, tokenizer, states, heads).report_marked()
