"""The reader that a file needs, by its content."""

from pathlib import Path

from tasks.reading.blocks import AS_USUAL, Hidden, SheetSource
from tasks.reading.delimited import open_delimited
from tasks.reading.page import open_page
from tasks.reading.sniff import Shape, sniff
from tasks.reading.web_archive import open_archive
from tasks.reading.workbook import open_workbook
from tasks.reading.xml_workbook import open_xml_workbook

_READERS = {
    Shape.WORKBOOK: open_workbook,
    Shape.PAGE: open_page,
    Shape.WEB_ARCHIVE: open_archive,
    Shape.XML_WORKBOOK: open_xml_workbook,
}


def open_sheets(path: Path, hidden: Hidden = AS_USUAL) -> list[SheetSource] | None:
    """Return the sheets of a file, those that are hidden and not read among them; None when it is a letter.

    Raises Unreadable.
    """
    shape = sniff(path)
    if shape is Shape.DELIMITED:
        return open_delimited(path)
    reader = _READERS.get(shape)
    return reader(path, hidden) if reader else None
