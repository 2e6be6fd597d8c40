"""Channels, vetoes, silences and commitments, read off sentences of our own."""

from __future__ import annotations

import pytest

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.reading import Reading
from toguna.language.reader import rule_reader

READER = rule_reader()


def read(text: str) -> Reading:
    document = Document(DocumentId("note.txt"), "0" * 64, text)
    return READER.read(document, READER.sentences(document))


def named(reading: Reading, mentions: tuple[int, ...]) -> set[str]:
    return {reading.mentions[m].name for m in mentions}


def go_betweens(text: str) -> set[tuple[str, str, str]]:
    reading = read(text)
    return {(name, c.role.value, c.state.value) for c in reading.channels for name in named(reading, c.who)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks mediated by the African Union opened in Nairobi.", {("African Union", "mediator", "active")}),
        ("The U.S.-sponsored talks opened on Monday.", {("U.S.", "facilitator", "active")}),
        ("The rebels asked Algiers, the lead mediator, for a meeting.", {("Algiers", "mediator", "active")}),
        ("Norway, which has hosted three rounds, was hopeful.", {("Norway", "host", "active")}),
        ("Turkey offered to mediate between Russia and Ukraine.", {("Turkey", "mediator", "proposed")}),
        ("Kenya will host the next round of talks with the SPLM-IO.", {("Kenya", "host", "proposed")}),
        ("Switzerland refused to host the talks.", {("Switzerland", "host", "refused")}),
        ("The rebels rejected Uganda's mediation.", {("Uganda", "mediator", "refused")}),
        ("Talks hosted by Cuba were suspended in May.", {("Cuba", "host", "ended")}),
        ("The Elders Council was tasked to negotiate with the LRA.", {("Elders Council", "mediator", "mandated")}),
        (
            "The Elders Council was tasked to negotiate with the LRA but told not to negotiate with its allies.",
            {("Elders Council", "mediator", "mandated")},
        ),
        ("Hans Grundberg, the U.N. envoy, met both delegations.", {("Hans Grundberg", "envoy", "active")}),
        ("The Vatican's envoy, Cardinal Matteo Zuppi, met officials.", {("Matteo Zuppi", "envoy", "active")}),
        ("ECOWAS asked Senegal's Macky Sall to lead the mediation.", {("Macky Sall", "mediator", "mandated")}),
        ("Talks, brokered by Russia, resumed in Sochi.", {("Russia", "mediator", "active")}),
        ("The government rejected an offer by Turkey to mediate.", {("Turkey", "mediator", "refused")}),
        ("South Africa, Mozambique's neighbour, volunteered to host talks.", {("South Africa", "host", "proposed")}),
    ],
)
def test_a_go_between_has_a_role_and_a_state(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert go_betweens(text) == expected


def test_two_hosts_are_two_channels() -> None:
    found = go_betweens("Washington and Riyadh, which are sponsoring the meeting, urged calm.")
    assert found == {("Washington", "facilitator", "active"), ("Riyadh", "facilitator", "active")}


def test_the_two_sides_are_those_between_whom_messages_go() -> None:
    reading = read("Mediators from Egypt and Qatar carried proposals between Israel and Hamas.")
    assert {name for c in reading.channels for name in named(reading, c.who)} == {"Egypt", "Qatar"}
    assert all(named(reading, c.between) == {"Israel", "Hamas"} for c in reading.channels)


def test_who_hosts_refugees_or_lists_hosts_is_no_channel() -> None:
    assert go_betweens("Finland hosted 40 refugees.") == set()
    assert go_betweens("Hamas delivered its reply to the Egyptians.") == set()
    assert go_betweens("Bangsamoro leaders said Malaysia could no longer be an honest broker.") == set()
    assert go_betweens("The rebels are in Oslo, and the hosts are hopeful.") == set()


def test_one_party_is_one_channel_of_a_sentence() -> None:
    reading = read("Qatar, the main mediator, mediated talks and hosted the round.")
    assert len(reading.channels) == 1


@pytest.mark.parametrize(
    ("text", "by", "issue", "excludes"),
    [
        ("Ukraine ruled out any talks with Russia.", "Ukraine", "talks", {"Russia"}),
        ("The Houthis will never accept Saudi Arabia as the mediator.", "Houthis", "venue", {"Saudi Arabia"}),
        ("Disarmament is not up for negotiation, the ELN said.", "ELN", "disarmament", set()),
        ("There is no room for Renamo at the table, the government said.", "government", "inclusion", {"Renamo"}),
        ("The generals barred the People's Alliance from the talks.", "generals", "inclusion", {"People's Alliance"}),
        ("The faction should be excluded from the dialogue, the minister said.", "minister", "inclusion", {"faction"}),
        ("Baku has ruled out any role for France in the peace process.", "Baku", "inclusion", {"France"}),
    ],
)
def test_a_veto_says_who_shuts_out_whom_or_what(text: str, by: str, issue: str, excludes: set[str]) -> None:
    reading = read(text)
    assert [(named(reading, v.by), v.issue.value, named(reading, v.excludes)) for v in reading.vetoes] == [
        ({by}, issue, excludes)
    ]


def test_what_is_not_ruled_out_is_no_veto() -> None:
    assert read("The FARC did not rule out talks with the government.").vetoes == ()


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("There was no immediate response from the Houthis to the proposal.", "Houthis"),
        ("Not a word came from the presidency.", "presidency"),
        ("The ELN has not responded to the offer by President Petro.", "ELN"),
        ("Norway, which has hosted three rounds, had no comment.", "Norway"),
        ("The junta stayed silent on Monday.", "junta"),
    ],
)
def test_a_silence_names_the_silent_one_and_is_no_position(text: str, silent: str) -> None:
    reading = read(text)
    assert [named(reading, s.who) for s in reading.silences] == [{silent}]
    assert not any(named(reading, p.holder) == {silent} for p in reading.positions)


def test_a_silence_knows_whose_offer_had_no_answer() -> None:
    reading = read("The ELN has not responded to the offer by President Petro.")
    assert named(reading, reading.silences[0].toward) == {"Petro"}


def test_a_promise_has_a_giver_a_receiver_and_a_day() -> None:
    reading = read("The army promised the rebels that it would open the road within 10 days.")
    (promise,) = reading.commitments
    assert named(reading, promise.by) == {"army"}
    assert named(reading, promise.to) == {"rebels"}
    assert promise.due is not None


@pytest.mark.parametrize(
    "text",
    [
        "The prime minister vowed to crush the rebels.",
        "Renamo promised to disarm if its generals are given posts.",
        "The president did not promise to free anybody.",
        "The colonel was sworn in on Monday.",
        "The government freed nobody, as it had promised before the vote.",
        "The cabinet has given nobody a promise to release detainees.",
        "No one in the government has pledged to pull the troops out.",
        "The envoy assured reporters that the convoy had arrived.",
    ],
)
def test_threats_offers_and_facts_bind_nobody(text: str) -> None:
    assert read(text).commitments == ()
