"""Positions in the manner of the press, in sentences of our own about many conflicts, read from the bare text."""

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


#: Text, part of the holder's name (empty: anybody), issue, stance.
STOOD = [
    (
        "The ELN guerrillas demanded a bilateral ceasefire, the release of jailed commanders and"
        " an end to air strikes.",
        "ELN",
        "ceasefire",
        "for",
    ),
    (
        "The ELN guerrillas demanded a bilateral ceasefire, the release of jailed commanders and"
        " an end to air strikes.",
        "ELN",
        "release",
        "for",
    ),
    (
        "The ELN guerrillas demanded a bilateral ceasefire, the release of jailed commanders and"
        " an end to air strikes.",
        "ELN",
        "operations",
        "against",
    ),
    (
        "Colombia's government will negotiate with the ELN but not with dissident FARC fighters.",
        "government",
        "talks",
        "for",
    ),
    (
        "Colombia's government will negotiate with the ELN but not with dissident FARC fighters.",
        "government",
        "talks",
        "against",
    ),
    ("The offer of a truce was rejected by the Houthi movement within hours.", "Houthi", "ceasefire", "against"),
    (
        "Yemen's Houthis said they would attend the talks in Geneva only if their wounded were flown to Oman.",
        "Houthi",
        "talks",
        "conditional",
    ),
    (
        "The Tripoli government said Haftar's troops must return to their bases before any ceasefire.",
        "government",
        "ceasefire",
        "conditional",
    ),
    ("The Karen National Union has walked out of the peace process.", "Karen", "talks", "against"),
    (
        "Myanmar's junta ruled out dialogue with the parallel government, which it calls a terrorist group.",
        "junta",
        "talks",
        "against",
    ),
    (
        "The Maoists suspended their participation in the talks and returned to their camps,"
        " accusing Kathmandu of bad faith.",
        "Maoists",
        "talks",
        "against",
    ),
    (
        "Ukraine will not discuss territorial concessions, but is prepared for a full exchange of"
        " prisoners, a presidential adviser said.",
        "Ukraine",
        "release",
        "for",
    ),
    (
        "Moscow insists that Kyiv withdraw its troops from the four regions and give up its bid to join NATO.",
        "Mosc",
        "withdrawal",
        "for",
    ),
    (
        "Russia said on Tuesday it would agree to a ceasefire only when Ukraine stops receiving Western weapons.",
        "Russia",
        "ceasefire",
        "conditional",
    ),
    (
        "Renamo refuses to hand over its weapons as long as its men are kept out of the police.",
        "Renamo",
        "disarmament",
        "conditional",
    ),
    ("Mozambique's president said the door to dialogue remained open.", "", "talks", "open"),
    (
        "South Sudan's rebels called for Kiir to step down and for a federal system of ten states.",
        "rebels",
        "governance",
        "for",
    ),
    (
        "South Sudan's rebels called for Kiir to step down and for a federal system of ten states.",
        "rebels",
        "autonomy",
        "for",
    ),
    ("Machar's faction returned to the negotiating table in Addis Ababa on Monday.", "", "talks", "for"),
    (
        "Thailand's army said it was ready for talks with the BRN, on condition that the group halts its attacks.",
        "army",
        "talks",
        "conditional",
    ),
    ("BRN wants Malaysia to act as mediator instead of facilitator.", "BRN", "venue", "for"),
    (
        "Sinn Fein said the IRA would not decommission its weapons before British soldiers left Northern Ireland.",
        "IRA",
        "disarmament",
        "conditional",
    ),
    ("Unionists refused to sit in a government with Sinn Fein.", "Unionists", "governance", "against"),
    (
        "The DUP said there would be no power-sharing until the protocol was scrapped.",
        "DUP",
        "governance",
        "conditional",
    ),
    ("FARC declared a unilateral ceasefire for the Christmas season.", "FARC", "ceasefire", "for"),
    ("President Santos suspended the negotiations on Sunday after the general was captured.", "", "talks", "against"),
    (
        "The Syrian opposition insists Assad must go before a transition can begin.",
        "opposition",
        "governance",
        "conditional",
    ),
    ("Damascus dismissed the demand for a transitional government as a fantasy.", "Damascus", "governance", "against"),
    ("Turkey opposes any seat for the YPG at the Geneva talks.", "Turkey", "inclusion", "against"),
    ("Serbia said it would never recognise Kosovo.", "Serbia", "recognition", "against"),
    ("The Arakan Army denied that it had agreed to a truce.", "Arakan", "ceasefire", "against"),
    (
        "Somalia's president offered an amnesty to al-Shabaab fighters who surrender their weapons.",
        "",
        "justice",
        "conditional",
    ),
    (
        "Al-Shabaab vowed to keep fighting until the last African Union soldier leaves.",
        "Shabaab",
        "ceasefire",
        "conditional",
    ),
    ("The African Union threatened sanctions on any party that breaks the truce.", "Union", "sanctions", "conditional"),
    (
        "Washington warned that it would impose sanctions if the generals do not hand over power to civilians.",
        "",
        "sanctions",
        "conditional",
    ),
    ("The European Union has lifted the arms embargo.", "Union", "sanctions", "against"),
    (
        "The FDLR has 30 days to lay down its arms or face a military offensive, Congo's army said.",
        "army",
        "operations",
        "conditional",
    ),
    (
        "M23 said it had stopped fighting and would pull back from Kibumba as a gesture of goodwill.",
        "M23",
        "ceasefire",
        "for",
    ),
    (
        "M23 said it had stopped fighting and would pull back from Kibumba as a gesture of goodwill.",
        "M23",
        "withdrawal",
        "for",
    ),
    ("Kinshasa has always refused to talk to the M23, which it calls a puppet of Rwanda.", "", "talks", "against"),
    (
        "The Tamil Tigers set two conditions for a return to the table: an interim administration"
        " in the north and the lifting of the ban on the group.",
        "Tigers",
        "talks",
        "conditional",
    ),
    (
        "Sri Lanka's president said she would consider talks if the Tigers gave up their demand for a separate state.",
        "",
        "talks",
        "conditional",
    ),
    ('"We will talk to anyone, anywhere," the Indonesian minister said.', "Indonesia", "talks", "for"),
    ("GAM dropped its demand for independence, saying it would settle for self-government.", "GAM", "autonomy", "for"),
    ("Jakarta promised to pull its troops out of Aceh by the end of the year.", "Jakarta", "withdrawal", "for"),
    ("Chad's rebels left the Doha dialogue on Saturday.", "rebels", "talks", "against"),
    ("The junta in Niamey asked French troops to leave the country within a month.", "junta", "withdrawal", "for"),
    (
        "Burundi's government said it would boycott the Arusha meeting because of the presence of coup plotters.",
        "Burundi",
        "talks",
        "against",
    ),
    ("The opposition coalition demanded a neutral venue and a new mediator.", "opposition", "venue", "for"),
    ("Casamance separatists are said to be open to a negotiated settlement.", "separatist", "talks", "open"),
    (
        "Israel will free 50 prisoners in return for the bodies of two soldiers, an official said.",
        "Israel",
        "release",
        "conditional",
    ),
    (
        "Hamas said any deal must include a permanent ceasefire, the withdrawal of Israeli forces"
        " and the opening of the crossings.",
        "Hamas",
        "ceasefire",
        "for",
    ),
    (
        "Hamas said any deal must include a permanent ceasefire, the withdrawal of Israeli forces"
        " and the opening of the crossings.",
        "Hamas",
        "withdrawal",
        "for",
    ),
    (
        "Hamas said any deal must include a permanent ceasefire, the withdrawal of Israeli forces"
        " and the opening of the crossings.",
        "Hamas",
        "access",
        "for",
    ),
    ("The rebels had previously refused to disarm.", "rebels", "disarmament", "against"),
    (
        "In 2019 the group rejected a truce, but last week its leader said it was ready to lay down its arms.",
        "group",
        "ceasefire",
        "against",
    ),
    (
        "In 2019 the group rejected a truce, but last week its leader said it was ready to lay down its arms.",
        "",
        "disarmament",
        "for",
    ),
    (
        "Once the siege is lifted, the rebels will release the hostages, their commander said.",
        "rebels",
        "release",
        "conditional",
    ),
    (
        "Unless the constitution is amended, we will not take part in the elections, the Oromo party said.",
        "Oromo",
        "governance",
        "conditional",
    ),
    ("Mediators urged both sides to allow aid convoys into the besieged town.", "Mediators", "access", "for"),
    ("Egypt will host the talks, its foreign ministry said.", "Egypt", "venue", "for"),
    ("The army refuses humanitarian access to the Nuba mountains.", "army", "access", "against"),
    ("Families of the victims oppose any amnesty.", "Families", "justice", "against"),
    (
        "The Moro front demands full implementation of the peace agreement before its last fighters disarm.",
        "Moro",
        "disarmament",
        "conditional",
    ),
    ("Rebels snub Geneva talks, demand Assad exit", "Rebels", "talks", "against"),
    ("Kyiv rejects ceasefire offer, says Moscow must leave first", "Kyiv", "ceasefire", "against"),
    ("ELN says no truce without prisoner release", "ELN", "ceasefire", "conditional"),
    (
        "The foreign minister told his counterpart that Houthi leaders had privately accepted the truce.",
        "Houthi",
        "ceasefire",
        "for",
    ),
    (
        "The rebels, the UN envoy said, refuse to meet the government delegation face to face.",
        "rebels",
        "talks",
        "against",
    ),
    (
        "According to the mediator, the rebels are willing to release the hostages if the army stops its bombing.",
        "rebels",
        "release",
        "conditional",
    ),
    (
        "The Polisario wants a referendum on independence; Morocco offers autonomy and nothing else.",
        "Polisario",
        "autonomy",
        "for",
    ),
    (
        "The Polisario wants a referendum on independence; Morocco offers autonomy and nothing else.",
        "Morocco",
        "autonomy",
        "for",
    ),
    (
        "The Azerbaijani side said it would not negotiate with the separatist leadership under any circumstances.",
        "Azer",
        "talks",
        "against",
    ),
    (
        "The junta said that it would hold elections in 2026, provided that the census was complete.",
        "junta",
        "governance",
        "conditional",
    ),
    ("Sharia must remain the source of law, the movement insisted.", "movement", "law", "for"),
    (
        "He said a cessation of hostilities depended on three things: the withdrawal of tanks, the"
        " freeing of detainees and the reopening of the port.",
        "",
        "ceasefire",
        "conditional",
    ),
    (
        'The commander said the guns would fall silent "as soon as our brothers are out of prison".',
        "command",
        "ceasefire",
        "conditional",
    ),
    (
        "The coalition will suspend air strikes for five days if the Houthis do the same.",
        "coalition",
        "operations",
        "conditional",
    ),
    (
        "Talks are possible, but only after a full withdrawal from the occupied towns, the president said.",
        "",
        "talks",
        "conditional",
    ),
    (
        "Pakistan said it was ready to hold talks with India on all issues, including Kashmir.",
        "Pakistan",
        "talks",
        "for",
    ),
    ("The Naga group insists on a separate flag and constitution.", "Naga", "law", "for"),
    (
        "The Kachin army said it was ready to sign a truce on three conditions: troops must go"
        " back to their bases, prisoners must be freed and air strikes must end.",
        "Kachin",
        "ceasefire",
        "conditional",
    ),
    ("Cambodia's rebels insisted on a role for the United Nations in the talks.", "rebels", "inclusion", "for"),
    ("Ireland's government ruled out an amnesty for soldiers who shot civilians.", "Ireland", "justice", "against"),
    (
        "The general, who has refused every invitation to talks, said on Friday he would fight on.",
        "general",
        "ceasefire",
        "against",
    ),
    ("ETA announced a permanent ceasefire, but Madrid dismissed it as a trick.", "ETA", "ceasefire", "for"),
    ("ETA announced a permanent ceasefire, but Madrid dismissed it as a trick.", "Madrid", "ceasefire", "against"),
    ("The junta offered talks; the students rejected them.", "junta", "talks", "for"),
    ("The junta offered talks; the students rejected them.", "students", "talks", "against"),
    ("Rwanda wants the FDLR disarmed before its soldiers leave Congo.", "Rwanda", "withdrawal", "conditional"),
    (
        "Kinshasa said it would not sit down with the M23 until the rebels had withdrawn from Goma.",
        "Kinshasa",
        "talks",
        "conditional",
    ),
    ("Ethiopia's prime minister agreed to talks mediated by the African Union.", "", "talks", "for"),
    ("Sudan's army withdrew from the talks in Jeddah.", "", "talks", "against"),
    ("The rebel council is studying the proposal for a truce.", "council", "ceasefire", "open"),
    (
        "Cyprus: Turkish side wants recognition of its sovereign equality before negotiations restart",
        "",
        "talks",
        "conditional",
    ),
    ("The Abkhaz leader said there was nothing to negotiate about.", "Abkhaz", "talks", "against"),
    ("Colombia's ELN said it would free the soldiers without conditions.", "ELN", "release", "for"),
    (
        "The UN Security Council called on all parties to respect the ceasefire and to allow aid into Taiz.",
        "Council",
        "ceasefire",
        "for",
    ),
    (
        "The UN Security Council called on all parties to respect the ceasefire and to allow aid into Taiz.",
        "Council",
        "access",
        "for",
    ),
    (
        "We are not against talks, but first the blockade has to end, a Houthi official said.",
        "Houthi",
        "talks",
        "conditional",
    ),
    ("After the bombing, Delhi called off talks with Islamabad.", "Delhi", "talks", "against"),
    ('"We have never asked for independence," the Baloch leader said.', "Baloch", "autonomy", "against"),
    ("The Frelimo government agreed to integrate Renamo fighters into the army.", "", "disarmament", "for"),
    ("Israel refuses any ceasefire that leaves Hamas in power.", "Israel", "ceasefire", "against"),
    ("The envoy expressed hope that both sides would agree to a humanitarian truce.", "envoy", "ceasefire", "for"),
    ("Junta: elections only after census", "", "governance", "conditional"),
    (
        "Sanctions will not be lifted until the junta hands over power, the bloc's chairman said.",
        "",
        "sanctions",
        "conditional",
    ),
    ("Burhan asked the UN to end its mission at once.", "Burhan", "withdrawal", "for"),
    ("Dbeibah said he would hand over power only to an elected government.", "Dbeibah", "governance", "conditional"),
    ("Human rights groups demanded that those behind the massacre be prosecuted.", "groups", "justice", "for"),
    ("The Houthis said talks must be held in Muscat, not Riyadh.", "Houthi", "venue", "for"),
    ("Yemen's government insists that the talks be held inside the country.", "government", "venue", "for"),
    ("Haftar's camp rejected Tunis as a venue for the meeting.", "", "venue", "against"),
    ("The junta will not recognise the exile government as a negotiating partner.", "junta", "recognition", "against"),
    ("Riyadh considers lifting the blockade of Hodeidah.", "Riyadh", "access", "open"),
    ("Aid must reach Darfur without delay, the UN envoy said.", "envoy", "access", "for"),
    ("The FARC opposed any trial of its commanders before a civilian court.", "FARC", "justice", "against"),
    ("France will end its joint operations with the Malian army.", "France", "operations", "against"),
    ("Kabul urged Washington to continue its air strikes.", "Kabul", "operations", "for"),
    ("The Taliban demand that Islamic law be the basis of the constitution.", "Taliban", "law", "for"),
    ("The coalition pledged to implement the Stockholm agreement in full.", "coalition", "implementation", "for"),
    ("The Southern Transitional Council wants a seat at the peace talks.", "Council", "inclusion", "for"),
    ("Women's groups should be included in the peace process, the envoy said.", "envoy", "inclusion", "for"),
    (
        "The opposition refuses to take part in elections unless the electoral commission is replaced.",
        "opposition",
        "governance",
        "conditional",
    ),
    (
        "The Tuareg rebels want independence, their spokesman said, but would accept a federal state.",
        "rebels",
        "autonomy",
        "for",
    ),
    (
        "Until sanctions are lifted, the general said, there would be no elections.",
        "general",
        "governance",
        "conditional",
    ),
    ("The government hopes to resume talks with the guerrillas next month.", "government", "talks", "for"),
    ("Bogotá said it had never held secret talks with the ELN.", "Bogot", "talks", "against"),
    ("Ukraine's foreign minister said Kyiv was not considering a ceasefire.", "Kyiv", "ceasefire", "against"),
    ("Maduro, opposition to resume talks in Mexico", "", "talks", "for"),
    ("The clerics called for sharia to be introduced.", "clerics", "law", "for"),
    (
        "The Somali opposition agreed to join the talks after the president dropped his plan to extend his term.",
        "opposition",
        "talks",
        "for",
    ),
    ("The rebels refused to attend the talks in Cairo.", "rebels", "talks", "against"),
    ("Manila dropped its objections to talks in Oslo.", "Manila", "talks", "for"),
    (
        "The junta will free political prisoners but not the former president, its spokesman said.",
        "junta",
        "release",
        "for",
    ),
]


