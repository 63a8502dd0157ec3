"""What a night leaves in Prefect for those who look there: a short report and a table of problems, counts only."""

from collections.abc import Mapping
from datetime import date

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from schemas.office import OfficeFolder
from tasks.asking import ask
from tasks.questions import find_question

Counts = Mapping[str, Mapping[str, int]]


def publish(folder: OfficeFolder, as_of: date, counts: Counts, failed: list[str]) -> None:
    """Leave the report of a night and its problems by department, under the same two keys for an office every night."""
    code = folder.office.region_code
    problems = find_question("problems-by-department")
    found = ask(folder, problems, as_of).rename(columns=dict(problems.columns))
    total = int(found["合计"].sum())
    create_table_artifact(
        {str(head): found[head].tolist() for head in found},
        key=f"problems-{code}",
        description=f"{folder.office.name}：{problems.chinese}",
    )
    create_markdown_artifact(
        night_report(folder, as_of, counts, failed, total),
        key=f"night-{code}",
        description=f"{folder.office.name}：{as_of.isoformat()}夜间处理",
    )


def night_report(folder: OfficeFolder, as_of: date, counts: Counts, failed: list[str], problems: int) -> str:
    """Return the report of a night as Markdown: what each step counted, what failed, where to look next."""
    lines = [f"# {folder.office.name} {as_of.isoformat()}", "", "| 步骤 | 计数 |", "|---|---|"]
    for step, counted in counts.items():
        shown = "，".join(f"{name} {count}" for name, count in counted.items() if count)
        if shown:
            lines.append(f"| {step} | {shown} |")
    if failed:
        lines += ["", f"**未处理完，留待下一夜：{'、'.join(failed)}**"]
    where = f"/artifacts/key/problems-{folder.office.region_code}"
    lines += ["", f"未解决问题 {problems} 个：[各承办单位]({where})；退回材料在 `outbox/returns/`。"]
    return "\n".join(lines) + "\n"
