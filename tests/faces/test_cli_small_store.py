"""The command line on a small store made by hand: every command says what the record holds, and where from."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from toguna.contract.check import check
from toguna.faces.cli import app
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf, LineageId, PartyId, RecordId
from toguna.kinds.lineage import Lineage, Relation
from toguna.kinds.page import Media, Page
from toguna.kinds.party import Cast, Party
from toguna.kinds.reading import Sentence
from toguna.kinds.record import (
    Claim,
    Condition,
    Event,
    Figure,
    Header,
    Origin,
    Position,
    Requires,
    Silence,
    Spans,
    Speaker,
    Statement,
    Unlocks,
    Veto,
    Witnesses,
)
from toguna.kinds.span import Place, Stretch
from toguna.kinds.vocabulary import (
    Basis,
    ConditionState,
    Counts,
    EventStatus,
    EventType,
    Issue,
    Necessity,
    PartyType,
    RelationKind,
    Stance,
    StatementMode,
)
from toguna.process.derive import derive
from toguna.store.lasting import Names
from toguna.store.store import Store
from toguna.store.tables import Tables

OFFER = "The Blue Front said it would talk to the government only if the foreign battalion left."
ORDER = "The foreign battalion announced that it would leave by summer."
REFUSAL = "The government refused all talks with the Blue Front."
DEAD = "More than 40 people died in May, the Red Crescent said."
QUIET = "The Blue Front did not reply."
FIRST = f"Front sets a condition\n{OFFER}\n{DEAD}"
COPY = f"{OFFER}\n{DEAD}"
SECOND = f"A refusal\n{REFUSAL} {QUIET}"
THIRD = f"A promise\n{ORDER}"
FRONT, STATE, BATTALION = PartyId("party-front"), PartyId("party-state"), PartyId("party-battalion")
TEXTS = {"a.txt": FIRST, "b.txt": COPY, "c.txt": SECOND, "d.txt": THIRD}
DATES = {"a.txt": "2019-05-04", "b.txt": None, "c.txt": "2019-06-10", "d.txt": "2019-07-01"}


def place(path: str, words: str) -> Place:
    start = TEXTS[path].index(words)
    return Place(DocumentId(path), start, start + len(words), words)


def header(ident: str, *places: Place) -> Header:
    known = min((on for p in places if (on := DATES[p.document])), default=None)
    return Header(
        key=ident,
        id=RecordId(ident),
        because=places,
        origin=Origin("test", "1"),
        witnesses=Witnesses(len({p.document for p in places}), 1),
        known_on=Edtf(known) if known else None,
    )


def claims() -> tuple[Claim, ...]:
    offer = place("a.txt", OFFER), place("b.txt", OFFER)
    said = Statement(
        header("statement-0001aaaa", *offer),
        Speaker("The Blue Front", FRONT),
        StatementMode.INDIRECT,
        "said",
        OFFER[20:],
        Spans((Stretch(23, 37),), (Stretch(38, 42),), (Stretch(43, 60),)),
        said_on=Edtf("2019-05-04"),
    )
    asked = Condition(
        header("condition-0002bbbb", *offer),
        FRONT,
        Requires(Issue.WITHDRAWAL, (BATTALION,), "the foreign battalion leaves"),
        Unlocks(Issue.TALKS, (STATE,)),
        Necessity.NECESSARY,
        statement=said.header.id,
        set_on=Edtf("2019-05-04"),
    )
    ready = Position(
        header("position-0003cccc", *offer),
        FRONT,
        Issue.TALKS,
        (STATE,),
        Stance.CONDITIONAL,
        (asked.header.id,),
        Edtf("2019-05-04"),
        said.header.id,
    )
    refused = Position(
        header("position-0004dddd", place("c.txt", REFUSAL)),
        STATE,
        Issue.TALKS,
        (FRONT,),
        Stance.AGAINST,
        held_on=Edtf("2019-06"),
    )
    leaving = Event(
        header("event-0005eeee", place("d.txt", ORDER)),
        EventType.RETREAT,
        EventStatus.ANNOUNCED,
        (BATTALION,),
        on=Edtf("2019-07-01"),
        issue=Issue.WITHDRAWAL,
        moves=ConditionState.ANNOUNCED,
    )
    dead = Figure(
        header("figure-0006ffff", place("a.txt", DEAD)), Counts.KILLED, "people", low=40, period=Edtf("2019-05")
    )
    veto = Veto(header("veto-00070000", place("c.txt", REFUSAL)), STATE, FRONT, Issue.TALKS)
    quiet = Silence(header("silence-00081111", place("c.txt", QUIET)), FRONT, (), Edtf("2019-06-10"))
    return said, asked, ready, refused, leaving, dead, veto, quiet


def document(path: str) -> Document:
    own, text = DATES[path], TEXTS[path]
    return Document(
        DocumentId(path),
        path.encode().hex().ljust(64, "0"),
        text,
        title=text.split("\n")[0] if path != "b.txt" else None,
        published=Edtf(own) if own else Edtf("2019-05-04/2019-05-06"),
        published_basis=Basis.STATED if own else Basis.INTERNAL,
        outlet={"a.txt": "The Harbour Post", "b.txt": "Market Echo"}.get(path, "Hill Radio"),
        language="en",
        lineage=LineageId("lineage-ab" if path in ("a.txt", "b.txt") else f"lineage-{path[0]}"),
    )


def sentences(path: str) -> tuple[Sentence, ...]:
    found = [(m.start(), m.end()) for m in re.finditer(r"[^\n.]+\.?", TEXTS[path]) if m[0].strip()]
    return tuple(Sentence(Stretch(a, b), n) for n, (a, b) in enumerate(found))


def fill(store: Store, process: str = "main") -> None:
    documents = tuple(document(p) for p in TEXTS)
    parties = (
        Party(FRONT, "Blue Front", PartyType.ARMED_GROUP, ("The Blue Front",)),
        Party(STATE, "Government of Nowhere", PartyType.GOVERNMENT, ("The government",), "MLI"),
        Party(BATTALION, "foreign battalion", PartyType.INTERNATIONAL),
    )
    copy = Relation(DocumentId("b.txt"), RelationKind.SHORTENS, DocumentId("a.txt"), 0.97)
    lineages = (
        Lineage(LineageId("lineage-ab"), (DocumentId("a.txt"), DocumentId("b.txt")), DocumentId("a.txt"), (copy,)),
        Lineage(LineageId("lineage-c"), (DocumentId("c.txt"),), DocumentId("c.txt")),
        Lineage(LineageId("lineage-d"), (DocumentId("d.txt"),), DocumentId("d.txt")),
    )
    records = derive(claims(), Cast(parties, {}), documents, process)
    run = store.begin("read", process, "0", "{}")
    pages = [Page(d.path, Media.TEXT, d.text.encode(), d.sha256) for d in documents]
    store.take(pages, (), process, run)
    every = tuple((d.path, sentences(d.path)) for d in documents)
    made = Tables(documents, lineages, parties, records, (), every)
    store.derive(process, run, "hand-made", made, Names(), {})


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "small.db"
    with Store.create(str(path)) as store:
        fill(store)
    return path


Run = Callable[..., str]


@pytest.fixture
def run(record: Path) -> Run:
    def runs(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, [*words, "--record", str(record)])
        assert result.exit_code == code, result.output + repr(result.exception)
        return str(result.output)

    return runs


def test_the_brief_says_who_stands_where_and_gives_an_id_for_every_line(run: Run) -> None:
    text = run("brief")
    assert "Blue Front -> Government of Nowhere: talks only on conditions, since 2019-05-04" in text
    assert "unmet: the foreign battalion leaves — announced since 2019-07-01" in text
    assert "Government of Nowhere -> Blue Front: against talks" in text
    assert "4 reports, from 2019-05-04 to 2019-07-01: 3 independent texts, 3 outlets named" in text
    assert "1 report without a day of publication" in text
    assert "Blue Front gave no reply — 2019-06-10" in text
    listed = [
        line for line in text.splitlines() if line.startswith("  ") and "recorded" not in line and "none" not in line
    ]
    assert all(re.search(r"\[[a-z]+-[0-9a-f]+\]$", line) for line in listed if not line.startswith("    no "))


def test_a_brief_of_an_earlier_day_does_not_know_what_came_later(run: Run) -> None:
    text = run("brief", "--at", "2019-05-31")
    assert "the foreign battalion leaves (up to foreign battalion), for talks" in text
    assert "— open since 2019-05-04" in text and "announced" not in text
    assert "against talks" not in text and "Blue Front gave no reply" not in text


def test_what_changed_is_counted_from_the_day_that_was_asked(run: Run) -> None:
    text = run("brief", "--since", "2019-06-15")
    changed = text.split("Changed since 2019-06-15")[1].split("\n\n")[0]
    assert "2019-07-01 condition of Blue Front (the foreign battalion leaves): open -> announced" in changed
    assert "first stance" in changed or "2019-05" not in changed


def test_the_second_clock_leaves_out_what_the_press_did_not_have(run: Run) -> None:
    text = run("matrix", "--known", "2019-06-01")
    assert "Blue Front" in text and "against" not in text
    assert "the foreign battalion leaves (open)" in text
    assert "announced" in run("matrix", "--at", "2019-08-01")


def test_the_brief_as_markdown_quotes_the_words_in_footnotes(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "brief.md"
    run("brief", "-o", str(out))
    text = out.read_text("utf-8")
    assert text.startswith("# main: where things stood on 2019-07-01")
    assert "[^1]: “" in text and "The Harbour Post, 2019-05-04, a.txt" in text
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(re.findall(r"\[\^(\d+)\]:", text))


def test_a_condition_is_one_row_with_each_step(run: Run) -> None:
    text = run("conditions")
    assert "1 condition on 2019-07-01 (the last report)" in text
    assert re.search(r"2019-05-04 open: “The Blue Front said .*\[condition-", text)
    assert re.search(r"2019-07-01 announced: “The foreign battalion announced .*\[event-", text)
    assert "said, not done; next: it is carried out" in text


def test_the_timeline_is_in_order_and_can_be_narrowed(run: Run) -> None:
    lines = [line for line in run("timeline").splitlines()[1:] if line]
    assert [line.split()[0] for line in lines] == [
        *["2019-05-04"] * 3,
        "2019-06",
        "2019-06-10",
        *["2019-07-01"] * 2,
        "date",
    ]
    assert "withdrawal by foreign battalion (announced)" in run("timeline", "--kind", "event")
    assert "statement" not in run("timeline", "--party", "Government of Nowhere", "--kind", "position")
    assert "2019-05-04" not in run("timeline", "--since", "2019-06-01")
    assert run("timeline", "--since", "2030", code=1)
    run("timeline", "--kind", "weather", code=2)


def test_who_shows_a_party_by_alias_and_what_it_asks_and_owes(run: Run) -> None:
    text = run("who", "the blue front")
    assert "Blue Front (armed-group)" in text and "also called: The Blue Front" in text
    assert "Conditions it set\n  Blue Front: the foreign battalion leaves" in text
    assert "Conditions it would have to fulfil\n  Blue Front" in run("who", "battalion")


def test_a_party_that_is_not_there_is_answered_with_near_ones(run: Run) -> None:
    text = run("who", "Bleu Front", code=1)
    assert "did you mean Blue Front [party-front]" in text


def test_why_shows_the_words_in_their_sentence_the_copies_and_the_witnesses(run: Run) -> None:
    text = run("why", "position-0003")
    assert OFFER in text
    assert "“Front sets a condition”, The Harbour Post, 2019-05-04 (stated in the report), a.txt" in text
    assert "carried by (shortens): Market Echo" in text
    assert "2 reports, 1 independent; on the word of: Blue Front" in text
    assert "on condition: Blue Front sets a condition" in text


@pytest.mark.parametrize(
    "kind", ["statement", "condition", "event", "figure", "veto", "silence", "cell", "contradiction"]
)
def test_why_answers_for_every_kind(run: Run, record: Path, kind: str) -> None:
    with Store.open(str(record)) as store:
        records = store.records([kind])
    for one in records:
        assert one.header.id in run("why", one.header.id)
        assert json.loads(run("why", one.header.id, "--json"))["kind"] == kind


def test_why_answers_for_parties_reports_and_lineages(run: Run) -> None:
    assert ">>Blue Front<<" in run("why", "party-front")
    assert "published: 2019-05-04 to 2019-05-06 (bounds from its own words)" in run("why", "b.txt")
    assert "shortens of a.txt (shares 97%)" in run("why", "lineage-ab")


def test_an_unknown_id_is_answered_with_near_ones_and_exit_code_1(run: Run) -> None:
    assert "did you mean position-0003cccc" in run("why", "position-0003cccd", code=1)
    assert "no record 'x'" in run("why", "x", code=1)


def test_search_finds_sentences_and_the_records_on_them(run: Run) -> None:
    text = run("search", "battalion", "left")
    assert OFFER in text and "The Harbour Post" in text and "position-0003" in text
    run("search", "zebra", code=1)


@pytest.mark.parametrize(
    "words",
    [["brief"], ["matrix"], ["conditions"], ["timeline"], ["who", "Blue Front"], ["search", "talks"], ["account"]],
    ids=lambda w: w[0],
)
def test_lists_are_json_when_asked(run: Run, words: list[str]) -> None:
    assert json.loads(run(*words, "--json"))


def test_the_export_holds_against_the_contract_and_is_the_same_twice(run: Run, tmp_path: Path) -> None:
    one, two, bare = tmp_path / "1.jsonl", tmp_path / "2.jsonl", tmp_path / "3.jsonl"
    run("export", "--check", "-o", str(one))
    run("export", "-o", str(two))
    run("export", "--check", "--no-text", "-o", str(bare))
    assert one.read_bytes() == two.read_bytes()
    kinds = [json.loads(line)["kind"] for line in one.read_text("utf-8").splitlines()]
    assert {"document", "lineage", "party", "position", "condition", "cell"} <= set(kinds)
    assert "battalion left" not in bare.read_text("utf-8")
    for line in one.read_text("utf-8").splitlines():
        check(json.loads(line))


def test_the_export_as_tables_has_one_for_each_kind(run: Run, tmp_path: Path) -> None:
    run("export", "--format", "csv", "-o", str(tmp_path / "tables"))
    assert (tmp_path / "tables" / "position.csv").read_text("utf-8-sig").startswith("kind,key,id,")
    run("export", "--format", "csv", code=2)


def test_piped_output_has_no_colour_and_cuts_no_word(record: Path) -> None:
    command = [sys.executable, "-c", "from toguna.faces.cli import main; main()", "conditions", "--record", str(record)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"COLUMNS": "40", "PATH": ""})
    assert "\x1b" not in done.stdout and "…" not in done.stdout
    assert any(len(line) > 100 for line in done.stdout.splitlines())


def test_help_starts_fast_and_shows_examples() -> None:
    command = [sys.executable, "-c", "from toguna.faces.cli import main; main()", "--help"]
    took = []
    for _ in range(3):
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.5, "the aim is half a second on a quiet machine"
    assert "toguna demo" in done.stdout and "Exit codes" in done.stdout


def test_each_command_teaches_with_an_example() -> None:
    for name in ("read", "brief", "matrix", "conditions", "timeline", "who", "why", "search", "rule", "account"):
        text = CliRunner().invoke(app, [name, "--help"]).output
        assert f"      toguna {name}" in text or f"    toguna {name}" in text, name


def test_a_missing_record_is_told_and_not_made(tmp_path: Path) -> None:
    where = tmp_path / "none.db"
    for words in (["brief"], ["why", "x"], ["export"], ["account"], ["rule", "reject", "x"], ["rulings", "list"]):
        result = CliRunner().invoke(app, [*words, "--record", str(where)])
        assert result.exit_code == 4 and "no record at" in result.output
    assert not where.exists()


def test_a_file_that_is_no_record_is_left_as_it_is(tmp_path: Path) -> None:
    where = tmp_path / "letter.db"
    where.write_text("Dear all, " * 200)
    result = CliRunner().invoke(app, ["brief", "--record", str(where)])
    assert result.exit_code == 4 and "not a toguna record" in result.output
    assert where.read_text() == "Dear all, " * 200


def test_wrong_use_ends_with_2_and_missing_input_with_3(run: Run, tmp_path: Path) -> None:
    assert "is not a date" in run("brief", "--at", "yesterday", code=2)
    assert "nothing to read at" in run("read", str(tmp_path / "none"), code=3)
    assert "it needs gold/*.json" in run("score", str(tmp_path), code=3)
    run("rule", "praise", "x", code=2)


def test_several_processes_must_be_named_apart(tmp_path: Path) -> None:
    where = tmp_path / "two.db"
    with Store.create(str(where)) as store:
        fill(store, "north")
        fill(store, "south")
    said = CliRunner().invoke(app, ["brief", "--record", str(where)])
    assert said.exit_code == 2 and "north, south" in said.output
    assert CliRunner().invoke(app, ["brief", "--record", str(where), "--process", "north"]).exit_code == 0
    assert "no process 'east'" in CliRunner().invoke(app, ["brief", "--record", str(where), "--process", "east"]).output


def test_a_ruling_is_kept_listed_exported_and_taken_back(tmp_path: Path) -> None:
    where = tmp_path / "ruled.db"
    with Store.create(str(where)) as store:
        fill(store)

    def run(*words: str) -> Any:
        result = CliRunner().invoke(app, [*words, "--record", str(where)])
        assert result.exit_code == 0, result.output
        return result.output

    run(
        "rule",
        "edit",
        "position-0003",
        "--set",
        "stance=against",
        "--set",
        "held_on=2019-05-03",
        "--who",
        "ann",
        "--later",
    )
    [made] = [json.loads(line) for line in run("rulings", "export").splitlines()]
    assert made["who"] == "ann" and json.loads(made["value"]) == {"stance": "against", "held_on": "2019-05-03"}
    assert made["anchor"]["exact"] == OFFER
    run("rule", "undo", made["id"][:12], "--later", "--who", "ann")
    assert "undo" in run("rulings", "list")
    assert made["id"] in run("why", "position-0003")


def test_words_of_a_report_cannot_steer_the_terminal(tmp_path: Path) -> None:
    from toguna.faces.wording import flat

    assert flat("a\x1b[31mred\x07\nb") == "a\ufffd[31mred\ufffd b"
