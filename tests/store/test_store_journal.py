from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toguna.kinds.aside import Aside, Stage, StageAccount
from toguna.kinds.ids import DocumentId
from toguna.kinds.page import Given, Media, Page
from toguna.store.journal import RunAccount, Taken
from toguna.store.store import Store


@pytest.fixture
def run(store: Store) -> int:
    return store.begin("read", "main", "0", "{}")


def test_a_page_comes_back_as_it_was_given(store: Store, run: int) -> None:
    page = Page(
        DocumentId("a/b.jsonl#3"), Media.HTML, b"\x00\xff\xfe broken", "ab" * 32, Given("Title", "2020", "Paper", "u")
    )
    assert store.take([page], [], "main", run) == Taken(new=1)
    (kept,) = store.pages("main")
    assert (kept.page, kept.revision_of, kept.superseded) == (page, None, False)


def test_the_same_page_twice_adds_nothing(store: Store, run: int, page: Any) -> None:
    store.take([page("a.txt", "words")], [], "main", run)
    before = list(store.db.iterdump())
    assert store.take([page("a.txt", "words")], [], "main", run) == Taken(known=1)
    assert list(store.db.iterdump()) == before


def test_a_changed_page_is_a_revision_and_keeps_the_plain_name(store: Store, run: int, page: Any) -> None:
    first, second, third = (page("a.txt", text) for text in ("one", "two", "three"))
    for version in (first, second, third):
        store.take([version], [], "main", run)
    kept = {str(k.page.path): k for k in store.pages("main")}
    older, middle = f"a.txt~{first.sha256[:8]}", f"a.txt~{second.sha256[:8]}"
    assert set(kept) == {"a.txt", older, middle}
    assert (kept["a.txt"].page.data, kept["a.txt"].revision_of, kept["a.txt"].superseded) == (b"three", middle, False)
    assert (kept[middle].revision_of, kept[middle].superseded) == (older, True)
    assert kept[older].revision_of is None


def test_a_page_that_goes_back_to_its_old_words_is_the_newest_again(store: Store, run: int, page: Any) -> None:
    first, second = page("a.txt", "one"), page("a.txt", "two")
    store.take([first, second], [], "main", run)
    store.take([first], [], "main", run)
    assert store.sighted({"a.txt": {first.sha256}}, "main", run) == 1
    assert store.sighted({"a.txt": {first.sha256}}, "main", run) == 0
    newest = next(k for k in store.pages("main") if not k.superseded)
    assert newest.page.data == b"one"
    assert newest.revision_of == f"a.txt~{second.sha256[:8]}"


def test_two_pages_of_one_name_in_one_run_do_not_take_turns(store: Store, run: int, page: Any) -> None:
    both = [page("a.txt", "one"), page("a.txt", "two")]
    store.take(both, [], "main", run)
    assert store.sighted({"a.txt": {p.sha256 for p in both}}, "main", run) == 0


def test_processes_keep_apart(store: Store, run: int, page: Any) -> None:
    store.take([page("a.txt", "one")], [], "mali", run)
    store.take([page("a.txt", "two")], [], "sudan", run)
    assert store.processes() == ("mali", "sudan")
    assert [k.superseded for p in ("mali", "sudan") for k in store.pages(p)] == [False, False]


def test_what_was_set_aside_is_noted_once(store: Store, run: int) -> None:
    aside = Aside(Stage.SOURCES, "caf\udce9.bin", "binary", "NUL")
    for _ in range(2):
        store.take([], [aside], "main", run)
    assert [(a.item, a.reason) for a in store.input_asides()] == [("caf\\udce9.bin", "binary")]


def test_a_name_that_is_not_utf8_is_kept_readable(store: Store, run: int, page: Any) -> None:
    store.take([page("caf\udce9.txt", "x")], [], "main", run)
    assert [k.page.path for k in store.pages("main")] == ["caf\\udce9.txt"]


@pytest.mark.parametrize(
    "table", ["run", "account", "page", "sighting", "aside_input", "ruling", "naming", "forgotten"]
)
def test_the_journal_only_grows(store: Store, run: int, page: Any, table: str) -> None:
    store.take([page("a.txt", "one")], [Aside(Stage.SOURCES, "b", "empty")], "main", run)
    store.end(RunAccount(run, "read"))
    store.db.execute("INSERT INTO ruling (id, body) VALUES ('r', '{}')")
    store.db.execute("INSERT INTO naming (process, key, id, formerly) VALUES ('main', 'k', 'i', '')")
    store.db.execute("INSERT INTO forgotten (at, process, path, sha256) VALUES ('', '', '', '')")
    for act in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid"):
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            store.db.execute(act)


def test_a_run_that_did_not_end_has_no_account(store: Store, run: int) -> None:
    account = RunAccount(
        store.begin("rerun", None, "1", "{}"), "rerun", ("main",),
        stages=(StageAccount(Stage.READING, 2, 1, 1, (("empty", 1),), 0.5),),
    )  # fmt: skip
    store.end(account)
    assert [(r.what, r.account) for r in store.runs()] == [("read", None), ("rerun", account)]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("123")), max_size=12))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_page_is_kept_once_and_each_path_has_one_newest(
    tmp_path_factory: pytest.TempPathFactory, page: Any, seen: list[tuple[str, str]]
) -> None:
    with Store.create(str(tmp_path_factory.mktemp("s") / "t.db")) as store:
        run = store.begin("read", "main", "0", "{}")
        for name, text in seen:
            store.take([page(name, text)], [], "main", run)
        kept = list(store.pages("main"))
    assert sorted(k.page.data.decode() for k in kept) == sorted(text for _, text in set(seen))
    assert sorted(str(k.page.path) for k in kept if not k.superseded) == sorted({name for name, _ in seen})
    assert len({k.page.path for k in kept}) == len(kept)
