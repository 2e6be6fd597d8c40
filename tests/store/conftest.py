from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from toguna.kinds.codec import plain
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, LineageId, PartyId, RecordId, fingerprint
from toguna.kinds.page import Given, Media, Page
from toguna.kinds.reading import Sentence
from toguna.kinds.record import Header, Position, Witnesses
from toguna.kinds.span import Place, Stretch
from toguna.kinds.vocabulary import Issue, Stance
from toguna.store.store import Store
from toguna.store.tables import Tables

PageMaker = Callable[..., Page]
DocumentMaker = Callable[..., Document]
PositionMaker = Callable[..., Position]
Filler = Callable[..., None]


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "toguna.db")


@pytest.fixture
def store(path: str) -> Iterator[Store]:
    with Store.create(path) as opened:
        yield opened


@pytest.fixture
def page() -> PageMaker:
    def make(name: str, text: str, **given: str) -> Page:
        data = text.encode()
        digest = fingerprint("page", text, given).split("-")[1] * 4
        return Page(DocumentId(name), Media.TEXT, data, digest, Given(**given))

    return make


@pytest.fixture
def document() -> DocumentMaker:
    def make(name: str, text: str, **fields: object) -> Document:
        digest = fingerprint("page", text).split("-")[1] * 4
        lineage = LineageId(str(fields.pop("lineage", f"lineage-{name}")))
        return Document(DocumentId(name), digest, text, lineage=lineage, **fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def position() -> PositionMaker:
    """A position that rests on these words of these documents."""

    def make(quote: str, *documents: Document, **fields: object) -> Position:
        starts = [(d, d.text.index(quote)) for d in documents]
        because = tuple(Place(d.path, at, at + len(quote), quote) for d, at in starts)
        fields = {"holder": PartyId("party-1"), "issue": Issue.TALKS, "stance": Stance.FOR, "toward": (), **fields}
        key = fingerprint("position", [plain(b) for b in because], plain(fields))
        header = Header(key, RecordId(key), because, witnesses=Witnesses(len(because), 1))
        return Position(header, **fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def fill() -> Filler:
    """Put documents and records into the tables, one sentence a line."""

    def put(store: Store, *documents: Document, records: tuple[Position, ...] = (), process: str = "main") -> None:
        from toguna.store.lasting import Names

        sentences = []
        for document in documents:
            at, found = 0, []
            for n, line in enumerate(document.text.split("\n")):
                if line:
                    found.append(Sentence(Stretch(at, at + len(line)), n))
                at += len(line) + 1
            sentences.append((document.path, tuple(found)))
        run = store.begin("read", process, "0", "{}")
        made = Tables(documents=documents, records=records, sentences=tuple(sentences))
        store.derive(process, run, "code", made, Names(), {})

    return put
