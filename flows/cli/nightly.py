"""duban nightly."""

from typing import Annotated

import typer

from flows.cli.app import PROBLEMS_OPEN, AsOf, OfficeOption, app


@app.command()
def nightly(
    office: OfficeOption = None,
    as_of: AsOf = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and judge, write nothing.")] = False,
) -> None:
    """Run one night: take files in, judge and load them, let suggestions move on, list what is wrong."""
    from flows.environment import open_office, prepare_prefect, today

    folder = open_office(office)
    day = as_of or today()
    if dry_run:
        from flows.preview import preview

        for line in preview(folder, day):
            typer.echo(line)
        return
    prepare_prefect(folder.path)
    from flows.night import BUSY
    from flows.night import nightly as run_night
    from tasks.problems import open_problems

    state = run_night(str(folder.path), day, return_state=True)
    if state.is_cancelled():
        typer.echo(BUSY)
        return
    counts_of = state.result()
    for step, counts in counts_of.items() if isinstance(counts_of, dict) else ():
        shown = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
        if shown:
            typer.echo(f"{step}: {shown}")
    count = len(open_problems(folder))
    typer.echo(f"{count} open problems" + (" (duban problems list)" if count else ""))
    raise typer.Exit(PROBLEMS_OPEN if count else 0)
