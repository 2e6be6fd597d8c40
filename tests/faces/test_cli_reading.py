"""The command line from files to answers, on reports of our own: the whole river behind every command."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from toguna.faces.cli import app

OFFER = """Northern rebels set terms

KIDAL, 4 May 2019 (Desert News Agency) - The Front for the North (FFN) said on Friday it \
would hold talks with the Malian government only if French troops left the region.

"We will not sit down with anyone while foreign soldiers are in our towns," FFN spokesman Amadou Sidi said in a \
statement.
"""
REFUSAL = """Mali rejects terms of rebels

BAMAKO, 10 June 2019 (Desert News Agency) - The Malian government on Monday rejected the demand \
of the Front for the North (FFN) that French troops leave.

The FFN did not respond to a request for comment.
"""
Run = Callable[..., Any]


def runner(record: Path) -> Run:
    def run(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, [*words, "--record", str(record)])
        assert result.exit_code == code, result.output + repr(result.exception)
        return str(result.output)

    return run


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "a.txt").write_text(OFFER)
    (folder / "b.txt").write_text(REFUSAL)
    (folder / "c.txt").write_text(OFFER.replace("4 May 2019 ", "").replace("\n\n", "\n"))
    return folder


@pytest.fixture(scope="module")
def read(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = tmp_path_factory.mktemp("read") / "read.db"
    runner(record)("read", str(reports))
    return record


@pytest.fixture
def copy(read: Path, tmp_path: Path) -> Path:
    target = tmp_path / "copy.db"
    with sqlite3.connect(read) as source, sqlite3.connect(target) as made:
        source.backup(made)
    return target


def test_reading_the_same_folder_twice_adds_nothing(copy: Path, reports: Path) -> None:
    before = runner(copy)("export")
    assert "read 0 new reports, 3 known before" in runner(copy)("read", str(reports))
    assert runner(copy)("export") == before


def test_what_was_read_holds_against_the_contract(read: Path) -> None:
    assert runner(read)("export", "--check")


def test_the_brief_and_why_lead_back_to_the_words(read: Path) -> None:
    run = runner(read)
    assert "Front for the North" in run("brief")
    for position in [r for line in run("export").splitlines() if (r := json.loads(line))["kind"] == "position"]:
        assert position["because"][0]["quote"][:30] in run("why", position["id"])


def test_the_account_adds_up(read: Path) -> None:
    for one in json.loads(runner(read)("account", "--json")):
        for stage in one["account"]["stages"]:
            assert stage["taken"] == stage["passed"] + stage["aside"]


def test_a_rejected_record_leaves_the_lists_and_comes_back_when_the_ruling_is_undone(copy: Path) -> None:
    run = runner(copy)
    ident = next(r["id"] for line in run("export").splitlines() if (r := json.loads(line))["kind"] == "statement")
    run("rule", "reject", ident, "--who", "ann")
    assert ident not in run("timeline", "--json")
    assert "rejected by a ruling" in run("why", ident)
    ruling = json.loads(run("rulings", "export"))["id"]
    run("rule", "undo", ruling, "--who", "ann")
    assert ident in run("timeline", "--json")


def test_rulings_go_from_one_record_to_another(copy: Path, read: Path, tmp_path: Path) -> None:
    run, file = runner(copy), tmp_path / "rulings.jsonl"
    ident = next(r["id"] for line in run("export").splitlines() if (r := json.loads(line))["kind"] == "statement")
    run("rule", "reject", ident, "--who", "ann")
    run("rulings", "export", "-o", str(file))
    other = tmp_path / "other.db"
    with sqlite3.connect(read) as source, sqlite3.connect(other) as made:
        source.backup(made)
    assert "1 new ruling" in runner(other)("rulings", "import", str(file))
    assert "0 new rulings" in runner(other)("rulings", "import", str(file))
    assert ident not in runner(other)("timeline", "--json")


def test_a_forgotten_report_is_nowhere_but_in_the_account(copy: Path) -> None:
    run = runner(copy)
    assert "forgotten: b.txt" in run("forget", "b.txt", "--yes")
    run("search", "rejected", code=1)
    assert "b.txt" not in run("export")
    assert "forgotten on" in run("account") and "b.txt" in run("account")
    run("forget", "b.txt", "--yes", code=1)
    run("forget", "never.txt", "--yes", code=1)


def test_bad_input_is_set_aside_with_a_reason_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_text(OFFER)
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "broken.txt").write_bytes(b"A title\nThe \xff\xfe minister said so.\n")
    (folder / "loop").symlink_to(folder)
    text = runner(tmp_path / "mixed.db")("read", str(folder))
    assert "set aside: empty.txt: empty" in text and "set aside: binary.txt: binary" in text
    assert "Front for the North" in runner(tmp_path / "mixed.db")("brief")


def test_nothing_readable_at_all_is_exit_code_3(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    runner(tmp_path / "none.db")("read", str(tmp_path / "empty.txt"), code=3)


def test_an_unknown_pack_is_told_with_those_that_are_there(tmp_path: Path, reports: Path) -> None:
    text = runner(tmp_path / "p.db")("read", str(reports), "--pack", "atlantis", code=3)
    assert "mali-sahel" in text
    assert "mali-sahel" in CliRunner().invoke(app, ["packs"]).output


def test_score_reads_a_gold_of_its_own_and_holds_floors(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    (gold / "gold").mkdir(parents=True)
    (gold / "reports" / "north").mkdir(parents=True)
    (gold / "reports" / "north" / "a.txt").write_text(OFFER)
    document = {
        "path": "reports/north/a.txt",
        "published": "2019-05-04",
        "agency": "Desert News Agency",
        "lineage": "L1",
    }
    kinds = ("statements", "positions", "conditions", "events", "figures", "channels", "vetoes")
    empty: dict[str, list[str]] = {kind: [] for kind in kinds}
    rest = {"condition_histories": [], "contradictions": [], "matrix": [], "parties": {}, "process": "north"}
    (gold / "gold" / "north.json").write_text(json.dumps({**empty, **rest, "documents": [document]}))
    run, floors = runner(tmp_path / "s.db"), tmp_path / "floors.json"
    scores = json.loads(run("score", str(gold), "--read", "--json", "--floors", str(floors), "--raise"))
    assert scores["north"]["documents"]["published"] == 1.0
    kept = json.loads(floors.read_text())
    kept["floors"]["north.article_kept"] = 1.5
    floors.write_text(json.dumps(kept))
    assert "its floor is 1.500" in run("score", str(gold), "--read", "--floors", str(floors), code=1)
    assert "process score" in run("score", str(gold), "--export", str(gold / "gold"))


def test_the_demo_reads_the_examples_and_shows_what_to_do_next(tmp_path: Path) -> None:
    where = tmp_path / "demo.db"
    text = CliRunner().invoke(app, ["demo", "--record", str(where)]).output
    assert "Talks: who stands where" in text and "What next" in text
    where.write_text("not a record")
    told = CliRunner().invoke(app, ["demo", "--record", str(where)])
    assert told.exit_code == 4 and where.read_text() == "not a record"


def test_rulings_from_a_file_that_is_no_text_are_refused_with_a_letter(read: Path, tmp_path: Path) -> None:
    (tmp_path / "b.bin").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "other.jsonl").write_text('{"a": 1}\n')
    assert "should be UTF-8" in runner(read)("rulings", "import", str(tmp_path / "b.bin"), code=3)
    assert "not a ruling" in runner(read)("rulings", "import", str(tmp_path / "other.jsonl"), code=2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_export_to_a_full_disk_is_told(read: Path) -> None:
    assert "No space left" in runner(read)("export", "-o", "/dev/full", code=3)
