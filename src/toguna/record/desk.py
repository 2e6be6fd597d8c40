"""The desk at which one document's frames become records: its words, its parties, its dates, looked up.

Everything that the makers of single kinds share is here, so that each of them is a page long.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from toguna.kinds import edtf
from toguna.kinds.document import Document
from toguna.kinds.ids import DocumentId, Edtf, LineageId, PartyId, RecordId, fingerprint
from toguna.kinds.party import Cast, Party
from toguna.kinds.reading import Attribution, Reading
from toguna.kinds.record import Header, Origin, Witnesses
from toguna.kinds.span import Place, Stretch
from toguna.kinds.vocabulary import Issue, PartyType

_WORDS = re.compile(r"\w+")
_BOTH = re.compile(
    r"(?:the )?(?:both(?: (?:sides|parties|camps|armies|generals|leaders|men))?|(?:two|two rival|rival"
    r"|opposing) (?:sides|parties|camps"
    r"|generals|armies|forces)|(?:warring|belligerent|conflicting|all) (?:sides|parties|factions)|belligerents"
    r"|rivals)"
)
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})

#: Below five words a quote proves little when it is looked up again, so the whole sentence stands for it.
FEWEST_WORDS = 5

#: The other side that nobody names is only somebody of whom the report speaks this often. Swept over 1-4 on the gold.
OFTEN = 3


_NEWS = 7
"""Days before a report's own for which what is dated there is its news."""

_EARLIER = re.compile(r"(?:\b(?:had|has|have|having)|'d|’d)(?: \w+)? \w+$")
"""`had said`, `has repeatedly said`: on no day that the report tells."""

_AT_WAR = frozenset({PartyType.ARMED_GROUP, PartyType.GOVERNMENT, PartyType.STATE})
"""Who can be one of both sides; a body that studies or soothes the conflict is none."""


