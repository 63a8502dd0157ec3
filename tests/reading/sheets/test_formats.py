"""Containers that are not what their name says: MHTML, SpreadsheetML, pages within pages; and what they hide."""

import base64
import quopri

import pytest
from openpyxl import Workbook

from tasks.reading.opening import open_sheets
from tasks.reading.sniff import Shape, Unreadable, sniff
from tests.reading.sheets.test_catalogue import REGISTER, A, B, book, column, hidden_in, look

NAMESPACES = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


def table(*rows):
    return (
        "<table>"
        + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        + "</table>"
    )


def archive(path, pages, encoding="gb18030", transfer="quoted-printable"):
    """Write an MHTML file of (place, page)."""
    parts = []
    for place, text in pages:
        content = text.encode(encoding)
        coded = quopri.encodestring(content) if transfer.startswith("q") else base64.encodebytes(content)
        head = (
            f"--frontier\r\nContent-Location: file:///C:/1/{place}\r\nContent-Transfer-Encoding: {transfer}\r\n"
            f'Content-Type: text/html; charset="{"gb2312" if encoding.startswith("gb") else encoding}"\r\n\r\n'
        )
        parts.append(head.encode() + coded + b"\r\n")
    start = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="frontier"\r\n\r\n'
    path.write_bytes(start + b"".join(parts) + b"--frontier--\r\n")
    return path


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
def test_a_web_archive_is_read_by_its_tables(tmp_path, encoding, transfer):
    page = f"<html><body>{table(REGISTER, A, B)}</body></html>"
    path = archive(tmp_path / "a.xls", [("a.htm", page)], encoding, transfer)
    assert sniff(path) is Shape.WEB_ARCHIVE
    assert column(look(path), "title") == [A[1], B[1]]


def frame(*sheets):
    """Return the page around the sheets of a web archive: (file, name, more)."""
    named = "".join(
        f'<x:ExcelWorksheet><x:Name>{name}</x:Name>{more}<x:WorksheetSource HRef="f/{file}"/></x:ExcelWorksheet>'
        for file, name, more in sheets
    )
    return (
        f"<html><!--[if gte mso 9]><xml><x:ExcelWorkbook>{named}</x:ExcelWorkbook></xml><![endif]--></html>"
    )


def test_the_sheets_of_a_web_archive_have_their_names_and_hidden_ones_are_not_read(tmp_path):
    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    pages = [
        ("a.htm", frame(("s1.htm", "一", ""), ("s2.htm", "二", ""), ("s3.htm", "旧", hidden))),
        ("f/s1.htm", table(REGISTER, A)),
        ("f/s2.htm", table(REGISTER, B)),
        ("f/s3.htm", table(REGISTER, [99, *A[1:]])),
    ]
    found = look(archive(tmp_path / "a.xls", pages))
    assert [(row["sheet"], row["number"]) for row in found["rows"]] == [("一", "17"), ("二", "18")]
    assert hidden_in(found) == ["工作表“旧”（未读取）"]


def xml_cell(value, more=""):
    kind = "Number" if isinstance(value, int | float) else "String"
    return f'<Cell{more}><Data ss:Type="{kind}">{value}</Data></Cell>'


def xml_row(values, more=""):
    return f"<Row{more}>{''.join(map(xml_cell, values))}</Row>"


def xml_book(path, rows, *, columns="", options="", more=""):
    path.write_text(
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook {NAMESPACES}>'
        f'<Worksheet ss:Name="表"><Table>{columns}{rows}</Table>{options}</Worksheet>{more}</Workbook>',
        "utf-8",
    )
    return path


def test_a_workbook_in_one_xml_file_is_read(tmp_path):
    blank = '<Row ss:Index="4">' + xml_cell(18.0, ' ss:Index="1"') + "".join(map(xml_cell, B[1:])) + "</Row>"
    dated = '<Cell ss:Index="5"><Data ss:Type="DateTime">2024-02-05T00:00:00.000</Data></Cell>'
    rows = xml_row([*REGISTER, "交办日期"]) + f"<Row>{''.join(map(xml_cell, A))}{dated}</Row>" + blank
    path = xml_book(tmp_path / "a.xls", rows)
    assert sniff(path) is Shape.XML_WORKBOOK
    found = look(path)
    assert [(row["row"], row["number"]) for row in found["rows"]] == [(2, "17"), (4, "18")]
    assert str(found["rows"][0]["assigned_date"]) == "2024-02-05"


def test_merged_cells_of_an_xml_workbook_hold_for_their_rows_and_say_their_text_once(tmp_path):
    merged = f"<Row>{''.join(map(xml_cell, A[:3]))}{xml_cell(A[3], ' ss:MergeDown=' + chr(34) + '1' + chr(34))}</Row>"
    wide = "<Row>" + xml_cell("登记表", ' ss:MergeAcross="3"') + "</Row>"
    found = look(xml_book(tmp_path / "a.xls", wide + xml_row(REGISTER) + merged + xml_row(B[:3])))
    assert column(found, "main_dept") == ["区住建局"] * 2
    (sheet,) = open_sheets(tmp_path / "a.xls") or ()
    assert sheet.preview[0] == ["登记表", None, None, None]


