"""duban query."""

from typing import Annotated

import typer

from flows.cli.app import AsOf, Format, OfficeOption, UsageError, app


@app.command()
def query(
    name: Annotated[str | None, typer.Argument(help="Which question; --list shows them.")] = None,
    args: Annotated[
        list[str] | None, typer.Argument(help="Values for its parameters, in their order.")
    ] = None,
    office: OfficeOption = None,
    as_of: AsOf = None,
    output_format: Format = "table",
    list_all: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
) -> None:
    """Ask the warehouse a named question. Reads only; Prefect is not needed."""
    from warehouse.queries import find_query, formula_of, query_names

    if list_all or name is None:
        for known in query_names():
            typer.echo(f"{known:22} {find_query(known).chinese}")
        return
    from flows.cli.output import show
    from flows.environment import open_office, today
    from tasks.asking import ask

    if name not in query_names():
        raise UsageError(f"there is no query {name}; duban query --list")
    chosen = find_query(name)
    if len(args or ()) > len(chosen.parameters):
        raise UsageError(f"{name} takes {len(chosen.parameters)} values: {', '.join(chosen.parameters)}")
    values = dict(zip(chosen.parameters, args or (), strict=False))
    answer = ask(open_office(office), chosen, as_of or today(), values)
    show(answer, chosen.columns, output_format, chosen.chinese)
    if output_format == "table":
        typer.echo(formula_of(name).strip())
