"""Satisfaction of a cycle on its three bases: suggestions, deputies, and pairs of both, under the cycle's own rule.

percent = numerator / asked, rounded as the profile has it; who did not answer stays in asked. answered_percent = numerator /
those who answered, between lower and upper: its Wilson interval (95 %) with the correction for a finite population. Of a sample,
weighted_percent and its interval are for all that it was drawn from, each stratum by what it stands for. published = the rate that
the rules of the place make public. The same as `duban survey figures`.
"""

import pandas as pd

from schemas.office import OfficeFolder
from tasks.computed.base import CYCLE, Computed
from tasks.survey_figures import SATISFACTION, satisfaction


def _answer(folder: OfficeFolder, cycle: int | None) -> pd.DataFrame:
    return satisfaction(folder, cycle)


QUESTION = Computed("各口径满意率", SATISFACTION, _answer, (CYCLE,))
