"""duban purge."""

from typing import Annotated

import typer

from flows.cli.app import AsOf, Format, OfficeOption, app


@app.command()
def purge(
    office: OfficeOption = None,
    as_of: AsOf = None,
    confirm: Annotated[
        str | None, typer.Option("--confirm", metavar="NAME", help="Who orders it; without it a dry run.")
    ] = None,
    output_format: Format = "table",
) -> None:
    """Delete call lists and returned lists of surveys that ended more than 30 days ago; figures and ledger stay."""
    from flows.cli.output import show
    from flows.environment import open_office, today
    from tasks.purge import COLUMNS
    from tasks.purge import purge as purge_files

    gone = purge_files(open_office(office), as_of or today(), confirm)
    show(gone, COLUMNS, output_format, "已删除" if confirm else "到期应删除（尚未删除）")
