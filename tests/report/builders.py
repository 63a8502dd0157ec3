"""Answers of the warehouse for tests of the report, every default filled."""

from datetime import date

import pandas as pd

from tasks.report.ledger_columns import LIFE_COLUMNS
from warehouse.queries import find_query

DUE = date(2020, 4, 17)


def suggestion(number, **said):
    """Return a row of the query ledger."""
    row = {
        "number": number,
        "title": f"建议{number}",
        "lead": "张一",
        "co_signers": 2,
        "category": "教育",
        "committee": "教科委",
        "is_key": False,
        "is_confidential": False,
        "round": 1,
        "status": "已答复",
        "is_asked": False,
        "verdict": None,
        "further": None,
    }
    return row | said


def referral(number, department="教体", **said):
    """Return a row of the query handling: answered on the last day."""
    row = {
        "number": number,
        "round": 1,
        "department": department,
        "role": "主办",
        "assigned_on": date(2020, 1, 17),
        "due_on": DUE,
        "is_provisional": False,
        "is_extended": False,
        "suspended_on": None,
        "ended_as": None,
        "is_answered": True,
        "replied_on": DUE,
        "result_class": "A",
        "publicity": "主动公开",
    }
    return row | said


def waiting(number, department="教体", **said):
    """Return a row of the query handling: not answered."""
    nothing = {"is_answered": False, "replied_on": None, "result_class": None, "publicity": None}
    return referral(number, department, **(nothing | said))


def co_handler(number, department):
    """Return a row of the query handling: a co-handler."""
    return waiting(number, department, role="会办", due_on=None)


def opinion(number, sorting, **said):
    """Return a row of the query opinions: said on a visit, nothing more."""
    nothing = dict.fromkeys(find_query("opinions").columns)
    told = {"quarter": "2020Q1", "deputies": "张一", "content": f"意见{number}", "meetings": 0}
    return nothing | told | {"number": number, "sorting": sorting} | said


def letter(number, serial, **said):
    """Return a row of the query letters: a 交办函 of the second round."""
    row = {
        "number": number,
        "round": 2,
        "department": "教体",
        "kind": "交办函",
        "serial": f"〔2020〕{serial}号",
        "issued_on": date(2020, 5, 1),
        "withdrawn": None,
        "file_name": f"{serial}.docx",
    }
    return row | said


def answers(suggestions, referrals, letters=(), opinions=()):
    """Return the answers that the ledger is made of."""
    names = sorted({row["committee"] for row in suggestions if row["committee"]})
    return {
        "ledger": pd.DataFrame(suggestions),
        "handling": pd.DataFrame(referrals),
        "letters": pd.DataFrame(letters, columns=list(find_query("letters").columns)),
        "history": pd.DataFrame([], columns=list(LIFE_COLUMNS)),
        "opinions": pd.DataFrame(opinions, columns=list(find_query("opinions").columns)),
        "committee-figures": pd.DataFrame({"committee": [*names, "未分工"]}),
    }
