from __future__ import annotations

import re
from collections.abc import Sequence

from toguna.actors.resolve import cast
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.party import Party
from toguna.kinds.reading import Reading
from toguna.kinds.vocabulary import PartyType
from toguna.language.attributions import attributions
from toguna.language.mentions import mentions
from toguna.language.sentences import sentences
from toguna.packs.conflict import ConflictPack, PackParty, PackRole
from toguna.packs.language import language_pack
from toguna.packs.world import world


class Told:
    """Reports read and cast, with questions about who each word means and who each word is said by."""

    def __init__(self, *texts: str, date: str = "2019-05-01", pack: ConflictPack | None = None) -> None:
        self.documents = [
            Document(path=DocumentId(f"{n}.txt"), sha256="", text=t, published=Edtf(date)) for n, t in enumerate(texts)
        ]
        self.readings = {d.path: self._read(d) for d in self.documents}
        self.cast = cast(self.documents, self.readings, pack, world())
        self.by_id = {p.id: p for p in self.cast.parties}

    def _read(self, document: Document) -> Reading:
        found = sentences(document)
        named = mentions(document, found, language_pack(), world())
        said = attributions(document, found, named, (), language_pack())
        return Reading(document.path, found, named, (), said)

    def who(self, words: str, text: int = 0) -> list[str]:
        """The names of the parties that the first mention with those words means."""
        document = self.documents[text]
        row = self.readings[document.path].mentions
        i = next(i for i, m in enumerate(row) if m.at.of(document.text) == words or m.name == words)
        return [self.by_id[p].name for p in self.cast.who[document.path][i]]

    def body(self, name: str) -> str | None:
        """For whom a person speaks."""
        member = self.party(name).member_of
        return self.by_id[member].name if member else None

    def party(self, name: str) -> Party:
        return next(p for p in self.cast.parties if p.name == name)

    def speaker(self, words: str, text: int = 0) -> list[str]:
        """Whoever says the words, by name."""
        document = self.documents[text]
        reading = self.readings[document.path]
        said = next(a for a in reading.attributions if any(re.search(words, c.of(document.text)) for c in a.content))
        return [self.by_id[p].name for m in said.speaker for p in self.cast.who[document.path][m]]


def names(parties: Sequence[str]) -> set[str]:
    return set(parties)


def test_a_president_without_a_country_is_not_of_the_main_country_when_a_text_names_his() -> None:
    told = Told(
        "Chad's government met the rebels of the FRZ in N'Djamena. President Leon Marchand said the talks went well.",
        "France, whose president, Leon Marchand, visited Chad, said it would help. Chad agreed.",
    )
    assert told.body("Leon Marchand") == "France"


def test_a_head_of_state_whom_everybody_knows_needs_no_country() -> None:
    told = Told("Mali's army met the CMA in Bamako. Emmanuel Macron, of France, said Mali should talk to the CMA.")
    assert told.body("Emmanuel Macron") == "France"
    later = Told("Kenya met Sudan's army. Former president Uhuru Kenyatta spoke in Kenya.", date="2023-01-05")
    assert later.body("Uhuru Kenyatta") is None


def test_a_president_of_the_main_country_needs_no_country() -> None:
    told = Told("Chad's government met the rebels of the FRZ. President Ali Umaro said Chad would sign.")
    assert told.body("Ali Umaro") == "Chad"


def test_somebody_who_only_comes_from_a_country_does_not_speak_for_it() -> None:
    told = Told(
        "Mali's government met JNIM. Malian researcher Ousmane Sidi said Mali should talk. A Malian analyst disagreed."
        " Malian envoy Oumar Sy said Mali was ready."
    )
    assert told.body("Ousmane Sidi") is None
    assert told.body("Oumar Sy") == "Mali"
    assert "Mali" not in told.who("Malian analyst")


def test_a_former_president_speaks_for_himself_and_a_then_president_for_his_government() -> None:
    told = Told(
        "Colombia's government met the ELN. Former Colombian president Ernesto Lopera said he was against talks."
        " Colombia's then-president Jorge Ayala said the government would sign."
    )
    assert told.body("Ernesto Lopera") is None
    assert told.body("Jorge Ayala") == "Colombia"


