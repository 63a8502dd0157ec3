"""Files that came in, what became of them, and what is wrong with them.

The rows of each question on the session of `tests.warehouse.session`, worked out by hand; None stands for no value.
"""

from typing import Any

from tests.warehouse.session import ASSIGNED

FIGURES: dict[str, list[tuple[Any, ...]]] = {
    "batch-outcomes": [
        ("建议交办台账", "已入库", 2, 0, 0, 0),
        ("答复登记表", "已入库", 1, 0, 0, 0),
        ("答复登记表", "整批暂缓", 1, 5, 2, 3),
        ("办理变更表", "已入库", 1, 0, 0, 0),
    ],
    "batch-outcomes 2020-01-18": [],
    "batches": [
        # nine open problems: three of 9, one of 12, one of 2, the title of 1, and three of the file
        (1, "建议交办台账.xlsx", "建议交办台账", "已入库", ASSIGNED, 0, 0, 0, 9),
        (2, "区水利局.xlsx", "答复登记表", "整批暂缓", ASSIGNED, 5, 2, 3, 1),
        (3, "各单位答复.xlsx", "答复登记表", "已入库", ASSIGNED, 0, 0, 0, 0),
        (4, "办理变更.xlsx", "办理变更表", "已入库", ASSIGNED, 0, 0, 0, 0),
        (5, "建议交办台账.xlsx", "建议交办台账", "已入库", ASSIGNED, 0, 0, 0, 1),
    ],
    "batches 2020-01-18": [],
    "problems": [
        ("batch_held", "整批数据未通过检查，暂不入库", "整批暂缓", 1),
        ("not_referred", "第…号建议没有交由该单位主办", "本行未采用", 2),
        (
            "bad_doc_no",
            "答复文号“…”格式不正确",
            "提醒",
            2,
        ),  # of 2, and of the session before: files belong to the office
        ("bad_phone", "联系电话位数不对", "提醒", 1),
        ("missing_column", "表中缺少“…”一列", "提醒", 1),
        ("missing_reply_date", "答复日期没有填写，无法判断是否按期", "提醒", 1),
        ("missing_result_class", "办理结果没有填写", "提醒", 1),
        ("title_differs", "建议标题与台账不一致", "提醒", 1),
        ("unknown_publicity", "公开属性“…”无法识别", "提醒", 1),
    ],
    "problems hold_batch": [("batch_held", "整批数据未通过检查，暂不入库", "整批暂缓", 1)],
    "problems-by-department": [
        # file refused, batch held, row set aside, warned
        ("教体", 0, 0, 0, 4, 4),  # of 1, 2, 12, and of the session before
        ("交通", 0, 0, 0, 1, 1),  # of 9
        ("水利", 0, 0, 0, 2, 2),  # of 9
        ("未能确定", 0, 1, 2, 1, 4),
    ],
}
