"""Letters that come in: matched by number or title, judged by the profile, returned department by department."""

from datetime import date

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from tasks.aliases import accept_alias
from tasks.problems import open_problems
from tasks.replay import replay
from tests.offices import run_night, write
from warehouse.engine import reading
from warehouse.tables import promise

DAY = date(2020, 4, 20)
DEPARTMENTS = (
    "单位全称,简称,单位类别,联络员,联系电话\n临泉区教育局,教育局,政府部门,,\n临泉区公安局,公安局,政府部门,,\n"
)
DEPUTIES = "姓名,代表团,单位及职务,联系电话\n王一山,东团,,13800001111\n李二河,西团,,13800002222\n"
REGISTER = (
    "建议编号,建议标题,领衔代表,主办单位,会办单位,交办日期\n"
    "1,关于增设校门口护栏的建议,王一山,临泉区教育局,,2020-02-03\n"
    "2,关于整治夜间噪声的建议,李二河,临泉区公安局,,2020-02-03\n"
)
LETTER = """办理结果：{result}
临教字〔2020〕{serial}号
签发人：{signatory}
关于区十七届人大四次会议第{number}号建议的答复

{addressee}代表：
您提出的关于{about}的建议收悉，现答复如下：
我局已会同有关单位现场查看。{plan}
感谢您对我们工作的关心和支持。

{department}
2020年4月10日
联系人：刘东    联系电话：0500-5550123
公开属性：主动公开
抄送：区人大常委会代表工委
"""
WORDS = {
    "result": "A",
    "serial": 1,
    "signatory": "周南",
    "number": 1,
    "addressee": "王一山",
    "about": "增设校门口护栏",
    "plan": "护栏已经全部装好。",
    "department": "临泉区教育局",
}


def _prepare(made):
    write(made, "名录.csv", DEPARTMENTS)
    write(made, "名册.csv", DEPUTIES)
    write(made, "台账.csv", REGISTER)
    run_night(made, DAY)


@pytest.fixture
def folder(prepared_office):
    return prepared_office(_prepare)


def _send(folder, name="答复.txt", **words):
    write(folder, name, LETTER.format(**(WORDS | words)))
    run_night(folder, DAY)
    return set(open_problems(folder)["code"])


def test_a_letter_with_all_it_needs_has_no_problem(folder):
    assert _send(folder) == set()
    assert list((folder.outbox / "returns").glob("*")) == []


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ({"signatory": ""}, {"letter_lacks"}),
        ({"result": "B", "plan": "我局将继续加强管理。"}, {"letter_without_plan"}),
        ({"result": "B", "plan": "我局计划于2020年9月底前装好护栏。"}, set()),
        ({"addressee": "李二河"}, {"letter_addressee_differs"}),
        ({"about": "整治夜间噪声"}, {"letter_title_differs"}),
        ({"department": "临泉区水务局"}, {"letter_unknown_department", "letter_not_matched"}),
        ({"number": 99, "about": "修建文化广场"}, {"letter_not_matched"}),
    ],
)
def test_what_a_letter_lacks_or_gets_wrong_is_named(folder, words, codes):
    assert _send(folder, **words) == codes


def test_a_letter_of_another_session_answers_nothing_of_this_one(folder):
    write(folder, "旧.txt", LETTER.format(**WORDS).replace("四次会议", "三次会议"))
    run_night(folder, DAY)
    assert set(open_problems(folder)["code"]) == {"letter_other_session"}


def test_a_letter_without_a_number_is_matched_by_the_only_title_and_says_so(folder):
    write(folder, "无号.txt", LETTER.format(**WORDS).replace("第1号建议", "代表建议"))
    run_night(folder, DAY)
    found = open_problems(folder).set_index("code")["text"]
    assert "第1号" in found["letter_matched_by_title"]
    assert "letter_not_matched" not in found


def test_a_letter_of_a_name_that_was_reviewed_is_matched_when_judged_again(folder):
    _send(folder, department="临泉区教体局")
    accept_alias(folder, "临泉区教体局", "临泉区教育局", "李主任", DAY)
    replay(folder, DAY)
    run_night(folder, DAY)
    assert open_problems(folder).empty


def test_each_department_gets_one_slip_and_the_office_one_list(folder):
    write(folder, "甲.txt", LETTER.format(**(WORDS | {"signatory": ""})))
    write(folder, "乙.txt", LETTER.format(**(WORDS | {"result": "B", "serial": 2})))
    other = {"number": 2, "addressee": "王一山", "about": "整治夜间噪声", "department": "临泉区公安局"}
    write(folder, "丙.txt", LETTER.format(**(WORDS | other)))
    run_night(folder, DAY)
    returns = sorted(path.name for path in (folder.outbox / "returns").iterdir())
    slips = [name for name in returns if name.endswith(".docx")]
    assert sorted(name.split("_")[2] for name in slips) == ["临泉区公安局.docx", "临泉区教育局.docx"]
    slip = next(name for name in slips if "教育局" in name)
    text = "\n".join(line.text for line in Document(folder.outbox / "returns" / slip).paragraphs)
    for wanted in ("临泉区教育局：", "下列2份", "甲.txt", "乙.txt", "第1号", "签发人", "2020年5月6日前"):
        assert wanted in text, wanted
    assert "None" not in text
    assert "丙.txt" not in text
    (listed,) = [name for name in returns if name.endswith("问题汇总.xlsx")]
    sheet = load_workbook(folder.outbox / "returns" / listed).active
    assert {row[0].value for row in sheet.iter_rows(min_row=3)} == {"甲.txt", "乙.txt", "丙.txt"}


def test_the_same_letters_are_returned_once(folder):
    _send(folder, signatory="")
    before = {path: path.read_bytes() for path in (folder.outbox / "returns").iterdir()}
    run_night(folder, date(2020, 4, 21))
    run_night(folder, DAY)
    assert {path: path.read_bytes() for path in (folder.outbox / "returns").iterdir()} == before


HEAD = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性,承诺事项,完成时限,责任人\n"
ROW = "1,临泉区教育局,临教字〔2020〕1号,2020-04-10,B,周南,刘东,0500-5550123,是,主动公开,{promised}\n"
PLAN = "我局计划于2020年10月底前装好护栏。"


def _promises(folder):
    with reading(folder.database) as connection:
        query = select(promise.c.text, promise.c.due_on, promise.c.batch_id.is_not(None), promise.c.status)
        return [tuple(row) for row in connection.execute(query.order_by(promise.c.promise_id))]


@pytest.mark.parametrize("letter_first", [True, False], ids=["letter first", "register first"])
def test_what_only_the_letter_promises_is_in_the_ledger_once(folder, letter_first):
    steps = [
        lambda: _send(folder, result="B", plan=PLAN),
        lambda: (write(folder, "登记表.csv", HEAD + ROW.format(promised=",,")), run_night(folder, DAY)),
    ]
    for step in steps if letter_first else steps[::-1]:
        step()
    run_night(folder, DAY)
    assert _promises(folder) == [(PLAN, date(2020, 10, 31), True, "open")]


def test_a_register_that_promises_another_day_than_the_letter_is_named_on_both(folder):
    write(folder, "登记表.csv", HEAD + ROW.format(promised="装好护栏,2020-12-31,周南"))
    run_night(folder, DAY)
    assert {"letter_differs", "register_differs"} <= _send(folder, result="B", plan=PLAN)
    assert _promises(folder) == [("装好护栏", date(2020, 12, 31), False, "open")]
