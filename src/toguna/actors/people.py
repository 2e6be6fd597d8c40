"""Whom persons speak for: offices and functions that the text gives them, dated by the document that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from toguna.actors.held import People
from toguna.actors.known import Known
from toguna.actors.names import Joined, key_of
from toguna.actors.nouns import Noun, noun_of, offices, posts
from toguna.kinds.document import Document
from toguna.kinds.edtf import first_day, last_day
from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.reading import Mention, MentionKind, Reading
from toguna.kinds.vocabulary import PartyType

_PAST = frozenset("former ex late ousted deposed retired onetime erstwhile".split())


_THEN = re.compile(r"\b(?:then|ex)[- ]")

_STOP = re.compile(r"[.,;:()\n\"“”]")

_RANKS = frozenset("general colonel officer soldier policeman major captain brigadier marshal admiral".split())
"""Ranks: they say that somebody is a soldier, never whose."""


def people(
    documents: Iterable[Document],
    readings: Mapping[DocumentId, Reading],
    nodes: Mapping[DocumentId, list[str | None]],
    joined: Joined,
    known: Known,
    main: str | None,
    army: str | None = None,
    types: Mapping[str, PartyType] | None = None,
) -> People:
    """All functions that the documents give to named persons, and those that everybody knows.

    army   the node of the main country's army when it is a party of its own: its chief speaks for it
    """
    found = People()
    documents = tuple(documents)
    dates = sorted((d.published for d in documents if d.published), key=first_day)
    middle = dates[len(dates) // 2] if dates else None
    for document in documents:
        reading = readings.get(document.path)
        if reading is None:
            continue
        here = nodes[document.path]
        for i, mention in enumerate(reading.mentions):
            if mention.kind is MentionKind.PERSON and here[i]:
                _of_pack(document.published or middle, joined.root(str(here[i])), known, joined, found)
                _of_mention(document, reading, i, here, joined, known, (main, army), found)
                _of_group(document, reading, i, here, joined, types or {}, found)
                _of_world(document, mention, str(here[i]), here, joined, known, found)
    found.settle()
    return found


def _of_world(
    document: Document,
    mention: Mention,
    node: str,
    here: list[str | None],
    joined: Joined,
    known: Known,
    found: People,
) -> None:
    """The office of a head of state or of a body that everybody knows, while he held it."""
    person = joined.root(node)
    if not person.startswith("person:"):
        return
    for leader in known.leaders(person.split(":", 1)[1], document.published, mention.role):
        of = joined.root(known.of_leader(leader))
        if " " not in person and of not in here:
            continue
        if leader.until and document.published is None and not mention.role:
            continue
        past = bool(leader.until and document.published and first_day(document.published) > last_day(leader.until))
        role = noun_of(leader.role)
        found.add(person, role.noun if role else leader.role, of, document.published, past, 1)


def _of_pack(on: Edtf | None, person: str, known: Known, joined: Joined, found: People) -> None:
    """The functions that the pack gives and the day leaves open.

    on   the document's date, for an undated one a middle date of the process
    """
    party = known.parties.get(person[5:]) if person.startswith("pack:") else None
    if party is None or party.type is not PartyType.PERSON:
        return
    if party.member_of:
        found.add(person, "member", joined.root(f"pack:{party.member_of}"), on, False, 3)
        return
    for given in party.roles:
        noun = noun_of(given.role)
        early = bool(on and given.since and first_day(on) < first_day(given.since))
        late = bool(on and given.until and first_day(on) > last_day(given.until))
        if noun is not None and not early and (noun.noun in posts() or noun.noun in offices()):
            found.add(person, noun.noun, joined.root(f"pack:{given.of}"), on, late, 3)


def _of_mention(
    document: Document,
    reading: Reading,
    i: int,
    here: list[str | None],
    joined: Joined,
    known: Known,
    state: tuple[str | None, str | None],
    found: People,
) -> None:
    mention, node = reading.mentions[i], here[i]
    assert node is not None
    person = joined.root(node)
    for role, of, sure in _functions(document, reading, i, here, known, state[0]):
        noun = _noun(role)
        past = bool(_PAST & set(_whole_role(document, mention, role).lower().replace("-", " ").split()))
        if noun and offices().get(noun.noun) == "army" and of == state[0] and state[1]:
            of = state[1]
        found.add(person, noun.noun if noun else role.lower(), joined.root(of), document.published, past, sure)
    follow = reading.mentions[i + 1] if i + 1 < len(reading.mentions) else None
    if follow is not None and follow.kind in (MentionKind.GROUP, MentionKind.ORGANISATION) and here[i + 1]:
        if document.text[mention.at.end : follow.at.start] in ("'s ", "’s "):
            found.add(person, "member", joined.root(str(here[i + 1])), document.published)
    if mention.role is None and mention.of is not None and here[mention.of]:
        found.add(person, "member", joined.root(str(here[mention.of])), document.published)


def _of_group(
    document: Document,
    reading: Reading,
    i: int,
    here: list[str | None],
    joined: Joined,
    types: Mapping[str, PartyType],
    found: People,
) -> None:
    """`the group's spokesman X`, `rebel leader Y`: of the armed group or body that was named last before."""
    mention = reading.mentions[i]
    noun = _noun(mention.role or "")
    if noun is None or noun.noun.split()[-1] not in posts():
        return
    owner = reading.mentions[mention.of] if mention.of is not None else None
    whose = noun_of(owner.name) if owner is not None and owner.kind is MentionKind.DESCRIPTION else None
    rebel = _REBELS & set(_whole_role(document, mention, mention.role or "").split())
    sort = whose.sort if whose else "armed-group" if rebel else ""
    wanted = {"armed-group": _GROUPS if whose else _ARMED, "organisation": _BODIES}.get(sort)
    if wanted is None or (owner is not None and whose is None):
        return
    for j in range(i - 1, max(-1, i - 60), -1):
        node = here[j]
        root = joined.root(node) if node else None
        if root and types.get(root) in wanted and j != mention.of:
            found.add(joined.root(str(here[i])), noun.noun, root, document.published, False, 1)
            return
    if sort == "armed-group" and whose is None:
        found.add(joined.root(str(here[i])), noun.noun, "thing:rebels", document.published, False, 0)


_REBELS = frozenset("rebel insurgent guerrilla separatist jihadist militant militia".split())
_ARMED = frozenset({PartyType.ARMED_GROUP})
_GROUPS = frozenset({PartyType.ARMED_GROUP, PartyType.ORGANISATION})
_BODIES = frozenset({PartyType.ARMED_GROUP, PartyType.ORGANISATION, PartyType.INTERNATIONAL})


def _noun(role: str) -> Noun | None:
    """The noun of a role, `then-` and `ex-` taken off."""
    return noun_of(_THEN.sub("", role))


def _whole_role(document: Document, mention: Mention, role: str) -> str:
    """The role with the few words before it, as far as they stand in the same phrase: `former` in `former X leader`."""
    before = document.text[max(0, mention.at.start - 80) : mention.at.start]
    at = before.lower().rfind(role.lower()) if mention.role else -1
    if at < 0:
        return role
    phrase = _STOP.split(before[:at])[-1].split()
    return " ".join((*phrase[-4:], role))


def _functions(
    document: Document, reading: Reading, i: int, here: list[str | None], known: Known, main: str | None
) -> Iterable[tuple[str, str, int]]:
    mention = reading.mentions[i]
    for other in (mention, *_apposed(reading, i)):
        if not other.role and other.kind is not MentionKind.DESCRIPTION:
            continue
        role = other.name if other.kind is MentionKind.DESCRIPTION else str(other.role)
        whole = _whole_role(document, other, role) if other is mention else role
        of, sure = _owner(other, reading, here, known, role, None if set(whole.lower().split()) & _LOWER else main)
        if of and _may_speak(role, of, known):
            yield (other.name if other.kind is MentionKind.DESCRIPTION else other.role or role), of, sure


def _may_speak(role: str, of: str, known: Known) -> bool:
    """A state is spoken for by those who hold a post there; a Kenyan farmer only comes from Kenya."""
    noun = _noun(role)
    if not (of.startswith("state:") or of.removeprefix("pack:") in known.governments.values()):
        return True
    return noun is not None and (noun.noun in offices() or noun.noun in posts())


def _apposed(reading: Reading, i: int) -> Iterable[Mention]:
    for k in (i - 1, i + 1, i - 2, i + 2):
        if 0 <= k < len(reading.mentions):
            other = reading.mentions[k]
            linked = other.same_as == i or reading.mentions[i].same_as == k
            if other.kind is MentionKind.DESCRIPTION and linked and not other.plural:
                yield other


def _owner(
    mention: Mention, reading: Reading, here: list[str | None], known: Known, role: str, main: str | None
) -> tuple[str | None, int]:
    """Whose function it is, and whether the text says so."""
    if mention.of is not None:
        owner = reading.mentions[mention.of]
        if here[mention.of]:
            return here[mention.of], 2
        if owner.kind is MentionKind.PLACE:
            return _of_place(owner, here, known), 2
        if owner.kind is MentionKind.PRONOUN:
            return _body_before(reading, mention.of, here), 2
        noun = noun_of(owner.name)
        if noun and noun.sort in ("government", "army"):
            return known.state_inside(owner.name) or main, 2
    inside = known.inside(role)
    if inside:
        return inside[0][2], 2
    noun = _noun(role)
    if noun is None:
        return None, 0
    alone = known.ministries.get(noun.noun) or known.ministries.get(role.lower().strip())
    if alone:
        return known.of_state(alone), 2
    plain = noun.noun in offices() and noun.noun not in _RANKS
    return (main, 0) if plain and main in here and mention.of is None else (None, 0)


_LOWER = frozenset("regional provincial state local rebel party".split())
"""Offices below or beside the state: a regional president speaks for no government of the state."""


def _of_place(place: Mention, here: list[str | None], known: Known) -> str | None:
    """A state, or a region that some document treats as a party."""
    named = known.name(place.name)
    region = f"name:{key_of(place.name)}"
    return named or (region if known.world.places(place.name) else None)


def _body_before(reading: Reading, at: int, here: list[str | None]) -> str | None:
    """`its mediator`: the body named last before it in the sentence, a state only when no body is."""
    pronoun = reading.mentions[at]
    if pronoun.name.lower().split()[0] not in ("its", "their"):
        return None
    row = [j for j in range(max(0, at - 20), at) if reading.mentions[j].sentence == pronoun.sentence and here[j]]
    for kinds in ((MentionKind.ORGANISATION, MentionKind.GROUP), (MentionKind.NATION,)):
        found = [here[j] for j in row if reading.mentions[j].kind in kinds]
        if found:
            return found[-1]
    return None
