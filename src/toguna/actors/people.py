"""Whom persons speak for: offices and functions that the text gives them, dated by the document that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toguna.actors.known import Known
from toguna.actors.names import Joined
from toguna.actors.nouns import noun_of, offices
from toguna.kinds.document import Document
from toguna.kinds.edtf import first_day
from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.reading import Mention, MentionKind, Reading

_PAST = frozenset("former ex late ousted deposed then retired".split())


HELD_DAYS = 400
"""Somebody named in an office is thought to hold it so many days before and after, when nobody else is named nearer."""


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A function of a person at some body, as one document says."""

    on: Edtf | None
    role: str
    of: str
    past: bool = False


@dataclass(slots=True)
class People:
    """Who holds what.

    held      person node -> functions
    holders   (body node, function) -> person nodes, by date of the document
    """

    held: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))
    holders: dict[tuple[str, str], list[tuple[Edtf | None, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, person: str, role: str, of: str, on: Edtf | None, past: bool = False) -> None:
        """Note a function."""
        entry = Held(on, role, of, past)
        if entry not in self.held[person]:
            self.held[person].append(entry)
            if not past:
                self.holders[(of, role)].append((on, person))

    def body(self, person: str) -> str | None:
        """The body for which a person speaks: that of the function named most often, current ones first."""
        entries = self.held.get(person, ())
        if not entries:
            return None
        counts: dict[str, tuple[int, int]] = {}
        for entry in entries:
            now, all_ = counts.get(entry.of, (0, 0))
            weight = 6 if entry.role in offices() else 1 if entry.role == "member" else 3
            counts[entry.of] = (now + weight * (not entry.past), all_ + weight)
        return max(sorted(counts), key=lambda of: counts[of])

    def holder(self, of: str, role: str, on: Edtf | None) -> str | None:
        """The person who held a function when a document was written; None when none or several did."""
        entries = self.holders.get((of, role), ())
        near = [(_days_apart(day, on), person) for day, person in entries]
        if not near or min(near)[0] > HELD_DAYS:
            return None
        best = {person for days, person in near if days == min(near)[0]}
        return next(iter(best)) if len(best) == 1 else None


def _days_apart(one: Edtf | None, other: Edtf | None) -> int:
    if one is None or other is None:
        return 0
    return abs((first_day(one) - first_day(other)).days)


def people(
    documents: Iterable[Document],
    readings: Mapping[DocumentId, Reading],
    nodes: Mapping[DocumentId, list[str | None]],
    joined: Joined,
    known: Known,
    main: str | None,
) -> People:
    """All functions that the documents give to named persons."""
    found = People()
    for document in documents:
        reading = readings.get(document.path)
        if reading is None:
            continue
        here = nodes[document.path]
        for i, mention in enumerate(reading.mentions):
            if mention.kind is MentionKind.PERSON and here[i]:
                _of_mention(document, reading, i, here, joined, known, main, found)
    return found


def _of_mention(
    document: Document,
    reading: Reading,
    i: int,
    here: list[str | None],
    joined: Joined,
    known: Known,
    main: str | None,
    found: People,
) -> None:
    mention, node = reading.mentions[i], here[i]
    assert node is not None
    person = joined.root(node)
    for role, of in _functions(reading, i, here, known, main):
        noun = noun_of(role)
        past = bool(_PAST & set(role.lower().replace("-", " ").split()))
        found.add(person, noun.noun if noun else role.lower(), joined.root(of), document.published, past)
    follow = reading.mentions[i + 1] if i + 1 < len(reading.mentions) else None
    if follow is not None and follow.kind in (MentionKind.GROUP, MentionKind.ORGANISATION) and here[i + 1]:
        if document.text[mention.at.end : follow.at.start] in ("'s ", "’s "):
            found.add(person, "member", joined.root(str(here[i + 1])), document.published)
    if mention.role is None and mention.of is not None and here[mention.of]:
        found.add(person, "member", joined.root(str(here[mention.of])), document.published)


def _functions(
    reading: Reading, i: int, here: list[str | None], known: Known, main: str | None
) -> Iterable[tuple[str, str]]:
    mention = reading.mentions[i]
    for other in (mention, *_apposed(reading, i)):
        if not other.role and other.kind is not MentionKind.DESCRIPTION:
            continue
        role = other.name if other.kind is MentionKind.DESCRIPTION else str(other.role)
        of = _owner(other, reading, here, known, role, main)
        if of:
            yield (other.role or role), of


def _apposed(reading: Reading, i: int) -> Iterable[Mention]:
    for k in (i - 1, i + 1, i - 2, i + 2):
        if 0 <= k < len(reading.mentions):
            other = reading.mentions[k]
            linked = other.same_as == i or reading.mentions[i].same_as == k
            if other.kind is MentionKind.DESCRIPTION and linked and not other.plural:
                yield other


def _owner(
    mention: Mention, reading: Reading, here: list[str | None], known: Known, role: str, main: str | None
) -> str | None:
    if mention.of is not None:
        owner = reading.mentions[mention.of]
        if here[mention.of]:
            return here[mention.of]
        if owner.kind is MentionKind.PLACE:
            return known.name(owner.name)
        noun = noun_of(owner.name)
        if noun and noun.sort in ("government", "army"):
            return known.state_inside(owner.name) or main
    inside = known.inside(role)
    if inside:
        return inside[0][2]
    noun = noun_of(role)
    if noun and noun.noun in offices() and main and mention.of is None:
        return main
    return None
