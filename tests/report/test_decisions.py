"""What somebody has to decide today: what was taken further and is not closed, and promises whose day has passed."""

from datetime import date

import pandas as pd
import pytest

from tasks.report.decisions import decision_tables
from tasks.report.ledger import make_ledger
from tests.report.builders import answers, referral, suggestion
from warehouse.queries import find_query

AS_OF = date(2020, 12, 1)


def tables(suggestions, **rows):
    made = answers(suggestions, [referral(row["number"]) for row in suggestions])
    for name in ("overdue", "due-soon", "unsatisfied", "promises-broken", "problems"):
        made[name] = pd.DataFrame(rows.get(name, []), columns=list(find_query(name).columns))
    return {table.key: table for table in decision_tables(made, make_ledger(made, AS_OF), AS_OF)}


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_what_was_taken_further_waits_until_it_is_closed():
    further = {"round": 2, "further": "提请处理：召集代表和承办单位会商"}
    shown = tables(
        [suggestion("1", status="提请处理", **further), suggestion("2", status="已办结", **further)]
    )
    assert texts(shown["escalated"]) == [["1", "建议1", "教体", "第2轮", "提请处理：召集代表和承办单位会商"]]
    assert shown["escalated"].count == 1


def test_a_promise_that_was_broken_is_told_without_its_words_and_its_owner():
    broken = ("2", "建议2", "教体", "由王局长修好", date(2020, 10, 31), "王局长", None)
    shown = tables([suggestion("2")], **{"promises-broken": [broken]})
    assert texts(shown["broken"]) == [["2", "建议2", "教体", "2020-10-31", "31天"]]


@pytest.mark.parametrize(
    "key", ["overdue", "undecided", "escalated", "broken", "soon", "provisional", "problems"]
)
def test_where_nothing_waits_a_table_says_so(key):
    assert tables([suggestion("1")])[key].count == 0
