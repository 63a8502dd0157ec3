"""Names of departments that nobody knows: shown with the departments they are most like, and settled by a person."""

from datetime import date

import pandas as pd

from schemas.office import OfficeFolder
from tasks.rules.likeness import most_like
from warehouse import batches, directory
from warehouse.engine import begin, reading
from warehouse.offices import find_scope

COLUMNS = {"name": "写法", "count": "次数", "file_name": "最近的文件", "likely": "相近的单位"}
_UNKNOWN = ("unknown_department", "unknown_co_handler", "letter_unknown_department")


class AliasError(Exception):
    """A name that cannot be made to lead to a department; the message says why."""


def unknown_names(folder: OfficeFolder) -> pd.DataFrame:
    """Return each name in open problems that leads to no department, with COLUMNS, most frequent first."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        names = directory.known_names(connection, scope.office_id)
        found = pd.DataFrame(
            batches.open_values(connection, scope.office_id, _UNKNOWN), columns=["name", "file_name"]
        )
    found = found[~found["name"].isin(names)]
    rows = found.groupby("name", sort=False).agg(count=("name", "size"), file_name=("file_name", "last"))
    rows = rows.reset_index().sort_values(["count", "name"], ascending=[False, True], ignore_index=True)
    rows["likely"] = [
        "、".join(dict.fromkeys(names[like][0] for like in most_like(name, names))) for name in rows["name"]
    ]
    return rows[list(COLUMNS)]


def accept_alias(folder: OfficeFolder, alias: str, department: str, by: str, on: date) -> None:
    """Let `alias` lead to a department, named by any name it has; raise AliasError when one of the two does not do."""
    with begin(folder.database) as connection:
        scope = find_scope(connection, folder)
        ids = directory.department_names(connection, scope.office_id)
        if alias in ids:
            owner = directory.known_names(connection, scope.office_id)[alias][0]
            raise AliasError(f"{alias} leads to {owner} already")
        if department not in ids:
            raise AliasError(f"there is no department {department}")
        directory.add_reviewed_alias(connection, scope.office_id, alias, ids[department], by, on)