@pytest.mark.parametrize(("text", "holder", "issue", "stance"), STOOD)
def test_a_position_is_read_with_its_holder(text: str, holder: str, issue: str, stance: str) -> None:
    scene, made = read(text)
    held = [
        " ".join(_names(scene, m) for m in p.holder).lower()
        for p in made.positions
        if (str(p.issue), str(p.stance)) == (issue, stance)
    ]
    assert held
    assert any(holder.lower() in h for h in held)


def _names(scene: Scene, mention: int) -> str:
    found = scene.mentions[mention]
    return found.name if found.of is None else f"{found.name} {scene.mentions[found.of].name}"


NOT_STOOD = [
    "The government in Juba accused the rebels of violating the ceasefire.",
    "Armenia's prime minister acknowledged that the withdrawal of troops had begun.",
    "The Taliban spokesman declined to comment on the talks.",
    "Rwanda denied that its soldiers were in Congo.",
    "Talks between the two sides broke down on Friday.",
    "The tribunal must try the warlords, the Liberian bishop said.",
    "Neither side has said whether it will attend the talks.",
    "The truce was violated three times on Monday, monitors said.",
    "The government has agreed to none of the demands.",
    "Libya's House of Representatives passed a law.",
    "Chechen commanders were ordered not to shoot.",
    "The weather conditions delayed the talks until Monday.",
    "The minister would not say whether the army would withdraw.",
    "Norway and Cuba will act as guarantors.",
    "Amnesty International said 200 prisoners had been released.",
    "The separatists denied breaking the truce.",
    "The ceasefire collapsed after four days.",
    "The prisoners were freed on Tuesday in a swap mediated by Qatar.",
    "If the army attacks, we will defend ourselves, a rebel officer said.",
    "The parties to the conflict in Sudan were urged to observe the truce.",
]


