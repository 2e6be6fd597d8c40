"""Mentions of all documents of a process to its parties, and to which of them each mention points.

The result depends on the set of documents, never on their order: documents are read by path, names are joined to
roots that do not depend on the order of joining, ids are fingerprints of pack ids and canonical names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from toguna.actors.build import build
from toguna.actors.known import Known
from toguna.actors.named import Nodes, long_names, named
from toguna.actors.names import Joined
from toguna.actors.nearness import Shared
from toguna.actors.nouns import noun_of
from toguna.actors.passage import Passage
from toguna.actors.people import people
from toguna.actors.types import types
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.party import Cast
from toguna.kinds.reading import MentionKind, Reading
from toguna.kinds.vocabulary import PartyType
from toguna.packs.conflict import ConflictPack, PackParty
from toguna.packs.world import World

EARLY_SENTENCES = 3
"""A report names its country in its title and lead; words there count twice."""

HOME_COUNTS = 3
"""So many times do words about the country of most parties of the pack count: its reports may be written elsewhere."""

ARMY_STANDS_ALONE = 6
"""So often must the army of the main country be named as `the army` to be a party beside its government."""


def cast(
    documents: Sequence[Document],
    readings: Mapping[DocumentId, Reading],
    conflict: ConflictPack | None,
    world: World,
) -> Cast:
    """The parties of one process.

    documents   all of the process; those without a reading have no mentions
    conflict    a pack whose parties, aliases and roles come first, or None
    returns     `who` holds a tuple for every mention of every reading
    """
    known = Known(conflict, world)
    ordered = sorted(documents, key=lambda d: d.path)
    nodes, joined = named(ordered, readings, known)
    main = _main(ordered, readings, nodes, known)
    army = _army(ordered, readings, known, main)
    counts = Counter(joined.root(n) for ns in nodes.values() for n in ns if n)
    sorts = types(ordered, readings, nodes, joined, known)
    shared = Shared(
        joined=joined,
        known=known,
        people=people(ordered, readings, nodes, joined, known, main, army, sorts),
        types=sorts,
        counts=counts,
        main=main,
        army=army,
        links=_links(ordered, readings, nodes, joined),
        acronyms=long_names(nodes, joined),
        adversary=_adversary(sorts, counts),
        missions=_missions(counts, known, main),
    )
    who: dict[DocumentId, tuple[tuple[str, ...], ...]] = {}
    for document in ordered:
        reading = readings.get(document.path, Reading(document.path))
        who[document.path] = Passage(document, reading, nodes[document.path], shared).all()
    return build(ordered, readings, who, shared)


def _adversary(sorts: Mapping[str, PartyType], counts: Counter[str]) -> str | None:
    """The armed group named most, else the body of unknown sort named most."""
    armed = sorted(node for node, sort in sorts.items() if sort is PartyType.ARMED_GROUP)
    other = sorted(n for n, sort in sorts.items() if sort is PartyType.ORGANISATION and n.startswith("name:"))
    return max(armed or other, key=lambda n: counts[n], default=None)


def _missions(counts: Counter[str], known: Known, main: str | None) -> tuple[str, ...]:
    """The United Nations' missions that the process names; when it names none, the one in its country."""
    named = tuple(sorted(node for node in counts if _is_mission(node, known)))
    state = known.world.of_code(main.split(":", 1)[1].removeprefix("gov-").upper()) if main else None
    if named or state is None:
        return named
    bodies = (
        known.of_body(b) for b in known.world.bodies if b.name.endswith((f" in {state.name}", f" in the {state.name}"))
    )
    return tuple(sorted(node for node in bodies if _is_mission(node, known)))


def _is_mission(node: str, known: Known) -> bool:
    """True for a mission of the United Nations."""
    kind, _, name = node.partition(":")
    if kind == "name":
        return name.startswith(("united nations ", "un ")) and "mission" in name
    party, body = known.parties.get(name), known.bodies.get(name)
    full = party.name if kind == "pack" and party else body.name if kind == "body" and body else ""
    return full.startswith(("United Nations", "UN ")) and " Mission" in full


def _main(
    documents: Sequence[Document], readings: Mapping[DocumentId, Reading], nodes: Nodes, known: Known
) -> str | None:
    """The government of the country that most of the words about states and places name."""
    weights: Counter[str] = Counter()

    def add(node: str, weight: int, sentence: int) -> None:
        weights[node] += weight * (2 if sentence <= EARLY_SENTENCES else 1)

    for document in documents:
        reading = readings.get(document.path)
        if reading is None:
            continue
        for mention, node in zip(reading.mentions, nodes[document.path], strict=True):
            noun = noun_of(mention.name)
            if mention.kind is MentionKind.NATION and node:
                capital = noun is None and known.is_capital(mention.name)
                add(node, 1 if capital else 4 if noun and noun.sort == "government" else 2, mention.sentence)
            elif mention.kind is MentionKind.PLACE:
                own = known.name(mention.name)
                towns = {t.alpha3 for t in known.world.places(mention.name)}
                if own:
                    add(
                        own,
                        1 if known.is_capital(mention.name) or known.is_adjective(mention.name) else 4,
                        mention.sentence,
                    )
                elif len(towns) == 1:
                    add(known.of_state(towns.pop()), 3, mention.sentence)
            elif mention.kind is MentionKind.DESCRIPTION and noun and noun.sort not in ("person", "relation"):
                state = known.state_inside(mention.name)
                if state:
                    where = re.search(r"\b(?:in|at|from) ", mention.name) is not None
                    add(state, 1 if where else 4, mention.sentence)
    home = known.home()
    if home is not None and home in weights:
        weights[home] *= HOME_COUNTS
    return max(sorted(weights), key=lambda n: weights[n], default=None)


def _army(
    documents: Sequence[Document], readings: Mapping[DocumentId, Reading], known: Known, main: str | None
) -> str | None:
    """The node of the main country's army: a party of its own when the texts treat it as one."""
    if main is None:
        return None
    alpha3 = main.split(":", 1)[1].removeprefix("gov-").upper()
    if main.startswith("pack:"):
        own = next((i for i, p in known.parties.items() if _is_army(p, main[5:])), None)
        if own:
            return f"pack:{own}"
    count = 0
    for document in documents:
        for mention in readings.get(document.path, Reading(document.path)).mentions:
            noun = noun_of(mention.name) if mention.kind is not MentionKind.PERSON else None
            if noun and noun.noun in ("army", "military", "armed forces"):
                count += known.state_inside(mention.name) in (None, main)
    return f"army:{alpha3}" if count >= ARMY_STANDS_ALONE else None


def _is_army(party: PackParty, government: str) -> bool:
    return any(r.role == "armed forces" and r.of == government for r in party.roles)


def _links(
    documents: Sequence[Document], readings: Mapping[DocumentId, Reading], nodes: Nodes, joined: Joined
) -> dict[str, str]:
    """Document and linkage (`qaeda-linked`) -> the group that the document names with it."""
    found: dict[str, set[str]] = {}
    for document in documents:
        reading = readings.get(document.path)
        if reading is None:
            continue
        for mention, node in zip(reading.mentions, nodes[document.path], strict=True):
            if node is None or not node.startswith(("name:", "pack:", "body:")):
                continue
            before = document.text[max(0, mention.at.start - 40) : mention.at.start].lower().split()
            if before and before[-1].endswith(("-linked", "-affiliated")):
                found.setdefault(f"{document.path}\t{before[-1]}", set()).add(joined.root(node))
    return {key: next(iter(groups)) for key, groups in found.items() if len(groups) == 1}
