"""duban check-table."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.app import DONE, PROBLEMS_OPEN, UsageError, app

if TYPE_CHECKING:
    from tasks.rules.figures.breakdown import Checked, Finding


@app.command("check-table")
def check_table(
    file: Annotated[
        Path,
        typer.Argument(
            help="A sheet with 类别, 件数, 占比, or a JSON of reports.", exists=True, dir_okay=False
        ),
    ],
    output_format: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> None:
    """Check a published table: which rounding reproduces its shares, on which base, and what does not add up."""
    from schemas.problems import problem_table
    from tasks.reading.breakdowns import read_reports
    from tasks.reading.sniff import Unreadable
    from tasks.rules.figures.check_table import check_breakdown, compare_conventions

    if output_format not in ("table", "json"):
        raise UsageError(f"--format {output_format}: choose table or json")
    try:
        reports = read_reports(file)
    except Unreadable as error:
        raise UsageError(f"{file.name}：{problem_table()[error.code].text}") from error
    found = []
    for report in reports:
        checked = [check_breakdown(breakdown) for breakdown in report.breakdowns]
        across = compare_conventions(checked)
        found.append(_as_json(report.name, checked, across))
        if output_format == "table":
            typer.echo("\n".join(_lines(report.name, checked, across)))
    if output_format == "json":
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    raise typer.Exit(DONE if all(report["adds_up"] for report in found) else PROBLEMS_OPEN)


def _lines(name: str, checked: "list[Checked]", across: "Finding | None") -> list[str]:
    lines = [name]
    for one in checked:
        lines.append(f"  {one.breakdown.name}：{one.chinese}")
        for finding in one.findings:
            lines.append(f"    {'✗' if finding.kind.is_fault else '说明：'}{finding.chinese}")
    return [*lines, *([f"  说明：{across.chinese}"] if across else [])]


def _as_json(name: str, checked: "list[Checked]", across: "Finding | None") -> dict[str, Any]:
    return {
        "report": name,
        "adds_up": all(one.adds_up for one in checked),
        "findings": [_finding(across)] if across else [],
        "breakdowns": [_breakdown(one) for one in checked],
    }


def _breakdown(one: "Checked") -> dict[str, Any]:
    rows = zip(one.breakdown.rows, one.fits, strict=True)
    return {
        "name": one.breakdown.name,
        "base": one.base,
        "decimals": one.decimals,
        "conventions": list(one.conventions),
        "adds_up": one.adds_up,
        "text": one.chinese,
        "rows": [
            {"row": row.number, "label": row.label, "count": row.count, "share": row.share, "fit": fit}
            for row, fit in rows
        ],
        "findings": [_finding(finding) for finding in one.findings],
    }


def _finding(finding: "Finding") -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "is_fault": finding.kind.is_fault,
        "row": finding.row,
        **finding.values,
        "text": finding.chinese,
    }
