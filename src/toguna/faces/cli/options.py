"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Record = Annotated[
    Path,
    typer.Option(
        "--record",
        metavar="FILE",
        envvar="TOGUNA_RECORD",
        help="The file that keeps the record.",
        show_default="toguna.db here",
    ),
]
Process = Annotated[
    str | None,
    typer.Option(
        "--process",
        metavar="NAME",
        envvar="TOGUNA_PROCESS",
        help="The process asked about; needed when the record holds several.",
    ),
]
At = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="DATE", help="The world on that day, with all that is known: 2020-03-09, 2020-03, 2020."
    ),
]
Known = Annotated[
    str | None,
    typer.Option("--known", metavar="DATE", help="Only what the press had published by the end of that day."),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From that day on.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to that day.")]
Json = Annotated[
    bool, typer.Option("--json", help="Print JSON for programs; records have the form of `toguna export`.")
]

DatedNames = Annotated[
    bool,
    typer.Option(
        "--dated-names",
        help="The day in a file's name is the day of publication: for archives named so, not for scraped names.",
    ),
]

DEFAULT_RECORD = Path("toguna.db")
