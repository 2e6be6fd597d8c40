from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.actors.resolve import cast
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.party import Cast, Party
from toguna.kinds.reading import Attribution, Mention, MentionKind, Reading, Sentence
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import PartyType, StatementMode
from toguna.language.mentions import mentions
from toguna.packs.conflict import ConflictPack, PackParty, PackRole
from toguna.packs.language import language_pack
from toguna.packs.world import world

_ENDS = re.compile(r"(?<=[a-z)][.?!])\s+|(?<=[.?!,][\"”])\s+(?=[A-Z])")


def cut(text: str) -> tuple[Sentence, ...]:
    found, start = [], 0
    for number, line in enumerate(text.split("\n")):
        at = start
        for piece in _ENDS.split(line):
            begin = text.index(piece, at) if piece else at
            if piece.strip():
                found.append(Sentence(Stretch(begin, begin + len(piece)), number))
            at = begin + len(piece)
        start += len(line) + 1
    return tuple(found)


class Story:
    """Texts read and cast, with questions about them."""

    def __init__(self, *texts: str, pack: ConflictPack | None = None, dates: Sequence[str] = ()) -> None:
        self.documents = [
            Document(path=DocumentId(f"{n}.txt"), sha256="", text=t, published=Edtf(dates[n]) if dates else None)
            for n, t in enumerate(texts)
        ]
        self.readings = {d.path: self.read(d) for d in self.documents}
        self.cast: Cast = cast(self.documents, self.readings, pack, world())
        self.by_id = {p.id: p for p in self.cast.parties}

    def read(self, document: Document) -> Reading:
        found = cut(document.text)
        return Reading(document.path, found, mentions(document, found, language_pack(), world()))

    def mention(self, words: str, nth: int = 0, text: int = 0) -> tuple[int, Mention]:
        document = self.documents[text]
        rows = self.readings[document.path].mentions
        found = [(i, m) for i, m in enumerate(rows) if m.at.of(document.text) == words or m.name == words]
        assert len(found) > nth, (words, [m.at.of(document.text) for m in rows])
        return found[nth]

    def who(self, words: str, nth: int = 0, text: int = 0) -> list[str]:
        i, _ = self.mention(words, nth, text)
        return [self.by_id[p].name for p in self.cast.who[self.documents[text].path][i]]

    def party(self, name: str) -> Party:
        return next(p for p in self.cast.parties if p.name == name)


def test_a_state_its_demonym_its_capital_and_its_organs_are_one_party() -> None:
    story = Story(
        "Mali's government met. Malian authorities agreed. French troops left Mali. Bamako said yes. Mali spoke."
    )
    for words in ("Mali's government", "Malian authorities", "Bamako", "Mali"):
        assert story.who(words) == ["Mali"]
    assert story.who("French troops") == ["France"]
    mali = story.party("Mali")
    assert mali.type is PartyType.GOVERNMENT and mali.country == "MLI"
    assert {"Malian", "Bamako", "Malian authorities", "Mali's government"} <= set(mali.aliases)


def test_a_place_is_no_party() -> None:
    assert Story("The envoys met in Paris. France agreed.").who("Paris") == []


def test_acronym_and_long_name_are_one_over_documents() -> None:
    story = Story("The Northern Salvation Front (NSF) said no.", "NSF fighters left the town.", "The NSF agreed.")
    assert story.who("NSF fighters", text=1) == story.who("NSF", text=2) == ["Northern Salvation Front"]
    assert story.party("Northern Salvation Front").type is PartyType.ARMED_GROUP


def test_spellings_of_a_name_are_one_person() -> None:
    story = Story(
        "Iyad Ag Ghali spoke.", "Iyad Ag Ghaly was absent.", "Mohamed Hamdan Dagalo left.", "Mohammed Hamdan Daglo."
    )
    assert story.who("Iyad Ag Ghali") == story.who("Iyad Ag Ghaly", text=1)
    assert story.who("Mohamed Hamdan Dagalo", text=2) == story.who("Mohammed Hamdan Daglo", text=3)


def test_different_people_with_one_surname_stay_apart() -> None:
    story = Story("Amadou Toure met Fatima Toure.", "Amadou Toure spoke. Toure left.")
    assert story.who("Amadou Toure") != story.who("Fatima Toure")
    assert story.who("Toure", text=1) == ["Amadou Toure"]


def test_a_surname_finds_its_only_owner_in_another_document() -> None:
    story = Story("The envoy Martin Lindqvist arrived.", "Mr. Lindqvist said he was content.")
    assert story.who("Lindqvist", text=1) == ["Martin Lindqvist"]


def test_a_leader_belongs_to_his_group_from_the_day_of_the_report() -> None:
    story = Story("Amadou Barry, the leader of the Northern Front, said no.", dates=["2020-03-09"])
    barry, front = story.party("Amadou Barry"), story.party("Northern Front")
    assert barry.member_of == front.id
    assert [(r.role, r.of, r.since) for r in barry.roles] == [("leader", front.id, "2020-03-09")]


