"""What the queries about visits share: which suggestion an opinion became, its meetings, and the order of a list."""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, select

from warehouse.numbering import is_numbered
from warehouse.offices import Scope
from warehouse.queries.parts import ByBytes
from warehouse.tables import consultation, consultation_item, department, opinion


def became(scope: Scope) -> ColumnElement[bool]:
    """Tell whether a suggestion is the one that an opinion became."""
    return and_(opinion.c.suggestion.is_not(None), is_numbered(scope.session_id, opinion.c.suggestion))


def held(scope: Scope) -> ColumnElement[bool]:
    """Tell whether a meeting in force is the one of a `consultation_item`."""
    return and_(
        consultation.c.session_id == scope.session_id,
        consultation.c.is_current,
        consultation.c.number == consultation_item.c.meeting,
    )


def items_in_force(scope: Scope) -> ColumnElement[bool]:
    """Tell whether a `consultation_item` is of the session and in force."""
    return and_(consultation_item.c.session_id == scope.session_id, consultation_item.c.is_current)


def meetings_of(scope: Scope) -> Subquery:
    """Return how many meetings dealt with each opinion: quarter, number, meetings."""
    item = consultation_item.c
    return (
        select(item.quarter, item.number, func.count().label("meetings"))
        .where(items_in_force(scope))
        .group_by(item.quarter, item.number)
        .subquery()
    )


def newest_items(scope: Scope) -> Subquery:
    """Return what the newest meeting, by date and then by number, came to on each opinion.

    Its columns: quarter, number, held_on, result, responsible, due_on, follow_up.
    """
    item = consultation_item.c
    newest_first = func.row_number().over(
        partition_by=[item.quarter, item.number],
        order_by=[
            consultation.c.held_on.desc(),
            func.length(item.meeting).desc(),
            ByBytes(item.meeting).desc(),
        ],
    )
    ranked = (
        select(
            item.quarter,
            item.number,
            consultation.c.held_on,
            item.result,
            department.c.name.label("responsible"),
            item.due_on,
            item.follow_up,
            newest_first.label("place"),
        )
        .join(consultation, held(scope))
        .outerjoin(department, department.c.department_id == item.department_id)
        .where(items_in_force(scope))
        .subquery()
    )
    return (
        select(*(column for column in ranked.c if column.name != "place"))
        .where(ranked.c.place == 1)
        .subquery()
    )


def of_opinion(rows: Subquery) -> ColumnElement[bool]:
    """Tell whether a row with quarter and number is about an `opinion`."""
    return and_(rows.c.quarter == opinion.c.quarter, rows.c.number == opinion.c.number)


def in_opinion_order() -> tuple[ColumnElement[Any], ...]:
    """Return the order of a list of opinions: quarter by quarter, 9 before 10."""
    number = opinion.c.number
    return (opinion.c.quarter, func.length(number), ByBytes(number))
