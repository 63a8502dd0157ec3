"""Whether the counters that the night keeps up agree with what they count."""

import pandas as pd

from schemas.office import OfficeFolder
from warehouse import counters
from warehouse.engine import begin, reading
from warehouse.offices import find_scope

DIFFERENCES = {"counter": "计数表", "cell": "项目", "kept": "现计数", "counted": "重新计数"}


def verify(folder: OfficeFolder) -> pd.DataFrame:
    """Return every cell that is not as counted anew, with DIFFERENCES; an empty frame: all agree."""
    with reading(folder.database) as connection:
        found = counters.differences(connection, find_scope(connection, folder).office_id)
    return pd.DataFrame(found, columns=list(DIFFERENCES))


def rebuild(folder: OfficeFolder) -> None:
    """Count everything of the office anew."""
    with begin(folder.database) as connection:
        counters.rebuild(connection, find_scope(connection, folder).office_id)
