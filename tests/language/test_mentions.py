from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.reading import Mention, MentionKind, Sentence
from toguna.kinds.span import Stretch
from toguna.language.mentions import mentions
from toguna.packs.language import language_pack
from toguna.packs.world import world

_ENDS = re.compile(r"(?<=[a-z)][.?!])\s+|(?<=[.?!][\"”])\s+")


def cut(text: str) -> tuple[Sentence, ...]:
    """Plain sentences for tests: lines, and full stops inside them."""
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


def read(text: str) -> tuple[Mention, ...]:
    document = Document(path=DocumentId("a.txt"), sha256="", text=text)
    return mentions(document, cut(text), language_pack(), world())


def one(text: str, name: str) -> Mention:
    found = [m for m in read(text) if m.name == name]
    assert found, (name, [(m.kind.value, m.name) for m in read(text)])
    return found[0]


def names(text: str, kind: MentionKind) -> list[str]:
    return [m.name for m in read(text) if m.kind is kind]


def test_a_title_before_a_name_is_a_role_and_no_part_of_the_name() -> None:
    found = one("On Monday President Emmanuel Macron spoke in Lyon.", "Emmanuel Macron")
    assert (found.kind, found.role) == (MentionKind.PERSON, "president")


def test_a_demonym_before_a_title_says_whose_president_it_is() -> None:
    text = "The French President Emmanuel Macron spoke."
    found = one(text, "Emmanuel Macron")
    assert found.of is not None and read(text)[found.of].name == "French"


def test_particles_belong_to_a_name() -> None:
    text = "The envoy met Iyad Ag Ghali and Faisal bin Farhan before Sidi Ould Sidati and Ali al-Marri left."
    for name in ("Iyad Ag Ghali", "Faisal bin Farhan", "Sidi Ould Sidati", "Ali al-Marri"):
        assert one(text, name).kind is MentionKind.PERSON


def test_a_surname_later_in_the_text_is_the_full_name() -> None:
    text = "Moussa Traore met the envoys. Traore said nothing."
    later = next(m for m in read(text) if m.name == "Traore")
    assert later.same_as is not None and read(text)[later.same_as].name == "Moussa Traore"


def test_a_particle_and_surname_is_the_full_name() -> None:
    text = "Iyad Ag Ghali leads the group. Ag Ghali was not seen."
    later = next(m for m in read(text) if m.name == "Ag Ghali")
    assert later.kind is MentionKind.PERSON and later.same_as is not None


def test_the_government_of_a_state_is_one_mention() -> None:
    text = "Mali's government and Malian authorities met. The government in Bamako and the Malian government agreed."
    assert names(text, MentionKind.NATION) == [
        "Mali's government",
        "Malian authorities",
        "government in Bamako",
        "Malian government",
    ]


def test_two_modifiers_before_forces_are_two_mentions() -> None:
    found = [(m.kind, m.name) for m in read("They want French and United Nations forces to leave.")]
    assert (MentionKind.NATION, "French") in found
    assert (MentionKind.ORGANISATION, "United Nations forces") in found


def test_an_acronym_in_brackets_is_the_long_name() -> None:
    text = "The Rapid Support Forces (RSF) withdrew. The RSF said so."
    found = read(text)
    short = [i for i, m in enumerate(found) if m.name == "RSF"]
    assert found[short[0]].same_as is not None
    assert found[found[short[0]].same_as or 0].name == "Rapid Support Forces"
    assert found[short[1]].same_as == short[0]


def test_letters_in_brackets_show_where_a_foreign_name_begins() -> None:
    assert one("The Estado Mayor Central (EMC) will sit down.", "Estado Mayor Central").kind is MentionKind.ORGANISATION


def test_a_byname_is_the_name() -> None:
    text = "Mohamed Hamdan Dagalo, better known as Hemedti, left."
    found = one(text, "Hemedti")
    assert found.same_as is not None and read(text)[found.same_as].name == "Mohamed Hamdan Dagalo"


def test_an_apposition_gives_role_and_body() -> None:
    text = "Amadou Barry, the leader of the Northern Front, said no."
    found = one(text, "Amadou Barry")
    assert found.role == "leader"
    assert found.of is not None and read(text)[found.of].name == "Northern Front"


def test_the_leader_of_a_group_before_his_name() -> None:
    text = "The JNIM leader Iyad Ag Ghali spoke, and ministry spokesman Khalil Diallo replied."
    leader, spokesman = one(text, "Iyad Ag Ghali"), one(text, "Khalil Diallo")
    assert leader.role == "leader" and leader.of is not None and read(text)[leader.of].name == "JNIM"
    assert spokesman.role == "spokesman" and spokesman.of is not None and read(text)[spokesman.of].name == "ministry"


def test_a_function_after_a_possessive_names_its_owner() -> None:
    text = "The group's leader and Chad's prime minister met."
    leader, premier = one(text, "group's leader"), one(text, "Chad's prime minister")
    assert leader.of is not None and read(text)[leader.of].name == "group"
    assert premier.of is not None and read(text)[premier.of].kind is MentionKind.NATION


def test_descriptions_need_a_noun_that_can_be_a_party() -> None:
    text = "The militants and a senior council official discussed the weather and the harvest."
    assert names(text, MentionKind.DESCRIPTION) == ["militants", "senior council official"]


def test_a_noun_that_only_modifies_is_no_description_of_its_own() -> None:
    assert names("The rebel commander spoke to the army spokesman.", MentionKind.DESCRIPTION) == [
        "rebel commander",
        "army spokesman",
    ]


