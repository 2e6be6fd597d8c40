"""How reports word positions and conditions: one sentence of our own for each pattern of the field, and its traps.

`[X]` marks a mention, `<...>` the content of what the first mention says. Parties and places are invented.
"""

from __future__ import annotations

import re

import pytest

from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.reading import Attribution, Mention, MentionKind, Sentence
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import StatementMode
from toguna.language.frames import Frames, frames
from toguna.language.scene import Scene
from toguna.packs.language import language_pack

_PRONOUNS = {"he", "she", "it", "they", "we", "i", "its", "their"}


def scene_of(marked: str) -> Scene:
    """A scene of one sentence from its marked form."""
    text, mentions, content, starts = "", [], None, []
    for piece in re.findall(r"[\[\]<>]|[^\[\]<>]+", marked):
        if piece in "[<":
            starts.append(len(text))
        elif piece == "]":
            start = starts.pop()
            name = text[start:]
            bare = name.removeprefix("The ").removeprefix("the ")
            low = bare.lower()
            kind = MentionKind.PRONOUN if low in _PRONOUNS else MentionKind.GROUP
            mentions.append(Mention(Stretch(start, len(text)), 0, kind, bare))
        elif piece == ">":
            content = Stretch(starts.pop(), len(text))
        else:
            text += piece
    mentions.sort(key=lambda m: m.at.start)
    attributions: tuple[Attribution, ...] = ()
    if content is not None:
        outside = [n for n, m in enumerate(mentions) if not content.holds(m.at)]
        source = mentions[outside[0]].at
        cue = re.search(
            r"\b(?:said|says|told|demanded|urged|warned|promised|insisted|called on|called for|rejected|denied)\b", text
        )
        assert cue is not None
        attributions = (
            Attribution(
                0,
                (source,),
                (Stretch(*cue.span()),),
                (content,),
                StatementMode.INDIRECT,
                speaker=(outside[0],),
                denial=cue.group() == "denied",
            ),
        )
    document = Document(DocumentId("a.txt"), "0", text)
    sentence = Sentence(Stretch(0, len(text)), 0)
    return Scene(document, (sentence,), tuple(mentions), (), attributions, language_pack("en"))


def told(marked: str) -> tuple[set[tuple[str, str, str]], set[tuple[str, str, str, str]]]:
    """Positions as (holder, issue, stance), conditions as (issue required, first who must act, unlocks, necessity)."""
    scene = scene_of(marked)
    made: Frames = frames(scene)
    name = [m.name for m in scene.mentions]
    stood = {(name[p.holder[0]] if p.holder else "-", str(p.issue), str(p.stance)) for p in made.positions}
    asked = {(str(c.issue), name[c.by[-1]] if c.by else "-", str(c.unlocks), str(c.necessity)) for c in made.conditions}
    return stood, asked


CONDITIONAL = [
    (
        "[The Azure Front] said <[they] will only attend talks if [the cabinet] expels [Norland] forces.>",
        "Azure Front",
        "talks",
        "withdrawal",
    ),
    (
        "[The Azure Front] is open to negotiations with [Norland] - but only if [Sudrian] troops leave the valley.",
        "Azure Front",
        "talks",
        "withdrawal",
    ),
    (
        "[The Azure Front] said <talks would be possible only after [Norland] troops leave the valley.>",
        "Azure Front",
        "talks",
        "withdrawal",
    ),
    (
        "[The Azure Front] said <[it] would return to the table as soon as [the army] frees the prisoners.>",
        "Azure Front",
        "talks",
        "release",
    ),
    (
        "[The Azure Front] said <there would be no talks until [Norland] troops withdraw.>",
        "Azure Front",
        "talks",
        "withdrawal",
    ),
    (
        "[The Azure Front] will not negotiate unless [the army] releases its prisoners.",
        "Azure Front",
        "talks",
        "release",
    ),
    ("[The Azure Front] ruled out talks without an amnesty.", "Azure Front", "talks", "justice"),
    (
        "[The Azure Front] insists on the withdrawal of [Norland] troops before any talks.",
        "Azure Front",
        "talks",
        "withdrawal",
    ),
    (
        "[The Azure Front] said <there will be no talks as long as [Norland] soldiers remain in the valley.>",
        "Azure Front",
        "talks",
        "withdrawal",
    ),
    (
        "[The Azure Front] is ready to open talks provided that sanctions are lifted.",
        "Azure Front",
        "talks",
        "sanctions",
    ),
    (
        "[The Azure Front] will sign the ceasefire on condition that [Norland] lifts the blockade.",
        "Azure Front",
        "ceasefire",
        "access",
    ),
    (
        "[The Azure Front] made any meeting conditional on the release of its leaders.",
        "Azure Front",
        "talks",
        "release",
    ),
    (
        "[The Azure Front] said <[it] would lay down its weapons in exchange for an amnesty.>",
        "Azure Front",
        "disarmament",
        "justice",
    ),
    ("Unless [Norland] frees our men, there will be no talks, [the Azure Front] said.", "-", "talks", "release"),
    (
        "[The Azure Front] said <if [Norland] recognises the council, [we] will accept a ceasefire.>",
        "Azure Front",
        "ceasefire",
        "recognition",
    ),
    (
        "[The bloc] said <sanctions would be lifted only when a civilian government was in place.>",
        "bloc",
        "sanctions",
        "governance",
    ),
    (
        "[The Azure Front] accepts the ceasefire in principle if [Norland] pulls out its troops.",
        "Azure Front",
        "ceasefire",
        "withdrawal",
    ),
    (
        "[The Azure Front] said <its return to the talks hinges on the release of its chairman.>",
        "Azure Front",
        "talks",
        "release",
    ),
    (
        "[Norland] said <[it] would free the prisoners once [the Azure Front] disarms.>",
        "Norland",
        "release",
        "disarmament",
    ),
    (
        "[The Azure Front] will not disarm without the implementation of the peace agreement.",
        "Azure Front",
        "disarmament",
        "implementation",
    ),
    (
        "So long as one foreign soldier remains on our soil, [we] will not negotiate, [the Azure Front] said.",
        "-",
        "talks",
        "withdrawal",
    ),
    ("[Norland] must release all hostages before talks resume, [the Azure Front] said.", "-", "talks", "release"),
]


