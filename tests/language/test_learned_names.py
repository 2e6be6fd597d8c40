"""Names that only the encoder sees are added, and every pointer between mentions still points to the same words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.encoder.labels import NAMES
from toguna.encoder.marks import Name, Seen
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.reading import Mention, MentionKind
from toguna.kinds.span import Stretch
from toguna.language.learned_names import KINDS, blended_mentions
from toguna.language.learned_settings import Settings
from toguna.language.reader import outside, rule_reader
from toguna.language.scene import Scene
from toguna.packs.language import language_pack

RULES = rule_reader()
TEXT = (
    "The Valley League (VL) met the elders of Orsa. Its leader, Dano Relk, spoke for an hour.\n"
    "The League’s men kept watch; they let nobody pass."
)
DOCUMENT = Document(DocumentId("a.txt"), "0", TEXT, language="en")
SENTENCES = RULES.sentences(DOCUMENT)
RULED = RULES.mentions(DOCUMENT, SENTENCES)


@dataclass(frozen=True)
class Told:
    found: tuple[Name, ...]

    def names(self) -> tuple[Name, ...]:
        return self.found


def name(words: str, kind: str = "grp", sure: float = 0.95) -> Name:
    return Name((TEXT.index(words), TEXT.index(words) + len(words)), kind, sure)


def blended(
    *names: Name,
    ruled: tuple[Mention, ...] = RULED,
    how: Settings = Settings(name_add=0.9),  # noqa: B008
) -> tuple[Mention, ...]:
    return blended_mentions(TEXT, SENTENCES, ruled, (cast(Seen, Told(names)),), how)


def words(m: Mention) -> str:
    return m.at.of(TEXT)


def test_an_encoder_that_sees_nobody_leaves_the_names_alone() -> None:
    assert blended() == RULED


@pytest.mark.parametrize(("sure", "added"), [(0.89, 0), (0.9, 1)])
def test_a_name_is_added_from_its_confidence_on(sure: float, added: int) -> None:
    assert len(blended(name("watch", sure=sure), ruled=())) == added


@pytest.mark.parametrize("kind", NAMES)
def test_times_and_numbers_are_nobody(kind: str) -> None:
    made = blended(name("an hour", kind), ruled=())
    assert [m.kind for m in made] == ([KINDS[kind]] if kind in KINDS else [])


def test_a_name_that_touches_a_find_of_the_rules_is_left_out() -> None:
    assert blended(name("Valley League (VL) met")) == RULED


def test_of_two_names_on_the_same_words_one_is_taken() -> None:
    assert len(blended(name("kept watch"), name("watch", "org"), name("kept watch"), ruled=())) == 1


def test_a_name_over_two_sentences_is_nobody() -> None:
    assert blended(name("Orsa. Its leader"), ruled=()) == ()


def test_pointers_move_with_what_they_point_to() -> None:
    one = Mention(Stretch(4, 17), 0, MentionKind.GROUP, "Valley League")
    two = Mention(Stretch(19, 21), 0, MentionKind.GROUP, "VL", same_as=0, of=2)
    last = Mention(Stretch(60, 69), 1, MentionKind.PERSON, "Dano Relk", of=1)
    made = blended(name("The", "des"), name("met", "des"), name("leader", "des"), ruled=(one, two, last))
    assert [words(m) for m in made][:4] == ["The", "Valley League", "VL", "met"]
    by_words = {words(m): m for m in made}
    assert by_words["VL"].same_as == 1 and by_words["VL"].of == len(made) - 1
    assert made[-1].of == 2


@given(
    st.lists(
        st.builds(
            lambda start, length, kind, sure: Name((start, min(len(TEXT), start + length)), kind, sure),
            st.integers(SENTENCES[0].at.start, len(TEXT) - 1),
            st.integers(1, 30),
            st.sampled_from(NAMES),
            st.sampled_from([0.5, 0.95]),
        ),
        max_size=12,
    )
)
def test_no_mention_is_lost_moved_or_doubled(names: list[Name]) -> None:
    made = blended(*names)
    assert list(made) == sorted(made, key=lambda m: m.at)
    assert all(a.at.end <= b.at.start for a, b in pairwise(made))
    assert all(SENTENCES[m.sentence].at.holds(m.at) for m in made)
    was = {m.at: m for m in RULED}
    assert was.keys() <= {m.at for m in made}
    for m in made:
        if m.at in was:
            old = was[m.at]
            for now, then in ((m.of, old.of), (m.same_as, old.same_as)):
                assert (now is None) == (then is None)
                assert now is None or then is None or made[now].at == RULED[then].at
            assert replace(m, of=old.of, same_as=old.same_as) == old


def test_whoever_is_named_in_a_dateline_acts_in_nothing() -> None:
    text = "ORSA, May 3 (Kelm Reports) - Kelm Reports left the village."
    document = Document(DocumentId("a.txt"), "0", text, language="en")
    sentences = RULES.sentences(document)
    first, again = (Stretch(n, n + 12) for n in (13, text.rindex("Kelm")))
    named = tuple(Mention(at, 0, MentionKind.ORGANISATION, "Kelm Reports") for at in (first, again))
    scene = Scene(document, sentences, named, (), (), language_pack("en"))
    assert [m.kind for m in outside(scene)] == [MentionKind.PLACE, MentionKind.ORGANISATION]
    assert outside(replace(scene, mentions=RULES.mentions(document, sentences))) == RULES.mentions(document, sentences)
