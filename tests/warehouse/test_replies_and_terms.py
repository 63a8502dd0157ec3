"""Replies and their terms: when they were due, when they came, what they said and lacked, by department."""

from datetime import date

import pytest
from sqlalchemy import Connection, func, select

from schemas.words import Ending
from tests.warehouse.builder import put
from tests.warehouse.figures.replies import FIGURES
from tests.warehouse.session import AS_OF, E, answer, as_rows
from warehouse import tables
from warehouse.counters import kept
from warehouse.offices import Scope
from warehouse.queries import find_query
from warehouse.queries.base import run


@pytest.mark.parametrize("asked", FIGURES)
def test_a_query_gives_the_figures_worked_out_by_hand(
    warehouse: tuple[Connection, Scope], asked: str
) -> None:
    assert answer(warehouse, asked) == FIGURES[asked]


def test_the_duties_of_departments_add_up(warehouse: tuple[Connection, Scope]) -> None:
    connection, scope = warehouse
    frame = run(connection, find_query("by-department"), scope, AS_OF)
    assert (frame["lead"] == frame["replied"] + frame["open"]).all()
    assert (frame["replied"] == frame["on_time"] + frame["late"] + frame["undated"]).all()
    assert frame["lead"].sum() == 9  # 8 suggestions, one of them handled by two


@pytest.mark.parametrize("name", ["late", "undated"])
def test_the_replies_that_are_listed_are_those_that_are_counted(warehouse, name):
    connection, scope = warehouse
    before = run(connection, find_query(name), scope, AS_OF)
    gone = select(tables.referral.c.referral_id).join(
        tables.suggestion, tables.suggestion.c.suggestion_id == tables.referral.c.suggestion_id
    )
    gone = gone.where(tables.suggestion.c.number == before["number"].iloc[0])
    ended = {"ended_as": Ending.WITHDRAWN.value, "ended_on": AS_OF}
    with kept(connection, gone):
        of_it = tables.referral.c.referral_id.in_(gone)
        connection.execute(tables.referral.update().where(of_it).values(ended))
    listed = run(connection, find_query(name), scope, AS_OF)
    assert len(listed) < len(before)
    assert len(listed) == run(connection, find_query("dashboard"), scope, AS_OF)[name].sum()


@pytest.mark.parametrize("as_of", [date(2020, 11, 26), date(2020, 11, 27), E, date(2020, 12, 5)], ids=str)
def test_what_is_not_overdue_is_due_soon_for_seven_days(
    warehouse: tuple[Connection, Scope], as_of: date
) -> None:
    connection, scope = warehouse
    soon, over = (
        run(connection, find_query(name), scope, as_of)["number"].tolist() for name in ("due-soon", "overdue")
    )
    # 11 is due on 2020-12-04
    assert ("11" in soon) is (date(2020, 11, 27) <= as_of <= E)
    assert ("11" in over) is (as_of > E)


# replies of 04-01 to 04-17 and 11-20 A, 04-20 B, 05-07 C, 04-02 D; reports: 11 B 2020-09-01, 100 A 2020-11-01, 2 A 2021-03-01
@pytest.mark.parametrize(
    ("day", "rows"),
    [
        pytest.param(
            date(2020, 12, 31),
            [
                ("A", "A", None, "A", 4, None, None, None),
                ("B", "B", None, "B", 1, None, None, None),
                ("C", "B", None, "B", 1, "C→B", 1, 100.0),
                ("D", "A", None, "A", 1, "D→A", 1, 100.0),
            ],
            id="the year is over",
        ),
        pytest.param(
            date(2021, 4, 19),
            [
                # 3 and 12; 1 on 04-17; 2 again in November
                ("A", "A", None, "A", 1, None, None, None),
                ("A", "A", "A", "A", 3, None, None, None),
                ("B", "B", None, "A", 1, "B→A", 1, 100.0),
                ("C", "B", None, "B", 1, "C→B", 1, 100.0),
                ("D", "A", "A", "A", 1, "D→A", 1, 100.0),
            ],
            id="the day before a year is over for B",
        ),
        pytest.param(
            date(2021, 4, 20),
            [
                ("A", "A", None, "A", 1, None, None, None),
                ("A", "A", "A", "A", 3, None, None, None),
                ("B", "B", "A", "A", 1, "B→A", 1, 100.0),
                ("C", "B", None, "B", 1, "C→B", 1, 100.0),
                ("D", "A", "A", "A", 1, "D→A", 1, 100.0),
            ],
            id="that day",
        ),
    ],
)
def test_a_class_is_told_at_the_years_end_and_a_year_later_when_they_are_over(warehouse, day, rows):
    connection, scope = warehouse
    assert as_rows(run(connection, find_query("class-moves"), scope, day)) == rows


def test_what_moved_alike_is_one_figure_however_it_got_there(warehouse):
    connection, scope = warehouse
    of_session = tables.suggestion.c.session_id == scope.session_id
    referral_ids = connection.scalars(
        select(tables.referral.c.referral_id)
        .join(tables.suggestion, tables.suggestion.c.suggestion_id == tables.referral.c.suggestion_id)
        .where(of_session, tables.suggestion.c.number.in_(["1", "3", "12"]), tables.referral.c.role == "lead")
        .order_by(tables.referral.c.referral_id)
    ).all()
    batch_id = connection.scalar(select(func.min(tables.batch.c.batch_id)))
    place = {"batch_id": batch_id, "row_no": 1}
    # 1 moves in the year, 12 in the next and back, 3 after a year
    told = [(0, date(2020, 12, 31), "B"), (2, date(2021, 1, 1), "B"), (2, date(2021, 2, 1), "A")]
    for at, day, word in (*told, (1, date(2021, 4, 2), "B")):
        put(
            connection,
            tables.progress,
            referral_id=referral_ids[at],
            reported_on=day,
            new_class=word,
            **place,
        )
    rows = as_rows(run(connection, find_query("class-moves"), scope, date(2021, 12, 31)))
    assert [row for row in rows if row[0] == "A"] == [
        ("A", "A", "A", "A", 2, None, None, None),
        ("A", "A", "A", "B", 1, "A→B", 2, 50.0),
        ("A", "B", "B", "B", 1, "A→B", 2, 50.0),
    ]
