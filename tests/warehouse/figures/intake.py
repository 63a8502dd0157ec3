"""Files that came in, what became of them, and what is wrong with them.

The rows of each question on the session of `tests.warehouse.session`, worked out by hand; None stands for no value.
"""

from typing import Any

from tests.warehouse.session import ASSIGNED

FIGURES: dict[str, list[tuple[Any, ...]]] = {
    "batch-outcomes": [
        ("suggestions", "loaded", 2, 0, 0, 0),
        ("replies", "loaded", 1, 0, 0, 0),
        ("replies", "held", 1, 5, 2, 3),
        ("changes", "loaded", 1, 0, 0, 0),
    ],
    "batch-outcomes 2020-01-18": [],
    "batches": [
        # nine open problems: three of 9, one of 12, one of 2, the title of 1, and three of the file
        (1, "建议交办台账.xlsx", "suggestions", "loaded", ASSIGNED, 0, 0, 0, 9),
        (2, "区水利局.xlsx", "replies", "held", ASSIGNED, 5, 2, 3, 1),
        (3, "各单位答复.xlsx", "replies", "loaded", ASSIGNED, 0, 0, 0, 0),
        (4, "办理变更.xlsx", "changes", "loaded", ASSIGNED, 0, 0, 0, 0),
        (5, "建议交办台账.xlsx", "suggestions", "loaded", ASSIGNED, 0, 0, 0, 1),
    ],
    "batches 2020-01-18": [],
    "problems": [
        ("batch_held", "hold_batch", 1),
        ("not_referred", "reject_row", 2),
        ("bad_doc_no", "warn", 2),  # of 2, and of the session before: files belong to the office
        ("bad_phone", "warn", 1),
        ("missing_column", "warn", 1),
        ("missing_reply_date", "warn", 1),
        ("missing_result_class", "warn", 1),
        ("title_differs", "warn", 1),
        ("unknown_publicity", "warn", 1),
    ],
    "problems hold_batch": [("batch_held", "hold_batch", 1)],
    "problems-by-department": [
        # file refused, batch held, row set aside, warned
        ("教体", 0, 0, 0, 4, 4),  # of 1, 2, 12, and of the session before
        ("交通", 0, 0, 0, 1, 1),  # of 9
        ("水利", 0, 0, 0, 2, 2),  # of 9
        ("未能确定", 0, 1, 2, 1, 4),
    ],
}
