"""duban export."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import OfficeOption, app

export_app = typer.Typer(help="The mart as files for analysts.", no_args_is_help=True)
app.add_typer(export_app, name="export")


@export_app.callback()
def export() -> None:
    """Write the mart as files for analysts."""


@export_app.command()
def parquet(
    target: Annotated[Path, typer.Argument(metavar="DIR", help="Where to.", file_okay=False)],
    every_office: Annotated[
        bool, typer.Option("--every-office", help="All offices of a shared warehouse, not only this one.")
    ] = False,
    office: OfficeOption = None,
) -> None:
    """Write every view as Parquet below DIR/latest, by region code and, facts, by year; shown at once when all is written."""
    from flows.environment import open_office
    from tasks.exporting import export_parquet

    for name, count in export_parquet(open_office(office), target, every_office=every_office).items():
        typer.echo(f"{name:22} {count}")
