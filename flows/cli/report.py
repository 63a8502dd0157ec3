"""duban report."""

from typing import Annotated

import typer

from flows.cli.app import AsOf, OfficeOption, UsageError, app


@app.command()
def report(
    office: OfficeOption = None,
    as_of: AsOf = None,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Print the page to a PDF too, with the browser of this machine.")
    ] = False,
) -> None:
    """Write the leaders' page (HTML, needs no network) and the ledger (xlsx) into outbox/report, both of one moment."""
    from flows.browser import NoBrowser, find_browser, print_page
    from flows.environment import open_office, today
    from tasks.reporting import write_report

    try:
        # before anything is written
        browser = find_browser() if pdf else None
        written = write_report(open_office(office), as_of or today())
        paths = [written.page, written.ledger]
        if browser:
            paths.append(written.page.with_suffix(".pdf"))
            print_page(browser, written.page, paths[-1])
    except NoBrowser as error:
        raise UsageError(str(error)) from error
    for path in paths:
        typer.echo(str(path))
