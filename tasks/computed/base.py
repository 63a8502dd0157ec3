"""What a computed question is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from warehouse.queries.parameters import Parameter, Type


@dataclass(frozen=True)
class Computed:
    """A question that a task answers: told an office folder and a value for each parameter, it returns a frame."""

    chinese: str
    columns: Mapping[str, str]
    answer: Callable[..., pd.DataFrame]
    parameters: tuple[Parameter, ...] = ()


CYCLE = Parameter("cycle", Type.INT, "which survey cycle (duban survey status); default the newest")
MAX_ATTEMPTS = Parameter(
    "max_attempts", Type.INT, "after how many attempts a call is given up; default as the cycle was planned"
)
