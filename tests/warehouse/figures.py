"""More figures of the session that `test_queries` describes, worked out by hand: a query with values for its parameters."""

from datetime import date
from typing import Any

RECEIVED = date(2020, 1, 17)

FIGURES: dict[str, list[tuple[Any, ...]]] = {
    "batch-outcomes": [
        ("suggestions", "loaded", 2, 0, 0, 0),
        ("replies", "loaded", 1, 0, 0, 0),
        ("replies", "held", 1, 5, 2, 3),
        ("changes", "loaded", 1, 0, 0, 0),
    ],
    "batch-outcomes 2020-01-18": [],
    "batches 2020-01-18": [],
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
        ("教体", RECEIVED, 319, date(2020, 11, 20), 0),
        ("交通", RECEIVED, 319, date(2020, 5, 7), 1),
        ("水利", RECEIVED, 319, date(2020, 4, 2), 1),
        ("档案", None, None, None, 0),
    ],
    "due-soon 2": [],
    "first-and-final": [
        ("satisfied", "satisfied", 2),  # 1 3
        ("mostly_satisfied", "mostly_satisfied", 1),  # 9
        ("dissatisfied", "mostly_satisfied", 1),  # 2
        ("dissatisfied", "dissatisfied", 2),  # 11 100
        ("not_rated", "not_rated", 1),  # 12
    ],
    "handling 010": [
        (
            *("10", 1, "水利", "主办", RECEIVED, date(2020, 7, 17), False, False),
            *(None, None, False, None, None, None),
        )
    ],
    "missing-replies": [
        ("水利", 1, 1, 0, 0, date(2020, 7, 17)),  # 10
        ("交通", 1, 0, 0, 1, date(2020, 12, 4)),  # 11 in round 2
    ],
    "never-reached": [("郑八", "西团", 1, 1)],  # 赵四 in the second cycle; 周六 refused; 吴七 has left office
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
    "on-time-by month": [("2020-04", 5, 7, 71.4, 0), ("2020-07", 0, 1, 0.0, 1)],
    "on-time-by department 2": [("教体", 1, 1, 100.0, 0), ("交通", 0, 0, None, 0)],
    "problems hold_batch": [("batch_held", "hold_batch", 1)],
    "problems-by-department": [
        # file refused, batch held, row set aside, warned
        ("教体", 0, 0, 0, 4, 4),  # of 1, 2, 12, and of the session before
        ("交通", 0, 0, 0, 1, 1),  # of 9
        ("水利", 0, 0, 0, 2, 2),  # of 9
        ("未能确定", 0, 1, 2, 1, 4),
    ],
    "rereferral-ladder": [
        # reached = went on, satisfied, unsatisfied, escalated, closed, gone, in hand
        (1, 8, 2, 3, 1, 0, 0, 0, 2),  # 2 11 | 1 3 9 | 100 | 10 12
        (2, 2, 0, 1, 0, 0, 0, 0, 1),  # 2 | 11
    ],
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
    # 2020-07-17 and 2020-12-04 are Fridays
    "workload": [(date(2020, 7, 13), "水利", 1, 1), (date(2020, 11, 30), "交通", 1, 0)],
}
