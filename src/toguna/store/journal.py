"""The journal: pages, runs, what was no page, names. It only grows, but for what `forget` takes out."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from toguna.kinds.aside import Aside, Stage, StageAccount
from toguna.kinds.ids import DocumentId
from toguna.kinds.page import Given, Media, Page
from toguna.store.words import read, sound, written


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch of pages; `new + known + gone` is the size of the batch.

    new         pages that the journal did not have
    known       pages that it had
    revisions   how many of the new stand at a path that had another page
    gone        paths of pages that were forgotten, and are not taken in again
    """

    new: int = 0
    known: int = 0
    revisions: int = 0
    gone: tuple[DocumentId, ...] = ()

    def __add__(self, other: Taken) -> Taken:
        return Taken(
            self.new + other.new, self.known + other.known, self.revisions + other.revisions, self.gone + other.gone
        )


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page of the journal, under the name that its document has.

    page          its `path` is the document's: plain for the newest revision, `path~<sha256[:8]>` for an older one
    revision_of   name of the revision just before, or None
    superseded    a newer page stands at the same path
    """

    page: Page
    revision_of: DocumentId | None
    superseded: bool


@dataclass(frozen=True, slots=True)
class RunAccount:
    """The account of a run: what was taken in, and per stage what was passed on and what set aside.

    run         its number in the journal
    what        `read`, `rerun` or `forget`
    processes   those that were derived anew; empty when nothing had changed
    new, known  pages of this run that the journal did not have, and had
    stages      taken == passed + aside in each
    asides      every item that was set aside
    orphans     rulings whose words were not found
    seconds     wall time of the whole
    """

    run: int
    what: str
    processes: tuple[str, ...] = ()
    new: int = 0
    known: int = 0
    revisions: int = 0
    documents: int = 0
    records: int = 0
    rejected: int = 0
    orphans: int = 0
    stages: tuple[StageAccount, ...] = ()
    asides: tuple[Aside, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """One run as the journal has it; `account` is None when it did not come to its end."""

    n: int
    at: str
    what: str
    process: str | None
    version: str
    settings: str
    account: RunAccount | None


def begin(db: sqlite3.Connection, at: str, what: str, process: str | None, version: str, settings: str) -> int:
    """Note that a run starts; its number."""
    cursor = db.execute(
        "INSERT INTO run (at, what, process, version, settings) VALUES (?, ?, ?, ?, ?)",
        (at, what, process, version, settings),
    )
    return int(cursor.lastrowid or 0)


def end(db: sqlite3.Connection, at: str, account: RunAccount) -> None:
    """Note how a run ended."""
    db.execute("INSERT INTO account (run, at, body) VALUES (?, ?, ?)", (account.run, at, written(account)))


def runs(db: sqlite3.Connection) -> tuple[Run, ...]:
    """Every run, oldest first."""
    rows = db.execute(
        "SELECT r.n, r.at, r.what, r.process, r.version, r.settings, a.body"
        " FROM run r LEFT JOIN account a ON a.run = r.n ORDER BY r.n"
    )
    return tuple(
        Run(n, at, what, process, version, settings, read(RunAccount, body) if body else None)
        for n, at, what, process, version, settings, body in rows
    )


def take(db: sqlite3.Connection, pages: Iterable[Page], process: str, run: int) -> Taken:
    """Append the pages that are not there yet; the caller's transaction acknowledges them."""
    taken = Taken()
    for page in pages:
        taken += _take(db, replace(page, path=DocumentId(sound(page.path))), process, run)
    return taken


def _take(db: sqlite3.Connection, page: Page, process: str, run: int) -> Taken:
    known = db.execute(
        "SELECT gone FROM page WHERE process = ? AND path = ? AND sha256 = ?", (process, page.path, page.sha256)
    ).fetchone()
    if known:
        return Taken(gone=(page.path,)) if known[0] else Taken(known=1)
    earlier = db.execute(
        "SELECT 1 FROM page WHERE process = ? AND path = ? AND gone = 0", (process, page.path)
    ).fetchone()
    given = json.dumps({k: v for k, v in _given(page.given).items() if v is not None}, ensure_ascii=True)
    cursor = db.execute(
        "INSERT INTO page (run, process, path, sha256, media, given, data) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (run, process, page.path, page.sha256, page.media.value, given, zlib.compress(page.data, 6)),
    )
    db.execute("INSERT INTO sighting (run, page) VALUES (?, ?)", (run, cursor.lastrowid))
    return Taken(new=1, revisions=1 if earlier else 0)


