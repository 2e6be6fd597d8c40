"""The tokens of a sentence, made once for times, figures and events, which read it one after another."""

from __future__ import annotations

from functools import lru_cache

from toguna.kinds.span import Stretch
from toguna.language.tokens import Token, tokens
from toguna.packs.language import LanguagePack


@lru_cache(maxsize=512)
def sentence_tokens(text: str, at: Stretch, pack: LanguagePack) -> tuple[Token, ...]:
    """`tokens`, kept for the sentences of the last few reports."""
    return tokens(text, at, pack)
