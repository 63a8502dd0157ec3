"""Published breakdowns from a file: a sheet with 类别, 件数, 占比 and perhaps a row 合计, or a JSON of reports."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tasks.reading.blocks import SheetSource
from tasks.reading.opening import open_sheets
from tasks.reading.sniff import Unreadable
from tasks.rules.figures.breakdown import Breakdown, Row
from tasks.rules.figures.printed import parse_count, parse_share, shares_of_sheet

_LABELS = {"类别", "分类", "项目", "名称", "评价", "办理结果", "category", "label"}
_COUNTS = {"件数", "数量", "建议数", "人数", "份数", "票数", "count"}
_SHARES = {"占比", "比例", "比重", "百分比", "share", "percent"}
_SUMS = {"合计", "总计", "共计", "总数", "total"}
# parts of the row above, and rows taken together: no parts of the whole
_ASIDE = ("其中", "小计")
# how a table prints that there is nothing
_NOTHING = {"-", "—", "——", "–", "－", "/", "／"}
_Cells = Sequence[str | None]


@dataclass(frozen=True)
class Report:
    """The breakdowns of one report: a file, or one table of a JSON."""

    name: str
    breakdowns: tuple[Breakdown, ...]


def read_reports(path: Path) -> list[Report]:
    """Return the reports of a file; raise Unreadable with the code of what is wrong with it."""
    text = _json_text(path)
    if text is not None:
        return _from_json(text, path.stem)
    sheets = open_sheets(path)
    if sheets is None:
        raise Unreadable("header_not_found")
    found = [breakdown for sheet in sheets if not sheet.is_unread for breakdown in _of_sheet(sheet)]
    if not found:
        raise Unreadable("header_not_found")
    return [Report(path.stem, tuple(found))]


def _json_text(path: Path) -> str | None:
    """Return the text of a file that begins as JSON does; content decides, not the name."""
    content = path.read_bytes()
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _from_json(text: str, name: str) -> list[Report]:
    try:
        found = json.loads(text)
        tables = found.get("tables", [found]) if isinstance(found, dict) else found
        return [
            Report(str(table.get("id") or table.get("name") or name), tuple(_of_table(table)))
            for table in tables
        ]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreadable("file_unreadable") from error


def _of_table(table: dict[str, Any]) -> Iterator[Breakdown]:
    for group in table.get("groups", [table]):
        rows = tuple(
            Row(str(item["label"]), _whole(item.get("count")), _text(item.get("pct_printed")), number)
            for number, item in enumerate(group["items"], start=1)
        )
        total = table.get("total") if group is not table else None
        yield Breakdown(str(group.get("name", "")), rows, _whole(group.get("base")), total=_whole(total))


def _whole(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise ValueError(f"{value!r} is no count")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


@dataclass(frozen=True)
class _Columns:
    label: int
    count: int | None
    share: int | None


def _of_sheet(sheet: SheetSource) -> Iterator[Breakdown]:
    """Yield one breakdown per header row: offices put several tables under one another."""
    headers = ((at, columns) for at, row in enumerate(sheet.preview) if (columns := _columns(row)))
    header, columns = next(headers, (None, None))
    if header is None or columns is None:
        return
    lines: list[tuple[int, _Cells]] = []
    for number, row in sheet.rows(header):
        if below := _columns(row):
            yield from _made(sheet.name, columns, lines)
            columns, lines = below, []
        else:
            lines.append((number, row))
    yield from _made(sheet.name, columns, lines)


def _columns(row: _Cells) -> _Columns | None:
    names = [_bare(cell) for cell in row]
    places = [
        next((at for at, name in enumerate(names) if name in words), None)
        for words in (_LABELS, _COUNTS, _SHARES)
    ]
    label, count, share = places
    return _Columns(label, count, share) if label is not None and (count, share) != (None, None) else None


def _bare(cell: str | None) -> str:
    # 占比（%）, 件数(件), 合计：
    return re.sub(r"\s|[（(].*?[)）]|[:：]$", "", cell or "").lower()


def _made(name: str, columns: _Columns, lines: Sequence[tuple[int, _Cells]]) -> Iterator[Breakdown]:
    told = [
        (number, _cell(row, columns.label), _cell(row, columns.count), _cell(row, columns.share))
        for number, row in lines
    ]
    # a note under the table has neither count nor share
    told = [line for line in told if line[2] or line[3]]
    ends = [at for at, line in enumerate(told) if _bare(line[1]) in _SUMS]
    told = [line for at, line in enumerate(told) if not ends or at < ends[-1] or _is_told(*line[2:])]
    unread = [(number, count) for number, _, count, _ in told if count and parse_count(count) is None]
    rows = [Row(label or "", parse_count(count or ""), share, number) for number, label, count, share in told]
    shares = shares_of_sheet([row.share for row in rows])
    rows = [replace(row, share=share) for row, share in zip(rows, shares, strict=True)]
    sums = tuple(row for row in rows if _bare(row.label) in _SUMS)
    aside = tuple(row for row in rows if _bare(row.label).startswith(_ASIDE))
    parts = tuple(row for row in rows if row not in sums and row not in aside)
    if parts:
        sum_row = next((row.count for row in sums), None)
        yield Breakdown(name, parts, sum_row=sum_row, unread=tuple(unread), sums=sums, aside=aside)


def _is_told(count: str | None, share: str | None) -> bool:
    """Whether a row below 合计 tells a number: 制表 and 日期 beside each other do not."""
    return parse_count(count or "") is not None or parse_share(share or "") is not None


def _cell(row: _Cells, at: int | None) -> str | None:
    text = row[at] if at is not None and at < len(row) else None
    told = text.strip() if text else ""
    return None if told in _NOTHING else told or None
