"""duban explore."""

from typing import Annotated

import typer

from flows.cli.app import AsOf, OfficeOption, app


@app.command()
def explore(
    office: OfficeOption = None,
    as_of: AsOf = None,
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8001,
) -> None:
    """SQLite: show a snapshot of the mart and the named questions in the browser. PostgreSQL: say how BI tools connect."""
    from flows.environment import open_office, today
    from flows.exploring import connection_lines
    from flows.exploring import explore as serve

    folder = open_office(office)
    if folder.database.startswith("sqlite"):
        serve(folder, port, as_of or today())
    else:
        typer.echo("\n".join(connection_lines(folder)))
