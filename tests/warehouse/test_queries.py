"""Every named query on a small session whose figures are worked out by hand, on both databases.

On 2020-12-01, with D1 = 2020-04-17, D2 = 2020-07-17, E = 2020-12-04 and a department 档案 that has nothing to do:

| no  | category | lead      | round 1: department, due on, reply in force  | verdicts        | round 2                |
|-----|----------|-----------|----------------------------------------------|-----------------|------------------------|
| 1   | 教育     | 张一 东团 | 教体 D1: 04-17 A; 水利 co-handles            | c1 good         |                        |
| 2   | 教育     | 张一 东团 | 教体 D1: 04-20 B 依申请公开                  | c1 bad          | 教体 E: 11-20; c2 fair |
| 3   | 教育     | 赵四 西团 | 教体 D1: 04-01 A                             | c1 -, c3 good   |                        |
| 9   | 交通     | 李二 东团 | 交通 D1: 04-10 no class; 水利 D1: no date, B | c1 fair         |                        |
| 10  | 水利     | 王三 西团 | 水利 D2: none                                |                 |                        |
| 11  | 农业     | 王三 西团 | 交通 D1: 05-07 C                             | c1 bad          | 交通 E: none           |
| 12  | -        | -         | 教体 D1: 04-16 A, no publicity               | c4 not yet      |                        |
| 100 | 水利     | 李二 东团 | 水利 D1: 04-02 D                             | c1 bad          |                        |

On visits five opinions were collected: Q1 1 answered on the spot, Q1 2 listed and became 100, Q1 10 taken up and became 闭会8, which
the register does not have, Q2 1 listed without a number, Q2 2 noted. Meeting 1 dealt with Q1 2 and Q2 1, meeting 2 with Q1 2 again.

The session before it and another office hold three unlucky suggestions each: no figure of the session may contain them.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection, func, literal, select

from schemas.lifecycle import Status
from schemas.words import Outcome, Role, TermKind
from tasks.rules.satisfaction import disposition_of_calls
from tests.warehouse.builder import PHONE, Builder, put
from tests.warehouse.figures import FIGURES
from warehouse import tables
from warehouse.counters import rebuild
from warehouse.days import DaysBetween, YearLater
from warehouse.engine import begin
from warehouse.offices import Scope
from warehouse.queries import find_query, formula_of, query_names
from warehouse.queries.base import run
from warehouse.queries.parameters import bind
from warehouse.queries.parts import percent

AS_OF = date(2020, 12, 1)
D1, D2, E = date(2020, 4, 17), date(2020, 7, 17), date(2020, 12, 4)
ASSIGNED = date(2020, 1, 17)
C1, C2, C3, C4 = "第一轮", "第二轮", "第一轮（第2次）", "第一轮（第3次）"

# is_provisional, is_extended, suspended_on, ended_as, is_answered of what is plain
ANSWERED = (False, False, None, None, True)
NOTHING = (False, False, None, None, False, None, None, None)

# rows of each query; None stands for no value
EXPECTED: dict[str, list[tuple[Any, ...]]] = {
    "all-answers": [
        (C1, 1, "satisfied", 1),  # 张一 on 1
        (C1, 1, "mostly_satisfied", 1),  # 李二 on 9
        (C1, 1, "dissatisfied", 3),  # 张一 on 2, 李二 on 100, 王三 on 11
        (C1, 1, "unreached", 1),  # 王三 on 1
        (C1, 1, "refused", 1),  # 周六 on 9
        (C1, 1, "invalid_number", 1),  # 吴七 on 2
        (C1, 1, "no_usable_phone", 1),  # 赵四 on 3
        (C1, 1, "outstanding", 2),  # 吴七 on 1, 郑八 on 11
        (C2, 2, "mostly_satisfied", 1),
        (C2, 2, "left_office", 1),
        (C3, 1, "satisfied", 1),
        (C4, 1, "outstanding", 1),
    ],
    "batches": [
        # nine open problems: three of 9, one of 12, one of 2, the title of 1, and three of the file
        (1, "建议交办台账.xlsx", "suggestions", "loaded", ASSIGNED, 0, 0, 0, 9),
        (2, "区水利局.xlsx", "replies", "held", ASSIGNED, 5, 2, 3, 1),
        (3, "各单位答复.xlsx", "replies", "loaded", ASSIGNED, 0, 0, 0, 0),
        (4, "办理变更.xlsx", "changes", "loaded", ASSIGNED, 0, 0, 0, 0),
        (5, "建议交办台账.xlsx", "suggestions", "loaded", ASSIGNED, 0, 0, 0, 1),
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
    "by-department": [
        # lead, co, replied, on time, late, undated, open, incomplete, satisfied, mostly, dissatisfied
        ("教体", 4, 0, 4, 3, 1, 0, 0, 1, 2, 0, 1),  # 1 2 3 12; incomplete 12
        ("交通", 2, 0, 2, 1, 1, 0, 0, 1, 0, 1, 1),  # 9 11; incomplete 9
        ("水利", 3, 1, 2, 1, 0, 1, 1, 1, 0, 1, 1),  # 9 10 100, co-handles 1; incomplete 9
        ("档案", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    ],
    "call-outcomes": [
        # calls, with phone, complete, partial, refused, unreached, invalid, left, outstanding, withdrawn, no phone
        (C1, 1, 7, 6, 2, 1, 1, 0, 1, 0, 1, 0, 1),  # 张一 李二 | 王三 | 周六 | 吴七 | 郑八 | 赵四
        (C2, 2, 2, 2, 1, 0, 0, 0, 0, 1, 0, 0, 0),
        (C3, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        (C4, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0),
    ],
    "changes": [
        ("9", "交通", 1, "同意延期", ASSIGNED, ASSIGNED, D1, "立项", "主任"),
        ("11", "交通", 1, "同意延期", ASSIGNED, ASSIGNED, D1, "立项", "主任"),
    ],
    # suggestions, key, answered, overdue, re-referred | round 1: asked, satisfied, mostly, dissatisfied
    # per reply with date and class: 1 3 12 and the second of 2 | 2 | 11 by 交通 | 100
    # neither the year nor a year is over
    "class-moves": [
        ("A", None, None, "A", 4, None, None, None),
        ("B", None, None, "B", 1, None, None, None),
        ("C", None, None, "B", 1, "C→B", 1, 100.0),
        ("D", None, None, "A", 1, "D→A", 1, 100.0),
    ],
    "committee-figures": [
        ("教科委", 3, 0, 3, 0, 1, 3, 2, 0, 1),  # 1 2 3; 2 re-referred
        ("城建委", 3, 1, 2, 1, 0, 2, 0, 1, 1),  # 9 10 100; 9 is key; 10 overdue, never asked about
        ("未分工", 2, 0, 2, 0, 1, 2, 0, 0, 1),  # 11 12; 11 re-referred; 12 not rated
    ],
    "department-rounds": [
        # owed, on time, timed, overdue, extended on time, extended timed | asked, satisfied, mostly, dissatisfied, good
        ("教体", 1, 4, 3, 4, 0, 0, 0, 4, 2, 0, 1, 2),  # 1 2 3 12; late 2
        ("教体", 2, 1, 1, 1, 0, 0, 0, 1, 0, 1, 0, 1),  # 2
        ("交通", 1, 2, 1, 2, 0, 1, 2, 2, 0, 1, 1, 1),  # 9 11, both extended; late 11
        ("交通", 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),  # 11, not due yet
        ("水利", 1, 3, 1, 2, 1, 0, 0, 2, 0, 1, 1, 1),  # 9 without a date, 10 overdue, 100
    ],
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
    "due-dates": [(D1, "reply", 7), (D2, "long_reply", 1)],
    "due-soon": [("11", "建议11", "交通", 2, E)],
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
    "incomplete": [
        ("2", "教体", 2, "bad_doc_no", "doc_no"),
        ("9", "交通", 1, "missing_result_class", "result_class"),
        ("9", "水利", 1, "bad_phone", "phone"),
        ("9", "水利", 1, "missing_reply_date", "reply_date"),
        ("12", "教体", 1, "unknown_publicity", "publicity"),
    ],
    # answered: all but 10. Owed: 9 of round 1, 2 and 11 of round 2; without a reply 10 and 11; overdue 10. Unsatisfied: 2 11 100
    "key-figures": [(8, 0, 1, 7, 3, 2, 11, 9, 1)],
    "late": [
        ("2", "建议2", "教体", 1, D1, date(2020, 4, 20), 3),
        ("11", "建议11", "交通", 1, D1, date(2020, 5, 7), 20),  # 13 days left of April, 7 of May
    ],
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
    # round 1 of 10 was reminded of twice on one day; the letter that was taken back, and the one that took it back
    "letters": [
        ("10", 1, "水利", "催办函", None, AS_OF, None, "水利_催办函.docx"),
        ("11", 2, "交通", "交办函", "〔2020〕2号", ASSIGNED, "已撤回", "2号.docx"),
        ("11", 2, "交通", "交办函", "〔2020〕3号", ASSIGNED, None, "3号.docx"),
        ("11", 2, "交通", "退回重办函", "〔2020〕4号", ASSIGNED, None, "4号.docx"),
        ("11", 2, "交通", "撤回函", "〔2020〕5号", ASSIGNED, None, "5号.docx"),
    ],
    "not-met": [("9", "建议9", "交通", 1)],
    # round 1: dated 1 2 3 9(交通) 11 12 100 = 7, overdue 10 = 1; late 2 11. Round 2: 2 dated, 11 not due yet
    "on-time-rate": [(1, 5, 8, 62.5, 1, 2), (2, 1, 1, 100.0, 0, 0)],  # 9 by 交通 and 11 were extended
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
    "overdue": [("10", "建议10", "水利", 1, D2)],
    "problems": [
        ("batch_held", "hold_batch", 1),
        ("not_referred", "reject_row", 2),
        ("bad_doc_no", "warn", 2),  # of 2, and of the session before: files belong to the office
        ("bad_phone", "warn", 1),
        ("missing_column", "warn", 1),
        ("missing_reply_date", "warn", 1),
        ("missing_result_class", "warn", 1),
        ("title_differs", "warn", 1),
        ("unknown_publicity", "warn", 1),
    ],
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
    "rereferrals": [
        ("2", "建议2", 2, "教体", ASSIGNED, E, date(2020, 11, 20), "mostly_satisfied"),
        ("11", "建议11", 2, "交通", ASSIGNED, E, None, None),
    ],
    "result-classes": [("A", 3), ("B", 2), ("C", 1), ("D", 1), ("未填写", 1)],
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
    # 1 3 | 2 (by c2) 9 | 11 100 | 12; 10 was never asked about; 4/7 = 57.14
    # 10 was never asked about; those between sessions and of motions are in tests/tasks/test_series.py
    "satisfaction-by-series": [("大会建议", 8, 7, 2, 2, 2, 1, 4, 57.1)],
    "satisfaction-final": [(7, 2, 2, 2, 1, 4, 57.1)],
    "status": [
        ("referred", "办理中", 1),
        ("surveying", "测评中", 1),
        ("satisfied", "满意", 4),
        ("unsatisfied", "不满意", 1),
        ("re_referred", "再次交办", 1),
    ],
    "undated": [("9", "建议9", "水利", 1, D1)],
    "unsatisfied": [
        ("2", "建议2", C1, "教体", "没有修", "再次交办", "满意"),
        ("11", "建议11", C1, "交通", "原样", "再次交办", "再次交办"),
        ("100", "建议100", C1, "水利", "太慢", "提请处理", "不满意"),
    ],
    # 钱五 signed in the session before only
    "unusable-phones": [("赵四", "西团", True), ("钱五", "西团", False)],
}


# a query, or a query with values for its parameters
EVERY = EXPECTED | FIGURES


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[tuple[Connection, Scope]]:
    """Fill the session of the table above, and its neighbours."""
    with begin(warehouse_url) as connection:
        office_id = put(connection, tables.office, region_code="370398", name="区人大常委会")
        book = Builder(connection, office_id)
        _fill(book)
        before = Builder(connection, office_id, meeting=3)
        _unlucky(before, book.deputy("钱五", "西团", has_phone=False), book.deputy("陈九", "东团"), "教体")
        other = Builder(
            connection, put(connection, tables.office, region_code="370399", name="另一区人大常委会")
        )
        other.committee("教科委", "教育")
        _unlucky(other, other.deputy("赵四", "东团", has_phone=False), other.deputy("赵四", "西团"), None)
        # the builder writes past those who count
        rebuild(connection, office_id)
        yield connection, book.scope


def _fill(book: Builder) -> None:
    school, road, water, archive = (book.department(name) for name in ("教体", "交通", "水利", "档案"))
    book.committee("教科委", "教育")
    book.committee("城建委", "交通", "水利")
    zhang, li = book.deputy("张一", "东团"), book.deputy("李二", "东团")
    wang, zhao = book.deputy("王三", "西团"), book.deputy("赵四", "西团", has_phone=False)
    zhou, wu, zheng = book.deputy("周六", "东团"), book.deputy("吴七", "西团"), book.deputy("郑八", "西团")
    book.deputy("张一", "西团")

    # not in the order of their numbers
    s100 = book.suggestion("100", "水利", li, status=Status.UNSATISFIED)
    s10 = book.suggestion("10", "水利", wang, status=Status.REFERRED, term_kind=TermKind.LONG)
    s9 = book.suggestion("9", "交通", li, [zhou], status=Status.SATISFIED, is_key=True)
    s1 = book.suggestion("1", "教育", zhang, [wang, wu], status=Status.SATISFIED)
    s2 = book.suggestion("2", "教育", zhang, [wu], status=Status.SATISFIED, of_round=2)
    s3 = book.suggestion("3", "教育", zhao, status=Status.SATISFIED)
    s11 = book.suggestion(
        "11", "农业", wang, [zheng], status=Status.RE_REFERRED, of_round=2, is_confidential=True
    )
    s12 = book.suggestion("12", None, None, [zhou], status=Status.SURVEYING)

    _replies(book, (s1, s2, s3, s9, s10, s11, s12, s100), school, road, water)
    # 2 promised and did nothing, 11 has time, 9 gave no day, 100 kept it; of 2 a report comes in the year after
    book.promise(s2, school, "修好道路", date(2020, 10, 31), "王局长")
    book.promise(s9, water, "列入计划", None, None)
    book.promise(s11, road, "建成停车场", date(2021, 6, 30), None)
    book.promise(s100, water, "清淤", date(2020, 10, 31), None, status="kept")
    book.progress(s11, road, date(2020, 9, 1), new_class="B")
    book.progress(s100, water, date(2020, 11, 1), new_class="A", is_done=True)
    book.progress(s2, school, date(2021, 3, 1), new_class="A")
    _visits(book, road, water)
    held = book.batch("区水利局.xlsx", status="held", row_count=5, set_aside_count=2, new_count=3)
    book.problem(held, None, "batch_held")
    book.problem(held, 3, "missing_signatory", status="waived")
    loaded = book.batch("各单位答复.xlsx")
    for department in (school, road, water):
        book.profile(loaded, department)
    # it names departments, and is no file of theirs
    book.profile(book.batch("办理变更.xlsx", kind="changes"), archive)

    first, second = book.cycle(C1), book.cycle(C2, of_round=2)
    repeated, unfinished = book.cycle(C3), book.cycle(C4)
    book.call(first, zhang, [(s1, "satisfied"), (s2, "dissatisfied: 没有修")])
    book.call(first, li, [(s9, "mostly_satisfied"), (s100, None)])
    _correct_answer(book, li, s100)
    book.call(first, wang, [(s1, "unreached"), (s11, "dissatisfied: 原样")])
    book.call(first, zhao, [(s3, None)], has_phone=False)
    book.call(first, zhou, [(s9, "refused")])
    book.call(first, wu, [(s1, None), (s2, "invalid_number")])
    book.call(first, zheng, [(s11, None)])
    book.call(second, zhang, [(s2, "mostly_satisfied")])
    book.call(second, wu, [(s2, "left_office")])
    book.call(repeated, zhao, [(s3, "satisfied")])
    book.call(unfinished, zhou, [(s12, None)])
    good, fair, bad = Outcome.SATISFIED, Outcome.MOSTLY_SATISFIED, Outcome.DISSATISFIED
    for suggestion_id, outcome in ((s1, good), (s2, bad), (s3, None), (s9, fair), (s11, bad), (s100, bad)):
        book.verdict(first, suggestion_id, outcome)
    book.verdict(second, s2, fair, of_round=2)
    book.verdict(repeated, s3, good)
    again = {"decision": "re_refer"}
    further = {"decision": "escalate", "measure": "joint_meeting"}
    for suggestion_id, decided in ((s2, again), (s11, again), (s100, further)):
        ruling = {"round": 1, "basis": "verdict", "decided_by": "主任", "decided_on": AS_OF}
        book.put(tables.rereferral, cycle_id=first, suggestion_id=suggestion_id, **decided, **ruling)


def _replies(book: Builder, made: tuple[int, ...], school: int, road: int, water: int) -> None:
    s1, s2, s3, s9, s10, s11, s12, s100 = made
    of_1 = book.referral(s1, school, D1)
    # an earlier version: late, of another class, not met, and what was wrong with it is over
    earlier = book.reply(of_1, date(2020, 4, 30), result_class="C", face_to_face=False, is_current=False)
    book.problem(*earlier, "missing_contact", status="superseded")
    book.problem(*earlier, "bad_phone", status="fixed")
    now = book.reply(of_1, D1, version=2)
    book.problem(*now, "title_differs")
    book.problem(*now, "missing_doc_no", status="waived")
    book.referral(s1, water, None, Role.CO_HANDLER)

    book.reply(book.referral(s2, school, D1), date(2020, 4, 20), result_class="B", publicity="依申请公开")
    book.reply(book.referral(s2, school, E, of_round=2), date(2020, 11, 20), lacks=["bad_doc_no"])
    book.reply(book.referral(s3, school, D1), date(2020, 4, 1))
    by_road, by_water = (book.referral(s9, department, D1, Role.SEPARATE) for department in (road, water))
    no_class = ["missing_result_class"]
    book.reply(by_road, date(2020, 4, 10), lacks=no_class, result_class=None, face_to_face=False)
    no_date = ["missing_reply_date", "bad_phone"]
    book.reply(by_water, None, lacks=no_date, result_class="B", face_to_face=None)
    book.reminded(book.referral(s10, water, D2), water, "水利_催办函.docx", AS_OF, D2)
    late = book.referral(s11, road, D1)
    book.reply(late, date(2020, 5, 7), result_class="C")
    for key in (by_road, late):
        book.extended(key, D1)
    again = book.referral(s11, road, E, of_round=2)
    book.provisional(again, E)
    withdrawn = book.letter(again, road, 2, of_round=2, is_withdrawn=True)
    book.letter(again, road, 3, of_round=2)
    book.letter(again, road, 4, of_round=2, kind="send_back")
    book.withdrawal(withdrawn, road, 5, of_round=2)
    book.reply(book.referral(s12, school, D1), date(2020, 4, 16), lacks=["unknown_publicity"], publicity=None)
    book.reply(book.referral(s100, water, D1), date(2020, 4, 2), result_class="D")
    # rows that answer nothing, and the file as a whole
    book.problem(book.batch_id, 901, "not_referred")
    book.problem(book.batch_id, 902, "not_referred")
    book.problem(book.batch_id, None, "missing_column")


def _visits(book: Builder, road: int, water: int) -> None:
    told = {"visited_on": date(2020, 2, 6), "place": "村口", "category": "交通", "handled": "已答复"}
    book.opinion("2020Q1", "1", "on_the_spot", None, department_id=road, version=2, **told)
    book.opinion("2020Q1", "1", "listed", None, is_current=False)
    book.opinion("2020Q1", "10", "taken_up", "闭会8")
    book.opinion("2020Q1", "2", "listed", "100")
    book.opinion("2020Q2", "2", "noted", None)
    book.opinion("2020Q2", "1", "listed", None)
    of_lamp = {"quarter": "2020Q1", "number": "2", "department_id": water}
    of_river = {"quarter": "2020Q2", "number": "1", "department_id": water}
    due = date(2020, 7, 31)
    book.consultation(
        "1",
        date(2020, 6, 1),
        {**of_lamp, "result": "换灯", "due_on": due, "follow_up": "not_begun"},
        {**of_river, "result": "清淤", "follow_up": "under_way", "is_current": False},
        {**of_river, "result": "清淤", "follow_up": "done", "version": 2},
    )
    book.consultation("2", date(2020, 8, 1), {**of_lamp, "result": "再换", "due_on": date(2020, 12, 31)})


def _correct_answer(book: Builder, deputy_id: int, suggestion_id: int) -> None:
    """Take it down as satisfied first, then put it right."""
    item = select(tables.call_item.c.call_item_id).join(
        tables.call, tables.call.c.call_id == tables.call_item.c.call_id
    )
    of_item = item.where(
        tables.call.c.deputy_id == deputy_id, tables.call_item.c.suggestion_id == suggestion_id
    )
    key = book.connection.scalars(of_item).one()
    book.answer(key, "satisfied", "听错了", is_current=False)
    book.answer(key, "dissatisfied", "太慢", version=2)


def _unlucky(book: Builder, lead: int, co_signer: int, department: str | None) -> None:
    """Make one suggestion late, incomplete, not met and due soon again, one overdue, and one that is nobody's."""
    if department:
        of_name = tables.department.c.name == department
        key = book.connection.scalars(select(tables.department.c.department_id).where(of_name)).one()
    else:
        key = book.department("外区教体")
    one = book.suggestion("1", "教育", lead, [co_signer], status=Status.RE_REFERRED, of_round=2)
    book.reply(book.referral(one, key, D1), date(2020, 6, 1), lacks=["bad_doc_no"], face_to_face=False)
    book.referral(one, key, E, of_round=2)
    two = book.suggestion("2", "教育", lead, status=Status.REFERRED)
    book.opinion("2020Q1", "1", "listed", "1")
    book.consultation("1", D1, {"quarter": "2020Q1", "number": "1", "result": "换灯"})
    book.referral(two, key, D2)
    three = book.suggestion("3", None, None)
    book.reply(book.referral(three, key, D1), None, publicity="不予公开")
    cycle_id = book.cycle(C1)
    book.call(cycle_id, lead, [(one, "dissatisfied: 远")])
    book.call(cycle_id, co_signer, [(one, "refused")])
    book.verdict(cycle_id, one, Outcome.DISSATISFIED)
    ruling = {
        "round": 1,
        "basis": "verdict",
        "decision": "re_refer",
        "decided_by": "主任",
        "decided_on": AS_OF,
    }
    book.put(tables.rereferral, cycle_id=cycle_id, suggestion_id=one, **ruling)


