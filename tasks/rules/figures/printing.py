"""How an office prints a rate of satisfaction: with the decimals and by the convention of its profile, said under the table."""

from dataclasses import dataclass

from schemas.edition import SurveyRules
from tasks.rules.figures.rounding import Convention
from tasks.rules.satisfaction import Share


@dataclass(frozen=True)
class Printing:
    """Decimals and convention."""

    convention: Convention = Convention.HALF_UP
    decimals: int = 1

    @classmethod
    def of(cls, rules: SurveyRules) -> "Printing":
        """Return how the rules of an edition want rates of satisfaction printed."""
        return cls(Convention(rules.rounding), rules.share_decimals)

    @property
    def of_one(self) -> Convention:
        """By which convention a rate is printed that stands alone: one that makes shares add up is for all of a table."""
        truncates = self.convention in (Convention.TRUNCATE, Convention.TRUNCATE_LAST_ABSORBS)
        return Convention.TRUNCATE if truncates else Convention.HALF_UP

    def percent(self, share: Share) -> str | None:
        """Return a rate as printed, such as `98.3`; None when there is nothing to divide by."""
        return share.percent(self.decimals, self.of_one)

    @property
    def chinese(self) -> str:
        """The sentence for people, without its full stop."""
        decimals = f"保留{self.decimals}位小数" if self.decimals else "取整数"
        return f"满意率的取舍：{self.of_one.chinese}，{decimals}"


# how every share is printed that is no rate of satisfaction
USUAL = Printing()
