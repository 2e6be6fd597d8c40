"""A person's word: every ruling shows in records, matrix, conditions and brief, lasts, travels, and can be undone.

The reports are our own writing about an invented conflict.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toguna.api import Toguna
from toguna.contract.check import check
from toguna.contract.lines import lines
from toguna.kinds.errors import RulingIsUnclear
from toguna.kinds.record import Condition, Event, Position, Record, Statement
from toguna.kinds.vocabulary import Issue, RulingOp, Stance
from toguna.store.rulings import batch_id
from toguna.store.store import Decision

PACK = """\
# The invented conflict of Orlia.
parties:
  - {id: gov-orlia, name: Government of Orlia, type: government, aliases: [Orlia], descriptions: [the government]}
  - {id: gov-tessia, name: Government of Tessia, type: government, aliases: [Tessia, Tessian, Tessian troops]}
  - {id: svf, name: Sarn Valley Front, type: armed-group, aliases: [SVF]}
  - {id: shf, name: Sarn Hill Front, type: armed-group, aliases: [SHF]}
  - {id: hul, name: Doran Hul, type: person, aliases: [Hul], member_of: svf}
"""

TERMS = """A week in the Sarn valley

SARN, 2 March 2031 (Lake News Service) - The Sarn Valley Front (SVF) will hold talks with the government of Orlia only \
if Tessian troops leave the country, its leader Doran Hul said on Sunday.

The Sarn Hill Front (SHF) rejected talks with the government of Orlia, its commander said on Saturday.

At least 12 people were killed in fighting near the town of Garrow on Friday, residents said.
"""
COPY = "MARKET MIRROR | Home | Shares | Sport\n\n" + TERMS.replace(", 2 March 2031 (", " (")
LEFT = """Last Tessian soldiers leave Orlia

PORT TESS, 20 December 2031 (Harbour Gazette) - The last Tessian troops left Orlia on Friday, Tessia's defence \
ministry said.
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("orlia")
    (place / "reports").mkdir()
    (place / "pack.yaml").write_text(PACK)
    for name, text in {"a-terms.txt": TERMS, "b-copy.txt": COPY, "d-left.txt": LEFT}.items():
        (place / "reports" / name).write_text(text)
    with Toguna.create(place / "base.db") as door:
        door.read([place / "reports"], packs=[str(place / "pack.yaml")])
    return place


@pytest.fixture
def door(base: Path, tmp_path: Path) -> Iterator[Toguna]:
    shutil.copy(base / "base.db", tmp_path / "r.db")
    with Toguna.open(tmp_path / "r.db", write=True) as opened:
        yield opened


def shown(door: Toguna) -> str:
    """All that the record says, without the rulings themselves."""
    return "".join(lines(r for r in door.export() if r["kind"] != "ruling"))


def one(door: Toguna, kind: type[Record], fits: Callable[[Any], bool] = lambda _: True) -> Any:
    found = [r for r in door.picture().of(kind) if fits(r)]
    assert len(found) == 1, found
    return found[0]


def the_front(door: Toguna) -> str:
    return door.party("Sarn Valley Front").id


def terms(door: Toguna) -> Position:
    found: Position = one(door, Position, lambda p: p.holder == the_front(door) and p.stance is Stance.CONDITIONAL)
    return found


def cells(door: Toguna, at: date | None = None) -> list[tuple[str, str, str, str]]:
    picture = door.picture()
    return [
        (c.cell.at, picture.name(c.cell.holder), c.cell.issue.value, c.cell.stance.value)
        for c in door.matrix(at)
        if c.cell.issue is Issue.TALKS
    ]


def test_the_scene_is_read_as_it_was_written(door: Toguna) -> None:
    assert [(name, stance) for _, name, _, stance in cells(door)] == [
        ("Sarn Hill Front", "against"),
        ("Sarn Valley Front", "conditional"),
    ]
    (row,) = door.conditions()
    assert [s.state for s in row.steps] == ["open", "met"]


RULINGS: dict[str, Callable[[Toguna], tuple[RulingOp, str | None, dict[str, Any] | None]]] = {
    "accept": lambda d: (RulingOp.ACCEPT, terms(d).header.id, None),
    "reject": lambda d: (RulingOp.REJECT, terms(d).header.id, None),
    "stance": lambda d: (RulingOp.EDIT, terms(d).header.id, {"stance": "against"}),
    "date": lambda d: (RulingOp.EDIT, terms(d).header.id, {"held_on": "2031-02"}),
    "merge": lambda d: (RulingOp.MERGE, the_front(d), {"id": d.party("Sarn Hill Front").id}),
    "split": lambda d: (RulingOp.SPLIT, the_front(d), {"aliases": ["SVF"]}),
    "split words": lambda d: (
        RulingOp.SPLIT,
        terms(d).header.id,
        {"because": [{"document": p.document, "quote": p.quote} for p in terms(d).header.because[1:]]},
    ),
    "rename": lambda d: (RulingOp.EDIT, the_front(d), {"name": "Front of the Valley"}),
    "no party": lambda d: (RulingOp.REJECT, d.party("Sarn Hill Front").id, None),
}


