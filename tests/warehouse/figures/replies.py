"""Replies and their terms: when they were due, when they came, what they said and lacked, by department.

The rows of each question on the session of `tests.warehouse.session`, worked out by hand; None stands for no value.
"""

from datetime import date
from typing import Any

from tests.warehouse.session import ANSWERED, ASSIGNED, D1, D2, NOTHING, E

FIGURES: dict[str, list[tuple[Any, ...]]] = {
    "by-department": [
        # lead, co, replied, on time, late, undated, open, incomplete, satisfied, mostly, dissatisfied
        ("教体", 4, 0, 4, 3, 1, 0, 0, 1, 2, 0, 1),  # 1 2 3 12; incomplete 12
        ("交通", 2, 0, 2, 1, 1, 0, 0, 1, 0, 1, 1),  # 9 11; incomplete 9
        ("水利", 3, 1, 2, 1, 0, 1, 1, 1, 0, 1, 1),  # 9 10 100, co-handles 1; incomplete 9
        ("档案", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    ],
    "changes": [
        ("9", "交通", 1, "同意延期", ASSIGNED, ASSIGNED, D1, "立项", "主任"),
        ("11", "交通", 1, "同意延期", ASSIGNED, ASSIGNED, D1, "立项", "主任"),
    ],
    # per reply with date and class: 1 3 12 and the second of 2 | 2 | 11 by 交通 | 100
    # neither the year nor a year is over
    "class-moves": [
        ("A", None, None, "A", 4, None, None, None),
        ("B", None, None, "B", 1, None, None, None),
        ("C", None, None, "B", 1, "C→B", 1, 100.0),
        ("D", None, None, "A", 1, "D→A", 1, 100.0),
    ],
    # 教体 1 2 3 12, 交通 9 11, 水利 9 10 100: (16 + 4 + 9) / 81
    "concentration": [(3, 9, 9, 100.0, 0.358)],
    "concentration 1": [(3, 9, 4, 44.4, 0.358)],
    "concentration 2": [(3, 9, 7, 77.8, 0.358)],
    "dashboard": [
        # owed, on time, late, undated, open, overdue
        ("教体", 1, 4, 3, 1, 0, 0, 0, 75.0),
        ("教体", 2, 1, 1, 0, 0, 0, 0, 100.0),
        ("交通", 1, 2, 1, 1, 0, 0, 0, 50.0),
        ("交通", 2, 1, 0, 0, 0, 1, 0, None),
        ("水利", 1, 3, 1, 0, 1, 1, 1, 50.0),
    ],
    "data-freshness": [
        # Jan 17 is day 17 and Dec 1 day 336 of a leap year; 交通 owes 11 again, 水利 owes 10
        ("教体", ASSIGNED, 319, date(2020, 11, 20), 0),
        ("交通", ASSIGNED, 319, date(2020, 5, 7), 1),
        ("水利", ASSIGNED, 319, date(2020, 4, 2), 1),
        ("档案", None, None, None, 0),
    ],
    "due-dates": [(D1, "答复期限", 7), (D2, "最长答复期限", 1)],
    "due-soon": [("11", "建议11", "交通", 2, E)],
    "due-soon 2": [],
    "handling": [
        # assigned, due, provisional, extended, suspended, ended | answered, on, class, publicity
        ("1", 1, "教体", "主办", ASSIGNED, D1, False, False, None, None, True, D1, "A", "主动公开"),
        ("1", 1, "水利", "会办", ASSIGNED, None, *NOTHING),
        ("2", 1, "教体", "主办", ASSIGNED, D1, *ANSWERED, date(2020, 4, 20), "B", "依申请公开"),
        ("2", 2, "教体", "主办", ASSIGNED, E, *ANSWERED, date(2020, 11, 20), "A", "主动公开"),
        ("3", 1, "教体", "主办", ASSIGNED, D1, *ANSWERED, date(2020, 4, 1), "A", "主动公开"),
        (
            "9",
            1,
            "交通",
            "分别办理",
            ASSIGNED,
            D1,
            False,
            True,
            None,
            None,
            True,
            date(2020, 4, 10),
            None,
            "主动公开",
        ),
        ("9", 1, "水利", "分别办理", ASSIGNED, D1, *ANSWERED, None, "B", "主动公开"),
        ("10", 1, "水利", "主办", ASSIGNED, D2, *NOTHING),
        (
            "11",
            1,
            "交通",
            "主办",
            ASSIGNED,
            D1,
            False,
            True,
            None,
            None,
            True,
            date(2020, 5, 7),
            "C",
            "主动公开",
        ),
        ("11", 2, "交通", "主办", ASSIGNED, E, True, *NOTHING[1:]),
        ("12", 1, "教体", "主办", ASSIGNED, D1, *ANSWERED, date(2020, 4, 16), "A", None),
        ("100", 1, "水利", "主办", ASSIGNED, D1, *ANSWERED, date(2020, 4, 2), "D", "主动公开"),
    ],
    "handling 010": [
        (
            *("10", 1, "水利", "主办", ASSIGNED, date(2020, 7, 17), False, False),
            *(None, None, False, None, None, None),
        )
    ],
    "incomplete": [
        ("2", "教体", 2, "bad_doc_no", "答复文号“…”格式不正确", "答复文号"),
        ("9", "交通", 1, "missing_result_class", "办理结果没有填写", "办理结果"),
        ("9", "水利", 1, "bad_phone", "联系电话位数不对", "联系电话"),
        ("9", "水利", 1, "missing_reply_date", "答复日期没有填写，无法判断是否按期", "答复日期"),
        ("12", "教体", 1, "unknown_publicity", "公开属性“…”无法识别", "公开属性"),
    ],
    "late": [
        ("2", "建议2", "教体", 1, D1, date(2020, 4, 20), 3),
        ("11", "建议11", "交通", 1, D1, date(2020, 5, 7), 20),  # 13 days left of April, 7 of May
    ],
    "missing-replies": [
        ("水利", 1, 1, 0, 0, date(2020, 7, 17)),  # 10
        ("交通", 1, 0, 0, 1, date(2020, 12, 4)),  # 11 in round 2
    ],
    "not-met": [("9", "建议9", "交通", 1)],
    "on-time-by": [
        ("教体", 3, 4, 75.0, 0),  # 2 late
        ("交通", 1, 2, 50.0, 0),  # 11 late
        ("水利", 1, 2, 50.0, 1),  # 10 overdue; 9 has no date
    ],
    "on-time-by committee": [
        ("教科委", 2, 3, 66.7, 0),  # 1 3 of 1 2 3
        ("城建委", 2, 3, 66.7, 1),  # 9 by 交通 and 100; 10
        ("未分工", 1, 2, 50.0, 0),  # 12; 11
    ],
    "on-time-by department 2": [("教体", 1, 1, 100.0, 0), ("交通", 0, 0, None, 0)],
    "on-time-by month": [("2020-04", 5, 7, 71.4, 0), ("2020-07", 0, 1, 0.0, 1)],
    # round 1: dated 1 2 3 9(交通) 11 12 100 = 7, overdue 10 = 1; late 2 11. Round 2: 2 dated, 11 not due yet
    "on-time-rate": [(1, 5, 8, 62.5, 1, 2), (2, 1, 1, 100.0, 0, 0)],  # 9 by 交通 and 11 were extended
    "overdue": [("10", "建议10", "水利", 1, D2)],
    "promises-broken": [("2", "建议2", "教体", "修好道路", date(2020, 10, 31), "王局长", None)],
    "promises-due": [
        ("9", "建议9", "水利", "列入计划", None, None, None),
        ("11", "建议11", "交通", "建成停车场", date(2021, 6, 30), None, date(2020, 9, 1)),
    ],
    "publicity": [("主动公开", 6), ("依申请公开", 1), ("未填写", 1)],
    "reply-timeline": [
        # due, on time, late; the reply of 水利 to 9 has no date
        (1, date(2020, 4, 1), 0, 1, 0),
        (1, date(2020, 4, 2), 0, 1, 0),
        (1, date(2020, 4, 10), 0, 1, 0),
        (1, date(2020, 4, 16), 0, 1, 0),
        (1, D1, 8, 1, 0),  # all but 10
        (1, date(2020, 4, 20), 0, 0, 1),
        (1, date(2020, 5, 7), 0, 0, 1),
        (1, D2, 1, 0, 0),
        (2, date(2020, 11, 20), 0, 1, 0),
        (2, E, 2, 0, 0),
    ],
    "result-classes": [("A", 3), ("B", 2), ("C", 1), ("D", 1), ("未填写", 1)],
    "result-classes-by-year": [
        (2019, "教育", "A", 1),
        (2019, "未填写", "A", 1),
        (2020, "交通", "B", 1),
        (2020, "交通", "未填写", 1),
        (2020, "农业", "C", 1),
        (2020, "教育", "A", 2),
        (2020, "教育", "B", 1),
        (2020, "水利", "D", 1),
        (2020, "未填写", "A", 1),
    ],
    "undated": [("9", "建议9", "水利", 1, D1)],
    # 2020-07-17 and 2020-12-04 are Fridays
    "workload": [(date(2020, 7, 13), "水利", 1, 1), (date(2020, 11, 30), "交通", 1, 0)],
}
