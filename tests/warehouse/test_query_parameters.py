"""What a query may be told: values in order or by name, typed, checked, with defaults."""

from datetime import date

import pytest

from warehouse.queries.parameters import Parameter, ParameterError, Type, bind

DAYS = Parameter("days", Type.INT, "how many days", default=7, least=0)
SINCE = Parameter("since", Type.DATE, "from this day on")
BY = Parameter("by", Type.CHOICE, "what a row is about", default="month", choices=("month", "department"))
NUMBER = Parameter("number", Type.NUMBER, "which suggestion", is_required=True)


@pytest.mark.parametrize(
    ("given", "named", "found"),
    [
        ((), {}, (7, None, "month")),
        (("3",), {}, (3, None, "month")),
        (("0", "2020-02-29", "department"), {}, (0, date(2020, 2, 29), "department")),
        (("3",), {"by": "department"}, (3, None, "department")),
        ((), {"since": "2020-09-30"}, (7, date(2020, 9, 30), "month")),
        # as an input method writes it
        (("１４",), {}, (14, None, "month")),
    ],
)
def test_values_are_taken_in_order_or_by_name(given, named, found):
    assert tuple(bind((DAYS, SINCE, BY), given, named).values()) == found


@pytest.mark.parametrize(
    ("given", "named", "says"),
    [
        (("-1",), {}, "days='-1': it must be a whole number from 0 on"),
        (("soon",), {}, "whole number"),
        (("1.5",), {}, "whole number"),
        (("1", "2020-02-30"), {}, "since='2020-02-30': it must be a day"),
        ((), {"by": "year"}, "one of month, department"),
        (("1", "2020-01-01", "month", "again"), {}, "'again' is one value too many"),
        ((), {"until": "2020-01-01"}, "there is no parameter until; parameters: days, since, by"),
        (("1",), {"days": "2"}, "days is given twice"),
    ],
)
def test_a_value_that_cannot_be_is_named(given, named, says):
    with pytest.raises(ParameterError, match=says.replace("(", r"\(")):
        bind((DAYS, SINCE, BY), given, named)


def test_a_number_is_written_as_the_warehouse_keeps_it_and_must_be_given():
    assert bind((NUMBER,), ["017"]) == {"number": "17"}
    assert bind((NUMBER,), ["B-3"]) == {"number": "B-3"}
    with pytest.raises(ParameterError, match="number is missing: which suggestion"):
        bind((NUMBER,))
    with pytest.raises(ParameterError, match="the number of a suggestion"):
        bind((NUMBER,), ["17号"])
