"""Scores on a small gold of our own: what is right counts, what is wrong does not, and floors only rise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.evaluation.gold import digest, load
from toguna.evaluation.ratchet import fallen, figures, raised, read_floors, write_floors
from toguna.evaluation.score import Report, as_json, score
from toguna.evaluation.words import agreement, name_form, quotes_from, share_a_day
from toguna.kinds.errors import GoldIsBroken

SAID = "The Blue Front said it would talk only if the foreign battalion left the valley."
LEFT = "The foreign battalion announced on Monday that it would leave the valley by summer."
GOLD: dict[str, Any] = {
    "process": "valley",
    "parties": {
        "FRONT": {"name": "Blue Front", "type": "armed-group", "aliases": ["BF"]},
        "CHIEF": {"name": "Ann Chief", "type": "person", "aliases": [], "member_of": "FRONT"},
        "ARMY": {"name": "foreign battalion", "type": "international", "aliases": []},
    },
    "documents": [
        {
            "path": "reports/valley/a.txt",
            "published": "2019-05-04",
            "agency": None,
            "lineage": "L1",
            "residue": ["Read more"],
        },
        {
            "path": "reports/valley/undated-b.txt",
            "published": "2019-06",
            "agency": "AFP",
            "lineage": "L2",
            "residue": [],
        },
    ],
    "statements": [
        {
            "document": "reports/valley/a.txt",
            "sentence": SAID,
            "speaker": "The Blue Front",
            "party": "FRONT",
            "mode": "indirect",
            "anonymous": False,
            "content": SAID[20:],
            "said_on": "2019-05",
        }
    ],
    "positions": [],
    "conditions": [
        {
            "document": "reports/valley/a.txt",
            "sentence": SAID,
            "id": "c1",
            "set_by": "FRONT",
            "requires": {"issue": "withdrawal", "by": ["ARMY"], "what": "the battalion leaves"},
            "for": {"issue": "talks", "toward": []},
            "necessity": "necessary",
        }
    ],
    "condition_histories": [
        {
            "conditions": ["c1"],
            "states": [
                {"state": "open", "on": "2019-05", "document": "reports/valley/a.txt", "sentence": SAID},
                {
                    "state": "announced",
                    "on": "2019-06-03",
                    "document": "reports/valley/undated-b.txt",
                    "sentence": LEFT,
                },
            ],
        }
    ],
    "events": [],
    "figures": [],
    "channels": [],
    "vetoes": [],
    "contradictions": [],
    "matrix": [{"at": "2019-05-31", "holder": "FRONT", "toward": "ARMY", "issue": "talks", "stance": "conditional"}],
}


def place(path: str, quote: str) -> dict[str, Any]:
    return {"document": path, "start": 0, "end": len(quote), "quote": quote}


def export() -> list[dict[str, Any]]:
    return [
        {"kind": "document", "id": "d1", "path": "a.txt", "published": "2019-05-04", "agency": None, "text": SAID},
        {"kind": "document", "id": "d2", "path": "undated-b.txt", "published": None, "agency": "AFP", "text": LEFT},
        {"kind": "party", "id": "p1", "name": "The Blue Front", "aliases": []},
        {"kind": "party", "id": "p2", "name": "Foreign Battalion", "aliases": []},
        {
            "kind": "statement",
            "id": "s1",
            "because": [place("a.txt", SAID)],
            "speaker": {"name": "The Blue Front", "party": "p1"},
            "mode": "indirect",
            "content": SAID[20:],
            "said_on": "2019-05-04",
        },
        {
            "kind": "condition",
            "id": "k1",
            "because": [place("a.txt", SAID)],
            "set_by": "p1",
            "requires": {"issue": "withdrawal", "by": ["p2"]},
            "for": {"issue": "talks", "toward": []},
            "necessity": "necessary",
            "states": [
                {"state": "open", "on": "2019-05-04", "because": [place("a.txt", SAID)]},
                {"state": "announced", "on": "2019-06", "because": [place("undated-b.txt", LEFT)]},
            ],
        },
        {"kind": "cell", "id": "x", "at": "2019-05-04", "holder": "p1", "toward": "p2", "issue": "talks",
         "stance": "open"},
        {"kind": "cell", "id": "y", "at": "2019-05-20", "holder": "p1", "toward": "p2", "issue": "talks",
         "stance": "conditional"},
    ]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "valley.json").write_text(json.dumps(GOLD))
    reports = tmp_path / "reports" / "valley"
    reports.mkdir(parents=True)
    (reports / "a.txt").write_text(f"{SAID}\nRead more\n")
    (reports / "undated-b.txt").write_text(LEFT)
    return tmp_path


def scored(folder: Path, records: list[dict[str, Any]]) -> Report:
    return score(load(folder), lambda process: records)


def test_what_agrees_in_everything_scores_one(folder: Path) -> None:
    report = scored(folder, export()).total
    assert report.kinds["statements"].f1 == report.kinds["conditions"].f1 == 1.0
    assert report.course == {"transitions": 1.0, "matrix": 1.0, "contradictions": None}
    assert report.documents["published"] == report.documents["residue_removed"] == 1.0


def test_right_words_with_the_wrong_party_are_found_but_do_not_match(folder: Path) -> None:
    records = export()
    records[4]["speaker"] = {"name": "Foreign Battalion", "party": "p2"}
    statements = scored(folder, records).total.kinds["statements"]
    assert (statements.found_f1, statements.key_f1, statements.f1) == (1.0, 0.0, 0.0)


def test_a_person_stands_for_the_party_of_which_it_is_a_member(folder: Path) -> None:
    records = [*export(), {"kind": "party", "id": "p3", "name": "Ann Chief", "aliases": [], "member_of": None}]
    records[4]["speaker"] = {"name": "Ann Chief", "party": "p3"}
    assert scored(folder, records).total.kinds["statements"].key_f1 == 1.0


def test_an_announcement_that_is_called_met_is_no_right_turn(folder: Path) -> None:
    records = export()
    records[5]["states"][1]["state"] = "met"
    assert scored(folder, records).total.course["transitions"] == 0.0


def test_an_invented_date_for_an_undated_report_is_wrong_and_bounds_are_right(folder: Path) -> None:
    for date, right in (("2019-06-03", 1.0), ("../2019-07", 1.0), ("2020-01-01", 0.5)):
        records = export()
        records[1]["published"] = date
        assert scored(folder, records).total.documents["published"] == right


def test_an_empty_export_scores_nothing_and_does_not_fail(folder: Path) -> None:
    report = scored(folder, [])
    assert report.total.process_score == 0.0 and report.total.course["matrix"] is None
    json.dumps(as_json(report))


def test_a_repeated_record_costs_precision(folder: Path) -> None:
    again = {**export()[4], "id": "s2"}
    statements = scored(folder, [*export(), again]).total.kinds["statements"]
    assert statements.recall == 1.0 and statements.precision == 0.5


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldIsBroken, match="no gold"):
        load(tmp_path)
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "x.json").write_text('{"process": "x"}')
    with pytest.raises(GoldIsBroken, match="has no parties"):
        load(tmp_path)


def test_floors_rise_never_fall_and_belong_to_one_gold(folder: Path, tmp_path: Path) -> None:
    path, mark = tmp_path / "floors.json", digest(folder)
    good, bad = scored(folder, export()), scored(folder, export()[:4])
    assert fallen(good, read_floors(path, mark)) == ()
    write_floors(path, raised(good, read_floors(path, mark)))
    assert [f.figure for f in fallen(bad, read_floors(path, mark)) if "statements" in f.figure]
    write_floors(path, raised(bad, read_floors(path, mark)))
    assert fallen(good, read_floors(path, mark)) == ()
    assert read_floors(path, mark).of["all.statements.f1"] == figures(good)["all.statements.f1"] == 1.0
    (folder / "reports" / "valley" / "a.txt").write_text("changed")
    with pytest.raises(GoldIsBroken, match="floors are for a gold"):
        read_floors(path, digest(folder))


@given(st.text(alphabet="abc def ", max_size=40), st.text(alphabet="abc def ", max_size=40))
def test_whether_words_are_from_a_sentence_does_not_depend_on_case_or_marks(quote: str, sentence: str) -> None:
    assert quotes_from(quote, sentence) == quotes_from(f"“{quote.upper()}”,", f"{sentence} !")


@given(st.sets(st.text(max_size=2)), st.sets(st.text(max_size=2)))
def test_agreement_is_even_handed(a: set[str], b: set[str]) -> None:
    assert agreement(a, b) == agreement(b, a)
    assert 0 <= agreement(a, b) <= 1 and agreement(a, a) == 1


def test_names_and_dates_are_compared_as_people_would() -> None:
    assert name_form("the Front's") == name_form("Front") and name_form("Zoé") == name_form("zoe")
    assert share_a_day("2019-05", "2019-05-31/2019-06-02") == 1.0
    assert share_a_day(None, None) == 1.0 and share_a_day(None, "2019") == 0.0
