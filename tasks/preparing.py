"""The first step of a night: folders, the newest tables, the office and its session are there."""

from schemas.office import OfficeFolder
from warehouse.engine import begin
from warehouse.migrate import upgrade
from warehouse.offices import register_office


def prepare(folder: OfficeFolder) -> dict[str, int]:
    """Make what is missing; change nothing that is there."""
    for path in (folder.inbox, folder.outbox, folder.archive, folder.templates):
        path.mkdir(parents=True, exist_ok=True)
    upgrade(folder.database)
    with begin(folder.database) as connection:
        register_office(connection, folder)
    return {}
