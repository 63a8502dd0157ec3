"""The tables of the page that tell how things stand: departments, rounds, committees, key suggestions."""

import pandas as pd

from tasks.report.cells import (
    Cell,
    Table,
    bad_cell,
    count_cell,
    day_cell,
    interval_cell,
    number_cell,
    part_cell,
    place_cell,
    round_cell,
    share_cell,
    table_of,
    text_of,
    word_cell,
)
from tasks.report.ledger import InTime, Ledger
from tasks.report.ranking import later_rounds, rank_departments
from tasks.rules.figures.printing import Printing


def departments_table(rounds: pd.DataFrame, fewest: int, printing: Printing) -> Table:
    """Return the ranking of the departments in round 1."""
    rows = [
        (
            Cell(row["department"]),
            place_cell(row["place"]),
            share_cell(row["good"], row["asked"], printing),
            interval_cell(row),
            bad_cell(row["dissatisfied"]),
            share_cell(row["on_time"], row["timed"]),
            place_cell(row["place_on_time"]),
            part_cell(row["extended_on_time"], row["extended_timed"]),
            bad_cell(row["overdue"]),
        )
        for row in rank_departments(rounds, fewest).to_dict("records")
    ]
    heads = (
        "承办单位",
        "满意名次",
        "满意率",
        "95%区间",
        "不满意",
        "按期率",
        "按期名次",
        "其中经延期",
        "逾期未答复",
    )
    return table_of("departments", "承办单位排名（首轮）", heads, rows, most=None)


def rounds_table(rounds: pd.DataFrame) -> Table:
    """Return what departments were given again."""
    rows = [
        (
            Cell(row["department"]),
            round_cell(row["round"]),
            count_cell(row["owed"]),
            part_cell(row["on_time"], row["timed"]),
            bad_cell(row["overdue"]),
            part_cell(row["good"], row["asked"]),
            bad_cell(row["dissatisfied"]),
        )
        for row in later_rounds(rounds).to_dict("records")
    ]
    heads = ("承办单位", "轮次", "再次交办", "按期答复", "逾期未答复", "满意和基本满意", "仍不满意")
    return table_of("rounds", "再次交办后的办理", heads, rows, most=None)


def committees_table(committees: pd.DataFrame, printing: Printing) -> Table:
    """Return the committees, in the order of the directory."""
    rows = [
        (
            Cell(row["committee"]),
            count_cell(row["suggestions"]),
            count_cell(row["key"]),
            share_cell(row["answered"], row["suggestions"]),
            share_cell(row["satisfied"] + row["mostly_satisfied"], row["asked"], printing),
            bad_cell(row["dissatisfied"]),
            count_cell(row["re_referred"]),
            bad_cell(row["overdue"]),
        )
        for row in committees.to_dict("records")
    ]
    heads = (
        "专门委员会",
        "建议",
        "重点督办",
        "首轮已答复",
        "首轮满意率",
        "不满意",
        "再次交办",
        "有逾期未答复",
    )
    return table_of("committees", "专门委员会督办", heads, rows, most=None)


def key_table(ledger: Ledger) -> Table:
    """Return the suggestions that are supervised specially (重点督办)."""
    chosen = ledger.everything[ledger.everything["is_key"].astype(bool)]
    rows = [
        (
            number_cell(row["number"]),
            Cell(row["title"]),
            word_cell(row["departments"]),
            word_cell(row["committee"]),
            day_cell(row["due_on"]),
            Cell(text_of(row["in_time"]), is_bad=row["in_time"] in (InTime.OVERDUE, InTime.LATE)),
            word_cell(row["status"]),
        )
        for row in chosen.to_dict("records")
    ]
    heads = ("编号", "标题", "主办", "督办委员会", "办理期限", "答复", "状态")
    return table_of("key", "重点督办建议", heads, rows)
