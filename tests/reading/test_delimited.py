"""Delimited text as spreadsheets of any age and maker write it."""

import codecs

import pyarrow as pa
import pytest

from tasks.reading.blocks import BLOCK_ROWS
from tasks.reading.delimited import find_encoding
from tasks.reading.sniff import Unreadable
from tasks.reading.table import TableFile, open_table
from tests.reading.files import HEADERS, NAMES, REPLY, ROWS, csv_text


def read(path):
    """Return the rows and ragged rows of a file."""
    table = open_table(path)
    assert isinstance(table, TableFile)
    blocks = list(table.blocks())
    return pa.concat_tables([block for block, _ in blocks]).to_pylist(), [
        r for _, found in blocks for r in found
    ]


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def places(rows):
    return [(row["number"], row["row_no"]) for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"], ids=["comma", "tab", "semicolon"])
def test_every_encoding_and_delimiter_gives_the_same_rows(tmp_path, encoding, delimiter):
    rows, ragged = read(write(tmp_path / "a.csv", csv_text(ROWS, delimiter), encoding))
    plain, _ = read(write(tmp_path / "b.csv", csv_text(ROWS)))
    assert rows == plain
    assert places(rows) == [("17", 2), ("18", 3), ("19", 4)]
    assert ragged == []
    assert rows[0] == {
        "row_id": 0,
        "sheet": "csv",
        "row_no": 2,
        **dict(zip(NAMES, REPLY, strict=True)),
    }
    assert rows[2]["reply_date"] is None


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"], ids=["windows", "unix", "old mac"])
@pytest.mark.parametrize("last", [True, False], ids=["with a last line break", "without"])
def test_every_line_end_is_read(tmp_path, end, last):
    text = csv_text(ROWS).replace("\n", end)
    rows, ragged = read(write(tmp_path / "a.csv", text if last else text.removesuffix(end)))
    assert (places(rows), ragged) == ([("17", 2), ("18", 3), ("19", 4)], [])


def test_a_line_break_within_quotes_is_part_of_its_cell(tmp_path):
    broken = ['"1,7\n第二行"', *REPLY[1:]]
    rows, _ = read(write(tmp_path / "a.csv", csv_text([HEADERS, broken, REPLY])))
    assert places(rows) == [("1,7 第二行", 2), ("17", 3)]


def test_quotes_within_quotes_are_one_quote(tmp_path):
    rows, _ = read(
        write(tmp_path / "a.csv", csv_text([HEADERS, ["17", '"关于""一老一小""的建议"', *REPLY[2:]]]))
    )
    assert rows[0]["title"] == '关于"一老一小"的建议'


def test_line_breaks_within_the_header_and_the_title_above_do_not_shift_the_numbers(tmp_path):
    header = [f'"{header[:2]}\n{header[2:]}"' for header in HEADERS]
    title = '"临泉区\n答复登记表"' + "," * (len(HEADERS) - 1) + "\n"
    rows, _ = read(write(tmp_path / "a.csv", title + csv_text([header, REPLY])))
    assert places(rows) == [("17", 3)]


def test_blank_lines_and_ragged_rows_keep_the_numbers_of_records(tmp_path):
    lines = (
        csv_text([HEADERS]) + "\n" + csv_text([REPLY]) + "只有,三格,而已\n" + csv_text([["18", *REPLY[1:]]])
    )
    lines += (
        "," * (len(HEADERS) - 1)
        + "\n"
        + csv_text([["19", *REPLY[1:], "多出来的"]])
        + "\n\n"
        + csv_text([["20", *REPLY[1:]]])
    )
    rows, ragged = read(write(tmp_path / "a.csv", lines))
    # 1 header, 2 blank, 3 row, 4 too few, 5 row, 6 only commas, 7 too many, 8 and 9 blank, 10 row
    assert places(rows) == [("17", 3), ("18", 5), ("20", 10)]
    assert [(sheet, row) for sheet, row, _ in ragged] == [("csv", 4), ("csv", 7)]
    assert ragged[0][2].strip() == "只有,三格,而已"
    assert "多出来的" in ragged[1][2]


def test_a_ragged_last_row_is_not_lost(tmp_path):
    rows, ragged = read(write(tmp_path / "a.csv", csv_text([HEADERS, REPLY]) + "18,没有写完"))
    assert places(rows) == [("17", 2)]
    assert [(row, text.strip()) for _, row, text in ragged] == [(3, "18,没有写完")]


def test_a_file_of_ragged_rows_alone_is_read(tmp_path):
    rows, ragged = read(write(tmp_path / "a.csv", csv_text([HEADERS]) + "17\n18,x\n"))
    assert rows == []
    assert [row for _, row, _ in ragged] == [2, 3]


def test_a_header_without_rows_is_read(tmp_path):
    table = open_table(write(tmp_path / "a.csv", csv_text([HEADERS])))
    assert isinstance(table, TableFile)
    assert sum(block.num_rows for block, _ in table.blocks()) == 0


def test_a_large_file_comes_in_blocks_whose_rows_are_numbered_on(tmp_path):
    count = 2 * BLOCK_ROWS + 10_000
    tail = "," + ",".join(REPLY[1:]) + "\n"
    body = "".join(f"{number}{tail}" for number in range(1, count + 1))
    table = open_table(write(tmp_path / "a.csv", csv_text([HEADERS]) + body))
    assert isinstance(table, TableFile)
    blocks = [block for block, _ in table.blocks()]
    assert len(blocks) >= 2
    assert all(BLOCK_ROWS <= block.num_rows < 2 * BLOCK_ROWS for block in blocks[:-1])
    rows = pa.concat_tables(blocks)
    assert rows["row_id"].to_pylist() == list(range(count))
    assert rows["row_no"].to_pylist() == list(range(2, count + 2))
    assert rows["number"].to_pylist() == [str(number) for number in range(1, count + 1)]


def test_ragged_rows_far_apart_in_a_large_file_shift_nothing(tmp_path):
    count, broken = 80_000, {5, 40_000, 40_001, 79_999}
    tail = "," + ",".join(REPLY[1:]) + "\n"
    body = "".join("破\n" if number in broken else f"{number}{tail}" for number in range(2, count + 2))
    rows, ragged = read(write(tmp_path / "a.csv", csv_text([HEADERS]) + body))
    assert sorted(row for _, row, _ in ragged) == sorted(broken)
    assert all(row["number"] == str(row["row_no"]) for row in rows)
    assert len(rows) == count - len(broken)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        pytest.param(codecs.BOM_UTF8 + "号".encode(), "utf-8-sig", id="a byte order mark"),
        pytest.param("号".encode(), "utf-8", id="utf-8"),
        pytest.param(b"abc", "utf-8", id="ascii"),
        pytest.param("承办单位".encode("gb18030"), "gb18030", id="gb18030"),
        pytest.param("𠮷".encode("gb18030"), "gb18030", id="four bytes of gb18030"),
    ],
)
def test_the_encoding_is_found(tmp_path, content, encoding):
    (tmp_path / "a.csv").write_bytes(content)
    assert find_encoding(tmp_path / "a.csv") == encoding


def test_one_byte_of_another_encoding_far_down_is_found(tmp_path):
    text = csv_text([HEADERS]).encode() + csv_text([REPLY]).encode() * 60_000
    (tmp_path / "a.csv").write_bytes(text + "承办单位\n".encode("gb18030") + b"\xff\xff")
    with pytest.raises(Unreadable, match="file_unreadable"):
        find_encoding(tmp_path / "a.csv")
