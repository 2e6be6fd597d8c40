"""Parties, and which words of which document mean which party."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.kinds.ids import DocumentId, Edtf, PartyId
from toguna.kinds.vocabulary import PartyType


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """What a person or body is to another party, and when.

    since, until   EDTF or None when unknown (`from` and `to` in the contract)
    """

    role: str
    of: PartyId
    since: Edtf | None = None
    until: Edtf | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A party to the process, a person, a state's government, an organisation, a population.

    id          lasting; `party-` and a fingerprint of its pack id or its name
    name        the fullest name
    aliases     every other surface form that was resolved to it or that a pack gives, sorted
    country     ISO 3166 alpha-3 or None
    member_of   the party for which it speaks or acts, or None
    regimes     (since, label) of the governments that spoke for it one after another, oldest first
    """

    id: PartyId
    name: str
    type: PartyType
    aliases: tuple[str, ...] = ()
    country: str | None = None
    member_of: PartyId | None = None
    roles: tuple[Role, ...] = ()
    regimes: tuple[tuple[Edtf, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """The parties of a run, and who each mention is.

    parties    sorted by id
    who        document -> for each mention of its reading, the parties it means: none (nobody, or a mere place), one,
               or several (`both sides`, `Western powers`)
    """

    parties: tuple[Party, ...]
    who: dict[DocumentId, tuple[tuple[PartyId, ...], ...]]
