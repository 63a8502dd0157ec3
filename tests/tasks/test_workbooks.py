"""Workbooks that leave the house, opened again: texts stay texts, numbers keep their digits, no formula gets in or out."""

import io
import json
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from openpyxl import load_workbook

from flows.cli import output
from schemas.words import Kind, Outcome
from tasks.reading.table import TableFile, open_table
from tasks.writing.call_list import CallList, call_list_workbook
from tasks.writing.workbook import Column, Sheet, guide, render
from warehouse.surveys import Cycle

CYCLE = Cycle(
    1,
    1,
    1,
    "区十七届人大四次会议代表建议第1轮满意度回访",
    date(2020, 9, 1),
    date(2020, 9, 1),
    date(2020, 9, 30),
    "signers",
    "lead",
    "主任",
    None,
    1,
    None,
)
CALL = {
    "case_key": "ABCDEFGH2",
    "name": "张三",
    "position": 1,
    "title": "关于增设充电桩的建议",
    "departments": "区住建局",
    "replied_on": date(2020, 4, 10),
    "phones": [("+8613800001234", None), ("+865005550123", "8021")],
    "doubtful": [False, False],
    "call_time": "",
    "leads": True,
    "said": [("区住建局", "A", "住建字〔2020〕1号", None)],
}
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x","y")', "\t=1", "\r=1", "#REF!", "{=1}"]


@pytest.fixture
def call_list(tmp_path):
    rows = pd.DataFrame([CALL, CALL | {"position": 2, "replied_on": None, "phones": []}])
    path = tmp_path / "名单.xlsx"
    path.write_bytes(call_list_workbook(CallList(CYCLE, rows)))
    return path


class TestTheCallList:
    def test_has_a_guide_the_list_and_the_questions(self, call_list):
        workbook = load_workbook(call_list)
        assert workbook.sheetnames == ["填写说明", "名单", "问卷"]
        assert any("不得复制、外传" in str(row[0].value) for row in workbook["填写说明"].iter_rows())

    def test_offers_every_outcome_that_a_call_can_have(self, call_list):
        sheet = load_workbook(call_list)["名单"]
        (validation,) = sheet.data_validations.dataValidation
        offered = validation.formula1.strip('"').split(",")
        assert offered == [outcome.chinese for outcome in Outcome if outcome is not Outcome.NO_USABLE_PHONE]
        assert len(validation.formula1) <= 255  # or Excel calls the file damaged
        column = [cell.value for cell in sheet[2]].index("回访结果") + 1
        assert (
            str(validation.sqref) == f"{sheet.cell(3, column).coordinate}:{sheet.cell(4, column).coordinate}"
        )

    def test_keeps_telephones_as_text(self, call_list):
        sheet = load_workbook(call_list)["名单"]
        cells = dict(zip([cell.value for cell in sheet[2]], sheet[3], strict=True))
        assert (cells["电话一"].value, cells["电话二"].value) == ("13800001234", "0500-5550123转8021")
        assert {cells[name].data_type for name in ("电话一", "电话二", "回访编码")} == {"s"}
        assert cells["电话一"].number_format == "@"

    def test_says_no_more_of_a_deputy_than_the_call_needs(self, call_list):
        sheet = load_workbook(call_list)["名单"]
        needed = "回访编码 称呼 电话一 电话二 题号 建议 答复单位 答复日期 答复情况"
        filled_in = "回访结果 不满意原因 拨打日期 拨打次数"
        assert [cell.value for cell in sheet[2]] == f"{needed} {filled_in}".split()

    def test_comes_back_as_a_file_of_results(self, call_list):
        table = open_table(call_list)
        assert isinstance(table, TableFile)
        assert (table.contract.kind, table.file_problems) == (Kind.SURVEY_RESULTS, ())
        ((block, _),) = table.blocks()
        assert block.select(["case_key", "item", "outcome", "row_no"]).to_pylist() == [
            {"case_key": "ABCDEFGH2", "item": "1", "outcome": None, "row_no": 3},
            {"case_key": "ABCDEFGH2", "item": "2", "outcome": None, "row_no": 4},
        ]

    def test_is_the_same_bytes_every_time(self, call_list):
        rows = pd.DataFrame([CALL, CALL | {"position": 2, "replied_on": None, "phones": []}])
        assert call_list_workbook(CallList(CYCLE, rows)) == call_list.read_bytes()


def cells_of(content: bytes) -> list[tuple[object, str]]:
    workbook = load_workbook(io.BytesIO(content))
    return [
        (c.value, c.data_type)
        for sheet in workbook
        for row in sheet.iter_rows()
        for c in row
        if c.value is not None
    ]


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
class TestTextThatASpreadsheetWouldRun:
    def test_stays_text_wherever_it_stands_in_a_workbook(self, text):
        columns = [Column(text, 10), Column("乙", 10, to_fill=True, choices=("一", "二"))]
        sheet = Sheet("表", text, columns, [(text, text), ([text, "乙"], 1)], (text,))
        found = cells_of(render([sheet, guide("说明", text, [text])]))
        assert {kind for value, kind in found if isinstance(value, str)} == {"s"}
        assert sum(isinstance(value, str) and text.strip() in value for value, _ in found) == 8

    def test_is_defused_in_csv(self, text):
        frame = pd.DataFrame({"a": [text, "甲"], "b": [1, -2]})
        defused = output._safe(frame)["a"][0]
        if text.startswith(("#", "{")):
            assert defused == text
        else:
            assert defused == f"'{text}"

    def test_is_left_alone_in_json(self, text, capsys):
        output.show(pd.DataFrame({"a": [text]}), {"a": "甲"}, "json", "表")
        assert json.loads(capsys.readouterr().out) == [{"a": text}]


def test_csv_is_written_with_chinese_titles_a_byte_order_mark_and_no_formula(monkeypatch):
    out = io.BytesIO()
    monkeypatch.setattr(output.sys, "stdout", SimpleNamespace(buffer=out))
    output.show(pd.DataFrame({"a": ["=1+1", None], "b": [-1, 2]}), {"a": "甲", "b": "乙"}, "csv", "表")
    assert out.getvalue().decode("utf-8-sig").splitlines() == ["甲,乙", "'=1+1,-1", ",2"]
    assert out.getvalue().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["\x01", "甲\x0b乙", "\x00", "\ufffe"], ids=repr)
def test_a_character_that_no_workbook_can_hold_does_not_stop_the_night(text):
    found = cells_of(render([Sheet("表", f"标题{text}", [Column("甲", 9)], [(f"内容{text}",)])]))
    assert any(str(value).startswith("内容") for value, _ in found)


def test_a_text_longer_than_a_cell_is_cut_and_not_refused():
    found = cells_of(render([Sheet("表", "标题", [Column("甲", 9)], [("长" * 40_000,)])]))
    assert max(len(str(value)) for value, _ in found) == 32_767


def test_a_sheet_without_rows_is_written():
    assert cells_of(render([Sheet("表", "标题", [Column("甲", 9, choices=("一",))], [])])) == [
        ("标题", "s"),
        ("甲", "s"),
    ]
