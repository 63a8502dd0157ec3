"""duban survey open|load|status|close."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import AsOf, Format, OfficeOption, app, parse_day

survey_app = typer.Typer(
    help="Survey cycles: the list that goes to the centre, the results that come back.", no_args_is_help=True
)
app.add_typer(survey_app, name="survey")


@survey_app.command("open")
def open_survey(
    office: OfficeOption = None,
    as_of: AsOf = None,
    confirm: Annotated[
        str | None,
        typer.Option("--confirm", metavar="NAME", help="Who signs the list off; without it a dry run."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Last day of the window.")
    ] = None,
    of_round: Annotated[
        int | None, typer.Option("--round", help="Round to ask about; default the lowest.")
    ] = None,
) -> None:
    """Open a cycle about every answered suggestion and write its call list."""
    from flows.environment import open_office, today
    from flows.survey import WINDOW_DAYS
    from tasks.surveys import open_cycle

    day = as_of or today()
    last = parse_day(until) if until else day + timedelta(days=WINDOW_DAYS)
    plan = open_cycle(open_office(office), day, (day, last), confirm, of_round)
    typer.echo(f"{plan.name}: {plan.suggestions} suggestions, {plan.calls} calls, {plan.items} items")
    typer.echo(f"deputies without a usable number: {plan.without_phone}")
    for status, count in plan.left_out.items():
        typer.echo(f"left out, {status}: {count}")
    typer.echo(str(plan.path) if plan.path else "dry run; --confirm NAME opens the cycle and writes the list")


@survey_app.command()
def load(
    files: Annotated[list[Path], typer.Argument(help="Returned lists.", exists=True, dir_okay=False)],
    office: OfficeOption = None,
    as_of: AsOf = None,
) -> None:
    """Put returned lists into the inbox and read them now."""
    from flows.environment import open_office, today
    from tasks.batches import settle_batch, waiting_batches
    from tasks.inbox import keep, receive

    folder, day = open_office(office), as_of or today()
    for path in files:
        keep(path, folder.inbox / path.name)
    receive(folder, day)
    for batch_id in waiting_batches(folder):
        counts = settle_batch(folder, batch_id, day)
        typer.echo(
            f"batch {batch_id}: {counts['rows']} rows, {counts['new']} new, {counts['set_aside']} set aside"
        )


@survey_app.command()
def status(office: OfficeOption = None, output_format: Format = "table") -> None:
    """Show how the calls of the newest cycle stand: sent = complete + partial + other outcomes + outstanding."""
    from flows.cli.output import show
    from flows.environment import open_office
    from tasks.rules.satisfaction import disposition_of_calls
    from tasks.surveys import cycle_answers

    cycle, answers = cycle_answers(open_office(office))
    counts = disposition_of_calls(answers)["disposition"].value_counts().rename_axis("disposition")
    frame = counts.reset_index(name="calls")
    show(frame, {"disposition": "结果", "calls": "代表数"}, output_format, cycle.name)


@survey_app.command()
def close(office: OfficeOption = None, as_of: AsOf = None) -> None:
    """Close the newest cycle: its verdicts stand and each suggestion moves on."""
    from flows.environment import open_office, today
    from tasks.surveys import close_cycle

    for outcome, count in close_cycle(open_office(office), as_of or today()).items():
        typer.echo(f"{outcome}: {count}")