def test_linked_militants_are_one_description() -> None:
    assert "Al Qaeda-linked militants" in names("Al Qaeda-linked militants left.", MentionKind.DESCRIPTION)


def test_residents_of_a_town_are_one_mention() -> None:
    assert "Residents of Bentiu" in names("Residents of Bentiu fled.", MentionKind.DESCRIPTION)


def test_a_capital_is_a_place_unless_it_acts() -> None:
    assert names("The envoys met in Paris on Friday.", MentionKind.PLACE) == ["Paris"]
    assert names("Paris rejected the plan.", MentionKind.NATION) == ["Paris"]
    assert names("Talks between Washington and Tehran stalled.", MentionKind.NATION) == ["Washington", "Tehran"]


def test_a_state_that_only_says_where_is_a_place() -> None:
    assert names("Fighting went on in Mali.", MentionKind.PLACE) == ["Mali"]


def test_a_dateline_names_places() -> None:
    text = "ILOILO CITY - The two panels met."
    assert not names(text, MentionKind.NATION) and not names(text, MentionKind.ORGANISATION)


def test_words_of_a_headline_are_no_names() -> None:
    text = "Rebels Reject Peace Offer As Fighting Spreads\nThe rebels rejected an offer of peace."
    kinds = {m.kind for m in read(text)}
    assert kinds == {MentionKind.DESCRIPTION}


def test_names_are_found_in_a_headline() -> None:
    text = "Mali Interim Government Considers Talks With Islamist Militants"
    found = [(m.kind, m.name) for m in read(text)]
    assert found[0] == (MentionKind.NATION, "Mali Interim Government")
    assert found[1][0] is MentionKind.DESCRIPTION


def test_a_line_in_capitals_is_read() -> None:
    text = "FRANCE SAYS TROOPS WILL LEAVE MALI\nFrance said so."
    assert one(text, "FRANCE").kind is MentionKind.NATION


def test_the_first_word_of_a_sentence_is_no_name_by_its_capital() -> None:
    assert not names(
        "Talks went on. Negotiations with the rebels failed. Yesterday was calm.", MentionKind.ORGANISATION
    )


def test_days_and_months_are_no_names() -> None:
    assert not [m for m in read("On Monday 3 March, during Ramadan, nothing happened.") if m.name != "nothing"]


def test_ordinary_it_is_no_mention() -> None:
    assert not names("It is unclear when it will rain.", MentionKind.PRONOUN)[1:]
    assert "it" in names("The council said it would meet.", MentionKind.PRONOUN)


def test_its_troops_is_one_pronoun() -> None:
    assert "its troops" in names("The bloc said its troops would stay.", MentionKind.PRONOUN)


def test_a_possessive_of_things_is_no_mention() -> None:
    assert not names("The bloc changed its mind.", MentionKind.PRONOUN)


def test_an_unnamed_official_is_anonymous() -> None:
    assert one("A senior official told reporters.", "senior official").anonymous


def test_people_s_is_part_of_a_name() -> None:
    text = "The New People's Army broke the truce."
    assert names(text, MentionKind.GROUP) == ["New People's Army"]


def test_a_region_that_acts_stands_for_its_rulers() -> None:
    text = "Tigray forces said they were ready. Aid reached Tigray on Friday."
    assert names(text, MentionKind.NATION) == ["Tigray forces"]
    assert names(text, MentionKind.PLACE) == ["Tigray"]


def test_coordinated_towns_are_places() -> None:
    assert names("Clashes were heard in Gao and Talataye.", MentionKind.PLACE) == ["Gao", "Talataye"]


_WORDS = st.sampled_from(
    "the Mali 's government said French and forces UN ( RSF ) , rebels leader Ag Ghali “ ” . President of"
    " al Qaeda-linked its troops they both sides in Paris HCI who \n - Front for Ould MALI 3 ’ residents (".split(" ")
)


@given(st.lists(_WORDS, max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_words_give_sound_mentions(words: list[str]) -> None:
    text = " ".join(words)
    found = read(text)
    ends = 0
    for i, mention in enumerate(found):
        assert ends <= mention.at.start, "mentions are in order and none lies inside another"
        ends = mention.at.end
        assert mention.name and mention.at.of(text).strip()
        assert mention.same_as is None or mention.same_as < i
        assert mention.of is None or (mention.of != i and 0 <= mention.of < len(found))
    assert found == read(text)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    document = Document(path=DocumentId("a.txt"), sha256="", text=text)
    rows, start = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            rows.append(Sentence(Stretch(start, start + len(line)), number))
        start += len(line) + 1
    mentions(document, tuple(rows), language_pack(), world())


def test_a_nickname_in_quotes_is_part_of_the_name() -> None:
    found = {m.name for m in read('The commander Ramon "El Mono" Restrepo said no.')}
    assert any(n.startswith("Ramon") and n.endswith("Restrepo") for n in found)


def test_an_article_of_one_noun_does_not_govern_the_plural_after_it() -> None:
    text = "He signed a law, a step officials said was late."
    assert "officials" in {m.name for m in read(text)}


def test_a_rank_between_function_and_name_does_not_part_them() -> None:
    text = "Sudan's army chief, General Osman Bakri, met Ahmed."
    person = next(m for m in read(text) if m.name == "Osman Bakri")
    assert person.of is not None


def test_an_office_is_a_party_only_when_it_is_somebody_s() -> None:
    assert "office" not in {m.name.split()[-1] for m in read("He took office in May. The office was shut.")}
    assert any(m.name.endswith("office") for m in read("Ghani left. His office said so."))
