"""Descriptions and pronouns of one document to nodes: the nearest party that fits, else the description itself.

What fits is decided by number, by what sort of party the noun means and by whose it is; nearness is counted in
sentences, and in a sentence its subject comes first. A pronoun that speaks never means somebody inside its own words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from toguna.actors.known import Known
from toguna.actors.names import Joined, key_of
from toguna.actors.nouns import Noun, noun_of, offices, own_nouns, pronoun_sorts
from toguna.actors.people import People
from toguna.actors.types import fixed_type
from toguna.kinds.document import Document
from toguna.kinds.reading import Attribution, Mention, MentionKind, Reading
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import PartyType, StatementMode

_BREAKS = re.compile(r"[,;:\"“”–—]| (?:that|who|which|whom|and|but|when|while|if|because|after|before|as) ")
_OF_WHERE = re.compile(r" (?:in|of) ")
_CLOSING = re.compile(r" (?:said|added|told|asked|says|stressed|wrote|warned|explained|insisted|concluded|noted)\b")
Fits = Callable[[int, str], bool]
_REACH = 6
"""How many sentences back a pronoun or a description looks."""

_THEIRS = frozenset(
    "expert observer worker prisoner detainee captive inmate member supporter follower sympathiser sympathizer recruit"
    .split()
)
"""People who stand for the group that they are named after: `JNIM prisoners`."""

_OFFICIALS = frozenset("official negotiator delegate representative".split())
_GENERIC = frozenset("federal government state administration senior top junior security defence defense local".split())

_MISSION_NOUNS = frozenset("peacekeepers mission peacekeeping peacekeeper".split()) | {
    "blue helmets", "peacekeeping mission", "peacekeeping force", "monitoring mission",
}
_PLAIN = frozenset("islamist islamic muslim jihadist western african all both some many several the most other".split())
_NAMED_AFTER = frozenset("alliance coalition front network wing".split())
"""Nouns that mean a body only when its name has them: `the coalition` is no other group."""

_KINDS = frozenset("magazine newspaper daily broadcaster agency group party organisation organization movement".split())
"""Nouns that only say what the name before them is: `Radio X broadcaster`."""

_COUNTRIES = frozenset("country kingdom nation republic emirate state".split())
_BOTH = frozenset("both two all the warring opposing rival conflicting other".split())
_DEFINITE = ("the", "this", "that", "these", "those", "both", "its", "their", "his", "her", "our")
_BODIES = (PartyType.ARMED_GROUP, PartyType.ORGANISATION, PartyType.INTERNATIONAL)


@dataclass(frozen=True, slots=True)
class Shared:
    """What is known over all documents of a process before descriptions are read.

    types     root node -> party type
    counts    root node -> how often it is named
    main      the node of the government of the country that the process is about, or None
    links     document and linkage -> the group that the document names with it
    acronyms  initials -> the one long name that has them
    adversary the armed group that the process names most, or None
    missions  the missions of the United Nations that the process names
    army      the node that its army has: its own, or the government's
    """

    joined: Joined
    known: Known
    people: People
    types: dict[str, PartyType]
    counts: Counter[str]
    main: str | None
    army: str | None
    links: dict[str, str]
    acronyms: dict[str, str]
    adversary: str | None
    missions: tuple[str, ...]


class Passage:
    """One document's mentions and what they mean."""

    def __init__(self, document: Document, reading: Reading, here: list[str | None], shared: Shared) -> None:
        self.document, self.reading, self.shared = document, reading, shared
        self.mentions = reading.mentions
        self.means: list[tuple[str, ...] | None] = [None] * len(here)
        self.named = [shared.joined.root(n) if n else None for n in here]
        self.local: Counter[str] = Counter(n for n in self.named if n)
        armed = [n for n in self.local if shared.types.get(n) is PartyType.ARMED_GROUP]
        self.armed = tuple(sorted(armed, key=lambda n: (-self.local[n], -shared.counts[n], n)))
        self.things: list[str] = []
        self.last_called: dict[str, list[int]] = {}
        self.by_sentence: dict[int, list[int]] = {}
        for i, mention in enumerate(self.mentions):
            self.by_sentence.setdefault(mention.sentence, []).append(i)
        self.speaks: dict[int, list[Attribution]] = {}
        self.said_in: dict[int, list[Attribution]] = {}
        for attribution in reading.attributions:
            self.said_in.setdefault(attribution.sentence, []).append(attribution)
            for i in attribution.speaker:
                self.speaks.setdefault(i, []).append(attribution)

    def all(self) -> tuple[tuple[str, ...], ...]:
        """The nodes of every mention, in order."""
        for i in range(len(self.mentions)):
            self.mean(i)
        return tuple(m or () for m in self.means)

    def mean(self, i: int) -> tuple[str, ...]:
        """The nodes of one mention."""
        known = self.means[i]
        if known is not None:
            return known
        self.means[i] = ()  # a description that owns itself ends here
        found = self._mean(i)
        nodes = tuple(dict.fromkeys(self.shared.joined.root(n) for n in found))
        self.means[i] = nodes
        if len(nodes) == 1 and nodes[0].startswith("thing:") and nodes[0] not in self.things:
            if self._is_armed(i, nodes[0]):
                self.things.append(nodes[0])
        return nodes

    def _mean(self, i: int) -> tuple[str, ...]:
        mention, node = self.mentions[i], self.named[i]
        if mention.kind is MentionKind.PLACE:
            return ()
        if mention.kind is MentionKind.PRONOUN:
            return self._pronoun(i)
        if mention.kind is MentionKind.NATION:
            return self._nation(mention, node)
        if node is not None:
            return self._mission(mention, node) or (node,)
        return self._description(i)

    def _mission(self, mention: Mention, node: str) -> tuple[str, ...]:
        """`UN peacekeepers`, `the UN mission`: the mission that the process names, when it names one."""
        noun = noun_of(mention.name)
        if noun is None or noun.noun not in _MISSION_NOUNS or not node.endswith(":un"):
            return ()
        missions = self.shared.missions
        named = [n for n in missions if self.local[n]] or list(missions)
        return (max(named, key=lambda n: (self.local[n], self.shared.counts[n], n)),) if named else ()

    # --- states -------------------------------------------------------------------------------------------------

    def _nation(self, mention: Mention, node: str | None) -> tuple[str, ...]:
        if node is None:
            return ()
        given = self.shared.known.description(_OF_WHERE.split(mention.name, maxsplit=1)[0])
        if given:
            return (given,)
        noun = noun_of(mention.name)
        if noun and noun.sort == "army" and node == self.shared.main and self.shared.army and not _plural_force(noun):
            return (self.shared.army,)
        return (node,)

    # --- descriptions -------------------------------------------------------------------------------------------

    def _description(self, i: int) -> tuple[str, ...]:
        mention = self.mentions[i]
        given = self.shared.known.description(mention.name) or self._known_phrase(mention.name)
        if given:
            return (given,)
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

    def _known_phrase(self, words: str) -> str | None:
        return self.shared.known.name(words) if any(c.isupper() for c in words) or " bloc" in words else None

    def _is_definite(self, mention: Mention) -> bool:
        first = mention.at.of(self.document.text).split()[0].lower()
        return first in _DEFINITE or "'s " in mention.name or "’s " in mention.name

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
        found = []
        for word in noun.text.split():
            if word[0].isupper():
                key = key_of(word)
                for node in (self.shared.acronyms.get(key, ""), f"name:{key}", f"name:{key}s", f"person:{key}", f"person:{key}s"):
                    root = self.shared.joined.root(node)
                    if root in self.shared.types:
                        found.append(root)
                        break
        return found

    def _inner(self, noun: Noun) -> Noun | None:
        """The noun before the head: `army` in `senior army officer`."""
        return noun_of(noun.text) if noun.text else None

    def _organ(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        owner = self._owned_by(i, noun)
        if owner:
            return owner
        if set(noun.before) & {"regional", "local", "provincial"}:
            regions = self._nearest(i, lambda j, n: self.mentions[j].kind is MentionKind.NATION and n[:5] == "name:", 40)
            return regions or self._thing(noun, " ".join((*noun.before[-1:], noun.noun)))
        if noun.noun == "leadership" and not noun.before:
            return self._nearest(i, self._is_body) or self._main()
        return self._main() or self._thing(noun)

    def _main(self) -> tuple[str, ...]:
        return (self.shared.main,) if self.shared.main else ()

    def _army(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        owner = self._owned_by(i, noun)
        if owner:
            return owner
        if noun.noun in ("peacekeepers", "blue helmets", "peacekeeping force", "peacekeeping mission"):
            return self._nearest(i, lambda j, n: self._type(n) is PartyType.INTERNATIONAL) or self._thing(noun)
        if set(noun.before) & {"foreign", "international"}:
            return self._thing(noun)
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

    def _group(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        linked = self._linked(mention)
        if linked:
            return linked
        inside = self._names_inside(noun)
        inner = self._inner(noun)
        if inside and noun.noun not in ("affiliate", "offshoot", "faction", "wing", "splinter"):
            return (inside[-1],)
        if noun.sort == "armed-group" and inner is not None and inner.sort in ("government", "army"):
            return self._main()
        if self._is_definite(mention) and not self._is_many(mention):
            named = self._nearest(i, lambda j, n: noun.noun in self.mentions[j].name.lower().split() and self._is_body(j, n), 40)
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
        return self._thing(noun, self._with_names(noun))

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

    def _with_names(self, noun: Noun) -> str | None:
        """The words with a capital before the head that no state has, and the head: `Tuareg rebels`; else None."""
        text = noun.text
        for start, end, _ in reversed(self.shared.known.inside(text)):
            text = text[:start] + text[end:]
        big = [w for w in text.split() if w[0].isupper() and w.lower() not in _PLAIN and "-" not in w and w != noun.text[:1]]
        big = [w for w in big if not noun.text.startswith(w) or len(w) > 3]
        return " ".join((*big, noun.many)) if big else None

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
        inner = self._inner(noun)
        owner = self._owned_by(i, noun)
        if owner and (noun.noun in own_nouns() or mention.of is not None):
            return owner
        if owner and noun.noun in _KINDS and noun.text.split()[-1][0].isupper():
            return owner
        if inner is not None and noun.noun in own_nouns() and inner.sort in ("government", "army"):
            return self._organ(i, mention, inner) if inner.sort == "government" else self._army(i, mention, inner)
        if self._is_definite(mention) and not mention.plural and not owner:

            def fits(j: int, node: str) -> bool:
                named = self.mentions[j].name.lower()
                if node.startswith("thing:") or self._type(node) is PartyType.MEDIA:
                    return False
                return self._is_body(j, node) and (noun.noun in named or noun.noun in ("body", "bloc", "organisation"))

            found = self._nearest(i, fits, reach=40)
            if found:
                return found
        if owner and owner[0] == self.shared.main:
            return self._thing(noun, noun.noun)
        whose = owner and owner[0] not in (self.shared.main, None)
        before = [w for w in noun.before if w not in ("'s", "own", "main", "whole", "entire")]
        return self._thing(noun, " ".join((*before, noun.noun)) if whose or before else noun.noun)

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

    def _two_sides(self) -> tuple[str, ...]:
        """The two parties to the conflict that the document speaks of most."""
        ranked = self.armed or self._adversary() or tuple(self.things[:1])
        governments = [n for n in (self.shared.army, self.shared.main) if n and (self.local[n] or n == self.shared.main)]
        if governments and ranked:
            return (governments[0], ranked[0])
        return tuple(ranked[:2]) if len(ranked) > 1 else ()

    def _relation(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        owner = self._owned_by(i, noun)
        two = self._two_sides()
        if owner and len(two) == 2 and owner[0] in two and noun.noun in ("foe", "enemy", "rival", "opponent", "adversary"):
            return (two[1] if owner[0] == two[0] else two[0],)
        return self._thing(noun)

    def _population(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        inside = self._names_inside(noun)
        if inside and noun.noun in _THEIRS:
            return (inside[-1],)
        return self._thing(noun, self._with_names(noun) if inside else None)

    def _person(self, i: int, mention: Mention, noun: Noun) -> tuple[str, ...]:
        people, on = self.shared.people, self.document.published
        definite = (self._is_definite(mention) or mention.of is not None) and not mention.plural
        owner = self._owned_by(i, noun)
        inner = self._inner(noun)
        if not owner and inner is not None and inner.sort in ("government", "army"):
            owner = self._organ(i, mention, inner) if inner.sort == "government" else self._army(i, mention, inner)
        if not owner and inner is not None and inner.sort == "armed-group" and definite:
            owner = self._nearest(i, self._is_armed, reach=40)
        if owner and definite:
            holder = people.holder(owner[0], noun.noun, on)
            return (holder,) if holder else owner
        if owner:
            return owner
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
            if found and noun.noun in ("officer", "official", "spokesman", "leader", "chief", "envoy", "general", "cleric"):
                return found
        if office:
            return self._army(i, mention, Noun("army", "armies", "army", (), "")) if office == "army" else self._main()
        return self._thing(noun)

    def _again(self, mention: Mention) -> bool:
        return mention.name.lower().startswith("same ")

    def _same_head(self, j: int, noun: Noun) -> bool:
        other = self.mentions[j]
        if other.kind is not MentionKind.DESCRIPTION or other.plural:
            return False
        head = noun_of(other.name)
        return head is not None and head.noun == noun.noun

    def _adversary(self) -> tuple[str, ...]:
        """The armed group that the process names most."""
        return (self.shared.adversary,) if self.shared.adversary else ()

    def _held(self, node: str, role: str) -> bool:
        return any(h.role == role or role in h.role.split() for h in self.shared.people.held.get(node, ()))

    def _thing(self, noun: Noun, name: str | None = None) -> tuple[str, ...]:
        return (f"thing:{name or noun.many}",)

    # --- pronouns -----------------------------------------------------------------------------------------------

    def _pronoun(self, i: int) -> tuple[str, ...]:
        mention = self.mentions[i]
        sort = pronoun_sorts().get(mention.name.lower().split()[0], "any")
        if mention.name.lower() == "both":
            return self._both(i)
        if sort == "speaker":
            return self._speaker_around(mention)
        fits: Fits = self._is_plural
        if sort in ("male", "female"):
            fits = self._is_he
        elif sort == "thing":
            fits = self._is_thing
        if mention.name.lower() in ("him", "them"):
            fits = self._not_subject(i, fits)
        said = self._quoting(mention)
        if not said:
            return self._last_speaker(i, fits) or self._nearest(i, fits)
        own = {n for s in said for n in (*self.mean(s), *filter(None, map(self.shared.people.body, self.mean(s))))}
        return self._nearest(i, lambda j, n: fits(j, n) and n not in own and self.shared.people.body(n) not in own)

    def _both(self, i: int) -> tuple[str, ...]:
        """The last two persons or bodies that were named side by side."""
        for distance in (0, 1):
            row = [j for j in self.by_sentence.get(self.mentions[i].sentence - distance, ()) if j < i]
            named = [n for j in row for n in self.mean(j) if not self.mentions[j].plural or len(self.mean(j)) == 1]
            for person in (True, False):
                found = list(dict.fromkeys(n for n in named if (self._type(n) is PartyType.PERSON) is person))
                if len(found) >= 2 and (person or distance == 0):
                    return tuple(found[-2:])
        return self._two_sides()

    def _not_subject(self, i: int, fits: Fits) -> Fits:
        """An object is not the subject of its own clause."""

        def other(j: int, node: str) -> bool:
            left, right = self.mentions[j].at.end, self.mentions[i].at.start
            between = self.document.text[left:right]
            same_clause = self.mentions[j].sentence == self.mentions[i].sentence and not _BREAKS.search(between)
            return not same_clause and fits(j, node)

        return other

    def _quoting(self, mention: Mention) -> tuple[int, ...]:
        """Those whose words in quotes hold the mention: `they` there are others."""
        for attribution in self.said_in.get(mention.sentence, ()):
            if attribution.mode is StatementMode.DIRECT and any(p.holds(mention.at) for p in attribution.content):
                return attribution.speaker
        return ()

    def _last_speaker(self, i: int, fits: Fits) -> tuple[str, ...]:
        """A pronoun that speaks goes on with the one who spoke in the sentence before."""
        if i not in self.speaks:
            return ()
        before = self.mentions[i].sentence - 1
        spoke = [j for a in self.said_in.get(before, ()) for j in a.speaker if j < i and self._fit(j, fits)]
        return self.mean(spoke[-1]) if spoke else ()

    def _is_he(self, j: int, node: str) -> bool:
        return not self.mentions[j].plural and (self._type(node) is PartyType.PERSON or self._is_someone(j, node))

    def _speaker_around(self, mention: Mention) -> tuple[str, ...]:
        for attribution in self.said_in.get(mention.sentence, ()):
            if any(part.holds(mention.at) for part in attribution.content) and attribution.speaker:
                return tuple(n for s in attribution.speaker for n in self.mean(s))
        return ()

    def _is_someone(self, j: int, node: str) -> bool:
        mention = self.mentions[j]
        noun = noun_of(mention.name) if mention.kind is MentionKind.DESCRIPTION else None
        return noun is not None and noun.sort == "person" and not mention.plural

    def _is_thing(self, j: int, node: str) -> bool:
        mention = self.mentions[j]
        return self._type(node) is not PartyType.PERSON and not mention.plural and not self._is_someone(j, node)

    def _is_plural(self, j: int, node: str) -> bool:
        mention = self.mentions[j]
        if mention.plural:
            return True
        return self._type(node) in (PartyType.ARMED_GROUP, PartyType.ORGANISATION) and not self._is_someone(j, node)

    # --- nearness -----------------------------------------------------------------------------------------------

    def _type(self, node: str) -> PartyType | None:
        found = self.shared.types.get(node)
        return fixed_type(node, self.shared.known) if found is None else found

    def _is_armed(self, j: int, node: str) -> bool:
        return self._type(node) is PartyType.ARMED_GROUP

    def _is_body(self, j: int, node: str) -> bool:
        return self._type(node) in _BODIES

    def _nearest(self, i: int, fits: Fits, reach: int = _REACH) -> tuple[str, ...]:
        """The nodes of the nearest mention before `i` that fits."""
        mention = self.mentions[i]
        shut = [part for a in self.speaks.get(i, ()) for part in a.content] or self._said_before(mention)
        for distance in range(reach + 1):
            row = [j for j in self.by_sentence.get(mention.sentence - distance, ()) if j < i]
            row = [j for j in row if j in self.speaks or not any(part.holds(self.mentions[j].at) for part in shut)]
            found = [j for j in row if self._fit(j, fits)]
            if found:
                return self.mean(self._choose(found, row))
        return ()

    def _said_before(self, mention: Mention) -> list[Stretch]:
        """The words before a closing `, he said` are somebody's, and name others."""
        text, start = self.document.text, self.reading.sentences[mention.sentence].at.start
        closes = mention.kind is MentionKind.PRONOUN and _CLOSING.match(text, mention.at.end)
        if closes and mention.at.start > start and text[:mention.at.start].rstrip()[-1:] in ",”\"’":
            return [Stretch(start, mention.at.start)]
        return []

    def _fit(self, j: int, fits: Fits) -> bool:
        if self.mentions[j].kind is MentionKind.PLACE or self.mentions[j].name.lower().startswith("no "):
            return False
        nodes = self.mean(j)
        return bool(nodes) and (fits(j, nodes[0]) if len(nodes) == 1 else self.mentions[j].plural and fits(j, nodes[0]))

    def _choose(self, found: list[int], row: list[int]) -> int:
        """The speaker of the sentence, else its subject, else the last one."""
        for j in found:
            if j in self.speaks:
                return j
        subject = next((j for j in row if self.mentions[j].kind is not MentionKind.PLACE), None)
        return subject if subject in found and subject is not None else found[-1]


def office_of(noun: Noun) -> str | None:
    """Whether the noun is an office of a state, and for whom its holder speaks."""
    return offices().get(noun.noun)


def _plural_force(noun: Noun) -> bool:
    return noun.noun not in ("army", "military", "armed forces", "air force", "navy")
