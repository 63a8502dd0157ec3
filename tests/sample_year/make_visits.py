"""Writes a year of visits between sessions: `python -m tests.sample_year.make_visits [FOLDER]` (schemas/samples/visits).

The district, its departments and its deputies are those of the sample year; the counts are those of the founding case: 163
opinions, 17 of them on the consultation list, 13 meetings.
"""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.sample_year import people, world
from tests.sample_year.sheets import Cell, save
from tests.sample_year.world import Department, Deputy, words

VISITS_FOLDER = Path(__file__).parents[2] / "schemas" / "samples" / "visits"
_PARTS = ("1-suggestions", "2-visits")
# of each quarter: the first day of its visits, and how many opinions were 当场答复, 转为建议, 列入会商清单, 了解情况
_QUARTERS = (
    (date(2020, 2, 24), (20, 5, 4, 9)),
    (date(2020, 5, 11), (24, 7, 5, 9)),
    (date(2020, 8, 10), (23, 6, 5, 10)),
    (date(2020, 10, 12), (18, 5, 3, 10)),
)
_SORTINGS = ("当场答复", "转为建议", "列入会商清单", "了解情况")
_LISTED = "列入会商清单"
_QUARTER_WORDS = words("第一季度 第二季度 第三季度 第四季度")
_HANDLED = {"当场答复": "已当场向代表说明政策和安排", "了解情况": "已转{}了解掌握"}
_RESULTS = ("由{}牵头实施，纳入年度计划", "由{}到现场核实后提出方案", "由{}落实资金后组织实施")
_MEETINGS = 13
# how many opinions each meeting deals with for the first time; three come up in the last meetings again
_FIRST_TIME = (2, 1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 1)
_AGAIN = 3


@dataclass(frozen=True)
class Opinion:
    """An opinion as the office registered it; `became` is its number among the suggestions between sessions."""

    quarter: int
    number: int
    visited_on: date
    deputy: Deputy
    place: str
    topic: str
    department: Department
    sorting: str
    became: int | None


def make_visits(folder: Path) -> None:
    """Write every file of the visits but the README.md; what stands in the parts is removed first."""
    for part in _PARTS:
        shutil.rmtree(folder / part, ignore_errors=True)
    collected = list(_opinions())
    _write_register(folder / "1-suggestions", [each for each in collected if each.became])
    _write_opinions(folder / "2-visits", collected)
    _write_meetings(folder / "2-visits", [each for each in collected if each.sorting == _LISTED])


def _opinions() -> Iterator[Opinion]:
    deputies = people.deputies(Random(world.SEED))
    named_once = [one for one in deputies if sum(one.name == other.name for other in deputies) == 1]
    rnd, departments, became = Random(world.SEED + 1), world.departments(), 0
    for quarter, (first, counts) in enumerate(_QUARTERS):
        sortings = [word for word, count in zip(_SORTINGS, counts, strict=True) for _ in range(count)]
        rnd.shuffle(sortings)
        for number, sorting in enumerate(sortings, 1):
            department, place = rnd.choice(departments), rnd.choice(world.PLACES)
            is_suggestion = sorting in ("转为建议", _LISTED)
            became += is_suggestion
            yield Opinion(
                quarter,
                number,
                first + timedelta(days=number // 3),
                rnd.choice(named_once),
                place,
                rnd.choice(department.topics).format(place),
                department,
                sorting,
                became if is_suggestion else None,
            )


def _write_register(target: Path, suggestions: list[Opinion]) -> None:
    header = words("建议编号 建议标题 领衔代表 代表团 类别 主办单位 交办日期 提出期间")
    rows: list[list[Cell]] = [
        [
            f"闭会第{each.became}号",
            f"关于{each.topic}的建议",
            each.deputy.name,
            each.deputy.delegation,
            each.department.category,
            each.department.short,
            each.visited_on + timedelta(days=7),
            "闭会建议",
        ]
        for each in suggestions
    ]
    title: list[Cell] = ["临泉区2020年闭会期间代表建议交办台账", *[""] * 7]
    save(target / "闭会建议交办台账.xlsx", [title, list(header), *rows], merges=["A1:H1"])


def _write_opinions(target: Path, collected: list[Opinion]) -> None:
    header = words(
        "意见编号 走访季度 走访日期 提出代表 走访地点 意见内容 类别 涉及单位 处理方式 处理情况 转建议编号"
    )
    rows: list[list[Cell]] = [
        [
            each.number,
            _QUARTER_WORDS[each.quarter],
            each.visited_on,
            each.deputy.name,
            each.place,
            f"希望{each.topic}。",
            each.department.category,
            each.department.short,
            each.sorting,
            _HANDLED.get(each.sorting, "").format(each.department.short),
            f"闭会{each.became}" if each.became else "",
        ]
        for each in collected
    ]
    title: list[Cell] = ["临泉区2020年代表季度走访意见登记表", *[""] * 10]
    save(target / "走访意见登记表.xlsx", [title, list(header), *rows], merges=["A1:K1"])


def _write_meetings(target: Path, listed: list[Opinion]) -> None:
    header = words("会商编号 会商日期 参加单位 走访季度 意见编号 会商结果 责任单位 完成时限 落实情况")
    waiting, rows = iter(listed), list[list[Cell]]()
    again = iter(listed[:_AGAIN])
    for meeting, count in enumerate(_FIRST_TIME, 1):
        dealt_with = [next(waiting) for _ in range(count)]
        held_on = dealt_with[-1].visited_on + timedelta(days=20)
        if meeting > _MEETINGS - _AGAIN:
            dealt_with.append(next(again))
        together = "、".join(dict.fromkeys(each.department.short for each in dealt_with))
        for place, each in enumerate(dealt_with):
            # what holds for the meeting is written in its first row
            head: list[Cell] = [meeting, held_on, together] if not place else ["", "", ""]
            rows.append([*head, *_agreed(each, meeting, held_on)])
    title: list[Cell] = ["临泉区2020年代表意见会商记录表", *[""] * 8]
    save(target / "会商记录表.xlsx", [title, list(header), *rows], merges=["A1:I1"])


def _agreed(opinion: Opinion, meeting: int, held_on: date) -> list[Cell]:
    short = opinion.department.short
    state = ("已落实", "已落实", "正在落实", "未落实")[meeting % 4]
    result = _RESULTS[meeting % len(_RESULTS)].format(short)
    due = held_on + timedelta(days=90)
    return [_QUARTER_WORDS[opinion.quarter], opinion.number, result, short, due, state]


if __name__ == "__main__":
    make_visits(Path(sys.argv[1]) if len(sys.argv) > 1 else VISITS_FOLDER)
