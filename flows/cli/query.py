"""duban query."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from flows.cli.app import AsOf, Format, OfficeOption, UsageError, app, parse_day

_NAME_WIDTH = 24


@app.command()
def query(
    name: Annotated[str | None, typer.Argument(help="Which question; --list shows them.")] = None,
    args: Annotated[
        list[str] | None, typer.Argument(help="Values for its parameters, in their order.")
    ] = None,
    office: OfficeOption = None,
    as_of: AsOf = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="A value for one parameter, by its name."),
    ] = None,
    known_on: Annotated[
        date | None,
        typer.Option(
            "--as-known-on",
            parser=parse_day,
            metavar="DATE",
            help="Answer as it was known at the end of that day, whatever was corrected since.",
        ),
    ] = None,
    reported_on: Annotated[
        date | None,
        typer.Option(
            "--as-reported-on",
            parser=parse_day,
            metavar="DATE",
            help="Give the figures that the report of that day kept.",
        ),
    ] = None,
    output_format: Format = "table",
    list_all: Annotated[
        bool, typer.Option("--list", help="List the questions and their parameters.")
    ] = False,
    docs: Annotated[
        bool, typer.Option("--docs", help="Print the page of all questions with their formulas (Markdown).")
    ] = False,
) -> None:
    """Ask the warehouse a named question. Reads only; Prefect is not needed."""
    from tasks.questions import page

    if docs or (list_all and output_format == "markdown"):
        typer.echo(page(), nl=False)
        return
    if list_all or name is None:
        _list(output_format)
        return
    from flows.cli.output import show
    from flows.environment import open_office, today
    from tasks.asking import ask, printed_how, reported
    from tasks.questions import find_question, formula_of, question_names
    from warehouse.known import NotKept
    from warehouse.queries.parameters import ParameterError, bind

    if name not in question_names():
        raise UsageError(f"there is no query {name}; duban query --list")
    chosen = find_question(name)
    try:
        values = bind(chosen.parameters, args or (), _named(param or ()))
    except ParameterError as error:
        raise UsageError(f"{name}: {error}") from error
    folder = open_office(office)
    try:
        if reported_on:
            answer = reported(folder, name, reported_on)
        else:
            # what was said on a day was said of that day
            answer = ask(folder, chosen, as_of or known_on or today(), values, known_on)
    except (NotKept, LookupError) as error:
        raise UsageError(f"{name}: {error}") from error
    show(answer, chosen.columns, output_format, chosen.chinese)
    if output_format == "table":
        typer.echo(formula_of(name).strip())
        if how := printed_how(folder, chosen, reported_on or as_of or known_on or today()):
            typer.echo(how)


def _named(pairs: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"--param {pair}: write NAME=VALUE")
        if name in found:
            raise UsageError(f"--param {name} is given twice")
        found[name] = value
    return found


def _list(output_format: str) -> None:
    from flows.cli.output import show
    from tasks.questions import CATALOGUE, catalogue

    known = catalogue()
    if output_format != "table":
        show(known, CATALOGUE, output_format, "查询目录")
        return
    for row in known.itertuples():
        typer.echo(f"{row.name:{_NAME_WIDTH}} {row.chinese} {row.parameters}".rstrip())
