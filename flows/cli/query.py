"""duban query."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import AsOf, Format, OfficeOption, UsageError, app, parse_day

if TYPE_CHECKING:
    from tasks.questions import Question
    from warehouse.queries.parameters import Value

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
    first: Annotated[
        int | None,
        typer.Option("--first", min=1, metavar="ROWS", help="Only so many rows, and whether there are more."),
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
    from tasks.questions import formula_of
    from warehouse.known import NotKept

    chosen, values = _bound(name, args or (), param or ())
    folder = open_office(office)
    # what was said on a day was said of that day
    day = reported_on or as_of or known_on or today()
    try:
        if reported_on:
            answer = reported(folder, name, day)
        else:
            # one more tells whether there are more
            answer = ask(folder, chosen, day, values, known_on, first + 1 if first else None)
    except (NotKept, LookupError) as error:
        raise UsageError(f"{name}: {error}") from error
    show(answer.iloc[:first], chosen.columns, output_format, chosen.chinese)
    if first and len(answer) > first:
        # beside what a program reads
        typer.echo(f"{name}: the first {first} rows, there are more", err=True)
    if output_format == "table":
        typer.echo(formula_of(name).strip())
        if how := printed_how(folder, chosen, day):
            typer.echo(how)


def _bound(name: str, args: Sequence[str], pairs: Sequence[str]) -> "tuple[Question, dict[str, Value]]":
    from tasks.questions import find_question, question_names
    from warehouse.queries.parameters import ParameterError, bind

    if name not in question_names():
        raise UsageError(f"there is no query {name}; duban query --list")
    chosen = find_question(name)
    try:
        return chosen, bind(chosen.parameters, args, _named(pairs))
    except ParameterError as error:
        raise UsageError(f"{name}: {error}") from error


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
