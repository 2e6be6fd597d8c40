"""Lines that speak of the report itself: who wrote it, when it came out, whose text it is."""

from __future__ import annotations

import re
from enum import StrEnum

from toguna.packs.language import LanguagePack
from toguna.reading.look import Look


class Sort(StrEnum):
    """What a line of metadata tells."""

    DATE = "date line"
    BYLINE = "byline"
    CREDIT = "credit"


LABEL = re.compile(
    r"\b(?P<published>(?:first |originally )?published(?: on| in| at)?|posted(?: on| at)?|uploaded(?: on| at)?"
    r"|date(?:d)?:|created|publication date|issued(?: on)?)"
    r"|\b(?P<updated>(?:last )?(?:updated|modified|revised|edited)(?: on| at)?|last update)",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d{2}){1,2}(?::\d\d)?(?:\s*(?P<half>[ap]\.?m\b\.?))?|\b\d{1,2}\s*(?P<half2>[ap]\.?m\b\.?)",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\b(?:GMT|UTC|E[SD]?T|C[SD]T|P[SD]T|CES?T|EAT|WAT|CAT|IST|PKT|PHT|SGT|BST|AEST)\b(?:\s?[+-]\d{1,2}(?::?\d\d)?)?"
    r"|\([^)]*GMT[^)]*\)"
)
_AGO = re.compile(
    r"\b(?:\d+|an?|one|two|three)\s+(?:minute|hour|day|week|month|year)s?\s+ago\b|^\W*(?:yesterday|today|just now)\W*$",
    re.IGNORECASE,
)
_READING_TIME = re.compile(r"\b\d+[ -]min(?:ute)?s?[ -]read\b|\b\d+ mins?\b|\bread(?:ing)? time\b", re.IGNORECASE)
_BY = re.compile(
    r"^(?:\W*)(?:(?:words|story|report|text|article|posted|written|published)\s+|interview(?:ed)?\s+)?by:?\s+(?=[\w@])"
    r"|^author:?\s|^from our\b.*\bcorrespondents?\b\W*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:correspondents?|reporters?|staff(?: writer)?s?|(?:senior|staff|political|foreign) (?:writer|editor)"
    r"|desk|bureau|news ?room|agencies|contributor|team|columnist|special to\b.*)\W*$",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\b(?:correspondents?|reporters?|staff|editors?|writers?|team|desk|bureau|newsroom|news room)\b")
_INITIALS = re.compile(r"^\(?(?:bur-)?[a-z]{2,4}(?:-[a-z]{2,4})*(?:/[a-z]{2,4}(?:-[a-z]{2,4})*)+\)?$")
_NAME = re.compile(r"^(?:[A-Z][\w'’.-]+)(?:\s(?:[A-Z][\w'’.-]*|al|el|ag|ould|bin|de|van|von|di|da)){1,3}$")


def metadata(line: Look, pack: LanguagePack, above: bool, below: bool) -> Sort | None:
    """What a line tells of its report, or None when it is something else.

    above, below   it stands above the first, below the last paragraph
    """
    if line.is_paragraph or line.dateline is not None or not (above or below):
        return None
    if _INITIALS.match(line.text):
        return Sort.CREDIT
    if is_date_line(line, above):
        return Sort.DATE
    if _is_byline(line):
        return Sort.BYLINE
    if above and re.search(r"\w\s+@\w+$", line.text) and is_name(line.text.rsplit("@", 1)[0].strip(" /|-")):
        return Sort.BYLINE
    if above and is_names(line.text):
        return Sort.BYLINE
    if above and line.count <= 9 and _ROLE.search(line.text) and not line.verb and not line.terminal:
        return Sort.BYLINE
    return None


def _is_byline(line: Look) -> bool:
    """`By` and a name: capitalised, or a word or two (`by admin`)."""
    match = _BY.match(line.text)
    if not match or line.count > 16 or (line.terminal and line.verb):
        return False
    if re.match(r"(?:our|my|your|the)\s", line.low[match.end() :]) and not _OFFICE.search(line.low):
        return False
    after = line.text[match.end() : match.end() + 1]
    return not after or not after.islower() or line.count <= 4 or line.low.startswith(("from our", "by our", "by a "))


def is_date_line(line: Look, above: bool) -> bool:
    """True if little is left of a line when dates, times and their labels are taken out."""
    label = LABEL.search(line.text)
    if not above and not label:
        return False
    rest = line.text
    for date in reversed(line.dates):
        rest = rest[: date.start] + " " + rest[date.end :]
    timed = line.dates or _AGO.search(rest) or _READING_TIME.search(rest) or (CLOCK.search(rest) and line.count <= 8)
    if not timed or (line.terminal and line.count > 12):
        return False
    for pattern in (LABEL, CLOCK, _ZONE, _AGO, _READING_TIME):
        rest = pattern.sub(" ", rest)
    left = re.findall(r"[^\W\d_]{2,}", rest)
    return len(left) <= (9 if line.dates else 4)


def is_clock(line: Look) -> bool:
    """True for a time of day and nothing else (`14.02 GMT`), as live reports set above their entries."""
    return line.count <= 2 and bool(CLOCK.search(line.text)) and not _ZONE.sub(" ", CLOCK.sub(" ", line.text)).strip()


def is_name(text: str) -> bool:
    """True for two to four capitalised words: a person's name standing alone."""
    return bool(_NAME.match(text))


def is_names(text: str) -> bool:
    """True for several names: `Mila Dren, Aron Hoti and Ada Kolb`."""
    parts = re.split(r",\s*|\s+and\s+|\s+&\s+", text)
    return 2 <= len(parts) <= 5 and all(len(p.split()) >= 2 and is_name(p) for p in parts)


def is_initials(text: str) -> bool:
    """True for the sign-off of a news desk (`ab-cde/fg/hi`)."""
    return bool(_INITIALS.match(text))
