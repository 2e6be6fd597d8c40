"""Every record leads back to words that are there, and nothing is lost, invented or drawn from residue.

Checked on the example reports, end to end through the one door.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from toguna.api import Toguna
from toguna.contract.check import check
from toguna.contract.lines import lines, without_text
from toguna.kinds.edtf import bounds, is_day, last_day

EXAMPLES = Path(__file__).parents[1] / "examples" / "mali"
EMPTY = {"document", "lineage", "cell", "ruling"}
ID = re.compile(
    r"(?:party|position|condition|statement|event|figure|channel|veto|silence|cell|shift|contradiction|commitment"
    r"|lineage)-[0-9a-f]{8,}"
)
Records = list[dict[str, Any]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("mali") / "mali.db"
    with Toguna.create(place) as door:
        door.read([EXAMPLES])
    return place


@pytest.fixture(scope="module")
def records(store: Path) -> Records:
    with Toguna.open(store) as door:
        return list(door.export())


@pytest.fixture(scope="module")
def documents(records: Records) -> dict[str, dict[str, Any]]:
    return {r["path"]: r for r in records if r["kind"] == "document"}


def places(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from record["because"]
    yield from record["context"]
    for state in record.get("states", ()):
        yield from state["because"]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def test_every_place_quotes_its_document_to_the_letter(records: Records, documents: dict[str, dict[str, Any]]) -> None:
    wrong = [
        (r["id"], p)
        for r in records
        for p in places(r)
        if documents[p["document"]]["text"][p["start"] : p["end"]] != p["quote"]
    ]
    assert not wrong


def test_no_record_is_without_words(records: Records) -> None:
    assert not [r["id"] for r in records if r["kind"] not in EMPTY and not r["because"]]


def test_no_record_names_another_that_is_not_there(records: Records) -> None:
    known = {r["id"] for r in records}
    named = {(r["id"], t) for r in records for t in texts(r) if ID.fullmatch(t) and t not in (r["key"], *r["formerly"])}
    assert not sorted(n for n in named if n[1] not in known)


def test_spans_of_statements_lie_in_the_text(records: Records, documents: dict[str, dict[str, Any]]) -> None:
    for record in (r for r in records if r["kind"] == "statement"):
        homes = [documents[p["document"]]["text"] for p in record["because"]]
        cue = [text[a:b] for a, b in record["spans"]["cue"] for text in homes]
        assert not record["spans"]["cue"] or record["cue"] in " ".join(cue), record["id"]


def test_the_contract_holds_for_all_kinds(records: Records) -> None:
    for record in records:
        check(record)
        check(without_text(record), with_text=False)


def test_without_text_no_sentence_of_a_report_leaves(records: Records, documents: dict[str, dict[str, Any]]) -> None:
    sentences = {s for d in documents.values() for s in re.findall(r"[A-Z][^.\n]{60,}\.", d["text"])}
    left = "".join(lines(without_text(r) for r in records))
    assert sentences and not [s for s in sentences if s in left]


def test_carriers_are_counted_and_the_earliest_is_when_it_was_known(
    records: Records, documents: dict[str, dict[str, Any]]
) -> None:
    for record in records:
        if record["kind"] in EMPTY | {"contradiction", "shift"}:
            continue
        paths = {p["document"] for p in record["because"]}
        dates = [documents[p]["published"] for p in paths if documents[p]["published"]]
        assert record["witnesses"]["documents"] == len(paths), record["id"]
        assert record["witnesses"]["independent"] <= len({documents[p]["lineage"] for p in paths}), record["id"]
        first = min((last_day(d) for d in dates), default=None)
        assert first == (last_day(record["known_on"]) if record["known_on"] else None), record["id"]


def test_what_a_copy_carries_names_the_copy(records: Records, documents: dict[str, dict[str, Any]]) -> None:
    wire, copy = "2021-10-22-sahel-news-agency.txt", "undated-1-diaspora-echo.txt"
    assert documents[wire]["lineage"] == documents[copy]["lineage"]
    both = [r for r in records if {wire, copy} <= {p["document"] for p in r["because"]} and r["kind"] == "statement"]
    assert both
    for record in both:
        shortest = min((p["quote"] for p in record["because"]), key=len)
        assert all(shortest in p["quote"] for p in record["because"])
        assert record["witnesses"]["independent"] == 1


def test_clean_text_and_what_is_set_aside_cover_the_raw_page(documents: dict[str, dict[str, Any]]) -> None:
    for path, document in documents.items():
        raw = raw_of(path)
        if raw is None:
            continue
        seen = [0] * len(raw)
        clean = [False] * len(document["text"])
        for a, b, start, end in document["map"]:
            assert document["text"][a:b] == raw[start:end]
            for n in range(start, end):
                seen[n] += 1
            clean[a:b] = [True] * (b - a)
        for part in document["aside"]:
            assert raw[part["start"] : part["end"]] == part["text"] and part["reason"]
            for n in range(part["start"], part["end"]):
                seen[n] += 1
        assert max(seen) == 1, f"{path}: a character is told twice"
        assert not "".join(c for c, n in zip(raw, seen, strict=True) if not n).strip(), path
        assert not "".join(c for c, known in zip(document["text"], clean, strict=True) if not known).strip(), path


def raw_of(path: str) -> str | None:
    if path.endswith(".txt"):
        return (EXAMPLES / path).read_text("utf-8")
    name, _, number = path.partition("#")
    if name.endswith(".jsonl"):
        line = (EXAMPLES / name).read_text("utf-8").splitlines()[int(number) - 1]
        return str(json.loads(line)["text"]) if path not in TITLED else None
    return None


TITLED = frozenset({"2023-autumn-north-report.jsonl#1", "2023-autumn-north-report.jsonl#2"})
"""Their titles are given beside the text, not in it."""


def test_nothing_is_drawn_from_residue(records: Records, documents: dict[str, dict[str, Any]]) -> None:
    residue = ("newsletter", "Lottery", "Invest Daily Premium", "thieboudienne", "cookie", "Exit mobile")
    for record in records:
        if record["kind"] not in EMPTY:
            quotes = " ".join(p["quote"] for p in record["because"])
            assert not [w for w in residue if w in quotes], record["id"]


def test_the_account_of_every_stage_adds_up(store: Path) -> None:
    with Toguna.open(store) as door:
        (run,) = door.account()
    assert run.account and len(run.account.stages) == 7
    for stage in run.account.stages:
        assert stage.taken == stage.passed + stage.aside == stage.passed + sum(n for _, n in stage.reasons)
    assert len(run.account.asides) <= sum(s.aside for s in run.account.stages)


def test_no_date_is_more_exact_than_a_word_that_carries_it(
    records: Records, documents: dict[str, dict[str, Any]]
) -> None:
    """A day in a record comes from a day in the text, a weekday, a near word, or the day of the report."""
    near = re.compile(
        r"\b(?:\d{1,2}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tomorrow|day|overnight|morning"
        r"|evening|night|weeks?|eve)\b",
        re.IGNORECASE,
    )
    for record in records:
        on = record.get("on") if record["kind"] in ("event", "veto", "channel") else record.get("period")
        if not on or not is_day(on):
            continue
        for place in record["because"]:
            document = documents[place["document"]]
            if on == document["published"]:
                break
            start = document["text"].rfind("\n", 0, place["start"]) + 1
            end = document["text"].find("\n", place["end"])
            if near.search(document["text"][start : end if end >= 0 else None]):
                break
        else:
            pytest.fail(f"{record['id']} is dated {on} by {record['because'][0]['quote']!r}")


def test_what_happens_in_an_undated_report_has_no_day(records: Records, documents: dict[str, dict[str, Any]]) -> None:
    undated = {p for p, d in documents.items() if d["published"] is None}
    assert undated
    for record in records:
        if (
            record["kind"] in ("statement", "position", "silence")
            and {p["document"] for p in record["because"]} <= undated
        ):
            on = record.get("said_on") or record.get("held_on") or record.get("on")
            assert record["known_on"] is None and (on is None or not is_day(on)), record["id"]


def test_every_date_is_edtf_and_ends_after_it_begins(records: Records) -> None:
    names = {
        "published",
        "known_on",
        "on",
        "said_on",
        "held_on",
        "due",
        "deadline",
        "period",
        "at",
        "since",
        "confirmed",
    }

    def dates(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name in names and isinstance(inner, str) and value.get("kind") != "ruling":
                    yield inner
                yield from dates(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from dates(inner)

    for one in dates(records):
        first, last = bounds(one)
        assert first <= last
