"""Conditions in the manner of the press, in sentences of our own about many conflicts, read from the bare text."""

from __future__ import annotations

import pytest

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.language.attributions import attributions
from toguna.language.frames import Frames, frames
from toguna.language.mentions import mentions
from toguna.language.scene import Scene
from toguna.language.sentences import sentences
from toguna.language.times import times
from toguna.packs.language import language_pack
from toguna.packs.world import world


def read(text: str) -> tuple[Scene, Frames]:
    """What the rules read in a text, from its sentences to its frames."""
    pack = language_pack("en")
    document = Document(DocumentId("a.txt"), "0", text)
    found = sentences(document)
    named = mentions(document, found, pack, world())
    when = times(document, found)
    scene = Scene(document, found, named, when, attributions(document, found, named, when, pack), pack)
    return scene, frames(scene)


#: Text, issue required, issue that it would unlock.
SET = [
    (
        "Yemen's Houthis said they would attend the talks in Geneva only if their wounded were flown to Oman.",
        "other",
        "talks",
    ),
    (
        "Libya's eastern commander refused to pull his forces out of the oil ports until the revenues were shared.",
        "other",
        "withdrawal",
    ),
    (
        "The Tripoli government said Haftar's troops must return to their bases before any ceasefire.",
        "withdrawal",
        "ceasefire",
    ),
    (
        "Nepal's Maoists agreed to place their weapons under United Nations supervision in"
        " exchange for seats in the interim government.",
        "governance",
        "disarmament",
    ),
    (
        "Russia said on Tuesday it would agree to a ceasefire only when Ukraine stops receiving Western weapons.",
        "other",
        "ceasefire",
    ),
    (
        "Thailand's army said it was ready for talks with the BRN, on condition that the group halts its attacks.",
        "ceasefire",
        "talks",
    ),
    (
        "Sinn Fein said the IRA would not decommission its weapons before British soldiers left Northern Ireland.",
        "withdrawal",
        "disarmament",
    ),
    ("The DUP said there would be no power-sharing until the protocol was scrapped.", "other", "governance"),
    ("The Syrian opposition insists Assad must go before a transition can begin.", "governance", "governance"),
    (
        "Somalia's president offered an amnesty to al-Shabaab fighters who surrender their weapons.",
        "disarmament",
        "justice",
    ),
    ("Al-Shabaab vowed to keep fighting until the last African Union soldier leaves.", "withdrawal", "ceasefire"),
    ("The African Union threatened sanctions on any party that breaks the truce.", "ceasefire", "sanctions"),
    (
        "Washington warned that it would impose sanctions if the generals do not hand over power to civilians.",
        "governance",
        "sanctions",
    ),
    (
        "The FDLR has 30 days to lay down its arms or face a military offensive, Congo's army said.",
        "disarmament",
        "operations",
    ),
    (
        "The Tamil Tigers set two conditions for a return to the table: an interim administration"
        " in the north and the lifting of the ban on the group.",
        "governance",
        "talks",
    ),
    (
        "The Tamil Tigers set two conditions for a return to the table: an interim administration"
        " in the north and the lifting of the ban on the group.",
        "sanctions",
        "talks",
    ),
    (
        "Sri Lanka's president said she would consider talks if the Tigers gave up their demand for a separate state.",
        "autonomy",
        "talks",
    ),
    ("Israel will free 50 prisoners in return for the bodies of two soldiers, an official said.", "other", "release"),
    ("Once the siege is lifted, the rebels will release the hostages, their commander said.", "access", "release"),
    (
        "Unless the constitution is amended, we will not take part in the elections, the Oromo party said.",
        "law",
        "governance",
    ),
    (
        "The Moro front demands full implementation of the peace agreement before its last fighters disarm.",
        "implementation",
        "disarmament",
    ),
    ("ELN says no truce without prisoner release", "release", "ceasefire"),
    (
        "According to the mediator, the rebels are willing to release the hostages if the army stops its bombing.",
        "ceasefire",
        "release",
    ),
    (
        "The junta said that it would hold elections in 2026, provided that the census was complete.",
        "other",
        "governance",
    ),
    (
        "He said a cessation of hostilities depended on three things: the withdrawal of tanks, the"
        " freeing of detainees and the reopening of the port.",
        "withdrawal",
        "ceasefire",
    ),
    (
        "He said a cessation of hostilities depended on three things: the withdrawal of tanks, the"
        " freeing of detainees and the reopening of the port.",
        "release",
        "ceasefire",
    ),
    (
        "He said a cessation of hostilities depended on three things: the withdrawal of tanks, the"
        " freeing of detainees and the reopening of the port.",
        "access",
        "ceasefire",
    ),
    (
        'The commander said the guns would fall silent "as soon as our brothers are out of prison".',
        "release",
        "ceasefire",
    ),
    ("The coalition will suspend air strikes for five days if the Houthis do the same.", "operations", "operations"),
    (
        "Talks are possible, but only after a full withdrawal from the occupied towns, the president said.",
        "withdrawal",
        "talks",
    ),
    (
        "Houthi negotiators want the port of Hodeidah reopened and the salaries of civil servants"
        " paid before they discuss anything else.",
        "access",
        "talks",
    ),
    (
        "The Kachin army said it was ready to sign a truce on three conditions: troops must go"
        " back to their bases, prisoners must be freed and air strikes must end.",
        "withdrawal",
        "ceasefire",
    ),
    (
        "The Kachin army said it was ready to sign a truce on three conditions: troops must go"
        " back to their bases, prisoners must be freed and air strikes must end.",
        "release",
        "ceasefire",
    ),
    (
        "The Kachin army said it was ready to sign a truce on three conditions: troops must go"
        " back to their bases, prisoners must be freed and air strikes must end.",
        "operations",
        "ceasefire",
    ),
    ("Rwanda wants the FDLR disarmed before its soldiers leave Congo.", "disarmament", "withdrawal"),
    (
        "Kinshasa said it would not sit down with the M23 until the rebels had withdrawn from Goma.",
        "withdrawal",
        "talks",
    ),
    (
        "Cyprus: Turkish side wants recognition of its sovereign equality before negotiations restart",
        "recognition",
        "talks",
    ),
    ("We are not against talks, but first the blockade has to end, a Houthi official said.", "access", "talks"),
    ("Junta: elections only after census", "other", "governance"),
    (
        "Sanctions will not be lifted until the junta hands over power, the bloc's chairman said.",
        "governance",
        "sanctions",
    ),
    ("Dbeibah said he would hand over power only to an elected government.", "governance", "governance"),
    (
        "The opposition refuses to take part in elections unless the electoral commission is replaced.",
        "other",
        "governance",
    ),
    ("Until sanctions are lifted, the general said, there would be no elections.", "sanctions", "governance"),
]