def test_a_former_president_who_mediates_speaks_for_the_body_that_sent_him() -> None:
    told = Told("For ECOWAS there is no way back, former Nigerian president Musa Danladi, its mediator, has said.")
    assert told.body("Musa Danladi") == "Economic Community of West African States"


def test_an_officer_of_unknown_side_is_nobody_s() -> None:
    told = Told("Sudan's army met the RSF. General Adam Tahir said the fighting would stop in Sudan.")
    assert told.body("Adam Tahir") is None


def test_the_chief_of_an_army_that_is_a_party_speaks_for_it() -> None:
    told = Told(
        "Sudan's army attacked the RSF. The army said it won. The army lost. The army fled. The army came back."
        " The military said so. Sudan's army chief, Gen. Osman Bakri, said there would be no talks."
    )
    assert told.body("Osman Bakri") == "Sudan armed forces"


def test_the_spokesman_of_the_group_belongs_to_the_group_named_last() -> None:
    told = Told("The Houthis met Saudi Arabia. The group's spokesman Yahya Sarim said it had freed prisoners.")
    assert told.body("Yahya Sarim") == "Houthis"


def test_a_rebel_leader_leads_the_rebels() -> None:
    told = Told("South Sudan's President Salva Kiir and rebel leader Peter Lado signed. The rebels said it was over.")
    assert told.body("Peter Lado") == "rebels" == told.who("The rebels")[0]


def test_his_group_is_the_one_he_speaks_for() -> None:
    told = Told("ELN commander Pablo Rivas said his group would not lay down arms.")
    assert told.who("group") == ["ELN"]


def test_a_statement_speaks_for_who_issued_it() -> None:
    told = Told(
        'JNIM said in its statement that it would not talk to Mali. "Our men are free," the statement said.',
        "ELN commander Pablo Rivas wrote in a letter that the war goes on. The letter said that a truce was possible.",
        "Leaders of ECOWAS met in Accra on Mali. Their communique said Mali must vote.",
        "The paper said that nothing was agreed.",
    )
    assert told.speaker("Our men") == ["JNIM"]
    assert told.speaker("truce was possible", 1) == ["Pablo Rivas"]
    assert told.speaker("must vote", 2) == ["Economic Community of West African States"]
    assert told.speaker("nothing was agreed", 3) == []


def test_his_office_speaks_for_the_body_of_its_holder() -> None:
    told = Told("Afghan President Ashraf Ghani met the Taliban. His office said that the talks would go on.")
    assert told.speaker("talks would") == ["Ashraf Ghani"]


def test_the_same_person_is_the_last_one_without_a_name() -> None:
    told = Told(
        "Yemen's government met the Houthis. A Houthi official said talks had begun. Riyadh was told, Reuters said."
        " The same person said that the airport would open."
    )
    assert told.speaker("airport") == told.who("A Houthi official")


def test_a_source_in_a_body_speaks_for_it() -> None:
    told = Told("A source in the Malian government said that Mali would sign. An adviser at the presidency agreed.")
    assert told.speaker("would sign") == ["Mali"]


def test_foreign_forces_are_those_that_the_report_speaks_of() -> None:
    told = Told(
        "Turkish forces and Russian troops are in Syria. Damascus said all foreign forces must leave Syria."
        " The Syrian government met the HTS in Syria."
    )
    assert names(told.who("all foreign forces")) == {"Turkey", "Russia"}
    alone = Told("Niger's junta said that foreign troops must leave Niger.")
    assert alone.who("foreign troops") == []


def test_quantifiers_do_not_hide_whose_forces_they_are() -> None:
    told = Told(
        "Mali's junta wants the departure of all French forces. Some of the French soldiers left. The last French"
        " troops left Mali."
    )
    for words in ("all French forces", "the French soldiers", "The last French troops"):
        assert told.who(words) == ["France"]


def test_forces_of_a_region_are_not_those_of_the_state() -> None:
    told = Told("Tigrayan forces left Afar in Ethiopia. Tigrayan authorities met Ethiopia's government.")
    for words in ("Tigrayan forces", "Tigrayan authorities"):
        assert "Ethiopia" not in told.who(words)


