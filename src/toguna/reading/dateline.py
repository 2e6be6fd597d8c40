"""The dateline of a report: `BAMAKO (Reuters) -`, `Port Sudan, Dec 11, 2023 (AFP) -`, `January 5, 2024 (PORT SUDAN) -`.

It stays in the text; read here are its places, its agency as written, and its day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toguna.kinds.document import Document
from toguna.packs.language import LanguagePack


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the dash.

    places        as written (`KABUL/ISLAMABAD`, `NAIROBI, Kenya`), or None
    slug          what stands in the brackets, or None
    when          the words of its date, or None
    month, day    of a date without a year, else None
    end           code points of the line that it takes
    """

    places: str | None
    slug: str | None
    when: str | None
    month: int | None
    day: int | None
    end: int


@dataclass(frozen=True, slots=True)
class _Forms:
    line: tuple[re.Pattern[str], ...]
    months: dict[str, int]


@lru_cache(maxsize=4)
def _forms(pack: LanguagePack) -> _Forms:
    months = {r["form"]: int(r["number"]) for r in pack.table("page_months")}
    m = "(?:" + "|".join(
        sorted({f.capitalize() for f in months} | {f.upper() for f in months}, key=lambda f: (-len(f), f))
    )
    m += r")\b\.?"
    ordinal = r"\d\d?(?:st|nd|rd|th)?"
    date = rf"(?:{m}\s*{ordinal}(?:,?\s+\d{{4}})?|{ordinal}\s+{m}(?:,?\s+\d{{4}})?|\d\d?[./]\d\d?[./]\d{{4}})"
    word = r"(?:[A-Z][\w'’.-]*|d[aeiou]s?|el|al|of|the|la|le)"
    name = rf"[A-Z][\w'’.-]*(?:\s{word}){{0,3}}"
    places = rf"(?P<places>{name}(?:\s?/\s?{name}){{0,3}}(?:,\s(?!{m}){name}){{0,2}})"
    slug = r"(?P<slug>[A-Z][\w .&'’/-]{1,40}|dpa)"
    dash = r"\s*(?:[-–—―_]{1,3}|:)\s*(?=\S)"
    when = rf"(?P<when>{date})"
    return _Forms(
        (
            re.compile(rf"{places},?\s+\(?{when}\)?,?\s*[\(\[/]{slug}[\)\]/][.,]?(?:{dash}|\s+)"),
            re.compile(rf"{places},?\s*[\(\[/]{slug}[\)\]/][.,]?{dash}"),
            re.compile(rf"{places},?\s+\(?{when}\)?{dash}"),
            re.compile(rf"{when}\s*\((?P<places>{name}(?:,\s{name})?)\)\s*{dash}"),
            re.compile(rf"\({slug}\)\s*{dash}"),
            re.compile(rf"(?:From\s+[\w\s']{{0,40}}correspondent\s+in\s+){places}\s+[-–—]{{1,2}}\s+"),
            re.compile(rf"{places}\s+[-–—]{{1,2}}\s+(?=[A-Z\"“'‘0-9])"),
            re.compile(
                r"(?P<places>[A-Z][A-Z'’ -]{2,30}(?:/[A-Z][A-Z'’ -]{2,30})?"
                r"(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?):\s+(?=[A-Z\"“])"
            ),
        ),
        months,
    )


def dateline(line: str, pack: LanguagePack) -> Dateline | None:
    """The dateline that a paragraph begins with, if any."""
    head = line[:160]
    if not (head[:1].isupper() or head[:1] in "(0123456789") or not re.search(r"[-–—―_:)\]/]", head):
        return None
    forms = _forms(pack)
    for form in forms.line:
        match = form.match(head)
        if match and len(line) - match.end() > 40:
            return _read(match.groupdict(), match.end(), forms.months)
    return None


def month_day(document: Document, pack: LanguagePack) -> tuple[int, int] | None:
    """The month and day that the report's own dateline names without a year; None when it names none."""
    body = document.text[document.title_end :].lstrip("\n")
    found = (dateline(line, pack) for line in body.split("\n")[:3])
    line = next((d for d in found if d is not None), None)
    return (line.month, line.day) if line and line.month and line.day else None


def _read(found: dict[str, str | None], end: int, months: dict[str, int]) -> Dateline:
    when = found.get("when")
    month = day = None
    if when and not re.search(r"\d{4}", when):
        name = re.search(r"[^\W\d_]+", re.sub(r"\d\d?(?:st|nd|rd|th)", "", when)) or re.search(r"[A-Za-z]{3,}", when)
        number = re.search(r"\d\d?", when)
        month = months.get(name.group().lower()) if name else None
        day = int(number.group()) if number else None
    places = found.get("places")
    return Dateline(places.strip(" ,-") if places else None, found.get("slug"), when, month, day, end)