def _rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    objects = frame.astype(object)
    return list(objects.where(frame.notna(), None).itertuples(index=False, name=None))


@pytest.mark.parametrize("asked", sorted(EVERY))
def test_a_query_gives_the_figures_worked_out_by_hand(
    warehouse: tuple[Connection, Scope], asked: str
) -> None:
    connection, scope = warehouse
    name, *given = asked.split()
    query = find_query(name)
    assert _rows(run(connection, query, scope, AS_OF, bind(query.parameters, given))) == EVERY[asked]


def test_every_query_has_figures_worked_out_by_hand() -> None:
    assert query_names() == sorted(["history", *(asked for asked in EVERY if " " not in asked)])


@pytest.mark.parametrize("name", query_names())
def test_a_query_names_its_columns_in_the_order_of_its_statement(name: str) -> None:
    query = find_query(name)
    statement = query.statement(Scope(1, 1, 17), AS_OF, **bind(query.parameters))
    assert [selected.key for selected in statement.selected_columns] == list(query.columns)
    assert len(set(query.columns.values())) == len(query.columns)


def test_queries_have_different_chinese_titles() -> None:
    assert len({find_query(name).chinese for name in query_names()}) == len(query_names())


def test_an_unknown_query_is_a_key_error() -> None:
    for name in ("parts", "base", "by_department"):
        with pytest.raises(KeyError):
            find_query(name)


