"""A JSON Lines file -> its lines, one at a time: a file of any size is read with the memory of one line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from toguna.kinds.page import Given
from toguna.sources.steady import LARGEST_FILE, NotRead, opened, state


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, and its text with what stands beside it, or why there is none."""

    number: int
    content: tuple[str, Given] | NotRead


def json_lines(file: Path) -> Iterator[Line | NotRead]:
    """Every line that is not blank; a `NotRead` of the file itself when it could not be read, or changed meanwhile."""
    try:
        with opened(file) as stream:
            before = state(stream)
            yield from _lines(stream)
            if state(stream) != before:
                yield NotRead("changes while read", "lines may be missing or stand twice; read it again")
    except OSError as error:
        yield NotRead("unreadable", error.strerror or type(error).__name__)


def _lines(stream: BinaryIO) -> Iterator[Line]:
    number = 0
    while raw := stream.readline(LARGEST_FILE + 1):
        number += 1
        if len(raw) > LARGEST_FILE:
            yield Line(number, NotRead("too large", f"a line over {LARGEST_FILE / 1e6:.0f} MB"))
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(LARGEST_FILE)
        elif raw.strip(b"\xef\xbb\xbf \t\r\n"):
            yield Line(number, parsed(raw))


def parsed(raw: bytes) -> tuple[str, Given] | NotRead:
    """The text of a line and what is given beside it, or why the line is bad."""
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return NotRead("bad line", f"not JSON in UTF-8: {error}"[:200])
    if not isinstance(value, dict):
        return NotRead("bad line", "not a JSON object")
    if not isinstance(value.get("text"), str):
        return NotRead("bad line", "it has no `text`, or `text` is not a string")
    return value["text"], Given(*(_string(value.get(name)) for name in ("title", "published", "outlet", "url")))


def _string(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return value.strip().encode("utf-8", "replace").decode("utf-8") or None
