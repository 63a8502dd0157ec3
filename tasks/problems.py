"""Looking at the quarantine: which problems are open, in which file and place, in Chinese."""

from datetime import date

import pandas as pd

from schemas.inputs import header_of
from schemas.office import OfficeFolder
from schemas.problems import problem_table
from warehouse import batches
from warehouse.engine import begin, reading
from warehouse.offices import find_scope

COLUMNS = {
    "problem_id": "编号",
    "file_name": "文件",
    "sheet": "工作表",
    "row_no": "行号",
    "level": "级别",
    "code": "代码",
    "text": "错误信息",
    "mend": "怎么改",
}


class NoSuchProblem(Exception):
    """A number that no open problem has."""


def open_problems(folder: OfficeFolder) -> pd.DataFrame:
    """Return the open problems of the office with COLUMNS."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        rows = pd.DataFrame(batches.open_problems(connection, scope.office_id))
    if rows.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    table = problem_table()
    places = [
        (table[row["code"]], header_of(row["kind"], row["field"]), row["raw_value"])
        for row in rows.astype(object).where(rows.notna(), None).to_dict("records")
    ]
    rows["text"] = [problem.describe(column, value) for problem, column, value in places]
    rows["mend"] = [problem.advise(column, value) for problem, column, value in places]
    return rows[list(COLUMNS)]


def waive(folder: OfficeFolder, problem_id: int, by: str, because: str, on: date) -> None:
    """Waive an open problem; raise NoSuchProblem when there is none of this number. Nothing else changes."""
    with begin(folder.database) as connection:
        scope = find_scope(connection, folder)
        if not batches.waive_problem(connection, scope.office_id, problem_id, by, because, on):
            raise NoSuchProblem(f"there is no open problem {problem_id}")
