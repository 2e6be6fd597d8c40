from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from toguna.kinds.errors import StoreIsBusy, StoreIsFull, StoreIsMissing, StoreIsNewer, StoreIsNotOurs, StoreIsReadOnly
from toguna.store.file import open_to_read
from toguna.store.schema import APPLICATION, FORMS, backup_path, backups, migrate
from toguna.store.store import Store


def test_reading_where_there_is_no_store_says_what_to_do(path: str) -> None:
    for write in (False, True):
        with pytest.raises(StoreIsMissing, match="toguna read"):
            Store.open(path, write=write)
    assert not Path(path).exists()


def test_an_empty_file_is_no_store_yet_but_may_become_one(path: str) -> None:
    Path(path).touch()
    with pytest.raises(StoreIsMissing):
        Store.open(path)
    with Store.create(path) as store:
        assert store.processes() == ()


def test_a_new_store_is_marked_as_ours(path: str) -> None:
    Store.create(path).close()
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
        assert db.execute("PRAGMA user_version").fetchone() == (len(FORMS),)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize(
    "content", [b"x", b"just some text", b"\x89PNG" + bytes(5000), b"SQLite format 3\0" + b"x" * 9000]
)
def test_a_file_that_is_not_ours_is_left_as_it_is(path: str, content: bytes) -> None:
    Path(path).write_bytes(content)
    for opening in (Store.open, Store.create):
        with pytest.raises(StoreIsNotOurs):
            opening(path)
    assert Path(path).read_bytes() == content


def test_another_programs_database_is_left_as_it_is(path: str) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE birds (name TEXT)")
    before = Path(path).read_bytes()
    for opening in (Store.open, Store.create):
        with pytest.raises(StoreIsNotOurs, match="another program"):
            opening(path)
    assert Path(path).read_bytes() == before


def test_a_folder_is_not_a_store(tmp_path: Path) -> None:
    for opening in (Store.open, Store.create):
        with pytest.raises(StoreIsNotOurs, match="folder"):
            opening(str(tmp_path))


def test_a_store_from_a_newer_version_is_left_as_it_is(path: str) -> None:
    Store.create(path).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    before = Path(path).read_bytes()
    for opening in (Store.open, Store.create):
        with pytest.raises(StoreIsNewer, match="form 99"):
            opening(path)
    assert Path(path).read_bytes() == before


def test_two_writers_at_once_give_a_clear_error(path: str) -> None:
    with Store.create(path):
        with pytest.raises(StoreIsBusy, match="another toguna is writing"):
            Store.create(path, timeout_seconds=0.2)
        with Store.open(path) as reader:
            assert reader.processes() == ()
    Store.create(path).close()


