"""The application that the commands register with, and what they share: options and exit codes."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="duban",
    help="Duban (督办): follow deputies' suggestions through to a satisfied deputy.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

DONE, PROBLEMS_OPEN = 0, 1


class UsageError(Exception):
    """A command that was asked for something it cannot do; the message says what."""


def parse_day(text: str) -> date:
    """Return a date given on the command line; raise a usage error for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date; write 2020-09-30") from None


OfficeOption = Annotated[
    Path | None,
    typer.Option("--office", help="The office folder; default DUBAN_OFFICE, else here.", show_default=False),
]
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=parse_day, metavar="DATE", help="Business date; default today in China."),
]
Format = Annotated[str, typer.Option("--format", help="table, csv, xlsx, json, parquet or markdown.")]