@pytest.mark.parametrize("what", sorted(RULINGS))
def test_undoing_any_ruling_gives_every_byte_back(door: Toguna, what: str) -> None:
    before = shown(door)
    op, target, value = RULINGS[what](door)
    ruling = door.rule(op, target, "Ana", value)
    door.rerun()
    after = shown(door)
    assert after != before and not any(r.orphaned for r in door.rulings())
    for record in door.export():
        check(record)
    door.rerun()
    assert shown(door) == after, "a re-run keeps the ruling"
    door.rule(RulingOp.UNDO, None, "Ana", undoes=ruling.id)
    door.rerun()
    assert shown(door) == before


def test_a_rejected_position_leaves_matrix_and_brief(door: Toguna) -> None:
    position = terms(door)
    door.rule(RulingOp.REJECT, position.header.id, "Ana")
    door.rerun()
    assert "Sarn Valley Front" not in [name for _, name, _, _ in cells(door)]
    assert the_front(door) not in [row.cell.holder for row in door.brief().talks]
    assert position.header.id in {r.header.id for r in door.picture().rejected}


def test_a_rejected_condition_leaves_the_cell_and_the_list(door: Toguna) -> None:
    door.rule(RulingOp.REJECT, one(door, Condition).header.id, "Ana")
    door.rerun()
    assert door.conditions() == () and door.brief().conditions == ()
    assert terms(door).conditions == ()


def test_a_rejected_event_takes_its_step_from_the_history(door: Toguna) -> None:
    for event in [e for e in door.picture().of(Event) if e.issue is Issue.WITHDRAWAL]:
        door.rule(RulingOp.REJECT, event.header.id, "Ana")
    door.rerun()
    (row,) = door.conditions()
    assert [s.state for s in row.steps] == ["open"]
    (cell,) = [c for c in door.matrix() if c.cell.holder == the_front(door) and c.cell.issue is Issue.TALKS]
    assert [u.condition.header.id for u in cell.unmet] == [row.condition.header.id]


def test_an_edited_stance_and_date_move_the_cell_everywhere(door: Toguna) -> None:
    position = terms(door).header.id
    door.rule(RulingOp.EDIT, position, "Ana", {"stance": "against", "held_on": "2031-02-20"})
    door.rerun()
    assert ("2031-02-20", "Sarn Valley Front", "talks", "against") in cells(door, date(2031, 3, 1))
    assert [r.cell.stance for r in door.brief().talks if r.cell.holder == the_front(door)] == [Stance.AGAINST]
    found = door.thing(position)[1]
    assert isinstance(found, Position) and found.header.origin.by == "person" and found.header.origin.who == "Ana"


def test_merged_parties_hold_each_others_positions(door: Toguna) -> None:
    front, hill = the_front(door), door.party("Sarn Hill Front").id
    door.rule(RulingOp.MERGE, front, "Ana", {"id": hill})
    door.rerun()
    assert {p.holder for p in door.picture().of(Position)} == {front}
    assert hill not in {p.id for p in door.picture().parties}
    assert door.party("SHF").id == front
    assert hill not in shown(door).replace(f'"formerly":["{hill}"]', "")


def test_an_added_record_is_in_every_copy_and_in_the_matrix(door: Toguna) -> None:
    picture = door.picture()
    orlia = door.party("Government of Orlia").id
    quote = "The Sarn Valley Front (SVF) will hold talks with the government of Orlia"
    value = {"kind": "position", "holder": orlia, "issue": "talks", "stance": "open", "toward": [the_front(door)]}
    value["held_on"] = "2031-03-01"
    door.rule(RulingOp.ADD, None, "Ana", value, picture.place_of("a-terms.txt", quote))
    door.rerun()
    made = one(door, Position, lambda p: p.holder == orlia)
    assert {p.document for p in made.header.because} == {"a-terms.txt", "b-copy.txt"}
    assert made.header.witnesses.documents == 2 and made.header.witnesses.independent == 1
    assert ("2031-03-01", "Government of Orlia", "talks", "open") in cells(door)


