"""What handlers' own registers claim of satisfaction is kept as a claim, held against the survey, and never an answer."""

from datetime import date

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from schemas.problems import problem_table
from tasks.aliases import accept_alias
from tasks.problems import open_problems
from tasks.replay import replay
from tasks.survey_checks import checks
from tasks.survey_figures import satisfaction
from tests.offices import run_night, write
from tests.tasks.test_fieldwork import REPLIES as ROWS
from tests.tasks.test_fieldwork import _keys, _prepare
from warehouse.engine import reading
from warehouse.tables import answer, claimed_rating, referral, reply

DAY = date(2020, 9, 12)
HEAD, *BODY = ROWS.splitlines()


@pytest.fixture
def folder(prepared_office):
    return prepared_office(_prepare)


def _register(folder, name, *claims, heading="代表满意度"):
    rows = [f"{row},{claim}" for row, claim in zip(BODY, claims, strict=False)]
    write(folder, name, "\n".join([f"{HEAD},{heading}", *rows]) + "\n")
    run_night(folder, DAY)


def _kept(folder):
    query = (
        select(
            referral.c.suggestion_id, claimed_rating.c.word, claimed_rating.c.outcome, claimed_rating.c.row_no
        )
        .join(referral, referral.c.referral_id == claimed_rating.c.referral_id)
        .order_by(claimed_rating.c.batch_id, claimed_rating.c.row_no)
    )
    with reading(folder.database) as connection:
        return [tuple(row) for row in connection.execute(query)]


def _said(folder):
    found = checks(folder)
    return found.loc[found["check"] == "承办单位自填满意度", ["subject", "finding"]].to_numpy().tolist()


def test_a_claim_is_kept_word_for_word_with_the_rating_that_it_says(folder):
    _register(folder, "自评.csv", "满意", "基本满意", "代表表示感谢，电话13800001111", "")
    assert _kept(folder) == [
        (1, "满意", "satisfied", 2),
        (2, "基本满意", "mostly_satisfied", 3),
        (3, "代表表示感谢，电话*******", None, 4),
    ]
    assert set(open_problems(folder)["code"]) == {"handler_wrote_satisfaction"}
    with reading(folder.database) as connection:
        assert connection.scalar(select(func.count()).select_from(answer)) == 0
        # the replies say what they said before: the same rows make no new version
        assert connection.scalar(select(func.max(reply.c.version))) == 1
    assert satisfaction(folder)["numerator"].eq(0).all()
    assert "只留作与回访结果核对" in problem_table()["handler_wrote_satisfaction"].text


def test_departments_are_held_against_the_survey_and_the_newest_claim_counts(folder):
    keys = _keys(folder)
    _register(folder, "自评.csv", "满意", "不满意", "满意", "好")
    _register(folder, "自评二.csv", "基本满意", "满意", "满意", "好", heading="反馈意见")
    results = "回访编码,题号,回访结果,不满意原因,拨打日期\n"
    said = (("甲", "基本满意"), ("乙", "不满意"), ("丙", "满意"))
    lines = "".join(f"{keys[name]},1,{word},慢,2020-09-10\n" for name, word in said)
    write(folder, "结果.csv", results + lines)
    run_night(folder, DAY)
    assert _said(folder) == [
        [
            "区教育局",
            "登记表自填满意2件、基本满意1件、写法不明1件。自填满意、基本满意的3件中，列入本次回访3件，代表已评价3件："
            "与自填一致2件，不一致1件，其中代表不满意1件（第2号）",
        ]
    ]


def test_a_row_that_counts_later_adds_its_claim_and_leaves_the_others(folder):
    rows = [f"{BODY[0]},满意", f"{BODY[1]},不满意".replace("区教育局", "教体中心")]
    write(folder, "自评.csv", "\n".join([f"{HEAD},满意度", *rows]) + "\n")
    run_night(folder, DAY)
    assert _kept(folder) == [(1, "满意", "satisfied", 2)]
    accept_alias(folder, "教体中心", "区教育局", "张三", DAY)
    replay(folder, DAY)
    assert _kept(folder) == [(1, "满意", "satisfied", 2), (2, "不满意", "dissatisfied", 3)]


def test_an_empty_column_is_named_and_there_is_nothing_to_compare(folder):
    _register(folder, "自评.csv", "", "", "", "")
    assert _kept(folder) == []
    assert set(open_problems(folder)["code"]) == {"handler_wrote_satisfaction"}


def test_a_register_in_two_rows_of_header_is_read_the_same_way(folder):
    book = Workbook()
    sheet = book.active
    sheet.append(["2020年代表建议办理答复情况"])
    sheet.append(
        [
            "建议编号",
            "承办单位",
            "答复",
            None,
            "办理结果",
            "签发人",
            "联系人",
            "联系电话",
            "面商",
            "公开",
            "代表意见",
        ]
    )
    sheet.append([None, None, "文号", "日期"])
    sheet.merge_cells("C2:D2")
    for row in BODY[:2]:
        sheet.append([*row.split(","), "不满意"])
    sheet.append([None] * 10 + ["满意"])
    book.save(folder.inbox / "两行表头.xlsx")
    run_night(folder, DAY)
    assert [row[:3] for row in _kept(folder)] == [
        (1, "不满意", "dissatisfied"),
        (2, "不满意", "dissatisfied"),
    ]
    assert "handler_wrote_satisfaction" in set(open_problems(folder)["code"])
