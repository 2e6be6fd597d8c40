"""Texts that are one text are found, whatever a portal does to them; texts that are not stay apart."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.copies.lineages import lineages
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.lineage import Lineage
from toguna.kinds.vocabulary import RelationKind

WIRE = """\
KAVARA - The Northern Front said on Monday that it would send delegates to Port Selim only if the army lifted \
its siege of Kavara, a town of 40,000 people that has been cut off for seven weeks.
"We cannot sit at a table while our children eat leaves," the front's spokesman, Daud Merrin, told the Lakeside \
Post by telephone.
The defence ministry said trucks with flour had been let through on Saturday and accused the rebels of looting \
eleven of them near the salt works.
Mediators from the Council of Coastal States want both sides to meet on 14 May, the third date that has been \
proposed since talks broke down last October.
At least 312 people have been killed in the district since the fighting resumed, according to a count by nurses \
at the Saint Orban hospital.
Diplomats in the capital said a ship with medicine had waited for clearance for nine days and that its crew had \
begun to ration water."""

BACKGROUND = """\
The conflict in the lake districts began nine years ago when officers of the old provincial guard refused to \
hand in their arms after a disputed vote.
More than 200,000 people have since left their homes, and two peace agreements signed under regional mediation \
have collapsed within months of their signing."""

FOLLOW_UP = """\
PORT SELIM - Delegates of the government arrived on Thursday in this harbour town for a meeting that the rebels \
say they will not attend, mediators and airport officials said.
The governor's envoy, Ilse Tarnow, brought a list of 58 prisoners whom the state is ready to free, one of the \
officials said, and a letter that she did not read out.
Fishermen have been told to keep away from the old customs house, where the meeting would be held."""

REWRITE = """\
The rebels of the Northern Front will travel to Port Selim on one condition, namely that soldiers end the \
encirclement of Kavara, where 40,000 inhabitants have been isolated for almost two months, it was announced \
Monday.
Spokesman Daud Merrin complained to the Lakeside Post of hunger: "while our children eat leaves", nobody could \
negotiate.
According to the ministry of defence, lorries carrying flour passed on Saturday, 11 of which insurgents \
plundered close to the salt factory.
The Council of Coastal States hopes for an encounter on 14 May. Nurses of Saint Orban have counted 312 dead."""


def report(path: str, text: str, **more: object) -> Document:
    return Document(path=DocumentId(path), sha256=path, text=text, **more)  # type: ignore[arg-type]


def kinds(found: tuple[Lineage, ...]) -> list[tuple[str, RelationKind, str]]:
    return [(r.document, r.relation, r.of) for lineage in found for r in lineage.relations]


def groups(found: tuple[Lineage, ...]) -> list[tuple[str, ...]]:
    return sorted(lineage.documents for lineage in found)


def lines(text: str, *which: int) -> str:
    return "\n".join(text.split("\n")[at] for at in which)


def test_a_text_alone_is_a_lineage_of_one() -> None:
    (only,) = lineages([report("a.txt", WIRE)])
    assert (only.documents, only.first, only.relations) == (("a.txt",), "a.txt", ())


def test_no_documents_give_no_lineages() -> None:
    assert lineages([]) == ()


def test_the_same_words_with_other_quotes_case_and_dashes_are_a_copy() -> None:
    other = WIRE.replace('"', "“").replace("'", "’").replace(" - ", " — ").replace("KAVARA", "Kavara")
    found = lineages([report("a.txt", WIRE), report("b.txt", other)])
    assert kinds(found) == [("b.txt", RelationKind.COPY, "a.txt")]
    assert found[0].relations[0].containment == 1.0


def test_a_copy_with_light_edits_and_an_added_paragraph_is_a_copy() -> None:
    other = WIRE.replace("said on Monday", "has said").replace("told the", "told The") + "\nShare this story."
    found = lineages([report("a.txt", WIRE), report("b.txt", other)])
    assert kinds(found)[0][1] is RelationKind.COPY


def test_a_short_excerpt_shortens_the_fuller_dated_text() -> None:
    found = lineages(
        [report("a.txt", lines(WIRE, 0, 1)), report("b.txt", WIRE, published=Edtf("2031-05-05"))],
    )
    assert kinds(found) == [("a.txt", RelationKind.SHORTENS, "b.txt")]


def test_a_text_that_grew_extends_the_earlier_one() -> None:
    found = lineages(
        [
            report("early.txt", lines(WIRE, 0, 1), published=Edtf("2031-05-05")),
            report("late.txt", WIRE, published=Edtf("2031-05-06")),
        ]
    )
    assert found[0].first == "early.txt"
    assert kinds(found) == [("late.txt", RelationKind.EXTENDS, "early.txt")]


def test_the_first_is_the_earliest_dated_then_the_fullest_then_by_path() -> None:
    undated = report("a.txt", WIRE + "\nOne more line of five words.")
    dated = report("b.txt", WIRE, published=Edtf("2031-05-05"))
    assert lineages([undated, dated])[0].first == "b.txt"
    assert lineages([report("c.txt", WIRE), undated])[0].first == "a.txt"
    assert lineages([report("d.txt", WIRE), report("c.txt", WIRE)])[0].first == "c.txt"


def test_two_reports_of_a_series_that_share_their_background_stay_apart() -> None:
    one = report("mon.txt", f"{lines(WIRE, 0, 2, 3)}\n{BACKGROUND}", outlet="Lakeside Post")
    two = report("thu.txt", f"{FOLLOW_UP}\n{BACKGROUND}", outlet="Lakeside Post")
    assert groups(lineages([one, two])) == [("mon.txt",), ("thu.txt",)]
    without = [report(d.path, d.text) for d in (one, two)]
    assert len(lineages(without)) == 2


def test_a_passage_that_an_outlet_repeats_joins_nothing() -> None:
    briefs = [f"{BACKGROUND}\n{line}" for line in (*lines(WIRE, 0, 2, 3, 4).split("\n"), *FOLLOW_UP.split("\n"))]
    of_one = [report(f"{n}.txt", text, outlet="Digest") for n, text in enumerate(briefs)]
    assert len(lineages(of_one)) == 7


def test_three_versions_of_one_story_in_one_outlet_are_one_text() -> None:
    versions = [
        report(f"{n}.txt", WIRE + f"\nUpdated version number {n} of this report." * n, outlet="Post") for n in range(4)
    ]
    assert len(lineages(versions)) == 1


def test_a_round_up_does_not_join_the_reports_that_it_holds() -> None:
    digest = report("digest.txt", f"{WIRE}\n{FOLLOW_UP}\n{BACKGROUND}\n{WIRE[::-1]}")
    found = lineages([report("a.txt", WIRE), report("b.txt", FOLLOW_UP), digest])
    assert ("a.txt", "b.txt", "digest.txt") not in groups(found)


def test_a_rewrite_keeps_names_numbers_and_quotes_in_order() -> None:
    found = lineages(
        [
            report("a.txt", WIRE, published=Edtf("2031-05-05"), outlet="Wire"),
            report("b.txt", REWRITE, published=Edtf("2031-05-06"), outlet="Portal"),
            report("c.txt", FOLLOW_UP, published=Edtf("2031-05-08"), outlet="Wire"),
        ]
    )
    assert kinds(found) == [("b.txt", RelationKind.REWRITES, "a.txt")]


@pytest.mark.parametrize(
    "change", [{"published": Edtf("2031-06-20")}, {"outlet": "Wire"}], ids=["weeks later", "same outlet"]
)
def test_no_rewrite_weeks_later_nor_inside_one_outlet(change: dict[str, str]) -> None:
    given = {"published": Edtf("2031-05-06"), "outlet": "Portal"} | change
    found = lineages(
        [report("a.txt", WIRE, published=Edtf("2031-05-05"), outlet="Wire"), report("b.txt", REWRITE, **given)]
    )
    assert len(found) == 2


def test_two_reporters_at_one_event_are_two_texts() -> None:
    other = """\
