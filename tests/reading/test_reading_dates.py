"""What pages state of their day, read without guessing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toguna.kinds.document import Document
from toguna.kinds.page import Given, Media
from toguna.kinds.vocabulary import Basis
from toguna.packs.language import language_pack
from toguna.packs.outlet import outlet_pack
from toguna.reading.dates import days_named
from toguna.reading.read import document
from toguna.sources.walk import page

PACK = language_pack("en")
BODY = (
    "The government and two rebel groups agreed to stop fighting for a month, a mediator said in a statement.\n"
    "Neither side has withdrawn its troops from the town.\n"
)


def read(text: str, beside: Given | None = None) -> Document:
    found = document(page("a.txt", Media.TEXT, text.encode(), beside or Given()), outlet_pack(), PACK)  # type: ignore[arg-type]
    assert isinstance(found, Document)
    return found


def dated(line: str, body: str = BODY, **beside: str) -> tuple[str | None, Basis | None]:
    it = read(f"Rebels and army agree on truce\n{line}\n\n{body}", Given(**beside))
    return it.published, it.published_basis


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Published 31/08/2020", ["2020-08-31"]),
        ("Published 03/09/2020", ["2020-03-09", "2020-09-03"]),
        ("March 9, 2020", ["2020-03-09"]),
        ("9th of March 2020", ["2020-03-09"]),
        ("Mon. 9 Mar 2020", ["2020-03-09"]),
        ("2020-03-09T12:59:00Z", ["2020-03-09"]),
        ("2020.03.09", ["2020-03-09"]),
        ("09.03.2020", ["2020-03-09", "2020-09-03"]),
        ("03/03/2020", ["2020-03-03"]),
        ("Sunday 05/06/2022", ["2022-06-05"]),
        ("SEPT. 8, 2019", ["2019-09-08"]),
        ("31/02/2020", []),
        ("yesterday", []),
        ("03/09/20", []),
        ("Copyright 2007-2024", []),
        ("call 0800 12/12/20201", []),
    ],
)
def test_a_line_names_all_the_days_it_may_mean(line: str, days: list[str]) -> None:
    assert [d.isoformat() for d in days_named(line, PACK)] == days


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)))
def test_every_way_to_write_a_day_holds_that_day(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d/%m/%Y", "%m/%d/%Y", "%A, %d %b %Y"):
        assert day in days_named(day.strftime(form), PACK)


@given(st.text())
def test_no_line_breaks_it(line: str) -> None:
    assert days_named(line, PACK) == tuple(sorted(days_named(line, PACK)))


def test_an_ambiguous_date_stays_open_with_both_readings() -> None:
    it = read(f"Rebels and army agree on truce\nPublished 03/09/2020\n\n{BODY}")
    assert it.published is None
    assert {r.edtf for r in it.dates} == {"2020-03-09", "2020-09-03"}


@pytest.mark.parametrize(
    ("line", "body", "url", "published"),
    [
        ("Published 03/09/2020, 12:59 PM", BODY, "", "2020-03-09"),
        ("Published 03/09/2020 14:10 EST", BODY, "", "2020-03-09"),
        ("Published 03/09/2020", BODY, "https://kira.example/2020/09/03/truce", "2020-09-03"),
        ("Published 03/09/2020 | Updated 15/09/2020", BODY, "", "2020-09-03"),
        ("Thursday 03/09/2020", BODY, "", "2020-09-03"),
        ("Published 03/09/2020", "KIRA, Sept 2 (Reuters) - " + BODY, "", "2020-09-03"),
        ("Published 03/09/2020", BODY + "Both signed a road map in May 2020.\n", "", "2020-09-03"),
        ("Published 03/09/2020", BODY.replace("in a statement", "on Monday"), "", "2020-03-09"),
        ("Published 03/09/2020, 12:59 PM", BODY, "https://kira.example/2020-09-03-truce", "2020-09-03"),
        ("Published 03/09/2020", BODY, "https://www.nytimes.com/truce", "2020-03-09"),
    ],
)
def test_a_witness_decides_between_march_and_september(line: str, body: str, url: str, published: str) -> None:
    assert dated(line, body, url=url)[0] == published


def test_the_label_tells_publication_from_update_and_masthead() -> None:
    it = read(
        f"Sunday, 22 November 2026\nRebels and army agree on truce\nPublished 4 May 2021 | Updated 6 May 2021\n\n{BODY}"
    )
    assert it.published == "2021-05-04"


def test_a_date_with_only_an_update_label_is_taken_for_the_day_of_this_text() -> None:
    assert dated("Last updated: 4 May 2021 14:00 GMT") == ("2021-05-04", Basis.STATED)


@pytest.mark.parametrize(
    ("lead", "published", "places"),
    [
        ("Kira, Sept 8, 2019 (AFP) - ", "2019-09-08", "Kira"),
        ("September 8, 2019 (KIRA TOWN) - ", "2019-09-08", "KIRA TOWN"),
        ("KIRA/PORT ADA, Sept 8 (Reuters) - ", None, "KIRA/PORT ADA"),
        ("KIRA, Ruvia (AP) — ", None, "KIRA, Ruvia"),
        ("(Bloomberg) -- ", None, None),
        ("KIRA CITY (8 September) - ", None, "KIRA CITY"),
        ("KIRA, Sept. 8 (Xinhua) -- ", None, "KIRA"),
    ],
)
def test_a_dateline_stays_in_the_text_and_says_where_and_when(
    lead: str, published: str | None, places: str | None
) -> None:
    it = read(f"Rebels and army agree on truce\n\n{lead}{BODY}")
    assert it.text.split("\n")[1].startswith(lead.strip())
    assert (it.published, it.dateline) == (published, places)
    assert it.published_basis is (Basis.DATELINE if published else None)


def test_a_sentence_with_a_dash_is_no_dateline() -> None:
    it = read(f"Truce\n\nAda Kolb - who leads the smaller of the groups - was not there when it was signed.\n{BODY}")
    assert it.dateline is None or it.dateline == "Ada Kolb"


@pytest.mark.parametrize(
    ("given_date", "published"),
    [
        ("2021-03-04", "2021-03-04"),
        ("2021-03-04T10:00:00+02:00", "2021-03-04"),
        ("Thu, 04 Mar 2021 10:00:00 GMT", "2021-03-04"),
        ("4 March 2021", "2021-03-04"),
        ("2021-03", "2021-03"),
        ("2021-03-04/2021-03-06", "2021-03-04/2021-03-06"),
        ("soon", None),
        ("04/03/2021", None),
    ],
)
def test_a_given_date_is_read_in_its_common_forms(given_date: str, published: str | None) -> None:
    assert dated("", published=given_date) == (published, Basis.GIVEN if published else None)


@pytest.mark.parametrize(
    ("sentence", "published"),
    [
        ("The two sides signed a road map on 3 May 2021.", "2021-05-03/.."),
        ("In May 2021, the prime minister likened them to bandits.", "2021-05-01/.."),
        ("Elections are due in May 2021.", None),
        ("A calendar published last week puts the vote in May 2021.", None),
        ("The rebels agreed to leave by May 2021.", None),
        ("They promised to meet again on 3 May 2021.", None),
        ("The mandate, which was extended, ends on 3 May 2021.", None),
    ],
)
def test_an_undated_report_is_not_older_than_the_facts_it_tells(sentence: str, published: str | None) -> None:
    it = read(f"Rebels and army agree on truce\n\n{BODY}{sentence}\n")
    assert it.published == published
    assert it.published_basis is (Basis.INTERNAL if published else None)
    assert it.dates == ()


def test_the_name_of_the_file_says_nothing() -> None:
    found = page("2021-03-04-truce.txt", Media.TEXT, f"Truce holds\n\n{BODY}".encode())
    it = document(found, outlet_pack(), PACK)  # type: ignore[arg-type]
    assert isinstance(it, Document) and it.published is None
    assert replace(it, path=it.path) == it
