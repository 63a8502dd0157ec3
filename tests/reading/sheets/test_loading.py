"""The same reading on the way into the warehouse."""

import pytest

from schemas.inputs import DEPUTIES, REPLIES, SUGGESTIONS
from tasks.reading.sniff import Unreadable
from tasks.reading.table import TableFile, open_table
from tests.reading.files import HEADERS, REPLY, csv_text
from tests.reading.sheets.test_catalogue import book


def load(path):
    table = open_table(path)
    assert isinstance(table, TableFile)
    return table.contract, [row for block, _ in table.blocks() for row in block.to_pylist()]


def numbers(rows):
    return [(row["row_no"], row["number"]) for row in rows]


def test_totals_notes_and_sections_of_a_workbook_give_no_row(tmp_path):
    rows = [
        ["答复登记表"],
        HEADERS,
        ["一、城建类"],
        REPLY,
        ["合计", None, "1件"],
        HEADERS,
        ["18", *REPLY[1:]],
        ["注：略"],
    ]
    contract, found = load(book(tmp_path / "a.xlsx", {"表": rows}))
    assert contract is REPLIES
    assert numbers(found) == [(4, "17"), (7, "18")]


def test_a_row_without_a_number_stays_a_row(tmp_path):
    _, found = load(book(tmp_path / "a.xlsx", {"表": [HEADERS, ["", *REPLY[1:]], ["", REPLY[1]]]}))
    assert numbers(found) == [(2, None), (3, None)]


def test_a_csv_keeps_every_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(csv_text([HEADERS, REPLY, ["合计", *[""] * (len(HEADERS) - 2), "1"]]), "utf-8")
    assert numbers(load(path)[1]) == [(2, "17"), (3, "合计")]


def test_the_row_above_is_repeated(tmp_path):
    rows = [HEADERS, REPLY, ["18", REPLY[1], "同上", *REPLY[3:]]]
    _, found = load(book(tmp_path / "a.xlsx", {"表": rows}))
    assert {row["main_dept"] for row in found} == {REPLY[2]}


def test_a_register_with_two_levels_of_header_and_other_words_is_loaded(tmp_path):
    top = ["案号", "提出人", None, "案由", "办理单位", None, "时限", None]
    below = [None, "领衔", "附议", None, "主办", "会办", "交办", "答复"]
    data = ["17", "张 三", "李四\n王五", "关于路灯的建议", "区住建局", "无", "2024-03-01", "2024-06-01"]
    contract, found = load(
        book(tmp_path / "a.xlsx", {"表": [top, below, data]}, merges=["B1:C1", "E1:F1", "G1:H1"])
    )
    assert contract is SUGGESTIONS
    row = found[0]
    assert (row["number"], row["lead"], row["co_signers"]) == ("17", "张三", "李四、王五")
    assert (row["main_dept"], row["co_depts"], row["assigned_on"]) == ("区住建局", None, "2024-03-01")


def test_a_directory_with_sections_and_two_blocks_is_loaded(tmp_path):
    rows = [["姓名", "手机", "姓名", "手机"], ["城东代表团"], ["张三", "13800000001", "李四", "13800000002"]]
    contract, found = load(book(tmp_path / "a.xlsx", {"表": rows}))
    assert contract is DEPUTIES
    assert [(row["name"], row["delegation"], row["phones"]) for row in found] == [
        ("张三", "城东代表团", "13800000001"),
        ("李四", "城东代表团", "13800000002"),
    ]


def test_a_page_is_loaded_like_a_workbook(tmp_path):
    lines = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in [HEADERS, REPLY])
    (tmp_path / "a.xls").write_text(f"<table>{lines}</table>", "utf-8")
    contract, found = load(tmp_path / "a.xls")
    assert contract is REPLIES
    assert numbers(found) == [(2, "17")]


def test_a_register_without_what_a_referral_needs_is_not_taken_for_one(tmp_path):
    path = book(
        tmp_path / "a.xlsx", {"表": [["编号", "标题", "代表", "主办"], [1, "标题", "张三", "区住建局"]]}
    )
    with pytest.raises(Unreadable, match="header_not_found"):
        open_table(path)


def test_personal_data_that_nobody_needs_is_named_and_not_read(tmp_path):
    rows = [["姓名", "身份证号", "手机"], ["城东代表团"], ["张三", "X", "13800000001"]]
    table = open_table(book(tmp_path / "a.xlsx", {"表": rows}))
    assert isinstance(table, TableFile)
    assert ("unwanted_column", "身份证号") in table.file_problems
