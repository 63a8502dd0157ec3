"""A blank workbook that is filled in is a file of its own kind and has nothing wrong with it."""

from datetime import date

import pytest
from openpyxl import load_workbook

from schemas.profile import in_force
from schemas.words import Kind
from tasks.reading.table import TableFile, open_table
from tasks.rules.judge import Terms, judge
from tasks.templates import TEMPLATES, write_templates

EDITION = in_force("shandong", date(2020, 1, 17))
GOOD = {
    "number": "17",
    "title": "关于改造石塘停车位的建议",
    "main_dept": "区住建局",
    "doc_no": "临住建提〔2020〕1号",
    "reply_date": "2020-03-03",
    "assigned_on": "2020-01-17",
    "contact_phone": "0500-5550001",
    "phone": "0500-5550001",
    "phones": "13800001234",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return dict(zip(TEMPLATES, write_templates(tmp_path_factory.mktemp("模板"), EDITION), strict=True))


@pytest.mark.parametrize("contract", TEMPLATES, ids=lambda contract: contract.kind.value)
def test_a_filled_template_is_read_without_a_problem(written, contract, tmp_path):
    workbook = load_workbook(written[contract])
    sheet = workbook["填写"]
    offered = {
        str(v.sqref).split(":")[0].rstrip("3"): v.formula1.strip('"').split(",")[0]
        for v in sheet.data_validations.dataValidation
    }
    for cell in sheet[2]:
        field = contract.field_of(cell.value)
        sheet.cell(3, cell.column).value = offered.get(cell.column_letter) or GOOD.get(field.name, "张三")
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
