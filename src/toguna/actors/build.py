"""Nodes to parties: names, aliases, membership, roles, ids."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from toguna.actors.named import core_form
from toguna.actors.names import key_of
from toguna.actors.nearness import Shared
from toguna.actors.nouns import noun_of, vague
from toguna.actors.types import fixed_type
from toguna.kinds.document import Document
from toguna.kinds.edtf import first_day
from toguna.kinds.ids import DocumentId, Edtf, PartyId, fingerprint
from toguna.kinds.party import Cast, Party, Role
from toguna.kinds.reading import Mention, MentionKind, Reading
from toguna.kinds.vocabulary import PartyType

Who = Mapping[DocumentId, tuple[tuple[str, ...], ...]]
_POINTING = frozenset(
    "its his her their our my your this that these those some many several all both no any one".split()
)
_SPACE = re.compile(r"\s+")


def build(documents: Sequence[Document], readings: Mapping[DocumentId, Reading], who: Who, shared: Shared) -> Cast:
    """The cast: every node that a mention points to, and those that these belong to."""
    forms = _forms(documents, readings, who)
    nodes = {node for rows in who.values() for row in rows for node in row} | _owned_outlets(documents, shared)
    while True:
        more = {n for node in nodes for n in _referred(node, shared)} - nodes
        if not more:
            break
        nodes |= more
    names = {node: _name(node, forms, shared) for node in nodes}
    ids = {node: _id(node, names[node]) for node in nodes}
    parties = tuple(sorted((_party(n, names[n], ids, forms, shared) for n in nodes), key=lambda p: p.id))
    return Cast(parties, {path: tuple(tuple(ids[n] for n in row) for row in rows) for path, rows in who.items()})


def _owned_outlets(documents: Sequence[Document], shared: Shared) -> set[str]:
    """The outlets that print the reports and belong to a party: who counts witnesses must know them."""
    printed = {shared.known.name(name) for d in documents for name in (d.outlet, d.agency) if name}
    return {n for n in printed if n and n.startswith("pack:") and shared.known.parties[n[5:]].media_of}


def _forms(documents: Sequence[Document], readings: Mapping[DocumentId, Reading], who: Who) -> dict[str, Counter[str]]:
    """Node -> surface forms that name it and nothing else, how often."""
    named: dict[str, Counter[str]] = defaultdict(Counter)
    described: dict[str, Counter[str]] = defaultdict(Counter)
    owners: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        reading = readings.get(document.path)
        if reading is None:
            continue
        for mention, row in zip(reading.mentions, who[document.path], strict=True):
            if len(row) != 1 or mention.kind in (MentionKind.PRONOUN, MentionKind.PLACE):
                continue
            for form in _surface(mention, document):
                owners[key_of(form)].add(row[0])
                if mention.kind is MentionKind.DESCRIPTION:
                    described[row[0]][form] += 1
                else:
                    named[row[0]][form] += 1
    for node, counts in described.items():
        for form, n in counts.items():
            if len(owners[key_of(form)]) == 1 and not _is_vague(form, node):
                named[node][form] += n
    return named


def _surface(mention: Mention, document: Document) -> Iterable[str]:
    yield _SPACE.sub(" ", mention.name)
    if mention.kind in (MentionKind.ORGANISATION, MentionKind.GROUP):
        yield _SPACE.sub(" ", core_form(mention))
    if mention.role and mention.kind is MentionKind.PERSON:
        titled = document.text[max(0, mention.at.start - len(mention.role) - 1) : mention.at.end]
        if titled.lower().startswith(mention.role + " ") and titled[0].isupper():
            yield _SPACE.sub(" ", titled)
    whole = _SPACE.sub(" ", mention.at.of(document.text))
    if mention.kind in (MentionKind.DESCRIPTION, MentionKind.NATION) and whole != mention.name and len(whole) < 60:
        yield whole[0].lower() + whole[1:] if whole.split()[0] in ("The", "A", "An") else whole


def _is_vague(form: str, node: str) -> bool:
    noun = noun_of(form)
    first = form.split()[0].lower()
    if noun is None or first in _POINTING or first[0].isdigit():
        return True
    before = [w for w in noun.before if w not in ("the", "a", "an")]
    if noun.sort == "person" and not node.startswith("person:"):
        return True
    if noun.sort in ("army", "relation", "sides") and not before:
        return noun.noun not in ("army", "military", "armed forces")
    return noun.noun in vague() and not (before or "'s" in form or "’s" in form)


def _referred(node: str, shared: Shared) -> Iterable[str]:
    kind, _, name = node.partition(":")
    if kind == "pack":
        party = shared.known.parties[name]
        for other in (party.member_of, party.media_of, *(r.of for r in party.roles)):
            if other:
                yield f"pack:{other}"
    if kind == "army":
        yield shared.known.of_state(name)
    parent = _parent(node, shared)
    if parent:
        yield parent
    for held in shared.people.held.get(node, ()):
        yield held.of


def _parent(node: str, shared: Shared) -> str | None:
    """The body that another one is part of: missions of the United Nations, councils of unions."""
    if node.startswith("name:united nations "):
        return shared.known.name("United Nations")
    if not node.startswith("body:"):
        return None
    names = {b.id: b.name for b in shared.known.world.bodies}
    own = names[node[5:]]
    above = [i for i, n in names.items() if own != n and (f" {n} " in f" {own} ")]
    return f"body:{max(above, key=lambda i: (len(names[i]), i))}" if above else None


def _id(node: str, name: str) -> PartyId:
    kind, _, rest = node.partition(":")
    return PartyId(fingerprint("party", "thing" if kind == "thing" else kind, rest if kind != "name" else key_of(name)))


def _name(node: str, forms: Mapping[str, Counter[str]], shared: Shared) -> str:
    kind, _, rest = node.partition(":")
    if kind == "pack":
        return shared.known.parties[rest].name
    if kind == "state":
        state = shared.known.world.of_code(rest)
        return state.name if state else rest
    if kind == "body":
        return shared.known.bodies[rest].name
    if kind == "army":
        state = shared.known.world.of_code(rest)
        return f"{state.name} armed forces" if state else "armed forces"
    seen = forms.get(node, Counter())
    region = shared.known.world.places(rest) if kind == "name" else ()
    if region and shared.types.get(node) is PartyType.GOVERNMENT:
        return f"{region[0].name} authorities"
    if kind == "thing" or not seen:
        return rest
    exact = [f for f in seen if key_of(f) == rest]
    if exact:
        return max(sorted(exact), key=lambda f: (not f.isupper(), seen[f]))
    proper = [f for f in seen if f[:1].isupper() or any(c.isupper() for c in f)] or list(seen)
    long = [f for f in proper if not (f.isupper() and " " not in f)] or proper
    whole = [f for f in long if key_of(f).split()[-1:] == rest.split()[-1:]] or long
    return max(sorted(whole), key=lambda f: (min(len(f.split()), 8), seen[f], len(f)))


def _party(
    node: str, name: str, ids: Mapping[str, PartyId], forms: Mapping[str, Counter[str]], shared: Shared
) -> Party:
    kind, _, rest = node.partition(":")
    given = shared.known.parties.get(rest) if kind == "pack" else None
    aliases = set(forms.get(node, ())) | set(_given_aliases(node, shared))
    body = shared.people.body(node)
    member = ids.get(body) if body and body != node else None
    if given and (above := given.member_of or given.media_of):
        member = ids[f"pack:{above}"]
    if kind == "army":
        member = ids[shared.known.of_state(rest)]
    if kind in ("body", "name") and member is None:
        parent = _parent(node, shared)
        member = ids[parent] if parent else None
    return Party(
        id=ids[node],
        name=name,
        type=shared.types.get(node) or fixed_type(node, shared.known) or PartyType.ORGANISATION,
        aliases=tuple(sorted(aliases - {name})),
        country=_country(node, shared),
        member_of=member,
        roles=_roles(node, ids, shared),
        regimes=given.regimes if given else (),
    )


def _given_aliases(node: str, shared: Shared) -> Iterable[str]:
    kind, _, rest = node.partition(":")
    known = shared.known
    if kind == "pack":
        party = known.parties[rest]
        yield from (*party.aliases, *party.descriptions)
        if party.type is PartyType.GOVERNMENT and party.country and known.governments.get(party.country) == rest:
            kind, rest = "state", party.country
    if kind == "state":
        state = known.world.of_code(rest)
        if state:
            yield from (*state.names, *state.adjectives, *state.capitals, *state.seats)
            yield f"Government of {state.name}"
            yield f"{state.name} government"
    elif kind == "name":
        yield from (town.name for town in known.world.places(rest))
    elif kind == "body":
        yield from known.bodies[rest].names
    elif kind == "army":
        state = known.world.of_code(rest)
        if state and state.adjectives:
            yield from (f"{state.adjectives[0]} army", f"{state.name}'s army", f"{state.adjectives[0]} Armed Forces")


def _country(node: str, shared: Shared) -> str | None:
    kind, _, rest = node.partition(":")
    if kind in ("state", "army"):
        return rest
    if kind == "pack":
        return shared.known.parties[rest].country
    body = shared.people.body(node)
    return _country(body, shared) if body and body != node and body.startswith(("state:", "army:", "pack:")) else None


def _roles(node: str, ids: Mapping[str, PartyId], shared: Shared) -> tuple[Role, ...]:
    kind, _, rest = node.partition(":")
    if kind == "pack" and shared.known.parties[rest].roles:
        return tuple(Role(r.role, ids[f"pack:{r.of}"], r.since, r.until) for r in shared.known.parties[rest].roles)
    spans: dict[tuple[str, str], list[Edtf | None]] = defaultdict(list)
    past: dict[tuple[str, str], list[Edtf | None]] = defaultdict(list)
    for held in shared.people.held.get(node, ()):
        (past if held.past else spans)[(held.role, held.of)].append(held.on)
    found = []
    for role, of in sorted(set(spans) | set(past)):
        since = min((d for d in spans[(role, of)] if d), key=first_day, default=None)
        until = min((d for d in past[(role, of)] if d), key=first_day, default=None)
        if since and until and first_day(until) <= first_day(since):
            until = None
        found.append(Role(role, ids[of], None, until) if since is None else Role(role, ids[of], since, until))
    return tuple(sorted(set(found), key=lambda r: (r.role, r.of)))