def test_queries_of_a_new_office_answer_with_nothing(warehouse_url: str) -> None:
    with begin(warehouse_url) as connection:
        office_id = put(connection, tables.office, region_code="370398", name="区人大常委会")
        row = {"term": 17, "meeting": 4, "name": "区十七届人大四次会议", "year": 2020}
        scope = Scope(office_id, put(connection, tables.session, office_id=office_id, **row), 17)
        answers = {name: _rows(run(connection, find_query(name), scope, AS_OF)) for name in query_names()}
    # a share of nothing is no share
    assert answers.pop("satisfaction-final") == [(0, 0, 0, 0, 0, 0, None)]
    assert not any(answers.values())


def test_no_query_gives_telephone_numbers(warehouse: tuple[Connection, Scope]) -> None:
    connection, scope = warehouse
    assert connection.scalar(select(func.count()).select_from(tables.deputy_phone))
    for name in query_names():
        assert PHONE not in run(connection, find_query(name), scope, AS_OF).to_csv(), name


def test_the_duties_of_departments_add_up(warehouse: tuple[Connection, Scope]) -> None:
    connection, scope = warehouse
    frame = run(connection, find_query("by-department"), scope, AS_OF)
    assert (frame["lead"] == frame["replied"] + frame["open"]).all()
    assert (frame["replied"] == frame["on_time"] + frame["late"] + frame["undated"]).all()
    assert frame["lead"].sum() == 9  # 8 suggestions, one of them handled by two


