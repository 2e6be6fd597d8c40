"""A day in a file's name is taken only when asked for, and only when it is a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from toguna.kinds.page import Page
from toguna.sources.walk import dated_by_name, pages


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2023-05-07-agency.txt", "2023-05-07"),
        ("agency_2023-05-07.txt", "2023-05-07"),
        ("2023-13-07.txt", None),
        ("12023-05-071.txt", None),
        ("agency.txt", None),
    ],
)
def test_the_day_in_a_name_is_given_when_asked_for(tmp_path: Path, name: str, day: str | None) -> None:
    (tmp_path / name).write_text("The Azure Front said talks were over.\n", encoding="utf-8")
    (found,) = pages([tmp_path])
    asked = dated_by_name(found)
    assert isinstance(found, Page)
    assert isinstance(asked, Page)
    assert found.given.published is None
    assert asked.given.published == day


def test_a_date_that_the_source_gives_stays(tmp_path: Path) -> None:
    lines = tmp_path / "2023-05-07.jsonl"
    lines.write_text('{"text": "The Azure Front said talks were over.", "published": "2021-01-02"}\n', encoding="utf-8")
    (found,) = pages([tmp_path])
    assert dated_by_name(found) == found
