"""Workbooks in three formats: the same rows at the same addresses."""

from datetime import date, datetime, time, timedelta

import pytest

from schemas.contract import Contract
from schemas.inputs import DEPUTIES, REPLIES
from tasks.reading.sniff import Unreadable
from tasks.reading.table import TableFile, open_table
from tasks.reading.workbook import cell_text
from tests.reading.files import HEADERS, REPLY, ROWS, csv_text, ods, xls, xlsx
from tests.reading.test_delimited import places, read, write

WRITERS = pytest.mark.parametrize(
    ("name", "make"), [("a.xlsx", xlsx), ("a.xls", xls), ("a.ods", ods)], ids=["xlsx", "xls", "ods"]
)


@WRITERS
def test_every_format_gives_the_rows_of_the_csv(tmp_path, name, make):
    rows, ragged = read(make(tmp_path / name, ROWS))
    plain, _ = read(write(tmp_path / "a.csv", csv_text(ROWS)))
    assert [row | {"sheet": "csv"} for row in rows] == plain
    assert ragged == []


@WRITERS
def test_numbers_and_dates_of_a_spreadsheet_are_text_without_ornament(tmp_path, name, make):
    typed = [17, *REPLY[1:5], date(2020, 4, 10), *REPLY[6:9], 5005550123, *REPLY[10:]]
    rows, _ = read(make(tmp_path / name, [HEADERS, typed]))
    assert (rows[0]["number"], rows[0]["reply_date"], rows[0]["phone"]) == ("17", "2020-04-10", "5005550123")


@WRITERS
def test_empty_rows_between_are_no_rows_and_shift_no_number(tmp_path, name, make):
    blank = [""] * len(HEADERS)
    rows, _ = read(make(tmp_path / name, [["答复登记表"], HEADERS, REPLY, blank, blank, ["18", *REPLY[1:]]]))
    assert places(rows) == [("17", 3), ("18", 6)]


def test_a_table_that_starts_further_down_and_to_the_right_keeps_its_addresses(tmp_path):
    rows, _ = read(xlsx(tmp_path / "a.xlsx", ROWS, start=(4, 3)))
    assert places(rows) == [("17", 5), ("18", 6), ("19", 7)]
    assert rows[0]["publicity"] == "主动公开"


def test_a_hidden_sheet_is_not_read(tmp_path):
    hidden = {"旧表": [HEADERS, ["99", *REPLY[1:]]]}
    rows, _ = read(xlsx(tmp_path / "a.xlsx", ROWS, hidden=hidden))
    assert {row["sheet"] for row in rows} == {"答复"}
    assert "99" not in {row["number"] for row in rows}


def test_a_workbook_whose_only_register_is_hidden_has_no_header(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", [["说明"]], hidden={"答复表": ROWS})
    with pytest.raises(Unreadable, match="header_not_found"):
        open_table(path)


def test_rows_of_two_sheets_are_numbered_on(tmp_path):
    from openpyxl import load_workbook

    path = xlsx(tmp_path / "a.xlsx", ROWS)
    workbook = load_workbook(path)
    workbook.copy_worksheet(workbook["答复"]).title = "续表"
    workbook.save(path)
    rows, _ = read(path)
    assert [row["row_id"] for row in rows] == list(range(6))
    assert [row["sheet"] for row in rows] == ["答复"] * 3 + ["续表"] * 3
    assert [row["row_no"] for row in rows] == [2, 3, 4] * 2


def test_a_merged_delegation_holds_for_the_rows_below_it(tmp_path):
    deputies = [
        ["姓名", "代表团", "联系电话"],
        ["张三", "东团", "13800000001"],
        ["李四", "", "13800000002"],
        ["王五", "西团", ""],
    ]
    rows, _ = read(xlsx(tmp_path / "a.xlsx", [*deputies, ["", "", ""]]))
    assert [(row["name"], row["delegation"]) for row in rows] == [
        ("张三", "东团"),
        ("李四", "东团"),
        ("王五", "西团"),
    ]


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.csv", xlsx), ("a.txt", xls), ("a.doc", ods), ("a", xlsx)],
    ids=["xlsx named csv", "xls named txt", "ods named doc", "xlsx without extension"],
)
def test_a_false_extension_does_not_matter_for_a_workbook(tmp_path, name, make):
    assert len(read(make(tmp_path / name, ROWS))[0]) == 3


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.docx", "a"])
def test_a_false_extension_does_not_matter_for_text(tmp_path, name):
    assert len(read(write(tmp_path / name, csv_text(ROWS)))[0]) == 3


def kind_of(path) -> Contract:
    table = open_table(path)
    assert isinstance(table, TableFile)
    return table.contract


def test_the_kind_is_decided_by_columns_not_by_names(tmp_path):
    assert kind_of(xlsx(tmp_path / "代表名册.xlsx", ROWS)) is REPLIES
    assert kind_of(write(tmp_path / "答复登记表.csv", "姓名,代表团,电话\n张三,东团,1\n")) is DEPUTIES


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param(None, None, id="nothing"),
        pytest.param("", None, id="empty"),
        pytest.param("017", "017", id="text"),
        pytest.param(17.0, "17", id="a whole number"),
        pytest.param(17.5, "17.5", id="a fraction"),
        pytest.param(13800001234.0, "13800001234", id="a telephone"),
        pytest.param(1.38e20, "1.38e+20", id="more digits than a number holds"),
        pytest.param(True, "TRUE", id="true"),
        pytest.param(False, "FALSE", id="false"),
        pytest.param(date(2020, 4, 10), "2020-04-10", id="a day"),
        pytest.param(datetime(2020, 4, 10), "2020-04-10", id="midnight"),  # noqa: DTZ001 - as calamine gives it
        pytest.param(datetime(2020, 4, 10, 9, 30), "2020-04-10 09:30:00", id="a time of day"),  # noqa: DTZ001
        pytest.param(time(9, 30), "09:30:00", id="a time"),
        pytest.param(timedelta(hours=30), "1 day, 6:00:00", id="a duration"),
    ],
)
def test_a_cell_is_text(cell, text):
    assert cell_text(cell) == text
