"""Response, cooperation, refusal and contact rates of a cycle, for deputies and for pairs of a deputy and a suggestion.

As the Standard Definitions of the AAPOR have them, from the final disposition of each call (tasks.rules.figures.aapor); every
rate with its numerator and denominator. 成功率 = completed / dialled. The same as `duban survey rates`.
"""

import pandas as pd

from schemas.office import OfficeFolder
from tasks.computed.base import CYCLE, MAX_ATTEMPTS, Computed
from tasks.fieldwork import RATES, rates


def _answer(folder: OfficeFolder, cycle: int | None, max_attempts: int | None) -> pd.DataFrame:
    return rates(folder, cycle, max_attempts)


QUESTION = Computed("回访结果指标", RATES, _answer, (CYCLE, MAX_ATTEMPTS))
