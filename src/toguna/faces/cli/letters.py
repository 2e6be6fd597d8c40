"""Errors as letters: one clear line and an exit code that says what sort of thing went wrong."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import TypeVar

import typer

from toguna.kinds.errors import (
    GoldIsBroken,
    InputIsMissing,
    PackIsBroken,
    RecordIsNotContract,
    RecordIsUnknown,
    StoreError,
    TogunaError,
)

Result = TypeVar("Result")

NOTHING, USAGE, INPUT, STORE, OURS = 1, 2, 3, 4, 70
"""Exit codes: nothing found or below a floor; used wrongly; input; the record's file; a fault of toguna itself."""

CODES = """
Exit codes: 0 all is well · 1 nothing found, or a score below its floor · 2 used wrongly · 3 an input that cannot be
used · 4 the record's file (missing, busy, full, read-only, not ours, newer) · 70 a fault of toguna · 130 stopped.
"""


def code_of(error: TogunaError) -> int:
    """The exit code of an error."""
    if isinstance(error, StoreError):
        return STORE
    if isinstance(error, (InputIsMissing, GoldIsBroken, PackIsBroken, RecordIsNotContract)):
        return INPUT
    return NOTHING if isinstance(error, RecordIsUnknown) else USAGE


def with_letters(command: Callable[..., Result]) -> Callable[..., Result]:
    """A command whose errors come out as letters; `TOGUNA_DEBUG=1` shows where they arose."""

    @functools.wraps(command)
    def wrapped(*given: object, **named: object) -> Result:
        try:
            return command(*given, **{name: _readable(value) for name, value in named.items()})
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except TogunaError as error:
            raise _told(str(error), code_of(error)) from error
        except BrokenPipeError:
            _hush()
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            raise _told("stopped; what was kept before is safe, run the same command to go on", 130) from None
        except UnicodeDecodeError as error:
            raise _told(
                f"a file that should be UTF-8 text is not ({error.reason} at byte {error.start})", INPUT
            ) from error
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise _told(f"{where}{error.strerror or error}", INPUT) from error
        except RecursionError as error:
            raise _told("an input is nested too deeply", INPUT) from error

    return wrapped


def _readable(value: object) -> object:
    """Typed words as text: where the locale is not UTF-8 they come as bytes in disguise. Paths stay as they are."""
    if isinstance(value, list):
        return [_readable(part) for part in value]
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return value


def _told(text: str, code: int) -> typer.Exit:
    if os.environ.get("TOGUNA_DEBUG"):
        import traceback

        traceback.print_exc()
    print(f"toguna: {text}", file=sys.stderr)
    return typer.Exit(code)


def _hush() -> None:
    """Nobody reads any more: keeps Python from complaining about it on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
