"""duban readers grant|revoke|list."""

from typing import Annotated

import typer

from flows.cli.app import Format, OfficeOption, app

readers_app = typer.Typer(
    help="PostgreSQL: roles that read the mart of their offices, and nothing else.", no_args_is_help=True
)
app.add_typer(readers_app, name="readers")

Role = Annotated[str, typer.Argument(help="Role of PostgreSQL.")]


@readers_app.command()
def grant(
    role: Role,
    region: Annotated[
        list[str] | None,
        typer.Option("--region", metavar="CODE", help="Region code; may be repeated; default this office's."),
    ] = None,
    office: OfficeOption = None,
) -> None:
    """Let a role read the mart of offices; a role that is not there is made, and its password shown this once."""
    from flows.environment import open_office
    from tasks import readers

    password = readers.grant(open_office(office), role, region or [])
    if password:
        typer.echo(f"{role} was made; its password, shown only here: {password}")
    typer.echo(f"{role} reads the views of the schema mart")


@readers_app.command()
def revoke(
    role: Role,
    region: Annotated[
        list[str] | None,
        typer.Option("--region", metavar="CODE", help="Region code; may be repeated; default all it has."),
    ] = None,
    office: OfficeOption = None,
) -> None:
    """Take offices away from a role; the role itself stays."""
    from flows.environment import open_office
    from tasks import readers

    count = readers.revoke(open_office(office), role, region or [])
    typer.echo(f"{role}: {count} offices taken away")


@readers_app.command("list")
def list_readers(office: OfficeOption = None, output_format: Format = "table") -> None:
    """List which role reads which office."""
    from flows.cli.output import show
    from flows.environment import open_office
    from tasks import readers
    from warehouse.mart.readers import READER_COLUMNS

    show(readers.list_readers(open_office(office)), READER_COLUMNS, output_format, "读者")
