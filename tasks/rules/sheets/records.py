"""Rows of a sheet to records: what each field's cells say, with 同上 resolved and sections carried down."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from schemas.inputs import CLAIMED
from schemas.words import Kind, Outcome
from tasks.rules.sheets.layout import Block, Row, SheetLayout
from tasks.rules.sheets.rowkinds import RowKind, row_kind, section_name
from tasks.rules.sheets.words import said, says_again, tight

_NO_TICK = frozenset({"0", "×", "x", "X", "否", "✗", "F", "FALSE", "未", "□", "☐", "N", "n", "NO"})
# what a merged cell brings down, or a form prints beforehand, does not make a row
_CARRIED = frozenset(
    {"main_dept", "delegation", "category", "assigned_on", "due_on", "attempts", "unit", CLAIMED.name}
)
# the number of an identity card, with what announces it, is kept nowhere
_IDENTITY = re.compile(
    r"[,，;；、\s]*[(（]?(?:公民)?(?:身份证)?(?:号码?)?[:：\s]*(?<![\d０-９])[1-9]\d{16}[\dXx](?!\d)[)）]?"
)
_OF_CONFERENCE = re.compile(r".*(?:政协|委员)?提案.*")


@dataclass(frozen=True)
class Record:
    """One record: row number from 1, what its fields say (a field may have several columns), which columns are ticked."""

    row: int
    cells: dict[str, list[str]]
    ticks: tuple[Outcome, ...] = ()
    attitude_ticks: tuple[Outcome, ...] = ()
    is_of_conference: bool = False
    # what the sheet itself says its codes mean
    legend: Mapping[str, str] = field(default_factory=dict)

    def get(self, field: str) -> str | None:
        """Return what the field says, or None; several columns are joined."""
        return "".join(self.cells.get(field, ())) or None


def records(layout: SheetLayout, rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[Block, Record]]:
    """Yield the records of the rows below a header, each with its block; `rows` are (row number from 1, cells)."""
    above: list[dict[int, str]] = [{} for _ in layout.blocks]
    section = layout.section
    for number, row in rows:
        kind = row_kind(row, layout)
        if kind is RowKind.SECTION:
            section = section_name(row)
        if kind is not RowKind.DATA:
            continue
        for at, block in enumerate(layout.blocks):
            cells = _cells(row, block, above[at], layout.kind)
            if not any(name not in _CARRIED for name in cells) and not _marks(row, block.ticks):
                continue
            if section and layout.kind is Kind.DEPUTIES and "delegation" not in block.fields:
                cells["delegation"] = [section]
            is_of_conference = bool(section and _OF_CONFERENCE.fullmatch(section))
            ticks, attitude = _marks(row, block.ticks), _marks(row, block.attitude_ticks)
            yield block, Record(number, cells, ticks, attitude, is_of_conference, layout.legend)


def _cells(row: Row, block: Block, above: dict[int, str], kind: Kind) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, places in block.fields.items():
        for place in places:
            cell = row[place] if place < len(row) else None
            if says_again(cell) or (kind is Kind.DEPUTIES and name == "delegation" and not tight(cell)):
                cell = above.get(place)
            # in a column of telephones it is a wrong one, and told as that
            has_identity = cell and len(cell) > 17 and name != "phone"
            text = said(_IDENTITY.sub(" ", cell or "") if has_identity else cell)
            if text is not None:
                found.setdefault(name, []).append(text)
                above[place] = text
            else:
                above.pop(place, None)
    return found


def _marks(row: Row, ticks: tuple[tuple[int, Outcome], ...]) -> tuple[Outcome, ...]:
    return tuple(
        meaning
        for place, meaning in ticks
        if place < len(row) and said(row[place]) is not None and tight(row[place]) not in _NO_TICK
    )
