"""The reader that a file needs, by its content."""

from pathlib import Path

from tasks.reading.blocks import SheetSource
from tasks.reading.delimited import open_delimited
from tasks.reading.page import open_page
from tasks.reading.sniff import Shape, sniff
from tasks.reading.workbook import open_workbook

_READERS = {Shape.WORKBOOK: open_workbook, Shape.DELIMITED: open_delimited, Shape.PAGE: open_page}


def open_sheets(path: Path) -> list[SheetSource] | None:
    """Return the visible sheets of a file, or None when it is a letter; raise Unreadable."""
    reader = _READERS.get(sniff(path))
    return reader(path) if reader else None
