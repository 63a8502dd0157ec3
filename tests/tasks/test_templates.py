"""A blank workbook that is filled in is a file of its own kind and has nothing wrong with it."""

from datetime import date

import pytest
from openpyxl import load_workbook

from schemas.inputs import REPLIES
from schemas.profile import in_force
from schemas.words import Kind
from tasks.reading.table import TableFile, open_table
from tasks.rules.judge import Terms, judge
from tasks.rules.template_mark import mark_of
from tasks.templates import TEMPLATES, write_templates

EDITION = in_force("shandong", date(2020, 1, 17))
GOOD = {
    "number": "17",
    "title": "关于改造石塘停车位的建议",
    "main_dept": "区住建局",
    "doc_no": "临住建提〔2020〕1号",
    "reply_date": "2020-03-03",
    "promised_on": "2031-12-31",
    "reported_on": "2020-06-30",
    "assigned_on": "2020-01-17",
    "contact_phone": "0500-5550001",
    "phone": "0500-5550001",
    "phones": "13800001234",
    "email": "lianluo@lq.example.cn",
    "opinion_no": "3",
    "meeting_no": "1",
    "suggestion": "3",
    "visited_on": "2020-03-03",
    "held_on": "2020-04-03",
    "agreed_until": "2031-12-31",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return dict(zip(TEMPLATES, write_templates(tmp_path_factory.mktemp("模板"), EDITION), strict=True))


@pytest.mark.parametrize("contract", TEMPLATES, ids=lambda contract: contract.kind.value)
def test_a_filled_template_is_read_without_a_problem(written, contract, tmp_path):
    workbook = load_workbook(written[contract])
    sheet = workbook["填写"]
    offered = {
        str(v.sqref).split(":")[0].rstrip("4"): v.formula1.strip('"').split(",")[0]
        for v in sheet.data_validations.dataValidation
    }
    for cell in sheet[3]:
        field = contract.field_of(cell.value)
        sheet.cell(4, cell.column).value = offered.get(cell.column_letter) or GOOD.get(field.name, "张三")
    filled = tmp_path / "填好.xlsx"
    workbook.save(filled)
    table = open_table(filled)
    assert isinstance(table, TableFile)
    assert (table.contract, table.file_problems) == (contract, ())
    terms = Terms(EDITION.reply.mandatory, tuple(EDITION.reply.classes), date(2020, 9, 1), {"区住建局": 1})
    (block, ragged), *_ = table.blocks()
    judged = judge(block, contract, terms)
    assert (judged.rows.num_rows, ragged, judged.problems.to_pylist()) == (1, [], [])


@pytest.mark.parametrize("contract", TEMPLATES, ids=lambda contract: contract.kind.value)
def test_a_template_says_what_must_be_filled_in(written, contract):
    lines = "\n".join(str(row[0].value) for row in load_workbook(written[contract])["填写说明"].iter_rows())
    for field in contract.fields:
        assert f"{field.chinese}：" in lines
    assert ("必填" in lines) is any(field.key for field in contract.fields)
    assert contract.kind is not Kind.UNKNOWN


@pytest.mark.parametrize("contract", TEMPLATES, ids=lambda contract: contract.kind.value)
def test_only_what_is_to_be_filled_in_can_be(written, contract):
    sheet = load_workbook(written[contract])["填写"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert all(cell.protection.locked for row in sheet["A1:B3"] for cell in row)
    for position in range(1, len(contract.fields) + 1):
        assert not sheet.cell(4, position).protection.locked
        # also a row far below, which has no cell yet
        (column,) = (c for c in sheet.column_dimensions.values() if c.min <= position <= c.max)
        assert not column.protection.locked


@pytest.mark.parametrize("contract", TEMPLATES, ids=lambda contract: contract.kind.value)
def test_the_version_stands_in_the_sheet_and_in_the_file(written, contract):
    workbook = load_workbook(written[contract])
    mark = mark_of(contract, EDITION.profile)
    assert workbook["填写"]["A2"].value == mark
    assert workbook.properties.keywords == mark


def filled(written, path, old="", new=""):
    """A template with one row, its mark changed."""
    workbook = load_workbook(written[REPLIES])
    sheet = workbook["填写"]
    sheet["A2"].value = str(sheet["A2"].value).replace(old, new)
    for cell in sheet[3]:
        sheet.cell(4, cell.column).value = GOOD.get(REPLIES.field_of(cell.value).name, "张三")
    workbook.save(path)
    return path


@pytest.mark.parametrize(
    ("old", "new", "profile", "problems"),
    [
        ("", "", "shandong", ()),
        ("", "", None, ()),
        ("", "", "national", (("foreign_template", "答复登记表（shandong）"),)),
        ("答复登记表", "建议交办台账", None, (("foreign_template", "建议交办台账"),)),
        ("/shandong", "", "shandong", ()),
    ],
)
def test_a_template_of_elsewhere_is_named(written, tmp_path, old, new, profile, problems):
    table = open_table(filled(written, tmp_path / "a.xlsx", old, new), profile=profile)
    assert isinstance(table, TableFile)
    assert table.file_problems == problems


def test_an_old_template_is_named_and_read(written, tmp_path):
    edition = mark_of(REPLIES, "shandong").split("/")[1]
    table = open_table(filled(written, tmp_path / "a.xlsx", edition, "0a1b2c"), profile="shandong")
    assert table.file_problems == (("old_template", "答复登记表（0a1b2c）"),)
    assert sum(len(block) for block, _ in table.blocks()) == 1
