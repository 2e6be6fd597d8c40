"""Draws a sample of what reading gets wrong: `python benchmarks/errors.py GOLD [--texts FOLDER] [--number 200]`.

Each process of the gold is read as `toguna score GOLD --read` does, and its records are matched as there. An error is a
gold record that nothing matches (missed), a record that matches nothing (extra), or a pair with a wrong attribute: one
of those that the score counts, or, for what is left over on the same sentence, a key attribute. So a position with the
wrong stance is one error, not two. The sample is drawn by chance with the seed, a part for each kind.
"""

from __future__ import annotations

import argparse
import json
import random
import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from toguna.api.scoring import score_reading
from toguna.evaluation import gold as corpus
from toguna.evaluation.agree import MEANING, attributes, is_same
from toguna.evaluation.matching import pairs
from toguna.evaluation.sides import Export, Offered, Sides, Wanted
from toguna.evaluation.words import quotes_from
from toguna.flow.rooms import reader_name, sentences
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId

Json = dict[str, Any]
Pair = tuple[Wanted, Offered]

#: parts of the sample, of 200
PARTS = {"statements": 50, "positions": 60, "conditions": 40, "events": 50}

#: what decides whether two records are the same one, beside the party
KEYS: dict[str, dict[str, Callable[[Json], Any]]] = {
    "statements": {},
    "positions": {"issue": lambda r: r.get("issue"), "stance": lambda r: r.get("stance")},
    "conditions": {"requires.issue": lambda r: (r.get("requires") or {}).get("issue")},
    "events": {"type": lambda r: r.get("type")},
}
PARTY = {"positions": "holder", "conditions": "set_by"}

SHOWN = {
    "statements": ("speaker", "party", "mode", "cue", "content", "anonymous", "said_on"),
    "positions": ("holder", "issue", "stance", "toward", "conditions", "held_on", "ascribed_by"),
    "conditions": ("set_by", "requires", "for", "necessity"),
    "events": ("type", "actors", "recipients", "on", "status", "where"),
}
"""The fields that are printed."""

ENOUGH = 0.8
"""Content of a statement that agrees this well (F1 of words) is no error: an article more, a subject less."""


@dataclass(frozen=True, slots=True)
class Error:
    """One error.

    sort       `missed`, `extra`, or `wrong` with the attributes
    gold       what the gold says; empty for an extra record
    said       what our record says; empty for a missed one
    rule       what made our record
    beside     all records of the kind on the same sentence, the gold's and ours
    """

    number: int
    process: str
    document: str
    kind: str
    sort: str
    sentence: str
    gold: Json
    said: Json
    rule: str
    beside: dict[str, list[Json]]


@dataclass
class Seen:
    """One process, with what is needed to show its records."""

    sides: Sides
    links: dict[str, set[str]]

    @cached_property
    def required(self) -> dict[str, str]:
        """What each condition of either side requires, by id."""
        both = (*self.sides.gold.data["conditions"], *self.sides.export.of_kind["condition"])
        return {c["id"]: f"condition: {c['requires'].get('what')}" for c in both if c.get("id")}

    def party(self, ident: str | None) -> str | None:
        """A party of the export: its name, and the gold's id if it is known there."""
        if ident is None:
            return None
        name = (self.sides.export.by_id.get(ident) or {}).get("name") or ident
        known = self.sides.parties.get(ident)
        return f"{name} ={known}" if known else f"{name} (unknown)"

    def plain(self, value: Any) -> Any:
        """A field of a record with parties by their names and conditions by what they require."""
        if isinstance(value, dict):
            return {name: self.plain(v) for name, v in value.items() if v not in (None, [], ())}
        if isinstance(value, list):
            return [self.plain(v) for v in value]
        if isinstance(value, str) and value in self.required:
            return self.required[value]
        return self.party(value) if isinstance(value, str) and value.startswith("party-") else value

    def wanted(self, kind: str, want: Wanted) -> Json:
        """The fields of a gold record that are printed."""
        fields = {name: want.record.get(name) for name in SHOWN[kind]}
        return self.plain(fields | ({"content": want.content} if kind == "statements" else {}))  # type: ignore[no-any-return]

    def offered(self, kind: str, offer: Offered) -> Json:
        """The fields of a record of the export that are printed, with its words."""
        fields = {name: offer.record.get(name) for name in SHOWN[kind]}
        return {**self.plain(fields), "words": list(offer.quotes)}

    def sentence_at(self, path: str, quote: str) -> str:
        """The sentence of the clean text that a quote stands in."""
        text = self.sides.documents.get(path, {}).get("text") or ""
        at = text.find(quote)
        if at < 0:
            return quote
        found = sentences(Document(DocumentId(path), "0", text))
        own = [s.at for s in found if s.at.start < at + len(quote) and at < s.at.end]
        return text[own[0].start : own[-1].end] if own else quote


