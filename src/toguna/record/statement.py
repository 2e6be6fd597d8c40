"""Attributions to statements: one for each speaker."""

from __future__ import annotations

from toguna.kinds.ids import PartyId
from toguna.kinds.reading import Attribution
from toguna.kinds.record import Spans, Speaker, Statement
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import PartyType
from toguna.record.desk import Desk


def statements(desk: Desk) -> dict[int, tuple[Statement, ...]]:
    """The statements of a document by the index of their attribution."""
    return {n: tuple(_statements(desk, a)) for n, a in enumerate(desk.reading.attributions) if _is_read(desk, a)}


def _is_read(desk: Desk, attribution: Attribution) -> bool:
    said = bool(attribution.content) and not attribution.inner
    return said and not desk.reading.sentences[attribution.sentence].carried


def _statements(desk: Desk, attribution: Attribution) -> list[Statement]:
    found = []
    for speaker, mention in _speakers(desk, attribution):
        content = " … ".join(" ".join(desk.words(c).split()) for c in attribution.content)
        at = _whole(desk, attribution)
        said = (speaker.party or speaker.name, attribution.mode.value, content)
        context = desk.context([mention] if mention is not None else [], attribution.sentence)
        found.append(
            Statement(
                header=desk.header(
                    "statement",
                    said,
                    desk.because(at, attribution.sentence),
                    context,
                    attribution.rule,
                    attribution.confidence,
                ),
                speaker=speaker,
                mode=attribution.mode,
                cue=" ".join(desk.words(c) for c in attribution.cue),
                content=content,
                spans=Spans(attribution.source, attribution.cue, attribution.content),
                addressee=_one(desk, attribution.addressee),
                medium=attribution.medium,
                said_on=desk.said_on(attribution),
                relayed_by=_one(desk, attribution.relayed_by),
            )
        )
    return found


def _one(desk: Desk, mention: int | None) -> PartyId | None:
    who = desk.heads([mention]) if mention is not None else ()
    return who[0] if who else None


def _whole(desk: Desk, attribution: Attribution) -> Stretch:
    """From the first to the last of source, cue and content, inside the sentence."""
    sentence = desk.sentence(attribution.sentence)
    parts = [p for p in (*attribution.source, *attribution.cue, *attribution.content) if sentence.holds(p)]
    if not parts:
        return sentence
    return Stretch(min(p.start for p in parts), max(p.end for p in parts))


def _speakers(desk: Desk, attribution: Attribution) -> list[tuple[Speaker, int | None]]:
    """Everybody who speaks, with the mention that names him; one without a name when nobody was found."""
    words = " ".join(desk.words(s) for s in attribution.source).strip()
    found: list[tuple[Speaker, int | None]] = []
    for mention in attribution.speaker:
        told = desk.reading.mentions[mention]
        for ident in desk.parties_of(mention) or (None,):
            party = desk.party(ident) if ident else None
            person = party.id if party and party.type is PartyType.PERSON else None
            name = party.name if party and told.name.lower() in _PRONOUNS else told.name
            found.append(
                (
                    Speaker(
                        name=name,
                        party=desk.head(ident) if ident else None,
                        role=told.role,
                        anonymous=attribution.anonymous or told.anonymous,
                        person=person,
                    ),
                    mention,
                )
            )
    return found or [(Speaker(name=words or "unknown", anonymous=attribution.anonymous), None)]


_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who"})
