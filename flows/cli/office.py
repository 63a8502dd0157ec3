"""duban init, duban doctor."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import PROBLEMS_OPEN, Format, OfficeOption, UsageError, app, parse_day


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    name: Annotated[str, typer.Option(help="Name of the office.")] = "某区人大常委会代表工作委员会",
    region_code: Annotated[str, typer.Option(help="GB/T 2260 code, six digits.")] = "370303",
    region_name: Annotated[str, typer.Option(help="Name of the district.")] = "某区",
    area_code: Annotated[str, typer.Option(help="Telephone area code.")] = "0533",
    profile: Annotated[str, typer.Option(help="Rule profile.")] = "shandong",
    session: Annotated[str, typer.Option(help="Name of the current session.")] = "区十八届人大五次会议",
    term: Annotated[int, typer.Option(help="届")] = 18,
    meeting: Annotated[int, typer.Option(help="次")] = 5,
    year: Annotated[int, typer.Option(help="Year of the session.")] = 2026,
) -> None:
    """Make an office folder: duban.toml, inbox/, outbox/, archive/, templates/, warehouse.db."""
    from flows.environment import open_office
    from flows.house import make_office

    make_office(
        folder,
        {
            "name": name,
            "region_code": region_code,
            "region_name": region_name,
            "area_code": area_code,
            "profile": profile,
            "government": f"{region_name}人民政府",
            "letter_mark": f"{region_name}人代工函",
            "session_name": session,
            "term": term,
            "meeting": meeting,
            "year": year,
        },
    )
    typer.echo(f"{open_office(folder).path} is ready: check duban.toml, then drop files into inbox/")


@app.command()
def doctor(
    office: OfficeOption = None,
    profile: Annotated[
        str | None,
        typer.Option(help="Show what a rule profile, or rules.toml, says, value by value, instead."),
    ] = None,
    on: Annotated[
        date | None,
        typer.Option("--on", parser=parse_day, metavar="DATE", help="On that day; default today in China."),
    ] = None,
    output_format: Format = "table",
) -> None:
    """Check machine, settings, database, versions and calendar; or show a rule profile with the origin of every value."""
    from flows.environment import open_office
    from flows.health import PROFILE_COLUMNS, findings, profile_table
    from schemas.profile_file import RULES_NAME

    if profile:
        from flows.cli.output import show
        from flows.cli.profiles import print_profile

        rules = open_office(office).rules if profile == RULES_NAME else profile
        rows = profile_table(rules, on, as_text=output_format != "json")
        if output_format == "table":
            print_profile(rows, profile)
        else:
            show(rows, PROFILE_COLUMNS, output_format, profile)
        raise typer.Exit(0)
    found = list(findings(open_office(office), on))
    if output_format == "json":
        typer.echo(
            json.dumps([{"ok": is_well, "finding": text} for is_well, text in found], ensure_ascii=False)
        )
    elif output_format != "table":
        raise UsageError(f"--format {output_format}: findings come as table or json")
    else:
        for is_well, text in found:
            typer.echo(f"{'ok  ' if is_well else 'LOOK'} {text}")
    raise typer.Exit(0 if all(is_well for is_well, _ in found) else PROBLEMS_OPEN)
