"""Descriptions to nodes: the nearest party that fits the noun, else the description itself.

What fits is decided by number, by what sort of party the noun means and by whose it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from toguna.actors.nouns import Noun, noun_of, offices, own_nouns, posts
from toguna.actors.owners import Owners
from toguna.actors.types import MEDIA_NOUNS
from toguna.kinds.reading import Mention, MentionKind
from toguna.kinds.vocabulary import PartyType

_THEIRS = frozenset(
    "expert observer worker prisoner detainee captive inmate member supporter follower sympathiser recruit".split()
)
"""People who stand for the group that they are named after: `JNIM prisoners`."""

_OFFICIALS = frozenset("official negotiator delegate representative".split())

_GENERIC = frozenset("federal government state administration senior top junior security defence defense local".split())

_NAMED_AFTER = frozenset("alliance coalition front network wing".split())
"""Nouns that mean a body only when its name has them: `the coalition` is no other group."""

_KINDS = frozenset("magazine newspaper daily broadcaster agency group party organisation organization movement".split())
"""Nouns that only say what the name before them is: `Radio X broadcaster`."""

_SENT = frozenset("delegation team panel negotiating team negotiating panel".split()) | {
    "negotiating team",
    "negotiating panel",
    "peace panel",
}
"""Those who were sent by somebody, and are nobody without him."""

_NOBODY = frozenset("man woman boy girl".split())

_BOTH = frozenset("both two all the warring opposing rival conflicting other".split())


_ANYBODY = frozenset("person source".split())
"""Nouns that say nothing of who it is."""


class Descriptions(Owners):
    """Descriptions by the sort of their noun."""

    def _description(self, i: int) -> tuple[str, ...]:
        mention = self.mentions[i]
        given = self.shared.known.description(mention.name) or self._known_phrase(mention.name)
        if given:
            return self._of_family(i, given) if mention.plural else (given,)
        if mention.same_as is not None:
            same = self.mean(mention.same_as)
            if same:
                return same
        noun = noun_of(mention.name)
        if noun is None:
            return ()
        makers = {
            "government": self._organ,
            "army": self._army,
            "armed-group": self._group,
            "organisation": self._body,
            "sides": self._sides,
            "relation": self._relation,
            "population": self._population,
            "person": self._person,
        }
        return makers[noun.sort](i, mention, noun)

    def _of_family(self, i: int, given: str) -> tuple[str, ...]:
        """People whom the pack knows by a description: the party of their movement that the passage names last."""
        family = self.shared.known.family(given)
        return self._nearest(i, lambda j, n: self.named[j] == n and n in family) or (given,)

    def _group(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        linked = self._linked(mention)
        if linked:
            return linked
        if mention.of is not None and noun.noun in ("group", "movement", "front", "faction", "force", "alliance"):
            owner = self.mean(mention.of)
            if len(owner) == 1 and self._type(owner[0]) is PartyType.PERSON:
                body = self.shared.people.body(owner[0])
                return (body,) if body else owner
        inside = self._names_inside(noun)
        inner = self._inner(noun)
        if inside and noun.noun not in ("affiliate", "offshoot", "faction", "wing", "splinter"):
            return (inside[-1],)
        if noun.sort == "armed-group" and inner is not None and inner.sort in ("government", "army"):
            return self._main()
        if self._is_definite(mention) and not self._is_many(mention):
            named = self._nearest(
                i, lambda j, n: noun.noun in self.mentions[j].name.lower().split() and self._is_body(j, n), 40
            )
            if named and not mention.plural:
                return named
            same = self._same_noun(i, noun)
            if same:
                return same
            if noun.noun in _NAMED_AFTER:
                return self._thing(noun, self._with_names(noun))
            armed = noun.noun not in ("group", "alliance", "coalition", "movement", "network", "front", "force")
            fits = self._is_armed if armed else self._is_body
            found = self._nearest(i, fits, reach=40)
            if found:
                return found
        name = self._with_names(noun)
        if noun.noun in ("fighter", "combatant") and name is None:
            return self._nearest(i, self._is_armed) or self._thing(noun)
        return self._thing(noun, name)

    def _same_noun(self, i: int, noun: Noun) -> tuple[str, ...]:
        """The last armed group that was called by the same noun: `militants` ... `the militants`."""
        word = noun.noun.split()[0]
        earlier = self._called().get(word, [])
        at = bisect_left(earlier, i)
        if at and noun.noun not in ("group", "force") and self.mean(earlier[at - 1]):
            return self.mean(earlier[at - 1])
        return self._most_named() if noun.noun not in ("group", "movement", "force", "faction") else ()

    def _called(self) -> dict[str, list[int]]:
        """First word of an armed group's noun -> the descriptions that have it."""
        if not self.last_called:
            for j, other in enumerate(self.mentions):
                head = noun_of(other.name) if other.kind is MentionKind.DESCRIPTION else None
                if head is not None and head.sort == "armed-group":
                    self.last_called.setdefault(head.noun.split()[0], []).append(j)
        return self.last_called

    def _most_named(self) -> tuple[str, ...]:
        """The armed group that this document names most, when it names one at least twice."""
        return self.armed[:1] if self.armed and self.local[self.armed[0]] > 1 else ()

    def _is_many(self, mention: Mention) -> bool:
        """`the armed groups`, `the 14 groups`: several at once."""
        noun = noun_of(mention.name)
        return mention.plural and noun is not None and noun.noun.endswith(("group", "faction", "alliance", "movement"))

    def _linked(self, mention: Mention) -> tuple[str, ...]:
        """A group known only by whom it is linked to, when this document gives that group's name."""
        links = [w.lower() for w in mention.name.split() if "-linked" in w.lower() or "-affiliated" in w.lower()]
        for link in links:
            node = self.shared.links.get(f"{self.document.path}\t{link}")
            return (node,) if node else (f"thing:{mention.name.lower()}",)
        return ()

    def _body(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        if noun.noun == "party" and mention.plural and set(noun.before) <= _BOTH:
            return self._two_sides()
        if noun.noun in MEDIA_NOUNS:
            return self._nearest(i, lambda j, n: self._type(n) is PartyType.MEDIA, 8)
        inner = self._inner(noun)
        owner = self._owned_by(i, noun)
        if not owner and inner is None and noun.noun in _SENT:
            return self._two_sides() if mention.plural else self._sent_before(i, noun)
        if owner and (noun.noun in own_nouns() or mention.of is not None):
            return self._body_of(owner) if mention.of is not None and noun.noun in ("party", "movement") else owner
        if owner and noun.noun in _KINDS and noun.text.split()[-1][0].isupper():
            return owner
        if inner is not None and noun.noun in own_nouns() and inner.sort in ("government", "army"):
            return self._organ(i, mention, inner) if inner.sort == "government" else self._army(i, mention, inner)
        led = re.match(r" (?:led|headed|chaired) by ", self.document.text[mention.at.end : mention.at.end + 12])
        if led and not owner and i + 1 < len(self.mentions) and self.mentions[i + 1].at.start - mention.at.end < 60:
            head = self.named[i + 1]
            body = self.shared.people.body(head) if head else None
            if body:
                return (body,)
        if self._is_definite(mention) and not mention.plural and not owner:

            def fits(j: int, node: str) -> bool:
                named = self.mentions[j].name.lower()
                if node.startswith("thing:") or self._type(node) is PartyType.MEDIA:
                    return False
                if noun.noun == "bloc" and noun.noun not in named:
                    return self._type(node) is PartyType.INTERNATIONAL
                return self._is_body(j, node) and (noun.noun in named or noun.noun in ("body", "organisation"))

            found = self._nearest(i, fits, reach=40)
            if found:
                return found
        if owner and owner[0] == self.shared.main:
            return self._thing(noun, noun.noun)
        whose = owner and owner[0] not in (self.shared.main, None)
        before = [w for w in noun.before if w not in ("'s", "own", "main", "whole", "entire")]
        return self._thing(noun, " ".join((*before, noun.noun)) if whose or before else noun.noun)

    def _sent_before(self, i: int, noun: Noun) -> tuple[str, ...]:
        """`the team`: that of the last one who was said to have one; nobody when none was."""
        for j in range(i - 1, -1, -1):
            other = noun_of(self.mentions[j].name)
            if other is not None and other.noun == noun.noun and self.means[j]:
                return self.mean(j)
        return ()

    def _sides(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        first = mention.name.lower().split()[0]
        whole = noun.noun in ("side", "sides", "parties", "warring parties", "camp") and mention.plural
        if noun.noun in ("side", "party") and first in ("each", "either", "neither"):
            return self._two_sides()
        if whole and (first in ("both", "two", "warring", "sides", "parties", "opposing") or noun.noun != "camp"):
            return self._two_sides()
        owner = self._owned_by(i, noun)
        if owner:
            return owner
        if noun.noun in ("country", "nation", "state") and self._is_definite(mention) and not mention.plural:
            return self._nearest(i, lambda j, n: self.mentions[j].kind is MentionKind.NATION)
        return self._thing(noun) if noun.noun in ("participants", "guarantor", "powers") else ()

    def _relation(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        owner = self._owned_by(i, noun)
        two = self._two_sides()
        if mention.plural and noun.noun in ("foe", "rival", "enemy", "adversary", "belligerent") and mention.of is None:
            return two or self._thing(noun)
        if (
            owner
            and len(two) == 2
            and owner[0] in two
            and noun.noun in ("foe", "enemy", "rival", "opponent", "adversary")
        ):
            return (two[1] if owner[0] == two[0] else two[0],)
        return self._thing(noun)

    def _population(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        if noun.noun in ("man", "woman") and set(noun.before) & {"both", "two"}:
            return self._both(i)
        inside = self._names_inside(noun)
        if inside and noun.noun in _THEIRS:
            return (inside[-1],)
        if noun.noun in _NOBODY and not mention.anonymous and i not in self.speaks:
            return ()
        return self._thing(noun, self._with_names(noun) if inside else None)

    def _person(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        people, on = self.shared.people, self.document.published
        if noun.noun in ("soldier", "officer") and set(noun.before) & {"foreign", "international"}:
            return self._foreign(i)
        if mention.plural and set(noun.before) <= {"both", "two", "the"} and set(noun.before) & {"both", "two"}:
            return self._both(i)
        definite = (self._is_definite(mention) or mention.of is not None) and not mention.plural
        owner = self._owned_by(i, noun)
        inner = self._inner(noun)
        if not owner and inner is not None and inner.sort in ("government", "army"):
            owner = self._organ(i, mention, inner) if inner.sort == "government" else self._army(i, mention, inner)
        if not owner and inner is not None and inner.sort == "armed-group" and definite:
            owner = self._nearest(i, self._is_armed, reach=40)
        if owner and not (self._speaks_for(noun, owner[0]) and self._may_be_bound(mention, noun)):
            return self._thing(noun)
        if owner and owner[0] == self.shared.main and self.shared.army and offices().get(noun.noun) == "army":
            owner = (self.shared.army,)
        if owner and definite:
            holder = people.holder(owner[0], noun.noun, on)
            return (holder,) if holder else owner
        if owner:
            return owner
        if noun.noun == "head" and re.match(r" of (?:the )?delegations?\b", self._after(mention)):
            return self._two_sides() if mention.plural else ()
        if (
            noun.noun in ("head", "leader", "head of state")
            and mention.plural
            and not owner
            and self._of_states(mention, noun)
        ):
            return self._nearest(i, lambda j, n: self._type(n) is PartyType.INTERNATIONAL, 40) or self._thing(noun)
        if noun.noun in _ANYBODY and (definite or self._again(mention)):
            return self._last_unnamed(i) or self._thing(noun)
        if definite or self._again(mention):
            found = self._nearest(i, lambda j, n: self._held(n, noun.noun) or self._same_head(j, noun), reach=60)
            if found:
                return found
        if noun.noun in ("commander", "chieftain", "warlord", "strongman") and not office_of(noun):
            found = self._nearest(i, self._is_armed, reach=60) or self._adversary()
            if found:
                return found
        if noun.noun in _OFFICIALS and set(noun.before) <= _GENERIC | {"another", "one", "two", "three", "some"}:
            return self._main() or self._thing(noun)
        office = offices().get(noun.noun)
        if office and definite and self.shared.main:
            holder = people.holder(self.shared.main, noun.noun, on)
            if holder:
                return (holder,)
        if definite and not office:
            here = mention.sentence

            def fits(j: int, n: str) -> bool:
                other = self.mentions[j]
                return other.sentence < here and not other.plural and self._is_he(j, n)

            found = self._nearest(i, fits, 4)
            if found and noun.noun in (
                "officer",
                "official",
                "spokesman",
                "leader",
                "chief",
                "envoy",
                "general",
                "cleric",
            ):
                return found
        if office:
            return self._army(i, mention, Noun("army", "armies", "army", (), "")) if office == "army" else self._main()
        return self._thing(noun)

    def _may_be_bound(self, mention: Mention, noun: Noun) -> bool:
        """A member of parliament speaks for nobody else."""
        of = noun_of(self.mentions[mention.of].name) if mention.of is not None else None
        return noun.noun != "member" or of is None or of.noun != "parliament"

    def _after(self, mention: Mention) -> str:
        return self.document.text[mention.at.end : mention.at.end + 30]

    def _of_states(self, mention: Mention, noun: Noun) -> bool:
        """`the heads of state`, `regional leaders`: those who make up a body of states."""
        after = self._after(mention)[:12]
        words = mention.name.lower() + after.lower()
        return words.startswith(("heads of state", "heads of govern")) or "regional" in noun.before

    def _speaks_for(self, noun: Noun, owner: str) -> bool:
        """A state is spoken for by those who hold a post there: not by a Malian researcher."""
        state = owner.startswith("state:") or owner.removeprefix("pack:") in self.shared.known.governments.values()
        return not state or noun.noun in offices() or noun.noun in posts()

    def _again(self, mention: Mention) -> bool:
        return mention.name.lower().startswith("same ")

    def _last_unnamed(self, i: int) -> tuple[str, ...]:
        """`the same person`: the last who spoke without a name."""
        for j in range(i - 1, -1, -1):
            other = self.mentions[j]
            if j in self.speaks and other.kind is MentionKind.DESCRIPTION and not other.plural and self.mean(j):
                return self.mean(j)
        return ()

    def _same_head(self, j: int, noun: Noun) -> bool:
        other = self.mentions[j]
        if other.kind is not MentionKind.DESCRIPTION or other.plural:
            return False
        head = noun_of(other.name)
        return head is not None and head.noun == noun.noun

    def _held(self, node: str, role: str) -> bool:
        return any(h.role == role or role in h.role.split() for h in self.shared.people.held.get(node, ()))


def office_of(noun: Noun) -> str | None:
    """Whether the noun is an office of a state, and for whom its holder speaks."""
    return offices().get(noun.noun)