@pytest.mark.parametrize("taken_back", [(), (2,), (1, 2)], ids=["all asked", "the second gone", "both gone"])
def test_call_outcomes_agree_with_the_rule_of_dispositions(
    warehouse: tuple[Connection, Scope], taken_back: tuple[int, ...]
) -> None:
    connection, scope = warehouse
    assert _more_calls(connection, scope, taken_back) == 1 + 9 + 81
    for row in run(connection, find_query("call-outcomes"), scope, AS_OF).to_dict("records"):
        answers = _answers(connection, scope, row["cycle"])
        counts = disposition_of_calls(answers)["disposition"].value_counts().to_dict()
        words = {name: row[name] for name in row if name not in ("cycle", "round", "calls", "with_phone")}
        assert {name: number for name, number in words.items() if number} == counts
        assert row["calls"] == sum(counts.values())
        assert row["with_phone"] == answers.groupby("deputy_id")["has_phone"].first().sum()


# replies of 04-01 to 04-17 and 11-20 A, 04-20 B, 05-07 C, 04-02 D; reports: 11 B 2020-09-01, 100 A 2020-11-01, 2 A 2021-03-01
@pytest.mark.parametrize(
    ("day", "rows"),
    [
        pytest.param(
            date(2020, 12, 31),
            [
                ("A", "A", None, "A", 4, None, None, None),
                ("B", "B", None, "B", 1, None, None, None),
                ("C", "B", None, "B", 1, "C→B", 1, 100.0),
                ("D", "A", None, "A", 1, "D→A", 1, 100.0),
            ],
            id="the year is over",
        ),
        pytest.param(
            date(2021, 4, 19),
            [
                # 3 and 12; 1 on 04-17; 2 again in November
                ("A", "A", None, "A", 1, None, None, None),
                ("A", "A", "A", "A", 3, None, None, None),
                ("B", "B", None, "A", 1, "B→A", 1, 100.0),
                ("C", "B", None, "B", 1, "C→B", 1, 100.0),
                ("D", "A", "A", "A", 1, "D→A", 1, 100.0),
            ],
            id="the day before a year is over for B",
        ),
        pytest.param(
            date(2021, 4, 20),
            [
                ("A", "A", None, "A", 1, None, None, None),
                ("A", "A", "A", "A", 3, None, None, None),
                ("B", "B", "A", "A", 1, "B→A", 1, 100.0),
                ("C", "B", None, "B", 1, "C→B", 1, 100.0),
                ("D", "A", "A", "A", 1, "D→A", 1, 100.0),
            ],
            id="that day",
        ),
    ],
)
def test_a_class_is_told_at_the_years_end_and_a_year_later_when_they_are_over(warehouse, day, rows):
    connection, scope = warehouse
    assert _rows(run(connection, find_query("class-moves"), scope, day)) == rows


