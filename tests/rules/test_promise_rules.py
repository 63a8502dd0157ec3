"""What a reply of some class has to promise."""

import pyarrow as pa
import pytest

from tasks.rules.judge import PROBLEM_SCHEMA
from tasks.rules.promise_rules import unpromised

DEMANDS = {"A": ("measures",), "B": ("plan", "plan_due_on")}
ROWS = pa.table(
    {
        "row_id": pa.array([1, 2, 3, 4, 5], pa.int64()),
        "result_class": ["A", "B", "B", "B", None],
        "promise": [None, None, "修路", None, None],
        "promised_on": pa.array([None, None, None, None, None], pa.date32()),
        "is_usable": [True, True, True, False, True],
    }
)


def found(present, demands=DEMANDS, unread=()):
    problems = PROBLEM_SCHEMA.empty_table()
    if unread:
        (row_id, field) = unread
        row = [[row_id], ["bad_promise_date"], [field], ["2021-02-30"]]
        problems = pa.Table.from_arrays([pa.array(each) for each in row], schema=PROBLEM_SCHEMA)
    table = unpromised(ROWS, demands, present, problems)
    return list(zip(table["row_id"].to_pylist(), table["field"].to_pylist(), strict=True))


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        pytest.param({"promise", "promised_on"}, [(2, "promise"), (3, "promised_on")], id="both columns"),
        pytest.param({"promise"}, [(2, "promise")], id="no place for the date"),
        pytest.param(set(), [], id="a register without the columns"),
    ],
)
def test_a_plan_is_missing_where_the_class_demands_it(present, expected):
    assert found(present) == expected


def test_what_could_not_be_read_is_not_missing_too():
    assert found({"promise", "promised_on"}, unread=(3, "promised_on")) == [(2, "promise")]


def test_nothing_is_missing_where_the_profile_demands_nothing():
    assert found({"promise", "promised_on"}, {"A": ("measures",)}) == []
