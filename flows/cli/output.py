"""Showing a frame: as a table for people, Markdown for a page, or csv, json, xlsx, parquet for programs."""

import io
import json
import sys
from collections.abc import Mapping

import pandas as pd

from flows.cli.app import UsageError

PIPE_WIDTH = 160
FORMATS = ("table", "csv", "xlsx", "json", "parquet", "markdown")


def show(frame: pd.DataFrame, titles: Mapping[str, str], output_format: str, caption: str) -> None:
    """Print a frame to standard output; json and parquet carry our column names, the others (csv with BOM) the Chinese titles."""
    if output_format not in FORMATS:
        raise UsageError(f"--format {output_format}: choose one of {', '.join(FORMATS)}")
    if output_format not in ("json", "parquet"):
        frame = _said(frame)
    if output_format == "json":
        records = frame.astype(object).where(frame.notna(), None).to_dict("records")
        sys.stdout.write(json.dumps(records, ensure_ascii=False, default=str, indent=1) + "\n")
    elif output_format == "parquet":
        buffer = io.BytesIO()
        frame.to_parquet(buffer, index=False)
        sys.stdout.buffer.write(buffer.getvalue())
    elif output_format == "xlsx":
        sys.stdout.buffer.write(_workbook(frame, titles, caption))
    elif output_format == "csv":
        sys.stdout.buffer.write(_safe(frame).rename(columns=titles).to_csv(index=False).encode("utf-8-sig"))
    elif output_format == "markdown":
        sys.stdout.write(markdown(frame, titles, caption))
    else:
        _table(frame, titles, caption)


def _said(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame for people: whether something is so in words."""
    return frame.assign(
        **{str(name): frame[name].map({True: "是", False: "否"}) for name in frame.select_dtypes("bool")}
    )


def markdown(frame: pd.DataFrame, titles: Mapping[str, str], caption: str) -> str:
    """Return a frame as a Markdown table under its caption: numbers to the right, a missing value is an empty cell."""
    numeric = set(frame.select_dtypes("number").columns)
    heads = [_cell(titles.get(name, name)) for name in frame.columns]
    rules = ["---:" if name in numeric else "---" for name in frame.columns]
    rows = [
        ["" if pd.isna(value) else _cell(value) for value in row] for row in frame.itertuples(index=False)
    ]
    lines = ["| " + " | ".join(cells) + " |" for cells in (heads, rules, *rows)]
    return "\n".join((f"**{_cell(caption)}**", "", *lines)) + "\n"


def _cell(value: object) -> str:
    # nothing in a cell may end it, the row, or the text around it
    text = str(value).replace("\\", "\\\\")
    for mark in ("|", "*", "_", "`", "[", "<"):
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


def _safe(frame: pd.DataFrame) -> pd.DataFrame:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    texts = frame.select_dtypes(include=["object", "string"]).columns
    prefixed = {name: frame[name].map(_defuse) for name in texts}
    return frame.assign(**prefixed)


def _defuse(value: object) -> object:
    return (
        f"'{value}"
        if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
        else value
    )


def _workbook(frame: pd.DataFrame, titles: Mapping[str, str], caption: str) -> bytes:
    from tasks.writing.workbook import Column, Sheet, render

    rows = [tuple(row) for row in frame.astype(object).where(frame.notna(), "").itertuples(index=False)]
    return render(
        [Sheet("结果", caption, [Column(titles.get(name, name), 18) for name in frame.columns], rows)]
    )


def _table(frame: pd.DataFrame, titles: Mapping[str, str], caption: str) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=caption)
    for name in frame.columns:
        # wrapped and never cut: what is cut cannot be read
        table.add_column(titles.get(name, name), overflow="fold")
    for row in frame.itertuples(index=False):
        table.add_row(*("" if pd.isna(value) else str(value) for value in row))
    # a pipe has no width of its own
    Console(width=None if sys.stdout.isatty() else PIPE_WIDTH).print(table)
