"""duban remind."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import PROBLEMS_OPEN, AsOf, Format, OfficeOption, UsageError, app

if TYPE_CHECKING:
    from tasks.reminders import Plan

_FOR_PROGRAMS = ("json", "parquet")


@app.command()
def remind(
    office: OfficeOption = None,
    as_of: AsOf = None,
    send: Annotated[
        bool, typer.Option("--send", help="Write the digests and enter them in the ledger; else a dry run.")
    ] = False,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who signs that off.")] = None,
    email: Annotated[
        bool, typer.Option("--email", help="Mail the digests in the ledger that were not mailed yet.")
    ] = False,
    output_format: Format = "table",
) -> None:
    """List what departments are to be reminded of; --send writes one digest per department, --email mails them."""
    from flows.environment import mail_password, now, open_office, today
    from tasks.mailing import Fate, mail_reminders, settings_of
    from tasks.reminders import plan_reminders, send_reminders
    from warehouse.locks import only_one

    if send != bool(by and by.strip()):
        raise UsageError("--send and --by NAME go together: somebody signs off what leaves the house")
    folder, day = open_office(office), as_of or today()
    if email:
        # nothing is written when it could not be mailed anyway
        settings_of(folder, mail_password())
    if not send and not email:
        plan = plan_reminders(folder, day)
        _show(plan, output_format)
        _note(plan, day)
        return
    with only_one(folder.database, folder.office.region_code) as mine:
        if not mine:
            raise UsageError("a night is at work on this office; nothing was sent")
        if by:
            plan = plan_reminders(folder, day)
            for path in send_reminders(folder, by, day, mail=email):
                typer.echo(str(path))
            _note(plan, day)
        mailed = mail_reminders(folder, mail_password(), day, now()) if email else []
    for one in mailed:
        typer.echo(f"{one.department} {one.made_on}: {one.fate}")
    raise typer.Exit(PROBLEMS_OPEN if any(one.fate is not Fate.SENT for one in mailed) else 0)


def _show(plan: "Plan", output_format: str) -> None:
    from flows.cli.output import show
    from tasks.reminders import COLUMNS
    from tasks.rules.reminders import tier_chinese

    rows = plan.rows[list(COLUMNS)]
    if output_format not in _FOR_PROGRAMS:
        rows = rows.assign(tier=rows["tier"].map(tier_chinese))
    show(rows, COLUMNS, output_format, "待催办")


def _note(plan: "Plan", day: date) -> None:
    """Say what a listing cannot show; on stderr, so that a program can read the listing."""
    if not plan.is_working_day:
        typer.echo(f"{day} is no working day: nothing goes out, {plan.waiting} wait for the next", err=True)
    elif plan.waiting:
        typer.echo(
            f"{plan.waiting} wait for the next working day: one digest per department and day", err=True
        )
    rows = plan.rows
    if lacking := list(dict.fromkeys(rows["department"][rows["email"].isna()])):
        typer.echo(f"no 电子邮箱 in the directory: {'、'.join(lacking)}", err=True)
