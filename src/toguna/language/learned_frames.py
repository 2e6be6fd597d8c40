"""Conditions and positions that rules and encoder find, and the contacts that only the encoder finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from toguna.encoder.doubt import Doubt
from toguna.encoder.marks import LIKELY, Mark
from toguna.kinds.reading import (
    ChannelFrame,
    CommitmentFrame,
    ConditionFrame,
    PositionFrame,
    SilenceFrame,
    VetoFrame,
)
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import ChannelRole, ChannelState, Issue, Necessity, Stance
from toguna.language.frames import Frames
from toguna.language.learned_roles import Numbers
from toguna.language.learned_settings import Settings
from toguna.language.scene import Scene


def blended_frames(scene: Scene, ruled: Frames, marks: tuple[Mark, ...], doubt: Doubt, settings: Settings) -> Frames:
    """The frames of a document; rules' first, so that their numbers hold where nothing is thrown out."""
    numbers = Numbers(scene.sentences, scene.mentions, settings.role)
    conditions = _Conditions(scene, numbers, doubt, settings).blended(ruled, marks)
    positions = _Positions(scene, numbers, settings, conditions).blended(ruled, marks)
    more = _contacts(scene, numbers, ruled, marks, settings)
    return replace(more, conditions=conditions.frames, positions=positions)


@dataclass(frozen=True, slots=True)
class _Found:
    """Conditions with the way from old numbers and from clauses to new numbers."""

    frames: tuple[ConditionFrame, ...]
    moved: dict[int, int]
    of_clause: dict[tuple[int, int], int]


def _overlap(a: Stretch, b: Stretch) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(0, shared) / min(a.end - a.start, b.end - b.start)


@dataclass(frozen=True, slots=True)
class _Conditions:
    scene: Scene
    numbers: Numbers
    doubt: Doubt
    settings: Settings

    def blended(self, ruled: Frames, marks: tuple[Mark, ...]) -> _Found:
        clauses = [m for m in marks if m.kind == "clause" and self._has_words(m)]
        used: dict[int, Mark] = {}
        for n, frame in enumerate(ruled.conditions):
            meeting = [m for m in clauses if _overlap(frame.at, Stretch(*m.at)) >= 0.5]
            if meeting:
                used[n] = max(meeting, key=lambda m: _overlap(frame.at, Stretch(*m.at)))
        kept = [
            n
            for n, c in enumerate(ruled.conditions)
            if n in used or self.doubt.mean(("clause",), [(c.at.start, c.at.end)]) >= self.settings.clause_doubt
        ]
        frames = [self._mended(ruled.conditions[n], used.get(n)) for n in kept]
        of_clause = {used[n].at: i for i, n in enumerate(kept) if n in used}
        for mark in clauses:
            if mark.at not in of_clause and mark.confidence >= self.settings.clause_add:
                met = next((i for i, f in enumerate(frames) if f.at.meets(Stretch(*mark.at))), len(frames))
                of_clause[mark.at] = met
                if met == len(frames):
                    frames.append(self._made(mark))
        return _Found(tuple(frames), {n: i for i, n in enumerate(kept)}, of_clause)

    def _has_words(self, mark: Mark) -> bool:
        """True for a clause that is read here and is more than marks."""
        number = self.numbers.sentence(mark.at)
        part = None if number is None else self.numbers.within(mark.at, number)
        return part is not None and any(c.isalnum() for c in part.of(self.scene.document.text))

    def _mended(self, frame: ConditionFrame, mark: Mark | None) -> ConditionFrame:
        if mark is None:
            return frame
        issue, sure = mark.labels["requires"]
        unlocks, sure_of_it = mark.labels["unlocks"]
        least = self.settings.clause_fill
        return replace(
            frame,
            issue=Issue(issue) if frame.issue is Issue.OTHER and sure >= least else frame.issue,
            unlocks=Issue(unlocks) if frame.unlocks is Issue.OTHER and sure_of_it >= least else frame.unlocks,
        )

    def _made(self, mark: Mark) -> ConditionFrame:
        number = self.numbers.sentence(mark.at)
        assert number is not None
        at = self.scene.stretch(mark.at[0], min(mark.at[1], self.scene.sentences[number].at.end))
        return ConditionFrame(
            at=at,
            sentence=number,
            issue=Issue(mark.labels["requires"][0]),
            what=at.of(self.scene.document.text),
            by=self.numbers.filled(mark, "by", 2),
            unlocks=Issue(mark.labels["unlocks"][0]),
            necessity=Necessity(mark.labels["necessity"][0]),
            attribution=self.scene.attribution_at(at.start, at.end, number),
            rule="encoder",
            confidence=round(mark.confidence, 3),
        )


