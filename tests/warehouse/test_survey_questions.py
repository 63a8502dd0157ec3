"""What deputies said when they were called, who was not reached, and shares of satisfaction."""

import pandas as pd
import pytest
from sqlalchemy import Connection, func, select

from schemas.lifecycle import Status
from schemas.words import Outcome
from tasks.rules.satisfaction import disposition_of_calls
from tests.warehouse.builder import put
from tests.warehouse.figures.survey import FIGURES
from tests.warehouse.session import AS_OF, answer, as_rows
from warehouse import tables
from warehouse.offices import Scope
from warehouse.queries import find_query
from warehouse.queries.base import run


@pytest.mark.parametrize("asked", FIGURES)
def test_a_query_gives_the_figures_worked_out_by_hand(
    warehouse: tuple[Connection, Scope], asked: str
) -> None:
    assert answer(warehouse, asked) == FIGURES[asked]


def test_a_cycle_that_is_open_has_no_rate_yet(warehouse: tuple[Connection, Scope]) -> None:
    connection, scope = warehouse
    connection.execute(tables.cycle.update().values(closed_on=None))
    assert as_rows(run(connection, find_query("satisfaction"), scope, AS_OF)) == []


@pytest.mark.parametrize("taken_back", [(), (2,), (1, 2)], ids=["all asked", "the second gone", "both gone"])
def test_call_outcomes_agree_with_the_rule_of_dispositions(
    warehouse: tuple[Connection, Scope], taken_back: tuple[int, ...]
) -> None:
    connection, scope = warehouse
    assert _more_calls(connection, scope, taken_back) == 1 + 9 + 81
    for row in run(connection, find_query("call-outcomes"), scope, AS_OF).to_dict("records"):
        answers = _answers(connection, scope, row["cycle"])
        counts = disposition_of_calls(answers)["disposition"].value_counts().to_dict()
        words = {name: row[name] for name in row if name not in ("cycle", "round", "calls", "with_phone")}
        assert {name: number for name, number in words.items() if number} == counts
        assert row["calls"] == sum(counts.values())
        assert row["with_phone"] == answers.groupby("deputy_id")["has_phone"].first().sum()


def _more_calls(connection: Connection, scope: Scope, taken_back: tuple[int, ...]) -> int:
    """Make an open cycle of calls that end in every way one or two items can, some without a telephone; return how many.

    `taken_back`: positions of the items whose suggestions were withdrawn while it asked about them.
    """
    session = tables.cycle.c.session_id == scope.session_id
    template = dict(connection.execute(select(tables.cycle).where(session).limit(1)).mappings().one())
    del template["cycle_id"]
    cycle_id = put(connection, tables.cycle, **template | {"name": "各种结果", "closed_on": None})
    of_session = tables.suggestion.c.session_id == scope.session_id
    like = dict(connection.execute(select(tables.suggestion).where(of_session).limit(1)).mappings().one())
    del like["suggestion_id"]
    asked = [put(connection, tables.suggestion, **like | {"number": f"90{at}"}) for at in (1, 2)]
    for at, suggestion_id in enumerate(asked, start=1):
        status = Status.WITHDRAWN if at in taken_back else Status.SURVEYING
        state = {"suggestion_id": suggestion_id, "status": status, "round": template["round"]}
        connection.execute(tables.suggestion_state.insert().values(state))
    words = [None, *(word.value for word in Outcome if word is not Outcome.NO_USABLE_PHONE)]
    endings: list[tuple[str | None, ...]] = [("satisfied",), *((word,) for word in words)]
    endings += [(one, two) for one in words for two in words]
    batch_id = connection.scalar(select(func.min(tables.batch.c.batch_id)))
    for at, ending in enumerate(endings):
        person = {"office_id": scope.office_id, "term": 17, "name": f"代表{at}", "delegation": "北团"}
        deputy_id = put(connection, tables.deputy, **person)
        row = {"deputy_id": deputy_id, "case_key": f"M{at}", "has_phone": at > 0 and at % 7 > 0}
        call_id = put(connection, tables.call, cycle_id=cycle_id, **row)
        # the item with the higher key is asked first: the order of a call is its positions
        for position, outcome in reversed(list(enumerate(ending, start=1))):
            item = {"suggestion_id": asked[position - 1], "position": position, "signature": "co_signer"}
            item_id = put(connection, tables.call_item, call_id=call_id, **item)
            if outcome:
                place = {"version": 1, "is_current": True, "batch_id": batch_id, "row_no": 1}
                put(connection, tables.answer, call_item_id=item_id, outcome=outcome, **place)
    return len(endings)


def _answers(connection: Connection, scope: Scope, name: str) -> pd.DataFrame:
    """Return what the rule gets: one row per item, in the order of the call."""
    call, item, answer, cycle = tables.call, tables.call_item, tables.answer, tables.cycle
    state = tables.suggestion_state
    current = (answer.c.call_item_id == item.c.call_item_id) & answer.c.is_current
    query = (
        select(call.c.deputy_id, call.c.has_phone, answer.c.outcome, state.c.status == Status.WITHDRAWN)
        .join(item, item.c.call_id == call.c.call_id)
        .join(state, state.c.suggestion_id == item.c.suggestion_id)
        .join(cycle, cycle.c.cycle_id == call.c.cycle_id)
        .outerjoin(answer, current)
        .where(cycle.c.session_id == scope.session_id, cycle.c.name == name)
        .order_by(call.c.call_id, item.c.position)
    )
    return pd.DataFrame(
        connection.execute(query).all(), columns=["deputy_id", "has_phone", "outcome", "is_withdrawn"]
    )
