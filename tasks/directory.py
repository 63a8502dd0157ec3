"""Looking at the directory."""

from schemas.office import OfficeFolder
from warehouse.directory import department_names
from warehouse.engine import reading
from warehouse.offices import find_scope


def known_departments(folder: OfficeFolder) -> dict[str, int]:
    """Return the department for every name in use."""
    with reading(folder.database) as connection:
        return department_names(connection, find_scope(connection, folder).office_id)
