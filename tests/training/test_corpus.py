"""The corpus is whole: no faults, no conflict in two splits, big and varied enough, all wordings, nothing copied."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from training.check import same_text
from training.markup import CORPUS, Line, Report, read
from training.splits import DEV, TEST, split_of

SHARED = Path(__file__).parents[3] / "shared"
TEXTS = tuple(sorted((CORPUS / "texts").glob("*.txt")))
SECOND = tuple(sorted((CORPUS / "second").glob("*.txt")))

#: Real agencies, papers and broadcasters; none may be named anywhere, since every credit is invented.
REAL = (
    "Reuters|AFP|Agence France-Presse|Associated Press|UPI|United Press International|Xinhua|TASS|ITAR-TASS|EFE|DPA"
    "|ANSA|Kyodo|Yonhap|Interfax|RIA Novosti|Anadolu Agency|Press Trust of India|Antara|Prensa Latina|Bloomberg"
    "|BBC|CNN|Al Jazeera|Al-Jazeera|Al Arabiya|Al-Arabiya|Sky News|Fox News|NBC|CBS|ABC News|NPR|Voice of America|VOA"
    "|Deutsche Welle|Radio Free Europe|Radio France Internationale|RFI|France 24|Euronews"
    "|Guardian(?! Council)|New York Times|Washington Post|Wall Street Journal|Los Angeles Times"
    "|Financial Times|Daily Telegraph"
    "|Daily Mail|Daily Mirror|Le Monde|Le Figaro|El País|El Pais|El Universal|Der Spiegel|Haaretz|Jerusalem Post"
    "|Times of India|The Hindu|Straits Times|Bangkok Post|Jakarta Post|Al-Ahram|Al-Hayat|Izvestia|Pravda|Newsweek"
)
_REAL = re.compile(rf"(?<!\w)(?:{REAL}|{REAL.upper()})(?!\w)")
_WORD = re.compile(r"[^\W_]+")

RUN = 9
"""Words in a row that no two texts share by chance: runs of 7 are the names of bodies and stock phrases."""


@cache
def marked(path: Path) -> tuple[tuple[Report, ...], tuple[str, ...]]:
    """The reports of a file and its faults."""
    faults: list[str] = []
    return tuple(read(path, faults)), tuple(faults)


def reports() -> Iterator[Report]:
    for path in TEXTS:
        yield from marked(path)[0]


def lines() -> list[Line]:
    return [line for report in reports() for line in report.lines]


def plain(text: str) -> list[str]:
    """Lower-case words; an apostrophe parts no word."""
    return _WORD.findall(re.sub("['’]", "", text.lower()))


def runs(text: str, size: int) -> set[tuple[str, ...]]:
    found = plain(text)
    return {tuple(found[i : i + size]) for i in range(len(found) - size + 1)}


@pytest.mark.parametrize("path", [*TEXTS, *SECOND], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_has_no_faults(path: Path) -> None:
    assert marked(path)[1] == ()


# --- splits


def test_the_reports_of_a_file_bear_its_name_and_a_number_of_their_own() -> None:
    for path in TEXTS:
        names = [r.name for r in marked(path)[0]]
        assert {name.split("/")[0] for name in names} == {path.stem}
        assert all(re.fullmatch(r"\d\d", name.split("/")[1]) for name in names), path.name
        assert len(set(names)) == len(names), path.name


def test_no_conflict_is_in_two_splits() -> None:
    assert len({*TEST, *DEV}) == len(TEST) + len(DEV)
    assert {*TEST, *DEV} <= {path.stem for path in TEXTS}


def test_each_split_has_reports_and_the_most_are_for_training() -> None:
    sizes = Counter(split_of(r.conflict) for r in reports())
    assert set(sizes) == {"train", "dev", "test"} and sizes["train"] > sizes["dev"] + sizes["test"]


def test_no_twelve_words_of_an_article_stand_in_two_splits() -> None:
    where: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for report in reports():
        for line in report.lines:
            if line.kind in ("title", "body"):
                for run in runs(line.text, 12):
                    where[run][split_of(report.conflict)] = f"{report.name}, line {line.number}"
    assert [(" ".join(run), found) for run, found in where.items() if len(found) > 1] == []


# --- second markings


@pytest.mark.parametrize("path", SECOND, ids=lambda path: path.stem)
def test_a_second_marking_has_the_text_of_the_first(path: Path) -> None:
    first, second = marked(CORPUS / "texts" / path.name)[0], marked(path)[0]
    assert same_text(list(first), list(second)) == []
    assert [(r.name, r.style, r.english, r.date) for r in first] == [
        (r.name, r.style, r.english, r.date) for r in second
    ]


def test_what_is_kept_for_the_last_measure_is_marked_twice() -> None:
    assert set(TEST) <= {path.stem for path in SECOND}


# --- size and variety


def test_the_corpus_has_150_000_words_2_500_lines_and_40_conflicts() -> None:
    assert sum(len(line.text.split()) for line in lines()) >= 150_000
    assert len(lines()) >= 2_500
    assert len({r.conflict for r in reports() if not r.conflict.startswith("ordinary")}) >= 40


def test_the_corpus_has_at_least_ten_styles_and_each_english() -> None:
    assert len({r.style for r in reports()}) >= 10
    assert {r.english for r in reports()} == {"british", "american", "translated"}


def test_about_a_fifth_of_the_lines_is_residue() -> None:
    kinds = Counter(line.kind for line in lines())
    assert 0.17 <= kinds["residue"] / kinds.total() <= 0.25


def test_ordinary_news_stands_beside_the_conflicts() -> None:
    assert len([r for r in reports() if r.conflict.startswith("ordinary")]) >= 50


# --- wordings


def wordings() -> tuple[str, ...]:
    """1-58, and the names in the list of wordings."""
    rows = (CORPUS / "wordings.tsv").read_text("utf-8").splitlines()[1:]
    return (*map(str, range(1, 59)), *(row.split("\t")[0] for row in rows if row))


def tagged() -> dict[str, list[str]]:
    """Wording -> the places that show it."""
    found: dict[str, list[str]] = defaultdict(list)
    for report in reports():
        for note in (note for line in report.lines for note in line.notes):
            for wording in note.keys.get("w", "").split(","):
                if wording:
                    found[wording].append(f"{report.name}, line {note.number}")
    return found


def test_the_list_names_seventy_wordings_and_twenty_traps() -> None:
    named = {*(f"N{i}" for i in range(1, 71)), *(f"T{i}" for i in range(1, 21))}
    assert sorted(wordings()[58:]) == sorted(named)


def test_every_wording_and_trap_is_shown_at_least_three_times() -> None:
    found = tagged()
    assert {w: len(found[w]) for w in wordings() if len(found[w]) < 3} == {}


def test_no_mark_names_a_wording_that_is_not_listed() -> None:
    assert {w: places for w, places in tagged().items() if w not in wordings()} == {}


# --- nothing real as a credit, nothing copied


@pytest.mark.parametrize("path", [*TEXTS, *SECOND], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_real_outlet_or_agency_is_named(path: Path) -> None:
    assert [
        f"{path.name}:{line.number}: {found[0]}"
        for report in marked(path)[0]
        for line in report.lines
        for found in _REAL.finditer(line.text)
    ] == []


@pytest.mark.parametrize(
    "line", ["(Reuters) - Talks", "BY THE ASSOCIATED PRESS", "the Guardian's man", "AFP/J. Doe", "a BBC-led pool"]
)
def test_a_real_outlet_would_be_seen(line: str) -> None:
    assert _REAL.search(line)


@pytest.mark.parametrize(
    "line", ["its guardians", "DPAS", "a guardian angel", "the Guardian Council", "Prensa", "an efe"]
)
def test_other_words_are_not_taken_for_an_outlet(line: str) -> None:
    assert not _REAL.search(line)


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the shared texts are not beside this checkout")
def test_no_nine_words_in_a_row_come_from_the_shared_texts() -> None:
    theirs: dict[tuple[str, ...], str] = {}
    for folder in (SHARED / "seeds", SHARED / "gold" / "reports"):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            theirs |= dict.fromkeys(runs(path.read_text("utf-8", errors="replace"), RUN), path.name)
    assert theirs
    hits = [
        (report.name, " ".join(run), theirs[run])
        for report in reports()
        for run in sorted(runs("\n".join(line.text for line in report.lines), RUN) & theirs.keys())
    ]
    assert hits == []
