"""Files that came in, what became of them, and what is wrong with them."""

import pytest
from sqlalchemy import Connection

from tests.warehouse.figures.intake import FIGURES
from tests.warehouse.session import answer
from warehouse.offices import Scope


@pytest.mark.parametrize("asked", FIGURES)
def test_a_query_gives_the_figures_worked_out_by_hand(
    warehouse: tuple[Connection, Scope], asked: str
) -> None:
    assert answer(warehouse, asked) == FIGURES[asked]
