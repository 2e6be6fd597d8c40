from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from toguna.kinds.document import Document
from toguna.kinds.errors import RecordIsUnknown, RulingIsUnclear
from toguna.kinds.ids import DocumentId, LineageId, PartyId, RecordId, fingerprint
from toguna.kinds.party import Cast, Party
from toguna.kinds.reading import Mention, MentionKind, Reading
from toguna.kinds.record import Anchor, Position, Record, Ruling
from toguna.kinds.span import Place, Stretch
from toguna.kinds.vocabulary import Issue, PartyType, RulingOp, Stance
from toguna.store.anchors import Ground, anchor, locate
from toguna.store.cast import settle_cast
from toguna.store.kinds_of import CLAIMS
from toguna.store.lasting import Names, before, lasting, lasting_parties, with_names
from toguna.store.rulings import Settled, active, batch_id, edited, settle
from toguna.store.store import Decision, Store

TEXT = "Before the rains came, Alpha wants talks with the town. Afterwards Beta refused them outright. So it went."
QUOTE = "Alpha wants talks with the town."


def ruled(
    records: Sequence[Record], documents: Sequence[Document], *rulings: Ruling, names: Names | None = None
) -> Settled:
    return settle(records, rulings, documents, names or Names(), "main", CLAIMS)


def ruling(op: RulingOp, target: str | None = None, value: Any = None, at: int = 1, **fields: Any) -> Ruling:
    text = json.dumps(value) if value is not None else ""
    made = {"kind": "position", "anchor": None, "undoes": None, **fields}
    name = RecordId(f"ruling-{at}-{op}")
    return Ruling(
        name, f"2026-01-01T00:00:{at:02d}+00:00", "ana", op, RecordId(target) if target else None, value=text, **made
    )


@pytest.fixture
def a(document: Any) -> Document:
    made: Document = document("a.txt", TEXT)
    return made


@pytest.fixture
def wants(a: Document, position: Any) -> Position:
    made: Position = position(QUOTE, a)
    return made


# Lasting names


def moved(record: Position, by: int, **fields: Any) -> Position:
    """The same words, so many characters on, under another key."""
    because = tuple(Place(p.document, p.start + by, p.end + by, p.quote) for p in record.header.because)
    key = fingerprint("position", record.header.key, by, str(fields))
    return replace(record, header=replace(record.header, key=key, id=RecordId(key), because=because), **fields)


def names(new: Sequence[Record], old: Sequence[Record], known: Mapping[str, str] | None = None) -> Names:
    return lasting(new, before(old), known or {}, {"a.txt": LineageId("l"), "b.txt": LineageId("l")}, {})


def test_in_a_fresh_store_the_id_is_the_key(wants: Position) -> None:
    assert names([wants], []).id_of(wants.header.key) == wants.header.key


def test_the_same_key_keeps_the_id_it_had(wants: Position) -> None:
    old = replace(wants, header=replace(wants.header, id=RecordId("position-old")))
    assert names([wants], [old]).id_of(wants.header.key) == "position-old"


def test_words_that_moved_a_little_keep_the_id(wants: Position) -> None:
    new = moved(wants, 3)
    assert names([new], [wants]).id_of(new.header.key) == wants.header.id


def test_words_that_moved_far_keep_the_id_by_their_quote(wants: Position) -> None:
    new = moved(wants, 4000)
    assert names([new], [wants]).id_of(new.header.key) == wants.header.id


def test_the_same_quote_in_a_copy_keeps_the_id(wants: Position) -> None:
    place = replace(wants.header.because[0], document=DocumentId("b.txt"), start=900, end=932)
    new = moved(wants, 0)
    new = replace(new, header=replace(new.header, key="position-copy", because=(place,)))
    assert names([new], [wants]).id_of("position-copy") == wants.header.id


def test_another_holder_on_the_same_words_is_another_record(wants: Position) -> None:
    new = moved(wants, 0, holder=PartyId("party-2"))
    assert names([new], [wants]).id_of(new.header.key) == new.header.key


def test_of_two_records_on_the_same_words_each_keeps_its_own_id(wants: Position) -> None:
    other = moved(wants, 0, issue=Issue.WITHDRAWAL)
    new = [moved(wants, 2, issue=Issue.WITHDRAWAL), moved(wants, 2)]
    named = names(new, [wants, other])
    assert [named.id_of(r.header.key) for r in new] == [other.header.id, wants.header.id]


