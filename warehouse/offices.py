"""The office and session a command works for."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from schemas.office import OfficeError, OfficeFolder
from warehouse.bulk import upsert
from warehouse.tables import office, session


@dataclass(frozen=True)
class Scope:
    """The office and session that a command works in: every query is bound to it."""

    office_id: int
    session_id: int
    term: int


def find_scope(connection: Connection, folder: OfficeFolder) -> Scope:
    """Return the scope of an office that is registered; raise OfficeError when its warehouse does not know it."""
    wanted = folder.session
    row = connection.execute(
        select(office.c.office_id, session.c.session_id, session.c.term)
        .join(session, session.c.office_id == office.c.office_id)
        .where(
            office.c.region_code == folder.office.region_code,
            session.c.term == wanted.term,
            session.c.meeting == wanted.meeting,
        )
    ).first()
    if row is None:
        raise OfficeError(
            f"the warehouse does not know {wanted.name} of {folder.office.name}; run duban nightly first"
        )
    return Scope(*row)


def register_office(connection: Connection, folder: OfficeFolder) -> Scope:
    """Write the office and its current session if they are new or renamed; return them as a scope."""
    code = folder.office.region_code
    upsert(connection, office, [{"region_code": code, "name": folder.office.name}], key=["region_code"])
    office_id = connection.scalars(select(office.c.office_id).where(office.c.region_code == code)).one()
    current = folder.session
    row = {"office_id": office_id, "term": current.term, "meeting": current.meeting, "name": current.name}
    upsert(connection, session, [{**row, "year": current.year}], key=["office_id", "term", "meeting"])
    session_id = connection.scalars(
        select(session.c.session_id).where(
            session.c.office_id == office_id,
            session.c.term == current.term,
            session.c.meeting == current.meeting,
        )
    ).one()
    return Scope(office_id, session_id, current.term)
