"""What a store keeps apart, keeps unread, takes back, and gives away.

The reports are our own writing about two invented conflicts.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from toguna.api import Toguna
from toguna.contract.check import check
from toguna.contract.lines import lines, parsed
from toguna.faces.cli.app import app
from toguna.kinds.record import Position
from toguna.kinds.vocabulary import RulingOp

PACK = """\
# The invented conflict of Orlia.
parties:
  - {id: gov-orlia, name: Government of Orlia, type: government, aliases: [Orlia], descriptions: [the government]}
  - {id: svf, name: Sarn Valley Front, type: armed-group, aliases: [SVF]}
"""
VALLEY = """A week in the Sarn valley

SARN, 2 March 2031 (Lake News Service) - The Sarn Valley Front (SVF) is ready for talks with the government of Orlia, \
its spokesman Quillan Brask said on Sunday.

The rebel commander Zebulon Krautwurst rejected talks with the government, he told the Lake News Service on Saturday.
"""
COAST = """A week on the coast

PORT TESS, 4 March 2031 (Harbour Gazette) - The Coast Fishers' Army (CFA) refused talks with the government of Tessia \
on Monday.
"""
FRENCH = """Le gouvernement refuse les pourparlers

SARN, le 7 avril 2031 - Le gouvernement a refusé les pourparlers avec le front de la vallée, a dit un porte-parole \
dans un communiqué publié dans la capitale. Les habitants de la vallée attendent toujours la paix, et les marchés sont \
restés fermés pendant toute la semaine.
"""
GARDEN = """Ten plants for a dry garden

Gardeners who forget to water will love these ten plants, which need hardly any rain. Lavender likes sandy soil and \
full sun. Cut it back after it has flowered, and feed it once a year with a handful of compost.
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "pack.yaml").write_text(PACK)
    reports = {"valley/v.txt": VALLEY, "valley/fr.txt": FRENCH, "valley/garden.txt": GARDEN, "coast/c.txt": COAST}
    for name, text in reports.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def shown(door: Toguna, process: str) -> str:
    return "".join(lines(door.export(process)))


def test_processes_of_one_store_are_what_they_are_alone(here: Path) -> None:
    packs = [str(here / "pack.yaml")]
    with Toguna.create(here / "both.db") as both:
        both.read([here / "valley"], process="valley", packs=packs)
        both.read([here / "coast"], process="coast", packs=[])
        for name, given in (("valley", packs), ("coast", [])):
            with Toguna.create(here / f"{name}.db") as alone:
                alone.read([here / name], process=name, packs=given)
                assert shown(alone, name) == shown(both, name)
        assert "Coast" not in shown(both, "valley") and "Sarn" not in shown(both, "coast")
        assert {r["process"] for r in both.export("coast")} == {"coast"}
        both.forget("c.txt", "coast")
        with Toguna.open(here / "valley.db") as alone:
            assert shown(alone, "valley") == shown(both, "valley")


def test_one_path_in_two_processes_is_two_reports(here: Path) -> None:
    (here / "valley" / "c.txt").write_text(VALLEY)
    with Toguna.create(here / "r.db") as door:
        door.read([here / "valley"], process="valley", packs=[])
        door.read([here / "coast"], process="coast", packs=[])
        assert "Coast Fishers" not in shown(door, "valley")
        assert door.forget("c.txt", "valley") == 1
        assert "Coast Fishers" in shown(door, "coast")


def test_what_is_not_read_is_kept_found_and_says_why(here: Path) -> None:
    with Toguna.create(here / "r.db") as door:
        account = door.read([here / "valley"], packs=[str(here / "pack.yaml")])
        unread = {d.path: d.unread for d in door.picture().documents if d.unread}
        assert unread == {"fr.txt": "language: fr", "garden.txt": "off topic"}
        for words, path in (("pourparlers", "fr.txt"), ("lavender", "garden.txt")):
            found, _ = door.search(words)
            assert [f.document.path for f in found][:1] == [path]
        assert not [r for r in door.picture().records for p in r.header.because if p.document in unread]
        named = [p for r in door.export() if r["kind"] == "party" for p in r["because"] if p["document"] in unread]
        assert not named
        language = next(s for s in account.stages if s.stage == "language")
        assert dict(language.reasons) == {"language: fr": 1, "off topic": 1} and language.taken == 3


