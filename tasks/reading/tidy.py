"""Workbooks on their way into the warehouse: what people laid out becomes plain rows of the contract's columns.

Totals, notes, repeated headers and sections give no row, and 同上 is what stands above. Delimited files of any size go
past this: they come from systems.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from schemas.contract import Contract, Form
from schemas.inputs import CENTRE_RESULTS, CONTRACT_OF
from schemas.words import Kind
from tasks.reading.blocks import RawBlock, SheetSource, blocks_of
from tasks.rules.header import Header, header_word
from tasks.rules.sheets.answers import statement_of
from tasks.rules.sheets.layout import Block, Row, SheetLayout
from tasks.rules.sheets.leftovers import leftovers
from tasks.rules.sheets.people import names_in
from tasks.rules.sheets.records import Record, records
from tasks.rules.sheets.rowkinds import RowKind, row_kind
from tasks.rules.sheets.words import AGAIN, tight

_KINDS_WITH_SECTIONS = frozenset({Kind.DEPUTIES, Kind.SUGGESTIONS, Kind.REPLIES, Kind.SURVEY_RESULTS})
# fields that a layout and a contract call differently
_CALLED = {
    (Kind.DEPUTIES, "phone"): "phones",
    (Kind.SURVEY_RESULTS, "deputy"): "person",
    (Kind.SURVEY_RESULTS, "title"): "about",
}
_CALLED_THERE = {(kind, ours): theirs for (kind, theirs), ours in _CALLED.items()}
_MAKE_AN_OUTCOME = frozenset({"ticks", "code"})
_PLAIN_NUMBER = r"^\d{1,8}$"
_MAY_BE_A_TOTAL = "计"


def tidied(source: SheetSource, header: Header) -> SheetSource:
    """Return a workbook's sheet without the rows that are no data."""
    block = Block({name: (place,) for name, place in header.columns.items()})
    words = frozenset(tight(cell) for cell in source.preview[header.row])
    layout = SheetLayout(header.contract.kind, header.row, header.row, (block,), (words,))

    def blocks(header_row: int) -> Iterator[RawBlock]:
        for raw in source.blocks(header_row):
            yield _without_layout(raw, layout)

    return replace(source, blocks=blocks)


def _without_layout(raw: RawBlock, layout: SheetLayout) -> RawBlock:
    doubtful = pc.indices_nonzero(_doubtful(raw, layout)).to_pylist()
    rows = zip(
        *(column.take(pa.array(doubtful, pa.int64())).to_pylist() for column in raw.columns), strict=True
    )
    gone = {at for at, row in zip(doubtful, rows, strict=True) if not _is_data(row, layout)}
    columns = [_said_again(column) for column in raw.columns]
    if not gone:
        return RawBlock(columns, raw.row_no, raw.ragged)
    kept = pa.array([at for at in range(len(raw.row_no)) if at not in gone], pa.int64())
    return RawBlock([column.take(kept) for column in columns], raw.row_no.take(kept), raw.ragged)


def _doubtful(raw: RawBlock, layout: SheetLayout) -> pa.Array:
    """Return which rows may be no data: those without a plain number, and those that may be a total."""
    places = layout.blocks[0].fields.get("number", ())
    if not places or places[0] >= len(raw.columns):
        return pa.repeat(True, len(raw.row_no))
    is_plain = pc.fill_null(pc.match_substring_regex(raw.columns[places[0]], _PLAIN_NUMBER), False)
    total = pa.repeat(False, len(raw.row_no))
    for column in raw.columns[:2]:
        total = pc.or_(total, pc.fill_null(pc.match_substring(column, _MAY_BE_A_TOTAL), False))
    return pc.or_(pc.invert(is_plain), total)


def _is_data(row: Row, layout: SheetLayout) -> bool:
    kind = row_kind(row, layout)
    return kind is RowKind.DATA or (kind is RowKind.SECTION and layout.kind not in _KINDS_WITH_SECTIONS)


def _said_again(column: pa.Array) -> pa.Array:
    again = pc.is_in(column, value_set=pa.array(sorted(AGAIN)))
    if not pc.any(again).as_py():
        return column
    return pc.if_else(again, pc.fill_null_forward(pc.if_else(again, None, column)), column)


def widened(source: SheetSource, header: Header, layout: SheetLayout) -> Header | None:
    """Return the header with the columns that only other words for its fields name; None when there are none."""
    if layout.kind is not header.contract.kind or layout.last_row != header.row or len(layout.blocks) > 1:
        return None
    more = {
        ours(header.contract, name): places[0]
        for name, places in layout.blocks[0].fields.items()
        if len(places) == 1 and places[0] not in header.columns.values()
    }
    known = header.contract.names
    more = {name: place for name, place in more.items() if name in known and name not in header.columns}
    words = {header_word(source.preview[header.row][place]) for place in more.values()}
    problems = tuple(problem for problem in header.problems if problem[1] not in words)
    return replace(header, columns=header.columns | more, problems=problems) if more else None


def laid_out(source: SheetSource, layout: SheetLayout) -> tuple[SheetSource, Header] | None:
    """Return a sheet that only its layout makes readable (two rows of header, other words, sections) as its contract has it.

    None when the contract lacks a column without which it is not this kind.
    """
    given = {name for block in layout.blocks for name in block.names}
    contract = _contract(layout, given)
    present = {ours(contract, name) for name in given}
    if layout.kind is Kind.DEPUTIES:
        present.add("delegation")
    if given & _MAKE_AN_OUTCOME:
        present.add("outcome")
    names = [
        name for name in (*contract.names, *(field.name for field in contract.unasked)) if name in present
    ]
    if not contract.recognises(names):
        return None

    def blocks(_: int) -> Iterator[RawBlock]:
        found = records(layout, source.rows(layout.last_row))
        return blocks_of(
            (record.row, [_cell(contract, name, record) for name in names]) for _, record in found
        )

    problems = tuple(leftovers(layout))
    header = Header(contract, layout.last_row, {name: place for place, name in enumerate(names)}, problems)
    return replace(source, blocks=blocks), header


def says_it_in_columns(layout: SheetLayout) -> bool:
    """Whether a sheet of results has its answers in columns to tick, or as codes beside words: one cell does not hold them."""
    return layout.kind is Kind.SURVEY_RESULTS and any(
        block.names & _MAKE_AN_OUTCOME for block in layout.blocks
    )


def _contract(layout: SheetLayout, given: Collection[str]) -> Contract:
    is_keyless = layout.kind is Kind.SURVEY_RESULTS and "case_key" not in given
    return CENTRE_RESULTS if is_keyless else CONTRACT_OF[layout.kind]


def ours(contract: Contract, name: str) -> str:
    """Return what a contract calls a field of a layout."""
    called = _CALLED.get((contract.kind, name), name)
    return called if called in contract.names else name


def _cell(contract: Contract, name: str, record: Record) -> str | None:
    if contract.kind is Kind.SURVEY_RESULTS and name == "outcome":
        return statement_of(record)
    texts = record.cells.get(_CALLED_THERE.get((contract.kind, name), name), [])
    if contract[name].form is Form.NAMES:
        texts = (
            [person for text in texts for person in names_in(text)[0]]
            if name in ("lead", "co_signers")
            else texts
        )
    return "、".join(texts) or None
