"""Sentences to mentions: who and what is named or stood for, with roles, brackets and appositions.

Names are decided over the whole document: a name is of one kind wherever it stands. No mention lies inside another.
"""

from __future__ import annotations

from dataclasses import replace

from toguna.kinds.document import Document
from toguna.kinds.reading import Mention, Sentence
from toguna.kinds.span import Stretch
from toguna.language.mention_draft import Draft
from toguna.language.mention_kinds import decide
from toguna.language.mention_lexicon import lexicon
from toguna.language.mention_links import link
from toguna.language.mention_names import NameFinder, Words, habits, style
from toguna.language.mention_phrases import phrases
from toguna.language.tokens import Token, tokens
from toguna.packs.language import LanguagePack
from toguna.packs.world import World


def mentions(
    document: Document, sentences: tuple[Sentence, ...], pack: LanguagePack, world: World
) -> tuple[Mention, ...]:
    """The mentions of a document in the order of their start; `of` and `same_as` are indices into the result."""
    read = [_words(document.text, n, sentence, pack) for n, sentence in enumerate(sentences)]
    words = lexicon(pack)
    finder = NameFinder(document.text, words, world, habits(read))
    drafts: list[Draft] = []
    for sentence in read:
        if sentence.tokens:
            drafts.extend(phrases(sentence, finder.names(sentence), finder))
    decide(drafts, words, world)
    link(drafts)
    return _numbered(drafts)


def _words(text: str, number: int, sentence: Sentence, pack: LanguagePack) -> Words:
    found = tokens(text, sentence.at, pack)
    written = style(found, sentence.is_title)
    if written != "plain":
        found = _retagged(text, sentence, pack, found)
    return Words(number, sentence, found, [t.low for t in found], written)


def _retagged(text: str, sentence: Sentence, pack: LanguagePack, found: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a headline with the tags that they would have in small letters."""
    start, end = sentence.at.start, sentence.at.end
    small = text[start:end].lower()
    if len(small) != end - start:
        return found
    plain = tokens(small, Stretch(0, end - start), pack)
    if len(plain) != len(found):
        return found
    return tuple(replace(t, tag=p.tag, verb=p.verb) for t, p in zip(found, plain, strict=True))


def _numbered(drafts: list[Draft]) -> tuple[Mention, ...]:
    kept = sorted((d for d in drafts if not d.dropped and d.kind is not None), key=lambda d: d.at)
    index = {id(d): i for i, d in enumerate(kept)}

    def place(draft: Draft | None) -> int | None:
        return index.get(id(draft)) if draft is not None else None

    found = []
    for i, draft in enumerate(kept):
        same = place(draft.same_as)
        of = place(draft.of)
        assert draft.kind is not None
        found.append(
            Mention(
                at=Stretch(*draft.at),
                sentence=draft.words.number,
                kind=draft.kind,
                name=draft.name,
                role=draft.role,
                of=of if of != i else None,
                same_as=same if same is not None and same < i else None,
                plural=draft.plural,
                anonymous=draft.anonymous,
            )
        )
    return tuple(found)
