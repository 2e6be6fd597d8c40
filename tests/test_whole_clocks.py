"""Two clocks, conditions that only words move, and a matrix that equals what its positions say on every day.

The reports are our own writing about an invented conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.api import Toguna
from toguna.api.picture import Picture
from toguna.kinds.document import Document
from toguna.kinds.edtf import bounds, last_day
from toguna.kinds.ids import DocumentId, Edtf, PartyId, RecordId
from toguna.kinds.party import Cast, Party
from toguna.kinds.record import (
    Cell,
    Claim,
    Condition,
    Contradiction,
    Header,
    Position,
    Requires,
    Shift,
    Spans,
    Speaker,
    State,
    Statement,
    Unlocks,
)
from toguna.kinds.span import Place
from toguna.kinds.vocabulary import ConditionState, Issue, Necessity, PartyType, Stance, StatementMode
from toguna.process.condition import is_unmet
from toguna.process.days import surely
from toguna.process.derive import derive
from toguna.process.known import known_by
from toguna.process.matrix import matrix_at

PACK = """\
# The invented conflict of Orlia.
parties:
  - {id: gov-orlia, name: Government of Orlia, type: government, aliases: [Orlia], descriptions: [the government]}
  - {id: gov-tessia, name: Government of Tessia, type: government, aliases: [Tessia, Tessian, Tessian troops]}
  - {id: svf, name: Sarn Valley Front, type: armed-group, aliases: [SVF]}
  - {id: mott, name: Lena Mott, type: person, member_of: gov-orlia}
"""

REPORTS = {
    "a-terms.txt": """A week in the Sarn valley

SARN, 2 March 2031 (Lake News Service) - The Sarn Valley Front (SVF) will hold talks with the government of Orlia only \
if Tessian troops leave the country, its spokesman said on Sunday.

The government of Orlia is ready for talks with the SVF, Information Minister Lena Mott said on Saturday.
""",
    "b-copy.txt": """A week in the Sarn valley

SARN, 9 March 2031 (Lake News Service) - The Sarn Valley Front (SVF) will hold talks with the government of Orlia only \
if Tessian troops leave the country, its spokesman said on Sunday.

The government of Orlia is ready for talks with the SVF, Information Minister Lena Mott said on Saturday.
""",
    "c-denial.txt": """Orlia's cabinet puts a word right

CAPITOL, 5 April 2031 (Harbour Gazette) - The government of Orlia denied on Friday that it was ready for talks with \
the SVF.
""",
    "d-plan.txt": """Tessia makes a plan

PORT TESS, 10 May 2031 (Lake News Service) - Tessia will withdraw its troops from Orlia by the end of the year, the \
government of Tessia said on Friday.
""",
    "e-left.txt": """The last lorries cross the border

