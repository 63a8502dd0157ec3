"""Showing a rule profile to people: every value on lines of its own width, the texts that they come from above."""

import sys

import pandas as pd
from rich.console import Console
from rich.table import Table

from flows.cli.output import PIPE_WIDTH


def print_profile(rows: pd.DataFrame, name: str) -> None:
    """Print the values of a profile (flows.health.PROFILE_COLUMNS), wrapped and never cut."""
    # a pipe has no width of its own
    console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH)
    for row in rows.drop_duplicates(["profile", "effective_from"]).sort_values("effective_from").itertuples():
        console.print(f"{row.profile} {row.effective_from}  {row.edition}", highlight=False, markup=False)
    table = Table(title=name, show_lines=False)
    table.add_column("规则项", no_wrap=True)
    table.add_column("内容", overflow="fold")
    table.add_column("出自", overflow="fold", min_width=10)
    table.add_column("条款", overflow="fold")
    for row in rows.itertuples():
        # text in brackets would be read as markup
        cells = (str(row.key), str(row.value), f"{row.profile} {row.effective_from}", str(row.article))
        table.add_row(*(cell.replace("[", r"\[") for cell in cells))
    console.print(table)