def test_a_minister_speaks_for_the_government() -> None:
    story = Story("Mali's government met in Bamako. Foreign Minister Issa Konate said Mali would sign.")
    assert story.party("Issa Konate").member_of == story.party("Mali").id


def test_the_government_is_that_of_the_country_that_the_process_is_about() -> None:
    story = Story(
        "BAMAKO - Rebels attacked towns in Mali. The government said Malian troops had left. France was silent."
    )
    assert story.who("The government") == ["Mali"]


def test_the_rebels_are_the_group_named_last() -> None:
    story = Story("The Northern Salvation Front, a rebel group, attacked Kidal in Mali. The rebels said they had won.")
    assert story.who("The rebels") == ["Northern Salvation Front"]
    assert story.who("they") == ["Northern Salvation Front"]


def test_he_said_is_not_somebody_inside_the_words() -> None:
    text = "Moussa Keita met the press. Iyad Ag Ghali could be part of the talks, he said."
    assert Story(text).who("he") == ["Moussa Keita"]


def test_we_is_the_one_who_speaks() -> None:
    text = "“We will leave,” Moussa Keita said."
    document = Document(path=DocumentId("a.txt"), sha256="", text=text)
    rows = mentions(document, cut(text), language_pack(), world())
    keita = next(i for i, m in enumerate(rows) if m.name == "Moussa Keita")
    said = Attribution(0, (rows[keita].at,), (), (Stretch(1, 14),), StatementMode.DIRECT, (keita,))
    reading = Reading(document.path, cut(text), rows, attributions=(said,))
    found = cast([document], {document.path: reading}, None, world())
    assert found.who[document.path][0] == found.who[document.path][keita] != ()


def test_both_sides_are_the_two_who_fight() -> None:
    story = Story(
        "The Northern Salvation Front, a rebel group, fights Mali's government. Both sides agreed to meet in Mali."
    )
    assert sorted(story.who("Both sides")) == ["Mali", "Northern Salvation Front"]


def test_they_are_the_two_whom_neither_nor_sets_side_by_side() -> None:
    story = Story(
        "The Northern Salvation Front, a rebel group, fights Mali's government.",
        "The African Union said neither Mali's government nor the Northern Salvation Front knew what they accept.",
    )
    assert sorted(story.who("they", text=1)) == ["Mali", "Northern Salvation Front"]


def test_its_is_the_body_that_the_sentence_is_about() -> None:
    story = Story("The African Union said its troops would stay in Somalia.")
    assert story.who("its troops") == ["African Union"]


def test_who_fits_nobody_survives_by_his_own_words() -> None:
    story = Story("Analysts doubt that Mali will sign. Analysts say more. Residents of Gao fled.")
    assert story.who("Analysts") == story.who("Analysts", 1) == ["analysts"]
    assert story.party("analysts").type is PartyType.POPULATION
    assert "Residents of Gao" in story.party("residents").aliases


def test_ambiguous_words_are_no_aliases() -> None:
    story = Story("The Northern Salvation Front is in Mali. The group said it left. Both sides met. Its leader spoke.")
    for party in story.cast.parties:
        assert not {"the group", "The group", "group", "it", "its leader"} & set(party.aliases)


def test_linked_militants_are_the_group_that_the_text_so_calls() -> None:
    story = Story(
        "Al Qaeda-linked militants left Mali. The al Qaeda-linked Northern Front (NF) said so.", "Militants fled."
    )
    assert story.who("Al Qaeda-linked militants") == ["Northern Front"]
    assert story.who("Militants", text=1) == ["militants"]


def test_a_mission_is_not_the_body_that_sent_it() -> None:
    story = Story(
        "The United Nations met in New York. The UN mission in Mali, MINUSMA, stays. UN peacekeepers patrol Mali."
    )
    mission = story.who("UN peacekeepers")
    assert mission == story.who("MINUSMA") != story.who("United Nations")
    assert story.party(mission[0]).member_of == story.party("United Nations").id


def test_a_senior_official_of_a_body_speaks_for_it() -> None:
    story = Story("The High Peace Council (HPC) met in Mali. A senior HPC official said so.")
    assert story.who("A senior HPC official") == ["High Peace Council"]


def test_a_description_of_the_country_is_the_country() -> None:
    story = Story("Mali is at war. The West African country has asked for help from France. Mali waits.")
    assert story.who("The West African country") == ["Mali"]


PACK = ConflictPack(
    "test",
    (
        PackParty("gov-mli", "Government of Mali", PartyType.GOVERNMENT, "MLI", ("Mali",), ("the junta",)),
        PackParty(
            "nsf", "Northern Salvation Front", PartyType.ARMED_GROUP, "MLI", ("NSF", "FSN"), ("northern rebels",)
        ),
        PackParty(
            "barry",
            "Amadou Barry",
            PartyType.PERSON,
            member_of="nsf",
            roles=(PackRole("leader", "nsf", Edtf("2019"), None),),
        ),
    ),
)


