"""duban rerefer list|decide|letters."""

from datetime import date
from typing import Annotated

import typer

from flows.cli.app import AsOf, Format, OfficeOption, UsageError, app, parse_day

rerefer_app = typer.Typer(help="Unsatisfied items: decide on them, write the letters.", no_args_is_help=True)
app.add_typer(rerefer_app, name="rerefer")

_TITLES = {
    "number": "建议编号",
    "title": "建议标题",
    "round": "轮次",
    "lead": "领衔代表",
    "departments": "承办单位",
    "grounds": "审定依据",
    "reason": "不满意原因",
}


@rerefer_app.command("list")
def list_awaiting(
    promises: Annotated[
        bool, typer.Option("--promises", help="Instead: promises that were not kept by their day (回头看).")
    ] = False,
    office: OfficeOption = None,
    as_of: AsOf = None,
    output_format: Format = "table",
) -> None:
    """List what is unsatisfied and waits for a decision, or promises that were not kept."""
    if promises:
        from flows.cli.query import query

        query("promises-broken", office=office, as_of=as_of, output_format=output_format)
        return
    from flows.cli.output import show
    from flows.environment import open_office, today
    from tasks.rereferrals import awaiting

    rows = awaiting(open_office(office), as_of or today())
    show(rows[list(_TITLES)], _TITLES, output_format, "待审定")


@rerefer_app.command()
def decide(
    number: Annotated[str, typer.Argument(help="Number of the suggestion.")],
    decision: Annotated[str, typer.Argument(help="re_refer, close or escalate.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided.")],
    findings: Annotated[
        str | None, typer.Option(help="What looking into it showed; the reason of a close.")
    ] = None,
    requirements: Annotated[str | None, typer.Option(help="What is asked of the department.")] = None,
    department: Annotated[
        str | None, typer.Option(metavar="NAME", help="Another lead department for the next round.")
    ] = None,
    due_on: Annotated[
        date | None,
        typer.Option(parser=parse_day, metavar="DATE", help="A nearer last day than the rules give."),
    ] = None,
    later: Annotated[
        bool, typer.Option("--later", help="The last day may be later than the rules give.")
    ] = False,
    office: OfficeOption = None,
    as_of: AsOf = None,
) -> None:
    """Decide on a suggestion that is unsatisfied, or broke a promise, or was answered with nothing; re_refer opens its next round."""
    from flows.environment import open_office, today
    from schemas.words import Decision
    from tasks.rereferrals import decide as decide_on
    from tasks.rules.decisions import Order

    if decision not in set(Decision):
        raise UsageError(f"{decision}: choose one of {', '.join(Decision)}")
    order = Order(Decision(decision), findings, requirements, department, due_on, later)
    count = decide_on(open_office(office), {number: order}, by, as_of or today())
    typer.echo(f"{number}: {decision}" + (f", {count} referrals in the next round" if count else ""))


@rerefer_app.command()
def letters(
    office: OfficeOption = None,
    as_of: AsOf = None,
    confirm: Annotated[
        str | None,
        typer.Option("--confirm", metavar="NAME", help="Who signs the letters off; without it a dry run."),
    ] = None,
) -> None:
    """Number and write the letters of re-referred suggestions: `duban letters issue rereferral`."""
    from flows.cli.letter_office import issue_kind
    from schemas.outgoing import Outgoing

    issue_kind(Outgoing.REREFERRAL, None, confirm, office, as_of)
