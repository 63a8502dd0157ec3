"""What suggestions of all sessions of an office are called, and how each was rated last."""

import pandas as pd
from sqlalchemy import Connection, and_, func, select

from warehouse.numbering import label
from warehouse.offices import Scope
from warehouse.tables import session, suggestion, verdict


def titles(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return one row per suggestion: session_id, session, term, meeting, suggestion_id, number, title, verdict (or None)."""
    newest = (
        select(
            verdict.c.suggestion_id,
            verdict.c.outcome,
            func.row_number()
            .over(partition_by=verdict.c.suggestion_id, order_by=verdict.c.cycle_id.desc())
            .label("place"),
        )
    ).subquery()
    query = (
        select(
            session.c.session_id,
            session.c.name.label("session"),
            session.c.term,
            session.c.meeting,
            suggestion.c.suggestion_id,
            label(),
            suggestion.c.title,
            newest.c.outcome.label("verdict"),
        )
        .join(session, session.c.session_id == suggestion.c.session_id)
        .outerjoin(newest, and_(newest.c.suggestion_id == suggestion.c.suggestion_id, newest.c.place == 1))
        .where(session.c.office_id == scope.office_id)
        .order_by(session.c.term, session.c.meeting, suggestion.c.suggestion_id)
    )
    return pd.DataFrame(connection.execute(query).all(), columns=list(query.selected_columns.keys()))
