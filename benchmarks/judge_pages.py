"""Judges the reading of marked pages: `python benchmarks/judge_pages.py tests/reading/unseen [--lines]`.

A page's first line holds what must be read of it; every other line begins with its mark: `T` (title), `B` (article),
`M` (metadata), `R` (residue), `H` (markup only), or is `.` (an empty line). A page with an `H` line is HTML.
Prints for each page the characters of residue that went out and of the article that were lost, and its wrong fields;
for all pages the sums, each field as right, wrong, missing or invented, and documents a second.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from toguna.kinds.document import Document
from toguna.kinds.page import Media, Page
from toguna.packs.language import language_pack
from toguna.packs.outlet import outlet_pack
from toguna.reading.read import document
from toguna.sources.walk import page

FIELDS = ("published", "outlet", "agency", "language", "byline")


@dataclass(frozen=True)
class Judged:
    """A marked page beside what was read of it.

    wrong   lines that went the wrong way, with their marks
    """

    name: str
    residue: int
    out: int
    article: int
    lost: int
    title_right: bool
    fields: dict[str, tuple[str | None, str | None]]
    wrong: tuple[tuple[str, str], ...]
    basis: str | None


def judged(path: Path) -> Judged:
    """One page, read and compared."""
    head, *rows = path.read_text("utf-8").rstrip("\n").split("\n")
    marked = [("", "") if row == "." else (row[:1], row[2:]) for row in rows]
    is_html = any(mark == "H" for mark, _ in marked)
    found = page(path.stem, Media.HTML if is_html else Media.TEXT, "\n".join(text for _, text in marked).encode())
    assert isinstance(found, Page), path
    read = document(found, outlet_pack(), language_pack("en"))
    assert isinstance(read, Document), path
    kept = list(_kept_html(marked, read) if is_html else _kept_text(marked, read))
    sums: Counter[tuple[str, bool]] = Counter()
    for mark, text, is_kept in kept:
        sums["R" if mark == "R" else "B", is_kept] += len(text) if mark in "RTB" else 0
    titles: list[str | None] = [text for mark, text, _ in kept if mark == "T"]
    return Judged(
        name=path.stem,
        residue=sums["R", True] + sums["R", False],
        out=sums["R", False],
        article=sums["B", True] + sums["B", False],
        lost=sums["B", False],
        title_right=[read.title] == (titles or [None]),
        fields={name: (wanted(head, name), getattr(read, name)) for name in FIELDS},
        wrong=tuple((mark, text) for mark, text, k in kept if mark and mark in "RTB" and k is (mark == "R")),
        basis=read.published_basis.value if read.published_basis else None,
    )


def wanted(head: str, name: str) -> str | None:
    """A field of a page's first line, None where it says `-`."""
    found = re.search(rf"\b{name}: (.*?)(?= \w+: |$)", head)
    value = found[1].strip() if found else "-"
    return None if value == "-" else value


def _kept_text(marked: list[tuple[str, str]], read: Document) -> Iterator[tuple[str, str, bool]]:
    """Each line with whether its place in the raw text is in the clean text."""
    at = 0
    for mark, text in marked:
        start = at + len(text) - len(text.lstrip())
        if text.strip():
            yield mark, text.strip(), any(p.raw_start <= start < p.raw_end for p in read.map)
        at += len(text) + 1


def _kept_html(marked: list[tuple[str, str]], read: Document) -> Iterator[tuple[str, str, bool]]:
    """Each line's words without its tags, with whether the clean text holds them: markup moves."""
    clean = " ".join(read.text.split())
    for mark, text in marked:
        words = [" ".join(unescape(part).split()) for part in re.split(r"<[^>]+>", text)]
        words = [part for part in words if part]
        if words and mark != "H":
            yield mark, " ".join(words), all(part in clean for part in words)


def verdict(want: str | None, got: str | None) -> str:
    """`right`, `wrong`, `missing` or `invented`."""
    if want is None or got is None:
        return "right" if want == got else "missing" if got is None else "invented"
    return "right" if want.casefold() == got.casefold() else "wrong"


def main() -> None:
    """Prints the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--lines", action="store_true", help="also print each line that went the wrong way")
    asked = arguments.parse_args()
    paths = sorted(asked.folder.glob("*.page"))
    start = time.perf_counter()
    found = [judged(path) for path in paths]
    seconds = time.perf_counter() - start
    for one in found:
        bad = [f"{n}: {got!r} not {want!r}" for n, (want, got) in one.fields.items() if verdict(want, got) != "right"]
        title = "" if one.title_right else "title"
        print(
            f"{one.name:28} out {one.out:5}/{one.residue:5} lost {one.lost:5}/{one.article:5}  {title} {'; '.join(bad)}"
        )
        for mark, text in one.wrong if asked.lines else ():
            print(f"      {mark} {text}")
    residue, article = sum(one.residue for one in found), sum(one.article for one in found)
    print(f"{len(found)} pages: residue out {sum(o.out for o in found) / residue:.3f} of {residue:,} characters, "
          f"article lost {sum(o.lost for o in found) / article:.3f} of {article:,}")  # fmt: skip
    print(f"{'title':10} right {sum(o.title_right for o in found)}")
    for name in FIELDS:
        counts = Counter(verdict(*one.fields[name]) for one in found)
        print(f"{name:10} " + ", ".join(f"{k} {counts[k]}" for k in ("right", "wrong", "missing", "invented")))
    print("basis      " + ", ".join(f"{k} {v}" for k, v in sorted(Counter(str(o.basis) for o in found).items())))
    print(f"{len(found) / seconds:.0f} documents a second, packs loaded in that time")


if __name__ == "__main__":
    main()
