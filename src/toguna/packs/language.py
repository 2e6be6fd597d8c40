"""A language pack: word lists and tables of one language, `packs/languages/<code>/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from toguna.kinds.errors import PackIsBroken
from toguna.packs.files import HERE, read_list, read_table


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """The data of one language, by file name.

    code     ISO 639-1
    folder   where its files are
    """

    code: str
    folder: Path

    def __hash__(self) -> int:
        """Packs are keys of many caches, asked several times a sentence: the code tells them apart well enough."""
        return hash(self.code)

    def words(self, name: str) -> frozenset[str]:
        """The entries of `<name>.txt`, without order."""
        return frozenset(read_list(self.folder / f"{name}.txt"))

    def phrases(self, name: str) -> tuple[str, ...]:
        """The entries of `<name>.txt`, longest first, for matching."""
        return tuple(sorted(read_list(self.folder / f"{name}.txt"), key=lambda p: (-len(p), p)))

    def table(self, name: str) -> tuple[dict[str, str], ...]:
        """The rows of `<name>.tsv`."""
        return read_table(self.folder / f"{name}.tsv")


@lru_cache(maxsize=8)
def language_pack(code: str = "en") -> LanguagePack:
    """The pack of a language.

    Raises   PackIsBroken when there is none
    """
    folder = HERE / "languages" / code
    if not folder.is_dir():
        raise PackIsBroken(str(folder), "no such language pack")
    return LanguagePack(code, folder)
