"""Delimited text: comma, tab, semicolon or bar; UTF-8 with or without BOM, or GB18030; read in blocks by Arrow."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from tasks.reading.blocks import BLOCK_ROWS, RawBlock, SheetSource
from tasks.reading.sniff import Unreadable
from tasks.rules.header import ROWS_SEARCHED

_CHUNK = 1 << 22
_ENDLESS = 1 << 19
# Arrow sets aside this much for every column, so pieces are small and put together afterwards
_BYTES_PER_PIECE = 1 << 20


def open_delimited(path: Path) -> list[SheetSource]:
    """Return the one sheet of a text file; raise Unreadable when no encoding fits."""
    encoding = find_encoding(path)
    with path.open(encoding=encoding, newline="") as stream:
        # a line may be as long as the file
        head = "".join(islice(io.StringIO(stream.read(_CHUNK), newline=""), ROWS_SEARCHED * 4))
    delimiter = _delimiter(head)
    try:
        preview: list[list[str | None]] = [
            [_bare(cell) for cell in row]
            for row in islice(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), ROWS_SEARCHED)
        ]
    except csv.Error as error:
        # a cell larger than any that a person writes
        raise Unreadable("unsafe_file") from error

    def blocks(header_row: int) -> Iterator[RawBlock]:
        return _blocks(path, encoding, delimiter, header_row, len(preview[header_row]))

    def rows(header_row: int) -> Iterator[tuple[int, Sequence[str | None]]]:
        return _rows(path, encoding, delimiter, header_row)

    return [SheetSource("csv", preview, blocks, rows)]


def _rows(
    path: Path, encoding: str, delimiter: str, header_row: int
) -> Iterator[tuple[int, Sequence[str | None]]]:
    with path.open(encoding=encoding, newline="") as stream:
        numbered = enumerate(csv.reader(stream, delimiter=delimiter), start=1)
        try:
            for number, row in islice(numbered, header_row + 1, None):
                yield number, [_bare(cell) for cell in row]
        except csv.Error as error:
            raise Unreadable("unsafe_file") from error


def _bare(cell: str) -> str | None:
    """Return a cell without the formula ="017" by which programs keep Excel from making a number of it."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        cell = cell[2:-1]
    return cell or None


def _bare_column(column: pa.Array) -> pa.Array:
    if not pc.any(pc.starts_with(column, '="')).as_py():
        return column
    bare = pc.replace_substring_regex(column, '^="(.*)"$', r"\1")
    return pc.if_else(pc.equal(bare, ""), None, bare)


def find_encoding(path: Path) -> str:
    """Return utf-8-sig, utf-16, utf-8 or gb18030: the first under which every byte of the file is text."""
    with path.open("rb") as stream:
        start = stream.read(200)
    if start.startswith(codecs.BOM_UTF8):
        if not _decodes(path, "utf-8"):
            raise Unreadable("file_unreadable")
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"\x00" in start:
        return _utf_16(path)
    for encoding in ("utf-8", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise Unreadable("file_unreadable")


def _utf_16(path: Path) -> str:
    try:
        with path.open(encoding="utf-16") as stream:
            while stream.read(_CHUNK):
                pass
    except ValueError as error:
        raise Unreadable("file_unreadable") from error
    return "utf-16"


def _decodes(path: Path, encoding: str) -> bool:
    check = _check_utf8 if encoding == "utf-8" else partial(str, encoding=encoding)
    rest = b""
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                if b"\x00" in chunk:
                    return False
                # whole lines: no character goes over the end of one
                lines, end, rest = (rest + chunk).rpartition(b"\n")
                if _has_endless_line(lines) or len(rest) > _CHUNK:
                    raise Unreadable("unsafe_file")
                check(lines + end)
        check(rest)
    except ValueError:
        return False
    return True


def _has_endless_line(lines: bytes) -> bool:
    """Whether a line is longer than any that a person writes: Arrow reads none that is longer than its piece."""
    return any(lines.find(b"\n", at, at + _ENDLESS) < 0 for at in range(0, len(lines) - _ENDLESS, _ENDLESS))


def _check_utf8(text: bytes) -> None:
    # several times as fast as decoding into a str that nobody reads
    pa.array([text], pa.binary()).cast(pa.string())


def _delimiter(head: str) -> str:
    lines = [line for line in head.splitlines() if line.strip()]
    # a mark that parts names within the cells of some lines is not the one that parts the cells of all
    return max(",\t;|", key=lambda mark: (sum(mark in line for line in lines), head.count(mark)))


def _blocks(path: Path, encoding: str, delimiter: str, header_row: int, width: int) -> Iterator[RawBlock]:
    ragged: list[tuple[int, str]] = []

    def keep_ragged(row: arrow_csv.InvalidRow) -> str:
        ragged.append((row.number, row.text))
        return "skip"

    names = [str(position) for position in range(width)]
    reader = arrow_csv.open_csv(
        path,
        # one thread, or the numbers of ragged rows are not known
        read_options=arrow_csv.ReadOptions(
            use_threads=False,
            column_names=names,
            skip_rows=_physical_lines(path, encoding, delimiter, header_row),
            block_size=_BYTES_PER_PIECE,
            encoding="utf8" if encoding.startswith("utf-8") else encoding,
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=keep_ragged,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
        ),
    )
    number = header_row + 2
    for piece in _put_together(reader):
        found = [(row + header_row, text) for row, text in ragged]
        row_no = _row_numbers(number, piece.num_rows, [row for row, _ in found])
        number = int(row_no[-1]) + 1 if len(row_no) else number
        columns = [_bare_column(column.combine_chunks()) for column in piece.columns]
        yield RawBlock(columns, pa.array(row_no), _real(found, number))
        # the reader may be ahead: what it refused further down belongs to the next block
        ragged[:] = [(row, text) for row, text in ragged if row + header_row >= number]
    if ragged:
        last = [(row + header_row, text) for row, text in ragged]
        yield RawBlock([pa.array([], pa.string())] * width, pa.array([], pa.int64()), _real(last, None))


def _put_together(pieces: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield tables of about BLOCK_ROWS rows from small record batches."""
    held: list[pa.RecordBatch] = []
    try:
        for piece in pieces:
            held.append(piece)
            if sum(part.num_rows for part in held) >= BLOCK_ROWS:
                yield pa.Table.from_batches(held)
                held = []
    except pa.ArrowInvalid as error:
        # a cell of many lines that is larger than a piece
        raise Unreadable("unsafe_file") from error
    if held:
        yield pa.Table.from_batches(held)


def _row_numbers(first: int, count: int, ragged: list[int]) -> npt.NDArray[np.int64]:
    """Number `count` rows from `first` on; the numbers of ragged rows are taken."""
    numbers = np.arange(first, first + count + len(ragged))
    return numbers[~np.isin(numbers, ragged)][:count]


def _real(ragged: list[tuple[int, str]], before: int | None) -> list[tuple[int, str]]:
    """Return the ragged rows above row `before` that hold something: an empty line is no row."""
    return [
        (row, text) for row, text in ragged if (before is None or row < before) and text.strip(", \t;\r\n")
    ]


def _physical_lines(path: Path, encoding: str, delimiter: str, header_row: int) -> int:
    """Return how many lines the records up to the header take: Arrow skips lines, not records."""
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter)
        for _ in range(header_row + 1):
            next(reader)
        return reader.line_num
