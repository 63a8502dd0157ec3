"""The figures of a cycle by department, committee or delegation, with what would expose a deputy hidden and said so."""

import pandas as pd

from schemas.office import OfficeFolder
from schemas.profile import in_force
from schemas.words import Outcome
from tasks.cycles import find_cycle
from tasks.rules.figures.printing import Printing
from tasks.rules.figures.rounding import CannotPrint, Convention, print_shares
from tasks.rules.figures.suppression import TOTAL, suppress
from tasks.rules.satisfaction import Share, judge_items, that_count
from warehouse import survey_groups, surveys
from warehouse.engine import reading
from warehouse.offices import find_scope

GROUPS = {"department": "承办单位", "committee": "专门委员会", "delegation": "代表团"}
HIDDEN = "*"
NOT_RATED, NOBODY, SHARES = "未评价", "未归类", "占比（%）"
_RATINGS = (Outcome.SATISFIED, Outcome.MOSTLY_SATISFIED, Outcome.DISSATISFIED)
_FEWEST = 3


def by_group(folder: OfficeFolder, by: str, cycle_id: int | None = None) -> tuple[pd.DataFrame, str]:
    """Return a row per group with the count of each rating and 满意率 as text, and the sentence that belongs under the table.

    Departments and committees: suggestions by their verdict; delegations: answers. A cell of 不满意 from 1 to below 3 is hidden, with
    as many others as it takes that it does not follow from the totals; a rate is not shown where a count it is made of is hidden.
    """
    with reading(folder.database) as connection:
        scope = find_scope(connection, folder)
        cycle = find_cycle(connection, scope, cycle_id)
        answers = surveys.answers_of_cycle(connection, cycle.cycle_id)
        groups = {
            "department": lambda: survey_groups.departments(connection, cycle),
            "committee": lambda: survey_groups.committees(connection, scope, cycle),
            "delegation": lambda: survey_groups.delegations(connection, cycle),
        }[by]()
    printing = Printing.of(in_force(folder.rules, cycle.as_of).survey)
    threshold = (cycle.plan or {}).get("threshold_pct")
    rated = (
        that_count(answers) if by == "delegation" else judge_items(answers, cycle.verdict_rule, (), threshold)
    )
    key = "deputy_id" if by == "delegation" else "suggestion_id"
    counts = _counts(rated.merge(groups, on=key, how="left"))
    found = suppress(counts, _FEWEST, [Outcome.DISSATISFIED.chinese])
    rows = [_row(name, found.shown.loc[name], printing) for name in found.shown.index]
    total = found.shown.loc[TOTAL]
    if total.notna().all() and total[TOTAL]:
        rows.append(_shares(counts.sum(), printing))
    table = pd.DataFrame(rows).rename(columns={"group": GROUPS[by]})
    hidden = int(found.is_primary.to_numpy().sum() + found.is_complementary.to_numpy().sum())
    return table, _note(by, cycle.round, printing, hidden)


def _counts(rated: pd.DataFrame) -> pd.DataFrame:
    words = {outcome.value: outcome.chinese for outcome in _RATINGS}
    outcome, group = rated["outcome"].map(words).fillna(NOT_RATED), rated["group"].fillna(NOBODY)
    counts = pd.crosstab(group, outcome)
    return counts.reindex(columns=[*words.values(), NOT_RATED], fill_value=0)


def _row(name: str, shown: pd.Series, printing: Printing) -> dict[str, str]:
    good = [Outcome.SATISFIED.chinese, Outcome.MOSTLY_SATISFIED.chinese]
    known = bool(shown[[*good, TOTAL]].notna().all()) and bool(shown.notna().all())
    rate = HIDDEN
    if known:
        rate = printing.percent(Share(int(shown[good].sum()), int(shown[TOTAL]))) or ""
    cells = {column: HIDDEN if pd.isna(shown[column]) else str(int(shown[column])) for column in shown.index}
    return {"group": name, **cells, "满意率（%）": rate}


def _shares(counts: pd.Series, printing: Printing) -> dict[str, str]:
    try:
        printed = print_shares([int(count) for count in counts], printing.convention, printing.decimals)
    except CannotPrint:
        printed = print_shares([int(count) for count in counts], Convention.HALF_UP, printing.decimals)
    return {
        "group": SHARES,
        **dict(zip(counts.index, printed.texts, strict=True)),
        TOTAL: "",
        "满意率（%）": "",
    }


def _note(by: str, of_round: int, printing: Printing, hidden: int) -> str:
    unit = "人次" if by == "delegation" else "建议件数"
    twice = "；分别办理的建议在各承办单位各计一次" if by == "department" else ""
    shown = f"；为避免暴露代表身份，{hidden}个数据以{HIDDEN}代替" if hidden else "；没有需要隐去的数据"
    rate = "首轮满意率" if of_round == 1 else f"第{of_round}轮满意率（不是首轮）"
    return f"按{unit}统计，{rate}＝（满意＋基本满意）÷合计{twice}；占比的取舍：{printing.convention.chinese}；{printing.chinese}{shown}。"
