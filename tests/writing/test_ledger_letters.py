"""The ledger's sheet of letters (函件): every letter about every suggestion, and the way to its file."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from tasks.report.ledger import make_ledger
from tasks.writing import ledger_rows
from tasks.writing.ledger import render_ledger
from tests.report.builders import answers, letter, referral, suggestion

AS_OF = date(2020, 5, 1)


def rendered(letters, files):
    numbers = sorted({row["number"] for row in letters} | {"1"})
    rows = [suggestion(number, title=f"建议{number}") for number in numbers]
    made = make_ledger(answers(rows, [referral(number) for number in numbers], letters), AS_OF)
    return render_ledger(made, "台账", files)


def sheet_of(letters, files):
    return load_workbook(io.BytesIO(rendered(letters, files)))["函件"]


def links(sheet):
    return [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_every_letter_has_a_row_and_leads_to_its_file():
    reminded = {
        "kind": "催办函",
        "serial": None,
        "issued_on": date(2020, 4, 10),
        "file_name": "教体_催办函.docx",
    }
    told = [
        letter("1", 0) | reminded,
        letter("1", 1, withdrawn="已撤回"),
        letter("1", 1, kind="撤回函", file_name="撤1.docx"),
        letter("2", 2),
    ]
    files = {"reminders/2020-04-10/教体_催办函.docx", "letters/1.docx", "letters/撤1.docx", "letters/2.docx"}
    sheet = sheet_of(told, files)
    heads, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert heads == ["编号", "标题", "函件种类", "文号", "发函日期", "轮次", "承办单位", "撤回", "文件名"]
    assert [[row[at] for at in (0, 1, 2, 3, 7)] for row in rows] == [
        [1, "建议1", "催办函", None, None],
        [1, "建议1", "交办函", "〔2020〕1号", "已撤回"],
        [1, "建议1", "撤回函", "〔2020〕1号", None],
        [2, "建议2", "交办函", "〔2020〕2号", None],
    ]
    assert f"{rows[0][4]:%Y-%m-%d}" == "2020-04-10"
    assert links(sheet) == [
        "../reminders/2020-04-10/教体_催办函.docx",
        "../letters/1.docx",
        "../letters/撤1.docx",
        "../letters/2.docx",
    ]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A2:I6", "C3")


def test_a_letter_whose_file_is_gone_is_named_without_a_link():
    sheet = sheet_of([letter("1", 1), letter("2", 2)], {"letters/2.docx", "elsewhere/1.docx"})
    assert [cell.value for cell in sheet["I"][2:]] == ["1.docx", "2.docx"]
    assert [bool(cell.hyperlink) for cell in sheet["C"][2:]] == [False, True]


def test_what_means_something_in_an_address_is_a_part_of_a_name():
    name = "3#地块 50%41_交办函.docx"
    sheet = sheet_of([letter("1", 1, file_name=name)], {f"letters/{name}"})
    assert links(sheet) == ["../letters/3%23地块%2050%2541_交办函.docx"]
    assert sheet["I3"].value == name


def test_a_ledger_without_letters_has_no_sheet_of_them():
    assert "函件" not in load_workbook(io.BytesIO(rendered([], ()))).sheetnames


@pytest.mark.parametrize("block", [2, 10_000], ids=["in blocks", "at once"])
def test_more_links_than_a_sheet_can_have_are_texts(monkeypatch, block):
    monkeypatch.setattr(ledger_rows, "_MOST_LINKS", 3)
    monkeypatch.setattr(ledger_rows, "_BLOCK", block)
    told = [letter("1", serial) for serial in range(1, 6)]
    sheet = sheet_of(told, {f"letters/{serial}.docx" for serial in (1, 3, 4, 5)})
    assert links(sheet) == [f"../letters/{serial}.docx" for serial in (1, 3, 4)]
    assert [cell.value for cell in sheet["I"][2:]] == [f"{serial}.docx" for serial in range(1, 6)]


def test_links_have_the_slashes_that_every_program_takes():
    with zipfile.ZipFile(io.BytesIO(rendered([letter("1", 1)], {"letters/1.docx"}))) as parts:
        related = [parts.read(name) for name in parts.namelist() if "worksheets/_rels" in name]
    assert any(b"../letters/1.docx" in part for part in related)
    assert not any(b"\\" in part for part in related)
