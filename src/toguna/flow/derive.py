"""One process, from its pages to its tables: the seven stages in their order.

The outcome depends on the journal, the code and the packs alone: not on the order of input, the number of workers, or
what was kept from earlier runs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from toguna.flow.kept import Kept
from toguna.flow.rooms import Rooms
from toguna.flow.runners import Runner, trouble
from toguna.flow.tally import Tally
from toguna.kinds.aside import Aside, Stage
from toguna.kinds.codec import plain
from toguna.kinds.document import Document
from toguna.kinds.errors import PackIsBroken
from toguna.kinds.ids import DocumentId, LineageId, PartyId, fingerprint
from toguna.kinds.lineage import Lineage
from toguna.kinds.page import Page
from toguna.kinds.party import Cast
from toguna.kinds.passage import Carry
from toguna.kinds.reading import Reading, Sentence
from toguna.kinds.record import Claim, Record, Ruling
from toguna.kinds.stage import Among, Each
from toguna.store.cast import settle_cast
from toguna.store.journal import KeptPage
from toguna.store.kinds_of import CLAIMS, DERIVED, kind_of
from toguna.store.lasting import Before, Names, lasting, lasting_parties, with_names
from toguna.store.rulings import active, settle
from toguna.store.store import Store
from toguna.store.tables import RulingState, Tables

SUPERSEDED = "superseded"
Made = TypeVar("Made")
Marked = tuple[Document, tuple[Sentence, ...]]


@dataclass
class Derivation:
    """One process on its way from pages to tables.

    broken   documents whose sentences or reading failed, with the reason
    """

    store: Store
    process: str
    packs: tuple[str, ...]
    rooms: Rooms
    runner: Runner
    tally: Tally
    broken: dict[DocumentId, Aside] = field(default_factory=dict)

    def tables(self) -> tuple[Tables, Names, Mapping[str, str]]:
        """All tables of the process, the lasting names of its records, and those of its parties."""
        earlier = len(self.tally.asides)
        documents = self._read_pages()
        live, superseded = self._apart(documents)
        live, lineages = self._copies(live)
        every = sorted([*live, *self._joined(superseded, live)], key=lambda d: d.path)
        sentences = self._sentences(every)
        live, readings, carries, sentences = self._language(live, lineages, sentences)
        told = self._told(live, lineages, readings, carries)
        every = sorted([*told.documents, *(d for d in every if d.unread == SUPERSEDED)], key=lambda d: d.path)
        asides = tuple(self.tally.asides[earlier:])
        made = Tables(
            tuple(every),
            tuple(lineages),
            _named_parties(told.cast, told.parties).parties,
            with_names(told.records, told.names, told.parties),
            with_names(told.rejected, told.names, told.parties),
            tuple(sorted(sentences.items())),
            asides,
            told.states,
        )
        return made, told.names, told.parties

    # Reading

    def _read_pages(self) -> list[Document]:
        """The documents of all pages, by path, with what each says of its revisions."""
        kept: dict[str, KeptPage] = {}
        version = self.rooms.code("kinds", "packs", "reading")

        def pages() -> Iterable[Page]:
            for one in self.store.pages(self.process):
                kept[one.page.path] = replace(one, page=replace(one.page, data=b""))
                yield one.page

        room = Kept(
            self.store,
            self.process,
            "reading",
            Document,
            Each(Stage.READING, self.rooms.document),
            lambda page: fingerprint("page", version, page.sha256, page.media.value),
            lambda page: page.path,
        )
        documents = []
        count = self.store.page_count(self.process)
        with self.tally.timed(Stage.READING):
            for name, made in room.results(pages(), count, self.runner, self.tally):
                if isinstance(made, Aside):
                    self.tally.set_aside(made)
                else:
                    documents.append(_of_page(made, kept[name]))
            room.forget_all_but(kept)
            settled = self._habits(documents)
        self.tally.pass_on(Stage.READING, len(settled))
        return sorted(settled, key=lambda d: d.path)

    def _habits(self, documents: Sequence[Document]) -> list[Document]:
        """The documents as the habits of their outlets make them; what is superseded keeps out of it."""
        stage: Among[Document, Document] = Among(
            Stage.READING, lambda d: ((d.outlet or "").casefold(),), partial(_habits_of, self.rooms.habits)
        )
        current = sorted((d for d in documents if d.unread != SUPERSEDED), key=lambda d: d.path)
        settled = [d for d in documents if d.unread == SUPERSEDED]
        for made in self.runner.among(stage, current, lambda d: d.path):
            if isinstance(made, Aside):
                self.tally.set_aside(made)
            else:
                settled.append(made)
        return settled

    # Copies

    def _apart(self, documents: Iterable[Document]) -> tuple[list[Document], list[Document]]:
        live = [d for d in documents if d.unread != SUPERSEDED]
        superseded = [d for d in documents if d.unread == SUPERSEDED]
        for document in superseded:
            self.tally.set_aside(Aside(Stage.COPIES, document.path, SUPERSEDED))
        return live, superseded

    def _copies(self, live: list[Document]) -> tuple[list[Document], list[Lineage]]:
        self.tally.tell(Stage.COPIES, 0, len(live))

        def do(documents: Sequence[Document]) -> tuple[list[Document], list[Lineage]]:
            found = list(self.rooms.lineages(documents))
            return list(self.rooms.dated(documents, found)), found

        with self.tally.timed(Stage.COPIES):
            (dated, lineages), broken = self._spared(Stage.COPIES, live, do)
        self.tally.pass_on(Stage.COPIES, len(dated))
        self.tally.tell(Stage.COPIES, len(live), len(live))
        return sorted([*dated, *broken], key=lambda d: d.path), lineages

    def _joined(self, superseded: Iterable[Document], live: Iterable[Document]) -> list[Document]:
        """Older revisions with the lineage of what stands in their place."""
        newest = {d.sha256: d for d in live}
        by_path = {d.path: d for d in newest.values()}
        joined = []
        for document in superseded:
            plain_path = DocumentId(document.path.removesuffix(f"~{document.sha256[:8]}"))
            newer = by_path.get(plain_path)
            joined.append(replace(document, lineage=newer.lineage if newer else None))
        return joined

    # Language

    def _sentences(self, documents: Sequence[Document]) -> dict[DocumentId, tuple[Sentence, ...]]:
        """The sentences of every document, the unread too: what is not read can still be searched."""
        version = self.rooms.code("kinds", "packs", "language")
        room = Kept(
            self.store,
            self.process,
            "sentences",
            Reading,
            Each(Stage.LANGUAGE, _Sentences(self.rooms.sentences)),
            lambda d: fingerprint("sentences", version, d.text, d.title_end, d.language),
            lambda d: d.path,
        )
        found: dict[DocumentId, tuple[Sentence, ...]] = {d.path: () for d in documents}
        unread = {d.path for d in documents if d.unread is not None}
        with self.tally.timed(Stage.LANGUAGE):
            for name, made in room.results(documents, len(documents), self.runner, self.tally):
                path = DocumentId(name)
                if not isinstance(made, Aside):
                    found[path] = made.sentences
                elif path not in unread:
                    self.broken[path] = made
            room.forget_all_but(found)
        return found

    def _language(
        self,
        live: list[Document],
        lineages: Sequence[Lineage],
        sentences: dict[DocumentId, tuple[Sentence, ...]],
    ) -> tuple[list[Document], dict[DocumentId, Reading], list[Carry], dict[DocumentId, tuple[Sentence, ...]]]:
        """What each document says. One that breaks counts as unread, and what it carried is read elsewhere."""
        readings: dict[DocumentId, Reading] = {}
        masks: dict[DocumentId, tuple[Sentence, ...]] = {}
        with self.tally.timed(Stage.LANGUAGE):
            while True:
                live = [_unread(d, self.broken.get(d.path)) for d in live]
                carries, marked = self._marked(live, lineages, sentences)
                todo = [(d, marked[d.path]) for d in live if d.unread is None and masks.get(d.path) != marked[d.path]]
                before = len(self.broken)
                for path, made in self._read(todo):
                    if isinstance(made, Aside):
                        self.broken[path] = made
                        readings.pop(path, None)
                    else:
                        readings[path], masks[path] = made, marked[path]
                if len(self.broken) == before:
                    break
        for document in live:
            if document.unread is None:
                self.tally.pass_on(Stage.LANGUAGE)
            else:
                readings[document.path] = Reading(document.path, marked[document.path])
                failed = self.broken.get(document.path)
                self.tally.set_aside(failed or Aside(Stage.LANGUAGE, document.path, document.unread))
        # Superseded documents are in `sentences` alone.
        return live, dict(sorted(readings.items())), carries, {**sentences, **marked}

    def _marked(
        self,
        live: Sequence[Document],
        lineages: Sequence[Lineage],
        sentences: Mapping[DocumentId, tuple[Sentence, ...]],
    ) -> tuple[list[Carry], dict[DocumentId, tuple[Sentence, ...]]]:
        """Which sentences are read elsewhere, and all sentences with that mark."""
        known = {d.path for d in live if d.lineage}
        of_live = {path: sentences[path] for path in known}
        carries = list(self.rooms.carried([d for d in live if d.path in known], lineages, of_live))
        elsewhere = {(c.document, c.sentence) for c in carries}
        marked = {
            d.path: tuple(
                replace(s, carried=True) if (d.path, n) in elsewhere else s for n, s in enumerate(sentences[d.path])
            )
            for d in live
        }
        return carries, marked

    def _read(self, todo: Sequence[Marked]) -> list[tuple[DocumentId, Reading | Aside]]:
        version = self.rooms.code("kinds", "packs", "encoder", "language")
        room = Kept(
            self.store,
            self.process,
            "language",
            Reading,
            Each(Stage.LANGUAGE, self.rooms.read),
            lambda item: _reading_key(version, item),
            lambda item: item[0].path,
        )
        return [(DocumentId(n), m) for n, m in room.results(todo, len(todo), self.runner, self.tally)]

    # Actors, record, process

    def _told(
        self,
        live: list[Document],
        lineages: Sequence[Lineage],
        readings: Mapping[DocumentId, Reading],
        carries: Sequence[Carry],
    ) -> Told:
        rulings = self.store.rulings(self.process)
        known = self.store.known_names(self.process)
        self.tally.tell(Stage.ACTORS, 0, len(readings))
        with self.tally.timed(Stage.ACTORS):
            cast, failed = self._spared(
                Stage.ACTORS, live, lambda some: self.rooms.cast(some, _of(some, readings), self.packs)
            )
            old_parties = [p for _, p in self.store.parties(self.process)]
            party_names = lasting_parties(cast.parties, old_parties, known)
            cast, states = settle_cast(cast, list(readings.values()), rulings, party_names)
        self._count_mentions(cast, readings)
        fit = [d for d in live if d.path not in {f.path for f in failed}]
        self.tally.tell(Stage.RECORD, 0, len(fit))
        with self.tally.timed(Stage.RECORD):
            claims, failed_too = self._spared(
                Stage.RECORD,
                fit,
                lambda some: self.rooms.records(
                    some, _within(lineages, some), _of(some, readings), _carries(carries, some), cast, self.process
                ),
            )
        self._count_frames(claims, readings)
        broken = {d.path: d for d in (*failed, *failed_too)}
        documents = [broken.get(d.path, d) for d in live]
        told = Told(documents, cast, party_names, self.process, states)
        told.settle(claims, self._before(rulings, CLAIMS), known, rulings)
        self.tally.tell(Stage.PROCESS, 0, len(told.records))
        with self.tally.timed(Stage.PROCESS):
            told.derive(self.rooms, self._before(rulings, DERIVED), known, rulings)
        self.tally.pass_on(Stage.PROCESS, sum(kind_of(r) in CLAIMS for r in told.records))
        rejected = sum(kind_of(r) in CLAIMS for r in told.rejected)
        self.tally.count_aside(Stage.PROCESS, "rejected by a ruling", rejected)
        return told

    def _before(self, rulings: Iterable[Ruling], kinds: frozenset[str]) -> Before:
        """The records of the run before, without those that persons made: a rule's find is never taken for theirs."""
        ours = {fingerprint(str(r.kind), made, r.id) for r in rulings for made in ("added", "split")}
        old = self.store.before(self.process, kinds)
        return replace(old, ids={key: name for key, name in old.ids.items() if key not in ours})

    def _spared(
        self, stage: Stage, documents: list[Document], do: Callable[[Sequence[Document]], Made]
    ) -> tuple[Made, list[Document]]:
        """What a room makes of the documents together; those that alone break it are set aside, and marked unread.

        Raises   whatever the room raises, when no single document is to blame
        """
        try:
            return do(documents), []
        except (ImportError, PackIsBroken):
            raise  # no document's fault
        except Exception as error:
            reasons: dict[DocumentId, Aside] = {}
            for document in documents:
                try:
                    do([document])
                except Exception as alone:
                    reasons[document.path] = trouble(alone).aside(stage, document.path)
            if not reasons:
                raise error
        made = do([d for d in documents if d.path not in reasons])
        for aside in reasons.values():
            self.tally.set_aside(aside)
        return made, [_unread(d, reasons[d.path]) for d in documents if d.path in reasons]

    def _count_mentions(self, cast: Cast, readings: Mapping[DocumentId, Reading]) -> None:
        for path in readings:
            meant = cast.who.get(path, ())
            named = sum(bool(ids) for ids in meant)
            self.tally.pass_on(Stage.ACTORS, named)
            self.tally.count_aside(Stage.ACTORS, "means no party", len(readings[path].mentions) - named)

    def _count_frames(self, claims: Iterable[Claim], readings: Mapping[DocumentId, Reading]) -> None:
        """Frames whose sentence carries a claim of their kind were passed on; the others are counted by kind."""
        starts = {path: [s.at.start for s in reading.sentences] for path, reading in readings.items()}
        told = {
            (kind_of(claim), place.document, bisect_right(starts[place.document], place.start) - 1)
            for claim in claims
            for place in claim.header.because
            if place.document in starts
        }
        missing: Counter[str] = Counter()
        for path, reading in readings.items():
            for kind, frames in _frames(reading):
                for sentence in frames:
                    if (kind, path, sentence) in told:
                        self.tally.pass_on(Stage.RECORD)
                    else:
                        missing[f"{kind} without a record"] += 1
        for reason, count in missing.items():
            self.tally.count_aside(Stage.RECORD, reason, count)


