"""After a whole year no deputy's telephone number stands anywhere but in the sealed lists: each output is opened as what it is."""

import io
import re
import zipfile

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from flows.demo.centre import open_list
from schemas.office import read_office
from tests.flows.prefect_api import left_by
from warehouse.engine import reading
from warehouse.tables import deputy, deputy_phone

SEALED = "_名单.xlsx"
BETWEEN = re.compile(r"(?<=\d)[\s()（）\-‐‑–—－]{1,2}(?=\d)")


def _said(content, name):
    """Yield every text that a file holds, with the parts of archives opened in their turn."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield content.decode("utf-8", "replace")
        return
    if name.endswith(".xlsx"):
        for sheet in load_workbook(io.BytesIO(content)):
            yield sheet.title
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                yield str(cell.value or "")
                yield cell.comment.text if cell.comment else ""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.namelist():
            yield from _said(parts.read(part), part)
            # a number that is cut up by the marks of a document
            yield re.sub(r"<[^>]*>", "", parts.read(part).decode("utf-8", "replace"))


def _numbers_in(texts, numbers):
    whole = "|".join(texts)
    bare = BETWEEN.sub("", whole)
    return {number for number in numbers if number in bare or number in whole}


@pytest.mark.timeout(420)
def test_no_number_of_a_deputy_leaves_but_in_a_sealed_list(
    duban, prefect_environment, prefect_home, tmp_path
):
    path = tmp_path / "office"
    said = [duban("demo", path)]
    office = ("--office", path)
    said += [duban(*command, *office) for command in (("report",), ("problems", "list"), ("doctor",))]
    survey = ("status", "balance", "checks", "figures", "rates", "interviewers")
    said += [duban("survey", command, *office) for command in survey]
    said.append(duban("survey", "again", "--write", "--as-of", "2020-11-05", *office))
    assert [run.args[3:] for run in said if run.returncode not in (0, 1)] == []
    # the item that stays unsatisfied is taken further, and the office has a measure for it
    assert "提请处理：召集代表和承办单位会商" in said[0].stdout
    folder = read_office(path)
    with reading(folder.database) as connection:
        written = list(connection.scalars(select(deputy_phone.c.e164)))
        names = set(connection.scalars(select(deputy.c.name)))
    # 13800001111 and 5001234567: what every way of writing a number has in common
    numbers = {number.removeprefix("+86") for number in written}
    assert len(numbers) > 50
    lists = sorted((folder.outbox / "survey").glob(f"*{SEALED}"))
    opened = open_list(folder, lists[0])
    cells = [str(cell.value) for row in opened["名单"].iter_rows() for cell in row]
    # what could not be found in the list itself would prove nothing elsewhere
    assert len(_numbers_in(cells, numbers)) > 50
    outputs = [found for found in folder.outbox.rglob("*") if found.is_file() and found not in lists]
    assert {found.suffix for found in outputs} >= {".xlsx", ".docx", ".html"}
    others = [
        found for found in path.glob("*") if found.is_file() and not found.name.startswith("warehouse.db")
    ]
    for found in [*outputs, *others]:
        assert _numbers_in(_said(found.read_bytes(), found.name), numbers) == set(), found.name
    for sealed in lists:
        assert _numbers_in([sealed.read_bytes().decode("latin-1")], numbers) == set()
    for run in said:
        assert _numbers_in([run.stdout, run.stderr], numbers) == set(), run.args
    kept = [found for found in prefect_home.rglob("*") if found.is_file()]
    assert kept
    for found in kept:
        assert _numbers_in([found.read_bytes().decode("latin-1")], numbers) == set(), found.name
    # a name is nobody's secret in the warehouse; what Prefect keeps has none
    left = [f"{one['data']}{one['description']}" for one in left_by(prefect_environment, folder)]
    assert len(left) > 20
    assert [name for name in names for text in left if name in text] == []