PORT TESS, 20 December 2031 (Harbour Gazette) - The last Tessian troops left Orlia on Friday, the government of Tessia \
said.
""",
}


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Toguna:
    place = tmp_path_factory.mktemp("clocks")
    (place / "pack.yaml").write_text(PACK)
    (place / "reports").mkdir()
    for name, text in REPORTS.items():
        (place / "reports" / name).write_text(text)
    opened = Toguna.create(place / "r.db")
    opened.read([place / "reports"], packs=[str(place / "pack.yaml")])
    return opened


def stances(door: Toguna, at: str | None, known: str | None = None) -> dict[str, str]:
    rows = door.matrix(date.fromisoformat(at) if at else None, date.fromisoformat(known) if known else None)
    picture = door.picture()
    return {picture.name(r.cell.holder): r.cell.stance.value for r in rows if r.cell.issue is Issue.TALKS}


def states(door: Toguna, at: str | None = None, known: str | None = None) -> list[str]:
    rows = door.conditions(date.fromisoformat(at) if at else None, date.fromisoformat(known) if known else None)
    return [r.state.value for r in rows if r.condition.requires.issue is Issue.WITHDRAWAL]


def test_announced_is_never_met(door: Toguna) -> None:
    assert states(door, "2031-03-05") == ["open"]
    assert states(door, "2031-06-01") == ["announced"]
    assert states(door, "2031-12-18") == ["announced"]
    assert states(door, "2031-12-31") == states(door) == ["met"]


def test_what_was_not_known_moves_nothing_whatever_the_day_asked_about(door: Toguna) -> None:
    assert states(door, "2031-12-31", known="2031-12-19") == ["announced"]
    assert states(door, "2031-12-31", known="2031-05-09") == ["open"]
    assert states(door, "2031-12-31", known="2031-03-01") == []


def test_a_denial_ends_the_partys_own_word_on_its_day(door: Toguna) -> None:
    assert stances(door, "2031-04-03")["Government of Orlia"] == "for"
    assert stances(door, "2031-04-30").get("Government of Orlia") != "for"
    assert stances(door, "2031-04-30", known="2031-04-01")["Government of Orlia"] == "for"


def test_knowledge_up_to_a_day_hides_what_later_reports_alone_say(door: Toguna) -> None:
    days = sorted({date.fromisoformat(d.published) for d in door.picture().documents if d.published})
    for day in [*days, *(d - timedelta(days=1) for d in days)]:
        picture = door.picture(known=day)
        later = {d.path for d in door.picture().documents if not d.published or last_day(d.published) > day}
        assert not later & {d.path for d in picture.documents}
        for record in picture.records:
            assert (record.header.known_on and last_day(record.header.known_on) <= day) or isinstance(record, Cell)
            assert not record.header.because or {p.document for p in record.header.because} - later, record.header.id


def test_a_copy_that_came_later_is_no_witness_yet(door: Toguna) -> None:
    picture = door.picture()
    claims = [r for r in picture.records if not isinstance(r, (Cell, Contradiction, Shift))]
    both = [c for c in claims if {p.document for p in c.header.because} == {"a-terms.txt", "b-copy.txt"}]
    assert both and {c.header.witnesses.documents for c in both} == {2}
    for claim in known_by(both, date(2031, 3, 8), picture.documents):
        assert {p.document for p in claim.header.because} == {"a-terms.txt"}
        assert (claim.header.witnesses.documents, claim.header.witnesses.independent) == (1, 1)
    assert known_by(both, date(2031, 3, 9), picture.documents) == tuple(both)


def test_brief_matrix_and_conditions_agree_on_every_day(door: Toguna) -> None:
    for day in (None, date(2031, 3, 2), date(2031, 4, 4), date(2031, 6, 1), date(2031, 12, 31)):
        for known in (None, date(2031, 4, 6), date(2031, 12, 20)):
            brief = door.brief(day, known=known)
            assert {r.cell for r in (*brief.talks, *brief.others)} == {r.cell for r in door.matrix(day, known)}
            rows = door.conditions(day, known)
            assert [(r.condition.header.id, r.state) for r in brief.conditions] == [
                (r.condition.header.id, r.state) for r in rows
            ]
            unmet = {u.condition.header.id for r in brief.talks for u in r.unmet}
            done = {r.condition.header.id for r in rows if r.state in (ConditionState.MET, ConditionState.WITHDRAWN)}
            assert not unmet & done


def test_a_cell_is_dated_by_its_own_positions(door: Toguna) -> None:
    """No cell begins before the word that fills it, and none is older than its last confirmation says."""
    check_cells(door.picture())


def check_cells(picture: Picture) -> None:
    by_id = picture.record_of
    for cell in picture.of(Cell):
        if cell.because_of:
            filler = by_id[cell.because_of[0]]
            assert isinstance(filler, Position) and filler.stance is cell.stance
            day = surely(filler.held_on, filler.header.known_on)
            assert day and day <= date.fromisoformat(cell.at), (cell, filler)


def test_the_examples_have_no_cell_before_its_word(tmp_path: Path) -> None:
    with Toguna.create(tmp_path / "r.db") as door:
        door.read([Path(__file__).parents[1] / "examples" / "mali"], packs=["mali-sahel"])
        check_cells(door.picture())
        brute(door.picture())


# The matrix by brute force


def brute(picture: Picture) -> None:
    """Each pair's stance on every day on which anything may change is that of the position that should fill it."""
    cells = list(picture.of(Cell))
    days = sorted({date.fromisoformat(c.at) for c in cells})
    for day in {d + timedelta(days=n) for d in days for n in (-1, 0, 1)}:
        held = {(c.holder, c.toward, c.issue): c for c in matrix_at(cells, day)}
        for pair in {(c.holder, c.toward, c.issue) for c in cells}:
            line = [c for c in cells if (c.holder, c.toward, c.issue) == pair and date.fromisoformat(c.at) <= day]
            last = max(line, key=lambda c: c.at, default=None)
            assert held.get(pair) == (last if last and last.because_of else None)