def test_hidden_parts_of_an_xml_workbook(tmp_path):
    rows = xml_row([*REGISTER, "电话"]) + xml_row([*A, "13800000001"]) + xml_row([*B, ""], ' ss:Hidden="1"')
    hidden = '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
    other = f'<Worksheet ss:Name="旧"><Table>{xml_row(REGISTER)}</Table>{hidden}</Worksheet>'
    path = xml_book(
        tmp_path / "a.xls", rows, columns='<Column ss:Index="5" ss:Hidden="1"/>', options="", more=other
    )
    found = look(path)
    assert column(found, "number") == ["17", "18"]
    assert column(found, "phones") == [[], []]
    assert hidden_in(found) == ["第E列（未读取）", "第3行（已照常读取）", "工作表“旧”（未读取）"]


@pytest.mark.parametrize(
    "text", ["<!DOCTYPE x [<!ENTITY a 'b'>]>", "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"]
)
def test_a_document_type_in_an_xml_workbook_is_unsafe(tmp_path, text):
    path = xml_book(tmp_path / "a.xls", xml_row(REGISTER))
    path.write_text(path.read_text("utf-8").replace("?><Workbook", f"?>{text}<Workbook"), "utf-8")
    assert look(path)["reasons"] == ["unsafe_file"]


def test_an_xml_workbook_whose_rows_begin_far_below_is_not_filled_up(tmp_path):
    path = xml_book(tmp_path / "a.xls", xml_row(REGISTER, ' ss:Index="90000000"'))
    assert look(path)["reasons"] == ["unsafe_file"]


def test_a_wide_cell_of_a_page_says_its_text_once(tmp_path):
    path = tmp_path / "a.xls"
    row = "".join(f"<td>{cell}</td>" for cell in A[:3]) + "<td colspan=2>区住建局</td>"
    path.write_text(table([*REGISTER, "协办单位"]).replace("</table>", f"<tr>{row}</tr></table>"), "utf-8")
    found = look(path)
    assert (column(found, "main_dept"), column(found, "co_depts")) == (["区住建局"], [[]])


def test_what_a_page_does_not_show_is_not_read(tmp_path):
    path = tmp_path / "a.xls"
    shown = table(REGISTER, [*A[:3], "区住建局<span style='display: none'>隐</span>"])
    path.write_text(
        f"<html><body><div style='display:none'>{table(REGISTER, B)}</div>{shown}</body></html>", "utf-8"
    )
    found = look(path)
    assert [(row["number"], row["main_dept"]) for row in found["rows"]] == [("17", "区住建局")]


@pytest.mark.parametrize("first", ["sep=,\r\n", "\r\n"])
def test_a_csv_for_excel(tmp_path, first):
    path = tmp_path / "a.csv"
    header, data = ",".join([*REGISTER, "手机"]), '="017",关于路灯的建议,张三,区住建局,="13800000001"'
    path.write_bytes(f"{first}{header}\r\n{data}\r\n".encode("gb18030"))
    (row,) = look(path)["rows"]
    assert (row["row"], row["number"], row["phones"]) == (3, "017", ["13800000001"])


def test_bars_part_the_columns_of_a_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("|".join(REGISTER) + "\n17|关于路灯的建议|张三|区住建局\n", "utf-8")
    assert column(look(path), "deputies") == [["张三"]]


def test_a_mark_for_utf_8_before_what_is_none_is_unreadable(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbf" + ",".join(REGISTER).encode("gb18030"))
    with pytest.raises(Unreadable, match="file_unreadable"):
        open_sheets(path)


def test_a_formula_that_brought_nothing_is_told_with_its_place(tmp_path):
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(REGISTER)
    # openpyxl keeps no results
    sheet.append(["=ROW()+15", *A[1:]])
    workbook.save(tmp_path / "a.xlsx")
    found = look(tmp_path / "a.xlsx")
    assert [row["reason"] for row in found["rejected"]] == ["missing_number"]
    told = [problem["text"] for problem in found["problems"] if problem["code"] == "formula_without_value"]
    assert len(told) == 1
    assert told[0].endswith("：A2")


def test_sheets_of_several_kinds_are_kept_apart_and_told(tmp_path):
    deputies = [["姓名", "代表团", "手机"], ["张三", "东团", "13800000001"]]
    found = look(
        book(tmp_path / "a.xlsx", {"建议": [REGISTER, A, B], "代表": deputies, "说明": [["填表须知"]]})
    )
    assert (found["kind"], column(found, "number")) == ("registration", ["17", "18"])
    (other,) = found["others"]
    assert (other["kind"], column(other, "name")) == ("directory", ["张三"])
    told = [problem["text"] for problem in found["problems"] if problem["code"] == "other_kind_sheet"]
    assert [text for text in told if "代表" in text] == told
    assert len(told) == 1
