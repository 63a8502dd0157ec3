"""Suggestions between sessions: numbers with their series, from the register to the second round."""

from datetime import date

import pytest
from docx import Document
from sqlalchemy import select

from flows.demo.centre import Answer
from schemas.words import Decision
from tasks.deadlines import due_dates
from tasks.letters import issue_letters
from tests.founding import decide, survey
from tests.offices import office_at, run_night, write
from warehouse.engine import begin, reading
from warehouse.offices import find_scope
from warehouse.queries import find_query
from warehouse.queries.base import run
from warehouse.tables import problem, referral, reply, reply_letter, suggestion

DAY = date(2020, 8, 31)
REGISTER = "建议编号,建议标题,领衔代表,主办单位,交办日期,提出期间\n"
REPLIES = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性,提出期间\n"
ROW = "{no},区住建局,临建〔2020〕{doc}号,2020-06-0{doc},A,李四,王五,0500-5550001,是,主动公开,{series}\n"


@pytest.fixture
def folder(tmp_path, warehouse_url):
    """An office with 1 and 3 of the session, 闭会3 and 闭会7 between sessions, 议转5 and 闭会5."""
    made = office_at(tmp_path / "office", warehouse_url)
    write(made, "单位.csv", "单位全称,简称\n区住建局,住建局\n")
    write(
        made, "代表.csv", "姓名,代表团,联系电话\n张三,东关代表团,13800002001\n李丽,东关代表团,13800002008\n"
    )
    rows = (
        ("1", ""),
        ("3", "大会"),
        ("闭会第3号", ""),
        ("平〔2020〕7号", ""),
        ("5", "议案转建议"),
        ("5", "闭会期间"),
    )
    lines = "".join(
        f"{no},关于第{at}条道路的建议,{'李丽' if at % 2 else '张三'},区住建局,2020-03-17,{series}\n"
        for at, (no, series) in enumerate(rows)
    )
    write(made, "建议.csv", REGISTER + lines)
    return made


def replied(folder):
    """The series, number and document number of every reply."""
    query = (
        select(suggestion.c.series, suggestion.c.number, reply.c.doc_no)
        .join(referral, referral.c.suggestion_id == suggestion.c.suggestion_id)
        .join(reply, reply.c.referral_id == referral.c.referral_id)
    )
    with begin(folder.database) as connection:
        return {(*row[:2], int(row[2][8:-1])) for row in connection.execute(query)}


def problems(folder):
    with begin(folder.database) as connection:
        return sorted(map(tuple, connection.execute(select(problem.c.code, problem.c.raw_value))))


def asked(folder, name):
    with reading(folder.database) as connection:
        return run(connection, find_query(name), find_scope(connection, folder), DAY)


def test_a_reply_finds_its_series_by_prefix_by_column_or_by_being_the_only_one(folder):
    said = (
        ("3", ""),
        ("闭会3", ""),
        ("7", ""),
        ("5", "闭会建议"),
        ("平字第9号", ""),
        ("5", ""),
        ("闭会1", "大会"),
    )
    text = "".join(ROW.format(no=no, doc=at, series=series) for at, (no, series) in enumerate(said, 1))
    write(folder, "答复.csv", REPLIES + text)
    run_night(folder, DAY)
    assert replied(folder) == {
        ("in_session", "3", 1),
        ("between_sessions", "3", 2),
        ("between_sessions", "7", 3),
        ("between_sessions", "5", 4),
    }
    assert problems(folder) == [
        ("ambiguous_number", "5"),
        ("series_contradicts", "闭会1"),
        ("unknown_suggestion", "闭会9"),
    ]


def test_a_number_of_another_year_and_an_unknown_series_are_named(folder):
    write(
        folder,
        "建议二.csv",
        REGISTER + "平〔2019〕8号,题,张三,区住建局,2020-03-17,\n8,题,张三,区住建局,2020-03-17,教育\n",
    )
    run_night(folder, DAY)
    assert {("number_of_other_year", "平〔2019〕8号"), ("unknown_series", "教育")} <= set(problems(folder))


def test_changes_and_letters_find_their_suggestion_too(folder):
    run_night(folder, DAY)
    head = "建议编号,承办单位,变更事项,变更日期,延期至,变更原因,批准人\n"
    write(folder, "变更.csv", head + "闭会第3号,区住建局,延期,2020-05-07,2020-09-17,立项,主任\n")
    letter = (
        "临泉区住房和城乡建设局\n关于区十七届人大四次会议闭会期间第7号建议的答复\n张三代表：\n"
        "您提出的关于第3条道路的建议收悉，现答复如下：\n已经修好。\n区住建局\n2020年6月3日\n"
    )
    write(folder, "答复函.txt", letter)
    run_night(folder, DAY)
    with begin(folder.database) as connection:
        number, referral_id = connection.execute(
            select(reply_letter.c.number, reply_letter.c.referral_id)
        ).one()
    assert (number, referral_id is not None) == ("闭会7", True)
    due = due_dates(folder, "闭会3")
    assert due["due_on"].tolist() == [date(2020, 9, 17)]
    assert due_dates(folder, "3")["due_on"].tolist() != due["due_on"].tolist()
    assert asked(folder, "overdue")["number"].tolist() == ["1", "3", "闭会5", "闭会7", "议转5"]


def test_an_unsatisfied_one_is_re_referred_and_answered_again_under_its_own_number(folder):
    said = [("3", "大会"), ("闭会3", "")]
    text = "".join(ROW.format(no=no, doc=at, series=series) for at, (no, series) in enumerate(said, 1))
    write(folder, "答复.csv", REPLIES + text)
    run_night(folder, DAY)
    book = {
        ("关于第1条道路的建议", "李丽"): Answer("满意", "", "2020-09-02"),
        ("关于第2条道路的建议", "张三"): Answer("不满意", "没有修", "2020-09-02"),
    }
    survey(folder, book, date(2020, 9, 1), date(2020, 9, 30))
    assert asked(folder, "unsatisfied")["number"].tolist() == ["闭会3"]
    decide(folder, Decision.RE_REFER, date(2020, 10, 9))
    issue_letters(folder, "主任", date(2020, 10, 9))
    (letter,) = (folder.outbox / "letters").glob("*.docx")
    assert "闭会第3号" in "".join(paragraph.text for paragraph in Document(str(letter)).paragraphs)
    again = ROW.format(no="平字3号", doc=9, series="").replace("2020-06-09", "2020-10-20")
    write(folder, "再次答复.csv", REPLIES + again)
    run_night(folder, date(2020, 10, 31))
    rows = asked(folder, "rereferrals").to_dict("records")
    assert [(row["number"], row["round"], row["replied_on"]) for row in rows] == [
        ("闭会3", 2, date(2020, 10, 20))
    ]
    assert set(asked(folder, "history")["number"]) >= {"1", "3", "闭会3", "议转5"}
    assert asked(folder, "letters")["number"].tolist() == ["闭会3"]
    numbers = ["1", "3", "闭会3", "闭会5", "闭会7", "议转5"]
    assert asked(folder, "ledger")["number"].tolist() == numbers
    assert asked(folder, "handling")["number"].drop_duplicates().tolist() == numbers
    rated = asked(folder, "satisfaction-by-series")[["series", "suggestions", "base", "numerator"]]
    assert list(rated.itertuples(index=False, name=None)) == [
        ("大会建议", 2, 1, 1),
        ("闭会建议", 3, 1, 0),
        ("议案转建议", 1, 0, 0),
    ]
