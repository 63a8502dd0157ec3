"""Where suggestions stand: the ledger, their statuses, the figures of leaders and committees.

The rows of each question on the session of `tests.warehouse.session`, worked out by hand; None stands for no value.
"""

from typing import Any

FIGURES: dict[str, list[tuple[Any, ...]]] = {
    # suggestions, key, answered, overdue, re-referred | round 1: asked, satisfied, mostly, dissatisfied
    "committee-figures": [
        ("教科委", 3, 0, 3, 0, 1, 3, 2, 0, 1),  # 1 2 3; 2 re-referred
        ("城建委", 3, 1, 2, 1, 0, 2, 0, 1, 1),  # 9 10 100; 9 is key; 10 overdue, never asked about
        ("未分工", 2, 0, 2, 0, 1, 2, 0, 0, 1),  # 11 12; 11 re-referred; 12 not rated
    ],
    # answered: all but 10. Owed: 9 of round 1, 2 and 11 of round 2; without a reply 10 and 11; overdue 10. Unsatisfied: 2 11 100
    "key-figures": [(8, 0, 1, 7, 3, 2, 11, 9, 1)],
    "ledger": [
        # lead, co-signers, category, committee, key, confidential, round, status, asked, verdict, taken further
        ("1", "建议1", "张一", 2, "教育", "教科委", False, False, 1, "满意", True, "满意", None),
        (
            *("2", "建议2", "张一", 1, "教育", "教科委", False, False, 2, "满意", True),
            *("基本满意", None),
        ),
        ("3", "建议3", "赵四", 0, "教育", "教科委", False, False, 1, "满意", True, "满意", None),
        (
            *("9", "建议9", "李二", 1, "交通", "城建委", True, False, 1, "满意", True),
            *("基本满意", None),
        ),
        ("10", "建议10", "王三", 0, "水利", "城建委", False, False, 1, "办理中", False, None, None),
        (
            *("11", "建议11", None, 1, "农业", None, False, True, 2, "再次交办", True, "不满意"),
            None,
        ),
        ("12", "建议12", None, 1, None, None, False, False, 1, "测评中", True, None, None),
        (
            *("100", "建议100", "李二", 0, "水利", "城建委", False, False, 1, "不满意", True),
            *("不满意", "提请处理：召开联席会议研究"),
        ),
    ],
    "status": [
        ("referred", "办理中", 1),
        ("surveying", "测评中", 1),
        ("satisfied", "满意", 4),
        ("unsatisfied", "不满意", 1),
        ("re_referred", "再次交办", 1),
    ],
}
