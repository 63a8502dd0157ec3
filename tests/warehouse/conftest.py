"""The made session on each of the two databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from tests.warehouse.session import make_session
from warehouse.engine import begin
from warehouse.offices import Scope


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[tuple[Connection, Scope]]:
    """Return a connection to the made session, and its scope."""
    with begin(warehouse_url) as connection:
        yield connection, make_session(connection)
