"""A party in plain words: its names, who belongs to it, where it stood and stands, what it asks and owes."""

from __future__ import annotations

from toguna.api.picture import Picture
from toguna.api.values import ConditionRow, Portrait
from toguna.faces.outline import Item, Outline, Section, condition_item, record_item
from toguna.faces.wording import count, dated, line, sources_of, when
from toguna.kinds.party import Party, Role
from toguna.kinds.record import Position


def portrait_outline(view: Portrait) -> Outline:
    """The whole portrait."""
    picture, party = view.picture, view.party
    sections = (
        Section("Members, and who speaks for it", tuple(_member(p, picture) for p in view.members), "none known"),
        Section("Where it stood, in order of time", _positions(view.positions, picture), "no position is recorded"),
        Section("Stances that changed", tuple(record_item(s, picture) for s in view.shifts), "none"),
        Section("Conditions it set", _conditions(view.set_by_it, picture), "none recorded"),
        Section("Conditions it would have to fulfil", _conditions(view.owed, picture), "none recorded"),
        Section("Contradictions", tuple(record_item(c, picture) for c in view.contradictions), "none found"),
    )
    return Outline(f"{party.name} ({party.type})  [{picture.short(party.id)}]", _facts(view), sections)


def _facts(view: Portrait) -> tuple[str, ...]:
    picture, party = view.picture, view.party
    facts = [f"also called: {', '.join(party.aliases)}"] if party.aliases else []
    if party.country:
        facts.append(f"country: {party.country}")
    if party.member_of:
        facts.append(f"belongs to: {picture.name(party.member_of)} [{picture.short(party.member_of)}]")
    facts += [_role(role, picture) for role in party.roles]
    facts += [f"government from {when(since)}: {label}" for since, label in party.regimes]
    named = picture.named.get(party.id, ())
    facts.append(f"named in {count(len({p.document for p in named}), 'report')}")
    told = ", ".join(_kinds(n, kind) for kind, n in view.counted if n)
    facts.append(f"in the record: {told or 'nothing yet'}")
    return tuple(facts)


def _kinds(n: int, kind: str) -> str:
    return f"{n} vetoes" if kind == "veto" and n != 1 else count(n, kind)


def _role(role: Role, picture: Picture) -> str:
    since, until = (
        (f" from {when(role.since)}" if role.since else ""),
        (f" to {when(role.until)}" if role.until else ""),
    )
    return f"{role.role} of {picture.name(role.of)}{since}{until}"


def _member(party: Party, picture: Picture) -> Item:
    roles = "; ".join(_role(r, picture) for r in party.roles)
    return Item(f"{party.name} ({party.type})" + (f": {roles}" if roles else ""), picture.short(party.id))


def _positions(positions: tuple[Position, ...], picture: Picture) -> tuple[Item, ...]:
    return tuple(
        Item(
            f"{dated(p.held_on, p.header.known_on)} {line(p, picture)} — {sources_of(p)}",
            picture.short(p.header.id),
            p.header.because,
        )
        for p in positions
    )


def _conditions(rows: tuple[ConditionRow, ...], picture: Picture) -> tuple[Item, ...]:
    return tuple(condition_item(row, picture) for row in rows)
