"""Conditions, positions and contacts of rules and encoder together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from toguna.encoder.doubt import Doubt
from toguna.encoder.marks import Mark
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.reading import (
    Attribution,
    ChannelFrame,
    ConditionFrame,
    Mention,
    MentionKind,
    PositionFrame,
    SilenceFrame,
    VetoFrame,
)
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import ChannelRole, ChannelState, Issue, Lasting, Necessity, Stance, StatementMode
from toguna.language.frames import Frames
from toguna.language.learned_frames import blended_frames
from toguna.language.learned_settings import Settings
from toguna.language.reader import rule_reader
from toguna.language.scene import Scene
from toguna.packs.language import language_pack

At = tuple[int, int]

TEXT = (
    "ORSA, May 3 (Hill News) - The League said it would sit down once the guns fall silent and the gates open. "
    "The cabinet wants a truce — nothing more. "
    "Norland carries notes between them."
)
DOCUMENT = Document(DocumentId("a.txt"), "0", TEXT, language="en")
SENTENCES = rule_reader().sentences(DOCUMENT)


def at(words: str) -> At:
    assert TEXT.count(words) == 1, words
    return TEXT.index(words), TEXT.index(words) + len(words)


def stretch(words: str) -> Stretch:
    return Stretch(*at(words))


LEAGUE, CABINET, NORLAND, GUNS = range(4)
NAMED = (
    Mention(stretch("The League"), 0, MentionKind.GROUP, "League"),
    Mention(stretch("The cabinet"), 1, MentionKind.DESCRIPTION, "cabinet"),
    Mention(stretch("Norland"), 2, MentionKind.NATION, "Norland"),
    Mention(stretch("the guns"), 0, MentionKind.DESCRIPTION, "guns"),
)
SAID = Attribution(
    0,
    (stretch("The League"),),
    (stretch("said"),),
    (stretch("it would sit down once the guns fall silent and the gates open"),),
    StatementMode.INDIRECT,
    (LEAGUE,),
)
SCENE = Scene(DOCUMENT, SENTENCES, NAMED, (), (SAID,), language_pack("en"))
NO_DOUBT = Doubt(())
SURE = Settings(stand_add=0.5, stand_label=0.0, clause_add=0.5, clause_doubt=0.3, clause_fill=0.6, role=0.5)

CLAUSE = ConditionFrame(
    stretch("the guns fall silent"),
    0,
    Issue.CEASEFIRE,
    "the guns fall silent",
    by=(CABINET,),
    unlocks=Issue.TALKS,
    toward=(CABINET,),
    amount="all",
    attribution=0,
    rule="condition: once",
    confidence=0.4,
)
STAND = PositionFrame(
    stretch("it would sit down once the guns fall silent"),
    0,
    Issue.TALKS,
    Stance.CONDITIONAL,
    (LEAGUE,),
    conditions=(0,),
    attribution=0,
    lasting=Lasting.TEMPORARY,
    rule="condition: once",
    confidence=0.4,
)
RULED = Frames(conditions=(CLAUSE,), positions=(STAND,))

Roles = tuple[tuple[At, float], ...]


def role(*words: str, sure: float = 0.9) -> Roles:
    return tuple((at(w), sure) for w in words)


def stand(
    words: str,
    issue: Issue = Issue.TALKS,
    stance: Stance = Stance.OPEN,
    sure: float = 0.9,
    label: float = 0.9,
    hint: str = "no",
    **roles: Roles,
) -> Mark:
    labels = {"issue": (issue.value, label), "stance": (stance.value, label), "hint": (hint, label)}
    return Mark(at(words), "stand", sure, labels, {"holder": (), "toward": (), "condition": (), **roles})


def clause(
    words: str,
    requires: Issue = Issue.ACCESS,
    unlocks: Issue = Issue.TALKS,
    sure: float = 0.9,
    label: float = 0.9,
    by: Roles = (),
) -> Mark:
    labels = {
        "requires": (requires.value, label),
        "unlocks": (unlocks.value, label),
        "necessity": (Necessity.SUFFICIENT.value, label),
        "obstacle": ("no", label),
    }
    return Mark(at(words), "clause", sure, labels, {"by": by})


def contact(words: str, kind: str, sure: float = 0.9, **roles: Roles) -> Mark:
    labels = {
        "veto": {"topic": (Issue.INCLUSION.value, 0.9)},
        "promise": {"topic": (Issue.ACCESS.value, 0.9)},
        "chan": {"role": (ChannelRole.MESSENGER.value, 0.9), "channel": (ChannelState.ACTIVE.value, 0.9)},
    }.get(kind, {})
    return Mark(at(words), kind, sure, labels, roles)


def blended(
    *marks: Mark, ruled: Frames = RULED, scene: Scene = SCENE, how: Settings = SURE, likely: Doubt = NO_DOUBT
) -> Frames:
    return blended_frames(scene, ruled, tuple(sorted(marks, key=lambda m: (m.at, m.kind))), likely, how)


# ------------------------------------------------------------------------------------------------- what the rules say
def test_an_encoder_that_sees_nothing_leaves_the_frames_as_they_are() -> None:
    assert blended() == RULED


def test_frames_of_the_rules_keep_their_order() -> None:
    later = replace(STAND, at=stretch("it would sit down"), issue=Issue.CEASEFIRE, conditions=(), confidence=0.9)
    ruled = replace(RULED, positions=(STAND, later, replace(later, issue=Issue.ACCESS)))
    assert blended(ruled=ruled) == ruled


def test_a_find_that_the_encoder_meets_keeps_its_detail() -> None:
    made = blended(
        clause("the guns fall silent", Issue.CEASEFIRE, by=role("Norland")),
        stand("it would sit down", Issue.TALKS, Stance.CONDITIONAL, holder=role("Norland"), toward=role("Norland")),
    )
    assert made.conditions == (CLAUSE,)
    assert made.positions == (STAND,)


@pytest.mark.parametrize(("likely", "kept"), [(0.31, 1), (0.29, 0)])
def test_an_unmet_condition_is_kept_when_the_encoder_finds_it_likely_enough(
    likely: float, kept: int, doubt: Callable[..., Doubt]
) -> None:
    assert len(blended(likely=doubt(likely)).conditions) == kept


def test_pointers_to_conditions_move_with_them(doubt: Callable[..., Doubt]) -> None:
    gates = replace(CLAUSE, at=stretch("the gates open"), what="the gates open")
    ruled = Frames((CLAUSE, gates), (replace(STAND, conditions=(0, 1)),))
    made = blended(ruled=ruled, likely=doubt(0.9, CLAUSE.at))
    assert made.conditions == (gates,)
    assert made.positions[0].conditions == (0,)


def test_nobody_stands_on_a_condition_that_was_thrown_out(doubt: Callable[..., Doubt]) -> None:
    made = blended(likely=doubt(0.9, CLAUSE.at))
    assert made.conditions == ()
    assert [(p.stance, p.conditions) for p in made.positions] == [(Stance.OPEN, ())]


def test_a_stance_of_the_rules_stands() -> None:
    plain = replace(STAND, stance=Stance.FOR, conditions=())
    mark = stand("it would sit down", Issue.TALKS, Stance.AGAINST, label=0.99)
    assert blended(mark, ruled=Frames(positions=(plain,))).positions == (plain,)


@pytest.mark.parametrize(("label", "added"), [(0.7, 0), (0.72, 1)])
def test_a_stand_is_added_when_its_labels_are_together_sure_enough(label: float, added: int) -> None:
    mark = stand("wants a truce", Issue.CEASEFIRE, Stance.FOR, label=label, holder=role("The cabinet"))
    assert len(blended(mark, ruled=Frames(), how=replace(SURE, stand_label=0.5)).positions) == added


@pytest.mark.parametrize(("label", "issue"), [(0.59, Issue.OTHER), (0.6, Issue.OPERATIONS)])
def test_what_a_condition_asks_for_is_filled_where_the_rule_has_nothing_better(label: float, issue: Issue) -> None:
    mark = clause("the guns fall silent", Issue.OPERATIONS, label=label)
    vague = replace(CLAUSE, issue=Issue.OTHER)
    assert [blended(mark, ruled=Frames((c,))).conditions[0].issue for c in (CLAUSE, vague)] == [CLAUSE.issue, issue]


def test_what_a_rule_left_open_is_left_to_the_record_room_which_knows_the_report() -> None:
    unknown = replace(CLAUSE, by=())
    made = blended(clause("the guns fall silent", label=0.3, by=role("the guns")), ruled=Frames((unknown,)))
    assert made.conditions == (unknown,)


# ------------------------------------------------------------------------------------------ what only the encoder says
@pytest.mark.parametrize(("sure", "added"), [(0.49, 0), (0.5, 1)])
def test_a_clause_is_added_from_its_confidence_on(sure: float, added: int) -> None:
    made = blended(clause("the gates open", sure=sure, by=role("The cabinet")))
    assert made.conditions[0] == CLAUSE
    assert [(c.what, c.issue, c.by, c.attribution, c.rule) for c in made.conditions[1:]] == [
        ("the gates open", Issue.ACCESS, (CABINET,), 0, "encoder")
    ] * added


@pytest.mark.parametrize(("sure", "added"), [(0.49, 0), (0.5, 1)])
def test_a_stand_is_added_from_its_confidence_on(sure: float, added: int) -> None:
    mark = stand("wants a truce", Issue.CEASEFIRE, Stance.FOR, sure, holder=role("The cabinet"), hint="yes")
    made = blended(mark, ruled=Frames()).positions
    assert [(p.holder, p.stance, p.explicit, p.rule) for p in made] == [
        ((CABINET,), Stance.FOR, False, "encoder")
    ] * added


def test_nobody_stands_anywhere_without_a_holder() -> None:
    assert blended(stand("wants a truce", holder=role("The cabinet", sure=0.49)), ruled=Frames()).positions == ()


def test_a_position_that_only_the_encoder_sees_has_its_condition() -> None:
    mark = stand(
        "it would sit down",
        Issue.TALKS,
        Stance.CONDITIONAL,
        holder=role("The League"),
        condition=role("the gates open"),
    )
    made = blended(mark, clause("the gates open"), ruled=Frames())
    assert [(p.stance, p.conditions, p.attribution) for p in made.positions] == [(Stance.CONDITIONAL, (0,), 0)]
    alone = blended(mark, ruled=Frames())
    assert [(p.stance, p.conditions) for p in alone.positions] == [(Stance.OPEN, ())]


def test_a_clause_inside_a_condition_of_the_rules_is_that_condition() -> None:
    whole = replace(CLAUSE, at=stretch("the guns fall silent and the gates open"), confidence=0.9)
    mark = stand(
        "it would sit down",
        Issue.TALKS,
        Stance.CONDITIONAL,
        holder=role("The League"),
        condition=role("the gates open"),
    )
    made = blended(mark, clause("the guns fall silent"), clause("the gates open"), ruled=Frames((whole,)))
    assert len(made.conditions) == 1
    assert [(p.stance, p.conditions) for p in made.positions] == [(Stance.CONDITIONAL, (0,))]


def test_a_position_rests_on_the_words_of_whoever_said_it() -> None:
    made = blended(stand("it would sit down", holder=role("The League")), ruled=Frames()).positions
    assert made[0].at == SAID.content[0]
    told = blended(stand("wants a truce", holder=role("The cabinet")), ruled=Frames()).positions
    assert told[0].at.of(TEXT) == "The cabinet wants a truce — nothing more"


def test_a_clause_without_words_is_none() -> None:
    mark = Mark(at(" — "), "clause", 0.9, clause("the gates open").labels, {"by": ()})
    assert blended(mark, ruled=Frames()).conditions == ()


def test_a_clause_ends_with_its_sentence() -> None:
    mark = replace(clause("the gates open"), at=(at("the gates open")[0], at("The cabinet")[1]))
    assert [c.at.of(TEXT) for c in blended(mark, ruled=Frames()).conditions] == ["the gates open"]


def test_carried_sentences_give_nothing() -> None:
    carried = replace(SCENE, sentences=tuple(replace(s, carried=True) for s in SENTENCES))
    marks = (
        clause("the gates open"),
        stand("wants a truce", holder=role("The cabinet")),
        contact("carries notes", "chan", who=role("Norland"), between=()),
    )
    assert blended(*marks, ruled=Frames(), scene=carried) == Frames()


# ---------------------------------------------------------------------------------------------------------- contacts
@pytest.mark.parametrize(("sure", "added"), [(0.49, 0), (0.5, 1)])
def test_a_contact_is_added_from_its_confidence_on(sure: float, added: int) -> None:
    both = role("The League", "The cabinet")
    made = blended(contact("carries notes", "chan", sure, who=role("Norland"), between=both), ruled=Frames())
    assert [(c.who, c.role, c.state, c.between) for c in made.channels] == [
        ((NORLAND,), ChannelRole.MESSENGER, ChannelState.ACTIVE, (LEAGUE, CABINET))
    ] * added


@pytest.mark.parametrize(("kind", "field"), [("veto", "vetoes"), ("silence", "silences"), ("promise", "commitments")])
def test_every_sort_of_contact_comes_out_in_its_place(kind: str, field: str) -> None:
    made = blended(contact("nothing more", kind, who=role("The cabinet"), excludes=role("Norland")), ruled=Frames())
    (frame,) = getattr(made, field)
    assert frame.sentence == 1 and frame.rule == "encoder"
    if isinstance(frame, VetoFrame):
        assert (frame.by, frame.excludes) == ((CABINET,), (NORLAND,))
    elif isinstance(frame, SilenceFrame):
        assert (frame.who, frame.toward) == ((CABINET,), (NORLAND,))
    else:
        assert (frame.by, frame.what) == ((CABINET,), "nothing more")


def test_a_contact_without_anybody_is_none() -> None:
    assert blended(contact("carries notes", "chan", who=(), between=()), ruled=Frames()) == Frames()


def test_where_a_rule_found_a_contact_the_encoder_adds_none() -> None:
    known = ChannelFrame(
        stretch("carries notes"), 2, (NORLAND,), ChannelRole.MEDIATOR, ChannelState.ENDED, rule="channel"
    )
    ruled = Frames(channels=(known,))
    assert blended(contact("between them", "chan", who=role("The League"), between=()), ruled=ruled) == ruled
