"""The commands together, and the main entry; nothing heavy is imported before a command runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from toguna import __version__
from toguna.faces.cli import asking, leaving, reading, ruling
from toguna.faces.cli.letters import CODES, OURS, with_letters

app = typer.Typer(
    name="toguna",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=CODES.strip(),
)

COMMANDS: tuple[tuple[Callable[..., Any], str], ...] = (
    (reading.demo, "See it work on example reports."),
    (reading.read, "Read reports into the record."),
    (asking.brief, "Where things stand, in one page."),
    (asking.matrix, "Who would talk with whom on a day."),
    (asking.conditions, "Every condition with its history."),
    (asking.timeline, "What happened and was said, in order."),
    (asking.who, "All that is known of a party."),
    (asking.why, "The words behind any line."),
    (asking.search, "Sentences that hold some words."),
    (ruling.rule, "Accept, reject, correct, merge, undo."),
    (reading.account, "What each stage took and set aside."),
    (leaving.export, "Every record, as JSON Lines or CSV."),
    (leaving.score, "Compare a record with gold."),
    (leaving.forget, "Take a report's words out for good."),
    (reading.packs, "The conflict packs that are there."),
)
for command, short in COMMANDS:
    app.command(short_help=short)(with_letters(command))
app.add_typer(ruling.rulings, name="rulings", short_help="List, export, import persons' decisions.")


def _version(asked: bool) -> None:
    if asked:
        print(f"toguna {__version__}")
        raise typer.Exit


@app.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which toguna this is.")
    ] = False,
) -> None:
    """Press reports in, the state of the talks out: who stands where, on which conditions, and in which words.

    \b
      toguna demo                     see it work on example reports
      toguna read FOLDER              read reports into toguna.db here
      toguna brief                    where things stand
      toguna why ID                   the words behind any line
    """


def main() -> None:
    """The `toguna` command."""
    for name in ("stdout", "stderr"):  # closed by the caller (`>&-`): nobody listens, so nowhere is right
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open until the end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except Exception as error:
        if os.environ.get("TOGUNA_DEBUG"):
            raise
        print(f"toguna: a fault of toguna, not of yours: {type(error).__name__}: {error}", file=sys.stderr)
        print("please report it with what TOGUNA_DEBUG=1 prints for the same command", file=sys.stderr)
        raise SystemExit(OURS) from error
