"""The ledger's columns: what people call each, and which of them an office has, in what order and under what names."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

COLUMNS = {
    "number": "编号",
    "title": "标题",
    "lead": "领衔代表",
    "co_signers": "附议人数",
    "category": "类别",
    "committee": "督办委员会",
    "departments": "主办",
    "co_departments": "会办",
    "assigned_on": "交办日期",
    "due_on": "办理期限",
    "replied_on": "答复日期",
    "in_time": "按期/逾期",
    "result_class": "办理结果",
    "publicity": "公开属性",
    "rated": "测评结果",
    "round": "轮次",
    "status": "状态",
    "letter": "交办函",
    "note": "备注",
}
# all rows are counted by the one, those that a filter leaves by the other
_NEEDED = ("编号", "标题")


class LedgerColumns(BaseModel):
    """The columns of the ledger in the order of this office, and what it calls them; both by our titles."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: tuple[str, ...] = tuple(COLUMNS.values())
    titles: Mapping[str, Annotated[str, Field(pattern=r"\S")]] = {}

    @model_validator(mode="after")
    def _are_there_once(self) -> Self:
        known = list(COLUMNS.values())
        wrong = {
            "no column of the ledger": [
                title for title in (*self.columns, *self.titles) if title not in known
            ],
            "twice": _doubled(self.columns),
            "missing, the totals need it": [title for title in _NEEDED if title not in self.columns],
            "two columns would be called": _doubled(self.called(title) for title in known),
        }
        said = [f"{what}: {'、'.join(titles)}" for what, titles in wrong.items() if titles]
        if said:
            raise ValueError(f"{'; '.join(said)}. The columns are {'、'.join(known)}")
        return self

    @property
    def shown(self) -> dict[str, str]:
        """The fields that are shown, in their order, each with our title."""
        fields = {title: field for field, title in COLUMNS.items()}
        return {fields[title]: title for title in self.columns}

    def called(self, title: str) -> str:
        """Return what this office calls a column, on whatever sheet it stands."""
        return self.titles.get(title, title)


def _doubled(titles: Iterable[str]) -> list[str]:
    seen = list(titles)
    return sorted({title for title in seen if seen.count(title) > 1})
