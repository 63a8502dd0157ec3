"""duban inspect, duban due."""

import json
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import PROBLEMS_OPEN, AsOf, Format, OfficeOption, app


@app.command()
def inspect(
    files: Annotated[list[Path], typer.Argument(help="Files to look into.", exists=True, dir_okay=False)],
    office: OfficeOption = None,
    as_of: AsOf = None,
    output_format: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
    profile: Annotated[str, typer.Option(help="Rule profile when there is no office folder.")] = "national",
) -> None:
    """Show what would be read from files and what is wrong with it; writes nothing."""
    from flows.environment import open_office, today
    from flows.inspection import look_at_sheet
    from flows.preview import look_into
    from schemas.office import OfficeError
    from schemas.profile import in_force
    from schemas.survey_words import SHIPPED_WORDS, read_survey_words
    from tasks.directory import known_departments

    day = as_of or today()
    try:
        folder = open_office(office)
        edition, names = in_force(folder.rules, day), known_departments(folder)
        words = read_survey_words(folder.survey_words)
    except OfficeError:
        if office:
            raise
        edition, names, words = in_force(profile, day), None, SHIPPED_WORDS
    wrong = 0
    for path in files:
        found = look_at_sheet(path, look_into(path, edition, day, names, words), words.outcomes)
        wrong += len(found["problems"])
        if output_format == "json":
            typer.echo(json.dumps({"file": path.name, **found}, ensure_ascii=False, default=str))
            continue
        if "fields" in found:
            from flows.cli.letters import letter_lines

            typer.echo("\n".join([f"{path.name}: {found['kind']}, {found['outcome']}", *letter_lines(found)]))
            continue
        typer.echo(f"{path.name}: {found['kind']}, {found['outcome']}, {len(found['rows'])} rows")
        for problem in found["problems"]:
            place = f"row {problem['row']}: " if problem["row"] else ""
            typer.echo(f"  {place}{problem['text']} → {problem['mend']}")
    raise typer.Exit(PROBLEMS_OPEN if wrong else 0)


@app.command()
def due(
    office: OfficeOption = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="NUMBER", help="How one was worked out.")
    ] = None,
    recompute: Annotated[
        bool, typer.Option("--recompute", help="Work out anew what newly published holidays may move.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --recompute: only show.")] = False,
    as_of: AsOf = None,
    output_format: Format = "table",
) -> None:
    """List due dates, explain how that of one suggestion came about, or work open ones out anew."""
    from flows.cli.output import show
    from flows.environment import open_office, today
    from tasks import deadlines
    from tasks.deadlines import COLUMNS, MOVED, due_dates

    if recompute:
        moved = deadlines.recompute(open_office(office), as_of or today(), dry_run=dry_run)
        show(moved, MOVED, output_format, "重新计算后变动的办理期限")
        return
    rows = due_dates(open_office(office), explain)
    if explain is None:
        show(rows, COLUMNS, output_format, "办理期限")
        return
    if rows.empty:
        typer.echo(f"there is no suggestion {explain}", err=True)
        raise typer.Exit(2)
    for row in rows.to_dict("records"):
        typer.echo(f"第{row['number']}号 {row['department']} 第{row['round']}轮：{row['explanation']}")
