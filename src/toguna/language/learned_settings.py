"""How rules and encoder are put together: the numbers, with their history."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Probabilities from which the encoder's word counts.

    *_add         a mark that no rule found is added from this confidence on
    *_label       and only when its labels are together this probable
    *_doubt       a rule's find that no mark meets is thrown out when the encoder finds it less likely than this
    clause_fill   a label of the mark is taken from this probability on where the rule has nothing better than `other`
    residue       a line that is residue with this probability is not read: no attribution, frame, event or figure
    same          a pronoun takes up an earlier mention that the encoder links it with at this probability
    role          a role is filled by the mention that the encoder links with at least this probability

    Swept on 2026-11-22 on the development split of the corpus, which neither rules nor weights have seen, and on the
    gold of the examples; watched on the development gold, against which the rules were mended. What each gave is in
    docs/reader.md. Labels of marks in place of the rules' own (from 0.9 on) cost more on the gold than they gave, and
    filling empty roles of the rules' finds did too, so rules keep what they say of a find.
    """

    name_add: float = 0.99
    said_add: float = 0.8
    said_doubt: float = 0.05
    stand_add: float = 0.65
    stand_label: float = 0.5
    clause_add: float = 0.7
    clause_doubt: float = 0.01
    clause_fill: float = 0.9
    act_add: float = 0.5
    act_label: float = 0.8
    residue: float = 0.95
    same: float = 0.8
    role: float = 0.5


SETTINGS = Settings()