class Told:
    """What is told at the end: the records by their keys, and the names that they will have."""

    def __init__(
        self,
        documents: list[Document],
        cast: Cast,
        parties: Mapping[str, str],
        process: str,
        states: Sequence[RulingState],
    ) -> None:
        self.documents, self.cast, self.parties, self.process = documents, cast, parties, process
        self.states: tuple[RulingState, ...] = tuple(states)
        self.names = Names()
        self.records: tuple[Record, ...] = ()
        self.rejected: tuple[Record, ...] = ()

    def settle(self, claims: Sequence[Claim], old: Before, known: Mapping[str, str], rulings: Sequence[Ruling]) -> None:
        """Name the claims, and carry out the rulings on them."""
        self.names = self._lasting(claims, old, known)
        self._ruled(claims, rulings, CLAIMS)

    def derive(self, rooms: Rooms, old: Before, known: Mapping[str, str], rulings: Sequence[Ruling]) -> None:
        """State over time, from the claims that stand; rulings on what is derived are carried out last."""
        claims: list[Claim] = [r for r in self.records if kind_of(r) in CLAIMS]  # type: ignore[misc]
        made = list(rooms.derive(claims, self.cast, self.documents, self.process))
        derived = [r for r in made if kind_of(r) in DERIVED]
        more = self._lasting(derived, old, known)
        self.names = Names({**self.names.ids, **more.ids}, {**self.names.formerly, **more.formerly})
        standing = tuple(r for r in made if kind_of(r) in CLAIMS)
        self._ruled(derived, rulings, DERIVED)
        self.records = (*standing, *self.records)
        seen = {s.ruling for s in self.states}
        lost = [RulingState(r.id, None, True) for r in active(rulings) if r.id not in seen]
        self.states = tuple(sorted((*self.states, *lost), key=lambda s: s.ruling))

    def _lasting(self, new: Sequence[Record], old: Before, known: Mapping[str, str]) -> Names:
        lineage = {str(d.path): d.lineage or LineageId(d.path) for d in self.documents}
        return lasting(new, old, known, lineage, self.parties)

    def _ruled(self, records: Sequence[Record], rulings: Sequence[Ruling], kinds: frozenset[str]) -> None:
        named = Names({**self.parties, **self.names.ids}, self.names.formerly)
        settled = settle(records, rulings, self.documents, named, self.process, kinds)
        self.records, self.rejected = settled.records, (*self.rejected, *settled.rejected)
        self.states = (*self.states, *settled.states)


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The splitting of sentences as a stage that gives a `Reading`, which can be kept."""

    do: Callable[[Document], tuple[Sentence, ...]]

    def __call__(self, document: Document) -> Reading:
        return Reading(document.path, self.do(document))


def _of_page(document: Document, kept: KeptPage) -> Document:
    unread = SUPERSEDED if kept.superseded else document.unread
    return replace(document, path=kept.page.path, revision_of=kept.revision_of, unread=unread)


def _habits_of(
    habits: Callable[[Sequence[Document]], Sequence[Document]], outlet: object, documents: tuple[Document, ...]
) -> Sequence[Document]:
    return habits(documents) if outlet else documents


def _unread(document: Document, aside: Aside | None) -> Document:
    return replace(document, unread=aside.reason) if aside else document


def _reading_key(version: str, item: Marked) -> str:
    """Digest of all that a reading depends on; where a document lies and whose copy it is does not count."""
    document, sentences = item
    own = replace(document, path=DocumentId(""), sha256="", lineage=None, revision_of=None, map=(), aside=(), url=None)
    return fingerprint("reading", version, plain(own), [n for n, s in enumerate(sentences) if s.carried])


def _of(documents: Iterable[Document], readings: Mapping[DocumentId, Reading]) -> dict[DocumentId, Reading]:
    return {d.path: readings[d.path] for d in documents}


def _within(lineages: Iterable[Lineage], documents: Iterable[Document]) -> list[Lineage]:
    """The lineages that have one of the documents."""
    paths = {d.path for d in documents}
    return [x for x in lineages if paths.intersection(x.documents)]


def _carries(carries: Iterable[Carry], documents: Iterable[Document]) -> list[Carry]:
    paths = {d.path for d in documents}
    return [c for c in carries if c.document in paths and c.of in paths]


def _frames(reading: Reading) -> Iterable[tuple[str, list[int]]]:
    """For each kind of claim, the sentences of the frames that should become one."""
    yield "statement", [a.sentence for a in reading.attributions]
    yield "condition", [f.sentence for f in reading.conditions]
    yield "position", [f.sentence for f in reading.positions]
    yield "event", [f.sentence for f in reading.events]
    yield "figure", [f.sentence for f in reading.figures]
    yield "commitment", [f.sentence for f in reading.commitments]
    yield "channel", [f.sentence for f in reading.channels]
    yield "veto", [f.sentence for f in reading.vetoes]
    yield "silence", [f.sentence for f in reading.silences]


def _named_parties(cast: Cast, names: Mapping[str, str]) -> Cast:
    """The parties under their lasting ids, and naming each other by them."""

    def of(party: PartyId) -> PartyId:
        return PartyId(names.get(party, party))

    parties = [
        replace(
            p,
            id=of(p.id),
            member_of=of(p.member_of) if p.member_of else None,
            roles=tuple(replace(r, of=of(r.of)) for r in p.roles),
        )
        for p in cast.parties
    ]
    return Cast(tuple(sorted(parties, key=lambda p: p.id)), cast.who)
