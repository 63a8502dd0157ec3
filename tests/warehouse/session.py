"""A small session whose figures are worked out by hand, and its neighbours.

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

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from schemas.lifecycle import Status
from schemas.words import Outcome, Role, TermKind
from tests.warehouse.builder import Builder, put
from warehouse import tables
from warehouse.counters import rebuild
from warehouse.offices import Scope
from warehouse.queries import find_query
from warehouse.queries.base import run
from warehouse.queries.parameters import bind

AS_OF = date(2020, 12, 1)
D1, D2, E = date(2020, 4, 17), date(2020, 7, 17), date(2020, 12, 4)
ASSIGNED = date(2020, 1, 17)
C1, C2, C3, C4 = "第一轮", "第二轮", "第一轮（第2次）", "第一轮（第3次）"

# is_provisional, is_extended, suspended_on, ended_as, is_answered of what is plain
ANSWERED = (False, False, None, None, True)
NOTHING = (False, False, None, None, False, None, None, None)


def make_session(connection: Connection) -> Scope:
    """Fill the session of the table above, and its neighbours."""
    office_id = put(connection, tables.office, region_code="370398", name="区人大常委会")
    book = Builder(connection, office_id)
    _fill(book)
    before = Builder(connection, office_id, meeting=3)
    _unlucky(before, book.deputy("钱五", "西团", has_phone=False), book.deputy("陈九", "东团"), "教体")
    other = Builder(connection, put(connection, tables.office, region_code="370399", name="另一区人大常委会"))
    other.committee("教科委", "教育")
    _unlucky(other, other.deputy("赵四", "东团", has_phone=False), other.deputy("赵四", "西团"), None)
    # the builder writes past those who count
    rebuild(connection, office_id)
    return book.scope


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


def answer(warehouse: tuple[Connection, Scope], asked: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query; `asked`: its name and values for its parameters."""
    connection, scope = warehouse
    name, *given = asked.split()
    query = find_query(name)
    return as_rows(run(connection, query, scope, AS_OF, bind(query.parameters, given)))


def as_rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    objects = frame.astype(object)
    return list(objects.where(frame.notna(), None).itertuples(index=False, name=None))
