"""Looking at the quarantine: which problems are open, in which file and place, in Chinese."""

import pandas as pd

from schemas.office import OfficeFolder
from schemas.problems import problem_table
from warehouse import batches
from warehouse.engine import reading
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


def open_problems(folder: OfficeFolder) -> pd.DataFrame:
    """Return the open problems of the office with COLUMNS."""
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        rows = pd.DataFrame(batches.open_problems(connection, scope.office_id))
    if rows.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    table = problem_table()
    rows["text"] = [
        table[code].describe(field, raw)
        for code, field, raw in zip(rows["code"], rows["field"], rows["raw_value"], strict=True)
    ]
    rows["mend"] = [
        table[code].mend.format(column=field, value="")
        for code, field in zip(rows["code"], rows["field"], strict=True)
    ]
    return rows[list(COLUMNS)]