@dataclass(frozen=True, slots=True)
class _Positions:
    scene: Scene
    numbers: Numbers
    settings: Settings
    conditions: _Found

    def blended(self, ruled: Frames, marks: tuple[Mark, ...]) -> tuple[PositionFrame, ...]:
        stands: dict[tuple[int, Issue], list[Mark]] = {}
        for mark in marks:
            if mark.kind == "stand" and (n := self.numbers.sentence(mark.at)) is not None:
                stands.setdefault((n, Issue(mark.labels["issue"][0])), []).append(mark)
        kept, met = [], set()
        for frame in ruled.positions:
            moved = tuple(self.conditions.moved[c] for c in frame.conditions if c in self.conditions.moved)
            if frame.conditions and not moved and frame.stance is Stance.CONDITIONAL:
                frame = replace(frame, stance=_unconditional(frame.issue))
            frame = replace(frame, conditions=moved)
            marks_here = stands.get((frame.sentence, frame.issue), [])
            if marks_here:
                met.add((frame.sentence, frame.issue))
                mark = max(marks_here, key=lambda m: m.confidence)
                frame = replace(frame, holder=frame.holder or self.numbers.filled(mark, "holder"))
            kept.append(frame)
        new = [made for key, here in stands.items() if key not in met for made in self._made(key, here)]
        return tuple(sorted([*kept, *new], key=lambda f: f.sentence))

    def _held(self, mark: Mark) -> tuple[int, ...]:
        """The conditions that a stand hangs on."""
        found = [self.conditions.of_clause.get(at) for at, sure in mark.roles["condition"] if sure >= LIKELY]
        return tuple(sorted({c for c in found if c is not None}))

    def _made(self, key: tuple[int, Issue], here: list[Mark]) -> Iterator[PositionFrame]:
        number, issue = key
        sentence = self.scene.body(number)
        seen: set[tuple[int, ...]] = set()
        for mark in here:
            holder = self.numbers.filled(mark, "holder")
            sure = mark.labels["issue"][1] * mark.labels["stance"][1]
            if mark.confidence < self.settings.stand_add or sure < self.settings.stand_label:
                continue
            if not holder or holder in seen:
                continue
            seen.add(holder)
            conditions = self._held(mark)
            stance = Stance(mark.labels["stance"][0])
            if stance is Stance.CONDITIONAL and not conditions:
                stance = _unconditional(issue)
            at = Stretch(*mark.at)
            attribution = self.scene.attribution_at(at.start, min(at.end, sentence.end), number)
            whole = sentence
            if attribution is not None:
                inside = [c for c in self.scene.attributions[attribution].content if c.meets(at)]
                whole = inside[0] if inside else sentence
            yield PositionFrame(
                at=self.scene.stretch(whole.start, whole.end),
                sentence=number,
                issue=issue,
                stance=stance,
                holder=holder,
                toward=self.numbers.filled(mark, "toward", 2),
                conditions=conditions,
                attribution=attribution,
                ascribed_by=(),
                explicit=mark.labels["hint"][0] == "no",
                rule="encoder",
                confidence=round(mark.confidence, 3),
            )


def _unconditional(issue: Issue) -> Stance:
    """What is left of a conditional stance whose condition nobody holds to be one."""
    return Stance.OPEN if issue is Issue.TALKS else Stance.FOR


def _contacts(scene: Scene, numbers: Numbers, ruled: Frames, marks: tuple[Mark, ...], settings: Settings) -> Frames:
    """Vetoes, channels, silences and promises: the rules', and the encoder's in sentences where no rule found one."""
    vetoes, channels = list(ruled.vetoes), list(ruled.channels)
    silences, promises = list(ruled.silences), list(ruled.commitments)
    for mark in marks:
        number = numbers.sentence(mark.at)
        if number is None or mark.kind not in ("chan", "veto", "silence", "promise"):
            continue
        at = Stretch(mark.at[0], min(mark.at[1], scene.sentences[number].at.end))
        who = numbers.filled(mark, "who", 2)
        if not who or mark.confidence < settings.stand_add:
            continue
        sure = round(mark.confidence, 3)
        said = scene.attribution_at(at.start, at.end, number)
        if mark.kind == "veto" and not any(f.sentence == number for f in vetoes):
            issue = Issue(mark.labels["topic"][0])
            out = numbers.filled(mark, "excludes")
            vetoes.append(VetoFrame(at, number, who, issue, out, attribution=said, rule="encoder", confidence=sure))
        elif mark.kind == "chan" and not any(f.sentence == number for f in channels):
            role, state = ChannelRole(mark.labels["role"][0]), ChannelState(mark.labels["channel"][0])
            between = numbers.filled(mark, "between", 2)
            channels.append(
                ChannelFrame(at, number, who, role, state, between, attribution=said, rule="encoder", confidence=sure)
            )
        elif mark.kind == "silence" and not any(f.sentence == number for f in silences):
            silences.append(
                SilenceFrame(at, number, who, numbers.filled(mark, "excludes"), rule="encoder", confidence=sure)
            )
        elif mark.kind == "promise" and not any(f.sentence == number for f in promises):
            issue = Issue(mark.labels["topic"][0])
            what = at.of(scene.document.text)
            promises.append(
                CommitmentFrame(at, number, who, issue, what, attribution=said, rule="encoder", confidence=sure)
            )
    return replace(
        ruled,
        vetoes=tuple(vetoes),
        channels=tuple(channels),
        silences=tuple(silences),
        commitments=tuple(promises),
    )