def test_another_programs_lock_on_the_file_gives_the_same_error(path: str) -> None:
    Store.create(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store.create(path, timeout_seconds=0.1) as store, pytest.raises(StoreIsBusy):
        store.begin("read", "main", "0", "{}")
    other.close()


def test_a_writer_in_another_process_is_seen_and_its_death_frees_the_store(path: str) -> None:
    code = (
        "import sys, time; from toguna.store.store import Store; s = Store.create(sys.argv[1]);"
        " print('open', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE) as other:
        assert other.stdout and other.stdout.readline() == b"open\n"
        with pytest.raises(StoreIsBusy):
            Store.create(path, timeout_seconds=0.1)
        other.kill()
    with Store.create(path, timeout_seconds=2) as store:
        store.begin("read", "main", "0", "{}")


def test_the_lock_leaves_no_file_behind(path: str) -> None:
    with Store.create(path):
        assert Path(f"{path}-lock").exists()
    assert [p.name for p in Path(path).parent.iterdir()] == ["toguna.db"]


def test_a_reader_cannot_write(path: str) -> None:
    Store.create(path).close()
    with Store.open(path) as store, pytest.raises(StoreIsReadOnly):
        store.begin("read", "main", "0", "{}")


def test_a_store_in_a_folder_that_is_missing_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(StoreIsReadOnly):
        Store.create(str(tmp_path / "nowhere" / "toguna.db"))


def _as_nobody(call: Callable[[], Store]) -> str:
    """What a store says to a process without the rights of its owner."""
    if os.name != "posix":
        pytest.skip("permissions of POSIX")
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            with call() as store:
                answer = f"open {store.processes()}"
        except BaseException as error:
            answer = type(error).__name__
        os.write(theirs, answer.encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(theirs)
    with os.fdopen(ours) as answer_pipe:
        return answer_pipe.read()


@pytest.fixture
def closed() -> Iterator[str]:
    """A store in a folder that nobody but its owner may write to."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    store = str(folder / "toguna.db")
    Store.create(store).close()
    Path(store).chmod(0o444)
    folder.chmod(0o555)
    yield store
    folder.chmod(0o755)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def test_without_permission_a_store_is_read_but_not_written(closed: str) -> None:
    assert _as_nobody(lambda: Store.open(closed)) == "open ()"
    assert _as_nobody(lambda: Store.open(closed, write=True)) == "StoreIsReadOnly"
    assert _as_nobody(lambda: Store.create(closed + "2")) == "StoreIsReadOnly"


def test_a_store_that_may_not_be_read_says_so(closed: str) -> None:
    Path(closed).chmod(0o000)
    assert _as_nobody(lambda: Store.open(closed)) == "StoreIsReadOnly"


def test_a_migration_keeps_a_copy_and_takes_all_steps_or_none(path: str) -> None:
    Store.create(path).close()
    db = sqlite3.connect(path, isolation_level=None)
    two = (*FORMS, "CREATE TABLE later (n INTEGER);")
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, path, 1, (*two, "CREATE TABLE later (n INTEGER);"))
    assert db.execute("PRAGMA user_version").fetchone() == (len(FORMS),)
    migrate(db, path, 1, two)
    assert db.execute("PRAGMA user_version").fetchone() == (2,)
    assert db.execute("SELECT count(*) FROM later").fetchone() == (0,)
    db.close()
    assert backups(path) == (backup_path(path, 1).absolute(),)
    with sqlite3.connect(backup_path(path, 1)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("PRAGMA application_id").fetchone() == (APPLICATION,)


def test_a_full_disk_loses_nothing_that_was_acknowledged(path: str, page: Any) -> None:
    with Store.create(path) as store:
        run = store.begin("read", "main", "0", "{}")
        (used,) = store.db.execute("PRAGMA page_count").fetchone()
        store.db.execute(f"PRAGMA max_page_count = {used + 30}")
        kept = 0
        with pytest.raises(StoreIsFull, match="free space"):
            for n in range(1000):
                noise = os.urandom(8000).hex()
                store.take([page(f"{n}.txt", noise)], [], "main", run)
                kept += 1
        assert kept > 3
        assert len(list(store.pages("main"))) == kept
        store.db.execute("PRAGMA max_page_count = 1000000")
        store.take([page("after.txt", "there is room again")], [], "main", run)
    with Store.open(path) as store:
        assert len(list(store.pages("main"))) == kept + 1


def test_a_full_disk_while_tables_are_written_leaves_the_old_ones(
    path: str, document: Any, position: Any, fill: Any
) -> None:
    small = document("a.txt", "Alpha wants talks.")
    with Store.create(path) as store:
        fill(store, small, records=(position("Alpha wants talks.", small),))
        (used,) = store.db.execute("PRAGMA page_count").fetchone()
        store.db.execute(f"PRAGMA max_page_count = {used + 5}")
        with pytest.raises(StoreIsFull):
            fill(store, *(document(f"{n}.txt", os.urandom(3000).hex()) for n in range(50)))
        assert [d.path for d in store.documents()] == ["a.txt"]
        assert len(store.records()) == 1
        assert [h.document for h in store.search("alpha")] == ["a.txt"]


def test_a_reader_sees_the_old_tables_until_the_new_ones_stand(path: str, document: Any, fill: Any) -> None:
    with Store.create(path) as writer:
        fill(writer, document("a.txt", "Alpha."))
        reader = open_to_read(path)
        with writer.transaction() as db:
            db.execute("DELETE FROM document")
            assert reader.execute("SELECT count(*) FROM document").fetchone() == (1,)
        assert reader.execute("SELECT count(*) FROM document").fetchone() == (0,)
        reader.close()
