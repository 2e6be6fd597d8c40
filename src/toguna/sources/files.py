"""Given paths -> the files under them, sorted, each once, with the names they go by.

Links are followed once: a link to a folder that was seen already (a loop, or a second way in) is set aside.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toguna.kinds.aside import Aside, Stage
from toguna.kinds.errors import InputIsMissing


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file, and its name: relative to the folder given, with `/`."""

    file: Path
    name: str


Listed = tuple[Found | Aside, ...]


def found(paths: Sequence[Path]) -> tuple[Found | Aside, ...]:
    """All that lies under the paths, sorted by name.

    Raises   InputIsMissing when a path does not exist, or none is given
    """
    if not paths:
        raise InputIsMissing("(no path)")
    for path in paths:
        if not os.path.lexists(path):
            raise InputIsMissing(str(path))
    roots = {os.path.realpath(path): path for path in sorted(paths, key=str, reverse=True)}
    seen: set[tuple[int, int]] = set()
    taken: set[str] = set()
    listed = [(Path(real), _listing(roots[real], seen, taken)) for real in sorted(roots)]
    return tuple(sorted(_told_apart(listed), key=_order))


def _order(item: Found | Aside) -> tuple[str, str]:
    return (item.name, "") if isinstance(item, Found) else (item.item, item.reason)


def _listing(root: Path, seen: set[tuple[int, int]], taken: set[str]) -> Listed:
    if root.is_dir():
        return tuple(_walk(root, "", seen, taken))
    return (_entry(root, readable(root.name or str(root)), taken),)


def _walk(folder: Path, inside: str, seen: set[tuple[int, int]], taken: set[str]) -> Iterator[Found | Aside]:
    try:
        here = folder.stat()
        entries = sorted(folder.iterdir(), key=lambda p: (p.is_symlink(), os.fsencode(p.name)))
    except OSError as error:
        yield _aside(inside or readable(folder.name), "unreadable", _words(error))
        return
    if (here.st_dev, here.st_ino) in seen:
        yield _aside(inside or readable(folder.name), "folder seen already", "a loop, or a second way to a folder")
        return
    seen.add((here.st_dev, here.st_ino))
    for entry in entries:
        name = inside + readable(entry.name)
        if entry.name.startswith("."):
            yield _aside(name, "hidden")
        elif entry.is_dir():
            yield from _walk(entry, name + "/", seen, taken)
        else:
            yield _entry(entry, name, taken)


def _entry(file: Path, name: str, taken: set[str]) -> Found | Aside:
    """One thing that is no folder: looked at, never opened here (to open a FIFO would wait for ever)."""
    try:
        mode = file.stat().st_mode
    except FileNotFoundError:
        return _aside(name, "dangling link", "it points nowhere")
    except OSError as error:
        loop = file.is_symlink()
        return _aside(name, "dangling link" if loop else "unreadable", _words(error))
    if not stat.S_ISREG(mode):
        return _aside(name, "not a file", "a pipe, socket or device")
    real = os.path.realpath(file)
    if real in taken:
        return _aside(name, "given twice", "the same file was reached by another way")
    taken.add(real)
    return Found(file, name)


def _told_apart(listed: list[tuple[Path, Listed]]) -> Iterator[Found | Aside]:
    """Names as they are where they differ; where two given paths share one, as much of the path before it as needed."""
    uses = Counter(_name(item) for _, items in listed for item in items)
    depth = {root: 0 for root, _ in listed}
    while True:
        names = [(root, _longer(root, depth[root], item)) for root, items in listed for item in items]
        uses = Counter(_name(item) for _, item in names)
        shared = {root for root, item in names if uses[_name(item)] > 1 and depth[root] < len(root.parts)}
        if not shared:
            return iter([item for _, item in names])
        for root in shared:
            depth[root] += 1


def _longer(root: Path, depth: int, item: Found | Aside) -> Found | Aside:
    if not depth:
        return item
    is_file = not root.is_dir()
    parts = root.parts[:-1] if is_file else root.parts
    name = "/".join([readable(p.strip("/")) for p in parts[-depth:]] + [_name(item)])
    return replace(item, name=name) if isinstance(item, Found) else replace(item, item=name)


def _name(item: Found | Aside) -> str:
    return item.name if isinstance(item, Found) else item.item


def readable(name: str) -> str:
    """A file name as text that can be written as UTF-8, whatever its bytes are."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _words(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _aside(item: str, reason: str, detail: str = "") -> Aside:
    return Aside(Stage.SOURCES, item.rstrip("/"), reason, detail)
