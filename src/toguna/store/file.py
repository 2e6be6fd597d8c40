"""Opens the one file of a store and turns SQLite's complaints into our letters.

A file that is not ours is never changed; one writer at a time, found out before anything is written.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from toguna.kinds.errors import (
    StoreError,
    StoreIsBusy,
    StoreIsFull,
    StoreIsMissing,
    StoreIsNewer,
    StoreIsNotOurs,
    StoreIsReadOnly,
)
from toguna.store.schema import APPLICATION, FORMS, migrate

BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
"""SQLite's primary result codes, https://sqlite.org/rescode.html."""


def letter(error: sqlite3.Error, path: str) -> StoreError | None:
    """Our error for SQLite's; None when it is a fault of the program and not of the file."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (BUSY, LOCKED):
        return StoreIsBusy(path)
    if code == FULL:
        return StoreIsFull(path)
    if code in (READONLY, CANTOPEN, IOERR):
        return StoreIsReadOnly(path)
    if code in (NOTADB, CORRUPT):
        return StoreIsNotOurs(path, str(error))
    return None


@contextmanager
def letters(path: str) -> Iterator[None]:
    """Whatever SQLite says about the file inside comes out as a `StoreError`."""
    try:
        yield
    except sqlite3.Error as error:
        ours = letter(error, path)
        if ours is None:
            raise
        raise ours from error


class WriterLock:
    """The right to write to a store, held by one process; the system takes it back when that process dies.

    A file `<store>-lock` beside it, removed on release. SQLite's own lock lasts one transaction; a run is many.

    Raises   StoreIsBusy after `timeout_seconds`, StoreIsReadOnly
    """

    def __init__(self, path: str, timeout_seconds: float) -> None:
        self.store, self.path = path, f"{path}-lock"
        self.handle = -1
        until = time.monotonic() + timeout_seconds
        while not self._taken():
            if time.monotonic() >= until:
                raise StoreIsBusy(path)
            time.sleep(0.05)

    def _taken(self) -> bool:
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError as error:
            raise StoreIsReadOnly(self.store) from error
        except OSError as error:
            raise (StoreIsFull if error.errno == 28 else StoreIsReadOnly)(self.store) from error
        try:
            _lock(handle)
            # Who held it before may have removed the file between our opening and our locking.
            if os.path.samestat(os.fstat(handle), os.stat(self.path)):  # noqa: PTH116
                self.handle = handle
                return True
        except OSError:
            pass
        os.close(handle)
        return False

    def release(self) -> None:
        """Give it back; twice is once."""
        if self.handle >= 0:
            Path(self.path).unlink(missing_ok=True)
            os.close(self.handle)
            self.handle = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError as error:  # a folder on the way that may not be entered
        raise StoreIsReadOnly(path) from error


def _connect(path: str, mode: str, timeout_seconds: float) -> sqlite3.Connection:
    uri = f"file:{quote(str(Path(path).absolute()))}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=timeout_seconds, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _look(connection: sqlite3.Connection, path: str) -> int:
    """The form of the store; 0 for an empty file. Raises StoreIsNotOurs, StoreIsNewer."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (form,) = connection.execute("PRAGMA user_version").fetchone()
    (things,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION:
        if application or form or things:
            raise StoreIsNotOurs(path, "another program's SQLite file")
        return 0
    if form > len(FORMS):
        raise StoreIsNewer(path, form, len(FORMS))
    return int(form)


_LEAST = 100
"""Bytes of SQLite's own header. It takes a file of one byte for an empty database and writes over it."""


def _refuse(path: str) -> None:
    """Raises StoreIsNotOurs for what exists and is surely no database: a folder, a file shorter than a header."""
    if Path(path).is_dir():
        raise StoreIsNotOurs(path, "a folder")
    if 0 < Path(path).stat().st_size < _LEAST:
        raise StoreIsNotOurs(path, "file is not a database")


def open_to_read(path: str, timeout_seconds: float = 5.0) -> sqlite3.Connection:
    """A connection that cannot write; a store of an older form is brought up first.

    Raises   StoreIsMissing, StoreIsNotOurs, StoreIsNewer, StoreIsBusy, StoreIsReadOnly
    """
    if not _exists(path):
        raise StoreIsMissing(path)
    _refuse(path)
    with letters(path):
        connection = _reader(path, timeout_seconds)
        form = _look(connection, path)
        if form == 0:
            connection.close()
            raise StoreIsMissing(path)
        if form < len(FORMS):
            connection.close()
            lock, writer = open_to_write(path, timeout_seconds)
            writer.close()
            lock.release()
            connection = _reader(path, timeout_seconds)
        connection.execute("PRAGMA query_only = ON")
        return connection


def _reader(path: str, timeout_seconds: float) -> sqlite3.Connection:
    try:
        connection = _connect(path, "mode=ro", timeout_seconds)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return connection
    except sqlite3.OperationalError:
        wal = Path(f"{path}-wal")
        if not os.access(path, os.R_OK) or (wal.exists() and wal.stat().st_size):
            raise
        # A folder that we may not write to has no room for WAL's helper file; nobody can be writing there either.
        return _connect(path, "mode=ro&immutable=1", timeout_seconds)


def open_to_write(path: str, timeout_seconds: float = 5.0) -> tuple[WriterLock, sqlite3.Connection]:
    """A connection that writes, made and brought to the newest form if need be, and the lock that goes with it.

    Raises   StoreIsNotOurs, StoreIsNewer, StoreIsBusy, StoreIsReadOnly, StoreIsFull
    """
    if _exists(path):
        _refuse(path)
    if _exists(path) and not os.access(path, os.W_OK):
        raise StoreIsReadOnly(path)
    if not Path(path).absolute().parent.is_dir():
        raise StoreIsReadOnly(path)
    lock = WriterLock(path, timeout_seconds)
    try:
        with letters(path):
            return lock, _writer(path, timeout_seconds)
    except BaseException:
        lock.release()
        raise


def _writer(path: str, timeout_seconds: float) -> sqlite3.Connection:
    connection = _connect(path, "mode=rwc", timeout_seconds)
    try:
        form = _look(connection, path)
        connection.execute("PRAGMA secure_delete = ON")
        migrate(connection, path, form)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        return connection
    except BaseException:
        connection.close()
        raise
