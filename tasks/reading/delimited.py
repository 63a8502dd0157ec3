"""Delimited text: comma, tab or semicolon; UTF-8 with or without BOM, or GB18030; read in blocks by Arrow."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow_csv

from tasks.reading.blocks import BLOCK_ROWS, RawBlock, SheetSource
from tasks.reading.sniff import Unreadable
from tasks.rules.header import ROWS_SEARCHED

_CHUNK = 1 << 22
_BYTES_PER_BLOCK = 16 << 20


def open_delimited(path: Path) -> list[SheetSource]:
    """Return the one sheet of a text file; raise Unreadable when no encoding fits."""
    encoding = find_encoding(path)
    with path.open(encoding=encoding, newline="") as stream:
        head = "".join(islice(stream, ROWS_SEARCHED * 4))
    delimiter = _delimiter(head)
    preview: list[list[str | None]] = [
        [cell or None for cell in row]
        for row in islice(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), ROWS_SEARCHED)
    ]

    def blocks(header_row: int) -> Iterator[RawBlock]:
        return _blocks(path, encoding, delimiter, header_row, len(preview[header_row]))

    return [SheetSource("csv", preview, blocks)]


def find_encoding(path: Path) -> str:
    """Return utf-8-sig, utf-8 or gb18030: the first under which every byte of the file is text."""
    with path.open("rb") as stream:
        if stream.read(3) == codecs.BOM_UTF8:
            return "utf-8-sig"
    for encoding in ("utf-8", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise Unreadable("file_unreadable")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as stream:
        try:
            while chunk := stream.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _delimiter(head: str) -> str:
    return max(",\t;", key=head.count)


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
            block_size=_BYTES_PER_BLOCK,
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
    for batch in reader:
        found, ragged[:] = list(ragged), []
        yield from _numbered(batch, number, [(n + header_row, text) for n, text in found])
        number += batch.num_rows + len(found)


def _numbered(batch: pa.RecordBatch, first: int, ragged: list[tuple[int, str]]) -> Iterator[RawBlock]:
    skipped = {row for row, _ in ragged}
    total = batch.num_rows + len(ragged)
    numbers = [number for number in range(first, first + total) if number not in skipped]
    real = [(row, text) for row, text in ragged if text.strip(", \t;\r\n")]
    for start in range(0, max(batch.num_rows, 1), BLOCK_ROWS):
        part = batch.slice(start, BLOCK_ROWS)
        row_no = pa.array(numbers[start : start + BLOCK_ROWS], pa.int64())
        yield RawBlock(part.columns, row_no, real if start == 0 else [])


def _physical_lines(path: Path, encoding: str, delimiter: str, header_row: int) -> int:
    """Return how many lines the records up to the header take: Arrow skips lines, not records."""
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter)
        for _ in range(header_row + 1):
            next(reader)
        return reader.line_num