def test_a_pack_comes_first_and_unknown_names_survive() -> None:
    story = Story("FSN fighters met the junta in Mali. The northern rebels and the Desert Union talked.", pack=PACK)
    assert story.who("FSN fighters") == story.who("northern rebels") == ["Northern Salvation Front"]
    assert story.who("the junta in Mali") == ["Government of Mali"]
    assert story.who("Desert Union") == ["Desert Union"]


def test_roles_of_a_pack_are_kept() -> None:
    story = Story("Amadou Barry spoke in Mali.", pack=PACK)
    barry = story.party("Amadou Barry")
    assert barry.member_of == story.party("Northern Salvation Front").id
    assert barry.roles[0].since == "2019"


TEXTS = (
    "The Northern Salvation Front (NSF) attacked Kidal in Mali. The rebels said they had won.",
    "Mali's government rejected the NSF's terms. President Moussa Keita said both sides must meet.",
    "Keita told reporters the group would not disarm. Analysts doubt it.",
    "Amadou Barry, the NSF leader, met French officials in Algiers. He said France should leave.",
)


@given(st.permutations(range(len(TEXTS))))
@settings(max_examples=24, deadline=None)
def test_the_order_of_documents_changes_nothing(order: list[int]) -> None:
    story = Story(*TEXTS)
    again = cast([story.documents[i] for i in order], story.readings, None, world())
    assert again == story.cast


def test_every_mention_is_answered_for() -> None:
    story = Story(*TEXTS)
    for document in story.documents:
        assert len(story.cast.who[document.path]) == len(story.readings[document.path].mentions)
    assert {p for rows in story.cast.who.values() for row in rows for p in row} <= set(story.by_id)
    assert [p.id for p in story.cast.parties] == sorted(p.id for p in story.cast.parties)


def test_no_documents_give_no_parties() -> None:
    assert cast([], {}, None, world()) == Cast((), {})


def test_a_document_without_a_reading_has_no_mentions() -> None:
    document = Document(path=DocumentId("a.txt"), sha256="", text="Mali spoke.")
    assert cast([document], {}, None, world()).who == {"a.txt": ()}


@pytest.mark.parametrize("size", [40])
def test_many_documents_stay_quick(size: int) -> None:
    story = Story(*(TEXTS[n % 4].replace("Barry", f"Barry{chr(97 + n % 26)}") for n in range(size)))
    assert len(story.cast.parties) < 100


def test_letters_mean_what_the_text_spells_out() -> None:
    story = Story("The Arakan Army (AA) rejected the offer of Myanmar.", "The AA attacked a town in Myanmar.")
    assert story.who("AA", text=0) == story.who("AA", text=1) == ["Arakan Army"]


def test_they_are_all_who_stand_side_by_side() -> None:
    story = Story("The United States, Britain and Norway said they were worried about Mali.")
    assert story.who("they") == ["United States", "United Kingdom", "Norway"]


def test_a_persons_government_is_that_of_his_country() -> None:
    story = Story("President Salva Kiir of South Sudan met envoys in South Sudan. Kiir's government agreed.")
    assert story.who("Kiir's government") == ["South Sudan"]


def test_the_bloc_is_no_armed_group() -> None:
    story = Story(
        "ECOWAS met in Mali. The Northern Salvation Front, a rebel group, refused. The bloc said it was ready."
    )
    assert story.who("The bloc") == ["Economic Community of West African States"]


def test_a_region_that_acts_is_the_movement_named_after_it() -> None:
    story = Story(
        "The Tigray People's Liberation Front spoke. Tigray forces left Mekelle, Ethiopia said. Ethiopia waits."
    )
    assert story.who("Tigray forces") == ["Tigray People's Liberation Front"]


# -------------------------------------------------------------------- what a trained reader links a pronoun with
class Linked(Story):
    """Texts in which every pronoun is linked with the document's first mention of these words."""

    words = ""

    def read(self, document: Document) -> Reading:
        reading = super().read(document)
        first = next(i for i, m in enumerate(reading.mentions) if m.name == self.words)
        linked = (replace(m, back_to=first) if m.kind is MentionKind.PRONOUN else m for m in reading.mentions)
        return replace(reading, mentions=tuple(linked))


def test_he_is_whom_the_reader_links_him_with() -> None:
    class ToOren(Linked):
        words = "Oren Vask"

    text = "Dano Relk met Oren Vask in Kelm. “We shall see,” he said."
    assert Story(text).who("he") == ["Dano Relk"]
    assert ToOren(text).who("he") == ["Oren Vask"]


def test_other_pronouns_are_linked_only_where_no_rule_knows_them() -> None:
    class ToLeague(Linked):
        words = "Valley League"

    text = "The Valley League fought Hill Front rebels. Hill Front said it would not talk."
    assert ToLeague(text).who("it") == Story(text).who("it") == ["Hill Front"]