def test_every_account_adds_up_also_after_revisions_rulings_and_forgetting(here: Path) -> None:
    with Toguna.create(here / "r.db") as door:
        door.read([here / "valley"], packs=[str(here / "pack.yaml")])
        (here / "valley" / "v.txt").write_text(VALLEY + "\nThe market of Sarn was closed, traders said on Sunday.\n")
        (here / "valley" / "empty.txt").write_text("")
        (here / "valley" / "binary.txt").write_bytes(bytes(range(256)) * 40)
        door.read([here / "valley"])
        position = next(iter(door.picture().of(Position)))
        door.rule(RulingOp.REJECT, position.header.id, "Ana")
        door.rerun()
        door.forget("garden.txt")
        for run in door.account():
            assert run.account is not None
            for stage in run.account.stages:
                assert stage.taken == stage.passed + stage.aside, (run.what, stage)
                assert stage.aside == sum(n for _, n in stage.reasons)
        again = door.account()[1].account
        assert again and {a.item: a.reason for a in again.asides}.keys() >= {"empty.txt", "binary.txt"}


def test_a_superseded_page_gives_no_record_and_no_witness(here: Path) -> None:
    with Toguna.create(here / "r.db") as door:
        door.read([here / "valley"], packs=[str(here / "pack.yaml")])
        before = {r.header.id: r.header.witnesses for r in door.picture().records}
        (here / "valley" / "v.txt").write_text(VALLEY + "\nThe market of Sarn was closed, traders said on Sunday.\n")
        assert door.read([here / "valley"]).revisions == 1
        old = {d.path for d in door.picture().documents if d.unread == "superseded"}
        assert len(old) == 1
        assert not [r for r in door.picture().records for p in r.header.because if p.document in old]
        after = {r.header.id: r.header.witnesses for r in door.picture().records}
        assert before.items() <= after.items(), "ids and witnesses of what is still said are the same"
        (here / "valley" / "v.txt").write_text(VALLEY)
        door.read([here / "valley"])
        back = {r.header.id: r.header.witnesses for r in door.picture().records}
        assert back == before


def test_forgotten_words_are_nowhere_in_the_file_or_in_what_leaves_it(here: Path) -> None:
    store = here / "r.db"
    with Toguna.create(store) as door:
        door.read([here / "valley", here / "coast"], packs=[])
        krautwurst = next(p for p in door.picture().parties if "Krautwurst" in p.name)
        door.rule(RulingOp.EDIT, krautwurst.id, "Ana", {"aliases": ["Zebulon Krautwurst, the commander"]})
        statement = next(r for r in door.picture().records if any("Krautwurst" in p.quote for p in r.header.because))
        door.rule(RulingOp.ACCEPT, statement.header.id, "Ana")
        door.rerun()
        assert "Krautwurst" in "".join(lines(door.export()))
        assert door.forget("v.txt") == 1
        assert "Krautwurst" not in "".join(lines(r for r in door.export() if r["kind"] != "ruling"))
        assert not door.search("Krautwurst")[0]
        assert not [p for p in door.picture().parties if "Krautwurst" in p.name]
        assert "Quillan Brask" not in "".join(lines(door.export()))
        assert [path for _, _, path, _ in door.forgotten()] == ["v.txt"]
        assert door.read([here / "valley"], packs=[]).new == 0, "what was forgotten is not taken in again"
        assert "c.txt" in {d.path for d in door.picture().documents}
    raw = b"".join(p.read_bytes() for p in here.glob("r.db*"))
    for words in (b"Quillan", b"ready for talks with the government of Orlia"):
        assert words not in raw
    assert sqlite3.connect(store).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def run(*args: str) -> Any:
    done = CliRunner().invoke(app, list(args))
    assert done.exit_code == 0, done.output
    return done


def test_what_the_command_line_exports_holds_against_the_contract(here: Path) -> None:
    store = str(here / "r.db")
    run("read", str(here / "valley"), "--record", store, "--pack", str(here / "pack.yaml"))
    out = here / "out.jsonl"
    run("export", "--record", store, "--check", "-o", str(out))
    run("export", "--record", store, "--check", "--no-text", "-o", str(here / "bare.jsonl"))

    records = list(parsed(out.read_text("utf-8").splitlines()))
    assert {r["kind"] for r in records} >= {"document", "lineage", "party", "statement", "position", "cell"}
    for record in records:
        check(record)
    assert "Sarn Valley Front (SVF) is ready" not in (here / "bare.jsonl").read_text("utf-8")
    run("export", "--record", store, "--format", "csv", "-o", str(here / "tables"))
    assert sys.getsizeof((here / "tables" / "position.csv").read_text("utf-8-sig")) > 100