def test_what_moved_alike_is_one_figure_however_it_got_there(warehouse):
    connection, scope = warehouse
    of_session = tables.suggestion.c.session_id == scope.session_id
    referral_ids = connection.scalars(
        select(tables.referral.c.referral_id)
        .join(tables.suggestion, tables.suggestion.c.suggestion_id == tables.referral.c.suggestion_id)
        .where(of_session, tables.suggestion.c.number.in_(["1", "3", "12"]), tables.referral.c.role == "lead")
        .order_by(tables.referral.c.referral_id)
    ).all()
    batch_id = connection.scalar(select(func.min(tables.batch.c.batch_id)))
    place = {"batch_id": batch_id, "row_no": 1}
    # 1 moves in the year, 12 in the next and back, 3 after a year
    told = [(0, date(2020, 12, 31), "B"), (2, date(2021, 1, 1), "B"), (2, date(2021, 2, 1), "A")]
    for at, day, word in (*told, (1, date(2021, 4, 2), "B")):
        put(
            connection,
            tables.progress,
            referral_id=referral_ids[at],
            reported_on=day,
            new_class=word,
            **place,
        )
    rows = _rows(run(connection, find_query("class-moves"), scope, date(2021, 12, 31)))
    assert [row for row in rows if row[0] == "A"] == [
        ("A", "A", "A", "A", 2, None, None, None),
        ("A", "A", "A", "B", 1, "A→B", 2, 50.0),
        ("A", "B", "B", "B", 1, "A→B", 2, 50.0),
    ]