@pytest.mark.parametrize(("text", "required", "unlocks"), SET)
def test_a_condition_is_read_with_what_it_unlocks(text: str, required: str, unlocks: str) -> None:
    made = read(text)[1]
    assert (required, unlocks) in {(str(c.issue), str(c.unlocks)) for c in made.conditions}


def test_items_of_a_list_are_conditions_of_their_own() -> None:
    made = read(
        "The Tamil Tigers set two conditions for a return to the table: an interim administration in the north and the"
        " lifting of the ban on the group."
    )[1]
    assert [c.what for c in made.conditions] == [
        "an interim administration in the north",
        "the lifting of the ban on the group",
    ]
    assert {str(c.group) for c in made.conditions} == {"all"}


def test_a_sanction_says_whom_it_would_strike() -> None:
    made = read("The African Union threatened sanctions on any party that breaks the truce.")[1]
    assert [c.what for c in made.conditions] == ["any party that breaks the truce"]


def test_a_demand_before_an_act_is_told_without_the_word_that_demands_it() -> None:
    made = read("The Moro front demands full implementation of the peace agreement before its last fighters disarm.")[1]
    assert [c.what for c in made.conditions] == ["full implementation of the peace agreement"]


def test_an_ultimatum_is_held_by_whoever_sets_it() -> None:
    scene, made = read("The FDLR has 30 days to lay down its arms or face a military offensive, Congo's army said.")
    (position,) = made.positions
    assert [scene.mentions[m].name for m in position.holder] == ["Congo's army"]
    assert [scene.mentions[m].name for c in made.conditions for m in c.by] == ["FDLR"]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels said that condition was now met and talks would open.",
        "Talks resumed three days after the shelling of Taiz.",
        "Asked whether talks depended on a ceasefire, the envoy smiled.",
        "The envoy spoke on condition of anonymity about the withdrawal from Goma.",
        "Whether or not the army withdraws, the rebels will attend the talks.",
    ],
)
def test_words_of_a_condition_alone_set_none(text: str) -> None:
    assert read(text)[1].conditions == ()


def test_who_spoke_is_no_part_of_a_condition() -> None:
    scene, made = read("Until sanctions are lifted, the general said, there would be no elections.")
    assert [c.what for c in made.conditions] == ["sanctions are lifted"]
    assert [scene.mentions[m].name for p in made.positions for m in p.holder] == ["general"]


#: Text, the words of its condition.
BOUNDED = [
    (
        "The council, which had said it would negotiate as long as the island states held the chair, did not reply.",
        "the island states held the chair",
    ),
    (
        "The front will take part in the conference only after a meeting on the port has been held, for which no day"
        " was named.",
        "a meeting on the port has been held",
    ),
    (
        "The rebels, who want talks provided that prisoners, some of them ill, are freed, welcomed the offer.",
        "prisoners, some of them ill, are freed",
    ),
    (
        "They met the guild, which will hold talks only if the prisoners are free.",
        "the prisoners are free",
    ),
]


@pytest.mark.parametrize(("text", "words"), BOUNDED)
def test_a_condition_ends_where_the_clause_around_it_goes_on(text: str, words: str) -> None:
    _, found = read(text)
    assert [c.what for c in found.conditions] == [words]
