"""How well reports were read before any sentence: dates, agencies, copies, and what is article and what is not."""

from __future__ import annotations

import re
from collections import defaultdict

from toguna.evaluation.gold import Json
from toguna.evaluation.sides import Sides
from toguna.evaluation.words import name_form, plain_text, same_days, share_a_day

Part = tuple[float, float]
_SHORT = 24
"""Residue this short counts as kept only where it is a whole line: "Share" also stands inside sentences."""


def document_parts(sides: Sides) -> dict[str, Part]:
    """Each measure of documents as how much of how much."""
    parts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    groups = _groups(sides)
    for document in sides.gold.data["documents"]:
        for name, (got, of) in _measures(sides, document, groups).items():
            parts[name][0] += got
            parts[name][1] += of
    return {name: (got, of) for name, (got, of) in parts.items()}


def _groups(sides: Sides) -> dict[str, str]:
    """The export's lineage of each document: as the document says, else as the lineage does."""
    groups = {
        path: lineage.get("id", "")
        for lineage in sides.export.of_kind["lineage"]
        for name in lineage.get("documents") or ()
        if (path := sides.path_of(name))
    }
    return groups | {path: d["lineage"] for path, d in sides.documents.items() if d.get("lineage")}


def _measures(sides: Sides, document: Json, groups: dict[str, str]) -> dict[str, Part]:
    path = document["path"]
    said = sides.documents.get(path)
    agency = said is not None and name_form(said.get("agency") or "") == name_form(document["agency"] or "")
    together = {p for p, lineage in sides.lineage.items() if lineage == document["lineage"]}
    grouped = {p for p in groups if groups[p] == groups[path]} if path in groups else set()
    both = len(together & grouped)
    removed, kept = _residue(sides, document)
    return {
        "published": (float(_is_dated_right(document, said)), 1),
        "agency": (float(agency), 1),
        "lineage_precision": (both / len(grouped) if grouped else 0.0, 1),
        "lineage_recall": (both / len(together), 1),
        "residue_removed": removed,
        "article_kept": kept,
    }


def _is_dated_right(document: Json, said: Json | None) -> bool:
    """The right day; for a report without a date also no date, or bounds that hold the true one."""
    if said is None:
        return False
    given = said.get("published")
    if "undated" in document["path"] or document.get("undated"):
        return given is None or bool(share_a_day(given, document["published"]))
    return bool(given) and bool(same_days(given, document["published"]))


def _residue(sides: Sides, document: Json) -> tuple[Part, Part]:
    """Characters of residue taken out, and of the article kept; residue null, as for HTML: neither is measured."""
    raw, said = sides.gold.raw.get(document["path"]), sides.documents.get(document["path"])
    if raw is None or document.get("residue", ()) is None:
        return (0, 0), (0, 0)
    text = f"{(said or {}).get('title') or ''}\n{(said or {}).get('text') or ''}"
    clean, own_lines = plain_text(text), {plain_text(line) for line in text.splitlines()}
    residue, article = _passages(sides, document, "residue"), raw
    for passage in (*residue, *_passages(sides, document, "neutral")):
        article = article.replace(passage, "\n", 1)
    bad, good = [piece for r in residue for piece in _pieces(r)], _pieces(article)
    all_bad, all_good = sum(map(len, bad)), sum(map(len, good))
    still = sum(len(c) for c in bad if c in own_lines or (len(c) > _SHORT and c in clean))
    there = sum(len(c) for c in good if c in clean)
    return (all_bad - still if said else 0, all_bad), (there, all_good)


def _passages(sides: Sides, document: Json, name: str) -> list[str]:
    """Residue or neutral passages; one given by its first words goes on to the end of its line."""
    raw, found = sides.gold.raw.get(document["path"], ""), []
    for given in document.get(name, ()):
        words = given.rstrip(" .…") if isinstance(given, str) else ""
        at = raw.find(words) if words else -1
        found.append(raw[at:].split("\n", 1)[0] if at >= 0 else sides.words_at(document["path"], given))
    return found


def _pieces(text: str) -> list[str]:
    """Lines and sentences of a text, made plain."""
    return [plain_text(c) for line in text.splitlines() for c in re.split(r"(?<=[.!?])\s+", line) if c.strip()]
