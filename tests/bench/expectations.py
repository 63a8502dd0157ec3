"""The row rules of a reply register said in Great Expectations, for comparison only."""

from pathlib import Path
from typing import Any

import pandas as pd

from schemas.inputs import REPLIES
from tests.bench.generate import department_names

_MANDATORY = (
    "number",
    "main_dept",
    "doc_no",
    "reply_date",
    "result_class",
    "signatory",
    "contact",
    "phone",
    "face_to_face",
    "publicity",
)
_SETS = {
    "main_dept": department_names(),
    "result_class": ["A", "B", "C", "D", "Ａ类", "B类"],
    "face_to_face": ["是", "否", "已面商", "电话沟通"],
    "publicity": ["主动公开", "公开", "依申请公开", "不予公开"],
}
_PATTERNS = {
    "number": r"^第?\d{1,8}号?$",
    "doc_no": r"[\[（〔]\d{4}[\]）〕]\d+号",
    "phone": r"^(?:1\d{10}|0\d{2,3}-?\d{7,8}(?:转\d+)?)$|^[０-９]{4}－\d{7}$",
    "reply_date": r"^\d{4}(?:-|\.|年)\d{1,2}(?:-|\.|月)\d{1,2}日?$",
}


def rows_as_read(path: Path) -> pd.DataFrame:
    """Return the register as text, with our field names, the row number and the dates that the patterns cannot judge."""
    frame = pd.read_csv(path, dtype=str, engine="pyarrow").rename(
        columns={field.chinese: field.name for field in REPLIES.fields}
    )
    printed = frame["reply_date"].str.replace(r"[年月.]", "-", regex=True).str.replace("日", "")
    frame["replied_on"] = pd.to_datetime(printed, errors="coerce", format="%Y-%m-%d")
    frame["row_no"] = range(2, len(frame) + 2)
    return frame


def reply_suite(library: Any) -> Any:
    """Return the suite: filled cells, word lists, patterns, dates, and one reply per suggestion and department."""
    expect = library.expectations
    rules = [expect.ExpectColumnValuesToNotBeNull(column=name) for name in _MANDATORY]
    rules += [
        expect.ExpectColumnValuesToBeInSet(column=name, value_set=words) for name, words in _SETS.items()
    ]
    rules += [
        expect.ExpectColumnValuesToMatchRegex(column=name, regex=regex) for name, regex in _PATTERNS.items()
    ]
    rules += [
        expect.ExpectColumnValuesToNotBeNull(column="replied_on"),
        expect.ExpectColumnValuesToBeBetween(
            column="replied_on", min_value=pd.Timestamp(2020, 1, 20), max_value=pd.Timestamp(2020, 12, 31)
        ),
        expect.ExpectCompoundColumnsToBeUnique(column_list=["number", "main_dept"]),
    ]
    return library.ExpectationSuite(name="replies", expectations=rules)