@dataclass(frozen=True)
class Desk:
    """One document with all that its records need.

    carriers   for each sentence of the reading, the sentences of other documents that carry its words
    documents  all documents of the process, by path
    readings   all readings, by path
    parties    those of the cast by id, made once for all documents
    """

    document: Document
    reading: Reading
    cast: Cast
    carriers: Mapping[int, tuple[tuple[DocumentId, int], ...]]
    documents: Mapping[DocumentId, Document]
    readings: Mapping[DocumentId, Reading]
    process: str
    version: str
    parties: Mapping[PartyId, Party] | None = None

    # ------------------------------------------------------------------------------------------------- words
    def sentence(self, n: int) -> Stretch:
        """The stretch of a sentence."""
        return self.reading.sentences[n].at

    def words(self, at: Stretch) -> str:
        """The characters of a stretch."""
        return at.of(self.document.text)

    def because(self, at: Stretch, sentence: int) -> tuple[Place, ...]:
        """The words of a frame and the same words in every document that carries the sentence."""
        whole = self.sentence(sentence)
        if not whole.holds(at) or len(_WORDS.findall(self.words(at))) < FEWEST_WORDS:
            at = whole
        places = [self._place(self.document, at)]
        for path, n in self.carriers.get(sentence, ()):
            places.append(self._there(path, n, at, whole))
        return tuple(sorted(places))

    def _place(self, document: Document, at: Stretch) -> Place:
        return Place(document.path, at.start, at.end, at.of(document.text))

    def _there(self, path: DocumentId, sentence: int, at: Stretch, whole: Stretch) -> Place:
        """The same words in a copy: where its sentence has them letter by letter, else the sentence."""
        other, there = self.documents[path], self.readings[path].sentences[sentence].at
        mine, words = self.words(at).translate(_SAME), there.of(other.text).translate(_SAME)
        offset = at.start - whole.start
        start = offset if words.startswith(mine, offset) else words.find(mine)
        if start >= 0:
            start += there.start
            return self._place(other, Stretch(start, start + len(mine)))
        return self._place(other, there)

    def context(self, mentions: Iterable[int], sentence: int) -> tuple[Place, ...]:
        """The sentences in which those stand who are only meant, not named, in this one."""
        elsewhere = {self.reading.mentions[m].sentence for m in mentions} - {sentence}
        return tuple(self._place(self.document, self.sentence(n)) for n in sorted(elsewhere))

    # ----------------------------------------------------------------------------------------------- parties
    @cached_property
    def _party(self) -> Mapping[PartyId, Party]:
        return self.parties if self.parties is not None else {p.id: p for p in self.cast.parties}

    def party(self, ident: PartyId) -> Party:
        """A party by id."""
        return self._party[ident]

    def parties_of(self, mention: int) -> tuple[PartyId, ...]:
        """Whom a mention means, persons as themselves."""
        who = self.cast.who.get(self.document.path, ())
        return who[mention] if mention < len(who) else ()

    def persons(self, mentions: Iterable[int]) -> tuple[PartyId, ...]:
        """All that mentions mean, each once, in order."""
        return tuple(dict.fromkeys(p for m in mentions for p in self.parties_of(m)))

    def head(self, ident: PartyId) -> PartyId:
        """The party a person speaks for; anybody else, itself."""
        party = self._party.get(ident)
        if party and party.type is PartyType.PERSON and party.member_of:
            return party.member_of
        return ident

    def heads(self, mentions: Iterable[int]) -> tuple[PartyId, ...]:
        """The parties that mentions stand for, each once, in order."""
        return tuple(dict.fromkeys(self.head(p) for p in self.persons(mentions)))

    @cached_property
    def salience(self) -> Counter[PartyId]:
        """How often each party is meant in the document."""
        return Counter(self.head(p) for who in self.cast.who.get(self.document.path, ()) for p in who)

    def actors(self, mentions: Iterable[int]) -> tuple[PartyId, ...]:
        """Those of `heads` who can act or hold a position: no newspaper, no agency."""
        return tuple(p for p in self.heads(mentions) if self._party[p].type is not PartyType.MEDIA)

    @cached_property
    def _opposed(self) -> Counter[tuple[PartyId, PartyId]]:
        """How often the report itself sets two parties over against each other, both ways."""
        pairs: Counter[tuple[PartyId, PartyId]] = Counter()
        for frame in self.reading.positions:
            if frame.issue in (Issue.WITHDRAWAL, Issue.VENUE, Issue.INCLUSION):
                continue
            for one in self.actors(frame.holder):
                for other in self.actors(frame.toward):
                    if one != other and self._is_named(other) and self._is_named(one):
                        pairs[one, other] += 1
                        pairs[other, one] += 1
        return pairs

    def _is_named(self, ident: PartyId) -> bool:
        """True for a party with a name, not a description (`rebels`, `detainees`)."""
        return self._party[ident].name[:1].isupper()

    def counterparts(
        self, holder: PartyId, sentence: int, without: frozenset[PartyId] = frozenset()
    ) -> tuple[PartyId, ...]:
        """The other side when a sentence does not name it.

        Whom the report elsewhere sets against the holder comes first, then who stands near, then the most spoken of.
        A government faces armed groups, an armed group faces governments; one that stands between faces both.

        without   parties that cannot be the other side, such as those whose forces must leave first
        """
        if holder not in self._party:
            return ()
        found = self._faced(holder, sentence, without | self._kin(holder))
        return found or (self._faced(holder, sentence, self._kin(holder)) if without else ())

    def _kin(self, holder: PartyId) -> frozenset[PartyId]:
        """The holder, what it belongs to, and what belongs to it: never its other side."""
        own = self._party[holder].member_of
        below = {p.id for p in map(self._party.__getitem__, self.salience) if p.member_of == holder}
        return frozenset({holder, *below, *([own] if own else [])})

    def _faced(self, holder: PartyId, sentence: int, out: frozenset[PartyId]) -> tuple[PartyId, ...]:
        wanted = self._faces(self._party[holder].type)
        opposed = [p for (h, p), _ in self._opposed.most_common() if h == holder and p not in out]
        fitting = [p for p in opposed if self._party[p].type in wanted]
        here = self._in_sentence(sentence, out, wanted)
        if here and (here[0] in fitting or not fitting):
            return here
        if fitting:
            return tuple(fitting[:1])
        often = [p for p, n in self.salience.most_common() if n >= OFTEN]
        ranked = [p for p in often if p not in out and self._party[p].type in wanted]
        named = [p for p in ranked if self._is_named(p)]
        return tuple((named or ranked)[:1])

    def sides(self, without: frozenset[PartyId] = frozenset()) -> tuple[PartyId, ...]:
        """Both sides of the conflict as the report has them: `both`, `the warring parties`."""
        for (one, other), _ in self._opposed.most_common():
            kinds = {self._party[one].type, self._party[other].type}
            if not {one, other} & without and PartyType.ARMED_GROUP in kinds and kinds <= _AT_WAR:
                return (one, other)
        ranked = [p for p, _ in self.salience.most_common() if p not in without and self._is_named(p)]
        group = [p for p in ranked if self._party[p].type is PartyType.ARMED_GROUP][:1]
        state = [p for p in ranked if self._party[p].type in (PartyType.GOVERNMENT, PartyType.STATE)][:1]
        return (*group, *state) if group and state else ()

    def means_both(self, mentions: Iterable[int]) -> bool:
        """True for `both`, `the two sides`, `all parties`."""
        return any(_BOTH.fullmatch(self.reading.mentions[m].name.lower()) for m in mentions)

    def _in_sentence(
        self, sentence: int, without: frozenset[PartyId], wanted: frozenset[PartyType]
    ) -> tuple[PartyId, ...]:
        if sentence < 0:
            return ()
        here = [m for m, mention in enumerate(self.reading.mentions) if mention.sentence == sentence]
        found = [p for p in self.heads(here) if p not in without and self._party[p].type in wanted]
        named = [p for p in found if self._is_named(p)]
        return tuple(named[:1])

    @staticmethod
    def _faces(kind: PartyType) -> frozenset[PartyType]:
        if kind in (PartyType.GOVERNMENT, PartyType.STATE):
            return frozenset({PartyType.ARMED_GROUP})
        if kind is PartyType.ARMED_GROUP:
            return frozenset({PartyType.GOVERNMENT, PartyType.STATE})
        return frozenset({PartyType.ARMED_GROUP, PartyType.GOVERNMENT, PartyType.STATE})

    # ------------------------------------------------------------------------------------------------- dates
    def time(self, index: int | None) -> Edtf | None:
        """The value of a time phrase."""
        return self.reading.times[index].value if index is not None else None

    def said_on(self, attribution: Attribution | None) -> Edtf | None:
        """When words were said: by their own time phrase, else on the day of the speaker's other words in the report,
        else by the report.
        """
        if attribution is None:
            return self.document.published
        return self.time(attribution.said) or self._spoke_on(attribution) or self.document.published

    @cached_property
    def _dated(self) -> list[tuple[int, tuple[PartyId, ...], Edtf]]:
        """Sentence, speakers and day of what the report dates to the days before it was published."""
        published = self.document.published
        last = edtf.last_day(published) if edtf.is_day(published) else None
        found = []
        for a in self.reading.attributions:
            day = self.time(a.said)
            if day is None or not edtf.is_day(day) or not a.speaker:
                continue
            if last is None or 0 <= (last - edtf.last_day(day)).days <= _NEWS:
                found.append((a.sentence, self.heads(a.speaker), day))
        return found

    def _spoke_on(self, attribution: Attribution) -> Edtf | None:
        """The day of the nearest words before, else after, of the same party; none for what somebody had said."""
        end = attribution.cue[0].end if attribution.cue else 0
        if not end or _EARLIER.search(self.document.text[max(0, end - 40) : end].lower()):
            return None
        who = set(self.heads(attribution.speaker))
        same = [(n, day) for n, parties, day in self._dated if who & set(parties)]
        before = [row for row in same if row[0] <= attribution.sentence]
        return (before[-1] if before else same[0])[1] if same else None

    def by_then(self) -> Edtf | None:
        """Some day up to the publication: all that is known of an act without a date."""
        published = self.document.published
        if published is None:
            return None
        last = edtf.last_day(published)
        return None if last == last.max else edtf.of_days(last.min, last)

    # ------------------------------------------------------------------------------------------------ header
    def attribution(self, index: int | None) -> Attribution | None:
        """An attribution by index."""
        return self.reading.attributions[index] if index is not None else None

    def header(
        self,
        kind: str,
        content: tuple[object, ...],
        because: tuple[Place, ...],
        context: tuple[Place, ...],
        rule: str,
        confidence: float,
    ) -> Header:
        """The common fields; the key rests on what is said and on the words, not on where the files lie."""
        own = next(p for p in because if p.document == self.document.path)
        key = fingerprint(kind, content, " ".join(own.quote.translate(_SAME).split()), self.document.sha256)
        published = tuple(self.documents[p.document].published for p in because)
        return Header(
            key=key,
            id=RecordId(key),
            because=because,
            context=tuple(c for c in context if c not in because),
            process=self.process,
            origin=Origin(rule or "rule", self.version),
            confidence=round(confidence, 3),
            witnesses=Witnesses(len({p.document for p in because}), 1),
            known_on=edtf.earliest(published),
        )

    @property
    def lineage(self) -> LineageId:
        """The lineage of the document."""
        return self.document.lineage or LineageId(self.document.path)
