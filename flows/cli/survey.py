"""duban survey open|reissue|export|load|status|close and what a cycle found."""

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import AsOf, Format, OfficeOption, UsageError, app, parse_day
from schemas.words import Series
from tasks.rules.calling import MAX_ATTEMPTS

CycleOption = Annotated[int | None, typer.Option("--cycle", help="Number of the cycle; default the newest.")]


class Variant(StrEnum):
    """A system that a list can be written for."""

    QUEXS = "quexs"


_Confirm = Annotated[
    str | None, typer.Option("--confirm", metavar="NAME", help="Who signs it off; without it a dry run.")
]

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
    number: Annotated[list[str] | None, typer.Option(help="Only these suggestions.")] = None,
    committee: Annotated[list[str] | None, typer.Option(help="Only what these committees supervise.")] = None,
    department: Annotated[list[str] | None, typer.Option(help="Only what these departments lead.")] = None,
    result_class: Annotated[
        list[str] | None, typer.Option("--class", help="Only replies of these classes.")
    ] = None,
    key_only: Annotated[bool, typer.Option("--key-only", help="Only key suggestions.")] = False,
    sample: Annotated[
        int | None,
        typer.Option(min=1, help="Draw so many suggestions, stratified by department; default all."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the sample; the same seed, the same sample.")] = 0,
    max_items: Annotated[int | None, typer.Option(min=1, help="At most so many questions per call.")] = None,
    cooldown: Annotated[int, typer.Option(min=0, help="Leave out deputies called within so many days.")] = 0,
    series: Annotated[
        list[Series] | None, typer.Option(help="Only suggestions made in session, or between sessions.")
    ] = None,
    max_attempts: Annotated[
        int, typer.Option("--max-attempts", min=1, help="Dial each deputy at most so often.")
    ] = MAX_ATTEMPTS,
    hours: Annotated[
        str | None,
        typer.Option(metavar="SPANS", help="Hours of calling, such as 09:00-11:30,15:00-20:30."),
    ] = None,
    excluded: Annotated[
        bool, typer.Option("--excluded", help="List what is left out, each with its reason.")
    ] = False,
    output_format: Format = "table",
) -> None:
    """Open a cycle about answered suggestions and write its call list under a password; without --confirm a dry run."""
    from flows.cli.output import show
    from flows.environment import open_office, today
    from flows.survey import WINDOW_DAYS
    from tasks.cycles import cycle_answers
    from tasks.passwords import password_path
    from tasks.rules import same_person
    from tasks.rules.calling import Calling
    from tasks.rules.selection import REASON_CHINESE, Choice
    from tasks.surveys import open_cycle

    day, folder = as_of or today(), open_office(office)
    last = parse_day(until) if until else day + timedelta(days=WINDOW_DAYS)
    choice = Choice(
        round=of_round,
        numbers=tuple(number or ()),
        committees=tuple(committee or ()),
        departments=tuple(department or ()),
        classes=tuple(result_class or ()),
        key_only=key_only,
        sample=sample,
        seed=seed,
        max_items=max_items,
        cooldown_days=cooldown,
        series=tuple(one.value for one in series or ()),
    )
    try:
        calling = Calling(max_attempts, hours)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--hours") from error
    plan = open_cycle(folder, day, (day, last), confirm, choice, calling)
    if excluded:
        rows = plan.excluded.assign(reason=plan.excluded["reason"].map(REASON_CHINESE))
        show(rows, {"number": "建议编号", "reason": "未列入的原因"}, output_format, plan.name)
        return
    typer.echo(f"{plan.name}: {plan.suggestions} suggestions, {plan.calls} calls, {plan.items} items")
    typer.echo(f"deputies without a usable number: {plan.without_phone}")
    for reason, count in (plan.left_out | plan.items_left_out).items():
        typer.echo(f"left out, {reason}: {count}")
    if len(plan.look_at):
        typer.echo("look at these first, they may be one person; both are on the list:")
        show(plan.look_at, same_person.COLUMNS, output_format, "疑为同一人的代表")
    if plan.path is None:
        typer.echo("dry run; --confirm NAME opens the cycle and writes the list")
        return
    cycle, _ = cycle_answers(folder)
    typer.echo(str(plan.path))
    typer.echo(f"password, to be told on another way: {password_path(folder, cycle.cycle_id)}")


@survey_app.command()
def reissue(
    because: Annotated[str, typer.Option(help="Why the list is made anew; it goes into the ledger.")],
    office: OfficeOption = None,
    as_of: AsOf = None,
    confirm: _Confirm = None,
    cycle: CycleOption = None,
) -> None:
    """Write a new version of an open cycle's list with the numbers of today; older versions are refused from now on."""
    from flows.environment import open_office, today
    from tasks.call_lists import reissue as make_anew

    found, path = make_anew(open_office(office), as_of or today(), because, confirm, cycle)
    typer.echo(f"{found.name}: version {found.list_version}")
    typer.echo(str(path) if path else "dry run; --confirm NAME writes the next version")


@survey_app.command()
def export(
    cycle: Annotated[int | None, typer.Argument(help="Number of the cycle; default the newest.")] = None,
    variant: Annotated[Variant, typer.Option("--format", help="What takes the list in.")] = Variant.QUEXS,
    office: OfficeOption = None,
    as_of: AsOf = None,
    confirm: _Confirm = None,
) -> None:
    """Write the list of an open cycle as another system imports it: a row per case, under the same password and ledger."""
    from flows.environment import open_office, today
    from tasks.call_lists import export_quexs

    found, cases, path = export_quexs(open_office(office), as_of or today(), confirm, cycle)
    typer.echo(f"{found.name}: {cases} cases for {variant.value}, version {found.list_version}")
    typer.echo(str(path) if path else "dry run; --confirm NAME writes the list")


@survey_app.command()
def load(
    files: Annotated[list[Path], typer.Argument(help="Returned lists.", exists=True, dir_okay=False)],
    office: OfficeOption = None,
    as_of: AsOf = None,
) -> None:
    """Put returned lists into the inbox and read them now."""
    from flows.environment import open_office, today
    from flows.night import BUSY
    from tasks.batches import settle_batch, waiting_batches
    from tasks.inbox import put_into_inbox, receive
    from warehouse.locks import only_one

    folder, day = open_office(office), as_of or today()
    with only_one(folder.database, folder.office.region_code) as mine:
        if not mine:
            raise UsageError(BUSY)
        for path in files:
            put_into_inbox(folder, path)
        receive(folder, day)
        for batch_id in waiting_batches(folder):
            counts = settle_batch(folder, batch_id, day)
            typer.echo(
                f"batch {batch_id}: {counts['rows']} rows, {counts['new']} new, {counts['set_aside']} set aside"
            )


@survey_app.command()
def status(office: OfficeOption = None, cycle: CycleOption = None, output_format: Format = "table") -> None:
    """Show how the calls of a cycle stand: sent = complete + partial + other outcomes + withdrawn + outstanding."""
    from flows.cli.output import show
    from flows.environment import open_office
    from tasks.cycles import cycle_answers
    from tasks.rules.satisfaction import disposition_of_calls

    found, answers = cycle_answers(open_office(office), cycle)
    counts = disposition_of_calls(answers)["disposition"].value_counts().rename_axis("disposition")
    frame = counts.reset_index(name="calls")
    show(frame, {"disposition": "结果", "calls": "代表数"}, output_format, f"{found.cycle_id}：{found.name}")


@survey_app.command()
def close(office: OfficeOption = None, as_of: AsOf = None, cycle: CycleOption = None) -> None:
    """Close a cycle: its verdicts stand and each suggestion moves on."""
    from flows.environment import open_office, today
    from tasks.surveys import close_cycle

    for outcome, count in close_cycle(open_office(office), as_of or today(), cycle).items():
        typer.echo(f"{outcome}: {count}")


MaxAttempts = Annotated[
    int | None,
    typer.Option(
        "--max-attempts", min=1, help="After so many a call is given up; default as the cycle was planned."
    ),
]


@survey_app.command()
def rates(
    office: OfficeOption = None,
    cycle: CycleOption = None,
    max_attempts: MaxAttempts = None,
    output_format: Format = "table",
) -> None:
    """Show the outcome rates (AAPOR RR, COOP, REF, CON; 成功率) of a cycle, each with numerator and denominator."""
    from flows.cli.output import show
    from flows.environment import open_office
    from tasks.fieldwork import RATES
    from tasks.fieldwork import rates as outcome_rates

    show(outcome_rates(open_office(office), cycle, max_attempts), RATES, output_format, "回访结果指标")


@survey_app.command()
def funnel(
    office: OfficeOption = None,
    cycle: CycleOption = None,
    max_attempts: MaxAttempts = None,
    output_format: Format = "table",
) -> None:
    """Show how many deputies were on the list, dialled, reached and completed."""
    from flows.cli.output import show
    from flows.environment import open_office
    from tasks.fieldwork import FUNNEL
    from tasks.fieldwork import funnel as count_stages

    show(count_stages(open_office(office), cycle, max_attempts), FUNNEL, output_format, "回访漏斗")
