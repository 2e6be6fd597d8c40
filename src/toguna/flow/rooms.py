"""The rooms as the flow calls them: one function each, picklable, imported when first called."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import toguna
from toguna.kinds.aside import Aside
from toguna.kinds.document import Document
from toguna.kinds.errors import ReaderIsUnknown
from toguna.kinds.ids import DocumentId
from toguna.kinds.lineage import Lineage
from toguna.kinds.page import Page
from toguna.kinds.party import Cast
from toguna.kinds.passage import Carry
from toguna.kinds.reading import Reading, Sentence
from toguna.kinds.record import Claim, Record

if TYPE_CHECKING:
    from toguna.language.reader import Reader

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
"""Parallel by process, one thread each: on matrices as small as a window's, more threads wait for each other and took
twice the processor time. Set before NumPy is first imported, which every room does inside its functions."""

Sentences = Mapping[DocumentId, tuple[Sentence, ...]]
Readings = Mapping[DocumentId, Reading]


def pages(paths: Sequence[Path]) -> Iterator[Page | Aside]:
    """`sources.walk`"""
    from toguna.sources.walk import pages as walked

    return walked(paths)


def document(page: Page) -> Document | Aside:
    """`reading.read`"""
    from toguna.packs.language import language_pack
    from toguna.packs.outlet import outlet_pack
    from toguna.reading.read import document as read

    return read(page, outlet_pack(), language_pack("en"))


def habits(documents: Sequence[Document]) -> tuple[Document, ...]:
    """`reading.habits`"""
    from toguna.reading.habits import settle

    return settle(documents)


def lineages(documents: Sequence[Document]) -> tuple[Lineage, ...]:
    """`copies.lineages`"""
    from toguna.copies.lineages import lineages as found

    return found(documents)


def dated(documents: Sequence[Document], lineages: Sequence[Lineage]) -> tuple[Document, ...]:
    """`copies.dating`, which asks `reading.dateline` for the day of a dateline without a year"""
    from toguna.copies.dating import dated as lent
    from toguna.packs.language import language_pack
    from toguna.reading.dateline import month_day

    return lent(documents, lineages, lambda document: month_day(document, language_pack()))


def carried(documents: Sequence[Document], lineages: Sequence[Lineage], sentences: Sentences) -> tuple[Carry, ...]:
    """`copies.carried`"""
    from toguna.copies.carried import carried as found

    return found(documents, lineages, sentences)


def sentences(document: Document) -> tuple[Sentence, ...]:
    """`language.reader`, before it is known what is carried."""
    from toguna.language.reader import rule_reader
    from toguna.packs.language import language_pack

    return rule_reader(language_pack("en")).sentences(document)


def reader_name() -> str:
    """`TOGUNA_READER`: `learned`, rules and the trained encoder together (the default), or `rules` alone.

    Raises   ReaderIsUnknown
    """
    name = os.environ.get("TOGUNA_READER") or "learned"
    if name not in ("learned", "rules"):
        raise ReaderIsUnknown(name)
    return name


@lru_cache(maxsize=2)
def reader(name: str) -> Reader:
    """The reader of that name; the trained one is loaded once a process."""
    from toguna.packs.language import language_pack

    if name == "rules":
        from toguna.language.reader import rule_reader

        return rule_reader(language_pack("en"))
    from toguna.language.learned import learned_reader

    return learned_reader(language_pack("en"))


def read(given: tuple[Document, tuple[Sentence, ...]]) -> Reading:
    """`language.learned`, or `language.reader` when a person wants rules alone."""
    return reader(reader_name()).read(*given)


def cast(documents: Sequence[Document], readings: Readings, packs: Sequence[str]) -> Cast:
    """`actors.resolve`, with the conflict packs of those names."""
    from toguna.actors.resolve import cast as resolved
    from toguna.packs.conflict import conflict_pack, merged
    from toguna.packs.world import world

    conflict = merged(conflict_pack(name) for name in packs) if packs else None
    return resolved(documents, readings, conflict, world())


def check_packs(packs: Sequence[str]) -> None:
    """Nothing when every pack can be read: a run that names a broken one must not begin, for it would be remembered.

    Raises   PackIsBroken
    """
    from toguna.packs.conflict import conflict_pack

    for name in packs:
        conflict_pack(name)


def records(
    documents: Sequence[Document],
    lineages: Sequence[Lineage],
    readings: Readings,
    carries: Sequence[Carry],
    cast: Cast,
    process: str,
) -> tuple[Claim, ...]:
    """`record.records`"""
    from toguna.record.records import records as made

    return made(documents, lineages, readings, carries, cast, process, reader(reader_name()).version)


def derive(claims: Sequence[Claim], cast: Cast, documents: Sequence[Document], process: str) -> tuple[Record, ...]:
    """`process.derive`"""
    from toguna.process.derive import derive as derived

    return derived(claims, cast, documents, process)


def code(*rooms: str) -> str:
    """A digest of the rooms' code and data, and of the reader's name: what was kept under another one is read again.

    rooms   names of folders of the package; none means all
    """
    return _code(reader_name(), *rooms)


@lru_cache(maxsize=32)
def _code(name: str, *rooms: str) -> str:
    here = Path(toguna.__file__).parent
    digest = hashlib.sha256(f"{toguna.__version__} {name}".encode())
    for folder in [here / room for room in rooms] or [here]:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(str(file.relative_to(here)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def packs_digest(packs: Iterable[str]) -> str:
    """A digest of packs that are a person's own files; built-in ones are part of the code."""
    digest = hashlib.sha256()
    for pack in packs:
        digest.update(pack.encode("utf-8", "surrogatepass") + b"\0")
        if Path(pack).is_file():
            digest.update(Path(pack).read_bytes())
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Rooms:
    """Every room as one function; tests put small ones in their place."""

    pages: Callable[[Sequence[Path]], Iterator[Page | Aside]] = pages
    document: Callable[[Page], Document | Aside] = document
    habits: Callable[[Sequence[Document]], Sequence[Document]] = habits
    lineages: Callable[[Sequence[Document]], Sequence[Lineage]] = lineages
    dated: Callable[[Sequence[Document], Sequence[Lineage]], Sequence[Document]] = dated
    carried: Callable[[Sequence[Document], Sequence[Lineage], Sentences], Sequence[Carry]] = carried
    sentences: Callable[[Document], tuple[Sentence, ...]] = sentences
    read: Callable[[tuple[Document, tuple[Sentence, ...]]], Reading] = read
    cast: Callable[[Sequence[Document], Readings, Sequence[str]], Cast] = cast
    records: Callable[
        [Sequence[Document], Sequence[Lineage], Readings, Sequence[Carry], Cast, str], Sequence[Claim]
    ] = records
    derive: Callable[[Sequence[Claim], Cast, Sequence[Document], str], Sequence[Record]] = derive
    code: Callable[..., str] = code
    check_packs: Callable[[Sequence[str]], None] = check_packs
