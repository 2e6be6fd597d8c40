"""Attributions that rules and encoder find: the rules' with their detail where the encoder sees the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toguna.encoder.doubt import Doubt
from toguna.encoder.marks import LIKELY, Mark
from toguna.kinds.document import Document
from toguna.kinds.reading import Attribution, Mention, MentionKind, Sentence
from toguna.kinds.span import Stretch
from toguna.kinds.vocabulary import StatementMode
from toguna.language.learned_roles import Numbers
from toguna.language.learned_settings import Settings
from toguna.language.quotes import Quote, quotes

_OUTER = "\"“”„«»'‘’` ,;:–—-\n"


def blended_attributions(
    document: Document,
    sentences: tuple[Sentence, ...],
    named: tuple[Mention, ...],
    ruled: tuple[Attribution, ...],
    marks: tuple[Mark, ...],
    doubt: Doubt,
    settings: Settings,
) -> tuple[Attribution, ...]:
    """The attributions of a document, in the order of their content; `inside` is an index into the result."""
    numbers = Numbers(sentences, named, settings.role)
    seen = list(_seen(document.text, numbers, marks, quotes(document.text, sentences)))
    ruled = _outside_residue(ruled, sentences)
    met = [max((share(r.content, s.content) for s in seen if s.sentence == r.sentence), default=0.0) for r in ruled]
    kept = [
        i
        for i, r in enumerate(ruled)
        if met[i] >= 0.5
        or doubt.mean(("content", "inner"), [(c.start, c.end) for c in r.content]) >= settings.said_doubt
    ]
    place = {old: new for new, old in enumerate(kept)}
    own = [replace(ruled[i], inside=_still(ruled, ruled[i].inside, place)) for i in kept]
    new: list[Attribution] = []
    for s in seen:
        here = [r for r in own if r.sentence == s.sentence]
        before = [n for n in new if n.sentence == s.sentence]
        if s.confidence < settings.said_add or any(_crosses(r, s) for r in here):
            continue
        if not any(share(a.content, s.content) >= 0.5 for a in (*here, *before)):
            new.append(s)
    return _ordered([*own, *new], len(own))


def _outside_residue(ruled: tuple[Attribution, ...], sentences: tuple[Sentence, ...]) -> tuple[Attribution, ...]:
    """Without those of sentences that are read elsewhere or not at all."""
    kept = [i for i, a in enumerate(ruled) if not sentences[a.sentence].carried]
    place = {old: new for new, old in enumerate(kept)}
    return tuple(replace(ruled[i], inside=_still(ruled, ruled[i].inside, place)) for i in kept)


def _still(ruled: tuple[Attribution, ...], inside: int | None, place: dict[int, int]) -> int | None:
    """The nearest holder that was not thrown out, by its new number."""
    while inside is not None and inside not in place:
        inside = ruled[inside].inside
    return None if inside is None else place[inside]


def share(a: tuple[Stretch, ...], b: tuple[Stretch, ...]) -> float:
    """Intersection over union of code points."""
    one = {c for s in a for c in range(s.start, s.end)}
    two = {c for s in b for c in range(s.start, s.end)}
    return len(one & two) / len(one | two) if one and two else 0.0


def _crosses(ruled: Attribution, new: Attribution) -> bool:
    """True if the new one overlaps the rule's content without lying whole inside it or holding it whole."""
    for a in ruled.content:
        for b in new.content:
            if a.meets(b) and not a.holds(b) and not b.holds(a):
                return True
    return any(c.meets(d) for c in ruled.cue for d in new.cue)


def _seen(text: str, numbers: Numbers, marks: tuple[Mark, ...], quoted: tuple[Quote, ...]) -> Iterator[Attribution]:
    taken: set[tuple[int, int]] = set()
    for mark in marks:
        if mark.kind in ("say", "mind"):
            content = [at for at, sure in mark.roles["content"] if sure >= LIKELY]
            taken.update(content)
            yield from _of(text, numbers, mark, content, quoted)
    for mark in marks:
        if mark.kind == "content" and not any(a <= mark.at[0] and mark.at[1] <= b for a, b in taken):
            before = [m for m in marks if m.kind == "say" and m.at < mark.at]
            yield from _of(text, numbers, mark, [mark.at], quoted, before[-1] if before else None)