Hopes for a meeting in Port Selim faded as the Council of Coastal States waited in vain for a reply from the hills.
The council's chairman, Anders Okello, flew to the town of Brenn on Monday and met elders of the Sarro people for hours.
Daud Merrin of the Northern Front had earlier named the siege of Kavara as the reason why nobody would travel.
A shopkeeper, Lena Fouad, 51, said she had sold her last sack of rice on 2 May and counted 17 customers since."""
    assert len(lineages([report("a.txt", WIRE), report("b.txt", other)])) == 2


def test_very_short_and_empty_texts_are_joined_only_when_they_are_the_same_words() -> None:
    found = lineages(
        [
            report("a.txt", "Photo"),
            report("b.txt", "Photo"),
            report("c.txt", ""),
            report("d.txt", ""),
            report("e.txt", "Rebels free nine of nineteen hostages."),
            report("f.txt", "Rebels free nine of nineteen hostages"),
        ]
    )
    assert groups(found) == [("a.txt",), ("b.txt",), ("c.txt",), ("d.txt",), ("e.txt", "f.txt")]


def test_titles_do_not_make_copies() -> None:
    title = "Rebels name their price for coming to Port Selim this month, and the army shrugs"
    one = report("a.txt", f"{title}\n{WIRE}", title=title, title_end=len(title))
    two = report("b.txt", f"{title}\n{FOLLOW_UP}", title=title, title_end=len(title))
    assert len(lineages([one, two])) == 2


WORDS = [f"word{n}" for n in range(400)]


def _made(seed: int) -> tuple[list[Document], dict[str, int]]:
    """Stories and their copies: cut, edited, extended; and which story each one carries."""
    draw = random.Random(seed)
    documents, story_of = [], {}
    for story in range(draw.randint(1, 5)):
        base = [" ".join(draw.choices(WORDS, k=14)) + "." for _ in range(draw.randint(6, 12))]
        for copy in range(draw.randint(1, 4)):
            kept = [line for at, line in enumerate(base) if at < 4 or draw.random() < 0.8]
            path = f"{draw.randrange(10**9)}-{story}-{copy}.txt"
            documents.append(report(path, "\n".join(kept)))
            story_of[path] = story
    return documents, story_of


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_made_copies_are_found_and_the_order_of_documents_changes_nothing(seed: int, shuffle: random.Random) -> None:
    documents, story_of = _made(seed)
    found = lineages(documents)
    assert all(len({story_of[path] for path in lineage.documents}) == 1 for lineage in found)
    assert len(found) == len(set(story_of.values()))
    shuffle.shuffle(documents)
    assert lineages(documents) == found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=8))
def test_every_document_is_in_exactly_one_lineage(texts: list[str]) -> None:
    documents = [report(f"{n}.txt", text) for n, text in enumerate(texts)]
    found = lineages(documents)
    assert sorted(path for lineage in found for path in lineage.documents) == sorted(d.path for d in documents)
    for lineage in found:
        assert lineage.first in lineage.documents
        assert sorted(r.document for r in lineage.relations) == sorted(set(lineage.documents) - {lineage.first})
