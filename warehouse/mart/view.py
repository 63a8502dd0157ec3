"""What a view for readers is, and the keys that they share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, or_

from warehouse.tables import department_name

Columns = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class View:
    """A table that readers see under a stable name.

    `columns` gives for each column of the statement, in its order, the Chinese title and what it holds. Every view has `office_id`:
    readers see the rows of their own offices. `statement` reads operational tables and no private column.
    """

    name: str
    chinese: str
    english: str
    columns: Columns
    statement: Callable[[], Select[Any]]

    @property
    def is_fact(self) -> bool:
        """Whether its rows are things that happened: they have a session, and belong to its year."""
        return self.name.startswith("fact_")


OFFICE: Columns = {"office_id": ("代表工委标识", "office; see dim_office")}
SESSION: Columns = {**OFFICE, "session_id": ("届次会议标识", "session; see dim_session")}
SUGGESTION: Columns = {
    **SESSION,
    "suggestion_id": ("建议标识", "suggestion; see dim_suggestion"),
}
ROUND: Columns = {"round": ("轮次", "1 = first handling, 2 = after a re-referral")}
DEPARTMENT: Columns = {
    "department_id": ("承办单位标识", "department, whatever it is called"),
    "department_name_id": (
        "承办单位名称标识",
        "department under the name of that day; joins one row of dim_department",
    ),
}
CYCLE: Columns = {"cycle_id": ("测评周期标识", "survey; see dim_cycle")}


def words(*pairs: tuple[str, str]) -> str:
    """Return how a column of codes is described: each code with its Chinese word."""
    return ", ".join(f"{code} {chinese}" for code, chinese in pairs)


def named_on(department_id: ColumnElement[Any], day: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that joins the one name that a department had on a day."""
    name = department_name.c
    return and_(
        name.department_id == department_id,
        or_(name.valid_from.is_(None), name.valid_from <= day),
        or_(name.valid_to.is_(None), name.valid_to > day),
    )


def titles(view: View) -> dict[str, str]:
    """Return the Chinese title of each column."""
    return {name: chinese for name, (chinese, _) in view.columns.items()}


def rows_of(view: View) -> FromClause:
    """Return the rows of a view as something to select from; its columns are those of `view.columns`."""
    rows = view.statement().subquery(view.name)
    if list(rows.c.keys()) != list(view.columns):
        raise ValueError(f"{view.name} has other columns than it says: {list(rows.c.keys())}")
    return rows
