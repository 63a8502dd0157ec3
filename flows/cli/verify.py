"""duban verify."""

from typing import Annotated

import typer

from flows.cli.app import PROBLEMS_OPEN, Format, OfficeOption, app


@app.command()
def verify(
    office: OfficeOption = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Put right what differs.")] = False,
    output_format: Format = "table",
) -> None:
    """Count everything anew and compare it with the counters that the night keeps up; exit 1 when something differs."""
    from flows.cli.output import show
    from flows.environment import open_office
    from tasks.verifying import DIFFERENCES
    from tasks.verifying import rebuild as count_anew
    from tasks.verifying import verify as differences

    folder = open_office(office)
    found = differences(folder)
    if not len(found):
        typer.echo("the counters agree with what they count", err=output_format != "table")
        return
    show(found, DIFFERENCES, output_format, "计数不一致")
    if rebuild:
        count_anew(folder)
    raise typer.Exit(PROBLEMS_OPEN)
