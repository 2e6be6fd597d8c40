"""A file -> its bytes, never more than the limit, and only when the file stood still while it was read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

LARGEST_FILE = 20_000_000
"""Bytes. The longest saved news pages are a few MB; a bigger file is an archive or a mistake."""

LONGEST_LINE = 1_000_000
"""Bytes without a line end. Some scrapers put a report on one line; no report is as long as a novel."""


@dataclass(frozen=True, slots=True)
class NotRead:
    """Why nothing was read: a countable reason and the detail for the person who asks."""

    reason: str
    detail: str = ""


def steady(file: Path) -> bytes | NotRead:
    """The bytes of a file; when it changes meanwhile it is read once more, then set aside."""
    for _ in range(2):
        data = _once(file)
        if data is not None:
            return data
    return NotRead("changes while read", "it changed during two readings")


def _once(file: Path) -> bytes | NotRead | None:
    """None when the file changed between the first and the last look."""
    try:
        with opened(file) as stream:
            before = state(stream)
            if before[0] > LARGEST_FILE:
                return NotRead("too large", f"{before[0] / 1e6:.1f} MB; the limit is {LARGEST_FILE / 1e6:.0f} MB")
            data = stream.read(LARGEST_FILE + 1)
            after = state(stream)
    except OSError as error:
        return NotRead("unreadable", error.strerror or type(error).__name__)
    return data if before == after and len(data) == after[0] else None


def opened(file: Path) -> BinaryIO:
    """The file, open for reading; never waits, should it have become a pipe meanwhile."""
    return os.fdopen(os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb")


def state(stream: BinaryIO) -> tuple[int, int]:
    """Size and time of the last change: what must be the same before and after reading."""
    now = os.fstat(stream.fileno())
    return now.st_size, now.st_mtime_ns


def longest_line(data: bytes) -> int:
    """Length of the longest line in bytes; a line may end in any of the usual ways."""
    if len(data) <= LONGEST_LINE:
        return len(data)
    return max(map(len, data.replace(b"\r", b"\n").split(b"\n")), default=0)