@pytest.mark.parametrize("text", NOT_STOOD)
def test_a_fact_an_accusation_or_a_silence_is_no_position(text: str) -> None:
    made = read(text)[1]
    assert made.positions == ()
    assert made.conditions == ()


def test_the_offer_of_the_sentence_before_is_what_is_turned_down() -> None:
    scene, made = read("The junta offered a truce on Monday. The Karen fighters turned it down.")
    last = made.positions[-1]
    assert (str(last.issue), str(last.stance), last.explicit) == ("ceasefire", "against", False)
    assert [scene.mentions[m].name for m in last.holder] == ["Karen fighters"]


def test_what_was_said_long_ago_is_not_what_it_means() -> None:
    text = (
        "The junta offered a truce. Rain fell. Shops were shut. Buses stood still. The Karen fighters turned it down."
    )
    assert all(p.sentence == 0 for p in read(text)[1].positions)


def test_one_sentence_may_take_two_partners_apart() -> None:
    made = read("Colombia's government will negotiate with the ELN but not with dissident FARC fighters.")[1]
    assert [str(p.stance) for p in made.positions] == ["for", "against"]
    assert made.positions[0].toward != made.positions[1].toward


def test_a_position_of_old_keeps_its_year() -> None:
    scene, made = read("In 2019 the Arakan Army walked out of the talks with Naypyidaw.")
    (position,) = made.positions
    assert position.held is not None
    assert scene.times[position.held].value == "2019"