def test_whose_fighters_are_those_of_the_group_before() -> None:
    told = Told("JNIM, whose fighters attacked the army in Mali, said that it would not talk.")
    assert told.who("fighters") == ["JNIM"]


def test_heads_of_delegation_are_the_two_sides_and_women_nobody() -> None:
    told = Told(
        "The government of Colombia and the ELN rebels met. Women took part. The heads of delegation shook hands."
        " The delegations left."
    )
    assert told.who("Women") == []
    assert names(told.who("The heads")) == names(told.who("The delegations"))
    assert len(told.who("The delegations")) == 2


def test_a_newspaper_is_no_government() -> None:
    told = Told("The Philippines met the NDF. A Manila daily said that the talks had failed.")
    assert told.who("Manila daily") == []


def test_the_leaders_of_a_bloc_are_the_bloc() -> None:
    told = Told("ECOWAS leaders met. West African leaders lifted the ban. The heads of state said Mali must vote.")
    for words in ("ECOWAS leaders", "West African leaders", "The heads of state"):
        assert told.who(words) == ["Economic Community of West African States"]


def test_the_commission_of_a_union_is_the_union() -> None:
    told = Told("AU Commission chief Amina Bello urged both to talk.")
    assert told.body("Amina Bello") == "African Union"


def test_the_roles_of_a_pack_say_for_whom_somebody_speaks_on_the_day() -> None:
    pack = ConflictPack(
        "test",
        (
            PackParty("gov-mli", "Government of Mali", PartyType.GOVERNMENT, "MLI", ("Mali",)),
            PackParty("front", "Northern Front", PartyType.ARMED_GROUP),
            PackParty(
                "moussa-ag-alhad",
                "Moussa Ag Alhad",
                PartyType.PERSON,
                roles=(
                    PackRole("minister", "gov-mli", Edtf("2010"), Edtf("2012")),
                    PackRole("leader", "front", Edtf("2015")),
                ),
            ),
        ),
    )
    text = "Mali's president met Moussa Ag Alhad of the north. Moussa Ag Alhad said Mali would wait."
    assert Told(text, date="2019-05-01", pack=pack).body("Moussa Ag Alhad") == "Northern Front"
    assert Told(text, date="2011-05-01", pack=pack).body("Moussa Ag Alhad") == "Government of Mali"


def test_rebels_whom_a_pack_describes_are_the_party_of_their_movement_named_last() -> None:
    pack = ConflictPack(
        "test",
        (
            PackParty("party", "Red Party", PartyType.ARMED_GROUP, descriptions=("northern rebels",)),
            PackParty("front", "Red Front", PartyType.ARMED_GROUP, member_of="party"),
        ),
    )
    told = Told("The Red Front met Peru. The northern rebels signed.", "The northern rebels fled.", pack=pack)
    assert told.who("The northern rebels") == ["Red Front"]
    assert told.who("The northern rebels", 1) == ["Red Party"]


def test_a_town_of_another_state_names_no_party() -> None:
    told = Told(
        "Ethiopia's government and the TPLF signed in the Kenyan capital. The African Union urged both to stop."
    )
    assert told.who("Kenyan") == []
    assert "Kenya" not in names(told.who("both"))


def test_the_government_is_not_that_of_a_town_where_a_text_was_signed() -> None:
    told = Told("The Ethiopian army and the TPLF signed in the Kenyan capital. The government said it would withdraw.")
    assert told.who("The government") == ["Ethiopia"]


def test_a_president_s_commissioner_speaks_and_not_the_president() -> None:
    told = Told(
        "Colombia met the ELN. President Gustavo Petro's peace envoy, Danilo Vega, said that talks would go on."
    )
    assert told.speaker("talks would") == ["Danilo Vega"]


def test_the_country_of_a_report_is_not_where_its_reporters_stand() -> None:
    told = Told("The ELN freed a man after Colombia asked it to, it told reporters in Quito. The army said it had not.")
    assert told.who("The army") == ["Colombia"]


def test_a_document_speaks_for_who_handed_it_over() -> None:
    told = Told(
        "The ELN handed a text to Colombia in Quito. The document calls for a truce on both sides of the border."
    )
    assert told.speaker("truce") == ["ELN"]
