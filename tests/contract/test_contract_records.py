"""Every record leaves as the contract has it and comes back as it was."""

from __future__ import annotations

import csv
import io
import json
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toguna.contract.check import check
from toguna.contract.lines import lines, parsed, without_text
from toguna.contract.records import (
    RECORDS,
    document_json,
    from_json,
    lineage_json,
    party_json,
    ruling_json,
    to_json,
)
from toguna.contract.tables import tables
from toguna.kinds.document import Document, MapPart, SetAside
from toguna.kinds.errors import RecordIsNotContract
from toguna.kinds.ids import DocumentId, Edtf, LineageId, PartyId, RecordId
from toguna.kinds.lineage import Lineage, Relation
from toguna.kinds.party import Party, Role
from toguna.kinds.record import (
    Anchor,
    Condition,
    Contradiction,
    Header,
    Origin,
    Position,
    Requires,
    Ruling,
    Spans,
    Speaker,
    State,
    Statement,
    Unlocks,
    Witnesses,
)
from toguna.kinds.span import Place, Stretch
from toguna.kinds.vocabulary import (
    Basis,
    ContradictionSort,
    Issue,
    Necessity,
    PartyType,
    RelationKind,
    RulingOp,
    Stance,
    StatementMode,
)

WORDS = "The Blue Front said it would sit down once foreign soldiers had gone."
PLACE = Place(DocumentId("a.txt"), 0, len(WORDS), WORDS)
FRONT, STATE = PartyId("party-front"), PartyId("party-state")


def header(ident: str, because: tuple[Place, ...] = (PLACE,)) -> Header:
    known = Edtf("2019-05-04")
    return Header(
        ident, RecordId(ident), because, witnesses=Witnesses(1, 1), known_on=known, origin=Origin("rule", "1")
    )


STATEMENT = Statement(
    header("statement-1"),
    Speaker("The Blue Front", FRONT),
    StatementMode.INDIRECT,
    "said",
    WORDS[20:],
    Spans((Stretch(0, 14),), (Stretch(15, 19),), (Stretch(20, 69),)),
)
CONDITION = Condition(
    header("condition-1"),
    FRONT,
    Requires(Issue.WITHDRAWAL, (STATE,), "foreign soldiers gone"),
    Unlocks(Issue.TALKS, (STATE,)),
    Necessity.NECESSARY,
    states=(State("open", Edtf("2019-05-04"), (PLACE,)), State("restated", Edtf("2019-06"), (PLACE,))),
)
POSITION = Position(header("position-1"), FRONT, Issue.TALKS, (STATE,), Stance.CONDITIONAL, (RecordId("condition-1"),))
DOCUMENT = Document(
    DocumentId("a.txt"),
    "ab" * 32,
    WORDS,
    published=Edtf("2019-05-04"),
    published_basis=Basis.STATED,
    map=(MapPart(0, 69, 10, 79),),
    aside=(SetAside(0, 9, "Advert 1\n", "advert"),),
    lineage=LineageId("lineage-1"),
)
LINEAGE = Lineage(
    LineageId("lineage-1"),
    (DocumentId("a.txt"), DocumentId("b.txt")),
    DocumentId("a.txt"),
    (Relation(DocumentId("b.txt"), RelationKind.COPY, DocumentId("a.txt"), 0.9),),
)
PARTY = Party(FRONT, "Blue Front", PartyType.ARMED_GROUP, ("BF",), roles=(Role("wing", STATE, Edtf("2018"), None),))
RULING = Ruling(
    RecordId("ruling-1"),
    "2020-01-01T00:00:00Z",
    "analyst",
    RulingOp.EDIT,
    RecordId("position-1"),
    "position",
    Anchor(DocumentId("a.txt"), "ab" * 32, 0, 69, WORDS),
    '{"stance": "against"}',
)
ALL: list[dict[str, Any]] = [
    to_json(STATEMENT),
    to_json(CONDITION),
    to_json(POSITION),
    document_json(DOCUMENT),
    lineage_json(LINEAGE),
    party_json(PARTY, because=(PLACE,)),
    ruling_json(RULING),
]

names = st.text(min_size=1, max_size=8)
places = st.tuples(names, st.integers(0, 9), st.text(min_size=1, max_size=9)).map(
    lambda t: Place(DocumentId(t[0]), t[1], t[1] + len(t[2]), t[2])
)
stretches = st.tuples(st.integers(0, 9), st.integers(1, 9)).map(lambda t: Stretch(t[0], t[0] + t[1]))
numbers = st.floats(allow_nan=False, allow_infinity=False)
for kind, strategy in ((Place, places), (Stretch, stretches), (float, numbers), (str, names)):
    st.register_type_strategy(kind, strategy)


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_every_kind_of_record_survives_the_way_out_and_back(kind: str) -> None:
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_type(RECORDS[kind]))
    def survives(record: Any) -> None:
        written = json.loads(json.dumps(to_json(record)))
        assert written["kind"] == kind
        assert from_json(written) == record

    survives()


