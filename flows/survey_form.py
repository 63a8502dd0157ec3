"""The forms that the Prefect UI shows for a survey: what to ask about when it is started, who signs off while it waits."""

from enum import StrEnum

from prefect.input import RunInput
from pydantic import BaseModel, ConfigDict, Field

from schemas.words import Series
from tasks.rules.calling import MAX_ATTEMPTS, Calling
from tasks.rules.selection import Choice


class ResultClass(StrEnum):
    """The class of a reply. An office whose classes are called otherwise chooses on the command line."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class SurveyChoice(BaseModel):
    """What is asked about, and how calls are made. Whatever is left empty is no limit."""

    model_config = ConfigDict(extra="forbid")

    of_round: int | None = Field(None, ge=1, title="轮次", description="不填为待回访的最早一轮")
    series: list[Series] = Field([], title="大会或闭会期间", description="不选为全部")
    numbers: list[str] = Field([], title="建议编号", description="只回访这些建议")
    committees: list[str] = Field([], title="委员会", description="只回访这些委员会督办的建议")
    departments: list[str] = Field([], title="承办单位", description="只回访这些单位主办的建议")
    classes: list[ResultClass] = Field([], title="办理结果", description="只回访这些类别的答复")
    key_only: bool = Field(False, title="只回访重点督办建议")
    sample: int | None = Field(None, ge=1, title="抽样件数", description="按承办单位分层抽取；不填为全部")
    seed: int = Field(0, title="抽样种子", description="同一种子抽出同一样本")
    max_items: int | None = Field(None, ge=1, title="每次回访最多题数")
    cooldown_days: int = Field(0, ge=0, title="间隔天数", description="这些天内回访过的代表不再打扰")
    max_attempts: int = Field(MAX_ATTEMPTS, ge=1, title="最多拨打次数")
    hours: str | None = Field(None, title="拨打时段", description="如 09:00-11:30,15:00-20:30")

    def choice(self) -> Choice:
        """Return what is asked about."""
        return Choice(
            round=self.of_round,
            numbers=tuple(self.numbers),
            committees=tuple(self.committees),
            departments=tuple(self.departments),
            classes=tuple(one.value for one in self.classes),
            key_only=self.key_only,
            sample=self.sample,
            seed=self.seed,
            max_items=self.max_items,
            cooldown_days=self.cooldown_days,
            series=tuple(one.value for one in self.series),
        )

    def calling(self) -> Calling:
        """Return how calls are made; raise ValueError for hours that are none."""
        return Calling(self.max_attempts, self.hours)


class SignOff(RunInput):
    """Who lets the list leave."""

    confirmed_by: str = Field(min_length=1, title="签发人")
    go_ahead: bool = Field(title="同意移交", description="选否则不生成名单")