def _more_calls(connection: Connection, scope: Scope, taken_back: tuple[int, ...]) -> int:
    """Make an open cycle of calls that end in every way one or two items can, some without a telephone; return how many.

    `taken_back`: positions of the items whose suggestions were withdrawn while it asked about them.
    """
    session = tables.cycle.c.session_id == scope.session_id
    template = dict(connection.execute(select(tables.cycle).where(session).limit(1)).mappings().one())
    del template["cycle_id"]
    cycle_id = put(connection, tables.cycle, **template | {"name": "各种结果", "closed_on": None})
    of_session = tables.suggestion.c.session_id == scope.session_id
    like = dict(connection.execute(select(tables.suggestion).where(of_session).limit(1)).mappings().one())
    del like["suggestion_id"]
    asked = [put(connection, tables.suggestion, **like | {"number": f"90{at}"}) for at in (1, 2)]
    for at, suggestion_id in enumerate(asked, start=1):
        status = Status.WITHDRAWN if at in taken_back else Status.SURVEYING
        state = {"suggestion_id": suggestion_id, "status": status, "round": template["round"]}
        connection.execute(tables.suggestion_state.insert().values(state))
    words = [None, *(word.value for word in Outcome if word is not Outcome.NO_USABLE_PHONE)]
    endings: list[tuple[str | None, ...]] = [("satisfied",), *((word,) for word in words)]
    endings += [(one, two) for one in words for two in words]
    batch_id = connection.scalar(select(func.min(tables.batch.c.batch_id)))
    for at, ending in enumerate(endings):
        person = {"office_id": scope.office_id, "term": 17, "name": f"代表{at}", "delegation": "北团"}
        deputy_id = put(connection, tables.deputy, **person)
        row = {"deputy_id": deputy_id, "case_key": f"M{at}", "has_phone": at > 0 and at % 7 > 0}
        call_id = put(connection, tables.call, cycle_id=cycle_id, **row)
        # the item with the higher key is asked first: the order of a call is its positions
        for position, outcome in reversed(list(enumerate(ending, start=1))):
            item = {"suggestion_id": asked[position - 1], "position": position, "signature": "co_signer"}
            item_id = put(connection, tables.call_item, call_id=call_id, **item)
            if outcome:
                place = {"version": 1, "is_current": True, "batch_id": batch_id, "row_no": 1}
                put(connection, tables.answer, call_item_id=item_id, outcome=outcome, **place)
    return len(endings)


