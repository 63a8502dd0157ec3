"""What holds of every named query, whatever it counts."""

import pytest
from sqlalchemy import Connection, func, select

from tests.warehouse.builder import PHONE, put
from tests.warehouse.figures import EVERY
from tests.warehouse.session import AS_OF, as_rows
from warehouse import tables
from warehouse.engine import begin
from warehouse.offices import Scope
from warehouse.queries import find_query, formula_of, query_names
from warehouse.queries.base import run
from warehouse.queries.parameters import bind


def test_every_query_has_figures_worked_out_by_hand() -> None:
    assert query_names() == sorted(["history", *(asked for asked in EVERY if " " not in asked)])


@pytest.mark.parametrize("name", query_names())
def test_a_query_names_its_columns_in_the_order_of_its_statement(name: str) -> None:
    query = find_query(name)
    statement = query.statement(Scope(1, 1, 17), AS_OF, **bind(query.parameters))
    assert [selected.key for selected in statement.selected_columns] == list(query.columns)
    assert len(set(query.columns.values())) == len(query.columns)


def test_queries_have_different_chinese_titles() -> None:
    assert len({find_query(name).chinese for name in query_names()}) == len(query_names())


@pytest.mark.parametrize("name", query_names())
def test_a_query_says_what_it_counts(name: str) -> None:
    assert len(formula_of(name)) > 40


def test_an_unknown_query_is_a_key_error() -> None:
    for name in ("parts", "base", "by_department"):
        with pytest.raises(KeyError):
            find_query(name)


def test_queries_of_a_new_office_answer_with_nothing(warehouse_url: str) -> None:
    with begin(warehouse_url) as connection:
        office_id = put(connection, tables.office, region_code="370398", name="区人大常委会")
        row = {"term": 17, "meeting": 4, "name": "区十七届人大四次会议", "year": 2020}
        scope = Scope(office_id, put(connection, tables.session, office_id=office_id, **row), 17)
        answers = {name: as_rows(run(connection, find_query(name), scope, AS_OF)) for name in query_names()}
    # a share of nothing is no share
    assert answers.pop("satisfaction-final") == [(0, 0, 0, 0, 0, 0, None)]
    assert not any(answers.values())


def test_no_query_gives_telephone_numbers(warehouse: tuple[Connection, Scope]) -> None:
    connection, scope = warehouse
    assert connection.scalar(select(func.count()).select_from(tables.deputy_phone))
    for name in query_names():
        assert PHONE not in run(connection, find_query(name), scope, AS_OF).to_csv(), name
