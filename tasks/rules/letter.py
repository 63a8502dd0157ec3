"""What every letter says: its number, its dates, whom it goes to, and how an item was answered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from schemas.numbering import ordinal
from schemas.office import Office
from schemas.outgoing import Outgoing, mark_of
from schemas.words import Basis
from tasks.rules.dates import chinese_day

_STRAIGHT = ("人民法院", "人民检察院")
_NUMBER = re.compile(r"(.+?)[〔\[(（【［](\d{4})[〕\])）】］]第?0*(\d+)号?")
# more than these in a title and nobody finds the verb
_NUMBERS_IN_TITLE = 3


@dataclass(frozen=True)
class Head:
    """A numbered letter before it has its text."""

    office: Office
    session: str
    kind: Outgoing
    year: int
    serial: int
    issued_on: date
    department: str

    @property
    def doc_no(self) -> str:
        """Its number, such as 张人代工函〔2020〕1号."""
        return document_number(mark_of(self.kind, self.office.letter_mark), self.year, self.serial)

    @property
    def is_direct(self) -> bool:
        """Whether the government has no part in it: court and procuratorate."""
        return self.department.endswith(_STRAIGHT)


def head_words(head: Head, title: tuple[str, str]) -> dict[str, Any]:
    """Return what all templates print; `title` in two parts, between which a long one is broken."""
    office = head.office
    return {
        "office": office.name,
        "doc_no": head.doc_no,
        "title": "".join(title),
        "heading": "\n".join(title) if len("".join(title)) > 20 else "".join(title),
        "session": head.session,
        "department": head.department,
        "issued_on": chinese_day(head.issued_on),
        "contact": f"（联系人：{office.contact or '　' * 4}，联系电话：{office.contact_phone or '　' * 6}）",
    }


def addressee_of(department: str, government: str) -> str:
    """Return whom a re-referral is sent to: court and procuratorate get theirs directly, the others by the government."""
    return department if department.endswith(_STRAIGHT) else government


def document_number(mark: str, year: int, serial: int) -> str:
    """Return a document number such as 张人代工函〔2020〕1号 (GB/T 9704-2012, 7.2.5)."""
    return f"{mark}〔{year}〕{serial}号"


def read_number(text: str, letter_mark: str) -> tuple[Outgoing, int, int] | None:
    """Return kind, year and serial of one of our own letters, however its brackets were typed; None when it is not ours."""
    match = _NUMBER.fullmatch("".join(text.split()))
    kinds = [kind for kind in Outgoing if match and mark_of(kind, letter_mark) == match[1]]
    return (kinds[0], int(match[2]), int(match[3])) if match and kinds else None


def named(items: pd.DataFrame) -> str:
    """Return the items of a letter as its title names them: 第17号、第63号, or 第1号等6件."""
    numbers = [ordinal(number) for number in items["number"]]
    return "、".join(numbers) if len(numbers) <= _NUMBERS_IN_TITLE else f"{numbers[0]}等{len(numbers)}件"


def item_words(row: Mapping[Any, Any]) -> dict[str, str]:
    """Return what a letter says of an item: who asked, who handles it, how it was answered."""
    return {
        "number": row["number"],
        "ordinal": ordinal(row["number"]),
        "title": row["title"],
        "lead": "（代表要求身份保密）" if row["is_confidential"] else row["lead"] or "",
        "departments": row["departments"] or "",
        "co_departments": row["co_departments"] or "无",
        "formerly": row["formerly"] or "",
        "reply": _reply(row),
        "grounds": _sentence(row["grounds"] or ""),
        "reason": _sentence(row["reason"] or "代表未说明") if row["basis"] in (None, Basis.VERDICT) else "",
        "findings": _sentence(row["findings"] or ""),
        "requirements": _sentence(row["requirements"] or ""),
    }


def _reply(row: Mapping[Any, Any]) -> str:
    replied_on = row["replied_on"]
    reply = (
        f"{row['doc_no'] or '（无文号）'}，{'（无日期）' if pd.isna(replied_on) else chinese_day(replied_on)}"
    )
    return reply + (f"，办理结果{row['result_class']}类" if row["result_class"] else "")


def _sentence(text: str) -> str:
    """Without the stop at its end: the template sets one."""
    return text.strip().rstrip("。；;.")