def _answers(connection: Connection, scope: Scope, name: str) -> pd.DataFrame:
    """Return what the rule gets: one row per item, in the order of the call."""
    call, item, answer, cycle = tables.call, tables.call_item, tables.answer, tables.cycle
    state = tables.suggestion_state
    current = (answer.c.call_item_id == item.c.call_item_id) & answer.c.is_current
    query = (
        select(call.c.deputy_id, call.c.has_phone, answer.c.outcome, state.c.status == Status.WITHDRAWN)
        .join(item, item.c.call_id == call.c.call_id)
        .join(state, state.c.suggestion_id == item.c.suggestion_id)
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .outerjoin(answer, current)
        .where(cycle.c.session_id == scope.session_id, cycle.c.name == name)
        .order_by(call.c.call_id, item.c.position)
    )
    return pd.DataFrame(
        connection.execute(query).all(), columns=["deputy_id", "has_phone", "outcome", "is_withdrawn"]
    )


@pytest.mark.parametrize("as_of", [date(2020, 11, 26), date(2020, 11, 27), E, date(2020, 12, 5)], ids=str)
def test_what_is_not_overdue_is_due_soon_for_seven_days(
    warehouse: tuple[Connection, Scope], as_of: date
) -> None:
    connection, scope = warehouse
    soon, over = (
        run(connection, find_query(name), scope, as_of)["number"].tolist() for name in ("due-soon", "overdue")
    )
    # 11 is due on 2020-12-04
    assert ("11" in soon) is (date(2020, 11, 27) <= as_of <= E)
    assert ("11" in over) is (as_of > E)


def test_a_share_is_rounded_half_up(warehouse_url: str) -> None:
    cases = [
        (118, 120, 98.3),
        (119, 120, 99.2),
        (1, 16, 6.3),
        (1, 8, 12.5),
        (1, 2000, 0.1),
        (0, 5, 0.0),
        (0, 0, None),
    ]
    with begin(warehouse_url) as connection:
        for part, whole, expected in cases:
            assert connection.scalar(select(percent(literal(part), literal(whole)))) == expected


