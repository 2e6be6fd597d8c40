from __future__ import annotations

import random
import sqlite3
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.kinds.ids import Edtf
from toguna.store.file import letters
from toguna.store.search import terms
from toguna.store.store import Store


@pytest.fixture
def filled(store: Store, document: Any, fill: Any) -> Store:
    fill(
        store,
        document("old.txt", "The envoy spoke of a ceasefire.\nRain fell.", published=Edtf("2020-01-01")),
        document("new.txt", "A ceasefire held.\nFree and fair elections were promised.", published=Edtf("2021-05")),
        document("bounded.txt", "They call it ceasefire.", published=Edtf("../2020-06-01")),
        document("undated.txt", "The ceasefire is older than we know."),
        document("fr.txt", "Le cessez-le-feu à Gao a été signé.", published=Edtf("2022-01-01"), unread="language: fr"),
    )
    return store


def test_the_newest_report_comes_first_and_the_undated_last(filled: Store) -> None:
    assert [h.document for h in filled.search("ceasefire")] == ["new.txt", "bounded.txt", "old.txt", "undated.txt"]


def test_the_limit_cuts_the_oldest(filled: Store) -> None:
    assert [h.document for h in filled.search("ceasefire", limit=1)] == ["new.txt"]
    assert filled.search("ceasefire", limit=0) == ()


def test_a_hit_gives_the_sentence_and_where_it_stands(filled: Store, document: Any) -> None:
    (hit,) = filled.search("envoy")
    assert (hit.sentence, hit.first, hit.last, hit.published) == (
        "The envoy spoke of a ceasefire.",
        0,
        31,
        "2020-01-01",
    )


def test_unread_reports_are_found_and_say_why(filled: Store) -> None:
    (hit,) = filled.search("signe")
    assert (hit.document, hit.unread) == ("fr.txt", "language: fr")


def test_marks_over_letters_and_case_do_not_matter(filled: Store) -> None:
    assert filled.search("SIGNÉ") == filled.search("signe") != ()


def test_a_phrase_must_stand_together_and_a_star_ends_a_beginning(filled: Store) -> None:
    assert len(filled.search('"fair elections"')) == 1
    assert filled.search('"elections fair"') == ()
    assert len(filled.search("elec*")) == 1
    assert filled.search("elec") == ()


def test_dates_limit_by_what_a_report_s_date_may_be(filled: Store) -> None:
    assert [h.document for h in filled.search("ceasefire", since="2021-05-20")] == ["new.txt"]
    assert [h.document for h in filled.search("ceasefire", until="2019")] == ["bounded.txt"]
    assert [h.document for h in filled.search("ceasefire", since="2020", until="2020")] == ["bounded.txt", "old.txt"]


def test_processes_can_be_searched_apart(filled: Store, document: Any, fill: Any) -> None:
    fill(filled, document("new.txt", "Another ceasefire.", published=Edtf("2023")), process="sudan")
    assert [h.process for h in filled.search("ceasefire", process="sudan")] == ["sudan"]
    assert [h.document for h in filled.search("ceasefire", limit=2)] == ["new.txt", "new.txt"]
    assert "sudan" not in {h.process for h in filled.search("ceasefire", process="main")}


def test_best_first_puts_the_closest_match_first(store: Store, document: Any, fill: Any) -> None:
    filler = [document(f"{n}.txt", f"Nothing of note on day {n}.", published=Edtf("2020")) for n in range(60)]
    near = document("near.txt", "Kidal, Kidal.", published=Edtf("2019"))
    far = document("far.txt", "On the long road to Kidal they met many traders with salt.", published=Edtf("2020"))
    fill(store, *filler, near, far)
    assert [h.document for h in store.search("Kidal")] == ["far.txt", "near.txt"]
    assert [h.document for h in store.search("Kidal", best=True)] == ["near.txt", "far.txt"]


@pytest.mark.parametrize(
    "typed",
    ["", "   ", '"', '""', "*", "AND", "NOT OR", "(", "a:b", "text : x", "col*umn", "-x", "^x", "NEAR(a b)", "'"],
)
def test_whatever_is_typed_is_a_search_and_no_error(filled: Store, typed: str) -> None:
    assert isinstance(filled.search(typed), tuple)
    assert isinstance(filled.search(typed, best=True), tuple)


@given(st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_query(typed: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5 (text)")
    query = terms(typed)
    with letters("memory"):
        if query:
            db.execute("SELECT * FROM t WHERE t MATCH ?", (query.encode("utf-8", "replace").decode(),)).fetchall()


def test_the_order_of_filling_does_not_change_what_is_found(path: str, tmp_path: Any, document: Any, fill: Any) -> None:
    documents = [document(f"{n}.txt", f"Word number {n}.", published=Edtf(f"20{10 + n % 5}-01-01")) for n in range(20)]
    answers = []
    for seed in range(3):
        random.Random(seed).shuffle(documents)
        with Store.create(str(tmp_path / f"{seed}.db")) as store:
            fill(store, *documents)
            answers.append(store.search("word", limit=7))
    assert answers[0] == answers[1] == answers[2]
