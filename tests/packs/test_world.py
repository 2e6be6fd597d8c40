"""What a surface form may stand for, as everybody knows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.packs.world import How, surface_key, world

WORLD = world()


@pytest.mark.parametrize(
    ("form", "alpha3", "how"),
    [
        ("Mali", "MLI", How.NAME),
        ("Malians", "MLI", How.PEOPLE),
        ("Bamako", "MLI", How.CAPITAL),
        ("the Kremlin", "RUS", How.SEAT),
        ("Elysée", "FRA", How.SEAT),
        ("Malacañang", "PHL", How.SEAT),
        ("Washington", "USA", How.CAPITAL),
        ("the U.S.", "USA", How.NAME),
        ("Burkinabè", "BFA", How.ADJECTIVE),
        ("N’Djamena", "TCD", How.CAPITAL),
        ("Nigerien", "NER", How.ADJECTIVE),
        ("Nigerian", "NGA", How.ADJECTIVE),
        ("Danes", "DNK", How.PEOPLE),
        ("Filipinos", "PHL", How.PEOPLE),
    ],
)
def test_a_form_stands_for_a_state(form: str, alpha3: str, how: How) -> None:
    state = WORLD.state(form)
    assert state is not None and state.alpha3 == alpha3
    assert how in {sense.how for sense in WORLD.senses(form)}


@pytest.mark.parametrize("form", ["us", "who", "Who", "is", "car", "Kavara", ""])
def test_small_words_and_unknown_names_stand_for_nothing(form: str) -> None:
    assert WORLD.senses(form) == ()


def test_an_adjective_of_two_states_names_neither() -> None:
    assert WORLD.state("Congolese") is None
    assert len(WORLD.senses("Congolese")) == 2


@pytest.mark.parametrize(
    ("form", "id"),
    [("Nato", "nato"), ("ECOWAS", "ecowas"), ("U.N.", "un"), ("the African Union", "au"), ("WHO", "who")],
)
def test_a_form_names_a_body(form: str, id: str) -> None:
    body = WORLD.body(form)
    assert body is not None and body.id == id


def test_towns_and_regions_are_hints_with_their_country() -> None:
    assert [(t.alpha3, t.kind) for t in WORLD.places("Tombouctou")] == [("MLI", "region")]
    assert WORLD.is_place("Kidal") and WORLD.is_place("Paris") and not WORLD.is_place("Malian")


def test_the_tables_are_whole() -> None:
    assert len(WORLD.states) >= 195
    assert len({s.alpha3 for s in WORLD.states}) == len(WORLD.states)
    assert all(len(s.alpha3) == 3 and s.adjectives for s in WORLD.states)
    assert len({b.id for b in WORLD.bodies}) == len(WORLD.bodies)
    assert len(WORLD.towns) >= 600
    assert {t.kind for t in WORLD.towns} <= {"city", "town", "region", "area", "camp"}


def test_every_state_answers_to_each_of_its_own_forms() -> None:
    for state in WORLD.states:
        for form in (*state.names, *state.adjectives, *state.peoples, *state.capitals, *state.seats):
            assert state in {sense.entry for sense in WORLD.senses(form)}, form


@given(st.text(st.characters(max_codepoint=127), max_size=30))
def test_case_and_a_leading_article_do_not_count(form: str) -> None:
    assert surface_key(form.upper()) == surface_key(form.lower())
    assert surface_key(f"the {form}") == surface_key(f"The {form}")