def wrong(seen: Seen, kind: str, want: Wanted, offer: Offered) -> list[str]:
    """The attributes that disagree, of those that the score counts."""
    agreed = attributes(seen.sides, kind, want, offer.record, seen.links)
    return [n.rstrip("~") for n in MEANING[kind] if agreed[n] < (ENOUGH if n == "content" else 1.0)]


def wrong_keys(seen: Seen, kind: str, want: Wanted, offer: Offered) -> list[str]:
    """The key attributes that disagree."""
    found = [name for name, value in KEYS[kind].items() if value(want.record) != value(offer.record)]
    party = PARTY.get(kind)
    if party and not seen.sides.same_party(want.record[party], offer.record.get(party)):
        found.append(party)
    return found or (["speaker"] if kind == "statements" else [])


def akin(seen: Seen, kind: str, want: Wanted, offer: Offered) -> bool:
    """True if two records on one sentence, of different keys, can mean the same thing."""
    agreed = attributes(seen.sides, kind, want, offer.record, seen.links)
    if kind in ("statements", "events"):
        return agreed["content" if kind == "statements" else "actors"] > 0
    return len(wrong_keys(seen, kind, want, offer)) <= len(KEYS[kind])


def unused(offers: list[Offered], matches: list[Pair]) -> list[Offered]:
    """What is left of the records after their matches: one for each quote that no match took."""
    left = []
    for offer in offers:
        quotes = list(offer.quotes)
        for want, taken in matches:
            if taken is offer:
                quotes.remove(next((q for q in quotes if quotes_from(q, want.text)), quotes[0]))
        left += [replace(offer, quotes=(quote,)) for quote in quotes]
    return left


def errors_of(seen: Seen, kind: str) -> Iterator[Error]:
    """Every error of a kind in one process."""
    sides = seen.sides
    wanted, offered = sides.wanted(kind), sides.offered(kind)

    def detail(want: Wanted, offer: Offered) -> float:
        return sum(attributes(sides, kind, want, offer.record, seen.links).values())

    def strict(want: Wanted, offer: Offered) -> float | None:
        return detail(want, offer) if is_same(sides, kind, want, offer.record) else None

    def loose(want: Wanted, offer: Offered) -> float | None:
        return detail(want, offer) if akin(seen, kind, want, offer) else None

    for path in sides.lineage:
        wants, offers = wanted.get(path, []), offered.get(path, [])
        matches = pairs(wants, offers, strict)
        for want, offer in matches if kind == "conditions" else ():
            seen.links[want.record["id"]].add(offer.record.get("id", ""))
        open_wants = [w for w in wants if not any(w is m for m, _ in matches)]
        open_offers = unused(offers, matches)
        halves = pairs(open_wants, open_offers, loose)
        found: list[tuple[str, Wanted | None, Offered | None]] = []
        found += [(f"wrong {', '.join(n)}", w, o) for w, o in matches if (n := wrong(seen, kind, w, o))]
        found += [(f"wrong {', '.join(wrong_keys(seen, kind, w, o))}", w, o) for w, o in halves]
        found += [("missed", w, None) for w in open_wants if not any(w is m for m, _ in halves)]
        found += [("extra", None, o) for o in open_offers if not any(o is m for _, m in halves)]
        for sort, a, b in found:
            yield told(seen, kind, path, sort, a, b, wants, offers)