def test_a_record_into_which_another_went_says_so(wants: Position) -> None:
    twin = moved(wants, 1)
    new = moved(wants, 2)
    named = names([new], [wants, twin])
    kept = named.id_of(new.header.key)
    assert {kept, *named.formerly[kept]} == {wants.header.id, twin.header.id}
    (record,) = with_names([new], named, {})
    assert record.header.formerly == named.formerly[kept]


def test_the_journal_s_name_for_a_key_holds_when_the_tables_are_gone(wants: Position) -> None:
    named = names([wants], [], {wants.header.key: "position-first"})
    assert named.id_of(wants.header.key) == "position-first"


def test_no_two_records_ever_have_one_id(wants: Position) -> None:
    new = [wants, moved(wants, 1), moved(wants, 2)]
    known = {r.header.key: wants.header.key for r in new}
    named = names(new, [wants], known)
    assert len({named.id_of(r.header.key) for r in new}) == 3


def test_a_party_keeps_its_id_when_a_fuller_name_is_found() -> None:
    old = Party(PartyId("party-old"), "the Front", PartyType.ARMED_GROUP, ("FRT",))
    new = Party(PartyId("party-new"), "the Front of the River", PartyType.ARMED_GROUP, ("FRT", "the Front"))
    assert lasting_parties([new], [old], {}) == {"party-new": "party-old"}
    other = Party(PartyId("party-3"), "the League", PartyType.ARMED_GROUP)
    assert lasting_parties([other], [old], {}) == {}


# Anchors


def test_an_anchor_finds_its_words_after_the_page_was_edited(a: Document, document: Any) -> None:
    at = TEXT.index(QUOTE)
    mark = anchor(a, Place(a.path, at, at + len(QUOTE), QUOTE))
    later = document("a.txt", "A new first line.\n" + TEXT)
    place = locate(mark, later)
    assert place and later.text[place.start : place.end] == QUOTE and place.start == at + 18


def test_of_equal_words_the_one_with_the_same_neighbours_is_meant(document: Any) -> None:
    text = "First he said no. The second time he said no. At last he said no."
    first = document("a.txt", text)
    at = text.index("he said no.", 30)
    mark = anchor(first, Place(first.path, at, at + 11, "he said no."))
    later = document("a.txt", "Now. " + text)
    place = locate(mark, later)
    assert place and place.start == at + 5


def test_an_anchor_looks_at_home_then_in_its_lineage_then_anywhere(a: Document, document: Any) -> None:
    at = TEXT.index(QUOTE)
    mark = anchor(a, Place(a.path, at, at + len(QUOTE), QUOTE))
    copy = document("b.txt", "Copied. " + TEXT, lineage="lineage-a.txt")
    stranger = document("c.txt", TEXT + " Elsewhere.")
    gone = document("a.txt", "The page says something else now.")
    assert [p.document for p in Ground([a, copy, stranger]).places(mark)] == ["a.txt", "b.txt"]
    assert [p.document for p in Ground([gone, copy, stranger]).places(mark)] == ["b.txt"]
    assert [p.document for p in Ground([stranger]).places(mark)] == ["c.txt"]
    assert list(Ground([gone]).places(mark)) == []


# Each ruling


def test_reject_takes_a_record_out_and_keeps_it_visible(a: Document, wants: Position) -> None:
    settled = ruled([wants], [a], ruling(RulingOp.REJECT, wants.header.id))
    assert settled.records == ()
    assert [r.header.id for r in settled.rejected] == [wants.header.id]


def test_what_referred_to_a_rejected_record_refers_to_it_no_more(a: Document, wants: Position, position: Any) -> None:
    other = position(
        "Beta refused them outright.", a, stance=Stance.AGAINST, conditions=(wants.header.id, RecordId("x"))
    )
    settled = ruled([wants, other], [a], ruling(RulingOp.REJECT, wants.header.id))
    (left,) = settled.records
    assert isinstance(left, Position) and left.conditions == ("x",)


