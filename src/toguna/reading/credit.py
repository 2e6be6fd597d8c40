"""Who wrote a report and who printed it: the agency, the outlet, the byline.

Marks that an agency sets itself (dateline, byline, credit) count before running text; a caption's agency made the
picture, not the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from toguna.packs.language import LanguagePack
from toguna.packs.outlet import Agency, OutletPack
from toguna.reading.cues import cues_of
from toguna.reading.dateline import Dateline
from toguna.reading.metadata import CLOCK, LABEL, is_initials, is_name

_SPLIT = re.compile(r"\s*[|•·/;,]\s*|\s{2,}|\s+[-–—]\s+|\s+and\s+")
_BY = re.compile(
    r"(?:^|\b)(?:[Bb]y|BY|[Aa]uthor):?\s+(?P<name>[@\w][^|•·;\n]*?)"
    r"(?=\s*(?:[|•·;]|\s{2,}|\s[-–—/]\s|,?\s+(?:published|updated|posted)\b|$))"
)
_HOUSE = re.compile(r"\b(?:editing|writing) by\b", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:told|assured|telling) (?:us\b|(?:our|this) "
    r"(?:reporter|newspaper|correspondent|paper|website|magazine|outlet|news ?room))"
    r"|\bour (?:special |own )?(?:correspondent|reporter)\b|\bto this (?:newspaper|reporter|paper|website)\b",
    re.IGNORECASE,
)
_STAFF = re.compile(r"\b(?:staff|desk|newsroom|bureau|our)\b", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)\s*(?:©|copyright\b)?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,.–-]*"
    r"(?:by\s+)?(?P<name>[A-Z][\w&.'’ -]{1,40}?)"
    r"(?=\s*(?:[|,•(]|\.(?:\s|$)|\s-\s|\d{4}|[Aa]ll [Rr]ights|LLC|Ltd|Limited|Inc\b|Media (?:LLC|Ltd|Group)|$))",
    re.IGNORECASE,
)


@lru_cache(maxsize=4)
def _by_name(outlets: OutletPack) -> dict[str, Agency]:
    return {name: a for a in reversed(outlets.agencies) for name in (*a.slugs, *a.names)}


@lru_cache(maxsize=4)
def _told(outlets: OutletPack) -> re.Pattern[str]:
    names = "|".join(re.escape(n) for n in sorted(_by_name(outlets), key=lambda n: (-len(n), n))) or "(?!)"
    return re.compile(
        rf"\b(?:told|telling|tells|interviewed by|interview with|speaking to|spoke to"
        rf"|(?:obtained|seen|quoted|cited) by)"
        rf" (?:the (?:news )?agency |news agency )?(?P<name>{names})\b"
        rf"|\b(?:an?|our) (?P<name2>{names}) (?:journalist|correspondent|reporter|team|photographer|tally)\b"
        rf"|\b(?P<name3>{names}) (?:could not|was (?:not able|unable) to)"
        rf" (?:independently |immediately )?(?:verify|confirm)"
    )


_WIRE = re.compile(r"\b(?:News|Press|Wire|Newswire|Agency|Service|Agence)$")


def agency_named(words: str | None, outlets: OutletPack) -> str | None:
    """The agency that a slug or a whole phrase names: `AFP`, `Agence France-Presse`, `Reuters/staff`."""
    if not words:
        return None
    known = _by_name(outlets)
    text = re.sub(r"^(?:the|by)\s+", "", words.strip(" ().[]*-–—|"), flags=re.IGNORECASE)
    for part in (words.strip(" ().[]*"), text, *_SPLIT.split(text)):
        if part in known:
            return known[part].name
    return None


def agency(
    datelines: Sequence[Dateline], bylines: Iterable[str], credits: Iterable[str], body: Sequence[str],
    outlets: OutletPack, outlet: str | None,
) -> str | None:  # fmt: skip
    """The wire that wrote the text, by its strongest witness; None for an outlet's own report."""
    for found_line in datelines:
        if found_line.slug:
            return agency_named(found_line.slug, outlets) or _unknown_wire(found_line.slug)
    own = [*bylines]
    for words in own:
        if found := agency_named(words, outlets):
            return found
    for words in credits:
        if found := _credited(words, outlets):
            return found
    if body and (slug := re.match(r"\((?P<name>[A-Z][\w -]{1,25})\)\s", body[0])):
        return agency_named(slug["name"], outlets)
    for line in reversed(body[-2:]):
        if found := _signed(line, outlets):
            return found
    if any(_STAFF.search(words) for words in own) or any(_OWN.search(line) for line in body):
        return None
    return _mentioned(body, outlets, outlet)


def _unknown_wire(slug: str) -> str | None:
    """A slug that no pack knows, when its own last word calls it a wire: `(Lake News Service)`."""
    return slug.strip() if _WIRE.search(slug) else None


