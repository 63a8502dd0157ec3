"""The call list as queXS imports a sample: one row per case, a header in the first row, names that are variables there.

As far as its documentation tells, queXS takes a CSV file in UTF-8 and asks what each column is: `phone1` is the primary telephone
number, `phone2` another, `name` a last name, the rest are texts; it was not tried on a server. A CSV cannot be under a password,
so the sheet leaves inside a sealed workbook, and whoever opens it at the centre saves the sheet as CSV.
"""

import io
import re

import pandas as pd
from openpyxl import Workbook

from schemas.questionnaire import QUESTION_TITLES
from tasks.rules.reply_line import reply_line
from tasks.writing.call_list import CallList
from tasks.writing.cell_text import without_control_characters
from tasks.writing.clock import without_clock

_CASE = ("casekey", "listmark", "callorder", "name", "phone1", "phone2", "calltime", "items")
_OF_ITEM = ("title", "department", "replied", "reply")


def quexs_fields(of: CallList) -> list[str]:
    """Return the columns of the sheet; those of an item end in its number."""
    most = int(of.rows["position"].max()) if len(of.rows) else 0
    return [*_CASE, *(f"{name}{place}" for place in range(1, most + 1) for name in _OF_ITEM)]


def quexs_workbook(of: CallList) -> bytes:
    """Return the workbook: the sheet to be saved as CSV, and what the answers are to be called when they come back."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "queXS"
    fields = quexs_fields(of)
    sheet.append(fields)
    for case in _cases(of):
        sheet.append([case.get(name, "") for name in fields])
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type, cell.number_format = "s", "@"
    guide = workbook.create_sheet("说明")
    for line in _guide(of):
        guide.append([line])
    guide.column_dimensions["A"].width = 110
    buffer = io.BytesIO()
    workbook.save(buffer)
    return without_clock(buffer.getvalue())


def _guide(of: CallList) -> list[str]:
    """Return how to take the sheet in and how to give the answers back."""
    questions = "、".join(f"{name}N（{QUESTION_TITLES[name]}）" for name in of.questionnaire.questions)
    return [
        "把“queXS”工作表另存为 CSV（UTF-8）后导入：phone1 设为主电话号码，phone2 设为电话号码，其余设为字符串。",
        f"交回 CSV 时保留 casekey、listmark 两列；第N题的各列名为：{questions}、reasonN（不满意原因）。",
        "每位代表另有 calledon（拨打日期）、attempts（拨打次数）两列；没有访成的，把原因写入各题的 resultN。",
        "CSV 文件没有密码，导入后请立即删除；名单只用于本次回访，回访结束后请删除。",
    ]


def _cases(of: CallList) -> list[dict[str, str]]:
    rows = of.in_order()
    if not len(rows):
        return []
    return [_case(of, group) for _, group in rows.groupby("case_key", sort=False)]


def _case(of: CallList, group: pd.DataFrame) -> dict[str, str]:
    first = group.iloc[0]
    # digits alone: queXS keeps nothing else of a number, and dials what it keeps
    numbers = [re.sub(r"\D", "", e164.removeprefix("+86")) for e164, _ in first["phones"][:2]]
    phone1, phone2 = [*numbers, "", ""][:2]
    case = {
        "casekey": first["case_key"],
        "listmark": f"{of.cycle.cycle_id}-{of.cycle.list_version}",
        "callorder": ("2" if first["leads"] else "1") if of.leads_last else "1",
        "name": f"{first['name']}代表",
        "phone1": phone1,
        "phone2": phone2,
        "calltime": first["call_time"],
        "items": str(len(group)),
    }
    for row in group.to_dict("records"):
        place, replied_on = row["position"], row["replied_on"]
        said = row["said"] if isinstance(row["said"], list) else []
        case |= {
            f"title{place}": row["title"],
            f"department{place}": row["departments"] or "",
            f"replied{place}": "" if pd.isna(replied_on) else replied_on.isoformat(),
            f"reply{place}": reply_line(said, of.classes),
        }
    return {name: without_control_characters(text) for name, text in case.items()}
