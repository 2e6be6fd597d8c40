"""The gold of the examples is in form, and reading the examples scores no lower than its floors."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from toguna.api.scoring import score_reading
from toguna.evaluation.gold import KINDS, Gold, digest, load
from toguna.evaluation.ratchet import fallen, read_floors
from toguna.kinds.edtf import bounds
from toguna.kinds.vocabulary import (
    ChannelRole,
    ChannelState,
    ConditionState,
    ContradictionSort,
    Counts,
    EventStatus,
    EventType,
    Issue,
    Necessity,
    PartyType,
    Stance,
    StatementMode,
)

CORPUS = Path(__file__).parents[2] / "examples" / "gold"
FLOORS = CORPUS / "floors.json"
VOCABULARY: dict[str, dict[str, type[StrEnum]]] = {
    "statements": {"mode": StatementMode},
    "positions": {"issue": Issue, "stance": Stance},
    "conditions": {"necessity": Necessity},
    "events": {"type": EventType, "status": EventStatus},
    "figures": {"counts": Counts},
    "channels": {"role": ChannelRole, "state": ChannelState},
    "vetoes": {"issue": Issue},
    "matrix": {"issue": Issue, "stance": Stance},
    "contradictions": {"sort": ContradictionSort},
}
PARTY_FIELDS = (
    "party",
    "holder",
    "toward",
    "set_by",
    "by",
    "actors",
    "recipients",
    "who",
    "between",
    "excludes",
    "member_of",
)
DATE_FIELDS = ("said_on", "held_on", "on", "period", "published", "at")


@pytest.fixture(scope="module")
def gold() -> Gold:
    (only,) = load(CORPUS)
    return only


@pytest.fixture(scope="module")
def texts(gold: Gold) -> dict[str, str]:
    """What each report says, tags and JSON taken away."""
    return {path: _text(path, file) for path, file in gold.files.items()}


def _text(path: str, file: Path) -> str:
    raw, _, line = file.read_text("utf-8"), *path.partition("#")[1:]
    if line:
        report = json.loads(raw.splitlines()[int(line) - 1])
        return f"{report['title']}\n{report['text']}"
    return re.sub(r"<[^>]+>", "", raw) if file.suffix == ".html" else raw


def _all(given: Any) -> Iterator[dict[str, Any]]:
    """Every object in the gold, at any depth."""
    if isinstance(given, dict):
        yield given
    for inner in given.values() if isinstance(given, dict) else given if isinstance(given, list) else ():
        yield from _all(inner)


def test_every_example_has_its_gold(gold: Gold) -> None:
    reports = {p.name for p in (CORPUS.parent / "mali").iterdir()}
    assert {path.partition("#")[0] for path in gold.files} == reports
    assert len(gold.files) == len(gold.data["documents"]) == 19


def test_every_sentence_stands_in_its_report(gold: Gold, texts: dict[str, str]) -> None:
    wrong = [
        (record["document"], record["sentence"])
        for record in _all(gold.data)
        if "sentence" in record and record["sentence"] not in texts[record["document"]]
    ]
    assert wrong == []


def test_contents_and_cues_stand_in_their_sentences(gold: Gold) -> None:
    wrong = [r["content"] for r in gold.data["statements"] if r["content"] not in r["sentence"]]
    assert wrong == []
    carried = [r for r in gold.data["statements"] if r["cue"] not in r["sentence"]]
    assert all(r["sentence"].startswith('"') for r in carried), "only a quote that goes on may have its cue before it"


def test_residue_stands_in_its_report(gold: Gold, texts: dict[str, str]) -> None:
    for document in gold.data["documents"]:
        lines = (*(document["residue"] or ()), *(document["neutral"] or ()))
        assert [line for line in lines if line not in texts[document["path"]]] == []


def test_ids_are_unique_and_resolve(gold: Gold) -> None:
    counted = Counter(r["id"] for kind in ("positions", "conditions") for r in gold.data[kind])
    assert [ident for ident, n in counted.items() if n > 1] == []
    conditions = {r["id"]: r for r in gold.data["conditions"]}
    named = [i for r in (*gold.data["positions"], *gold.data["condition_histories"]) for i in r["conditions"]]
    assert set(named) <= set(conditions)
    for position in gold.data["positions"]:
        assert {conditions[i]["set_by"] for i in position["conditions"]} <= {position["holder"]}
        assert bool(position["conditions"]) == (position["stance"] == "conditional"), position["id"]


def test_every_party_that_is_named_is_listed(gold: Gold) -> None:
    parties = gold.data["parties"]
    assert {p["type"] for p in parties.values()} <= set(PartyType)
    for record in _all(gold.data):
        for name in PARTY_FIELDS:
            value = record.get(name)
            for ident in value if isinstance(value, list) else [value]:
                assert ident is None or ident in parties, (name, ident)


def test_words_are_those_of_the_vocabularies(gold: Gold) -> None:
    for kind, names in VOCABULARY.items():
        for record in gold.data[kind]:
            for name, allowed in names.items():
                assert record[name] in set(allowed), (kind, name, record)
    for condition in gold.data["conditions"]:
        assert {condition["requires"]["issue"], condition["for"]["issue"]} <= set(Issue)
    for history in gold.data["condition_histories"]:
        assert {state["state"] for state in history["states"]} <= set(ConditionState)


def test_dates_can_be_read(gold: Gold) -> None:
    for record in _all(gold.data):
        for name in DATE_FIELDS:
            if record.get(name) is not None:
                assert bounds(record[name])


def test_a_copy_says_what_its_source_says(gold: Gold) -> None:
    """A record in a copy repeats one of the report that it was copied from, but for document, sentence and ids."""
    for source, copy in (
        ("2021-06-04-sahel-news-agency.txt", "2021-06-04-invest-daily-copy.txt"),
        ("2021-10-22-sahel-news-agency.txt", "undated-1-diaspora-echo.txt"),
    ):
        for kind in KINDS:
            first, second = (
                [_without_place(r) for r in gold.data[kind] if r["document"] == path] for path in (source, copy)
            )
            assert [r for r in second if r not in first] == []


def _without_place(record: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in record.items() if k not in {"document", "sentence", "id", "conditions"}}


def test_a_report_outside_the_corpus_folder_counts_in_the_digest(tmp_path: Path) -> None:
    shutil.copytree(CORPUS, tmp_path / "gold")
    shutil.copytree(CORPUS.parent / "mali", tmp_path / "mali")
    assert digest(tmp_path / "gold") == digest(CORPUS)
    report = tmp_path / "mali" / "undated-2-kayes-info.txt"
    report.write_text(report.read_text("utf-8") + "\nOne more line.\n", "utf-8")
    assert digest(tmp_path / "gold") != digest(CORPUS)


def test_no_figure_falls_below_its_floor() -> None:
    floors = read_floors(FLOORS, digest(CORPUS))
    assert floors.of, f"{FLOORS.name} holds no floors"
    falls = fallen(score_reading(CORPUS), floors)
    said = [f"{f.figure} fell to {f.now if f.now is None else round(f.now, 3)}, its floor is {f.floor}" for f in falls]
    assert not said, "\n".join(said)
