"""Reads the two plain forms of pack data: lists (one entry a line) and tables (TSV with a header line).

`#` starts a comment line. A broken line raises `PackIsBroken` with file and line number.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from toguna.kinds.errors import PackIsBroken

HERE = Path(__file__).parent


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackIsBroken(str(path), str(error)) from error
    lines = ((n, line.rstrip("\r\n")) for n, line in enumerate(text.split("\n"), 1))
    return [(n, line) for n, line in lines if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=256)
def read_list(path: Path) -> tuple[str, ...]:
    """The entries of a list file, in their order."""
    return tuple(line.strip() for _, line in _lines(path))


@lru_cache(maxsize=256)
def read_table(path: Path) -> tuple[dict[str, str], ...]:
    """The rows of a TSV file as dicts by its header; missing last cells are empty.

    Raises   PackIsBroken when a row has more cells than the header
    """
    lines = _lines(path)
    if not lines:
        raise PackIsBroken(str(path), "is empty; a table needs a header line")
    names = lines[0][1].split("\t")
    rows = []
    for n, line in lines[1:]:
        cells = [c.strip() for c in line.split("\t")]
        if len(cells) > len(names):
            raise PackIsBroken(f"{path}:{n}", f"{len(cells)} cells, the header has {len(names)}")
        rows.append(dict(zip(names, cells + [""] * (len(names) - len(cells)), strict=True)))
    return tuple(rows)
