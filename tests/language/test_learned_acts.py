"""Events of rules and encoder together: modality before type, and announced is never met."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toguna.encoder.marks import Mark
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.reading import EventFrame, Mention, MentionKind, TimeKind, TimePhrase
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import ConditionState, EventStatus, EventType, Issue
from toguna.language.learned_acts import blended_events
from toguna.language.learned_settings import Settings
from toguna.language.reader import rule_reader
from toguna.language.scene import Scene
from toguna.packs.language import language_pack

At = tuple[int, int]
Roles = tuple[tuple[At, float], ...]

TEXT = (
    "Tarvia pulled its last brigade out of the old town of Orsa on Tuesday. "
    "The League burned two bridges and the army shelled Kelm. "
    "Norland is to send grain by Friday."
)
DOCUMENT = Document(DocumentId("a.txt"), "0", TEXT, language="en")
SENTENCES = rule_reader().sentences(DOCUMENT)


def at(words: str) -> At:
    assert TEXT.count(words) == 1, words
    return TEXT.index(words), TEXT.index(words) + len(words)


def stretch(words: str) -> Stretch:
    return Stretch(*at(words))


TARVIA, TOWN, LEAGUE, ARMY, KELM, NORLAND = range(6)
NAMED = (
    Mention(stretch("Tarvia"), 0, MentionKind.NATION, "Tarvia"),
    Mention(stretch("the old town of Orsa"), 0, MentionKind.PLACE, "Orsa"),
    Mention(stretch("The League"), 1, MentionKind.GROUP, "League"),
    Mention(stretch("the army"), 1, MentionKind.DESCRIPTION, "army"),
    Mention(stretch("Kelm"), 1, MentionKind.PLACE, "Kelm"),
    Mention(stretch("Norland"), 2, MentionKind.NATION, "Norland"),
)
TIMES = (
    TimePhrase(stretch("on Tuesday"), 0, TimeKind.POINT, Edtf("2021-05-04")),
    TimePhrase(stretch("by Friday"), 2, TimeKind.DEADLINE, Edtf("2021-05-07")),
)
SCENE = Scene(DOCUMENT, SENTENCES, NAMED, TIMES, (), language_pack("en"))
SURE = Settings(act_add=0.5, act_label=0.0, role=0.5)
LEFT = EventFrame(
    stretch("Tarvia pulled its last brigade out"),
    0,
    EventType.RETREAT,
    EventStatus.HAPPENED,
    actors=(TARVIA,),
    mode="withdraw",
    on=0,
    where="Orsa",
    issue=Issue.WITHDRAWAL,
    moves=ConditionState.MET,
    rule="event:verb:pull",
    confidence=0.4,
)


def role(*words: str, sure: float = 0.9) -> Roles:
    return tuple((at(w), sure) for w in words)


def act(
    words: str,
    kind: EventType = EventType.ASSAULT,
    status: EventStatus = EventStatus.HAPPENED,
    sure: float = 0.9,
    label: float = 0.9,
    **roles: Roles,
) -> Mark:
    labels = {"event": (kind.value, label), "status": (status.value, label)}
    return Mark(at(words), "act", sure, labels, {"actor": (), "recipient": (), "place": (), **roles})


def blended(
    *marks: Mark, ruled: tuple[EventFrame, ...] = (), scene: Scene = SCENE, how: Settings = SURE
) -> tuple[EventFrame, ...]:
    return blended_events(scene, ruled, tuple(sorted(marks, key=lambda m: m.at)), how)


def test_an_encoder_that_sees_nothing_leaves_the_acts_as_they_are() -> None:
    ruled = (LEFT, replace(LEFT, at=stretch("Tarvia pulled"), type=EventType.CONCEDE))
    assert blended(ruled=ruled) == ruled


@pytest.mark.parametrize("words", ["pulled", "of Orsa on"])
def test_a_find_that_the_encoder_meets_keeps_its_detail(words: str) -> None:
    mark = act(words, EventType.RETREAT, actor=role("The League"))
    near = replace(LEFT, at=stretch("its last brigade out"))
    assert blended(mark, ruled=(near,)) == (near,)


def test_what_a_find_lacks_is_filled() -> None:
    bare = replace(LEFT, actors=())
    mark = act("pulled", EventType.RETREAT, actor=role("Tarvia"), recipient=role("The League"))
    assert blended(mark, ruled=(bare,)) == (replace(LEFT, recipients=(LEAGUE,)),)


def test_what_a_rule_says_of_an_act_stands() -> None:
    (made,) = blended(act("pulled", EventType.REJECT, EventStatus.ANNOUNCED, label=0.99), ruled=(LEFT,))
    assert made == LEFT


@pytest.mark.parametrize(("label", "added"), [(0.49, 0), (0.5, 1)])
def test_an_act_is_added_when_its_type_is_sure_enough(label: float, added: int) -> None:
    mark = act("burned", label=label, actor=role("The League"))
    assert len(blended(mark, how=replace(SURE, act_label=0.5))) == added


@pytest.mark.parametrize(("sure", "added"), [(0.49, 0), (0.5, 1)])
def test_an_act_is_added_from_its_confidence_on(sure: float, added: int) -> None:
    made = blended(act("burned", sure=sure, actor=role("The League")))
    assert [(e.type, e.actors, e.sentence, e.rule) for e in made] == [
        (EventType.ASSAULT, (LEAGUE,), 1, "encoder")
    ] * added


def test_two_acts_of_one_sentence_are_two() -> None:
    made = blended(act("burned", actor=role("The League")), act("shelled", actor=role("the army"), place=role("Kelm")))
    assert [(e.actors, e.where) for e in made] == [((LEAGUE,), None), ((ARMY,), "Kelm")]


def test_an_act_that_a_rule_tells_is_not_told_again() -> None:
    known = EventFrame(
        stretch("The League burned"), 1, EventType.ASSAULT, EventStatus.HAPPENED, (LEAGUE,), confidence=0.9
    )
    assert blended(act("shelled Kelm", actor=role("The League")), ruled=(known,)) == (known,)
    assert len(blended(act("shelled Kelm", actor=role("the army")), ruled=(known,))) == 2


def test_a_place_is_given_by_its_name() -> None:
    (made,) = blended(act("pulled", EventType.RETREAT, place=role("the old town of Orsa")))
    assert (made.where, made.on) == ("Orsa", 0)


def test_a_deadline_dates_only_what_is_announced() -> None:
    grain = [blended(act("send grain", EventType.AID, status))[0].on for status in EventStatus]
    assert [s for s, on in zip(EventStatus, grain, strict=True) if on is not None] == [EventStatus.ANNOUNCED]


def test_a_time_that_nobody_can_tell_dates_nothing() -> None:
    unknown = replace(SCENE, times=(replace(TIMES[0], value=None), TIMES[1]))
    assert blended(act("pulled"), scene=unknown)[0].on is None


def test_carried_sentences_give_no_acts() -> None:
    carried = replace(SCENE, sentences=tuple(replace(s, carried=True) for s in SENTENCES))
    assert blended(act("burned", actor=role("The League")), scene=carried) == ()


def test_an_act_ends_with_its_sentence() -> None:
    mark = replace(act("burned"), at=(at("shelled")[0], at("Norland")[1]))
    assert [e.at.of(TEXT) for e in blended(mark)] == ["shelled Kelm."]


def test_one_act_in_two_words_is_told_once_by_the_surer() -> None:
    made = blended(act("burned", sure=0.6), act("shelled", sure=0.7))
    assert [m.at.of(TEXT) for m in made] == ["shelled"]