ONE, OTHER = PartyId("party-one"), PartyId("party-other")
CAST = Cast((Party(ONE, "One", PartyType.ARMED_GROUP), Party(OTHER, "Other", PartyType.GOVERNMENT)), {})
ONE_SAYS, NOWHERE = Speaker("One", ONE), Spans((), (), ())
START = date(2030, 1, 1)
MOMENTS = st.integers(0, 40)


def place(n: int) -> Place:
    return Place(DocumentId(f"{n}.txt"), 0, 4, "word")


def header(kind: str, n: int, day: int) -> Header:
    on = Edtf((START + timedelta(days=day)).isoformat())
    return Header(f"{kind}-{n}", RecordId(f"{kind}-{n}"), (place(n),), known_on=on)


def position(n: int, day: int, stance: Stance, denied: int | None) -> list[Claim]:
    """A statement, the position in it, and its denial by the same party so many days later."""
    on = Edtf((START + timedelta(days=day)).isoformat())
    said = Statement(
        header("statement", n, day),
        Speaker("One", ONE),
        StatementMode.INDIRECT,
        "said",
        f"word {n}",
        Spans((), (), ()),
        said_on=on,
    )
    held = Position(
        header("position", n, day), ONE, Issue.TALKS, (OTHER,), stance, held_on=on, statement=said.header.id
    )
    made: list[Claim] = [said, held]
    if denied is not None:
        later = Edtf((START + timedelta(days=day + denied)).isoformat())
        made.append(
            Statement(
                header("denial", n, day + denied), ONE_SAYS, StatementMode.INDIRECT, "denied", f"word {n}", NOWHERE,
                said_on=later, denies=said.header.id,
            )
        )  # fmt: skip
    return made


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(MOMENTS, st.sampled_from([Stance.FOR, Stance.AGAINST, Stance.OPEN]), st.none() | st.integers(0, 20)),
        max_size=7,
        unique_by=lambda p: p[0],
    )
)
def test_the_matrix_equals_its_positions_on_every_day(plan: Sequence[tuple[int, Stance, int | None]]) -> None:
    claims = [c for n, p in enumerate(plan) for c in position(n, *p)]
    documents = [Document(DocumentId(f"{n}.txt"), str(n), "word") for n in range(len(plan))]
    records = derive(claims, CAST, documents, "main")
    cells = [r for r in records if isinstance(r, Cell)]
    for day in range(-1, 62):
        at = START + timedelta(days=day)
        standing = [
            (begun, n, stance)
            for n, (begun, stance, denied) in enumerate(plan)
            if begun <= day and (denied is None or day < begun + denied)
        ]
        found = matrix_at(cells, at)
        if not standing:
            assert found == ()
        else:
            _, _, stance = max(standing)
            (cell,) = found
            assert cell.stance is stance
            assert cell.since and bounds(cell.since)[0] <= at
            filler = {r.header.id: r for r in claims}[cell.because_of[0]]
            assert (
                isinstance(filler, Position)
                and filler.held_on
                and bounds(filler.held_on)[0] <= date.fromisoformat(cell.at)
            )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(MOMENTS, st.sampled_from(["announced", "met", "violated", "opposed"])), max_size=5))
def test_a_condition_that_is_met_and_broken_leaves_and_reenters_the_cell(moves: Sequence[tuple[int, str]]) -> None:
    """`is_unmet` and the state on a day follow the last step by then, whatever the steps are."""
    steps = tuple(
        State(state, Edtf((START + timedelta(days=day)).isoformat()), (place(0),)) for day, state in sorted(moves)
    )
    requires = Requires(Issue.WITHDRAWAL, (OTHER,), "leave")
    condition = Condition(
        header("condition", 0, 0), ONE, requires, Unlocks(Issue.TALKS), Necessity.NECESSARY, states=steps
    )
    for day in range(0, 42):
        by_then = [state for on, state in sorted(moves) if on <= day]
        assert is_unmet(condition, START + timedelta(days=day)) == (not by_then or by_then[-1] != "met")
