"""The gold of a process and an export side by side: documents, sentences, parties of the one in terms of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from toguna.evaluation.gold import KINDS, Gold, Json
from toguna.evaluation.words import agreement, name_form, plain_text, quotes_from


class Export:
    """The records of an export, by kind and by id."""

    def __init__(self, records: Iterable[Json] = ()) -> None:
        self.of_kind: dict[str, list[Json]] = defaultdict(list)
        self.by_id: dict[str, Json] = {}
        for record in records:
            self.of_kind[record.get("kind", "")].append(record)
        for record in (r for group in self.of_kind.values() for r in group):
            if record.get("id"):
                self.by_id[record["id"]] = record


@dataclass(frozen=True, slots=True)
class Wanted:
    """One record of the gold, with its words looked up.

    text      its sentence
    content   what was said, for a statement
    """

    document: str
    text: str
    record: Json
    content: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """One record of the export, with its quotes in one document of the gold."""

    record: Json
    quotes: tuple[str, ...]


@dataclass
class Sides:
    """One process seen from both sides.

    names       what an export may call a document (any unique end of its path, its URL) -> the gold's path
    documents   the gold's path -> the export's record of it
    """

    gold: Gold
    export: Export
    names: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = _unique_ends([d["path"] for d in self.gold.data["documents"]])
        for record in self.export.of_kind["document"]:
            path = self.path_of(record.get("path") or "") or self.path_of(record.get("url") or "")
            if path:
                self.documents[path] = record
                if record.get("url"):
                    self.names[record["url"]] = path

    @cached_property
    def lineage(self) -> dict[str, str]:
        """The gold's lineage of each document."""
        return {d["path"]: d["lineage"] for d in self.gold.data["documents"]}

    @cached_property
    def parties(self) -> dict[str, str]:
        """The gold's id of each party of the export whose names it knows."""
        owners: dict[str, set[str]] = defaultdict(set)
        for ident, party in self.gold.data["parties"].items():
            for name in (party["name"], *party["aliases"]):
                owners[name_form(name)].add(ident)
        best = {p["id"]: self._owner(p, owners) for p in self.export.of_kind["party"]}
        return {ident: owner for ident, owner in best.items() if owner}

    def _owner(self, party: Json, owners: dict[str, set[str]]) -> str | None:
        """The gold party that shares most names with it; a name of several counts as a part, its main name double."""
        votes: dict[str, float] = defaultdict(float)
        names = (party.get("name") or "", *(party.get("aliases") or ()))
        for form in {name_form(n) for n in names} - {""}:
            for owner in owners.get(form, ()):
                main = name_form(self.gold.data["parties"][owner]["name"])
                votes[owner] += (2.0 if form == main else 1.0) / len(owners[form])
        return min(votes, key=lambda owner: (-votes[owner], owner), default=None)

    def path_of(self, given: str) -> str | None:
        """The gold's path that a document name of the export means; a bare file name is enough outside `reports/`."""
        path = given = given.replace("\\", "/")
        while path:
            if path in self.names and ("/" in path or "reports/" not in given):
                return self.names[path]
            path = path.partition("/")[2]
        return None

    def words_at(self, path: str, given: str | Json | None) -> str:
        """A sentence of the gold: its words, or what its offsets cover in the raw file, else in the clean text."""
        if given is None or isinstance(given, str):
            return given or ""
        if path in self.gold.raw:
            return self.gold.raw[path][given["start"] : given["end"]]
        clean = plain_text(self.documents.get(path, {}).get("text") or "")
        at = clean.find(plain_text(given["first"]))
        return clean[at : at + given["end"] - given["start"]] if at >= 0 else str(given["first"])

    def wanted(self, kind: str) -> dict[str, list[Wanted]]:
        """The gold's records of a kind, by document."""
        found: dict[str, list[Wanted]] = defaultdict(list)
        for record in self.gold.data[kind]:
            path = record["document"]
            content = self.words_at(path, record.get("content"))
            found[path].append(Wanted(path, self.words_at(path, record["sentence"]), record, content))
        return found

    def offered(self, kind: str) -> dict[str, list[Offered]]:
        """The export's records of a kind, by document of the gold."""
        found: dict[str, list[Offered]] = defaultdict(list)
        for record in self.export.of_kind[KINDS[kind]]:
            for path, quotes in self.places(record).items():
                found[path].append(Offered(record, quotes))
        return found

    def places(self, record: Json) -> dict[str, tuple[str, ...]]:
        """The quotes that a record of the export rests on, by document of the gold."""
        found: dict[str, list[str]] = defaultdict(list)
        for place in record.get("because") or ():
            path = self.path_of(place.get("document") or "")
            if path and place.get("quote"):
                found[path].append(place["quote"])
        return {path: tuple(quotes) for path, quotes in found.items()}

    def rests_on(self, record: Json, path: str, sentence: str) -> bool:
        """True if a record of the export quotes a sentence, in that document or in another of its lineage."""
        return any(
            self.lineage[own] == self.lineage[path] and any(quotes_from(q, sentence) for q in quotes)
            for own, quotes in self.places(record).items()
        )

    def stands_for(self, ident: str | None) -> str | None:
        """The gold party that a gold id stands for: a person's party, else itself."""
        party = self.gold.data["parties"].get(ident or "")
        if party and party["type"] == "person" and party.get("member_of"):
            return str(party["member_of"])
        return ident

    def meant_by(self, ident: str | None) -> str | None:
        """A party of the export in gold terms; an unknown person stands for its party, else matches nothing."""
        if ident is None:
            return None
        known = self.parties.get(ident)
        if known is None:
            group = (self.export.by_id.get(ident) or {}).get("member_of")
            known = self.parties.get(str(group), f"?{ident}")
        return self.stands_for(known)

    def same_party(self, gold: str | None, said: str | None) -> bool:
        """True if both mean the same party, or both mean none."""
        return self.stands_for(gold) == self.meant_by(said)

    def same_parties(self, gold: Iterable[str], said: Iterable[str] | None) -> float:
        """F1 of two sets of parties."""
        return agreement({str(self.stands_for(g)) for g in gold}, {str(self.meant_by(s)) for s in said or ()})


def _unique_ends(paths: list[str]) -> dict[str, str]:
    owners: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        parts = path.split("/")
        for n in range(len(parts)):
            owners["/".join(parts[n:])].add(path)
    return {end: next(iter(own)) for end, own in owners.items() if len(own) == 1}
