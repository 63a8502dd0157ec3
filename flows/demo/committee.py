"""A simulated committee: it fills in the decision sheet as the profile would have it decided."""

from pathlib import Path

from openpyxl import load_workbook

from schemas.inputs import DECISIONS
from schemas.words import Decision

# what was looked into, and what is wanted of the department
_SAID = {
    Decision.RE_REFER: (
        "经走访代表和现场查看，答复与实际情况有差距",
        "请与代表当面沟通，重新研究办理，明确措施、责任人和完成时间",
    ),
    Decision.ESCALATE: ("再次答复仍未列入计划，没有完成时间", None),
    Decision.CLOSE: ("会商会议听取了承办单位说明，向代表当面说明了目前不能解决的原因，代表表示理解", None),
}


def fill_in_decisions(sheet_path: Path, decision: Decision, returned: Path) -> int:
    """Write the decision sheet back with one decision on every item; return how many items."""
    workbook = load_workbook(sheet_path)
    sheet = workbook["审定表"]
    column = {str(cell.value): int(cell.column or 0) for cell in sheet[2]}
    findings, requirements = _SAID[decision]
    words = {
        "findings": findings,
        "decision": decision.chinese,
        "requirements": requirements,
        "decided_by": "财经委员会",
    }
    for row in range(3, sheet.max_row + 1):
        for name, text in words.items():
            sheet.cell(row, column[DECISIONS[name].chinese]).value = text
    returned.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(returned)
    return sheet.max_row - 2