def test_accept_makes_a_record_sure_and_brings_a_rejected_one_back(a: Document, wants: Position) -> None:
    reject, accept = ruling(RulingOp.REJECT, wants.header.id), ruling(RulingOp.ACCEPT, wants.header.id, at=2)
    (record,) = ruled([wants], [a], reject, accept).records
    assert (record.header.confidence, record.header.origin.by, record.header.origin.who) == (1.0, "person", "ana")
    assert record.header.origin.ruling == accept.id


def test_edit_sets_fields_and_nothing_else(a: Document, wants: Position) -> None:
    change = ruling(RulingOp.EDIT, wants.header.id, {"stance": "against", "held_on": "2020-03"})
    (record,) = ruled([wants], [a], change).records
    assert isinstance(record, Position)
    assert (record.stance, record.held_on, record.holder) == (Stance.AGAINST, "2020-03", wants.holder)
    assert record.header.key == wants.header.key


@pytest.mark.parametrize("fields", [{"colour": "red"}, {"stance": "maybe"}, {"held_on": "yesterday"}, {"header": {}}])
def test_an_edit_that_cannot_be_is_refused_by_name(wants: Position, fields: dict[str, Any]) -> None:
    with pytest.raises(RulingIsUnclear):
        edited(wants, fields)


def test_a_ruling_that_cannot_be_carried_out_is_an_orphan_and_stops_nothing(a: Document, wants: Position) -> None:
    settled = ruled([wants], [a], ruling(RulingOp.EDIT, wants.header.id, {"colour": "red"}))
    assert settled.records == (wants,)
    assert [s.orphaned for s in settled.states] == [True]


def test_merge_joins_places_and_names_and_moves_references(a: Document, wants: Position, position: Any) -> None:
    other = position("Beta refused them outright.", a)
    third = position("So it went.", a, conditions=(other.header.id,))
    settled = ruled([wants, other, third], [a], ruling(RulingOp.MERGE, wants.header.id, {"id": other.header.id}))
    one, two = sorted(settled.records, key=lambda r: r.header.because)
    assert len(settled.records) == 2
    assert one.header.because == (*wants.header.because, *other.header.because)
    assert one.header.formerly == (other.header.id,)
    assert isinstance(two, Position) and two.conditions == (wants.header.id,)


def test_split_parts_places_into_a_record_of_their_own(a: Document, wants: Position, position: Any) -> None:
    both = position(QUOTE, a)
    more = Place(a.path, TEXT.index("So it"), len(TEXT), "So it went.")
    both = replace(both, header=replace(both.header, because=(*both.header.because, more)))
    value = {"because": [{"document": "a.txt", "quote": "So it went."}], "set": {"stance": "open"}}
    settled = ruled([both], [a], ruling(RulingOp.SPLIT, both.header.id, value))
    by_quote = {r.header.because[0].quote: r for r in settled.records}
    assert set(by_quote) == {QUOTE, "So it went."}
    apart = by_quote["So it went."]
    assert isinstance(apart, Position) and apart.stance is Stance.OPEN
    assert by_quote[QUOTE].header.key == both.header.key != apart.header.key


def test_add_makes_a_whole_record_in_every_copy(a: Document, document: Any) -> None:
    copy = document("b.txt", "Copied. " + TEXT, lineage="lineage-a.txt")
    at = TEXT.index("Beta")
    mark = anchor(a, Place(a.path, at, at + 27, TEXT[at : at + 27]))
    fields = {"kind": "position", "holder": "party-2", "issue": "talks", "toward": [], "stance": "against"}
    add = ruling(RulingOp.ADD, None, fields, anchor=mark)
    (record,) = ruled([], [a, copy], add).records
    assert isinstance(record, Position) and record.holder == "party-2"
    assert [p.document for p in record.header.because] == ["a.txt", "b.txt"]
    assert record.header.witnesses.documents == 2 and record.header.witnesses.independent == 1
    assert ruled([], [a, copy], add).records == (record,)


def test_an_undone_ruling_has_no_effect_and_an_undone_undo_gives_it_back(a: Document, wants: Position) -> None:
    reject = ruling(RulingOp.REJECT, wants.header.id)
    undo = ruling(RulingOp.UNDO, at=2, undoes=reject.id, kind=None)
    again = ruling(RulingOp.UNDO, at=3, undoes=undo.id, kind=None)
    assert len(ruled([wants], [a], reject, undo).records) == 1
    assert len(ruled([wants], [a], reject, undo, again).records) == 0


