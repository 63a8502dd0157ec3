"""duban templates."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import OfficeOption, app


@app.command()
def templates(
    folder: Annotated[Path, typer.Argument(help="Where to write them.")] = Path("模板"),
    office: OfficeOption = None,
) -> None:
    """Write blank workbooks with drop-downs for those who send files."""
    from flows.environment import open_office, today
    from schemas.profile import in_force
    from tasks.templates import write_templates

    settings = open_office(office)
    for path in write_templates(folder, in_force(settings.rules, today())):
        typer.echo(str(path))
