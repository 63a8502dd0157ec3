"""Key figures carry their numerator and denominator, also when there is nothing yet."""

from datetime import date

import pandas as pd

from tasks.report.figures import freshness, funnels, key_figures
from tasks.rules.figures.printing import Printing

COUNTS = [
    "suggestions",
    "gone",
    "key",
    "answered",
    "unsatisfied",
    "re_referred",
    "owed",
    "replied",
    "overdue",
]
NOTHING = {
    "key-figures": pd.DataFrame(columns=COUNTS),
    "on-time-rate": pd.DataFrame(columns=["round", "numerator", "denominator"]),
    "satisfaction-by-round": pd.DataFrame(columns=["round", "base", "numerator"]),
    "satisfaction-final": pd.DataFrame([{"base": 0, "numerator": 0, "percent": None}]),
}


def shown(answers):
    return {
        figure.title: (figure.value + figure.unit, str(figure.share))
        for figure in key_figures(answers, Printing())
    }


def test_every_figure_says_of_how_many():
    every = {"suggestions": 121, "gone": 1, "key": 6, "answered": 118, "unsatisfied": 3, "re_referred": 2}
    rated = {"satisfied": 98, "mostly_satisfied": 20, "dissatisfied": 2, "not_rated": 0, "numerator": 118}
    answers = {
        "key-figures": pd.DataFrame([every | {"owed": 126, "replied": 120, "overdue": 5}]),
        "on-time-rate": pd.DataFrame(
            [
                {
                    "round": 1,
                    "numerator": 117,
                    "denominator": 123,
                    "extended_numerator": 1,
                    "extended_denominator": 2,
                }
            ]
        ),
        "satisfaction-by-round": pd.DataFrame([{"round": 1, "base": 120, "percent": 98.3} | rated]),
        "satisfaction-final": pd.DataFrame([{"base": 120, "percent": 98.3} | rated]),
    }
    assert shown(answers) == {
        "代表建议": ("121件", "121/121"),
        "首轮已答复": ("98.3%", "118/120"),
        "首轮按期答复率": ("95.1%", "117/123"),
        "首轮满意率": ("98.3%", "118/120"),
        "最终满意率": ("98.3%", "118/120"),
        "再次交办": ("2件", "2/3"),
        "逾期未答复": ("5件", "5/126"),
    }
    notes = {figure.title: figure.note for figure in key_figures(answers, Printing())}
    assert notes["首轮按期答复率"] == "其中经延期1/2件次"


def test_a_new_office_has_dashes_not_noughts_per_cent():
    found = shown(NOTHING)
    assert found["首轮满意率"] == found["最终满意率"] == ("—", "0/0")
    assert found["逾期未答复"] == ("0件", "0/0")


def test_the_funnel_narrows_and_names_what_was_lost():
    row = {"cycle": "第一轮", "calls": 22, "no_usable_phone": 2, "outstanding": 1, "withdrawn": 2}
    row |= {"unreached": 3, "invalid_number": 1, "refused": 2, "left_office": 0, "partial": 1, "complete": 10}
    (funnel,) = funnels(pd.DataFrame([row]))
    assert [(step.title, step.share.numerator) for step in funnel.steps] == [
        ("列入名单", 22),
        ("已拨打", 17),
        ("接通", 13),
        ("全部题目答完", 10),
    ]
    assert funnel.lost == "无可用号码2、尚无结果1、建议已撤回2、未接通3、号码有误1、拒访2、部分完成1"


def test_files_that_came_after_the_day_of_the_report_are_noticed():
    files = pd.DataFrame(
        {
            "kind": ["答复登记表", "答复登记表", "未识别"],
            "status": ["已入库", "整批暂缓", "文件未读取"],
            "received_on": [date(2020, 4, 1), date(2020, 4, 2), date(2020, 4, 3)],
        }
    )
    days = pd.DataFrame({"day": [date(2020, 3, 1), date(2020, 4, 17)], "on_time": [1, 0], "late": [0, 0]})
    fresh = freshness({"batches": files, "reply-timeline": days})
    assert (fresh.received_on, fresh.replied_on, fresh.files, fresh.waiting) == (
        date(2020, 4, 2),
        date(2020, 3, 1),
        1,
        1,
    )
    assert fresh.is_later_than(date(2020, 4, 1))
    assert not fresh.is_later_than(date(2020, 4, 2))