def test_a_whole_batch_is_undone_at_once() -> None:
    batch = [ruling(RulingOp.REJECT, "x"), ruling(RulingOp.ACCEPT, "y"), ruling(RulingOp.REJECT, "z", at=3)]
    undo = ruling(RulingOp.UNDO, at=4, undoes=batch_id(batch[0]), kind=None)
    assert active([undo, *batch]) == (batch[2],)


def test_a_ruling_whose_id_is_gone_finds_its_words(a: Document, wants: Position, document: Any) -> None:
    mark = anchor(a, wants.header.because[0])
    later = document("a.txt", "A new first line.\n" + TEXT)
    new = moved(wants, 18)
    settled = ruled([new], [later], ruling(RulingOp.REJECT, "position-unheard-of", anchor=mark))
    assert [r.header.key for r in settled.rejected] == [new.header.key]


def test_words_that_carry_two_records_of_a_kind_leave_a_ruling_orphaned(a: Document, wants: Position) -> None:
    mark = anchor(a, wants.header.because[0])
    other = moved(wants, 0, issue=Issue.RELEASE)
    settled = ruled([wants, other], [a], ruling(RulingOp.REJECT, "position-unheard-of", anchor=mark))
    assert len(settled.records) == 2 and settled.states[0].orphaned


def test_rulings_speak_of_lasting_ids(a: Document, wants: Position) -> None:
    named = Names({wants.header.key: "position-lasting", "party-key": "party-lasting"})
    change = ruling(RulingOp.EDIT, "position-lasting", {"holder": "party-lasting"})
    (record,) = ruled([wants], [a], change, names=named).records
    assert isinstance(record, Position) and record.holder == "party-key"


# Parties


ALPHA = Party(PartyId("party-a"), "Alpha", PartyType.ARMED_GROUP, ("the Alpha men",))
AL = Party(PartyId("party-b"), "AL", PartyType.ORGANISATION, ("Al.",), country="MLI")
WHO = Cast((ALPHA, AL), {"d": ((ALPHA.id,), (AL.id,), (ALPHA.id, AL.id))})  # type: ignore[dict-item]


def party_ruling(op: RulingOp, target: str | None, value: Any, at: int = 1) -> Ruling:
    return ruling(op, target, value, at, kind="party")


def reading(*mentions: str) -> list[Reading]:
    made = tuple(Mention(Stretch(n, n + 1), 0, MentionKind.GROUP, name) for n, name in enumerate(mentions))
    return [Reading("d", mentions=made)]  # type: ignore[arg-type]


def test_merged_parties_are_one_everywhere() -> None:
    cast, states = settle_cast(WHO, [], [party_ruling(RulingOp.MERGE, "party-a", {"id": "party-b"})], {})
    assert [(p.id, p.name, p.aliases, p.country) for p in cast.parties] == [
        ("party-a", "Alpha", ("AL", "Al.", "the Alpha men"), "MLI")
    ]
    assert list(cast.who.values()) == [(("party-a",), ("party-a",), ("party-a",))]
    assert not states[0].orphaned


def test_a_party_from_another_store_is_known_by_its_name() -> None:
    value = {"id": "party-77", "name": "alpha", "other_name": "Al."}
    cast, states = settle_cast(WHO, [], [party_ruling(RulingOp.MERGE, "party-99", value)], {})
    assert [p.id for p in cast.parties] == ["party-a"] and states[0].record == "party-a"


def test_a_party_that_is_not_there_leaves_an_orphan() -> None:
    cast, states = settle_cast(WHO, [], [party_ruling(RulingOp.REJECT, "party-99", {"name": "Gamma"})], {})
    assert cast == WHO and states[0].orphaned


def test_a_rejected_party_means_nobody() -> None:
    cast, _ = settle_cast(WHO, [], [party_ruling(RulingOp.REJECT, "party-b", None)], {})
    assert list(cast.who.values()) == [(("party-a",), (), ("party-a",))]


