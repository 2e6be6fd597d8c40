"""Where reports name each party: the words that a party's record rests on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from toguna.kinds.document import Document
from toguna.kinds.ids import PartyId
from toguna.kinds.party import Party
from toguna.kinds.span import Place

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


def places_named(documents: Sequence[Document], parties: Iterable[Party]) -> dict[PartyId, tuple[Place, ...]]:
    """For each party the first place of each of its names in each report, in order of report and place.

    Names are matched as written, whole words, the longest that fits; reports that were not read are not searched.
    Cost   one pass over the texts
    """
    forms = _by_first_word(parties)
    found: dict[PartyId, dict[tuple[str, str], Place]] = defaultdict(dict)
    for document in sorted(documents, key=lambda d: d.path):
        if not document.unread:
            _search(document, forms, found)
    return {party: tuple(sorted(places.values())) for party, places in found.items()}


def _by_first_word(parties: Iterable[Party]) -> dict[str, list[tuple[str, tuple[PartyId, ...]]]]:
    owners: dict[str, set[PartyId]] = defaultdict(set)
    for party in parties:
        for name in (party.name, *party.aliases):
            if any(c.isupper() for c in name):
                owners[name].add(party.id)
    forms: dict[str, list[tuple[str, tuple[PartyId, ...]]]] = defaultdict(list)
    for name in sorted(owners, key=lambda n: (-len(n), n)):
        first = _WORD.search(name)
        if first and first.start() == 0:
            forms[_head(first[0])].append((name, tuple(sorted(owners[name]))))
    return forms


def _head(word: str) -> str:
    """The part of a word before a possessive, hyphen or dot: what two spellings of a name surely share."""
    return re.split(r"['’.-]", word)[0]


def _search(
    document: Document,
    forms: dict[str, list[tuple[str, tuple[PartyId, ...]]]],
    found: dict[PartyId, dict[tuple[str, str], Place]],
) -> None:
    text, until = document.text, 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < until:
            continue
        for name, owners in forms.get(_head(word[0]), ()):
            end = start + len(name)
            if text.startswith(name, start) and not text[end : end + 1].isalnum():
                place = Place(document.path, start, end, name)
                for owner in owners:
                    found[owner].setdefault((document.path, name), place)
                until = end
                break
