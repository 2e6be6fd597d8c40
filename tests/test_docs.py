"""The docs name every command, error, record field and vocabulary word of the code; the test lists what is missing."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from toguna.kinds import errors, vocabulary
from toguna.kinds.errors import TogunaError

ROOT = Path(__file__).parents[1]


def page(*names: str) -> str:
    return "\n".join((ROOT / name).read_text("utf-8") for name in names if (ROOT / name).is_file())


@cache
def all_docs() -> str:
    return page("README.md", *(str(p.relative_to(ROOT)) for p in sorted((ROOT / "docs").glob("*.md"))))


def missing(words: set[str], text: str) -> list[str]:
    """The words that do not stand in the text as code, `so` or `so --with`, or in a fenced line."""
    code = set(re.findall(r"[A-Za-z_][\w.-]*", " ".join(re.findall(r"`[^`]*`|```.*?```", text, re.DOTALL))))
    return sorted(w for w in words if w not in code)


def error_classes() -> set[str]:
    found = inspect.getmembers(errors, inspect.isclass)
    return {name for name, cls in found if issubclass(cls, TogunaError)}


def commands() -> set[str]:
    """The commands of the command line, hidden ones left out."""
    from typer.main import get_command

    from toguna.faces import cli

    app = next(v for v in vars(cli).values() if type(v).__name__ == "Typer")
    group: Any = get_command(app)
    return {name for name, command in group.commands.items() if not command.hidden}


def test_every_command_is_named_and_shown() -> None:
    text = all_docs()
    assert not [c for c in sorted(commands()) if f"toguna {c}" not in text], "commands that no page shows"


def test_every_error_has_its_letter_explained() -> None:
    assert not missing(error_classes(), page("docs/errors.md")), "errors that docs/errors.md does not explain"


def test_the_docs_name_no_error_that_does_not_exist() -> None:
    told = set(re.findall(r"^#+ `(\w+)`", page("docs/errors.md"), re.MULTILINE))
    assert told == error_classes()


@pytest.mark.parametrize("module", ["record", "document", "lineage", "party", "span"])
def test_every_field_of_every_record_is_named(module: str) -> None:
    found = __import__(f"toguna.kinds.{module}", fromlist=[module])
    kinds = [
        c
        for _, c in inspect.getmembers(found, inspect.isclass)
        if is_dataclass(c) and c.__module__ == found.__name__ and c.__name__ != "Cast"
    ]
    wanted = {f"{c.__name__}.{f.name}": f.name for c in kinds for f in fields(c)}
    lacking = set(missing(set(wanted.values()), page("docs/records.md")))
    assert not [full for full, name in wanted.items() if name in lacking], "fields that docs/records.md does not name"


def test_every_word_of_the_vocabulary_is_named() -> None:
    words = {
        str(word)
        for _, enum in inspect.getmembers(vocabulary, inspect.isclass)
        if issubclass(enum, StrEnum) and enum is not StrEnum
        for word in enum
    }
    assert not missing(words, page("docs/records.md")), "words that docs/records.md does not explain"


def test_every_kind_of_the_contract_has_a_section() -> None:
    from toguna.contract.records import KINDS

    told = set(re.findall(r"^#+ `([\w-]+)`", page("docs/records.md"), re.MULTILINE))
    assert not set(KINDS) - told, "kinds without a section in docs/records.md"


def test_every_link_between_the_pages_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("**/*.md"), *(ROOT / "examples").glob("**/*.md")]
    for written in pages:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", written.read_text("utf-8")):
            assert (written.parent / target).exists(), f"{written.name} links to {target}"


def test_the_change_log_names_the_version() -> None:
    from toguna import __version__

    assert f"## {__version__}" in page("CHANGELOG.md") or "## Unreleased" in page("CHANGELOG.md")
    assert f"version: {__version__}" in page("CITATION.cff").replace('"', "")
