"""The words of a re-referral letter (交办函), from the office, the addressee and the items."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from schemas.office import Office

_STRAIGHT = ("人民法院", "人民检察院")


def addressee_of(department: str, government: str) -> str:
    """Return whom a re-referral is sent to: court and procuratorate get theirs directly, the others by the government."""
    return department if department.endswith(_STRAIGHT) else government


def document_number(mark: str, year: int, serial: int) -> str:
    """Return a document number such as 张人代工函〔2020〕1号 (GB/T 9704-2012, 7.2.5)."""
    return f"{mark}〔{year}〕{serial}号"


def letter_words(
    office: Office,
    session_name: str,
    department: str,
    year: int,
    serial: int,
    issued_on: date,
    items: pd.DataFrame,
) -> dict[str, Any]:
    """Return what the template prints; `items` as `warehouse.letters.items_of_letter` gives them."""
    numbers = "、".join(f"第{number}号" for number in items["number"])
    due_on = items["due_on"].max()
    return {
        "office": office.name,
        "doc_no": document_number(office.letter_mark, year, serial),
        "title": f"关于再次办理{session_name}{numbers}代表建议的交办函",
        "addressee": addressee_of(department, office.government),
        "department": department,
        "session": session_name,
        "count": len(items),
        "due_on": chinese_date(due_on),
        "explanation": items["explanation"].iloc[0],
        "issued_on": chinese_date(issued_on),
        "items": [_item(row) for row in items.to_dict("records")],
    }


def _item(row: Mapping[Any, Any]) -> dict[str, str]:
    replied_on = row["replied_on"]
    reply = f"{row['doc_no'] or '（无文号）'}，{'（无日期）' if pd.isna(replied_on) else chinese_date(replied_on)}"
    if row["result_class"]:
        reply += f"，办理结果{row['result_class']}类"
    return {
        "number": row["number"],
        "title": row["title"],
        "lead": row["lead"] or "",
        "reply": reply,
        "reason": row["reason"] or "代表未说明",
        "findings": row["findings"] or "",
        "requirements": row["requirements"]
        or "请与代表当面沟通，重新研究办理，逐项答复，明确措施、责任人和完成时间",
    }


def chinese_date(day: date) -> str:
    """Return a date as official documents print it: 2020年9月30日 (GB/T 9704-2012, 7.3.5.5)."""
    return f"{day.year}年{day.month}月{day.day}日"