def test_a_split_party_takes_its_names_along() -> None:
    given = reading("Alpha", "AL", "the Alpha men")
    cast, _ = settle_cast(WHO, given, [party_ruling(RulingOp.SPLIT, "party-a", {"aliases": ["the Alpha men"]})], {})
    new = next(p for p in cast.parties if p.name == "the Alpha men")
    assert list(cast.who.values()) == [(("party-a",), ("party-b",), (new.id, "party-b"))]


def test_an_added_party_is_whom_its_names_mean() -> None:
    roles = [{"role": "host", "of": "party-a", "from": "2020"}]
    value = {"name": "The League", "type": "international", "aliases": ["AL"], "roles": roles}
    cast, _ = settle_cast(WHO, reading("Alpha", "AL", "x"), [party_ruling(RulingOp.ADD, None, value)], {})
    new = next(p for p in cast.parties if p.name == "The League")
    assert new.roles[0].since == "2020"
    assert list(cast.who.values()) == [(("party-a",), (new.id,), ("party-a", "party-b"))]


# In the store


@pytest.fixture
def filled(store: Store, page: Any, a: Document, wants: Position, fill: Any) -> Store:
    run = store.begin("read", "main", "0", "{}")
    store.take([page("a.txt", TEXT)], [], "main", run)
    fill(store, a, records=(wants,))
    return store


def test_a_ruling_is_anchored_in_the_words_of_today(filled: Store, wants: Position) -> None:
    (given,) = filled.rule("ana", [Decision(RulingOp.REJECT, wants.header.id)])
    assert given.anchor and (given.anchor.exact, given.anchor.document) == (QUOTE, "a.txt")
    assert given.anchor.prefix.endswith("came, ") and len(given.anchor.suffix) == 32
    assert filled.rulings() == (given,)


def test_rulings_of_one_call_share_their_time_and_later_ones_come_later(filled: Store, wants: Position) -> None:
    target = wants.header.id
    two = filled.rule("ana", [Decision(RulingOp.REJECT, target), Decision(RulingOp.ACCEPT, target)])
    (third,) = filled.rule("ana", [Decision(RulingOp.REJECT, target)])
    assert batch_id(two[0]) == batch_id(two[1]) != batch_id(third)
    assert two[0].at < third.at


def test_to_undo_what_was_never_ruled_is_refused(filled: Store) -> None:
    with pytest.raises(RulingIsUnclear, match="no ruling"):
        filled.rule("ana", [Decision(RulingOp.UNDO, undoes="ruling-x")])


def test_a_ruling_on_what_is_not_there_is_refused_and_near_ids_are_named(filled: Store, wants: Position) -> None:
    with pytest.raises(RecordIsUnknown, match=wants.header.id):
        filled.rule("ana", [Decision(RulingOp.REJECT, wants.header.id[:-1])])
    assert filled.rulings() == ()


def test_rulings_travel_and_arrive_once(filled: Store, wants: Position, tmp_path: Any) -> None:
    filled.rule("ana", [Decision(RulingOp.REJECT, wants.header.id)])
    filled.rule("ben", [Decision(RulingOp.ACCEPT, wants.header.id)])
    lines = list(filled.export_rulings())
    with Store.create(str(tmp_path / "other.db")) as other:
        assert other.import_rulings(lines) == 2
        assert other.import_rulings([*lines, ""]) == 0
        assert list(other.export_rulings()) == lines
    assert filled.import_rulings(lines) == 0


@pytest.mark.parametrize(
    "line", ["no json", "[]", "{}", '{"id": "r", "at": "x", "who": "a", "op": "accept", "target": null}']
)
def test_a_line_that_is_no_ruling_is_named_and_nothing_arrives(filled: Store, wants: Position, line: str) -> None:
    filled.rule("ana", [Decision(RulingOp.REJECT, wants.header.id)])
    good = list(filled.export_rulings())
    with pytest.raises(RulingIsUnclear, match="line 2"):
        filled.import_rulings([good[0].replace("ana", "eva").replace('"id":"ruling', '"id":"r'), line])
    assert len(filled.rulings()) == 1


def test_an_anchor_without_words_finds_nothing(a: Document) -> None:
    assert list(Ground([a]).places(Anchor(a.path, a.sha256, 0, 5, ""))) == []
