"""How rules and encoder are put together: the numbers, with their history."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Probabilities from which the encoder's word counts.

    *_add     a mark that no rule found is added from this confidence on
    *_keep    a rule's find that no mark meets is kept from this confidence of the rule on
    *_mend    a label of the mark replaces the rule's from this probability on
    """

    name_add: float = 0.9
    said_add: float = 0.6
    said_keep: float = 0.5
    stand_add: float = 0.5
    stand_keep: float = 0.5
    stand_mend: float = 0.6
    clause_add: float = 0.5
    clause_keep: float = 0.5
    act_add: float = 0.5
    act_keep: float = 0.5
    act_mend: float = 0.6
    residue: float = 0.95
    """A line that is residue with this probability is not read: no attribution, frame, event or figure."""
    role: float = 0.5
    """A role is filled by the mention that the encoder links with at least this probability."""


SETTINGS = Settings()
