"""The ledger: how a suggestion stands when one or several departments owe a reply, and what a department sees."""

from datetime import date

import pandas as pd
import pytest

from schemas.ledger_columns import COLUMNS
from tasks.report.ledger import make_ledger
from tests.report.builders import DUE, answers, co_handler, letter, referral, suggestion, waiting

AS_OF = date(2020, 5, 1)
LATE = {"replied_on": date(2020, 4, 20)}


def ledger(suggestions, referrals, letters=()):
    return make_ledger(answers(suggestions, referrals, letters), AS_OF)


def only(frame):
    (row,) = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return row


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (referral("1"), "按期"),
        (referral("1", **LATE), "逾期答复"),
        (referral("1", replied_on=None), "无答复日期"),
        (waiting("1"), "逾期未答复"),
        (waiting("1", due_on=AS_OF), "办理中"),
        (waiting("1", suspended_on=date(2020, 4, 1)), "中止"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_referral_stands_to_its_last_day(row, word):
    assert only(ledger([suggestion("1")], [row]).everything)["in_time"] == word


def test_several_departments_stand_as_the_worst_and_are_in_when_the_last_is():
    separate = {"role": "分别办理"}
    rows = [
        referral("1", "教体", **separate),
        referral("1", "交通", result_class="B", **separate, **LATE),
        co_handler("1", "水利"),
    ]
    made = ledger([suggestion("1")], rows)
    row = only(made.everything)
    assert (row["departments"], row["co_departments"]) == ("教体、交通", "水利")
    assert (row["in_time"], row["replied_on"], row["result_class"]) == (
        "逾期答复",
        pd.Timestamp(2020, 4, 20),
        "A、B",
    )
    assert (row["publicity"], row["note"]) == ("主动公开", "分别办理")
    one_left = only(
        ledger([suggestion("1")], [rows[0], waiting("1", "交通", due_on=AS_OF, **separate)]).everything
    )
    assert (one_left["in_time"], one_left["replied_on"]) == ("办理中", None)


def test_a_department_sees_its_own_dates_and_what_it_co_handles():
    rows = [
        referral("1", "教体", role="分别办理"),
        waiting("1", "交通", role="分别办理"),
        co_handler("1", "水利"),
    ]
    sheets = ledger([suggestion("1")], rows).by_department
    assert {name: only(rows)["in_time"] for name, rows in sheets.items()} == {
        "教体": "按期",
        "交通": "逾期未答复",
        "水利": "会办",
    }
    assert only(sheets["水利"])["departments"] == "教体、交通"


def test_the_newest_round_counts_and_the_history_has_every_round():
    rows = [
        referral("1", result_class="C"),
        waiting("1", round=2, due_on=date(2020, 6, 1), is_provisional=True),
    ]
    made = ledger(
        [
            suggestion("1", round=2, status="再次交办", is_asked=True, verdict="不满意"),
            suggestion("2"),
        ],
        [*rows, referral("2")],
        [letter("1", 6), letter("1", 7), letter("1", 8, withdrawn="已撤回"), letter("1", 9, kind="会商通知")],
    )
    row = made.everything.iloc[0]
    assert (row["round"], row["in_time"], row["rated"], row["status"], row["letter"], row["note"]) == (
        2,
        "办理中",
        "不满意",
        "再次交办",
        "〔2020〕7号",
        "期限暂定",
    )
    assert made.history[["number", "round", "in_time"]].to_numpy().tolist() == [
        ["1", 1, "按期"],
        ["1", 2, "办理中"],
    ]


def test_what_went_to_another_department_is_history_only():
    moved = [waiting("1", "交通", ended_as="改派"), referral("1", "教体")]
    made = ledger([suggestion("1")], moved)
    assert only(made.everything)["departments"] == "教体"
    assert set(made.by_department) == {"教体"}
    assert made.history[["department", "in_time", "note"]].to_numpy().tolist() == [
        ["交通", "不再办理", "改派"],
        ["教体", "按期", ""],
    ]


def test_a_suggestion_that_nobody_was_given_has_a_row_all_the_same():
    made = ledger([suggestion("1", status="已登记"), suggestion("2", is_key=True)], [referral("2")])
    first, second = made.everything.to_dict("records")
    assert (first["status"], first["note"], first["rated"]) == ("已登记", "", "未测评")
    assert pd.isna(first["due_on"])
    assert second["note"] == "重点督办"
    assert second["due_on"] == pd.Timestamp(DUE)


def test_of_a_confidential_suggestion_nobody_is_named():
    row = only(ledger([suggestion("1", is_confidential=True, lead=None)], [referral("1")]).everything)
    assert row["lead"] == "（保密）"


def test_what_was_taken_further_says_so_beside_its_other_remarks():
    further = {"further": "提请处理：组织专家评估"}
    rows = [suggestion("1", **further), suggestion("2", is_key=True, **further)]
    made = ledger(rows, [referral("1"), referral("2")])
    assert list(made.everything["note"]) == ["提请处理：组织专家评估", "重点督办；提请处理：组织专家评估"]


def test_committees_come_in_the_order_of_the_directory_and_nobodys_last():
    rows = [suggestion("1", committee=None), suggestion("2", committee="乙"), suggestion("3", committee="甲")]
    made = make_ledger(
        answers(rows, [referral(number) for number in "123"])
        | {"committee-figures": pd.DataFrame({"committee": ["乙", "甲", "未分工"]})},
        AS_OF,
    )
    assert list(made.by_committee) == ["乙", "甲", "未分工"]


def test_an_empty_session_has_an_empty_ledger():
    empty = answers([suggestion("1")], [referral("1")])
    made = make_ledger({name: frame.iloc[:0] for name, frame in empty.items()}, AS_OF)
    assert set(COLUMNS) <= set(made.everything.columns)
    assert (len(made.everything), made.by_department, made.by_committee) == (0, {}, {})