def test_days_between_are_calendar_days(warehouse_url: str) -> None:
    # over the leap day and the end of a year
    cases = [
        ((2020, 3, 1), (2020, 2, 28), 2),
        ((2021, 1, 1), (2020, 12, 31), 1),
        ((2020, 1, 1), (2020, 1, 2), -1),
    ]
    with begin(warehouse_url) as connection:
        for later, earlier, days in cases:
            assert (
                connection.scalar(select(DaysBetween(literal(date(*later)), literal(date(*earlier))))) == days
            )


def test_a_year_later_is_the_same_day_of_the_next_year(warehouse_url: str) -> None:
    cases = [
        (date(2019, 2, 28), date(2020, 2, 28)),
        (date(2020, 2, 28), date(2021, 2, 28)),
        (date(2020, 2, 29), date(2021, 2, 28)),
        (date(2020, 12, 31), date(2021, 12, 31)),
        (date(2020, 1, 30), date(2021, 1, 30)),
    ]
    with begin(warehouse_url) as connection:
        for day, later in cases:
            assert connection.scalar(select(YearLater(literal(day)))) == later


def test_a_cycle_that_is_open_has_no_rate_yet(warehouse: tuple[Connection, Scope]) -> None:
    connection, scope = warehouse
    connection.execute(tables.cycle.update().values(closed_on=None))
    assert _rows(run(connection, find_query("satisfaction"), scope, AS_OF)) == []


@pytest.mark.parametrize("name", query_names())
def test_a_query_says_what_it_counts(name: str) -> None:
    assert len(formula_of(name)) > 40


def test_the_life_of_a_suggestion_is_told_in_order(warehouse: tuple[Connection, Scope]) -> None:
    connection, scope = warehouse
    started, autumn = ASSIGNED, date(2020, 9, 1)
    # in the made warehouse files come in, calls are made and letters are written on the day of the referral
    lives = {
        "2": [
            (started, 1, "交办主办单位", "教体", None, D1),
            (started, 1, "回访", "领衔代表", f"{C1}：不满意", None),
            (started, 1, "回访", "附议代表", f"{C1}：号码有误", None),
            (started, 1, "评价结论", None, f"{C1}：不满意", None),
            (started, 1, "状态：评价为不满意", None, None, None),
            (started, 2, "交办主办单位", "教体", None, E),
            (started, 2, "发现问题", "教体", "答复文号格式不正确", None),
            (started, 2, "回访", "领衔代表", f"{C2}：基本满意", None),
            (started, 2, "回访", "附议代表", f"{C2}：已卸任", None),
            (started, 2, "评价结论", None, f"{C2}：基本满意", None),
            (date(2020, 4, 20), 1, "答复", "教体", "无文号，B类（第1版）", None),
            (date(2020, 4, 20), 1, "承诺", "教体", "修好道路（责任人王局长）", date(2020, 10, 31)),
            (date(2020, 11, 20), 2, "答复", "教体", "无文号，A类（第1版）", None),
            (AS_OF, 1, "审定", "主任", "再次交办", None),
        ],
        "11": [
            (started, 1, "交办主办单位", "交通", None, D1),
            (started, 1, "同意延期", "交通", "延期。", D1),
            (started, 1, "回访", "领衔代表", f"{C1}：不满意", None),
            (started, 1, "回访", "附议代表", f"{C1}：未回收", None),
            (started, 1, "评价结论", None, f"{C1}：不满意", None),
            (started, 1, "状态：评价为不满意", None, None, None),
            (started, 2, "交办主办单位", "交通", "暂定。", E),
            (started, 2, "交办函", "交通", "〔2020〕2号（已撤回）", None),
            (started, 2, "交办函", "交通", "〔2020〕3号", None),
            (started, 2, "退回重办函", "交通", "〔2020〕4号", None),
            (date(2020, 5, 7), 1, "答复", "交通", "无文号，C类（第1版）", None),
            (date(2020, 5, 7), 1, "承诺", "交通", "建成停车场", date(2021, 6, 30)),
            (autumn, 1, "承诺进展", "交通", None, None),
            (AS_OF, 1, "审定", "主任", "再次交办", None),
        ],
    }
    shown = ["happened_on", "round", "what", "by", "detail", "due_on"]
    for number, life in lives.items():
        frame = run(connection, find_query("history"), scope, AS_OF, {"number": number})
        assert _rows(frame[shown]) == life
        assert set(frame["file_name"].dropna()) == {"建议交办台账.xlsx"}
        assert set(frame.loc[frame["what"] == "交办主办单位", "row_no"].dropna()) == {number}
    every = run(connection, find_query("history"), scope, AS_OF)
    assert every["number"].drop_duplicates().tolist() == ["1", "2", "3", "9", "10", "11", "12", "100"]
    assert set(lives["2"]) <= set(_rows(every[shown]))
    before = run(connection, find_query("history"), scope, date(2020, 5, 7), {"number": "11"})
    assert before["happened_on"].max() == date(2020, 5, 7)
