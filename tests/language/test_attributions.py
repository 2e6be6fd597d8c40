"""Sentences of our own; outlets, unnamed people and small bodies are invented, nobody real is quoted."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.reading import Attribution, Mention, MentionKind, Sentence
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import StatementMode
from toguna.language.attributions import attributions
from toguna.language.quotes import quotes
from toguna.language.sentences import sentences
from toguna.packs.language import language_pack

PACK = language_pack("en")


class Read:
    """A text with its attributions, for short checks."""

    def __init__(self, text: str, title_end: int = 0, named: tuple[str, ...] = ()) -> None:
        self.document = Document(DocumentId("a.txt"), "0", text, title_end=title_end)
        self.sentences = sentences(self.document)
        self.mentions = tuple(sorted((_mention(text, self.sentences, n) for n in named), key=lambda m: m.at))
        self.found = attributions(self.document, self.sentences, self.mentions, (), PACK)

    def words(self, stretches: tuple[Stretch, ...]) -> str:
        return " … ".join(s.of(self.document.text) for s in stretches)

    @property
    def said(self) -> list[tuple[str, str, str]]:
        """Source, cue, content of each."""
        return [(self.words(a.source), self.words(a.cue), self.words(a.content)) for a in self.found]

    @property
    def only(self) -> Attribution:
        assert len(self.found) == 1, self.said
        return self.found[0]

    def speakers(self) -> list[list[str]]:
        return [[self.mentions[i].name for i in a.speaker] for a in self.found]


def _mention(text: str, split: tuple[Sentence, ...], name: str) -> Mention:
    at = Stretch(text.index(name), text.index(name) + len(name))
    number = next(i for i, s in enumerate(split) if s.at.holds(at))
    kind = MentionKind.PRONOUN if name.lower() in ("he", "it", "they", "she") else MentionKind.GROUP
    return Mention(at, number, MentionKind.PERSON if name.startswith("Amadou") else kind, name)


# -------------------------------------------------------------------------------- plain shapes
def test_indirect_speech_with_and_without_that() -> None:
    assert Read("The army said that it would leave the town.").said == [("The army", "said", "it would leave the town")]
    assert Read("The army said it would leave the town.").said == [("The army", "said", "it would leave the town")]


def test_direct_speech_before_its_cue() -> None:
    read = Read("“We will not sit with them,” the spokesman told reporters in a statement.")
    assert read.said == [("the spokesman", "told", "We will not sit with them")]
    assert read.only.mode is StatementMode.DIRECT
    assert read.only.medium == "a statement"


def test_the_speaker_may_follow_the_cue() -> None:
    read = Read(
        '"The road is open," said Amadou Sangare, a deputy mayor, in a radio interview.', named=("Amadou Sangare",)
    )
    assert read.said == [("Amadou Sangare, a deputy mayor", "said", "The road is open")]
    assert read.speakers() == [["Amadou Sangare"]]


def test_a_cue_in_the_middle_leaves_two_pieces() -> None:
    read = Read("The truce, he said then, was never meant to last.")
    assert read.said == [("he", "said", "The truce … was never meant to last")]


def test_a_partly_quoted_content_is_mixed() -> None:
    assert Read("The front said the offer was “an insult” to its dead.").only.mode is StatementMode.MIXED


def test_a_trailing_source_and_what_follows_it() -> None:
    said = Read("The bridge was blown up, residents said on Monday, while the army puts its losses at 12.").said
    assert said == [
        ("residents", "said", "The bridge was blown up"),
        ("the army", "puts", "its losses at 12"),
    ]


def test_according_to_before_and_after() -> None:
    assert Read("According to the ministry, nine men died.").said == [("the ministry", "According to", "nine men died")]
    assert Read("Nine men died, according to a nurse.").said == [("a nurse", "according to", "Nine men died")]


def test_the_speaker_of_a_second_cue_is_shared() -> None:
    said = Read("The coalition said it was leaving, blaming the governor, and urged the villagers to go home.").said
    assert said == [
        ("The coalition", "said", "it was leaving"),
        ("The coalition", "blaming", "the governor"),
        ("The coalition", "urged", "the villagers to go home"),
    ]


def test_asides_and_relative_clauses_are_skipped_on_the_way_to_the_speaker() -> None:
    read = Read("Amadou Sangare, the leader of a small front which left the talks, said the text was void.")
    assert read.said[0][0].startswith("Amadou Sangare")
    assert read.said[0][2] == "the text was void"


def test_days_and_adverbs_between_speaker_and_cue_are_skipped() -> None:
    assert Read("The council also repeatedly warned that fuel was short.").said == [
        ("The council", "warned", "fuel was short")
    ]


# -------------------------------------------------------------------------------- speech acts
def test_frames_of_speech_acts() -> None:
    cases = {
        "The bloc called on both sides to lay down arms.": ("called on", "both sides to lay down arms"),
        "The bloc called for a ceasefire.": ("called for", "a ceasefire"),
        "The junta accused the front of arming bandits.": ("accused", "arming bandits"),
        "The junta promised to hold elections.": ("promised", "to hold elections"),
        "The front ruled out a pause.": ("ruled out", "a pause"),
        "The general described the text as a trap.": ("described", "the text as a trap"),
        "The general called the text a trap.": ("called", "the text a trap"),
        "The imam likened the plan to a house without doors.": ("likened", "the plan to a house without doors"),
        "The mission asked whether the road was safe.": ("asked", "whether the road was safe"),
        "The envoy told the rebels that patience was running out.": ("told", "patience was running out"),
        "The union demanded that the men be freed.": ("demanded", "the men be freed"),
    }
    for text, (cue, content) in cases.items():
        assert [s[1:] for s in Read(text).said] == [(cue, content)], text


def test_a_denial_is_marked() -> None:
    read = Read("The junta denies the presence of mercenaries.")
    assert read.only.denial
    assert read.said[0][2] == "the presence of mercenaries"


def test_not_to_rule_out_is_said_and_other_negations_are_not() -> None:
    assert Read("The envoy did not rule out a visit.").said == [("The envoy", "did not rule out", "a visit")]
    assert Read("The envoy did not say when he would come.").found == ()
    assert Read("Nobody claimed the attack.").found == ()


def test_what_might_be_said_is_not_said() -> None:
    assert Read("The envoy would say that the talks had failed.").found == ()
    assert Read("The ministry refused to comment on the raid.").found == ()


def test_anonymity_is_no_content() -> None:
    said = Read("A diplomat, who asked not to be named, said the list was long.").said
    assert [s[1:] for s in said] == [("said", "the list was long")]


def test_nouns_of_saying_need_an_owner() -> None:
    read = Read("The junta's claim that the town is calm convinced few.")
    assert read.said[0][:2] == ("The junta", "claim")
    assert Read("There was a report on water in the north.").found == ()


def test_nouns_that_look_like_cues_are_none() -> None:
    assert Read("Four neighbouring states tried to help, and the mission took note of the offer.").found == ()


def test_somebody_quoted_by_another() -> None:
    read = Read("The rebel was quoted as saying that he was tired.")
    assert read.said == [("The rebel", "was quoted as saying", "he was tired")]


def test_what_somebody_denies_may_stand_before() -> None:
    read = Read("The bloc spoke of a blockade, a charge that the junta denies.")
    assert ("the junta", "denies", "a charge") in read.said


# -------------------------------------------------------------------------------- titles
def test_titles_with_verbs_colons_and_trailing_sources() -> None:
    cases = {
        "Rebels say they will talk if army leaves": ("Rebels", "they will talk if army leaves"),
        "Minister: no talks before June": ("Minister", "no talks before June"),
        "No talks before June, says minister": ("minister", "No talks before June"),
    }
    for title, (source, content) in cases.items():
        read = Read(f"{title}\nThe town was calm.", title_end=len(title))
        assert [(s[0], s[2]) for s in read.said] == [(source, content)], title
        assert read.only.mode is StatementMode.HEADLINE


# -------------------------------------------------------------------------------- across sentences
def test_each_sentence_of_a_quote_has_its_own_attribution() -> None:
    text = "“We are tired. We want to go home,” the commander said. “Soon.”"
    read = Read(text, named=("the commander",))
    assert [s[2] for s in read.said] == ["We are tired.", "We want to go home", "Soon."]
    assert [a.sentence for a in read.found] == [0, 1, 2]
    assert read.speakers() == [["the commander"]] * 3
    assert [bool(a.source) for a in read.found] == [False, True, False]


def test_a_quote_over_paragraphs_has_one_speaker() -> None:
    text = "“The first month was hard.\n“The second was worse,” the commander said."
    read = Read(text, named=("the commander",))
    assert read.speakers() == [["the commander"], ["the commander"]]


def test_a_cue_with_a_colon_takes_the_quote_of_the_next_line() -> None:
    read = Read("The commander added:\n“Nobody came.”", named=("The commander",))
    assert read.said == [("", "added", "Nobody came.")]
    assert read.speakers() == [["The commander"]]


# -------------------------------------------------------------------------------- speakers
def test_two_speakers_at_once() -> None:
    read = Read("Kumbia and Baraland urged both sides to stop.", named=("Kumbia", "Baraland"))
    assert read.speakers() == [["Kumbia", "Baraland"]]


def test_without_mentions_the_source_words_still_stand() -> None:
    read = Read("The old men said the well was dry.")
    assert read.only.speaker == ()
    assert read.said[0][0] == "The old men"


def test_a_statement_inside_a_statement_knows_its_holder() -> None:
    text = "The council rejected a text in which the bloc announced that the general had given in."
    read = Read(text)
    outer, inner = read.found
    assert inner.inside == 0
    assert outer.inside is None


# -------------------------------------------------------------------------------- quotes
def test_quotes_survive_mixed_marks_and_missing_closers() -> None:
    def inner(text: str) -> list[str]:
        found = quotes(text, sentences(Document(DocumentId("a.txt"), "0", text)))
        return [text[slice(*q.inner)] for q in found]

    assert inner('He said “we go" and left.') == ["we go"]
    assert inner('"Not closed, he said. The next is "closed" again.') == ["Not closed, he said.", "closed"]
    assert inner("The talks are 'off', the militants' envoy said.") == ["off"]


_WORDS = st.lists(
    st.sampled_from(
        [
            *"The army rebels minister said told that , . : ; - he it who which accused of to leave according".split(),
            *"and but while in a statement on Monday denies not was quoted as saying by Mali (AFP) called for".split(),
            *"what is urged ' “ ” \"".split(),
            "\n",
        ]
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(_WORDS)
def test_any_words_give_well_formed_attributions(text: str) -> None:
    read = Read(text)
    for attribution in read.found:
        sentence = read.sentences[attribution.sentence].at
        assert attribution.content
        assert all(sentence.holds(c) for c in attribution.content)
        assert all(sentence.holds(s) for s in attribution.source)
        assert all(not c.meets(k) for c in attribution.content for k in attribution.cue)
        assert attribution.inside is None or 0 <= attribution.inside < len(read.found)
        assert 0 <= attribution.confidence <= 1


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert Read(text).found == Read(text).found
