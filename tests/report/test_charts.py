"""The chart of replies: what lies where."""

from datetime import date

import pandas as pd
import pytest

from tasks.report.charts import draw_timeline, nice_ceiling

DAYS = pd.DataFrame(
    {
        "day": [date(2020, 3, 2), date(2020, 4, 17), date(2020, 5, 2)],
        "due": [0, 4, 0],
        "on_time": [1, 2, 0],
        "late": [0, 0, 1],
    }
)


def points(text):
    return [tuple(map(float, pair.split(","))) for pair in text.split()]


@pytest.mark.parametrize(
    ("count", "top"), [(0, 4), (4, 4), (5, 8), (9, 12), (41, 60), (124, 160), (1001, 1200), (9000, 10000)]
)
def test_the_axis_ends_on_a_round_number_at_or_above(count, top):
    assert nice_ceiling(count) == top


def test_nothing_to_show_is_no_chart():
    assert draw_timeline(DAYS.iloc[:0], date(2020, 5, 2), 400, 200) is None


def test_late_replies_are_stacked_on_those_in_time_and_both_are_held_against_what_was_due():
    chart = draw_timeline(DAYS, date(2020, 6, 1), 400, 200)
    assert chart is not None
    # 4 due, 3 in time, 1 late, up to 4: the three lines end at 3/4, 4/4 and 4/4 of the height
    height = chart.bottom - chart.top
    assert points(chart.on_time)[-2][1] == pytest.approx(chart.bottom - height * 3 / 4)
    assert points(chart.late)[-2][1] == pytest.approx(chart.top)
    assert points(chart.due)[-1][1] == pytest.approx(chart.top)
    assert [tick.text for tick in chart.counts] == ["0", "1", "2", "3", "4"]


def test_what_comes_after_the_day_of_the_report_is_not_replied_but_due():
    chart = draw_timeline(DAYS, date(2020, 3, 31), 400, 200)
    assert chart is not None
    assert chart.as_of is not None
    assert points(chart.on_time)[-1] == (pytest.approx(chart.as_of, abs=0.1), chart.bottom)
    assert points(chart.on_time)[-2][1] == pytest.approx(chart.bottom - (chart.bottom - chart.top) / 4)
    assert points(chart.due)[-1] == (chart.right, chart.top)


def test_everything_lies_inside_the_picture_whatever_its_width():
    for width in (350, 880):
        chart = draw_timeline(DAYS, date(2020, 4, 1), width, 230)
        assert chart is not None
        every = points(chart.on_time) + points(chart.late) + points(chart.due)
        assert all(0 <= x <= width and 0 <= y <= 230 for x, y in every)
        assert all(chart.left <= tick.at <= chart.right for tick in chart.days)