def test_the_date_of_an_election_is_not_the_date_of_the_promise() -> None:
    made = read("The junta in Niamey agreed to hold elections in December 2027.")[1]
    assert made.positions
    assert all(p.held is None for p in made.positions)


def test_a_request_is_held_by_whoever_asks() -> None:
    scene, made = read("Mediators urged both sides to allow aid convoys into the besieged town.")
    assert {scene.mentions[m].name for p in made.positions for m in p.holder} == {"Mediators"}


def test_what_a_passive_hides_behind_by_holds_the_position() -> None:
    scene, made = read("The offer of a truce was rejected by the Houthi movement within hours.")
    assert {scene.mentions[m].name for p in made.positions for m in p.holder} == {"Houthi movement"}


#: Text, issue, whose men or seat is at issue.
WHOSE = [
    ("The assembly of Nepal consents to the release of 300 Maoists, its resolution said.", "release", "Maoists"),
    ("Kenya called for the inclusion of the ELN in the talks.", "inclusion", "ELN"),
    ("The ELN also wants to be invited to the national dialogue.", "inclusion", "ELN"),
]


@pytest.mark.parametrize(("text", "issue", "name"), WHOSE)
def test_whose_men_or_seat_is_at_issue(text: str, issue: str, name: str) -> None:
    scene, made = read(text)
    (position,) = (p for p in made.positions if str(p.issue) == issue)
    assert [scene.mentions[m].name for m in position.toward] == [name]


def test_who_wants_others_at_the_table_does_not_speak_of_its_own_seat() -> None:
    scene, made = read("The UN wants women to be included in the talks.")
    (position,) = (p for p in made.positions if str(p.issue) == "inclusion")
    assert "UN" not in [scene.mentions[m].name for m in position.toward]
