"""What the conflict pack and the world say a form stands for, as nodes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from toguna.actors.names import skeleton
from toguna.actors.nouns import noun_of, offices
from toguna.kinds.edtf import first_day, last_day
from toguna.kinds.ids import Edtf
from toguna.kinds.vocabulary import PartyType
from toguna.packs.conflict import ConflictPack, PackParty
from toguna.packs.language import language_pack
from toguna.packs.world import Body, How, Leader, State, World, surface_key

_WORDS = re.compile(r"[^\s()\[\],;]+")


def _holds(leader: Leader, on: Edtf | None) -> bool:
    """Whether somebody held his office on a day; true when the day is not known."""
    if on is None:
        return True
    day = first_day(on)
    after = leader.since is None or day >= first_day(leader.since)
    return after and (leader.until is None or day <= last_day(leader.until))


class Known:
    """Look-ups over a pack and the world; the pack comes first."""

    def __init__(self, conflict: ConflictPack | None, world: World) -> None:
        self.world, self.conflict = world, conflict
        self.bodies = {body.id: body for body in world.bodies}
        self._inside: dict[str, list[tuple[int, int, str]]] = {}
        self._leaders: dict[str, list[Leader]] = defaultdict(list)
        parties = conflict.parties if conflict else ()
        self.parties: dict[str, PackParty] = {p.id: p for p in parties}
        self.names = {surface_key(f): p.id for p in parties for f in (p.name, *p.aliases)}
        self.descriptions = {surface_key(f): p.id for p in parties for f in p.descriptions}
        self.ministries = {
            surface_key(row["form"]): row["alpha3"] for row in language_pack("en").table("mention_ministries")
        }
        self.governments = {
            p.country: p.id for p in parties if p.type is PartyType.GOVERNMENT and p.country and p.id.startswith("gov-")
        }

    def of_state(self, alpha3: str) -> str:
        """The node of a state's government."""
        own = self.governments.get(alpha3)
        return f"pack:{own}" if own else f"state:{alpha3}"

    def of_body(self, body: Body) -> str:
        """The node of a body of the world."""
        return f"pack:{body.id}" if body.id in self.parties else f"body:{body.id}"

    def leaders(self, key: str, on: Edtf | None, role: str | None) -> tuple[Leader, ...]:
        """Known heads of states and bodies of that name; a surname alone needs a title, and only one of that name."""
        if not self._leaders:
            for leader in self.world.leaders:
                whole = surface_key(leader.name)
                for form in {whole, skeleton(whole)}:
                    self._leaders[form].append(leader)
                self._leaders[whole.split()[-1]].append(leader)
        found = self._leaders.get(key, ()) or (self._leaders.get(skeleton(key), ()) if " " in key else ())
        if " " not in key:
            held = [x for x in found if _holds(x, on)]
            title = noun_of(role) if role else None
            same = {surface_key(x.name) for x in held}
            return tuple(held) if title and title.noun in offices() and len(same) == 1 else ()
        return tuple(x for x in found if _holds(x, on)) or tuple(found)

    def of_leader(self, leader: Leader) -> str:
        """The node of the state or body that a leader heads."""
        body = self.bodies.get(leader.of)
        return self.of_body(body) if body else self.of_state(leader.of)

    def name(self, form: str) -> str | None:
        """The node that a whole form names, or None."""
        found = self.names.get(surface_key(form))
        if found:
            return f"pack:{found}"
        senses = self.world.senses(form)
        if not senses:
            office = self.ministries.get(surface_key(form)) if form[:1].isupper() else None
            return self.of_state(office) if office else None
        entry = senses[0].entry
        return self.of_state(entry.alpha3) if isinstance(entry, State) else self.of_body(entry)

    def description(self, words: str) -> str | None:
        """The node that a phrase means in this conflict by the pack, or None."""
        found = self.descriptions.get(surface_key(words)) or self.names.get(surface_key(words))
        return f"pack:{found}" if found else None

    def home(self) -> str | None:
        """The government of the country that most parties of the pack belong to."""
        countries = Counter(p.country for p in self.parties.values() if p.country)
        most = max(sorted(countries), key=lambda c: countries[c], default=None)
        return self.of_state(most) if most else None

    def family(self, node: str) -> frozenset[str]:
        """The parties of the pack that belong to one body with a party that is no government's and no person."""
        top = self._top(node.removeprefix("pack:"))
        kinds = (PartyType.GOVERNMENT, PartyType.PERSON, PartyType.MEDIA)
        if top is None or self.parties[top].type in kinds:
            return frozenset({node})
        return frozenset(f"pack:{i}" for i, p in self.parties.items() if p.type not in kinds and self._top(i) == top)

    def _top(self, party: str) -> str | None:
        seen: list[str] = []
        while party in self.parties and party not in seen:
            seen.append(party)
            party = self.parties[party].member_of or party
        return seen[-1] if seen else None

    def inside(self, words: str) -> list[tuple[int, int, str]]:
        """The known names inside a phrase: first character, last, node; longest first at each place, none overlap."""
        found = self._inside.get(words)
        if found is None:
            found = self._inside[words] = self._find_inside(words)
        return found

    def state_inside(self, words: str) -> str | None:
        """The node of the first state that a phrase names by name, adjective, capital or seat."""
        for start, end, node in self.inside(words):
            if node.startswith("state:") or node.removeprefix("pack:") in self.governments.values():
                return node
            sense = self.world.senses(words[start:end])
            if sense and isinstance(sense[0].entry, State):
                return node
        return None

    def is_capital(self, form: str) -> bool:
        """True if a form is a capital or a seat of government."""
        return any(s.how in (How.CAPITAL, How.SEAT) for s in self.world.senses(form))

    def is_adjective(self, form: str) -> bool:
        """True if a form only says of which state something is: `Kenyan`."""
        return any(s.how is How.ADJECTIVE for s in self.world.senses(form))

    def _find_inside(self, words: str) -> list[tuple[int, int, str]]:
        spans = [m.span() for m in _WORDS.finditer(words)]
        found: list[tuple[int, int, str]] = []
        i = 0
        while i < len(spans):
            for j in range(min(len(spans), i + 7), i, -1):
                start, end = spans[i][0], spans[j - 1][1]
                form = words[start:end].rstrip(".").removesuffix("'s").removesuffix("’s").rstrip("'’")
                if form and any(c.isupper() for c in form):
                    node = self.name(form)
                    if node:
                        found.append((start, start + len(form), node))
                        i = j - 1
                        break
            i += 1
        return found
