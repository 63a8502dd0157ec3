"""A file of any format comes back as a workbook: marked, mended, dropped in again, and then without a problem."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from schemas.inputs import REPLIES
from tasks.reading.table import TableFile, open_table
from tasks.writing.marking import Mark, mark_workbook
from tests.reading.files import HEADERS, REPLY, csv_text, ods, xls, xlsx

BAD = ["18", *REPLY[1:5], "2020-09-31", *REPLY[6:]]
ROWS = [["答复登记表"], HEADERS, REPLY, BAD]


def page(path, rows):
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    path.write_text(f"<html><body><table>{cells}</table></body></html>", "gb18030")
    return path


def csv_file(path, rows):
    path.write_text(csv_text(rows), "gb18030")
    return path


MAKERS = pytest.mark.parametrize(
    ("name", "make"),
    [
        ("登记表.xlsx", xlsx),
        ("登记表.xls", xls),
        ("登记表.ods", ods),
        ("登记表.csv", csv_file),
        ("网页.xls", page),
    ],
    ids=["xlsx", "xls", "ods", "csv", "page"],
)


def rows_of(path):
    table = open_table(path)
    assert isinstance(table, TableFile)
    found = [row for block, _ in table.blocks() for row in block.drop_columns(["row_id"]).to_pylist()]
    return table, found


def marks(path, row=4):
    sheet = rows_of(path)[1][0]["sheet"]
    return [
        Mark(
            sheet,
            row,
            "reply_date",
            "【本行未采用】“答复日期”的日期“2020-09-31”不存在",
            "请填写真实存在的日期",
        ),
        Mark(sheet, row, None, "【提醒】=1+1", "@改"),
    ]


def marked(path, found=None):
    content = mark_workbook(path, path.name, REPLIES, marks(path) if found is None else found)
    assert content is not None
    return load_workbook(io.BytesIO(content))


@MAKERS
def test_every_format_comes_back_marked_mended_and_is_read_again(tmp_path, name, make):
    path = make(tmp_path / name, ROWS)
    workbook = marked(path)
    listed, sheet = workbook.worksheets[:2]
    assert listed.title == "问题清单"
    assert listed["A1"].value == f"{name}：需要核对的内容"
    assert ("转录" in listed["A2"].value) is (not name.endswith("x"))
    column = HEADERS.index("答复日期") + 1
    assert sheet.cell(4, column).fill.fgColor.rgb.endswith("FFC7CE")
    assert sheet.cell(4, column).comment.text.startswith("【本行未采用】")
    assert [cell.value for cell in sheet[2]][-2:] == ["错误信息", "怎么改"]
    assert sheet.cell(4, len(HEADERS) + 1).value.splitlines()[1] == "【提醒】=1+1"
    sheet.cell(4, column).value = "2020-09-30"
    again = tmp_path / "改.xlsx"
    workbook.save(again)
    table, rows = rows_of(again)
    assert table.file_problems == ()
    assert [(row["row_no"], row["number"], row["reply_date"]) for row in rows] == [
        (3, "17", REPLY[5]),
        (4, "18", "2020-09-30"),
    ]


@MAKERS
def test_what_was_right_is_what_comes_back(tmp_path, name, make):
    path = make(tmp_path / name, ROWS)
    again = tmp_path / "又.xlsx"
    marked(path).save(again)
    _, before = rows_of(path)
    _, after = rows_of(again)
    assert [row | {"sheet": ""} for row in after] == [row | {"sheet": ""} for row in before]


def test_marks_of_a_returned_file_that_was_saved_as_another_format_are_taken_off(tmp_path):
    first = marked(csv_file(tmp_path / "登记表.csv", ROWS))
    as_text = [[cell.value or "" for cell in row] for row in first.worksheets[1].iter_rows()]
    path = xls(tmp_path / "登记表.xls", as_text)
    workbook = marked(path, [mark for mark in marks(path) if mark.field])
    words = [cell.value for cell in workbook.worksheets[1][2]]
    assert (words.count("错误信息"), words.count("怎么改")) == (1, 1)
    assert "=1+1" not in str([cell.value for cell in workbook.worksheets[1][4]])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "\t=1", "a\x0bb"])
@MAKERS
def test_a_text_of_the_sender_becomes_no_formula(tmp_path, name, make, text):
    if name.endswith(".xlsx") or ("\x0b" in text and name.endswith((".ods", ".csv"))):
        pytest.skip("an .xlsx comes back as it is")
    path = make(tmp_path / name, [HEADERS, [*REPLY[:1], text, *REPLY[2:]]])
    workbook = marked(path, [Mark(rows_of(path)[1][0]["sheet"], 2, "title", text, text)])
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value}
    assert kinds <= {"s", "n"}


def test_a_header_of_other_words_in_two_rows_is_pointed_at(tmp_path):
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["建议编号", "承办单位", None, "答复情况", None])
    sheet.append([None, "主办", "会办", "文号", "日期"])
    sheet.append(["17", "区住建局", "", "住建〔2020〕1号", "2020-02-30"])
    for area in ("A1:A2", "B1:C1", "D1:E1"):
        sheet.merge_cells(area)
    workbook.save(tmp_path / "a.xlsx")
    found = marked(tmp_path / "a.xlsx", [Mark("Sheet", 3, "reply_date", "不存在", "请改")]).worksheets[1]
    assert found["E3"].comment is not None
    assert [cell.value for cell in found[2]][-2:] == ["错误信息", "怎么改"]


def test_an_error_in_a_merged_cell_is_pointed_at_in_its_first_row(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", [HEADERS, REPLY, ["18", REPLY[1], "", *REPLY[3:]]])
    workbook = load_workbook(path)
    workbook.worksheets[0].merge_cells("C2:C3")
    workbook.save(path)
    sheet = marked(path, [Mark("答复", 3, "main_dept", "不在名录中", "请改")]).worksheets[1]
    assert sheet["C2"].comment is not None


def test_hidden_parts_are_not_copied_out(tmp_path):
    path = xls(tmp_path / "a.xls", ROWS)
    from xlwt import Workbook as OldWorkbook

    workbook = OldWorkbook(encoding="utf-8")
    for title, state in (("答复", 0), ("内部", 1)):
        sheet = workbook.add_sheet(title)
        sheet.visibility = state
        for y, row in enumerate([HEADERS, REPLY]):
            for x, cell in enumerate(row):
                sheet.write(y, x, cell)
    workbook.save(str(path))
    assert marked(path, [Mark("答复", 2, "title", "甲", "乙")]).sheetnames == ["问题清单", "答复"]
