"""Letting readers in: who sees the mart's rows of which office."""

from collections.abc import Sequence

import pandas as pd

from schemas.office import OfficeFolder
from warehouse.engine import begin, reading
from warehouse.mart import readers


def grant(folder: OfficeFolder, role: str, region_codes: Sequence[str]) -> str | None:
    """Let a role read offices, this one when none is named; return the password if the role was made."""
    with begin(folder.database) as connection:
        return readers.grant(connection, role, region_codes or [folder.office.region_code])


def revoke(folder: OfficeFolder, role: str, region_codes: Sequence[str]) -> int:
    """Take offices away from a reader, all when none is named; return how many."""
    with begin(folder.database) as connection:
        return readers.revoke(connection, role, region_codes)


def list_readers(folder: OfficeFolder) -> pd.DataFrame:
    """Return who reads what."""
    with reading(folder.database) as connection:
        return readers.readers(connection)
