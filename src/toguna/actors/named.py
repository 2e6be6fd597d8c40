"""The named mentions of all documents to nodes: one node for all spellings, acronyms and surnames of a name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from toguna.actors.known import Known
from toguna.actors.names import OF_PLACE, Joined, initials, key_of, light, tails, variants
from toguna.actors.nouns import noun_of, own_nouns
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.reading import Mention, MentionKind, Reading

_CAPITALISED = re.compile(r"\b[A-Z][\w'’-]*?(?=['’]s?\b|\b)(?: [A-Z][\w-]*)*")
_ORGANS = ("Commission", "Secretariat", "Headquarters", "Summit", "Presidency", "Chair")
"""Organs that speak for the whole body."""

NAMED = (MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.GROUP, MentionKind.NATION)

Nodes = dict[DocumentId, list[str | None]]


def named(documents: Sequence[Document], readings: Mapping[DocumentId, Reading], known: Known) -> tuple[Nodes, Joined]:
    """For each mention that is a name its node, else None; and which nodes are one."""
    joined = Joined()
    nodes: Nodes = {}
    meant: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        reading = readings.get(document.path, Reading(document.path))
        nodes[document.path] = [_node(m, known) for m in reading.mentions]
        _links(reading, nodes[document.path], joined, meant)
    _respell(readings, nodes, meant)
    _one_kind(nodes)
    _spellings(nodes, joined)
    _regions(nodes, joined, known)
    _acronyms(nodes, joined)
    _surnames(documents, readings, nodes, joined)
    return nodes, joined


def core_form(mention: Mention) -> str:
    """The name without the small noun after it: `RSF` of `RSF fighters`."""
    noun = noun_of(mention.name) if mention.kind in (MentionKind.ORGANISATION, MentionKind.GROUP) else None
    if noun and noun.text and noun.noun in own_nouns() and not mention.name.split()[-1][0].isupper():
        words = noun.text.split(" ")
        while len(words) > 1 and words[0][0].islower() and len(words[0]) > 3:
            words = words[1:]
        while len(words) > 1 and words[-1][0].islower():
            words = words[:-1]
        return " ".join(words).removesuffix(" 's").removesuffix(" ’s")
    return mention.name


def _node(mention: Mention, known: Known) -> str | None:
    if mention.kind not in NAMED:
        return None
    if mention.kind is MentionKind.NATION:
        return _of_nation(mention, known)
    form = core_form(mention)
    found = known.name(form)
    if found and not (mention.kind is MentionKind.PERSON and found.startswith(("state:", "body:"))):
        return found
    organ = form.rsplit(" ", 1)
    if not found and len(organ) == 2 and organ[1] in _ORGANS:
        whole = known.name(organ[0])
        if whole and (whole.startswith("body:") or whole.removeprefix("pack:") in known.bodies):
            return whole  # `the AU Commission`
    rest = form.split(" ", 1)[-1]
    if not found and mention.kind is not MentionKind.PERSON and len(rest.split()) > 1:
        found = known.name(rest)  # `the Maoist New People's Army`
        if found and found.startswith(("pack:", "body:")) and found not in known.governments.values():
            return found
    key = key_of(form)
    if not key:
        return None
    return f"person:{key}" if mention.kind is MentionKind.PERSON else f"name:{key}"


def _of_nation(mention: Mention, known: Known) -> str | None:
    """A state's government; a region that acts or has authorities stands for those who rule it."""
    found = known.name(mention.name)
    if found:
        return found
    noun = noun_of(mention.name)
    regions = [w for w in _CAPITALISED.findall(mention.name) if known.world.places(w) and not known.name(w)]
    if regions and (noun is None or noun.sort in ("government", "army")):
        return f"name:{key_of(regions[-1])}"
    inside = known.inside(mention.name)
    return known.state_inside(mention.name) or (inside[0][2] if inside else None)


def _links(reading: Reading, nodes: list[str | None], joined: Joined, meant: dict[str, set[str]]) -> None:
    """Brackets and `known as` join names; a surname is its full name in this document."""
    for i, mention in enumerate(reading.mentions):
        same, node = mention.same_as, nodes[i]
        if same is None or node is None:
            continue
        other = nodes[same]
        if other is None or other == node:
            continue
        if mention.kind is MentionKind.PERSON and _is_short(node, other):
            nodes[i] = other
        elif node.startswith(("body:", "state:")) and other.startswith("name:"):
            nodes[i] = other  # the text spells out what its letters mean, and it is not what the world means by them
            meant[key_of(mention.name)].add(other)
        else:
            joined.join(node, other)


def _respell(readings: Mapping[DocumentId, Reading], nodes: Nodes, meant: Mapping[str, set[str]]) -> None:
    """Letters that one report of the process spells out mean the same in its others."""
    for path, row in nodes.items():
        for i, mention in enumerate(readings[path].mentions if path in readings else ()):
            long = meant.get(key_of(mention.name))
            node = row[i]
            if long and len(long) == 1 and node is not None and node.startswith(("body:", "state:")):
                row[i] = next(iter(long))