def _credited(words: str, outlets: OutletPack) -> str | None:
    low = words.lower()
    if low.startswith("with ") or "contributed" in low:
        return None
    owner = _COPYRIGHT.search(words)
    if owner:
        return agency_named(owner["name"], outlets)
    after = words.split(":", 1)[1] if low.startswith(("source", "publisher", "via")) and ":" in words else words
    if found := agency_named(after, outlets):
        return found
    if _HOUSE.search(words) and low.lstrip("(").startswith(
        ("reporting by", "additional reporting", "writing by", "editing by")
    ):
        return "Reuters"  # the agency's house form of credit; no other wire ends its reports so
    return "AFP" if is_initials(words) and (words.startswith("bur") or words.count("/") > 1) else None


def _signed(line: str, outlets: OutletPack) -> str | None:
    match = re.search(r"(?:[(\[]|\s[-–—]{1,2}\s?|[.!?\"”’]\s+)(?P<name>[A-Z][\w/ -]{1,25}|dpa)[)\]]?\.?$", line[-60:])
    return agency_named(match["name"], outlets) if match else None


def _mentioned(body: Sequence[str], outlets: OutletPack, outlet: str | None) -> str | None:
    """An agency to which somebody speaks in the text, when there is but one."""
    told, known = _told(outlets), _by_name(outlets)
    found = Counter(known[m["name"] or m["name2"] or m["name3"]].name for line in body for m in told.finditer(line))
    if outlet and any(f" {outlet}" in line for line in body if "told" in line):
        return None
    return next(iter(found)) if len(found) == 1 else None


def byline(lines: Iterable[str], pack: LanguagePack) -> str | None:
    """Who signs the report, as written, without an office behind the name; what `by` names comes first."""
    lines = list(lines)
    for line in lines:
        match = _BY.search(line)
        if match:
            name = re.split(r"\s+on\s+\d|\s+(?=\d)", match["name"])[0]
            first, _, rest = name.partition(",")
            return (first if _STAFF_ROLE.search(rest) or len(rest.split()) == 1 else _undated(name, pack)).strip(
                " .,-"
            ) or None
    if ours := next((line for line in lines if re.match(r"(?i)from our\b.*\bcorrespondents?\b", line)), None):
        return ours[5:].strip(" .,-")
    for line in lines:
        name = _undated(re.split(r"\s*[|•·,]\s*|\s+[-–—]\s+|\s+(?=[\d@])", line)[0], pack)
        if is_name(name) and not _is_label(name, pack) and name.split()[0].lower() not in cues_of(pack).function:
            return name
    return None


_STAFF_ROLE = re.compile(
    r"\b(?:correspondent|reporter|writer|editor|journalist|staff|columnist|contributor)\b", re.IGNORECASE
)


def _undated(name: str, pack: LanguagePack) -> str:
    """A name without the month behind it (`Camilo Rey August`, from `Camilo Rey August 24, 2016`)."""
    words = name.split()
    return " ".join(words[:-1]) if len(words) > 2 and words[-1].lower().strip(".") in _times(pack) else name


def _times(pack: LanguagePack) -> frozenset[str]:
    return frozenset(r["form"] for table in ("page_months", "page_weekdays") for r in pack.table(table))


def outlet_of(
    copyrights: Iterable[str], mastheads: Iterable[str], every: Sequence[str], pack: LanguagePack
) -> str | None:
    """The outlet that a page names: in its copyright line, or in a masthead that other such lines repeat.

    every   all lines of the page that are not article
    """
    for line in copyrights:
        match = _COPYRIGHT.search(line)
        if match and (name := _clean(match["name"])):
            return name
    for line in mastheads:
        rest = CLOCK.sub(" ", LABEL.sub(" ", line))
        for part in re.split(r"\s*[|•·/»]\s*|\s{2,}|\s[-–—]\s|\s(?=\d)", rest):
            name = _clean(_BY.sub(" ", part))
            if (
                name
                and len(name) > 3
                and _is_proper(name)
                and not _is_label(name, pack)
                and not (
                    re.search(r"[|•·]", line)
                    and any(o.lower().startswith(("more from", "more in")) and name in o for o in every)
                )
                and sum(name.lower() in other.lower() for other in every) > 1
            ):
                return name
    return None


def _clean(name: str) -> str | None:
    name = re.sub(
        r"\s+(?:LLC|Ltd|Limited|Inc|Media LLC|Media Ltd|Media Group)\b.*$",
        "",
        name.strip(" .,-–&|"),
        flags=re.IGNORECASE,
    )
    return (
        name
        if 2 < len(name) <= 40 and re.search(r"[A-Z]", name) and not re.match(r"(?i)all rights|terms|the$", name)
        else None
    )


def _is_proper(name: str) -> bool:
    """True for two words and more, or one that no section is written like (`NileWatch.net`)."""
    return " " in name or bool(re.search(r"[a-z][A-Z]|[.\d]", name))


def _is_label(name: str, pack: LanguagePack) -> bool:
    """True for sections, buttons, months and weekdays."""
    low = name.lower()
    return bool(cues_of(pack).hits(low)) or not _times(pack).isdisjoint(re.findall(r"[^\W\d_]+", low))
