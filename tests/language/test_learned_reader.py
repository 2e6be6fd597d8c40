"""The blended reader as a whole: its readings are sound whatever the encoder says, and nothing makes it fall over."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from toguna.encoder.encoder import Encoder
from toguna.encoder.labels import CLASSES, CONTACTS, NAMES
from toguna.encoder.marks import _LABELS, _ROLES, Mark, Name
from toguna.flow.rooms import reader, reader_name
from toguna.kinds.document import Document
from toguna.kinds.errors import ReaderIsUnknown
from toguna.kinds.ids import DocumentId, Edtf
from toguna.kinds.reading import Attribution, Reading, Sentence
from toguna.language.learned import LearnedReader, learned_reader
from toguna.language.learned_settings import Settings
from toguna.language.reader import RuleReader, rule_reader
from toguna.packs.language import language_pack
from toguna.packs.world import world

At = tuple[int, int]

RULES = rule_reader()
NO_DOUBT = Settings(said_doubt=0.0, clause_doubt=0.0)
"""Every find of the rules stays, whatever the encoder does not see."""

REPORT = """Valley League says no talks until gunmen leave Orsa
ORSA, May 3 (Hill News) - The Valley League (VL) said on Monday it would sit down with the government of Karsia only \
if Tarvian troops leave the north, a spokesman said.
"We are open to a ceasefire. But the soldiers must go," VL spokesman Dano Relk told Hill News. "We will never disarm."
The army attacked a village near Orsa on Tuesday, killing twelve people, and denied that it had shelled the clinic.
Tarvia announced that it would withdraw its troops by June. Norland is mediating between the two sides. The elders \
of Orsa promised to open the road; the cabinet ruled out any role for Norland. The League did not reply."""

FRAMES = ("conditions", "positions", "events", "figures", "commitments", "channels", "vetoes", "silences")


def report(text: str, title_end: int = 0, name: str = "a.txt") -> Document:
    return Document(DocumentId(name), "0", text, title_end=title_end, published=Edtf("2021-05-05"), language="en")


DOCUMENT = report(REPORT, REPORT.index("\n"))
SENTENCES = RULES.sentences(DOCUMENT)


@dataclass(frozen=True)
class Told:
    """Stands for one window of the encoder: says what it was told to say."""

    named: tuple[Name, ...] = ()
    drawn: tuple[Drawn, ...] = ()
    residue: tuple[At, ...] = ()

    def names(self) -> tuple[Name, ...]:
        return self.named

    def marks(self, mentions: Iterable[At], places: Iterable[At] = ()) -> tuple[Mark, ...]:
        groups = {"mention": list(mentions), "place": list(places)}
        for kind in ("content", "clause", "source"):
            groups[kind] = [d.at for d in self.drawn if d.kind == kind]
        made = [d.mark(groups) for d in self.drawn if d.kind != "source"]
        return tuple(sorted(made, key=lambda m: (m.at, m.kind)))

    def within(self, head: str, start: int, end: int) -> NDArray[np.float32]:
        return np.full(end - start, 0.5, dtype=np.float32)

    def same(self, mentions: Sequence[At]) -> tuple[tuple[At, At, float], ...]:
        ordered = sorted(mentions)
        return tuple((later, earlier, 0.9) for earlier, later in itertools.pairwise(ordered))

    def lines(self, stretches: Sequence[At]) -> dict[At, dict[str, float]]:
        return {
            (start, end): {"residue": float(any(a < end and start < b for a, b in self.residue))}
            for start, end in stretches
        }


@dataclass(frozen=True)
class Drawn:
    """A mark whose roles are filled by number, once it is known who is named."""

    at: At
    kind: str
    confidence: float
    labels: dict[str, tuple[str, float]] = field(default_factory=dict)
    picks: tuple[tuple[int, float], ...] = ()

    def mark(self, groups: dict[str, list[At]]) -> Mark:
        roles = {}
        for shift, (role, name) in enumerate(_ROLES[self.kind]):
            group = groups[name]
            filled = {group[(n + shift) % len(group)]: sure for n, sure in self.picks} if group else {}
            roles[role] = tuple(sorted(filled.items(), key=lambda item: -item[1]))
        return Mark(self.at, self.kind, self.confidence, self.labels, roles)


@dataclass(frozen=True)
class Fake:
    """Stands for the encoder."""

    told: tuple[Told, ...] = ()

    def seen(self, text: str, sentences: Iterable[tuple[int, int, int]]) -> tuple[Told, ...]:
        assert all(0 <= a < b <= len(text) for _, a, b in sentences)
        return self.told


def blended(told: tuple[Told, ...] = (), how: Settings = Settings()) -> LearnedReader:  # noqa: B008
    fake = cast(Encoder, Fake(told))
    return LearnedReader(pack=language_pack("en"), world=world(), version="fake", encoder=fake, settings=how)


def carrying(*numbers: int) -> tuple[Sentence, ...]:
    return tuple(replace(s, carried=n in numbers) for n, s in enumerate(SENTENCES))


# -------------------------------------------------------------------------------------------------- what is sound
def faults(document: Document, reading: Reading) -> Iterator[str]:
    """Everything in a reading that points nowhere, or at the wrong place."""
    text, sentences, mentions = document.text, reading.sentences, reading.mentions

    def outside(name: str, values: Iterable[int | None], among: tuple[object, ...]) -> Iterator[str]:
        for n in values:
            if n is not None and not 0 <= n < len(among):
                yield f"{name} {n} of {len(among)}"

    for k, m in enumerate(mentions):
        yield from outside("sentence", [m.sentence], sentences)
        yield from outside("of, same_as", [m.of, m.same_as], mentions)
        if not sentences[m.sentence].at.holds(m.at) or m.of == k or (m.same_as is not None and m.same_as >= k):
            yield f"mention {k}: {m}"
    for time in reading.times:
        if not sentences[time.sentence].at.holds(time.at):
            yield f"time {time}"
    for k, a in enumerate(reading.attributions):
        yield from _faults_said(k, a, reading)
        if any(not 0 <= s.start < s.end <= len(text) for s in (*a.source, *a.cue, *a.content)):
            yield f"attribution {k} beyond the text"
        people = (*a.speaker, a.addressee, a.relayed_by)
        yield from outside("speaker", people, mentions)
        yield from outside("said", [a.said], reading.times)
    pointers = {
        "mention": ("set_by", "by", "toward", "holder", "ascribed_by", "actors", "recipients", "who", "between", "to"),
        "time": ("held", "on", "deadline", "period", "due"),
    }
    for kind in FRAMES:
        for frame in getattr(reading, kind):
            if not sentences[frame.sentence].at.holds(frame.at) or sentences[frame.sentence].carried:
                yield f"{kind}: {frame}"
            for name in (*pointers["mention"], "excludes"):
                value = getattr(frame, name, ())
                yield from outside(f"{kind}.{name}", value, mentions)
            for name in pointers["time"]:
                yield from outside(f"{kind}.{name}", [getattr(frame, name, None)], reading.times)
            yield from outside(f"{kind}.attribution", [getattr(frame, "attribution", None)], reading.attributions)
            yield from outside(f"{kind}.conditions", getattr(frame, "conditions", ()), reading.conditions)
            said = getattr(frame, "attribution", None)
            if said is not None and reading.attributions[said].sentence != frame.sentence:
                yield f"{kind}: said in another sentence: {frame}"


def _faults_said(k: int, a: Attribution, reading: Reading) -> Iterator[str]:
    sentence = reading.sentences[a.sentence]
    if sentence.carried or not a.content or not a.cue:
        yield f"attribution {k} is carried or empty: {a}"
    if any(not sentence.at.holds(c) for c in (*a.content, *a.source)):
        yield f"attribution {k} leaves its sentence: {a}"
    if any(not any(s.at.holds(c) for s in reading.sentences) for c in a.cue):
        yield f"the cue of {k} lies in no sentence"
    above, seen = a.inside, {k}
    while above is not None:
        if above in seen or not 0 <= above < len(reading.attributions):
            yield f"attribution {k} is inside itself or nothing"
            return
        if reading.attributions[above].sentence != a.sentence:
            yield f"attribution {k} is inside one of another sentence"
        seen.add(above)
        above = reading.attributions[above].inside


@st.composite
def stretches(draw: st.DrawFn) -> At:
    start = draw(st.integers(0, len(REPORT) - 1))
    end = draw(st.integers(start + 1, min(len(REPORT), start + draw(st.sampled_from([1, 3, 20, 90, 400])))))
    sentence = next((s.at for s in SENTENCES if s.at.start <= start < s.at.end), None)
    return (start, end) if sentence is not None else (SENTENCES[0].at.start, SENTENCES[0].at.end)


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    kind = draw(st.sampled_from(["say", "mind", "source", "content", "stand", "clause", "act", *CONTACTS]))
    sure = st.sampled_from([0.2, 0.55, 0.7, 0.99])
    labels = {h: (draw(st.sampled_from(CLASSES[h])), draw(sure)) for h in _LABELS.get(kind, ())}
    picks = draw(st.lists(st.tuples(st.integers(0, 60), sure), max_size=3))
    return Drawn(draw(stretches()), kind, draw(sure), labels, tuple(picks))


NAMED = st.builds(Name, stretches(), st.sampled_from(NAMES), st.sampled_from([0.5, 0.95]))
TOLD = st.builds(
    Told,
    st.lists(NAMED, max_size=6).map(tuple),
    st.lists(drawn(), max_size=10).map(tuple),
    st.lists(stretches(), max_size=1).map(tuple),
)


@given(st.lists(TOLD, max_size=2), st.sets(st.integers(0, len(SENTENCES) - 1), max_size=2))
@settings(max_examples=150, deadline=None)
def test_whatever_the_encoder_says_every_pointer_leads_somewhere(told: list[Told], gone: set[int]) -> None:
    sentences = carrying(*gone)
    reading = blended(tuple(told)).read(DOCUMENT, sentences)
    assert list(faults(DOCUMENT, reading)) == []
    assert reading.sentences == sentences


@given(st.lists(TOLD, max_size=2))
@settings(max_examples=25, deadline=None)
def test_reading_twice_gives_the_same(told: list[Told]) -> None:
    known = blended(tuple(told))
    assert known.read(DOCUMENT, SENTENCES) == known.read(DOCUMENT, SENTENCES)


def test_the_rules_alone_point_somewhere_too() -> None:
    assert list(faults(DOCUMENT, RULES.read(DOCUMENT, SENTENCES))) == []


# ------------------------------------------------------------------------------------------------ nothing is lost
def test_an_encoder_that_sees_nothing_changes_nothing() -> None:
    assert blended((), NO_DOUBT).read(DOCUMENT, SENTENCES) == RULES.read(DOCUMENT, SENTENCES)


def test_an_encoder_that_sees_nothing_leaves_what_the_rules_are_sure_of() -> None:
    ruled, mixed = RULES.read(DOCUMENT, SENTENCES), blended().read(DOCUMENT, SENTENCES)
    assert mixed.mentions == ruled.mentions
    assert mixed.attributions == ruled.attributions
    assert mixed.conditions == ruled.conditions
    assert mixed.events == ruled.events


@pytest.mark.parametrize("gone", range(len(SENTENCES)))
def test_a_carried_sentence_gives_mentions_but_nothing_said_or_done(gone: int) -> None:
    sentences = carrying(gone)
    for known in (blended((), NO_DOUBT), learned_reader()):
        reading = known.read(DOCUMENT, sentences)
        frames = [f for kind in FRAMES for f in getattr(reading, kind)]
        assert not [f for f in (*reading.attributions, *frames) if f.sentence == gone]
        assert reading.mentions[: len(RULES.mentions(DOCUMENT, SENTENCES))] and reading.sentences == sentences


def test_a_line_that_is_surely_residue_says_nothing_but_stays_a_sentence() -> None:
    last = SENTENCES[-1].at
    reading = blended((Told(residue=((last.start, last.end),)),), NO_DOUBT).read(DOCUMENT, SENTENCES)
    dull = {n for n, s in enumerate(SENTENCES) if s.paragraph == SENTENCES[-1].paragraph}
    assert dull and reading.sentences == SENTENCES
    assert not [f for kind in ("attributions", *FRAMES) for f in getattr(reading, kind) if f.sentence in dull]
    assert [f for kind in ("attributions", *FRAMES) for f in getattr(reading, kind)]


def test_a_title_is_never_residue() -> None:
    whole = Told(residue=((0, len(REPORT)),))
    reading = blended((whole,), NO_DOUBT).read(DOCUMENT, SENTENCES)
    assert {a.sentence for a in reading.attributions} == {0}


# --------------------------------------------------------------------------------------- the reader that is shipped
def test_the_shipped_reader_names_rules_and_weights() -> None:
    known = learned_reader()
    assert known.version == f"{RULES.version}+{known.encoder.version}"


def test_the_shipped_reader_gives_sound_readings() -> None:
    assert list(faults(DOCUMENT, learned_reader().read(DOCUMENT, SENTENCES))) == []


def test_a_reading_does_not_depend_on_what_was_read_before() -> None:
    other = report("The Brannock Front rejected talks.\nIts men shelled Orsa on Sunday.", 0, "b.txt")
    fresh = learned_reader()
    alone = fresh.read(DOCUMENT, SENTENCES)
    fresh.read(other, fresh.sentences(other))
    assert fresh.read(DOCUMENT, SENTENCES) == alone == learned_reader().read(DOCUMENT, SENTENCES)


def test_the_name_of_a_document_changes_nothing_but_itself() -> None:
    named = replace(DOCUMENT, path=DocumentId("somewhere/else.html"))
    one, other = (learned_reader().read(d, SENTENCES) for d in (DOCUMENT, named))
    assert replace(other, document=one.document) == one


ODD = {
    "nothing": "",
    "one letter": "a",
    "one mark": "\u2014",
    "blank lines": " \n\n\t\n",
    "a long line without stops": "the rebels said that they would talk and " * 488,
    "a long word": "x" * 20_000,
    "a long row of marks": '"' * 600,
    "emoji": "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 \u201cNo talks,\u201d said \U0001f1f2\U0001f1f1.",
    "control characters": "The rebels\x01\x02 said\x07 they \x1b[31m would\x0btalk\x0c only if\x85troops leave.",
    "lines ending as on Windows": "The rebels said they would talk.\r\n\r\nThe army refused to leave.\r\n",
    "right to left": "قال المتمردون إنهم سيتحدثون. \u202eThe rebels said no.\u202c",
    "syllables of several pieces": "한국 정부는 회담을 거부했다고 말했다.",
    "half a character": "The rebels said \ud800 they would talk.",
    "letters that grow in lower case": "\u0130stanbul said it would talk only if \ufb01ghters leave Stra\u00dfe.",
    "lone accents": "\u0301\u0301 The e\u0301lite guard said it would stay.",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("titled", [False, True])
def test_odd_texts_are_read_like_any_other(text: str, titled: bool) -> None:
    known = learned_reader()
    document = report(text, len(text) if titled else 0)
    reading = known.read(document, known.sentences(document))
    assert list(faults(document, reading)) == []


@given(st.text(max_size=120))
@settings(max_examples=25, deadline=None)
def test_any_text_is_read(text: str) -> None:
    known = learned_reader()
    document = report(text)
    assert list(faults(document, known.read(document, known.sentences(document)))) == []


# ------------------------------------------------------------------------------------------------- which reader
@pytest.mark.parametrize(("given", "name"), [(None, "learned"), ("", "learned"), ("rules", "rules")])
def test_the_trained_reader_reads_unless_rules_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, given: str | None, name: str
) -> None:
    monkeypatch.delenv("TOGUNA_READER", raising=False)
    if given is not None:
        monkeypatch.setenv("TOGUNA_READER", given)
    assert reader_name() == name
    assert type(reader(name)) is (RuleReader if name == "rules" else LearnedReader)


def test_a_reader_that_nobody_knows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOGUNA_READER", "oracle")
    with pytest.raises(ReaderIsUnknown, match="oracle"):
        reader_name()
