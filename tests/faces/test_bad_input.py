"""Whatever a person's folder, disk, terminal or typing does, the command line ends in a clear letter or an aside."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from toguna.faces.cli import app
from toguna.store.file import open_to_write

TERMS = """Northern rebels set terms

KIDAL, 4 May 2019 (Desert News Agency) - The Front for the North (FFN) said on Friday it \
would hold talks with the Malian government only if French troops left the region.

"We will not sit down with anyone while foreign soldiers are in our towns," FFN spokesman Amadou Sidi said in a \
statement.
"""
REFUSAL = """Mali rejects terms of rebels

BAMAKO, 10 June 2019 (Desert News Agency) - The Malian government on Monday rejected the demand \
of the Front for the North (FFN) that French troops leave.

Algeria offered to mediate between the government and the Front for the North. The FFN did not respond to a request \
for comment, and at least 12 people were killed in an attack on Tuesday.
"""
PLAIN = {**os.environ, "TOGUNA_RECORD": "", "TOGUNA_PROCESS": "", "PYTHONHASHSEED": "0"}
COMMAND = [sys.executable, "-m", "toguna"]


def say(*words: object, code: int = 0) -> str:
    """What a command prints, both ways; never a traceback, never a fault of toguna's own."""
    result = CliRunner().invoke(app, [str(w) for w in words])
    assert result.exit_code == code, f"{words}: {result.exit_code}\n{result.output}{result.exception!r}"
    assert "Traceback" not in result.output
    return str(result.output)


def outside(*words: object, **named: object) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    given: dict[str, object] = {"capture_output": True, "text": True, "timeout": 60, "env": PLAIN} | named
    return subprocess.run([*COMMAND, *map(str, words)], **given)  # type: ignore[call-overload,no-any-return]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "terms.txt").write_text(TERMS)
    (folder / "refusal.txt").write_text(REFUSAL)
    return folder


