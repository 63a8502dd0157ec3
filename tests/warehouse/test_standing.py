"""Where suggestions stand: the ledger, their statuses, the figures of leaders and committees."""

from datetime import date

import pytest
from sqlalchemy import Connection

from tests.warehouse.figures.standing import FIGURES
from tests.warehouse.session import AS_OF, ASSIGNED, C1, C2, D1, E, answer, as_rows
from warehouse.offices import Scope
from warehouse.queries import find_query
from warehouse.queries.base import run


@pytest.mark.parametrize("asked", FIGURES)
def test_a_query_gives_the_figures_worked_out_by_hand(
    warehouse: tuple[Connection, Scope], asked: str
) -> None:
    assert answer(warehouse, asked) == FIGURES[asked]


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
            (started, 2, "发现问题", "教体", "答复文号“…”格式不正确", None),
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
        assert as_rows(frame[shown]) == life
        assert set(frame["file_name"].dropna()) == {"建议交办台账.xlsx"}
        assert set(frame.loc[frame["what"] == "交办主办单位", "row_no"].dropna()) == {number}
    every = run(connection, find_query("history"), scope, AS_OF)
    assert every["number"].drop_duplicates().tolist() == ["1", "2", "3", "9", "10", "11", "12", "100"]
    assert set(lives["2"]) <= set(as_rows(every[shown]))
    before = run(connection, find_query("history"), scope, date(2020, 5, 7), {"number": "11"})
    assert before["happened_on"].max() == date(2020, 5, 7)
