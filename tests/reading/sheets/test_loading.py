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
    with pytest.raises(Unreadable, match="columns_missing"):
        open_table(path)


def test_personal_data_that_nobody_needs_is_named_and_not_read(tmp_path):
    rows = [["姓名", "身份证号", "手机"], ["城东代表团"], ["张三", "X", "13800000001"]]
    table = open_table(book(tmp_path / "a.xlsx", {"表": rows}))
    assert isinstance(table, TableFile)
    assert ("unwanted_column", "身份证号") in table.file_problems


def test_columns_of_other_words_are_read_beside_those_of_the_contract(tmp_path):
    path = tmp_path / "a.csv"
    header = "建议编号,承办单位,答复日期,发文文号,经办人联系电话,审签人,页数\n"
    path.write_text(header + "17,区住建局,2024-05-06,住建〔2024〕1号,0500-5550123,李强,3\n", "utf-8")
    table = open_table(path)
    ((block, _),) = table.blocks()
    (row,) = block.to_pylist()
    assert (row["doc_no"], row["phone"], row["signatory"]) == ("住建〔2024〕1号", "0500-5550123", "李强")
    assert table.file_problems == (("unknown_column", "页数"),)


def test_the_second_row_of_a_header_says_what_the_first_leaves_open(tmp_path):
    top = ["建议编号", "承办单位", "答复日期", "经办人", None]
    below = [None, None, None, "姓名", "电话"]
    data = ["17", "区住建局", "2024-05-06", "张 三", "0500-5550123"]
    _, (row,) = load(book(tmp_path / "a.xlsx", {"表": [top, below, data]}, merges=["D1:E1"]))
    assert (row["row_no"], row["contact"], row["phone"]) == (3, "张 三", "0500-5550123")


def test_hidden_parts_and_sheets_of_another_kind_are_told(tmp_path):
    replies = [["建议编号", "承办单位", "答复日期", "签发人"], ["17", "区住建局", "2024-05-06", "李强"]]
    sheets = {
        "答复": replies,
        "代表": [["姓名", "代表团", "手机"], ["张三", "东团", "13800000001"]],
        "旧": replies,
        "建议": [["案号", "案由", "主办单位"], ["17", "关于水的建议", "区水务局"]],
    }
    path = book(tmp_path / "a.xlsx", sheets, hidden_columns=["D"], hidden_rows=[2], hidden_sheets=["旧"])
    table = open_table(path)
    assert table.contract is REPLIES
    assert [other.contract for other in table.others] == [DEPUTIES]
    assert sorted(table.file_problems) == [
        ("hidden_part", "工作表“旧”（未读取）"),
        ("hidden_part", "第2行（已照常读取）"),
        ("hidden_part", "第D列（未读取）"),
        ("other_kind_sheet", "代表"),
        ("other_kind_sheet", "建议"),
    ]
    ((block, _),) = table.blocks()
    assert [(row["number"], row.get("signatory")) for row in block.to_pylist()] == [("17", None)]


@pytest.mark.parametrize("words", ["身份证号", "公民身份证号码", "出生日期", "家庭地址"])
def test_a_column_that_nobody_needs_is_told_and_not_read(tmp_path, words):
    rows = [["代表姓名", "所在团", "手机", words], ["张三", "东团", "13800000001", "500101197001011234"]]
    path = book(tmp_path / "a.xlsx", {"表": rows})
    table = open_table(path)
    assert [code for code, _ in table.file_problems] == ["unwanted_column"]
    assert "500101197001011234" not in str([block.to_pylist() for block, _ in table.blocks()])