def told(
    seen: Seen,
    kind: str,
    path: str,
    sort: str,
    want: Wanted | None,
    offer: Offered | None,
    wants: list[Wanted],
    offers: list[Offered],
) -> Error:
    """An error with its sentence and its neighbours."""
    sentence = want.text if want else seen.sentence_at(path, offer.quotes[0]) if offer else ""
    return Error(
        number=0,
        process=seen.sides.gold.process,
        document=path,
        kind=kind,
        sort=sort,
        sentence=" ".join(sentence.split()),
        gold=seen.wanted(kind, want) if want else {},
        said=seen.offered(kind, offer) if offer else {},
        rule=f"{offer.record['origin']['by']} {offer.record['origin']['version']}" if offer else "",
        beside={
            "gold": [seen.wanted(kind, w) for w in wants if w is not want and quotes_from(w.text, sentence)],
            "said": [
                {**seen.offered(kind, o), "rule": o.record["origin"]["by"]}
                for o in offers
                if not (offer and o.record is offer.record) and any(quotes_from(q, sentence) for q in o.quotes)
            ],
        },
    )


def all_errors(folder: Path, texts: Path | None) -> list[Error]:
    """Every error of the kinds in `PARTS`, in the order of processes, kinds and documents."""
    records: dict[str, list[Json]] = {}

    def keep(process: str, found: list[Json]) -> None:
        records[process] = found

    score_reading(folder, texts, keep=keep)
    errors: list[Error] = []
    for gold in corpus.load(folder, texts):
        seen = Seen(Sides(gold, Export(records[gold.process])), defaultdict(set))
        for kind in sorted(PARTS, key=lambda k: k != "conditions"):
            errors += errors_of(seen, kind)
    return errors


def drawn(errors: list[Error], number: int, seed: int) -> list[Error]:
    """A sample by chance, a part for each kind; all of a kind when it has fewer."""
    found: list[Error] = []
    for kind, part in PARTS.items():
        own = sorted((e for e in errors if e.kind == kind), key=lambda e: json.dumps(asdict(e), sort_keys=True))
        size = min(len(own), round(number * part / sum(PARTS.values())))
        found += random.Random(f"{seed} {kind}").sample(own, size)
    return [replace(error, number=n) for n, error in enumerate(found, 1)]


def counts(errors: list[Error]) -> dict[str, dict[str, int]]:
    """How many errors of each sort, by kind."""
    return {kind: dict(Counter(e.sort for e in errors if e.kind == kind).most_common()) for kind in PARTS}


def line(name: str, value: Any) -> str:
    """One labelled line, wrapped."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return textwrap.fill(f"{name:9}{text}", 140, subsequent_indent=" " * 9)


def shown(error: Error) -> str:
    """An error as a person reads it."""
    lines = [
        f"{error.number}. {error.kind} · {error.sort} · {error.process} · {error.document}",
        line("sentence", error.sentence),
    ]
    lines += [line("gold", error.gold)] if error.gold else []
    lines += [line("ours", error.said), line("rule", error.rule)] if error.said else []
    lines += [line("beside:g", other) for other in error.beside["gold"]]
    lines += [line("beside:o", other) for other in error.beside["said"]]
    return "\n".join(lines)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    errors = all_errors(options.gold, options.texts)
    sample, sums = drawn(errors, options.number, options.seed), counts(errors)
    if options.json:
        report = {"reader": reader_name(), "seed": options.seed, "of": sums, "sample": [asdict(e) for e in sample]}
        print(json.dumps(report, ensure_ascii=False, indent=1))
        return
    print(f"reader {reader_name()}, seed {options.seed}: {len(sample)} of {len(errors)} errors\n")
    for kind, sorts in sums.items():
        print(line(kind + " ", f"{sum(sorts.values())}: " + " · ".join(f"{s} {n}" for s, n in sorts.items())))
    for error in sample:
        print(f"\n{shown(error)}")


if __name__ == "__main__":
    main()
