"""Whose it is: organs, armies and forces, and names inside a description."""

from __future__ import annotations

from abc import abstractmethod

from toguna.actors.names import OF_PLACE, key_of
from toguna.actors.nearness import Ground
from toguna.actors.nouns import Noun, noun_of
from toguna.kinds.reading import Mention, MentionKind
from toguna.kinds.vocabulary import PartyType

_PLAIN = frozenset("islamist islamic muslim jihadist western african all both some many several the most other".split())

_COUNTRIES = frozenset("country kingdom nation republic emirate state".split())


_ORDINARY = frozenset("government national regional local military security northern southern eastern central".split())

_WITH_FORCES = (
    MentionKind.PRONOUN,
    MentionKind.NATION,
    MentionKind.ORGANISATION,
    MentionKind.GROUP,
    MentionKind.DESCRIPTION,
)

_NEAR = 12
"""Sentences around `foreign forces` in which those forces are named."""


class Owners(Ground):
    """Descriptions by the one who owns them."""

    def _of_place(self, place: Mention) -> tuple[str, ...]:
        """Those who rule a place: a state's government, or the party that acts under a region's name."""
        state = self.shared.known.name(place.name)
        if state and state.split(":")[0] in ("state", "pack"):
            return (state,)
        region = self.shared.joined.root(f"name:{key_of(place.name)}")
        return (region,) if region in self.shared.types else ()

    def _best_inside(self, inside: list[str]) -> str:
        bodies = [n for n in inside if not n.startswith(("state:", "pack:gov-"))]
        return bodies[-1] if bodies else inside[0]

    def _names_inside(self, noun: Noun) -> list[str]:
        """Names that the process knows among the words before the head: `HCI` in `senior HCI official`."""
        found = [n for _, _, n in self.shared.known.inside(noun.text) if not n.startswith(("state:", "pack:gov-"))]
        for word in noun.text.split():
            if word[0].isupper():
                key = key_of(word)
                for node in (
                    self.shared.acronyms.get(key, ""),
                    f"name:{key}",
                    f"name:{key}s",
                    f"person:{key}",
                    f"person:{key}s",
                ):
                    root = self.shared.joined.root(node)
                    if root in self.shared.types:
                        found.append(root)
                        break
        return found

    def _owned_by(self, i: int, noun: Noun) -> tuple[str, ...]:
        """Whose it is: the mention it belongs to, a name inside it, or a described body inside it."""
        mention = self.mentions[i]
        if noun.before and noun.before[0].removesuffix("'s") in _COUNTRIES and "'s" in "".join(noun.before[:2]):
            return self._nearest(i, lambda j, n: self.mentions[j].kind is MentionKind.NATION) or self._main()
        if mention.of is not None:
            owner = self.mentions[mention.of]
            if owner.kind is MentionKind.PLACE:
                return self._of_place(owner)
            return self.mean(mention.of)
        inside = [node for _, _, node in self.shared.known.inside(noun.text)] + self._names_inside(noun)
        return (self._best_inside(inside),) if inside else ()

    def _inner(self, noun: Noun) -> Noun | None:
        """The noun before the head: `army` in `senior army officer`."""
        return noun_of(noun.text) if noun.text else None

    def _body_of(self, owner: tuple[str, ...]) -> tuple[str, ...]:
        """`Kiir's government`: a person's organs are those of the body for which he speaks."""
        if self._type(owner[0]) is not PartyType.PERSON:
            return owner
        body = self.shared.people.body(owner[0])
        return (body,) if body else self._main() or owner

    def _with_names(self, noun: Noun) -> str | None:
        """The words with a capital before the head that no state has, and the head: `Tuareg rebels`; else None."""
        text = noun.text
        for start, end, _ in reversed(self.shared.known.inside(text)):
            text = text[:start] + text[end:]
        big = [
            w
            for w in text.split()
            if w[0].isupper() and w.lower() not in _PLAIN and "-" not in w and w != noun.text[:1]
        ]
        big = [w for w in big if not noun.text.startswith(w) or len(w) > 3]
        return " ".join((*big, noun.many)) if big else None

    def _thing(self, noun: Noun, name: str | None = None) -> tuple[str, ...]:
        return (f"thing:{name or noun.many}",)

    def _known_phrase(self, words: str) -> str | None:
        return self.shared.known.name(words) if any(c.isupper() for c in words) or " bloc" in words else None

    def _organ(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        owner = self._owned_by(i, noun)
        if owner:
            return self._body_of(owner)
        region = self._region_inside(noun)
        if region:
            return region
        if set(noun.before) & {"regional", "local", "provincial"}:
            regions = self._nearest(
                i, lambda j, n: self.mentions[j].kind is MentionKind.NATION and n[:5] == "name:", 40
            )
            return regions or self._thing(noun, " ".join((*noun.before[-1:], noun.noun)))
        if noun.noun == "administration" and not set(noun.before) - {"senior", "the", "his", "her", "top"}:
            head = self._nearest(i, lambda j, n: self._type(n) is PartyType.PERSON and self._presides(n))
            if head:
                return self._body_of(head)
        if noun.noun == "leadership" and not noun.before:
            return self._nearest(i, self._is_body) or self._main()
        return self._main() or self._thing(noun)

    def _region_inside(self, noun: Noun) -> tuple[str, ...]:
        """`Tigrayan forces`: those who rule or fight for a region, never the state that it lies in."""
        for word in noun.text.split():
            if not word[:1].isupper() or word.lower() in _PLAIN | _ORDINARY or noun_of(word) is not None:
                continue
            key = key_of(word)
            for base in (key, *(key.removesuffix(end) for end in OF_PLACE if key.endswith(end))):
                if len(base) > 3 and self.shared.known.world.places(base):
                    root = self.shared.joined.root(f"name:{base}")
                    return (root,) if root in self.shared.types else self._thing(noun, f"{word} {noun.many}")
        return ()

    def _foreign(self, i: int) -> tuple[str, ...]:
        """`foreign forces`: those of other states and of missions of which the report speaks."""
        found: dict[str, int] = {}
        for j, mention in enumerate(self.mentions):
            noun = noun_of(mention.name) if mention.kind in _WITH_FORCES else None
            if noun is None or noun.sort != "army" or abs(mention.sentence - self.mentions[i].sentence) > _NEAR:
                continue
            for node in self.mean(j) if j != i and self.means[j] != () else ():
                abroad = self._type(node) is PartyType.INTERNATIONAL or node.startswith(("state:", "pack:gov-"))
                if abroad and node not in (self.shared.main, self.shared.army):
                    found[node] = found.get(node, 0) + 1
        return tuple(sorted(found))

    def _presides(self, node: str) -> bool:
        """Heads a government, as far as the process knows."""
        return any(
            not h.past and h.role in ("president", "prime minister") for h in self.shared.people.held.get(node, ())
        )

    @abstractmethod
    def _group(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        """The armed group that a description means."""

    def _army(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        owner = self._owned_by(i, noun)
        if owner:
            return self._body_of(owner) if mention.kind is not MentionKind.PRONOUN else owner
        if noun.noun in ("peacekeepers", "blue helmets", "peacekeeping force", "peacekeeping mission"):
            return self._nearest(i, lambda j, n: self._type(n) is PartyType.INTERNATIONAL) or self._thing(noun)
        if set(noun.before) & {"foreign", "international"}:
            return self._foreign(i)
        region = self._region_inside(noun)
        if region:
            return region
        inside, inner = self._names_inside(noun), self._inner(noun)
        if inside:
            return (inside[-1],)
        if inner is not None and inner.sort == "armed-group":
            return self._group(i, mention, Noun(inner.noun, inner.many, inner.sort, inner.before, inner.text))
        if noun.noun in ("force", "forces") and not noun.before and self._is_definite(mention):
            return self._nearest(i, lambda j, n: self._type(n) in (PartyType.ARMED_GROUP, PartyType.INTERNATIONAL))
        if not _plural_force(noun) and self.shared.army:
            return (self.shared.army,)
        return self._main() or self._thing(noun)


def _plural_force(noun: Noun) -> bool:
    return noun.noun not in ("army", "military", "armed forces", "air force", "navy")
