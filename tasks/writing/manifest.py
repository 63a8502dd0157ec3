"""移交单: what personal data leaves for the survey centre, for what, until when; without any of it.

Sources: 个人信息保护法 art. 21 (purpose, period, kinds of data, duties of the one entrusted, return or deletion), art. 55-56
(a record of the processing, kept for at least three years).
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tasks.writing.call_list import CallList, columns_of
from tasks.writing.workbook import Column, Sheet, render

# how long after the window the centre may keep the list
KEPT_DAYS = 30

_TITLES = {
    "cycle": "回访名称",
    "office": "委托单位",
    "purpose": "用途",
    "window": "回访时间",
    "expires_on": "删除期限",
    "calls": "代表人数",
    "items": "题数",
    "left_out_calls": "因撤回不再列入的代表人数",
    "left_out_items": "因撤回不再列入的题数",
    "fields": "字段",
    "version": "名单版本",
    "because": "重发原因",
    "confirmed_by": "签发人",
}
_DUTIES = (
    "受托方只为上述用途使用名单，不得复制、转交或另行委托。",
    "名单以密码加密，密码另行告知；受托方应限定专人保管。",
    "删除期限届满前，受托方应删除名单及其副本，并将签字的本单退回委托单位。",
)


def manifest_of(of: CallList, office: str, confirmed_by: str, because: str | None) -> dict[str, Any]:
    """Return what the ledger keeps of a list that left: counts and fields, nobody's name or number.

    `because`: why it was made anew, None for the first.
    """
    cycle, rows, (calls, items) = of.cycle, of.rows, of.left_out
    return {
        "cycle": cycle.name,
        "office": office,
        "purpose": "代表建议办理满意度电话回访",
        "window": f"{cycle.window_from.isoformat()}至{cycle.window_to.isoformat()}",
        "expires_on": (cycle.window_to + timedelta(days=KEPT_DAYS)).isoformat(),
        "calls": int(rows["case_key"].nunique()) if len(rows) else 0,
        "items": len(rows),
        **({"left_out_calls": calls, "left_out_items": items} if items else {}),
        "fields": [column.title for column in columns_of(of)],
        "version": cycle.list_version,
        "confirmed_by": confirmed_by,
        **({"because": because} if because else {}),
    }


def manifest_workbook(manifest: Mapping[str, Any], file_name: str, sha256: str) -> bytes:
    """Return the sheet that goes with the list and comes back signed."""
    values = [
        (title, "、".join(value) if isinstance(value, list) else str(value))
        for name, title in _TITLES.items()
        if name in manifest
        for value in [manifest[name]]
    ]
    rows = [
        *values,
        ("文件", file_name),
        ("sha256", sha256),
        ("接收人（签字）", ""),
        ("删除人及日期（签字）", ""),
    ]
    return render(
        [Sheet("移交单", "个人信息移交单", (Column("项目", 22), Column("内容", 80)), rows, _DUTIES)]
    )
