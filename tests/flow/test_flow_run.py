from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from toguna.flow.rooms import Rooms
from toguna.flow.run import forget, read, rerun
from toguna.flow.settings import Settings
from toguna.kinds.aside import Stage
from toguna.kinds.errors import InputIsMissing, StoreIsBusy, StoreIsFull
from toguna.kinds.record import Position
from toguna.kinds.vocabulary import RulingOp
from toguna.store.journal import RunAccount
from toguna.store.store import Decision, Store
from toguna.store.words import written


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "toguna.db")


def tables(store: Store) -> dict[str, Any]:
    """All that a face can see, as plain values."""
    return {
        "documents": [written(d) for d in store.documents()],
        "lineages": [written(x) for _, x in store.lineages()],
        "parties": [written(p) for _, p in store.parties()],
        "records": [written(r) for r in store.records()],
        "rejected": [written(r) for r in store.records(rejected=True)],
        "asides": store.asides(),
        "words": store.search("talks", limit=100),
    }


def by_keys(store: Store) -> str:
    """All that a face can see, with keys in place of ids: these do not depend on what was read first."""
    text = repr(tables(store))
    for record in store.records():
        text = text.replace(record.header.id, record.header.key)
    return text


def stage(account: RunAccount, wanted: Stage) -> tuple[int, int, dict[str, int]]:
    found = next(s for s in account.stages if s.stage is wanted)
    return found.taken, found.passed, dict(found.reasons)


def positions(store: Store) -> dict[str, Position]:
    return {r.header.because[0].quote.strip(): r for r in store.records(["position"])}  # type: ignore[misc]


def test_reports_become_records_and_each_names_its_words(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        account = read([folder], store, rooms=fakes)
        assert (account.new, account.documents, account.records) == (3, 3, 4)
        by_quote = positions(store)
        assert set(by_quote) == {"Alpha wants talks.", "Beta refuses talks.", "Beta wants release."}
        both = by_quote["Alpha wants talks."].header
        assert [p.document for p in both.because] == ["a.txt", "b.txt"] and both.id == both.key
        texts = {d.path: d.text for d in store.documents()}
        for record in store.records():
            for place in record.header.because:
                assert texts[place.document][place.start : place.end] == place.quote


def test_in_every_stage_what_is_taken_is_passed_or_set_aside(path: str, folder: Path, fakes: Rooms) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "fr.txt").write_text("Le maire parle.")
    (folder / "broken.txt").write_text("BREAK READING")
    with Store.create(path) as store:
        account = read([folder], store, rooms=fakes)
        assert all(s.taken == s.passed + s.aside == s.passed + sum(n for _, n in s.reasons) for s in account.stages)
        assert stage(account, Stage.SOURCES) == (6, 5, {"empty": 1})
        assert stage(account, Stage.READING) == (5, 4, {"error: ValueError": 1})
        assert stage(account, Stage.LANGUAGE) == (4, 3, {"language: fr": 1})
        assert {(a.item, a.reason) for a in account.asides} == {
            ("empty.txt", "empty"), ("broken.txt", "error: ValueError"), ("fr.txt", "language: fr"),
        }  # fmt: skip
        assert store.runs()[-1].account == account
        assert [h.document for h in store.search("maire")] == ["fr.txt"]


