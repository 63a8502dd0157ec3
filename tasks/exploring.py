"""A snapshot for the browser: the mart of an office and its named questions, described for Datasette."""

from datetime import date
from pathlib import Path
from typing import Any

from schemas.office import OfficeFolder
from warehouse.columns_read import as_sqlite, columns_read, private_ones
from warehouse.engine import reading
from warehouse.mart import VIEWS
from warehouse.mart.snapshot import write_snapshot
from warehouse.offices import Scope, find_scope
from warehouse.queries import find_query, formula_of, query_names

DATABASE = "explore"


def take_snapshot(folder: OfficeFolder, path: Path, as_of: date) -> dict[str, Any]:
    """Write the snapshot to `path` and return Datasette's metadata for it.

    Nobody may write a statement of their own; views are shown; the operational tables that the questions need are there and
    denied; a question that reads what is private is left out.
    """
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        questions = _questions(scope, as_of)
        statements = [find_query(name).statement(scope, as_of) for name in questions]
        hidden = write_snapshot(connection, path, scope.office_id, statements)
    tables: dict[str, Any] = {
        view.name: {
            "title": f"{view.chinese} {view.name}",
            "description": view.english,
            "columns": {name: f"{chinese}: {english}" for name, (chinese, english) in view.columns.items()},
        }
        for view in VIEWS
    }
    tables |= {name: {"hidden": True, "allow": False} for name in hidden}
    return {
        "title": folder.office.name,
        "description": f"{folder.session.name}，截至{as_of:%Y-%m-%d}",
        "databases": {DATABASE: {"allow_sql": False, "tables": tables, "queries": questions}},
    }


def _questions(scope: Scope, as_of: date) -> dict[str, dict[str, str]]:
    found = {}
    for name in query_names():
        query = find_query(name)
        statement = query.statement(scope, as_of)
        if not private_ones(columns_read([statement])):
            said = {"title": query.chinese, "description": formula_of(name).strip()}
            found[name] = {"sql": as_sqlite(statement), **said}
    return found