def test_documents_lineages_parties_and_rulings_survive_too() -> None:
    for value, written in zip((DOCUMENT, LINEAGE, PARTY, RULING), ALL[3:], strict=True):
        assert from_json(json.loads(json.dumps(written))) == value


@pytest.mark.parametrize("record", ALL, ids=lambda r: str(r["kind"]))
def test_what_we_write_holds_against_the_contract(record: dict[str, Any]) -> None:
    check(record)
    check(without_text(record), with_text=False)


def test_the_contracts_own_names_are_used() -> None:
    condition = to_json(CONDITION)
    assert condition["for"] == {"issue": "talks", "toward": [STATE]}
    assert ALL[5]["roles"] == [{"role": "wing", "of": STATE, "from": "2018", "to": None}]
    assert to_json(STATEMENT)["spans"] == {"source": [[0, 14]], "cue": [[15, 19]], "content": [[20, 69]]}
    assert ALL[3]["map"] == [[0, 69, 10, 79]]
    assert ALL[6]["target"]["exact"] == WORDS and ALL[6]["value"] == {"stance": "against"}


FAULTS: list[tuple[dict[str, Any], str]] = [
    (to_json(POSITION) | {"stance": "maybe"}, "maybe"),
    (to_json(POSITION) | {"because": []}, "because"),
    (to_json(POSITION) | {"held_on": "4 May 2019"}, "4 May 2019"),
    (to_json(POSITION) | {"toward": STATE}, "toward"),
    (to_json(POSITION) | {"confidence": 2.0}, "confidence"),
    (to_json(POSITION) | {"witnesses": {"documents": 1, "independent": -1}}, "witnesses"),
    ({k: v for k, v in to_json(POSITION).items() if k != "holder"}, "holder"),
    (to_json(CONDITION) | {"now": "met"}, "now"),
    (to_json(CONDITION) | {"for": ["talks"]}, "for"),
    (lineage_json(LINEAGE) | {"first": "c.txt"}, "first"),
    ({"kind": "rumour", "id": "x"}, "rumour"),
    (to_json(POSITION) | {"because": [{"document": "a.txt", "start": 0, "end": 3, "quote": "The Blue"}]}, "quote"),
]


@pytest.mark.parametrize("broken, named", FAULTS, ids=lambda v: v if isinstance(v, str) else "")
def test_a_broken_record_is_refused_and_the_fault_is_named(broken: dict[str, Any], named: str) -> None:
    with pytest.raises(RecordIsNotContract) as refused:
        check(broken)
    assert named in str(refused.value) or named == "for"


def test_a_contradiction_joins_two_different_records() -> None:
    one = RecordId("position-1")
    twice = Contradiction(header("c"), (one, one), "talks", ContradictionSort.PARTY_PARTY)
    with pytest.raises(RecordIsNotContract):
        check(to_json(twice))


@given(st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_change_a_byte(dice: random.Random) -> None:
    shuffled = list(ALL)
    dice.shuffle(shuffled)
    assert list(lines(shuffled)) == list(lines(ALL))


def test_lines_are_read_back_and_a_broken_one_is_named() -> None:
    assert sorted(r["id"] for r in parsed(lines(ALL))) == sorted(r["id"] for r in ALL)
    with pytest.raises(RecordIsNotContract, match="line 2"):
        list(parsed(["{}", "not json"], "mine.jsonl"))


def test_sharing_leaves_no_words_but_keeps_the_offsets() -> None:
    shared = "".join(lines(without_text(r) for r in ALL))
    assert "foreign soldiers had gone" not in shared and "Advert 1" not in shared
    assert '"start": 0, "end": 69' in shared and "[[20, 69]]" in shared


def test_a_table_holds_one_record_a_row_and_no_formula() -> None:
    party = Party(PartyId("p"), "=cmd|' /C calc'!A0", PartyType.ORGANISATION, ("+1", "x"))
    text = tables([party_json(party), *ALL])
    rows = list(csv.DictReader(io.StringIO(text["party"])))
    assert [r["name"] for r in rows] == ["Blue Front", "'=cmd|' /C calc'!A0"] or len(rows) == 2
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert "requires.issue" in text["condition"] and "for.toward" in text["condition"]


@given(st.lists(st.text(max_size=20), max_size=3))
def test_no_cell_of_a_table_begins_a_formula(aliases: list[str]) -> None:
    text = tables([party_json(Party(PartyId("p"), "x", PartyType.ORGANISATION, tuple(aliases)))])["party"]
    for row in csv.DictReader(io.StringIO(text, newline="")):
        assert not any((cell or "").startswith(("=", "+", "-", "@")) for cell in row.values())
