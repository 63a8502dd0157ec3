"""Where the fields of a sheet stand, for those who point at a cell."""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.contract import Contract
from tasks.reading.blocks import SheetSource
from tasks.reading.tidy import ours
from tasks.rules.header import find_header
from tasks.rules.sheets.layout import find_layout


@dataclass(frozen=True)
class Places:
    """The last row of the header and the first column of each field, both counted from 1."""

    header_row: int
    columns: Mapping[str, int]


def places_in(sheet: SheetSource, contract: Contract) -> Places | None:
    """Return where the fields of a contract stand in a sheet; None when it is none of that kind."""
    header, layout = find_header(sheet.preview), find_layout(sheet.preview)
    columns: dict[str, int] = {}
    row = None
    if layout and layout.kind is contract.kind:
        row = layout.last_row + 1
        columns = {ours(contract, name): at[0] + 1 for name, at in layout.blocks[0].fields.items()}
    if header and header.contract is contract:
        row = max(row or 0, header.row + 1)
        columns |= {name: at + 1 for name, at in header.columns.items()}
    return Places(row, columns) if row else None
