"""A report of a run, and how it is laid out as Markdown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemas.office import OfficeFolder

Row = tuple[object, ...]


@dataclass(frozen=True)
class Report:
    """What is told of a run: `heads` and `rows` count, `files` were written, `warnings` were left undone."""

    title: str
    heads: Row
    rows: Sequence[Row]
    warnings: Sequence[str] = ()
    files: Sequence[Path] = ()
    next_steps: Sequence[str] = ()


def laid_out(folder: OfficeFolder, as_of: date, report: Report) -> str:
    """Return a report as Markdown. Files are named as they lie in the office folder: where that is, is nobody's business."""
    return "\n".join(_lines(folder, as_of, report)) + "\n"


def _lines(folder: OfficeFolder, as_of: date, report: Report) -> Iterator[str]:
    yield from (f"# {folder.office.name} {as_of.isoformat()} {report.title}", "")
    yield _row(report.heads)
    columns = zip(*report.rows, strict=True) if report.rows else [()] * len(report.heads)
    yield _row(["---:" if any(isinstance(cell, int) for cell in cells) else "---" for cells in columns])
    yield from map(_row, report.rows)
    for warning in report.warnings:
        yield from ("", f"**{warning}**")
    if report.files:
        yield from ("", "文件：", "", *(f"- `{_place(folder, path)}`" for path in report.files))
    if report.next_steps:
        yield from ("", "下一步：", "", *(f"- {step}" for step in report.next_steps))


def _row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _place(folder: OfficeFolder, path: Path) -> str:
    shown = path.relative_to(folder.path).as_posix()
    return shown if path.suffix else f"{shown}/"
