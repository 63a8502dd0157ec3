"""How far the calls of a cycle came: deputies on the list, dialled, reached, and with every item answered.

Each stage is a part of the one before, by the final disposition of each call. The same as `duban survey funnel`.
"""

import pandas as pd

from schemas.office import OfficeFolder
from tasks.computed.base import CYCLE, MAX_ATTEMPTS, Computed
from tasks.fieldwork import FUNNEL, funnel


def _answer(folder: OfficeFolder, cycle: int | None, max_attempts: int | None) -> pd.DataFrame:
    return funnel(folder, cycle, max_attempts)


QUESTION = Computed("回访漏斗", FUNNEL, _answer, (CYCLE, MAX_ATTEMPTS))