def _of(
    text: str,
    numbers: Numbers,
    mark: Mark,
    content: list[tuple[int, int]],
    quoted: tuple[Quote, ...],
    donor: Mark | None = None,
) -> Iterator[Attribution]:
    """One attribution for each sentence of the content; a quote without a cue takes the cue before it."""
    cue = mark if mark.kind != "content" else donor
    words = numbers.begun(cue.at) if cue else None
    if words is None:
        return
    source = [at for at, sure in mark.roles.get("source", ())[:1] if sure >= LIKELY]
    speaker = numbers.filled(mark, "speaker") or (numbers.filled(donor, "speaker") if donor else ())
    who = _consistent(numbers, speaker, source)
    for number in sorted({n for at in content for n in numbers.sentences_of(at)}):
        parts = [
            p for at in sorted(content) if (p := numbers.within(at, number)) and (q := _bare(text, p)) and (p := q)
        ]
        if not parts:
            continue
        here = tuple(p for at in source if (p := numbers.within(at, number)))
        yield Attribution(
            sentence=number,
            source=here or _named(numbers, speaker, number, parts),
            cue=(words,),
            content=tuple(parts),
            mode=_mode(numbers.sentences[number], parts, quoted),
            speaker=who,
            denial=mark.labels.get("denial", ("no", 0.0))[0] == "yes",
            anonymous=bool(who) and numbers.mentions[who[0]].kind is MentionKind.DESCRIPTION,
            inner=mark.kind == "mind",
            rule="encoder, quote goes on" if donor else "encoder",
            confidence=round(mark.confidence, 3),
        )


def _consistent(numbers: Numbers, speaker: tuple[int, ...], source: list[tuple[int, int]]) -> tuple[int, ...]:
    """The speaker, or who is named in the words of the source when the speaker stands outside of them."""
    inside = _first_in(numbers, source)
    if inside and not any(
        a <= numbers.mentions[n].at.start and numbers.mentions[n].at.end <= b for n in speaker for a, b in source
    ):
        return inside
    return speaker


def _named(numbers: Numbers, speaker: tuple[int, ...], number: int, parts: list[Stretch]) -> tuple[Stretch, ...]:
    """The speaker's own mention as source, when it stands in the sentence and outside of the content."""
    mentions = [numbers.mentions[n] for n in speaker]
    return tuple(m.at for m in mentions if m.sentence == number and not any(p.meets(m.at) for p in parts))


def _first_in(numbers: Numbers, source: list[tuple[int, int]]) -> tuple[int, ...]:
    """The first mention in a source, in whatever sentence it stands."""
    found = (
        n
        for n, m in enumerate(numbers.mentions)
        if m.kind is not MentionKind.PLACE and any(a <= m.at.start and m.at.end <= b for a, b in source)
    )
    return tuple(found)[:1]


def _bare(text: str, at: Stretch) -> Stretch | None:
    start, end = at.start, at.end
    while start < end and text[start] in _OUTER:
        start += 1
    while end > start and text[end - 1] in _OUTER:
        end -= 1
    return Stretch(start, end) if start < end else None


def _mode(sentence: Sentence, parts: list[Stretch], quoted: tuple[Quote, ...]) -> StatementMode:
    if sentence.is_title:
        return StatementMode.HEADLINE
    between = [Stretch(q.start, q.end) for q in quoted if any(p.start < q.end and q.start < p.end for p in parts)]
    if all(any(q.holds(p) for q in between) for p in parts):
        return StatementMode.DIRECT
    return StatementMode.MIXED if between else StatementMode.INDIRECT


def _ordered(found: list[Attribution], own: int) -> tuple[Attribution, ...]:
    """In order of sentence and content, with `inside` renewed; the encoder's are put into the smallest holder of cue
    and content."""
    order = sorted(range(len(found)), key=lambda i: (found[i].sentence, min(found[i].content), i))
    place = {old: new for new, old in enumerate(order)}
    out = []
    for i in order:
        a = found[i]
        inside = place[a.inside] if a.inside is not None and i < own else None
        if i >= own:
            holders = [
                (sum(c.end - c.start for c in b.content), place[j])
                for j, b in enumerate(found)
                if j != i
                and b.sentence == a.sentence
                and all(any(c.holds(x) for c in b.content) for x in (*a.cue, *a.content))
                and not all(any(c.holds(x) for c in a.content) for x in b.content)
            ]
            inside = min(holders)[1] if holders else None
        out.append(replace(a, inside=inside))
    return tuple(out)
