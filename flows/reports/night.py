"""The report of a night, and the words for its steps and what they count."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from flows.order import BATCH
from flows.reports.report import Report, Row
from schemas.office import OfficeFolder
from tasks.decision_sheet import list_path

Counts = Mapping[str, Mapping[str, int]]

# step: its name for people, and what each of its counts is; a batch is told together with all others of the night
STEPS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "prepare": ("准备", {}),
    "receive": ("收件", {"files": "收件箱文件", "new": "新文件", "not_opened": "打不开"}),
    BATCH: (
        "入库",
        {
            "files": "文件",
            "rows": "行",
            "new": "新内容行",
            "set_aside": "搁置行",
            "held": "整批暂缓",
            "refused": "文件未读取",
        },
    ),
    "letters": (
        "答复函核对",
        {"compared": "已核对", "differing": "与登记表不一致", "unmatched": "找不到对应建议"},
    ),
    "answered": ("答复齐全", {"answered": "建议"}),
    "call lists": ("回访名单", {"handed_over": "名单"}),
    "close cycles": ("到期结束回访", {"closed": "期"}),
    "decide": ("按规则审定", {"decided": "建议"}),
    "decision list": ("待审定", {"awaiting": "建议"}),
    "returns": ("退回材料", {"returned": "文件"}),
    "reminders": ("催办", {"due": "应催办", "files written": "已出具文件"}),
    "dates": ("工作日历", {"days": "更新日数"}),
}


def night_report(
    folder: OfficeFolder, as_of: date, counts: Counts, failed: Sequence[str], problems: int
) -> Report:
    """Return what a night did, what it could not do, and what people do next."""
    return Report(
        "夜间处理",
        ("步骤", "计数"),
        step_rows(counts) or [("—", "没有要处理的")],
        not_done(failed),
        (),
        next_steps(folder, as_of, counts, problems),
    )


def step_rows(counts: Counts) -> list[Row]:
    """Return a row for each step that did something."""
    return list(_step_rows(counts))


def _step_rows(counts: Counts) -> Iterator[Row]:
    for step, counted in together([counts]).items():
        name, words = STEPS.get(step, (step, {}))
        shown = "，".join(f"{words.get(what, what)} {count}" for what, count in counted.items() if count)
        if shown:
            yield name, shown


def together(nights: Iterable[Counts]) -> dict[str, dict[str, int]]:
    """Return the counts of nights by step, all batches as one."""
    sums: dict[str, dict[str, int]] = {}
    for counts in nights:
        for name, counted in counts.items():
            is_batch = name.startswith(BATCH)
            found = sums.setdefault(BATCH if is_batch else name, {})
            for what, count in (({"files": 1} if is_batch else {}) | dict(counted)).items():
                found[what] = found.get(what, 0) + count
    return sums


def not_done(failed: Sequence[str]) -> list[str]:
    """Return what is said of batches that failed."""
    named = "、".join(name.replace(BATCH, "批次") for name in failed)
    return [f"未处理完，留待下一夜：{named}"] if failed else []


def next_steps(folder: OfficeFolder, as_of: date, counts: Counts, problems: int) -> list[str]:
    """Return what people do after a night."""
    batches = together([counts]).get(BATCH, {})
    steps = []
    if problems:
        where = f"/artifacts/key/problems-{folder.office.region_code}"
        steps.append(f"未解决问题 {problems} 个：[各承办单位]({where})；退回材料在 `outbox/returns/`")
    if held := batches.get("held"):
        steps.append(
            f"{held} 份文件没有入库：核实后豁免（`duban problems waive`），再执行 `duban problems replay`"
        )
    if awaiting := counts.get("decision list", {}).get("awaiting"):
        sheet = list_path(folder, as_of).relative_to(folder.path).as_posix()
        steps.append(f"{awaiting} 件建议等待审定：填写 `{sheet}` 后放回收件箱")
    return steps
