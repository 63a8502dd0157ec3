"""What deputies said when they were called, who was not reached, and shares of satisfaction.

The rows of each question on the session of `tests.warehouse.session`, worked out by hand; None stands for no value.
"""

from typing import Any

from tests.warehouse.session import C1, C2, C3, C4

FIGURES: dict[str, list[tuple[Any, ...]]] = {
    "all-answers": [
        (C1, 1, "满意", 1),  # 张一 on 1
        (C1, 1, "基本满意", 1),  # 李二 on 9
        (C1, 1, "不满意", 3),  # 张一 on 2, 李二 on 100, 王三 on 11
        (C1, 1, "未接通", 1),  # 王三 on 1
        (C1, 1, "拒访", 1),  # 周六 on 9
        (C1, 1, "号码有误", 1),  # 吴七 on 2
        (C1, 1, "无可用号码", 1),  # 赵四 on 3
        (C1, 1, "尚无结果", 2),  # 吴七 on 1, 郑八 on 11
        (C2, 2, "基本满意", 1),
        (C2, 2, "已卸任", 1),
        (C3, 1, "满意", 1),
        (C4, 1, "尚无结果", 1),
    ],
    "by-category": [
        ("教育", 3, 2, 0, 1),
        ("水利", 2, 0, 0, 1),
        ("交通", 1, 0, 1, 0),
        ("农业", 1, 0, 0, 1),
        ("未填写", 1, 0, 0, 0),
    ],
    "by-committee": [("教科委", 3, 2, 0, 1), ("城建委", 3, 0, 1, 1), ("未分工", 2, 0, 0, 1)],
    # 东团: 1, 2, 9, 100; 西团: 3, 10, 11
    "by-delegation": [("东团", 4, 1, 1, 2), ("西团", 3, 1, 0, 1), ("未确定", 1, 0, 0, 0)],
    "call-outcomes": [
        # calls, with phone, complete, partial, refused, unreached, invalid, left, outstanding, withdrawn, no phone
        (C1, 1, 7, 6, 2, 1, 1, 0, 1, 0, 1, 0, 1),  # 张一 李二 | 王三 | 周六 | 吴七 | 郑八 | 赵四
        (C2, 2, 2, 2, 1, 0, 0, 0, 0, 1, 0, 0, 0),
        (C3, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        (C4, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0),
    ],
    "never-reached": [("郑八", "西团", 1, 1)],  # 赵四 in the second cycle; 周六 refused; 吴七 has left office
    "same-names": [("张一", 2, "东团、西团")],
    "satisfaction": [
        # items, satisfied, mostly, dissatisfied, not rated, numerator, percent
        (C1, 1, 6, 1, 1, 3, 1, 2, 33.3),  # 1 | 9 | 2 11 100 | 3
        (C2, 2, 1, 0, 1, 0, 0, 1, 100.0),
        (C3, 1, 1, 1, 0, 0, 0, 1, 100.0),
        (C4, 1, 1, 0, 0, 0, 1, 0, 0.0),
    ],
    # round 1: 1 3 (by c3) | 9 | 2 11 100 | 12; 3/7 = 42.86. Round 2: 2
    "satisfaction-by-round": [(1, 7, 2, 1, 3, 1, 3, 42.9), (2, 1, 0, 1, 0, 0, 1, 100.0)],
    # 1 3 | 2 (by c2) 9 | 11 100 | 12; 4/7 = 57.14
    # 10 was never asked about; those between sessions and of motions are in tests/tasks/test_series.py
    "satisfaction-by-series": [("大会建议", 8, 7, 2, 2, 2, 1, 4, 57.1)],
    "satisfaction-final": [(7, 2, 2, 2, 1, 4, 57.1)],
    # 钱五 signed in the session before only
    "unusable-phones": [("赵四", "西团", True), ("钱五", "西团", False)],
}
