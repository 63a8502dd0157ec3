"""duban survey balance|figures|interviewers|checks|again: what came back of a cycle, and what is made of it."""

from enum import StrEnum
from typing import Annotated

import typer

from flows.cli.app import PROBLEMS_OPEN, AsOf, Format, OfficeOption
from flows.cli.survey import CycleOption, MaxAttempts, survey_app


class Group(StrEnum):
    """What figures can be shown by."""

    DEPARTMENT = "department"
    COMMITTEE = "committee"
    DELEGATION = "delegation"


@survey_app.command()
def balance(
    office: OfficeOption = None,
    cycle: CycleOption = None,
    max_attempts: MaxAttempts = None,
    output_format: Format = "table",
) -> None:
    """Show that what was sent = complete + partial + refused + ... + outstanding, for calls and items; 1 when it does not add up."""
    from flows.cli.output import show
    from flows.environment import open_office
    from tasks.survey_balance import BALANCE, BALANCE_NOTE, survey_balance

    found = survey_balance(open_office(office), cycle, max_attempts)
    show(found, BALANCE, output_format, "回访平衡表")
    if output_format == "table":
        typer.echo(BALANCE_NOTE)
    raise typer.Exit(PROBLEMS_OPEN if found["difference"].any() else 0)


@survey_app.command("again")
def call_again(
    office: OfficeOption = None,
    as_of: AsOf = None,
    cycle: CycleOption = None,
    max_attempts: MaxAttempts = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write the list for the centre into outbox/survey.")
    ] = False,
    output_format: Format = "table",
) -> None:
    """List which calls are to be made again, and when: keys only."""
    from datetime import datetime, time

    from flows.cli.output import show
    from flows.environment import open_office, today
    from tasks import fieldwork
    from tasks.survey_balance import write_follow_up

    day, folder = as_of or today(), open_office(office)
    if write:
        typer.echo(str(write_follow_up(folder, day, cycle, max_attempts)))
        return
    due = fieldwork.call_again(folder, datetime.combine(day, time()), cycle, max_attempts)
    show(due, fieldwork.AGAIN, output_format, "待再次拨打")


@survey_app.command()
def figures(
    office: OfficeOption = None,
    cycle: CycleOption = None,
    by: Annotated[
        Group | None, typer.Option("--by", help="A row for each, with what would expose a deputy hidden.")
    ] = None,
    output_format: Format = "table",
) -> None:
    """Show satisfaction on three bases (items, deputies, pairs), each with numerator, denominator and interval."""
    from flows.cli.output import show
    from flows.environment import open_office
    from tasks.survey_figures import SATISFACTION, note_under, satisfaction
    from tasks.survey_tables import GROUPS, by_group

    folder = open_office(office)
    if by:
        table, note = by_group(folder, by.value, cycle)
        show(table, {}, output_format, f"满意度（按{GROUPS[by.value]}）")
    else:
        show(satisfaction(folder, cycle), SATISFACTION, output_format, "满意率")
        note = note_under(folder, cycle)
    if output_format == "table":
        typer.echo(note)


@survey_app.command()
def interviewers(
    office: OfficeOption = None, cycle: CycleOption = None, output_format: Format = "table"
) -> None:
    """Show which interviewers heard dissatisfied deputies more seldom than chance allows: to look into, no verdict."""
    from flows.cli.output import show
    from flows.environment import open_office
    from tasks.survey_figures import INTERVIEWERS
    from tasks.survey_figures import interviewers as compare

    show(compare(open_office(office), cycle), INTERVIEWERS, output_format, "访问员比较")


@survey_app.command()
def checks(office: OfficeOption = None, cycle: CycleOption = None, output_format: Format = "table") -> None:
    """List what is worth looking into: interviewers who never hear 不满意, impossible times, registers that rated themselves."""
    from flows.cli.output import show
    from flows.environment import open_office
    from tasks.survey_checks import CHECKS, CHECKS_NOTE
    from tasks.survey_checks import checks as look

    show(look(open_office(office), cycle), CHECKS, output_format, "回访核查线索")
    if output_format == "table":
        typer.echo(CHECKS_NOTE)
