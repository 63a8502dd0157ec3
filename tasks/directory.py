"""Looking at the directory."""

from schemas.office import OfficeFolder
from warehouse.directory import department_names
from warehouse.engine import begin
from warehouse.migrate import upgrade
from warehouse.offices import register_office


def known_departments(folder: OfficeFolder) -> dict[str, int]:
    """Return the department for every name in use."""
    upgrade(folder.database)
    with begin(folder.database) as connection:
        return department_names(connection, register_office(connection, folder).office_id)
