"""duban letters issue|withdraw|list: the numbered letters that an office sends."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import AsOf, Format, OfficeOption, UsageError, app, parse_day

if TYPE_CHECKING:
    from schemas.outgoing import Outgoing

letters_app = typer.Typer(help="Numbered letters: issue, withdraw, list.", no_args_is_help=True)
app.add_typer(letters_app, name="letters")

Confirm = Annotated[
    str | None,
    typer.Option("--confirm", metavar="NAME", help="Who signs the letters off; without it a dry run."),
]


@letters_app.command()
def issue(
    kind: Annotated[
        str,
        typer.Argument(
            help="rereferral 交办函, send-back 退回重办函, feedback-form 征询意见表, meeting 会商通知."
        ),
    ],
    number: Annotated[
        list[str] | None,
        typer.Option(
            "--number", help="Only these suggestions; send-back and meeting: also what is not due by itself."
        ),
    ] = None,
    because: Annotated[str | None, typer.Option(help="send-back: why, besides what is incomplete.")] = None,
    on: Annotated[
        date | None, typer.Option("--on", parser=parse_day, metavar="DATE", help="meeting: its day.")
    ] = None,
    time: Annotated[str | None, typer.Option("--time", help="meeting: at what time, as printed.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="meeting: where.")] = None,
    confirm: Confirm = None,
    office: OfficeOption = None,
    as_of: AsOf = None,
) -> None:
    """Number and write the letters of a kind that are due, one per department, and bind the run into one file."""
    from tasks.letters import Wanted
    from tasks.rules.letter_words import Particulars

    of_kind = _kind(kind)
    wanted = Wanted(tuple(number or ()), Particulars(because, on, time, place))
    issue_kind(of_kind, wanted, confirm, office, as_of)


def issue_kind(
    kind: "Outgoing", wanted: object, confirm: str | None, office: Path | None, as_of: date | None
) -> None:
    """Issue letters, or say how many are due."""
    from flows.environment import open_office, today
    from tasks.letters import Wanted, issue_letters, letters_due

    chosen = wanted if isinstance(wanted, Wanted) else Wanted()
    folder, day = open_office(office), as_of or today()
    if confirm is None:
        count = letters_due(folder, kind, chosen)
        typer.echo(f"{count} letters are due; --confirm NAME numbers and writes them")
        return
    for path in issue_letters(folder, confirm, day, kind, chosen):
        typer.echo(str(path))


@letters_app.command()
def withdraw(
    number: Annotated[str, typer.Argument(help="Number of the letter, such as 张人代工函〔2020〕1号.")],
    because: Annotated[str, typer.Option(help="Why, as the letter says it.")],
    confirm: Annotated[str, typer.Option("--confirm", metavar="NAME", help="Who signs that off.")],
    office: OfficeOption = None,
    as_of: AsOf = None,
) -> None:
    """Take a letter back by a 撤回函 of its own number; its suggestions are due for a new letter of that kind."""
    from flows.environment import open_office, today
    from tasks.letter_withdrawal import withdraw_letter

    typer.echo(str(withdraw_letter(open_office(office), number, because, confirm, as_of or today())))


@letters_app.command("list")
def list_letters(office: OfficeOption = None, output_format: Format = "table") -> None:
    """List every letter that has a number, and by which letter it was withdrawn."""
    from flows.cli.output import show
    from flows.environment import open_office
    from tasks.letter_files import ledger

    titles = {
        "doc_no": "文号",
        "kind": "种类",
        "department": "承办单位",
        "round": "轮次",
        "issued_on": "日期",
        "withdrawn_by": "撤回函",
    }
    show(ledger(open_office(office))[list(titles)], titles, output_format, "发文台账")


def _kind(text: str) -> "Outgoing":
    from schemas.outgoing import Outgoing

    kinds = {kind.value: kind for kind in Outgoing if kind is not Outgoing.WITHDRAWAL}
    names = kinds | {kind.chinese: kind for kind in kinds.values()}
    try:
        return names[text.replace("-", "_")]
    except KeyError:
        listed = ", ".join(name.replace("_", "-") for name in kinds)
        raise UsageError(f"{text}: choose one of {listed}") from None
