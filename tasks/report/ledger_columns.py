"""What stands in the columns of the ledger's other sheets, in their order."""

from warehouse.queries import find_query

_LETTERS, _LIFE, _OPINIONS = (find_query(name).columns for name in ("letters", "history", "opinions"))

HISTORY_COLUMNS = {
    "number": "编号",
    "title": "标题",
    "round": "轮次",
    "department": "承办单位",
    "role": "办理方式",
    "assigned_on": "交办日期",
    "due_on": "办理期限",
    "replied_on": "答复日期",
    "in_time": "按期/逾期",
    "result_class": "办理结果",
    "publicity": "公开属性",
    "note": "备注",
}
LETTER_COLUMNS = {"number": "编号", "title": "标题"} | {
    name: _LETTERS[name]
    for name in ("kind", "serial", "issued_on", "round", "department", "withdrawn", "file_name")
}
LIFE_COLUMNS = {**_LIFE, "number": "编号"}
# first what was said, then by whom and where, then what became of it
OPINION_COLUMNS = {
    name: _OPINIONS[name]
    for name in (
        *("number", "content", "quarter", "visited_on", "deputies", "place", "department", "category"),
        *("sorting", "handled", "suggestion", "meetings", "held_on", "result", "responsible", "due_on"),
        *("follow_up", "status", "rated"),
    )
}
