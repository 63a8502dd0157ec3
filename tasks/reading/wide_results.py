"""Results with a row per case, as queXS gives them: result1, reason1, result2, … become a row per item."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.inputs import SURVEY_RESULTS
from tasks.reading.blocks import RawBlock, SheetSource, blocks_of
from tasks.rules.header import Header, header_word

# columns of the case and of each of its items, and what the contract calls them
_OF_CASE = {
    "casekey": "case_key",
    "listmark": "list_mark",
    "name": "person",
    "calledon": "called_on",
    "attempts": "attempts",
}
_OF_ITEM = {
    "result": "outcome",
    "attitude": "attitude",
    "fulfilment": "fulfilment",
    "reason": "reason",
    "title": "about",
}
# what went out and is not read back
_CONTEXT = re.compile(r"(?:callorder|phone[12]|calltime|items|(?:department|replied|reply)\d+)")
_NUMBERED = re.compile(rf"({'|'.join(_OF_ITEM)})([1-9]\d?)")


def unfolded(sheet: SheetSource) -> tuple[SheetSource, Header] | None:
    """Return a sheet with a row per case as one with a row per item; None for any other sheet.

    Both have the row numbers of the file. Its header is its first row, as systems write it.
    """
    words = [header_word(cell).lower() for cell in sheet.preview[0]] if sheet.preview else []
    case = {_OF_CASE[word]: place for place, word in enumerate(words) if word in _OF_CASE}
    items: dict[int, dict[str, int]] = {}
    for place, word in enumerate(words):
        if match := _NUMBERED.fullmatch(word):
            items.setdefault(int(match[2]), {})[_OF_ITEM[match[1]]] = place
    if "case_key" not in case or not any("outcome" in columns for columns in items.values()):
        return None
    names = [*case, "item", *dict.fromkeys(name for columns in items.values() for name in columns)]

    def blocks(header_row: int) -> Iterator[RawBlock]:
        return blocks_of(
            (number, [_cell(row, name, case, item, columns) for name in names])
            for number, row in sheet.rows(header_row)
            for item, columns in sorted(items.items())
        )

    unknown = tuple(
        ("unknown_column", word)
        for word in words
        if word and word not in _OF_CASE and not _NUMBERED.fullmatch(word) and not _CONTEXT.fullmatch(word)
    )
    header = Header(SURVEY_RESULTS, 0, {name: place for place, name in enumerate(names)}, unknown)
    return replace(sheet, blocks=blocks), header


def _cell(
    row: Sequence[str | None], name: str, case: dict[str, int], item: int, columns: dict[str, int]
) -> str | None:
    if name == "item":
        return str(item)
    place = case.get(name, columns.get(name))
    return row[place] if place is not None and place < len(row) else None
