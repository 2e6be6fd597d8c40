"""A run: pages into the journal, acknowledged as they come, and then everything that they touch derived anew."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import toguna
from toguna.flow.derive import Derivation
from toguna.flow.rooms import Rooms, packs_digest
from toguna.flow.runners import runner
from toguna.flow.settings import Settings
from toguna.flow.tally import Progress, Tally
from toguna.kinds.aside import Aside, Stage
from toguna.kinds.codec import plain
from toguna.kinds.ids import fingerprint
from toguna.kinds.page import Page
from toguna.sources.walk import dated_by_name
from toguna.store.journal import RunAccount, Taken
from toguna.store.store import Store

MAIN = "main"
"""The process of reports for which none was named."""


def read(
    paths: Sequence[Path | str],
    store: Store,
    settings: Settings = Settings(),  # noqa: B008 - frozen, so sharing it is safe
    progress: Progress | None = None,
    rooms: Rooms = Rooms(),  # noqa: B008
) -> RunAccount:
    """Read reports into a process of the store and derive it anew; when nothing is new, nothing is derived.

    paths     files and folders
    progress  called with the stage, how many are done, how many there are
    Raises    InputIsMissing, StoreIsFull: what was acknowledged before is safe, and the next `read` goes on from there
    """
    process = settings.process or MAIN
    rooms.check_packs(settings.packs or ())
    run = _Run(store, replace(settings, process=process), Tally(progress), rooms, "read")
    run.begin()
    found = rooms.pages([Path(p) for p in paths])
    run.take(map(dated_by_name, found) if settings.dated_names else found, process)
    return run.derive([process] if process in store.processes() else [], always=False)


def rerun(
    store: Store,
    settings: Settings = Settings(),  # noqa: B008
    progress: Progress | None = None,
    rooms: Rooms = Rooms(),  # noqa: B008
    always: bool = True,
) -> RunAccount:
    """Derive the tables again from the journal, rulings and all: one process, or every one.

    always   False derives only what is not what journal and code give now (after a ruling, or a new version)
    """
    run = _Run(store, settings, Tally(progress), rooms, "rerun")
    run.begin()
    wanted = [p for p in store.processes() if settings.process in (None, p)]
    return run.derive(wanted, always)


def forget(
    document: str,
    store: Store,
    settings: Settings = Settings(),  # noqa: B008
    progress: Progress | None = None,
    rooms: Rooms = Rooms(),  # noqa: B008
) -> int:
    """Forget a document, then derive what is left without it.

    returns   how many pages were forgotten
    Raises    StoreIsBusy, see `Store.forget`
    """
    count = store.forget(document, settings.process)
    if count or store.is_forgotten(document):  # an earlier try may have ended between the two
        run = _Run(store, settings, Tally(progress), rooms, "forget")
        run.begin()
        run.derive([p for p in store.processes() if settings.process in (None, p)], always=False)
    return count


@dataclass
class _Run:
    store: Store
    settings: Settings
    tally: Tally
    rooms: Rooms
    what: str
    number: int = 0
    start: float = 0.0
    taken: Taken = Taken()  # noqa: RUF009 - frozen

    def begin(self) -> None:
        """Note in the journal that it starts."""
        self.start = time.perf_counter()
        text = json.dumps(plain(self.settings), sort_keys=True)
        self.number = self.store.begin(self.what, self.settings.process, toguna.__version__, text)

    def take(self, found: Iterable[Page | Aside], process: str) -> None:
        """Every page into the journal, in batches; each is safe once its batch is."""
        pages: list[Page] = []
        asides: list[Aside] = []
        seen: dict[str, set[str]] = defaultdict(set)
        size = done = 0
        with self.tally.timed(Stage.SOURCES):
            for item in found:
                done += 1
                if isinstance(item, Aside):
                    asides.append(item)
                else:
                    pages.append(item)
                    seen[item.path].add(item.sha256)
                    size += len(item.data)
                if len(pages) + len(asides) >= self.settings.batch or size >= self.settings.batch_bytes:
                    self._acknowledge(pages, asides, process)
                    self.tally.tell(Stage.SOURCES, done)
                    size = 0
            self._acknowledge(pages, asides, process)
            self.store.sighted(dict(seen), process, self.number)
        self.tally.tell(Stage.SOURCES, done, done)

    def _acknowledge(self, pages: list[Page], asides: list[Aside], process: str) -> None:
        if not pages and not asides:
            return
        taken = self.store.take(pages, asides, process, self.number)
        gone = set(taken.gone)
        for aside in asides:
            self.tally.set_aside(aside)
        for page in pages:
            if page.path in gone:
                self.tally.set_aside(Aside(Stage.SOURCES, page.path, "forgotten"))
            else:
                self.tally.pass_on(Stage.SOURCES)
        self.taken += taken
        pages.clear()
        asides.clear()

    def derive(self, processes: Iterable[str], always: bool) -> RunAccount:
        """Derive the processes that need it, and close the account."""
        done = []
        with runner(self.settings.workers) as crew:
            for process in processes:
                packs = self._packs(process)
                code = fingerprint("code", self.rooms.code(), list(packs), packs_digest(packs))
                if always or not self.store.fresh(process, code):
                    work = Derivation(self.store, process, packs, self.rooms, crew, self.tally)
                    tables, names, parties = work.tables()
                    self.store.derive(process, self.number, code, tables, names, parties)
                    self.tally.tell(Stage.PROCESS, len(tables.records), len(tables.records))
                    done.append(process)
        account = RunAccount(
            run=self.number,
            what=self.what,
            processes=tuple(done),
            new=self.taken.new,
            known=self.taken.known,
            revisions=self.taken.revisions,
            documents=self.store.count("documents"),
            records=self.store.count("records"),
            rejected=self.store.count("rejected"),
            orphans=len(self.store.orphans()),
            stages=self.tally.stages(),
            asides=tuple(sorted(set(self.tally.asides))),
            seconds=round(time.perf_counter() - self.start, 3),
        )
        self.store.end(account)
        return account

    def _packs(self, process: str) -> tuple[str, ...]:
        """The packs given; else those of the last run that read this process and gave any."""
        if self.settings.packs is not None:
            return self.settings.packs
        return packs_of(self.store, process, self.number)


def packs_of(store: Store, process: str, before: int | None = None) -> tuple[str, ...]:
    """The packs of the last run that read a process and gave any, leaving out the run of number `before`."""
    for run in reversed(store.runs()):
        packs = json.loads(run.settings).get("packs")
        if packs is not None and run.process in (None, process) and run.n != before:
            return tuple(packs)
    return ()