def test_a_batch_is_undone_at_once(door: Toguna) -> None:
    before = shown(door)
    made = door.store.rule(
        "Ana",
        [
            Decision(RulingOp.REJECT, terms(door).header.id),
            Decision(RulingOp.REJECT, one(door, Condition).header.id),
        ],
    )
    door.rerun()
    assert shown(door) != before
    door.rule(RulingOp.UNDO, None, "Ben", undoes=batch_id(made[0]))
    door.rerun()
    assert shown(door) == before


def test_undoing_the_undoing_brings_the_ruling_back(door: Toguna) -> None:
    ruling = door.rule(RulingOp.REJECT, terms(door).header.id, "Ana")
    door.rerun()
    ruled = shown(door)
    undone = door.rule(RulingOp.UNDO, None, "Ana", undoes=ruling.id)
    door.rerun()
    door.rule(RulingOp.UNDO, None, "Ana", undoes=undone.id)
    door.rerun()
    assert shown(door) == ruled


def test_a_ruling_outlives_a_page_whose_words_have_moved(door: Toguna, base: Path, tmp_path: Path) -> None:
    door.rule(RulingOp.EDIT, terms(door).header.id, "Ana", {"stance": "against"})
    door.rerun()
    (tmp_path / "reports").mkdir()
    longer = TERMS.replace("SARN, 2 March", "Updated with the reaction of the Hill Front.\n\nSARN, 2 March")
    (tmp_path / "reports" / "a-terms.txt").write_text(longer)
    account = door.read([tmp_path / "reports"])
    assert account.revisions == 1 and account.orphans == 0
    assert [
        p.stance for p in door.picture().of(Position) if p.holder == the_front(door) and p.issue is Issue.TALKS
    ] == [Stance.AGAINST]
    old = [d for d in door.picture().documents if d.unread == "superseded"]
    assert len(old) == 1
    assert not [r for r in door.picture().records for p in r.header.because if p.document == old[0].path]


def test_a_ruling_whose_words_are_gone_is_listed_and_comes_back_with_them(door: Toguna, tmp_path: Path) -> None:
    position = one(door, Statement, lambda s: "Doran Hul" in s.speaker.name)
    ruling = door.rule(RulingOp.REJECT, position.header.id, "Ana")
    door.rerun()
    folder = tmp_path / "reports"
    folder.mkdir()
    bare = "\n\n".join(p for p in TERMS.split("\n\n") if "Doran Hul" not in p)
    (folder / "a-terms.txt").write_text(bare)
    (folder / "b-copy.txt").write_text(bare + "\nThe market was quiet on Monday, and traders expect the same.\n")
    assert door.read([folder]).orphans == 1
    assert [r.id for r in door.rulings() if r.orphaned] == [ruling.id]
    (folder / "a-terms.txt").write_text(TERMS)
    assert door.read([folder]).orphans == 0
    assert not [s for s in door.picture().of(Statement) if "Doran Hul" in s.speaker.name]


def test_rulings_travel_to_a_fresh_store(door: Toguna, base: Path, tmp_path: Path) -> None:
    door.rule(RulingOp.EDIT, terms(door).header.id, "Ana", {"stance": "against"})
    door.rule(RulingOp.MERGE, the_front(door), "Ana", {"id": door.party("Sarn Hill Front").id})
    door.rerun()
    with Toguna.create(tmp_path / "fresh.db") as fresh:
        fresh.read([base / "reports"], packs=[str(base / "pack.yaml")])
        assert fresh.import_rulings(list(door.export_rulings())) == 2
        assert fresh.import_rulings(list(door.export_rulings())) == 0
        fresh.rerun()
        assert shown(fresh) == shown(door)
        assert list(fresh.export_rulings()) == list(door.export_rulings())


def test_a_ruling_of_one_process_touches_no_other(door: Toguna, base: Path) -> None:
    door.read([base / "reports"], process="twin", packs=[str(base / "pack.yaml")])
    before = "".join(lines(door.export("twin")))
    (position,) = [
        p for p in door.picture("main").of(Position) if p.stance is Stance.CONDITIONAL and p.issue is Issue.TALKS
    ]
    door.rule(RulingOp.REJECT, position.header.id, "Ana", process="main")
    door.rerun()
    assert "".join(lines(door.export("twin"))) == before
    assert position.header.id not in {r.header.id for r in door.picture("main").records}


def test_what_cannot_be_done_is_refused_and_leaves_no_mark(door: Toguna) -> None:
    before = "".join(lines(door.export()))
    with pytest.raises(RulingIsUnclear):
        door.rule(RulingOp.MERGE, terms(door).header.id, "Ana", {"id": one(door, Condition).header.id})
    with pytest.raises(RulingIsUnclear):
        door.rule(RulingOp.UNDO, None, "Ana", undoes="ruling-0000")
    door.rerun()
    assert "".join(lines(door.export())) == before
    assert door.rulings() == ()