def _is_short(node: str, other: str) -> bool:
    short, full = node.split(":", 1)[1], other.split(":", 1)[1]
    return full.endswith(" " + short) or full.startswith(short + " ")


def _all(nodes: Nodes, kind: str) -> set[str]:
    found = {node for ns in nodes.values() for node in ns if node is not None}
    return {node.split(":", 1)[1] for node in found if node.startswith(kind + ":")}


def _one_kind(nodes: Nodes) -> None:
    """A name that is now a person, now a body is what it is more often."""
    counts = Counter(node for ns in nodes.values() for node in ns if node)
    for ns in nodes.values():
        for i, node in enumerate(ns):
            if node is None or not node.startswith(("person:", "name:")):
                continue
            kind, key = node.split(":", 1)
            other = f"name:{key}" if kind == "person" else f"person:{key}"
            if (counts[other], other) > (counts[node], node):
                ns[i] = other


def _regions(nodes: Nodes, joined: Joined, known: Known) -> None:
    """A region that acts is the only body named after it; its people's adjective is the region."""
    keys = _all(nodes, "name")
    by_first: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        by_first[key.split()[0]].append(key)
    for key in sorted(keys):
        if not known.world.places(key):
            continue
        for end in OF_PLACE:
            if key + end in keys:
                joined.join(f"name:{key}", f"name:{key}{end}")
        bodies = {joined.root(f"name:{k}") for k in by_first[key] if len(k.split()) > 2}
        if len(bodies) == 1:
            joined.join(f"name:{key}", bodies.pop())


def _spellings(nodes: Nodes, joined: Joined) -> None:
    for kind in ("person", "name"):
        keys = _all(nodes, kind)
        for one, other in variants(keys):
            joined.join(f"{kind}:{one}", f"{kind}:{other}")
        for key in sorted(keys):
            short = key.split(" ", 1)[-1]
            if kind == "name" and short in keys and len(short.split()) > 2:
                joined.join(f"name:{short}", f"name:{key}")
        alike: dict[str, list[str]] = defaultdict(list)
        for key in sorted(keys):
            if len(key.split()) == 1 and len(key) > 4:
                alike[light(key)].append(key)
        for ks in alike.values():
            for key in ks[1:]:
                joined.join(f"{kind}:{ks[0]}", f"{kind}:{key}")


def _acronyms(nodes: Nodes, joined: Joined) -> None:
    """An acronym with exactly one long name of those initials means it, though no bracket says so."""
    keys = _all(nodes, "name")
    longer: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        for tie in (" of ", " for "):
            if tie in key:
                longer[key.split(tie, 1)[0]].add(joined.root(f"name:{key}"))
    for key in sorted(k for k in keys if " " in k and len(longer.get(k, ())) == 1):
        joined.join(f"name:{key}", next(iter(longer[key])))
    long: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        if len(key.split()) >= 3:
            long[initials(key)].append(key)
    for key in sorted(keys):
        if 3 <= len(key) <= 8 and " " not in key and len(long.get(key, ())) == 1:
            joined.join(f"name:{key}", f"name:{long[key][0]}")


def long_names(nodes: Nodes, joined: Joined) -> dict[str, str]:
    """Initials -> the one long name that has them."""
    found: dict[str, set[str]] = defaultdict(set)
    for key in _all(nodes, "name"):
        if len(key.split()) >= 3:
            found[initials(key)].add(joined.root(f"name:{key}"))
    return {short: next(iter(roots)) for short, roots in found.items() if len(roots) == 1}


def _surnames(
    documents: Sequence[Document], readings: Mapping[DocumentId, Reading], nodes: Nodes, joined: Joined
) -> None:
    """A short name without a full one in its document means the only full name of the process that ends so."""
    owners: dict[str, Counter[str]] = defaultdict(Counter)
    for ns in nodes.values():
        for node in ns:
            if node and node.startswith(("person:", "pack:")) and " " in node:
                key = node.split(":", 1)[1]
                for tail in (*tails(key), key.split()[0]):
                    owners[tail][joined.root(node)] += 1
                    owners[light(tail)][joined.root(node)] += 0
    for document in documents:
        reading, here = readings.get(document.path), nodes[document.path]
        if reading is None:
            continue
        own = Counter(joined.root(n) for n in here if n)
        for i, mention in enumerate(reading.mentions):
            node = here[i]
            if node is None or not node.startswith(("person:", "name:")):
                continue
            key = node.split(":", 1)[1]
            found = owners.get(key) or owners.get(light(key))
            if not found or (node.startswith("name:") and mention.kind is not MentionKind.PERSON and len(key) < 5):
                continue
            inside = [r for r in found if own[r]]
            if len(found) == 1:
                here[i] = next(iter(found))
            elif len(inside) == 1:
                here[i] = inside[0]