@pytest.fixture(scope="module")
def whole(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = tmp_path_factory.mktemp("whole") / "whole.db"
    say("read", reports, "--record", record)
    return record


@pytest.fixture
def record(whole: Path, tmp_path: Path) -> Path:
    target = tmp_path / "record.db"
    with sqlite3.connect(whole) as source, sqlite3.connect(target) as made:
        source.backup(made)
    return target


def exported(record: Path, *more: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in say("export", "--record", record, *more).splitlines()]


# -------------------------------------------------------------------------------------------------------- what is read
def test_a_folder_of_every_fault_is_read_to_its_end_and_each_fault_has_its_reason(tmp_path: Path) -> None:
    folder = tmp_path / "faults"
    folder.mkdir()
    (folder / "good.txt").write_text(TERMS)
    (folder / "empty.txt").touch()
    (folder / "empty.jsonl").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    with (folder / "big.txt").open("wb") as big:
        big.truncate(50_000_000)
    (folder / "line.txt").write_text("The government said it would talk. " * 40_000)
    (folder / "broken.txt").write_bytes(TERMS.replace("Friday", "Fri\xffday \xfe").encode("latin-1"))
    (folder / "nul.txt").write_bytes(REFUSAL.replace("Monday", "Mon\0day").encode())
    (folder / "loop").mkdir()
    (folder / "loop" / "up").symlink_to(folder)
    (folder / "nowhere.txt").symlink_to(folder / "gone")
    os.mkfifo(folder / "pipe.txt")
    (folder / "lines.jsonl").write_text(
        json.dumps({"text": TERMS, "published": "33/44/2020"}) + '\nnot json\n[1]\n{"text": 5}\n{"title": "x"}\n'
    )
    (folder / "tabelle é 報告.txt").write_text(REFUSAL)
    said = say("read", folder, "--record", tmp_path / "r.db")
    said += say("account", "--items", "--record", tmp_path / "r.db")
    for reason in (
        "empty.txt: empty",
        "binary.txt: binary",
        "big.txt: too large",
        "line.txt: endless line",
        "loop/up: folder seen already",
        "nowhere.txt: dangling link",
        "pipe.txt: not a file",
        "lines.jsonl#2: bad line",
        "lines.jsonl#4: bad line",
    ):
        assert reason in said
    paths = {r["path"] for r in exported(tmp_path / "r.db") if r["kind"] == "document"}
    assert paths == {"good.txt", "broken.txt", "nul.txt", "lines.jsonl#1", "tabelle é 報告.txt"}


def test_a_file_that_never_stands_still_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from toguna.sources import steady

    (tmp_path / "moving.txt").write_text(TERMS)
    ticks = iter(range(1000))
    monkeypatch.setattr(steady, "state", lambda stream: (len(TERMS), next(ticks)))
    assert "moving.txt: changes while read" in say("read", tmp_path, "--record", tmp_path / "r.db", code=3)


def test_a_missing_path_is_named_before_anything_is_read(reports: Path, tmp_path: Path) -> None:
    said = say("read", reports, tmp_path / "gone", "--record", tmp_path / "r.db", code=3)
    assert "nothing to read at" in said
    assert not (tmp_path / "r.db").exists()


def test_a_folder_without_a_report_says_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    assert "toguna reads .txt, .html and .jsonl" in say("read", tmp_path / "bare", "--record", tmp_path / "r", code=3)


def test_the_same_twice_adds_nothing_and_the_account_is_of_the_run_that_worked(record: Path, reports: Path) -> None:
    before = exported(record)
    assert "read 0 new reports, 2 known before" in say("read", reports, "--record", record)
    assert exported(record) == before
    rows = [line.split() for line in say("account", "--record", record).splitlines()]
    assert {row[0]: row[1] for row in rows if row[:1] == ["reading"]} == {"reading": "2"}
    assert say("account", "--all", "--record", record).count("run ") >= 2


def test_a_changed_page_is_a_revision(record: Path, reports: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(reports, changed)
    (changed / "refusal.txt").write_text(REFUSAL.replace("at least 12", "at least 15"))
    assert "1 revision" in say("read", changed, "--record", record)


def test_relative_paths_give_the_same_record_as_absolute_ones(
    reports: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(reports)
    say("read", ".", "--record", tmp_path / "r.db")
    assert exported(tmp_path / "r.db") == exported(whole)


def test_dated_names_give_the_day_only_when_asked(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "2019-06-12-paper.txt").write_text(
        "Mali rejects talks\n\nThe Malian government rejected talks with rebels.\n"
    )
    published = []
    for n, more in enumerate(([], ["--dated-names"])):
        say("read", folder, "--record", tmp_path / f"{n}.db", *more)
        published += [r["published"] for r in exported(tmp_path / f"{n}.db") if r["kind"] == "document"]
    assert published == [None, "2019-06-12"]


def test_a_pack_that_fits_is_named_and_not_used(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        "Rebels and government agree to peace talks\n\nBAMAKO, 4 May 2019 - The Coordination of Azawad Movements"
        " (CMA), the Platform and Jama'at Nusrat al-Islam wal-Muslimin (JNIM) said on Friday that they would hold peace"
        " talks and keep the ceasefire. MINUSMA welcomed it. Iyad Ag Ghali, the JNIM leader, and"
        " Ibrahim Boubacar Keita agreed. The High Islamic Council helped.\n"
    )
    said = say("read", tmp_path / "in", "--record", tmp_path / "r.db")
    assert "--pack mali-sahel" in said
    again = say("read", tmp_path / "in", "--record", tmp_path / "r.db", "--pack", "mali-sahel")
    assert "hint" not in again


# --------------------------------------------------------------------------------------------------- the record's file
@pytest.mark.parametrize("command", [["brief"], ["read", "."], ["export"], ["rule", "accept", "event-1"]])
def test_what_is_no_record_is_left_as_it_is(
    command: list[str], reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(reports)
    other = tmp_path / "other.db"
    other.write_text("hello")
    assert "is not a toguna record" in say(*command, "--record", other, code=4)
    assert other.read_text() == "hello"
    assert "a folder" in say(*command, "--record", tmp_path, code=4)


def test_a_record_of_a_newer_toguna_says_so(record: Path, reports: Path) -> None:
    with sqlite3.connect(record) as db:
        form = db.execute("pragma user_version").fetchone()[0]
        db.execute(f"pragma user_version = {form + 1}")
    for command in (["brief"], ["read", reports]):
        assert "install a newer toguna" in say(*command, "--record", record, code=4)


@contextmanager
def without_rights(*folders: Path) -> Iterator[None]:
    """As a user who may only look at these folders: oneself, or nobody when run as root."""
    if os.geteuid() != 0:
        yield
        return
    for folder in folders:
        for part in (folder, *folder.parents):
            if part.stat().st_uid == 0 and part.name.startswith(("pytest-", folder.name)):
                part.chmod(0o755)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_without_permission_is_told(whole: Path, reports: Path, tmp_path: Path) -> None:
    say("brief", "--record", whole)  # so that all is imported before rights are given up
    closed = tmp_path / "closed"
    closed.mkdir()
    with sqlite3.connect(whole) as source, sqlite3.connect(closed / "r.db") as made:
        source.backup(made)
    (closed / "r.db").chmod(0o444)
    closed.chmod(0o555)
    try:
        with without_rights(closed, tmp_path, reports, reports.parent):
            read = say("read", reports, "--record", closed / "r.db", code=4)
            made_new = say("read", reports, "--record", closed / "new.db", code=4)
            brief = say("brief", "--record", closed / "r.db")
    finally:
        closed.chmod(0o755)
    assert "check its permissions" in read and len(read.splitlines()) == 1
    assert "check its permissions" in made_new
    assert "Front for the North" in brief


def test_a_report_without_permission_is_set_aside(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(TERMS)
    (folder / "closed.txt").write_text(TERMS)
    (folder / "closed.txt").chmod(0)
    (tmp_path / "out").mkdir()
    (tmp_path / "out").chmod(0o777)
    with without_rights(folder, tmp_path):
        said = say("read", folder, "--record", tmp_path / "out" / "r.db")
    assert "closed.txt: unreadable" in said


def test_a_full_disk_is_told_and_what_was_kept_is_safe(reports: Path, tmp_path: Path) -> None:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can make a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("no disk may be mounted here")
    try:
        many = tmp_path / "many"
        many.mkdir()
        for n in range(40):
            (many / f"{n}.txt").write_text(f"{REFUSAL}\nPage {n} of the paper.\n{os.urandom(4000).hex()}\n")
        said = outside("read", many, "--record", disk / "r.db")
        assert said.returncode == 4 and "no room left on the disk" in said.stderr
        assert "Traceback" not in said.stderr
        assert outside("account", "--record", disk / "r.db").returncode in (0, 4)
    finally:
        subprocess.run(["umount", disk], check=False)


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[tuple[Path, Path, subprocess.Popen[bytes]]]:
    """A record to which another process is writing."""
    many, record = tmp_path / "many", tmp_path / "busy.db"
    many.mkdir()
    for n in range(40):
        (many / f"{n}.txt").write_text(f"{REFUSAL}\nThis is page {n} of the paper, and {n * 7} copies were sold.\n")
    with subprocess.Popen([*COMMAND, "read", str(many), "--record", str(record)], stderr=subprocess.DEVNULL) as writer:
        until = time.monotonic() + 20
        while writer.poll() is None and time.monotonic() < until and not _has_pages(record):
            time.sleep(0.02)
        yield many, record, writer
        if writer.poll() is None:
            writer.kill()


def _has_pages(record: Path) -> bool:
    try:
        with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as db:
            return bool(db.execute("select count(*) from page").fetchone()[0])
    except sqlite3.Error:
        return False


def test_a_second_writer_is_told_to_wait_and_a_killed_run_goes_on(
    killed: tuple[Path, Path, subprocess.Popen[bytes]], reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many, record, writer = killed
    if writer.poll() is not None:
        pytest.skip("the first writer was done too soon")
    os.kill(writer.pid, signal.SIGSTOP)
    monkeypatch.setattr("toguna.store.store.open_to_write", lambda path, _: open_to_write(path, 0.2))
    said = say("read", reports, "--record", record, code=4)
    assert "another toguna is writing" in said
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    assert "did not come to its end" in say("account", "--record", record)
    assert "40 known before" in say("read", many, "--record", record)
    assert "now holds 40 reports" in say("read", many, "--record", record)


# ----------------------------------------------------------------------------------------------------------- wrong use
@pytest.mark.parametrize(
    ("words", "code", "letter"),
    [
        (["matrix", "--at", "2020-13-45"], 2, "is not a date"),
        (["matrix", "--at", "yesterday"], 2, "is not a date"),
        (["brief", "--since", "2020/01/02"], 2, "is not a date"),
        (["timeline", "--until", "soon"], 2, "is not a date"),
        (["timeline", "--since", "2021", "--until", "2019"], 2, "is after"),
        (["timeline", "--kind", "rumour"], 2, "give one of"),
        (["search", "x", "--since", "abc"], 2, "is not a date"),
        (["search", "x", "--limit", "0"], 2, "--limit"),
        (["export", "--format", "xml"], 2, "jsonl or csv"),
        (["export", "--format", "csv"], 2, "name a folder"),
        (["brief", "--process", "other"], 2, "give --process with one of: main"),
        (["rule", "bless", "x"], 2, "give one of"),
        (["rule", "edit", "x", "--set", "foo"], 2, "FIELD=VALUE"),
        (["rule", "undo", "ruling-1"], 2, "rulings list"),
        (["why", "nosuch"], 1, "no record 'nosuch'"),
        (["why", ""], 1, "no record ''"),
        (["search", '"'], 1, "no sentence holds"),
        (["search", "AND OR NOT ("], 1, "no sentence holds"),
        (["score", "nowhere"], 3, "gold nowhere"),
        (["rulings", "import", "nowhere"], 3, "nowhere"),
        (["forget", "nosuch.txt"], 1, "no report nosuch.txt"),
        (["export", "-o", "no/such/folder.jsonl"], 3, "No such file"),
    ],
)
def test_wrong_words_end_in_one_clear_letter(words: list[str], code: int, letter: str, record: Path) -> None:
    said = say(*words, "--record", record, code=code)
    assert letter in said
    assert len(said.strip().splitlines()) <= 4


def test_a_broken_pack_is_refused_before_anything_begins_and_not_remembered(record: Path, reports: Path) -> None:
    before = exported(record)
    assert "no such conflict pack" in say("read", reports, "--pack", "atlantis", "--record", record, code=3)
    say("read", reports, "--record", record)
    assert exported(record) == before


def test_one_wrong_letter_of_an_id_or_a_name_is_answered_with_what_is_near(record: Path) -> None:
    ident = str(next(r["id"] for r in exported(record) if r["kind"] == "position"))
    wrong = ident[:-3] + ("0" if ident[-3] != "0" else "1") + ident[-2:]
    assert f"did you mean {ident}" in say("why", wrong, "--record", record, code=1)
    assert "did you mean" in say("who", "Malii", "--record", record, code=1)
    assert "refusal.txt" in say("forget", "refusl.txt", "--record", record, code=1)


def test_why_answers_for_everything_that_has_an_id(record: Path) -> None:
    seen = set()
    for one in exported(record):
        ident = one["path"] if one["kind"] == "document" else one["id"]
        assert say("why", str(ident), "--record", record)
        seen.add(one["kind"])
    assert {"document", "lineage", "party", "statement", "position", "condition", "channel", "silence"} <= seen


# ---------------------------------------------------------------------------------------- decisions, several processes
def test_a_ruling_in_another_record_is_an_orphan_there_and_arrives_once(record: Path, tmp_path: Path) -> None:
    ident = next(r["id"] for r in exported(record) if r["kind"] == "silence")
    say("rule", "reject", ident, "--record", record)
    assert not [r for r in exported(record) if r["kind"] == "silence"]
    (tmp_path / "rulings.jsonl").write_text(say("rulings", "export", "--record", record))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_text(TERMS)
    say("read", tmp_path / "other", "--record", tmp_path / "other.db")
    said = say("rulings", "import", tmp_path / "rulings.jsonl", "--record", tmp_path / "other.db")
    assert "1 orphan" in said
    assert "0 new" in say("rulings", "import", tmp_path / "rulings.jsonl", "--record", tmp_path / "other.db")
    assert "orphan" in say("rulings", "list", "--record", tmp_path / "other.db")


def test_to_merge_with_what_is_not_there_changes_nothing(record: Path) -> None:
    before = exported(record)
    party = next(r["id"] for r in before if r["kind"] == "party")
    assert "no record" in say("rule", "merge", party, "party-ffffffff", "--record", record, code=1)
    assert exported(record) == before


def test_several_processes_live_in_one_record_and_are_told_apart(record: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "sudan.txt").write_text(TERMS.replace("Malian", "Sudanese").replace("KIDAL", "EL FASHER"))
    say("read", tmp_path / "b", "--process", "sudan", "--record", record)
    assert "give --process with one of: main, sudan" in say("brief", "--record", record, code=2)
    assert "sudan" in say("brief", "--process", "sudan", "--record", record)
    assert {r["process"] for r in exported(record)} == {"main", "sudan"}


def test_what_is_forgotten_is_nowhere_and_all_is_derived_without_it(record: Path, reports: Path) -> None:
    assert "forgotten" in say("forget", "refusal.txt", "--yes", "--record", record)
    left = say("export", "--record", record)
    assert "Algeria" not in left and "refusal.txt" not in left
    assert b"Algeria offered" not in record.read_bytes()
    say("read", reports, "--record", record)
    assert "refusal.txt" not in say("export", "--record", record)


# ------------------------------------------------------------------------------------------------------- what goes out
def test_without_text_no_four_words_of_a_report_leave(record: Path, tmp_path: Path) -> None:
    words = re.findall(r"\w+", (TERMS + REFUSAL).lower())
    said = {" ".join(words[n : n + 4]) for n in range(len(words) - 3)}
    names = {"the front for the", "front for the north"}
    for one in exported(record, "--no-text", "--check"):
        for value in _texts(one):
            mine = re.findall(r"\w+", value.lower())
            assert not [g for n in range(len(mine) - 3) if (g := " ".join(mine[n : n + 4])) in said - names], one
    say("export", "--no-text", "--format", "csv", "-o", tmp_path / "tables", "--record", record)
    assert "foreign soldiers" not in "".join(p.read_text("utf-8-sig") for p in (tmp_path / "tables").iterdir())


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def test_tables_have_as_many_rows_as_the_export_has_records(record: Path, tmp_path: Path) -> None:
    say("export", "--format", "csv", "-o", tmp_path / "tables", "--record", record)
    rows = sum(
        len(list(csv.DictReader(p.open(encoding="utf-8-sig", newline="")))) for p in (tmp_path / "tables").iterdir()
    )
    assert rows == len(exported(record))


@pytest.mark.parametrize("command", ["export", "timeline"])
def test_a_reader_that_walks_away_is_no_fault(command: str, record: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, command, "--record", str(record)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=PLAIN
    ) as run:
        assert run.stdout is not None and run.stderr is not None
        run.stdout.close()
        complaint = run.stderr.read()
    assert (run.returncode, complaint) == (0, b"")


def test_a_closed_output_is_no_fault(record: Path) -> None:
    line = " ".join([*COMMAND, "brief", "--record", str(record)])
    shut = subprocess.run(["sh", "-c", f"{line} >&-"], capture_output=True, text=True, env=PLAIN, check=False)
    assert (shut.returncode, shut.stderr) == (0, "")


def test_a_full_disk_under_an_export_is_told(record: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    assert "No space left" in say("export", "-o", "/dev/full", "--record", record, code=3)


def test_a_terminal_that_speaks_no_unicode_gets_what_it_can_show(record: Path, tmp_path: Path) -> None:
    plain = PLAIN | {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "é 報告.txt").write_text(TERMS.replace("Amadou", "Amadou Traoré"))
    read = outside("read", tmp_path / "in", "--record", tmp_path / "r.db", env=plain)
    found = outside("search", "Traoré", "--record", tmp_path / "r.db", env=plain, encoding="utf-8", errors="replace")
    brief = outside("brief", "--record", tmp_path / "r.db", env=plain)
    assert [read.returncode, brief.returncode] == [0, 0]
    assert found.returncode == 0 and "report" not in found.stderr
    assert "Traceback" not in read.stderr + found.stderr + brief.stderr


def test_on_a_narrow_terminal_no_line_is_wider_and_no_colour_is_none(record: Path) -> None:
    script = shutil.which("script")
    if script is None:
        pytest.skip("`script` is needed to pretend a terminal")
    for command in ("matrix", "brief"):
        line = f"{sys.executable} -m toguna {command} --record {record}"
        shown = subprocess.run(
            [script, "-qec", line, os.devnull],
            capture_output=True,
            env=PLAIN | {"COLUMNS": "60", "NO_COLOR": "1", "TERM": "xterm"},
            timeout=60,
            stdin=subprocess.DEVNULL,
            check=False,
        ).stdout.decode("utf-8", "replace")
        assert not re.search("\x1b\\[[0-9;]*3[0-7]m", shown)
        plain = re.sub("\x1b\\[[0-9;?]*[a-zA-Z]", "", shown).replace("\r", "")
        assert plain.strip() and max(map(len, plain.split("\n"))) <= 60