def _given(given: Given) -> dict[str, str | None]:
    return {"title": given.title, "published": given.published, "outlet": given.outlet, "url": given.url}


def sighted(db: sqlite3.Connection, seen: dict[str, set[str]], process: str, run: int) -> int:
    """Note the paths that went back to an older page: seen in this run, and the newest of that path was not.

    seen      path -> digests of the pages that this run found there
    returns   how many
    """
    count = 0
    for path, digests in sorted(seen.items()):
        rows = _order_of_sight(db, process, sound(path))
        if rows and rows[-1][1] not in digests:
            back = [n for n, digest in rows if digest in digests]
            if back:
                db.execute("INSERT INTO sighting (run, page) VALUES (?, ?)", (run, back[-1]))
                count += 1
    return count


def _order_of_sight(db: sqlite3.Connection, process: str, path: str) -> list[tuple[int, str]]:
    return db.execute(
        "SELECT p.n, p.sha256 FROM page p JOIN sighting s ON s.page = p.n"
        " WHERE p.process = ? AND p.path = ? AND p.gone = 0 GROUP BY p.n ORDER BY max(s.n)",
        (process, path),
    ).fetchall()


def pages(db: sqlite3.Connection, process: str) -> Iterator[KeptPage]:
    """Every page of a process, by path and then oldest revision first; bytes are unpacked one page at a time."""
    rows = db.execute(
        "SELECT p.n, p.path, p.sha256 FROM page p JOIN sighting s ON s.page = p.n"
        " WHERE p.process = ? AND p.gone = 0 GROUP BY p.n ORDER BY p.path, max(s.n)",
        (process,),
    ).fetchall()
    for at, (n, path, sha256) in enumerate(rows):
        superseded = at + 1 < len(rows) and rows[at + 1][1] == path
        before = rows[at - 1] if at and rows[at - 1][1] == path else None
        media, given, data = db.execute("SELECT media, given, data FROM page WHERE n = ?", (n,)).fetchone()
        name = _older(path, sha256) if superseded else DocumentId(path)
        page = Page(name, Media(media), zlib.decompress(data), sha256, Given(**json.loads(given)))
        yield KeptPage(page, _older(before[1], before[2]) if before else None, superseded)


def _older(path: str, sha256: str) -> DocumentId:
    return DocumentId(f"{path}~{sha256[:8]}")


def set_aside(db: sqlite3.Connection, asides: Iterable[Aside], process: str, run: int) -> None:
    """Append what was no page; known ones add nothing."""
    db.executemany(
        "INSERT OR IGNORE INTO aside_input (run, process, stage, item, reason, detail) VALUES (?, ?, ?, ?, ?, ?)",
        [(run, process, a.stage.value, sound(a.item), a.reason, sound(a.detail)) for a in asides],
    )


def asides(db: sqlite3.Connection) -> tuple[Aside, ...]:
    """All input that was ever set aside, oldest first."""
    rows = db.execute("SELECT stage, item, reason, detail FROM aside_input ORDER BY n")
    return tuple(Aside(Stage(stage), item, reason, detail) for stage, item, reason, detail in rows)


def processes(db: sqlite3.Connection) -> tuple[str, ...]:
    """The names of all processes that have pages, sorted."""
    return tuple(row[0] for row in db.execute("SELECT DISTINCT process FROM page ORDER BY process"))


def state(db: sqlite3.Connection, process: str) -> str:
    """What of the journal decides the tables of a process: changes when, and only when, they must be derived anew."""
    (sights,) = db.execute(
        "SELECT coalesce(max(s.n), 0) FROM sighting s JOIN page p ON p.n = s.page WHERE p.process = ?", (process,)
    ).fetchone()
    (rulings,) = db.execute(
        "SELECT coalesce(max(n), 0) FROM ruling WHERE process IS NULL OR process = ?", (process,)
    ).fetchone()
    (gone,) = db.execute("SELECT coalesce(max(n), 0) FROM forgotten WHERE process = ?", (process,)).fetchone()
    return f"{sights} {rulings} {gone}"
