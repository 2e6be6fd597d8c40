"""A party that takes back its own word voids what it said; rejecting an offer takes nothing back."""

from __future__ import annotations

import pytest

from toguna.kinds.ids import DocumentId, Edtf, PartyId, RecordId
from toguna.kinds.record import Claim, Header, Origin, Position, Spans, Speaker, Statement, Witnesses
from toguna.kinds.span import Place
from toguna.kinds.vocabulary import Issue, Stance, StatementMode
from toguna.record.denial import with_denials

FRONT, STATE = PartyId("front"), PartyId("state")
SAID = "its envoys had been mandated to negotiate with Norland over the prisoners"


def header(key: str, day: str) -> Header:
    """The common fields of a record."""
    return Header(
        key=key,
        id=RecordId(key),
        because=(Place(DocumentId("a.txt"), 0, 5, "words"),),
        context=(),
        process="test",
        origin=Origin("rule", "1"),
        confidence=0.5,
        witnesses=Witnesses(1, 1),
        known_on=Edtf(day),
    )


def statement(key: str, cue: str, content: str, party: PartyId = FRONT, day: str = "2019-05-06") -> Statement:
    """What a party is reported to have said."""
    mode = StatementMode.INDIRECT
    return Statement(header(key, day), Speaker("somebody", party), mode, cue, content, Spans())


def claims(denial: Statement) -> list[Claim]:
    """The front's word and its position, and what was said a week later."""
    said = statement("said", "said", SAID)
    stood = Position(header("stood", "2019-05-06"), FRONT, Issue.TALKS, (STATE,), Stance.FOR, statement=said.header.id)
    return with_denials([said, stood, denial])


def voided(found: list[Claim]) -> RecordId | None:
    """What took the position out, if anything."""
    return next(c.voided_by for c in found if isinstance(c, Position))


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("denied", "having mandated envoys to negotiate with Norland"),
        ("rejected", "reports that it had mandated envoys to negotiate with Norland"),
        ("said", "no envoys had been mandated to negotiate with Norland"),
        ("disavowed", "envoys said to be mandated to negotiate with Norland"),
    ],
)
def test_a_party_that_takes_back_its_word_voids_its_position(cue: str, content: str) -> None:
    denial = statement("denial", cue, content, day="2019-05-13")
    found = claims(denial)
    assert voided(found) == denial.header.id
    assert [c.denies for c in found if isinstance(c, Statement) and c.header.key == "denial"] == ["said"]


@pytest.mark.parametrize(
    ("cue", "content", "party"),
    [
        ("rejected", "an offer to negotiate with Norland over the prisoners", FRONT),
        ("said", "no envoys of ours had been mandated to shell Norland's harbour towns at night", FRONT),
        ("denied", "that envoys had been mandated to negotiate with Norland", STATE),
        ("said", "nobody had been mandated to negotiate with Norland over the prisoners", STATE),
    ],
)
def test_an_offer_refused_or_another_s_denial_leaves_it_standing(cue: str, content: str, party: PartyId) -> None:
    assert voided(claims(statement("denial", cue, content, party, "2019-05-13"))) is None


def test_a_denial_of_before_takes_back_nothing_that_came_after() -> None:
    denial = statement("denial", "denied", "having mandated envoys to negotiate with Norland", day="2019-05-01")
    assert voided(claims(denial)) is None


def test_who_denies_a_thing_of_somebody_speaks_of_nobody_else() -> None:
    about = statement("said", "said", "the Tenders company is anywhere in the country at all", STATE)
    other = statement("other", "denied", "that Korda company is in the country at all", day="2019-05-13")
    same = statement("same", "denied", "that the Tenders company is in the country at all", day="2019-05-13")
    assert [c.denies for c in with_denials([about, other, same]) if isinstance(c, Statement)] == [None, None, "said"]
