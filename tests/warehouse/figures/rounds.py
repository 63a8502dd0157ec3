"""Rounds: what was re-referred, with which letters, and how the second handling ended.

The rows of each question on the session of `tests.warehouse.session`, worked out by hand; None stands for no value.
"""

from datetime import date
from typing import Any

from tests.warehouse.session import AS_OF, ASSIGNED, C1, E

FIGURES: dict[str, list[tuple[Any, ...]]] = {
    "department-rounds": [
        # owed, on time, timed, overdue, extended on time, extended timed | asked, satisfied, mostly, dissatisfied, good
        ("教体", 1, 4, 3, 4, 0, 0, 0, 4, 2, 0, 1, 2),  # 1 2 3 12; late 2
        ("教体", 2, 1, 1, 1, 0, 0, 0, 1, 0, 1, 0, 1),  # 2
        ("交通", 1, 2, 1, 2, 0, 1, 2, 2, 0, 1, 1, 1),  # 9 11, both extended; late 11
        ("交通", 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),  # 11, not due yet
        ("水利", 1, 3, 1, 2, 1, 0, 0, 2, 0, 1, 1, 1),  # 9 without a date, 10 overdue, 100
    ],
    "first-and-final": [
        ("满意", "满意", 2),  # 1 3
        ("基本满意", "基本满意", 1),  # 9
        ("不满意", "基本满意", 1),  # 2
        ("不满意", "不满意", 2),  # 11 100
        ("未评价", "未评价", 1),  # 12
    ],
    # round 1 of 10 was reminded of twice on one day; the letter that was taken back, and the one that took it back
    "letters": [
        ("10", 1, "水利", "催办函", None, AS_OF, None, "水利_催办函.docx"),
        ("11", 2, "交通", "交办函", "〔2020〕2号", ASSIGNED, "已撤回", "2号.docx"),
        ("11", 2, "交通", "交办函", "〔2020〕3号", ASSIGNED, None, "3号.docx"),
        ("11", 2, "交通", "退回重办函", "〔2020〕4号", ASSIGNED, None, "4号.docx"),
        ("11", 2, "交通", "撤回函", "〔2020〕5号", ASSIGNED, None, "5号.docx"),
    ],
    "rereferral-ladder": [
        # reached = went on, satisfied, unsatisfied, escalated, closed, gone, in hand
        (1, 8, 2, 3, 1, 0, 0, 0, 2),  # 2 11 | 1 3 9 | 100 | 10 12
        (2, 2, 0, 1, 0, 0, 0, 0, 1),  # 2 | 11
    ],
    "rereferrals": [
        ("2", "建议2", 2, "教体", ASSIGNED, E, date(2020, 11, 20), "基本满意"),
        ("11", "建议11", 2, "交通", ASSIGNED, E, None, None),
    ],
    "unsatisfied": [
        ("2", "建议2", C1, "教体", "没有修", "再次交办", "满意"),
        ("11", "建议11", C1, "交通", "原样", "再次交办", "再次交办"),
        ("100", "建议100", C1, "水利", "太慢", "提请处理", "不满意"),
    ],
}
