"""duban serve, duban deploy."""

from typing import Annotated

import typer

from flows.cli.app import OfficeOption, app

Cron = Annotated[str | None, typer.Option("--cron", help="When the nightly runs, in Asia/Shanghai.")]


@app.command()
def serve(
    office: OfficeOption = None,
    cron: Cron = None,
    port: Annotated[int, typer.Option(help="Port of the Prefect server and its pages.")] = 4200,
) -> None:
    """Start a Prefect server and a runner with the nightly's schedule and the on-demand deployments."""
    from flows.environment import open_office, prepare_prefect

    folder = open_office(office)
    prepare_prefect(folder.path)
    from flows.serving import serve_office

    serve_office(folder, cron, port)


@app.command()
def deploy(
    office: OfficeOption = None,
    cron: Cron = None,
    pool: Annotated[str, typer.Option(help="Work pool.")] = "duban",
) -> None:
    """Register the deployments with the Prefect server of PREFECT_API_URL, for a process work pool; start nothing."""
    from flows.environment import open_office, prepare_prefect

    folder = open_office(office)
    prepare_prefect()
    from flows.serving import register

    for name in register(folder, cron, pool):
        typer.echo(name)
