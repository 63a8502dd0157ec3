"""duban problems list|replay|waive|names|alias."""

from typing import Annotated

import typer

from flows.cli.app import PROBLEMS_OPEN, AsOf, Format, OfficeOption, UsageError, app

problems_app = typer.Typer(help="The quarantine: what is wrong and still open.", no_args_is_help=True)
app.add_typer(problems_app, name="problems")


@problems_app.command("list")
def list_problems(office: OfficeOption = None, output_format: Format = "table") -> None:
    """List the open problems with their file, place, and how to mend them."""
    from flows.cli.output import show
    from flows.environment import open_office
    from tasks.problems import COLUMNS, open_problems

    show(open_problems(open_office(office)), COLUMNS, output_format, "待处理问题")


@problems_app.command()
def waive(
    problem_id: Annotated[int, typer.Argument(metavar="ID", help="Number of the problem in the list.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who waives it.")],
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why it needs no mending.")],
    office: OfficeOption = None,
    as_of: AsOf = None,
) -> None:
    """Waive a problem that needs no mending; who and why is kept."""
    from flows.environment import open_office, today
    from tasks.problems import waive as waive_problem

    waive_problem(open_office(office), problem_id, by, because, as_of or today())
    typer.echo(f"problem {problem_id} is waived")


@problems_app.command()
def replay(
    batches: Annotated[
        list[int] | None, typer.Argument(metavar="[BATCH]...", help="Numbers of batches; default all.")
    ] = None,
    office: OfficeOption = None,
    as_of: AsOf = None,
    output_format: Format = "table",
) -> None:
    """Judge again what was held, refused or set aside, after a rule, a name or the directory was mended."""
    from flows.cli.output import show
    from flows.environment import open_office, today
    from flows.night import BUSY
    from tasks.replay import COLUMNS
    from tasks.replay import replay as replay_batches
    from warehouse.locks import only_one

    folder = open_office(office)
    with only_one(folder.database, folder.office.region_code) as mine:
        if not mine:
            raise UsageError(BUSY)
        rows = replay_batches(folder, as_of or today(), batches or ())
    show(rows, COLUMNS, output_format, "重新判定")
    raise typer.Exit(PROBLEMS_OPEN if rows["set_aside"].sum() else 0)


@problems_app.command()
def names(office: OfficeOption = None, output_format: Format = "table") -> None:
    """List the names that lead to no department, with those they are most like."""
    from flows.cli.output import show
    from flows.environment import open_office
    from tasks.aliases import COLUMNS, unknown_names

    show(unknown_names(open_office(office)), COLUMNS, output_format, "名录中没有的单位写法")


@problems_app.command()
def alias(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name as it was written.")],
    department: Annotated[str, typer.Argument(metavar="DEPARTMENT", help="The department it stands for.")],
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who reviewed it.")],
    office: OfficeOption = None,
    as_of: AsOf = None,
) -> None:
    """Let a name lead to a department from now on; `replay` then judges what was set aside for it."""
    from flows.environment import open_office, today
    from tasks.aliases import accept_alias

    accept_alias(open_office(office), name, department, by, as_of or today())
    typer.echo(f"{name} leads to {department}")