def test_reading_twice_adds_nothing(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        before = tables(store)
        account = read([folder], store, rooms=fakes)
        assert (account.new, account.known, account.processes) == (0, 3, ())
        assert tables(store) == before
        assert store.page_count("main") == 3


def test_what_was_derived_is_derived_the_same_again(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        before = tables(store)
        assert rerun(store, rooms=fakes).processes == ("main",)
        assert tables(store) == before
        assert rerun(store, rooms=fakes, always=False).processes == ()


def test_the_order_of_input_does_not_matter(tmp_path: Path, folder: Path, fakes: Rooms) -> None:
    files = sorted(folder.iterdir())
    seen = []
    for n, order in enumerate((files, files[::-1], [files[1], files[2], files[0]])):
        with Store.create(str(tmp_path / f"{n}.db")) as store:
            for file in order:
                read([file], store, rooms=fakes)
            seen.append(by_keys(store))
    assert seen[0] == seen[1] == seen[2]
    for n, order in enumerate((files, files[::-1])):
        with Store.create(str(tmp_path / f"whole-{n}.db")) as store:
            read(order, store, rooms=fakes)
            seen.append(repr(tables(store)))
    assert seen[3] == seen[4]


def test_one_by_one_or_all_at_once_is_the_same(tmp_path: Path, folder: Path, fakes: Rooms) -> None:
    with Store.create(str(tmp_path / "1.db")) as one, Store.create(str(tmp_path / "2.db")) as other:
        read([folder], one, rooms=fakes)
        for file in sorted(folder.iterdir()):
            read([file], other, Settings(batch=1), rooms=fakes)
        assert by_keys(one) == by_keys(other)


def test_only_what_changed_is_read_again(path: str, folder: Path, fakes: Rooms) -> None:
    calls: list[str] = []

    def reads(given: Any) -> Any:
        calls.append(given[0].path)
        return fakes.read(given)

    rooms = replace(fakes, read=reads)
    with Store.create(path) as store:
        read([folder], store, rooms=rooms)
        assert sorted(calls) == ["a.txt", "b.txt", "c.txt"]
        calls.clear()
        (folder / "d.txt").write_text("2020-03-01\nGamma wants release. A bell rang.")
        read([folder], store, rooms=rooms)
        assert calls == ["d.txt"]
        calls.clear()
        rerun(store, rooms=rooms)
        assert calls == []
        rerun(store, rooms=replace(rooms, code=lambda *rooms: "newer"))
        assert sorted(calls) == ["a.txt", "b.txt", "c.txt", "d.txt"]


def test_new_code_makes_the_next_read_derive_again(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        newer = replace(fakes, code=lambda *rooms: "newer")
        assert read([folder], store, rooms=newer).processes == ("main",)


@pytest.mark.parametrize(
    "room, reason",
    [("LANGUAGE", "KeyError"), ("COPIES", "LookupError"), ("ACTORS", "IndexError"), ("RECORD", "RuntimeError")],
)
def test_a_report_that_breaks_a_room_is_set_aside_and_the_rest_goes_on(
    path: str, folder: Path, fakes: Rooms, room: str, reason: str
) -> None:
    (folder / "x.txt").write_text(f"BREAK {room} now. Delta wants talks.")
    with Store.create(path) as store:
        account = read([folder], store, rooms=fakes)
        assert {(a.item, a.reason) for a in account.asides} == {("x.txt", f"error: {reason}")}
        assert all(s.taken == s.passed + s.aside for s in account.stages)
        assert set(positions(store)) == {"Alpha wants talks.", "Beta refuses talks.", "Beta wants release."}
        (_, broken) = store.document("x.txt") or ("", None)
        assert broken and broken.unread == f"error: {reason}"
        assert "x.txt" in [h.document for h in store.search("Delta")]


def test_what_a_broken_report_carried_is_read_in_its_copy(path: str, folder: Path, fakes: Rooms) -> None:
    (folder / "a.txt").write_text("2020-01-01\nAlpha wants talks. BREAK LANGUAGE here.")
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        (place,) = {p for p in positions(store)["Alpha wants talks."].header.because if p.document == "b.txt"}
        assert place.quote == "Alpha wants talks."


def test_a_fault_that_no_report_explains_stops_the_run_and_leaves_the_tables(
    path: str, folder: Path, fakes: Rooms
) -> None:
    def broken(*given: Any) -> Any:
        raise ZeroDivisionError("at the end")

    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        before = tables(store)
        with pytest.raises(ZeroDivisionError):
            rerun(store, rooms=replace(fakes, derive=broken))
        assert tables(store) == before
        assert store.runs()[-1].account is None
        assert rerun(store, rooms=fakes).records == 4


def test_nothing_to_read_is_said_and_nothing_is_made(path: str, tmp_path: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        with pytest.raises(InputIsMissing):
            read([tmp_path / "nowhere"], store, rooms=fakes)
        (tmp_path / "hollow").mkdir()
        assert read([tmp_path / "hollow"], store, rooms=fakes).documents == 0


def test_a_changed_report_is_a_revision_and_the_old_one_gives_no_records(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        (folder / "c.txt").write_text("2020-02-01\nThe market opened late. Beta wants talks.")
        account = read([folder], store, rooms=fakes)
        assert (account.new, account.revisions, account.documents) == (1, 1, 4)
        assert set(positions(store)) == {"Alpha wants talks.", "Beta wants talks."}
        newer = next(d for d in store.documents() if d.path == "c.txt")
        older = next(d for d in store.documents() if d.path == newer.revision_of)
        assert older.path == f"c.txt~{older.sha256[:8]}" and older.unread == "superseded"
        assert older.lineage == newer.lineage
        assert {h.document for h in store.search("release")} == {older.path}
        assert stage(account, Stage.COPIES)[2] == {"superseded": 1}


def test_processes_are_derived_apart_and_only_when_touched(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, Settings(process="valley"), rooms=fakes)
        account = read([folder / "c.txt"], store, Settings(process="coast"), rooms=fakes)
        assert account.processes == ("coast",)
        assert store.processes() == ("coast", "valley")
        assert {r.header.process for r in store.records()} == {"coast", "valley"}
        assert len(store.records(process="coast")) == 2
        assert rerun(store, Settings(process="valley"), rooms=fakes).processes == ("valley",)
        assert rerun(store, rooms=fakes).processes == ("coast", "valley")


def test_asides_of_one_process_do_not_stand_with_another(path: str, folder: Path, fakes: Rooms) -> None:
    (folder / "fr.txt").write_text("Le maire parle.")
    with Store.create(path) as store:
        read([folder / "fr.txt"], store, Settings(process="coast"), rooms=fakes)
        read([folder / "c.txt"], store, Settings(process="valley"), rooms=fakes)
        rerun(store, rooms=fakes)
        assert [a.item for a in store.asides("coast")] == ["fr.txt"]
        assert store.asides("valley") == ()


def test_packs_are_remembered_for_each_process(path: str, folder: Path, fakes: Rooms) -> None:
    given = []

    def cast(documents: Any, readings: Any, packs: Any) -> Any:
        given.append(tuple(packs))
        return fakes.cast(documents, readings, packs)

    rooms = replace(fakes, cast=cast)
    with Store.create(path) as store:
        read([folder], store, Settings(process="valley", packs=("mali-sahel",)), rooms=rooms)
        read([folder], store, Settings(process="coast"), rooms=rooms)
        rerun(store, rooms=rooms)
        assert given == [("mali-sahel",), (), (), ("mali-sahel",)]
        given.clear()
        assert read([folder], store, Settings(process="valley", packs=()), rooms=rooms).processes == ("valley",)
        assert given == [()]


def test_progress_is_told_for_every_stage(path: str, folder: Path, fakes: Rooms) -> None:
    told: list[tuple[Stage, int, int]] = []
    with Store.create(path) as store:
        read([folder], store, progress=lambda *now: told.append(now), rooms=fakes)
    assert [s for s in Stage if any(t[0] is s for t in told)] == list(Stage)
    assert (Stage.READING, 3, 3) in told and (Stage.SOURCES, 3, 3) in told


# Rulings and runs


def ruled(store: Store, op: RulingOp, quote: str, **decision: Any) -> str:
    (ruling,) = store.rule("ana", [Decision(op, positions(store)[quote].header.id, **decision)])
    return ruling.id


def test_a_ruling_outlives_runs_and_moves_with_its_words(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        name = positions(store)["Beta refuses talks."].header.id
        ruled(store, RulingOp.REJECT, "Beta refuses talks.")
        assert rerun(store, rooms=fakes, always=False).rejected == 1
        assert store.records(["contradiction"]) == ()
        (folder / "c.txt").write_text(
            "2020-02-01\nThe market opened late. It opened very late indeed that day. Beta refuses talks. The end."
        )
        account = read([folder], store, rooms=fakes)
        assert (account.rejected, account.orphans) == (1, 0)
        (rejected,) = store.records(rejected=True)
        assert rejected.header.id == name != rejected.header.key
        assert rejected.header.origin.who == "ana"
        assert store.is_rejected(name) and store.record(rejected.header.key) == rejected


def test_a_ruling_whose_words_are_gone_is_listed_and_comes_back_with_them(
    path: str, folder: Path, fakes: Rooms
) -> None:
    old = (folder / "c.txt").read_text()
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        given = ruled(store, RulingOp.REJECT, "Beta refuses talks.")
        (folder / "c.txt").write_text("2020-02-01\nThe market opened late. Nothing else was said.")
        assert read([folder], store, rooms=fakes).orphans == 1
        assert [r.id for r in store.orphans()] == [given]
        (folder / "c.txt").write_text(old)
        assert read([folder], store, rooms=fakes).orphans == 0
        assert "Beta refuses talks." not in positions(store)


def test_an_edit_changes_what_is_derived_and_an_undo_takes_it_back(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        before = tables(store)
        given = ruled(store, RulingOp.EDIT, "Beta refuses talks.", value={"stance": "for"})
        rerun(store, rooms=fakes)
        changed = positions(store)["Beta refuses talks."]
        assert (changed.stance.value, changed.header.confidence) == ("for", 1.0)
        assert store.records(["contradiction"]) == ()
        store.rule("ana", [Decision(RulingOp.UNDO, undoes=given)])
        rerun(store, rooms=fakes)
        assert tables(store) == before


def test_a_merge_keeps_the_other_id_and_its_undo_gives_it_back(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        before = tables(store)
        other = positions(store)["Beta wants release."].header.id
        given = ruled(store, RulingOp.MERGE, "Beta refuses talks.", value={"id": other})
        for _ in range(2):
            rerun(store, rooms=fakes)
            kept = store.record(other)
            assert kept.header.id != other and kept.header.formerly == (other,)
            assert len(kept.header.because) == 2
        store.rule("ana", [Decision(RulingOp.UNDO, undoes=given)])
        rerun(store, rooms=fakes)
        assert tables(store) == before


def test_an_added_record_is_derived_with_and_can_be_ruled_on(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        party = store.parties()[0][1].id
        (hit,) = store.search("market")
        from toguna.kinds.span import Place

        fields = {"kind": "position", "holder": party, "issue": "talks", "toward": [], "stance": "against"}
        place = Place(hit.document, hit.first, hit.last, hit.sentence)
        store.rule("ana", [Decision(RulingOp.ADD, value=fields, place=place)])
        rerun(store, rooms=fakes)
        added = next(r for r in store.records(["position"]) if r.header.because == (place,))
        assert isinstance(added, Position) and added.holder == party and added.header.origin.by == "person"
        assert len(store.records(["contradiction"])) == 2
        store.rule("ben", [Decision(RulingOp.REJECT, added.header.id)])
        rerun(store, rooms=fakes)
        assert [r.header.id for r in store.records(rejected=True)] == [added.header.id]


def test_merged_parties_hold_one_s_positions(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        ids = {p.name: p.id for _, p in store.parties()}
        given = store.rule("ana", [Decision(RulingOp.MERGE, ids["Alpha"], {"id": ids["Beta"]})])
        for _ in range(2):
            rerun(store, rooms=fakes)
            assert [(p.id, p.name, p.aliases) for _, p in store.parties()] == [(ids["Alpha"], "Alpha", ("Beta",))]
            assert {p.holder for p in positions(store).values()} == {ids["Alpha"]}
        store.rule("ana", [Decision(RulingOp.UNDO, undoes=given[0].id)])
        rerun(store, rooms=fakes)
        assert {p.name: p.id for _, p in store.parties()} == ids


def test_rulings_find_their_words_in_another_store(path: str, tmp_path: Path, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        ruled(store, RulingOp.REJECT, "Beta refuses talks.")
        ruled(store, RulingOp.ACCEPT, "Alpha wants talks.")
        lines = list(store.export_rulings())
    (folder / "c.txt").rename(folder / "renamed.txt")
    with Store.create(str(tmp_path / "other.db")) as other:
        read([folder], other, rooms=fakes)
        assert other.import_rulings(lines) == 2
        account = rerun(other, rooms=fakes, always=False)
        assert (account.rejected, account.orphans) == (1, 0)
        assert positions(other)["Alpha wants talks."].header.confidence == 1.0
        assert other.import_rulings(lines) == 0
        assert rerun(other, rooms=fakes, always=False).processes == ()


def test_a_ruling_of_one_process_is_no_orphan_of_another(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder / "a.txt"], store, Settings(process="coast"), rooms=fakes)
        read([folder / "c.txt"], store, Settings(process="valley"), rooms=fakes)
        ruled(store, RulingOp.REJECT, "Beta refuses talks.")
        lines = list(store.export_rulings())
        assert rerun(store, rooms=fakes).orphans == 0
    with Store.create(path + "2") as other:
        read([folder / "a.txt"], other, Settings(process="coast"), rooms=fakes)
        read([folder / "c.txt"], other, Settings(process="valley"), rooms=fakes)
        other.import_rulings(lines)
        account = rerun(other, rooms=fakes)
        assert (account.rejected, account.orphans) == (1, 0)


# Forgetting


def contents(path: str) -> bytes:
    return b"".join(p.read_bytes() for p in Path(path).parent.iterdir() if p.name.startswith(Path(path).name))


def test_forgotten_words_are_nowhere_in_the_file(path: str, folder: Path, fakes: Rooms) -> None:
    secret = "Zanzibarine"
    (folder / "s.txt").write_text(
        f"2020-05-05\nThe {secret} letter came. {secret} wants talks. {secret} refuses release."
    )
    (folder / "broken.txt").write_text(f"BREAK READING {secret}")
    Path(f"{path}.form-0.backup").write_text(f"an old copy with {secret}")
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        ruled(store, RulingOp.REJECT, f"{secret} wants talks.")
        rerun(store, rooms=fakes)
        assert secret.encode() in contents(path)
        assert forget("s.txt", store, rooms=fakes) == 1
        assert forget("broken.txt", store, rooms=fakes) == 1
        found = contents(path)
        for words in (secret, secret.lower(), secret[:6], secret[1:].lower()):
            assert words.encode() not in found
        assert store.search(secret) == ()
        assert {d.path for d in store.documents()} == {"a.txt", "b.txt", "c.txt"}
        assert set(positions(store)) == {"Alpha wants talks.", "Beta refuses talks.", "Beta wants release."}
        assert [r.orphaned for r in store.rulings()] == [True]
        assert [(process, name) for _, process, name, _ in store.forgotten()] == [
            ("main", "s.txt"), ("main", "broken.txt"),
        ]  # fmt: skip
    assert secret.encode() not in contents(path) and secret.lower().encode() not in contents(path)


def test_what_was_forgotten_is_not_taken_in_again(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        forget("c.txt", store, rooms=fakes)
        account = read([folder], store, rooms=fakes)
        assert stage(account, Stage.SOURCES) == (3, 2, {"forgotten": 1})
        assert "c.txt" not in {d.path for d in store.documents()}


def test_forgetting_one_copy_leaves_the_others_and_their_ids(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        before = positions(store)["Alpha wants talks."]
        assert forget("a.txt", store, rooms=fakes) == 1
        after = positions(store)["Alpha wants talks."]
        assert [p.document for p in after.header.because] == ["b.txt"]
        assert after.header.id == before.header.id
        assert store.search("rained") == ()


def test_forgetting_takes_all_revisions_or_only_the_one_named(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        for text in ("One. Beta wants talks.", "Two. Beta wants talks.", "Three. Beta wants talks."):
            (folder / "c.txt").write_text(text)
            read([folder], store, rooms=fakes)
        ruled(store, RulingOp.ACCEPT, "Beta wants talks.")
        older = sorted(d.path for d in store.documents() if d.unread)
        assert forget(older[0], store, rooms=fakes) == 1
        assert sorted(d.path for d in store.documents() if d.unread) == older[1:]
        assert positions(store)["Beta wants talks."].header.confidence == 1.0
        assert store.orphans() == ()
        assert forget("c.txt", store, rooms=fakes) == 2
        assert {d.path for d in store.documents()} == {"a.txt", "b.txt"}


def test_while_somebody_reads_the_old_words_forgetting_says_so_and_is_done_by_asking_again(
    path: str, folder: Path, fakes: Rooms
) -> None:
    (folder / "s.txt").write_text("The Zanzibarine letter came.")
    with Store.create(path, timeout_seconds=0.2) as store:
        read([folder], store, rooms=fakes)
        with Store.open(path) as reader:
            held = reader.db.execute("SELECT body FROM document")
            held.fetchone()
            with pytest.raises(StoreIsBusy):
                forget("s.txt", store, rooms=fakes)
            held.close()
        assert forget("s.txt", store, rooms=fakes) == 0
        assert b"zanzibarine" not in contents(path).lower()
        assert len(positions(store)) == 3


def test_to_forget_what_is_not_there_does_nothing(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
        before = tables(store)
        assert forget("nowhere.txt", store, rooms=fakes) == 0
        assert tables(store) == before


# Bad days

SLOW = """
import sys, time
from pathlib import Path
sys.path.insert(0, {here!r})
from conftest import FAKES
from dataclasses import replace
from toguna.flow.run import read
from toguna.flow.settings import Settings
from toguna.store.store import Store

def slowly(paths):
    for n, page in enumerate(FAKES.pages(paths)):
        time.sleep(0.01)
        yield page

def told(stage, done, total):
    print(stage.value, done, flush=True)

with Store.create(sys.argv[1]) as store:
    read([Path(sys.argv[2])], store, Settings(batch=5), told, replace(FAKES, pages=slowly))
"""


def test_a_killed_read_loses_nothing_acknowledged_and_the_next_goes_on(path: str, tmp_path: Path, fakes: Rooms) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(200):
        (folder / f"{n:03}.txt").write_text(f"2020-01-01\nReport number {n}. Party{n} wants talks.")
    code = SLOW.format(here=str(Path(__file__).parent))
    for wanted in (15, 40):
        with subprocess.Popen(
            [sys.executable, "-c", code, path, str(folder)], stdout=subprocess.PIPE, text=True
        ) as run:
            acknowledged = 0
            assert run.stdout
            for line in run.stdout:
                acknowledged = int(line.split()[1])
                if acknowledged >= wanted:
                    break
            os.kill(run.pid, signal.SIGKILL)
        with Store.open(path) as store:
            kept = store.page_count("main")
            assert acknowledged <= kept < 200
            assert store.runs()[-1].account is None
            assert store.documents() == ()
    with Store.create(path, timeout_seconds=1) as store:
        account = read([folder], store, rooms=fakes)
        assert (account.new, account.known, account.documents) == (200 - kept, kept, 200)
        resumed = tables(store)
    with Store.create(path + "2") as store:
        read([folder], store, rooms=fakes)
        assert tables(store) == resumed


def test_a_full_disk_stops_the_read_and_room_lets_it_go_on(path: str, tmp_path: Path, fakes: Rooms) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(60):
        (folder / f"{n:02}.txt").write_text(f"Report {n}: {os.urandom(2000).hex()}. Party{n} wants talks.")
    with Store.create(path) as store:
        (used,) = store.db.execute("PRAGMA page_count").fetchone()
        store.db.execute(f"PRAGMA max_page_count = {used + 25}")
        acknowledged = []
        with pytest.raises(StoreIsFull):
            read([folder], store, Settings(batch=5), lambda s, done, _: acknowledged.append(done), fakes)
        assert store.page_count("main") == max(acknowledged) > 0
        store.db.execute("PRAGMA max_page_count = 1000000")
        assert read([folder], store, rooms=fakes).documents == 60


@pytest.mark.skipif(not Path("/dev/shm").is_dir() or os.getuid() != 0, reason="needs a small disk of its own")
def test_a_really_full_disk_says_so_and_keeps_what_it_had(tmp_path: Path, fakes: Rooms) -> None:
    disk, folder = tmp_path / "disk", tmp_path / "many"
    disk.mkdir()
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("may not mount")
    try:
        for n in range(40):
            (folder / f"{n:02}.txt").write_text(f"Report {n}: {os.urandom(30_000).hex()}.")
        with Store.create(str(disk / "t.db")) as store:
            with pytest.raises(StoreIsFull):
                read([folder], store, Settings(batch=2), rooms=fakes)
            kept = store.page_count("main")
        with Store.open(str(disk / "t.db")) as store:
            assert store.page_count("main") == kept > 0
            assert len(list(store.pages("main"))) == kept
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_run_leaves_no_more_than_the_store_behind(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, rooms=fakes)
    assert sorted(p.name for p in Path(path).parent.iterdir()) == ["reports", "toguna.db"]


def test_settings_stand_with_the_run(path: str, folder: Path, fakes: Rooms) -> None:
    with Store.create(path) as store:
        read([folder], store, Settings(process="valley", packs=("mali-sahel",)), rooms=fakes)
        (run,) = store.runs()
        assert (run.what, run.process, json.loads(run.settings)["packs"]) == ("read", "valley", ["mali-sahel"])
        assert time.strptime(run.at[:19], "%Y-%m-%dT%H:%M:%S")
