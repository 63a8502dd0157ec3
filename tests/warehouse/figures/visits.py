"""Opinions of visits between sessions, and the meetings about them.

The rows of each question on the session of `tests.warehouse.session`, worked out by hand; None stands for no value.
"""

from datetime import date
from typing import Any

FIGURES: dict[str, list[tuple[Any, ...]]] = {
    "consultation-list": [
        (
            "2020Q1",
            "2",
            "意见2",
            "100",
            2,
            date(2020, 8, 1),
            "再换",
            "水利",
            date(2020, 12, 31),
            None,
            "不满意",
            "不满意",
        ),
        ("2020Q2", "1", "意见1", None, 1, date(2020, 6, 1), "清淤", "水利", None, "已落实", None, None),
    ],
    "consultations": [
        # Q1 2 not begun and past its day, Q2 1 done; nobody has said anything of Q1 2 since, and it has time
        ("1", date(2020, 6, 1), "交通、水利", 2, 1, 1, 1),
        ("2", date(2020, 8, 1), "交通、水利", 1, 0, 1, 0),
    ],
    "opinions": [
        (
            "2020Q1",
            "1",
            date(2020, 2, 6),
            "张一",
            "村口",
            "意见1",
            "交通",
            "交通",
            "当场答复",
            "已答复",
            None,
            None,
            0,
            *[None] * 6,
        ),
        # meetings, the newest, what it came to, who, until, how far | the verdict on 100
        (
            *("2020Q1", "2", None, "张一", None, "意见2", None, None, "列入会商清单", None, "100", "不满意"),
            *(2, date(2020, 8, 1), "再换", "水利", date(2020, 12, 31), None, "不满意"),
        ),
        (
            *("2020Q1", "10", None, "张一", None, "意见10", None, None, "转为建议", None, "闭会8", None),
            *(0, None, None, None, None, None, None),
        ),
        (
            *("2020Q2", "1", None, "张一", None, "意见1", None, None, "列入会商清单", None, None, None),
            *(1, date(2020, 6, 1), "清淤", "水利", None, "已落实", None),
        ),
        (
            *("2020Q2", "2", None, "张一", None, "意见2", None, None, "了解情况", None, None, None),
            *(0, None, None, None, None, None, None),
        ),
    ],
    "opinions-by-quarter": [
        # 1/3 = 33.33, 1/2, and of five 20 and 40
        ("2020Q1", 3, 1, 33.3, 1, 33.3, 1, 33.3, 0, 0.0, 1),
        ("2020Q2", 2, 0, 0.0, 0, 0.0, 1, 50.0, 1, 50.0, 0),
        ("合计", 5, 1, 20.0, 1, 20.0, 2, 40.0, 1, 20.0, 1),
    ],
}