@pytest.mark.parametrize(("marked", "holder", "issue", "required"), CONDITIONAL)
def test_a_condition_makes_a_conditional_position(marked: str, holder: str, issue: str, required: str) -> None:
    stood, asked = told(marked)
    if holder != "-":
        assert (holder, issue, "conditional") in stood
    assert {(c[0], c[2]) for c in asked} == {(required, issue)}


@pytest.mark.parametrize(
    "marked",
    [
        "[The Azure Front] spoke on condition of anonymity about the talks.",
        "[The Azure Front] is ready for talks even if [Norland] troops stay.",
        "[The Azure Front] offered talks without preconditions.",
        "Asked if talks would resume, [he] smiled.",
        "Talks resumed hours after [Norland] troops left the town.",
        "[The minister] flew home before the talks ended.",
        "Hostages were found in poor conditions in the hills.",
    ],
)
def test_the_words_of_a_condition_do_not_make_one(marked: str) -> None:
    assert told(marked)[1] == set()


def test_forces_joined_by_and_are_two_conditions() -> None:
    _, asked = told("[The Azure Front] will only attend talks if [Norland] and [Sudrian] forces leave the valley.")
    assert asked == {
        ("withdrawal", "Norland", "talks", "necessary"),
        ("withdrawal", "Sudrian", "talks", "necessary"),
    }


STANCES = [
    ("[The Azure Front] rejected the preconditions and called for talks.", "Azure Front", "talks", "for"),
    ("[Norland] has long opposed dialogue with [the Azure Front].", "Norland", "talks", "against"),
    ("[Norland] is considering talks with [the Azure Front].", "Norland", "talks", "open"),
    ("[Norland] did not rule out talks with [the Azure Front].", "Norland", "talks", "open"),
    ("[Norland] said <there was no room for talks with [the Azure Front].>", "Norland", "talks", "against"),
    ("[Norland] said <[it] would not negotiate with [the Azure Front].>", "Norland", "talks", "against"),
    ("[Norland] promised <to boost its military presence in the valley.>", "Norland", "withdrawal", "against"),
    ("[The Azure Front] called on <[Norland] forces to leave the valley.>", "Azure Front", "withdrawal", "for"),
    ("[The bloc] urged <both sides to agree on a ceasefire.>", "bloc", "ceasefire", "for"),
    ("[The bloc] lifted sanctions on [Norland] on Sunday.", "bloc", "sanctions", "against"),
    ("[The Azure Front] refused to hand over its weapons.", "Azure Front", "disarmament", "against"),
    ("[The Azure Front] walked out of the peace talks.", "Azure Front", "talks", "against"),
    ("[Norland] agreed to free 20 prisoners.", "Norland", "release", "for"),
    ("[The Azure Front] said <[the president] must resign.>", "Azure Front", "governance", "for"),
    ("[Norland] wants [Sudrian] troops to stay.", "Norland", "withdrawal", "against"),
    ("[The Azure Front] dismissed the offer of talks as a trap.", "Azure Front", "talks", "against"),
    ("[The Azure Front] boycotted the peace conference.", "Azure Front", "talks", "against"),
    ("[The minister] said <talks with [the Azure Front] are out of the question.>", "minister", "talks", "against"),
    ("[Norland] suspended its participation in the talks.", "Norland", "talks", "against"),
    ("[The bloc] welcomed the ceasefire.", "bloc", "ceasefire", "for"),
    ("[Norland] does not recognise [the council].", "Norland", "recognition", "against"),
    ("[The Azure Front] demands autonomy for the hills.", "Azure Front", "autonomy", "for"),
    (
        "[The Azure Front] announced that it was resuming attacks on [Norland] forces.",
        "Azure Front",
        "ceasefire",
        "against",
    ),
    ("[The Azure Front] said <a truce could be considered.>", "Azure Front", "ceasefire", "open"),
    ("[Norland] said <the door to dialogue was not closed.>", "Norland", "talks", "open"),
    ("[The Azure Front] is ready to meet [Norland] in a neutral country.", "Azure Front", "venue", "for"),
]


@pytest.mark.parametrize(("marked", "holder", "issue", "stance"), STANCES)
def test_a_stance_has_its_holder_its_issue_and_its_sign(marked: str, holder: str, issue: str, stance: str) -> None:
    stood = told(marked)[0]
    assert (holder, issue, stance) in stood or (holder == "-" and (issue, stance) in {s[1:] for s in stood})


def test_a_silence_is_never_a_position() -> None:
    made = frames(scene_of("There was no immediate response from [Norland] to the offer."))
    assert len(made.silences) == 1
    assert made.positions == ()


def test_a_mandate_to_negotiate_is_a_channel() -> None:
    made = frames(scene_of("[Norland] asked [the Elders] to open negotiations with [the Azure Front]."))
    assert [(str(c.role), str(c.state)) for c in made.channels] == [("mediator", "mandated")]
