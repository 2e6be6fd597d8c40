"""What a reader of the package finds in a report, written as a marking of the same text: for comparing on one scale."""

from __future__ import annotations

from toguna.actors.resolve import cast
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf, PartyId
from toguna.kinds.reading import FigureFrame, MentionKind, Reading
from toguna.kinds.span import Stretch
from toguna.language.reader import Reader
from toguna.packs.world import world
from training.data import text_of
from training.markup import Line, Note, Report, Span, Tag

_CODES = {
    MentionKind.PERSON: "per",
    MentionKind.ORGANISATION: "org",
    MentionKind.GROUP: "grp",
    MentionKind.NATION: "nat",
    MentionKind.PLACE: "plc",
    MentionKind.DESCRIPTION: "des",
    MentionKind.PRONOUN: "pro",
}


class _Marker:
    def __init__(self, report: Report, reading: Reading, who: tuple[tuple[PartyId, ...], ...]) -> None:
        self.report, self.reading = report, reading
        self.text, self.starts = text_of(report)
        self.ids = [tuple(str(p) for p in row) or (f"C{n}",) for n, row in enumerate(who)]

    def party(self, mentions: tuple[int, ...]) -> str:
        return ",".join(self._ids(mentions)) or "?"

    def marked(self) -> Report:
        lines = []
        for number, line in enumerate(self.report.lines):
            start = self.starts[number]
            whole = Stretch(start, start + max(1, len(line.text)))
            lines.append(Line(line.kind, line.text, self._tags(whole), self._notes(whole), line.number))
        return Report(self.report.name, self.report.style, self.report.english, self.report.date, tuple(lines))

    def _tags(self, whole: Stretch) -> tuple[Tag, ...]:
        found = []
        for n, m in enumerate(self.reading.mentions):
            if whole.holds(m.at):
                code = _CODES[m.kind]
                value = "" if code == "plc" else ",".join(self.ids[n])
                found.append(Tag(m.at.start - whole.start, m.at.end - whole.start, code, value))
        for t in self.reading.times:
            if whole.holds(t.at):
                found.append(Tag(t.at.start - whole.start, t.at.end - whole.start, "t", str(t.value or "?")))
        for f in self.reading.figures:
            if whole.holds(f.at):
                value = f"{f.counts.value}:{number(f)}"
                found.append(Tag(f.at.start - whole.start, f.at.end - whole.start, "n", value))
        return tuple(sorted(found, key=lambda t: t.start))

    def _notes(self, whole: Stretch) -> tuple[Note, ...]:
        def local(at: Stretch) -> Span:
            return at.start - whole.start, min(at.end, whole.end) - whole.start

        r, made = self.reading, []
        groups: dict[tuple[Stretch, ...], list[int]] = {}
        for n, a in enumerate(r.attributions):
            if a.content and whole.holds(Stretch(a.content[0].start, a.content[0].start + 1)):
                own = a.cue if a.cue and whole.holds(a.cue[0]) and a.rule != "quote lent" else (a.content[0],)
                groups.setdefault(own, []).append(n)
        for cue, members in groups.items():
            said = [r.attributions[n] for n in members]
            source = [local(s) for a in said for s in a.source if whole.holds(s)]
            note = Note(
                "say",
                (self.party(said[0].speaker),),
                (tuple(local(c) for c in cue), tuple(sorted(local(c) for a in said for c in a.content))),
                spans={"src": tuple(source)} if source else {},
                flags=frozenset({"deny"} if said[0].denial else ()),
            )
            made.append(note)
        for p in r.positions:
            if whole.holds(p.at):
                plain = self.party(p.holder), p.issue.value, p.stance.value
                made.append(Note("pos", plain, ((local(p.at),),), self._ids(p.toward)))
        for c in r.conditions:
            if whole.holds(c.at):
                keys = {"by": self.party(c.by), "unlock": c.unlocks.value}
                made.append(Note("cond", ("c", c.issue.value), ((local(c.at),),), (), keys))
        for e in r.events:
            if whole.holds(e.at):
                keys = {"by": self.party(e.actors)}
                made.append(
                    Note("act", (e.type.value, e.status.value), ((local(e.at),),), self._ids(e.recipients), keys)
                )
        for kind, frames in (
            ("chan", r.channels),
            ("veto", r.vetoes),
            ("silence", r.silences),
            ("promise", r.commitments),
        ):
            for f in frames:
                if whole.holds(f.at):
                    made.append(Note(kind, ("?",), ((local(f.at),),)))
        return tuple(made)

    def _ids(self, mentions: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(i for m in mentions for i in self.ids[m]))


def number(figure: FigureFrame) -> str:
    """A figure's value as the mark-up writes it."""

    def written(value: float | None) -> str:
        return "" if value is None else f"{value:g}" if value != int(value) else str(int(value))

    if figure.best is not None:
        return f"{'~' if figure.approximate else ''}{written(figure.best)}"
    return f"{written(figure.low)}..{written(figure.high)}"


def read_by(reader: Reader, report: Report) -> Report:
    """The report as a reader of the package marks it, parties as the actors room knows them from this report alone;
    line classes are taken as given.
    """
    text, _ = text_of(report)
    title = len(report.lines[0].text) if report.lines and report.lines[0].kind == "title" else 0
    document = Document(DocumentId(report.name), "0", text, title_end=title, published=Edtf(report.date))
    reading = reader.read(document, reader.sentences(document))
    who = cast([document], {document.path: reading}, None, world()).who[document.path]
    return _Marker(report, reading, who).marked()
