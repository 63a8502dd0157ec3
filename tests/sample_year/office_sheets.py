"""The sheets of the assembly's office (directory, roster, committees, ledger) and the answer book."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.sample_year.people import printed_name
from tests.sample_year.sheets import Cell, save
from tests.sample_year.world import (
    ASSIGNED_ON,
    COMMITTEES,
    SESSION,
    Answer,
    Department,
    Deputy,
    Suggestion,
    words,
)


def write_office_sheets(
    folder: Path, departments: list[Department], people: list[Deputy], made: list[Suggestion]
) -> None:
    """Write the directory, the roster, the committees and the ledger."""
    target = folder / "1-register"
    _write_directory(target, departments)
    _write_roster(target, people)
    committees: list[list[Cell]] = [[name, "、".join(categories)] for name, categories in COMMITTEES.items()]
    save(target / "专门委员会分工.xlsx", [["委员会", "督办的建议类别"], *committees])
    _write_ledger(target, people, made)


def _titled(title: str, header: Sequence[str], rows: Iterable[list[Cell]]) -> list[list[Cell]]:
    return [[title, *[""] * (len(header) - 1)], list(header), *rows]


def _write_directory(target: Path, departments: list[Department]) -> None:
    header = ("序号", "单位全称", "简称", "单位类别", "联络员", "联系电话")
    rows: list[list[Cell]] = [
        [n, d.name, "、".join(d.aliases), d.kind, d.contact, d.phone] for n, d in enumerate(departments, 1)
    ]
    save(target / "承办单位名录.xlsx", _titled("临泉区代表建议承办单位名录", header, rows), merges=["A1:F1"])


def _write_roster(target: Path, people: list[Deputy]) -> None:
    header = ("序号", "姓名", "性别", "代表团", "单位及职务", "联系电话", "备注")
    rows: list[list[Cell]] = []
    merges = ["A1:G1"]
    for n, deputy in enumerate(people):
        starts = not n or people[n - 1].delegation != deputy.delegation
        delegation = deputy.delegation if starts else ""
        name = printed_name(deputy)
        rows.append([deputy.roster_no, name, deputy.sex, delegation, deputy.post, deputy.cell, ""])
        if starts:
            size = sum(other.delegation == deputy.delegation for other in people)
            merges.append(f"D{n + 3}:D{n + 2 + size}")
    save(target / "代表名册.xlsx", _titled("临泉区第十七届人民代表大会代表名册", header, rows), merges=merges)


def _write_ledger(target: Path, people: list[Deputy], made: list[Suggestion]) -> None:
    header = words(
        "建议编号 建议标题 领衔代表 代表团 附议代表 类别 "
        "主办单位 会办单位 办理方式 交办日期 办理期限 重点督办"
    )
    names = [deputy.name for deputy in people]
    shared = {name for name in names if names.count(name) > 1}
    rows = [_ledger_row(suggestion, shared) for suggestion in made]
    table = _titled(f"临泉{SESSION}代表建议交办台账", header, rows)
    save(target / "建议交办台账.xlsx", table, merges=["A1:L1"])


def _ledger_row(suggestion: Suggestion, shared: set[str]) -> list[Cell]:
    manner = "主办会办" if suggestion.co_departments else "单独办理"
    comma = "，" if suggestion.number % 40 == 7 else "、"
    days: tuple[Cell, ...] = (
        ASSIGNED_ON,
        "2020年1月17日",
        ASSIGNED_ON,
        "2020.1.17",
        ASSIGNED_ON,
        ASSIGNED_ON,
    )
    return [
        suggestion.number,
        suggestion.title,
        suggestion.lead.name,
        suggestion.lead.delegation,
        comma.join(
            f"{d.name}（{d.delegation}）" if d.name in shared else d.name for d in suggestion.co_signers
        ),
        suggestion.category,
        "、".join(department.short for department in suggestion.departments),
        "、".join(department.short for department in suggestion.co_departments),
        "分别办理" if len(suggestion.departments) > 1 else manner,
        days[suggestion.number % len(days)],
        "六个月" if suggestion.months == 6 else "三个月",
        "是" if suggestion.is_key else "",
    ]


def write_answers(folder: Path, said: list[Answer]) -> None:
    """Write the answer book of the simulated survey centre."""
    rows: list[list[Cell]] = [
        [
            answer.round,
            answer.suggestion.number,
            answer.deputy.name,
            answer.deputy.delegation,
            answer.outcome,
            answer.reason,
            answer.called_on.isoformat() if answer.called_on else "",
        ]
        for answer in said
    ]
    header: list[Cell] = ["轮次", "建议编号", "姓名", "代表团", "回访结果", "不满意原因", "拨打日期"]
    save(folder / "answers.csv", [header, *rows], "utf-8-sig")
