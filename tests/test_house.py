"""The house plan, as a test: who may import whom, which room owns which outside library, who touches the world."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "src" / "toguna"

#: room -> rooms that it may import; a room not named on the right is next door, not upstairs.
MAY_IMPORT: dict[str, set[str]] = {
    "kinds": set(),
    "packs": {"kinds"},
    "encoder": {"kinds"},
    "sources": {"kinds"},
    "reading": {"kinds", "packs"},
    "copies": {"kinds", "encoder"},
    "language": {"kinds", "packs", "encoder"},
    "actors": {"kinds", "packs", "encoder"},
    "record": {"kinds", "packs"},
    "process": {"kinds"},
    "store": {"kinds"},
    "flow": {
        "kinds",
        "packs",
        "encoder",
        "sources",
        "reading",
        "copies",
        "language",
        "actors",
        "record",
        "process",
        "store",
    },
    "contract": {"kinds"},
    "evaluation": {"kinds", "contract", "flow"},
    "api": {"kinds", "contract", "process", "store", "flow", "evaluation"},
    "faces": {"kinds", "contract", "api"},
}

#: module at the top of the house that is no room -> rooms that it may import.
DOORSTEPS: dict[str, set[str]] = {"__main__": {"faces"}}

#: outside library -> the rooms that may touch it; a library that is not named here is in nobody's hands.
OWNED: dict[str, set[str]] = {
    "yaml": {"packs"},
    "sqlite3": {"store"},
    "trafilatura": {"reading", "sources"},
    "lxml": {"reading", "sources"},
    "py3langid": {"reading"},
    "charset_normalizer": {"reading", "sources"},
    "typer": {"faces"},
    "click": {"faces"},
    "rich": {"faces"},
    "numpy": {"encoder"},
    "onnxruntime": {"encoder"},
    "tokenizers": {"encoder"},
    "torch": set(),
    "ray": {"flow"},
    "fastapi": {"faces"},
}

#: rooms that may touch disk, clock or network; packs reads its own data files, evaluation gold, faces and api show.
WORLDLY = {"sources", "store", "flow", "faces", "packs", "evaluation", "api"}

#: standard modules that touch the world; only `WORLDLY` rooms have them.
WORLD = {
    "asyncio",
    "ftplib",
    "glob",
    "http",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "requests",
    "secrets",
    "shutil",
    "smtplib",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib.request",
    "uuid",
}

#: calls that read the clock, whichever name they are called by.
CLOCK = {"now", "today", "utcnow"}

FILES = [p for p in sorted(HOUSE.rglob("*.py")) if p != HOUSE / "__init__.py"]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, at any depth; `from a import b` comes as `a.b`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full, so that a line shows its room"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(path: Path) -> str:
    """`src/toguna/reading/dates.py` -> `reading`; `src/toguna/api.py` -> `api`."""
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def ident(path: Path) -> str:
    return str(path.relative_to(HOUSE))


@pytest.mark.parametrize("path", FILES, ids=ident)
def test_a_file_stays_in_its_room(path: Path) -> None:
    room = room_of(path)
    allowed = DOORSTEPS[room] if room in DOORSTEPS else MAY_IMPORT[room] | {room}
    for name in imports(path):
        first, *rest = name.split(".")
        if first == "toguna" and rest:
            assert rest[0] in allowed or rest[0] == "__version__", f"{room} reaches into {name}"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "toguna":
            assert node.attr in ("__version__", "__file__"), (
                f"{ident(path)}:{node.lineno} reaches into toguna.{node.attr}"
            )


@pytest.mark.parametrize("path", FILES, ids=ident)
def test_outside_libraries_stay_with_their_owners(path: Path) -> None:
    room = room_of(path)
    for name in imports(path):
        first = name.split(".")[0]
        if first in OWNED:
            assert room in OWNED[first], f"{first} belongs to {sorted(OWNED[first])}, not to {room}"
        else:
            assert first == "toguna" or first in sys.stdlib_module_names, f"{room} brings in {first}; who owns it?"


@pytest.mark.parametrize("path", [p for p in FILES if room_of(p) not in WORLDLY], ids=ident)
def test_a_stage_touches_neither_disk_nor_clock_nor_network(path: Path) -> None:
    for name in imports(path):
        parts = name.split(".")
        touched = {".".join(parts[:n]) for n in range(1, len(parts) + 1)} & WORLD
        assert not touched, f"{room_of(path)} takes values and gives values, but imports {sorted(touched)}"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = node.func
            name = (
                called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
            )
            assert name != "open", f"{ident(path)}:{node.lineno} opens a file"
            assert name not in CLOCK, f"{ident(path)}:{node.lineno} looks at the clock"


def test_every_room_is_in_the_plan() -> None:
    rooms = {room_of(p) for p in FILES}
    assert rooms <= MAY_IMPORT.keys() | DOORSTEPS.keys(), "a room that the plan does not have"


def test_the_kinds_need_nothing_but_the_standard_library() -> None:
    for path in (HOUSE / "kinds").rglob("*.py"):
        assert {name.split(".")[0] for name in imports(path)} <= set(sys.stdlib_module_names) | {"toguna"}


def test_the_plan_runs_one_way() -> None:
    done: list[str] = []
    while len(done) < len(MAY_IMPORT):
        ready = [r for r, needs in MAY_IMPORT.items() if r not in done and needs <= set(done)]
        assert ready, f"a circle among {sorted(set(MAY_IMPORT) - set(done))}"
        done += ready


@pytest.mark.parametrize("path", FILES, ids=ident)
def test_a_module_opens_with_its_promise(path: Path) -> None:
    assert ast.get_docstring(tree(path)), f"{ident(path)} does not say what it turns into what"


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    root = HOUSE.parents[1]
    written = [*FILES, *(root / "scripts").iterdir(), *(root / "requirements").iterdir(), root / "pyproject.toml"]
    for path in written:
        text = path.read_text("utf-8")
        for told in ("/home/", "/Users/", "/work" + "/", "index-url", "find-links"):
            found = told in text.replace("no-emit-index-url", "")
            assert not found, f"{path.name} names {told}"
