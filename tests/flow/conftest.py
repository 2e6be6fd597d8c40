"""Small rooms in place of the real ones: they read sentences of one shape, `NAME wants ISSUE.` and `NAME will VERB.`"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from toguna.flow.rooms import Rooms
from toguna.kinds.aside import Aside, Stage
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, LineageId, PartyId, RecordId, fingerprint
from toguna.kinds.lineage import Lineage
from toguna.kinds.page import Page
from toguna.kinds.party import Cast, Party
from toguna.kinds.passage import Carry
from toguna.kinds.reading import Mention, MentionKind, PositionFrame, Reading, Sentence
from toguna.kinds.record import Claim, Contradiction, Header, Position, Record, Witnesses
from toguna.kinds.span import Place, Stretch
from toguna.kinds.vocabulary import ContradictionSort, Issue, PartyType, Stance
from toguna.sources.walk import pages as walked

WANTS = re.compile(r"\b([A-Z]\w{0,20}) (wants|refuses) (\w+)")


def document(page: Page) -> Document | Aside:
    text = page.data.decode("utf-8")
    if "BREAK READING" in text:
        raise ValueError("broken on purpose")
    if not text.strip():
        return Aside(Stage.READING, page.path, "no text")
    day = re.search(r"^(\d{4}-\d\d-\d\d)\n", text)
    body = text[day.end() :] if day else text
    unread = "language: fr" if body.startswith("Le ") else None
    return Document(page.path, page.sha256, body, published=day.group(1) if day else None, unread=unread)  # type: ignore[arg-type]


def lineages(documents: Sequence[Document]) -> tuple[Lineage, ...]:
    groups: dict[str, list[DocumentId]] = {}
    for one in documents:
        if "BREAK COPIES" in one.text:
            raise LookupError("broken on purpose")
        groups.setdefault(one.text.split(".")[0], []).append(one.path)
    made = [tuple(sorted(paths)) for paths in groups.values()]
    return tuple(Lineage(LineageId(fingerprint("lineage", paths)), paths, paths[0]) for paths in sorted(made))


def dated(documents: Sequence[Document], lineages: Sequence[Lineage]) -> tuple[Document, ...]:
    of = {path: x.id for x in lineages for path in x.documents}
    return tuple(replace(d, lineage=of[d.path]) for d in documents)


def sentences(document: Document) -> tuple[Sentence, ...]:
    found = re.finditer(r"[^.\n]+\.?", document.text)
    return tuple(Sentence(Stretch(*m.span()), n) for n, m in enumerate(found) if m.group().strip())


def carried(
    documents: Iterable[Document], lineages: Iterable[Lineage], sentences: Mapping[DocumentId, tuple[Sentence, ...]]
) -> tuple[Carry, ...]:
    by_path = {d.path: d for d in documents}
    carries = []
    for lineage in lineages:
        seen: dict[str, tuple[DocumentId, int]] = {}
        for path in sorted(lineage.documents, key=lambda p: (by_path[p].unread is not None, p)):
            for n, sentence in enumerate(sentences[path]):
                words = sentence.at.of(by_path[path].text).strip()
                if words in seen:
                    carries.append(Carry(path, n, *seen[words]))
                elif by_path[path].unread is None:
                    seen[words] = (path, n)
    return tuple(sorted(carries))


def read(given: tuple[Document, tuple[Sentence, ...]]) -> Reading:
    document, found = given
    if "BREAK LANGUAGE" in document.text:
        raise KeyError("broken on purpose")
    mentions, positions = [], []
    for n, sentence in enumerate(found):
        match = WANTS.search(sentence.at.of(document.text))
        if match:
            at = Stretch(sentence.at.start + match.start(1), sentence.at.start + match.end(1))
            mentions.append(Mention(at, n, MentionKind.GROUP, match.group(1)))
            if not sentence.carried:
                stance = Stance.FOR if match.group(2) == "wants" else Stance.AGAINST
                positions.append(PositionFrame(sentence.at, n, Issue(match.group(3)), stance, (len(mentions) - 1,)))
    return Reading(document.path, found, tuple(mentions), positions=tuple(positions))


def cast(documents: Sequence[Document], readings: Mapping[DocumentId, Reading], packs: Sequence[str]) -> Cast:
    if any("BREAK ACTORS" in d.text for d in documents):
        raise IndexError("broken on purpose")
    names = sorted({m.name for d in documents for m in readings[d.path].mentions})
    ids = {name: PartyId(fingerprint("party", name)) for name in names}
    who: dict[DocumentId, tuple[tuple[PartyId, ...], ...]]
    who = {d.path: tuple((ids[m.name],) for m in readings[d.path].mentions) for d in documents}
    return Cast(tuple(Party(ids[n], n, PartyType.ARMED_GROUP) for n in sorted(names, key=ids.__getitem__)), who)


def records(
    documents: Sequence[Document],
    lineages: Sequence[Lineage],
    readings: Mapping[DocumentId, Reading],
    carries: Sequence[Carry],
    cast: Cast,
    process: str,
) -> tuple[Claim, ...]:
    text = {d.path: d.text for d in documents}
    made: list[Claim] = []
    for one in documents:
        if "BREAK RECORD" in one.text:
            raise RuntimeError("broken on purpose")
        reading = readings[one.path]
        for frame in reading.positions:
            at = [(one.path, frame.sentence)]
            at += [(c.document, c.sentence) for c in carries if (c.of, c.of_sentence) == at[0]]
            spots = [(path, readings[path].sentences[n].at) for path, n in at]
            because = tuple(sorted(Place(path, s.start, s.end, s.of(text[path])) for path, s in spots))
            holder = cast.who[one.path][frame.holder[0]][0]
            key = fingerprint("position", holder, frame.issue, frame.stance, [(p.document, p.start) for p in because])
            header = Header(key, RecordId(key), because, process=process, witnesses=Witnesses(len(because), 1))
            made.append(Position(header, holder, frame.issue, (), frame.stance, held_on=one.published))
    return tuple(sorted(made, key=lambda c: c.header.key))


def derive(claims: Sequence[Claim], cast: Cast, documents: Sequence[Document], process: str) -> tuple[Record, ...]:
    made: list[Record] = list(claims)
    positions = [c for c in claims if isinstance(c, Position)]
    for a in positions:
        for b in positions:
            if a.issue == b.issue and (a.stance, b.stance) == (Stance.FOR, Stance.AGAINST):
                key = fingerprint("contradiction", a.header.key, b.header.key)
                pair = (a.header.id, b.header.id)
                header = Header(key, RecordId(key), process=process)
                made.append(Contradiction(header, pair, a.issue.value, ContradictionSort.PARTY_PARTY))
    return tuple(made)


def pages(paths: Sequence[Path]) -> Iterator[Page | Aside]:
    return walked(paths)


def code(*rooms: str) -> str:
    return "fake"


FAKES = Rooms(
    pages, document, lambda d: tuple(d), lineages, dated, carried, sentences, read, cast, records, derive, code
)


@pytest.fixture
def fakes() -> Rooms:
    return FAKES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports: two with one beginning, so a lineage, and one that says the opposite."""
    here = tmp_path / "reports"
    here.mkdir()
    (here / "a.txt").write_text("2020-01-01\nAlpha wants talks. It rained in the valley.")
    (here / "b.txt").write_text("2020-01-02\nAlpha wants talks. Nobody else came.")
    (here / "c.txt").write_text("2020-02-01\nThe market opened late. Beta refuses talks. Beta wants release.")
    return here
