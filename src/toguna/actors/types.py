"""What sort of party each node is, by pack, world, the words of its name and the company it keeps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from toguna.actors.known import Known
from toguna.actors.names import Joined
from toguna.actors.nouns import TYPES, noun_of
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId
from toguna.kinds.reading import Mention, MentionKind, Reading
from toguna.kinds.vocabulary import PartyType
from toguna.packs.language import language_pack

_DEEDS = frozenset(
    "attack attacks raid raids ambush ambushes offensive offensives commander commanders prisoner prisoners assault"
    " assaults stronghold strongholds insurgency rebellion gunmen hideout hideouts captivity".split()
)
"""What belongs to armed groups: `Taliban prisoners`, `an ELN ambush`."""


MEDIA_NOUNS = frozenset("newspaper daily magazine broadcaster".split()) | {
    "news agency",
    "radio station",
    "wire service",
}
"""Nouns of outlets: they carry words and are no party."""


@lru_cache(maxsize=1)
def _body_heads() -> dict[str, str]:
    return {row["word"].lower(): row["sort"] for row in language_pack("en").table("mention_body_heads")}


def fixed_type(node: str, known: Known) -> PartyType | None:
    """The type that pack or world give, or that the node itself says."""
    kind, _, name = node.partition(":")
    if kind == "pack":
        return known.parties[name].type
    if kind == "body":
        return known.bodies[name].type
    if kind in ("state", "army"):
        return PartyType.GOVERNMENT
    if kind == "person":
        return PartyType.PERSON
    if kind == "thing":
        noun = noun_of(name)
        if noun and noun.noun in MEDIA_NOUNS:
            return PartyType.MEDIA
        return TYPES[noun.sort] if noun else PartyType.POPULATION
    return None


def types(
    documents: Iterable[Document],
    readings: Mapping[DocumentId, Reading],
    nodes: Mapping[DocumentId, list[str | None]],
    joined: Joined,
    known: Known,
) -> dict[str, PartyType]:
    """The type of every root node among the names."""
    signs: dict[str, Counter[PartyType]] = defaultdict(Counter)
    roots: set[str] = set()
    for document in documents:
        reading = readings.get(document.path)
        for i, node in enumerate(nodes[document.path]):
            if node is None or reading is None:
                continue
            root = joined.root(node)
            roots.add(root)
            if root.startswith("name:"):
                signs[root].update(_signs(document, reading, i))
    found = {}
    for root in roots:
        best = _best(signs[root])
        found[root] = fixed_type(root, known) or best
    return found


def _best(signs: Counter[PartyType]) -> PartyType:
    """The type with most signs; a region's government only when nothing else is said of the name."""
    found: list[PartyType] = sorted(signs)
    other = [t for t in found if t is not PartyType.GOVERNMENT]
    return max(other or found, key=lambda t: signs[t], default=PartyType.ORGANISATION)


def _signs(document: Document, reading: Reading, i: int) -> Counter[PartyType]:
    mention = reading.mentions[i]
    signs: Counter[PartyType] = Counter()
    if mention.kind is MentionKind.GROUP:
        signs[PartyType.ARMED_GROUP] += 2
    signs[PartyType.GOVERNMENT if mention.kind is MentionKind.NATION else PartyType.ORGANISATION] += 1
    if mention.kind is MentionKind.NATION:
        return signs
    for word in mention.name.lower().split():
        if _body_heads().get(word) == "group":
            signs[PartyType.ARMED_GROUP] += 3
        elif _body_heads().get(word) == "organisation":
            signs[PartyType.ORGANISATION] += 3
    whole = mention.at.of(document.text)
    noun = noun_of(whole[: len(whole) - len(mention.name)].strip()) if whole.endswith(mention.name) else None
    own = noun_of(mention.name) if " " in mention.name and not mention.name.split()[-1][0].isupper() else None
    if own and own.noun in ("fighter", "rebel", "insurgent", "militant", "jihadist", "militia"):
        signs[PartyType.ARMED_GROUP] += 6
    for head, weight in ((noun, 6), (own, 4), *((noun_of(o.name), 6) for o in _apposed(reading, i))):
        if head and head.sort in ("armed-group", "organisation"):
            vague = head.noun in ("group", "coalition", "alliance", "movement", "front", "force")
            signs[TYPES[head.sort]] += 2 if vague else weight
    after = document.text[mention.at.end : mention.at.end + 30].lower().split()[:1]
    follow = noun_of(after[0].strip(".,;:")) if after else None
    if (follow and follow.sort == "armed-group") or (after and after[0].strip(".,;:") in _DEEDS):
        signs[PartyType.ARMED_GROUP] += 4
    before = document.text[max(0, mention.at.start - 40) : mention.at.start].lower()
    if before.rstrip().endswith(("-linked", "-affiliated", "-backed", "-allied")):
        signs[PartyType.ARMED_GROUP] += 4
    return signs


def _apposed(reading: Reading, i: int) -> Iterable[Mention]:
    for k in (i - 1, i + 1):
        if 0 <= k < len(reading.mentions):
            other = reading.mentions[k]
            if other.kind is MentionKind.DESCRIPTION and (other.same_as == i or reading.mentions[i].same_as == k):
                yield other
