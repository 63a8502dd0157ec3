"""Outcome rates of the AAPOR Standard Definitions (9th edition, 2016), each as numerator, denominator and value.

Groups: I complete, P partial, R refusal and break-off, NC non-contact, O other, UH unknown if household, UO unknown other, NE not
eligible. e = the share of the unknown that is estimated to be eligible. With K = (I+P) + (R+NC+O) and U = UH+UO:

    RR1 = I / (K+U)    RR3 = I / (K+eU)    RR5 = I / K          RR2, RR4, RR6: the same with I+P above
    COOP1 = I / (I+P+R+O)    COOP3 = I / (I+P+R)                COOP2, COOP4: the same with I+P above
    REF1 = R / (K+U)   REF2 = R / (K+eU)   REF3 = R / K
    CON1 = (I+P+R+O) / (K+U)   CON2 = (I+P+R+O) / (K+eU)   CON3 = (I+P+R+O) / K
    e, unless given, as the AAPOR Outcome Rate Calculator 4.0 has it: K / (K+NE)

Everyone on a list of named deputies is eligible until the mandate ends, so UH = UO = 0 and RR1 = RR3 = RR5 there; what makes a
difference is which unit is counted: deputies, or pairs of a deputy and a suggestion.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

GROUPS = ("I", "P", "R", "NC", "O", "UH", "UO", "NE")
_KNOWN = ("I", "P", "R", "NC", "O")
_CONTACTED = ("I", "P", "R", "O")
_UNKNOWN = ("UH", "UO")

# rate: (above, below, whether the unknown count below in full (1), by e, or not (0))
_FORMULAS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "RR1": (("I",), _KNOWN, "1"),
    "RR2": (("I", "P"), _KNOWN, "1"),
    "RR3": (("I",), _KNOWN, "e"),
    "RR4": (("I", "P"), _KNOWN, "e"),
    "RR5": (("I",), _KNOWN, "0"),
    "RR6": (("I", "P"), _KNOWN, "0"),
    "COOP1": (("I",), _CONTACTED, "0"),
    "COOP2": (("I", "P"), _CONTACTED, "0"),
    "COOP3": (("I",), ("I", "P", "R"), "0"),
    "COOP4": (("I", "P"), ("I", "P", "R"), "0"),
    "REF1": (("R",), _KNOWN, "1"),
    "REF2": (("R",), _KNOWN, "e"),
    "REF3": (("R",), _KNOWN, "0"),
    "CON1": (_CONTACTED, _KNOWN, "1"),
    "CON2": (_CONTACTED, _KNOWN, "e"),
    "CON3": (_CONTACTED, _KNOWN, "0"),
}
RATES = tuple(_FORMULAS)
SUCCESS_RATE = "成功率"


@dataclass(frozen=True)
class Rate:
    """A rate that can be defended; below may be a fraction where e is one."""

    name: str
    numerator: int
    denominator: Fraction

    @property
    def value(self) -> Fraction | None:
        """The exact rate; None when there is nothing to divide by."""
        return self.numerator / self.denominator if self.denominator else None


def eligibility(counts: Mapping[str, int]) -> Fraction | None:
    """Return e as the calculator has it; None when no case is known to be eligible or not."""
    _check(counts)
    known = sum(counts.get(group, 0) for group in _KNOWN)
    every = known + counts.get("NE", 0)
    return Fraction(known, every) if every else None


def outcome_rates(counts: Mapping[str, int], e: Fraction | float | None = None) -> dict[str, Rate]:
    """Return every rate by name from counts per group; a group that is not named is 0. Raises ValueError for other names."""
    share = eligibility(counts) if e is None else Fraction(e)
    if share is not None and not 0 <= share <= 1:
        raise ValueError("e is a share from 0 to 1")
    _check(counts)
    # nobody knows a share of cases of whom not one is settled: below stays 0, and the rate has no value
    weights = {"1": Fraction(1), "e": share or Fraction(0), "0": Fraction(0)}
    unknown = sum(counts.get(group, 0) for group in _UNKNOWN)
    return {
        name: Rate(
            name,
            sum(counts.get(group, 0) for group in above),
            sum(counts.get(group, 0) for group in below) + weights[weight] * unknown,
        )
        for name, (above, below, weight) in _FORMULAS.items()
    }


def rates_by_group(counts: pd.DataFrame, e: float | None = None) -> pd.DataFrame:
    """Return the rates of many surveys, departments or days at once.

    `counts`: one row each, a column per group (a missing column is 0). The answer has the same index and columns rate, numerator,
    denominator, value (NaN when there is nothing to divide by), sixteen rows for each row of `counts`.
    """
    _check(dict.fromkeys(counts.columns, 0))
    known = counts.reindex(columns=list(GROUPS), fill_value=0).to_numpy(float)
    if (known < 0).any() or (e is not None and not 0 <= e <= 1):
        raise ValueError("counts are not negative, and e is a share from 0 to 1")
    above = known @ _matrix([parts for parts, _, _ in _FORMULAS.values()])
    below = known @ _matrix([parts for _, parts, _ in _FORMULAS.values()])
    unknown = known @ _matrix([_UNKNOWN])
    weights = np.array([weight == "1" for _, _, weight in _FORMULAS.values()], float)
    by_e = np.array([weight == "e" for _, _, weight in _FORMULAS.values()], float)
    below = below + unknown * (weights + by_e * _shares(known, e))
    value = np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)
    return pd.DataFrame(
        {
            "rate": np.tile(RATES, len(counts)),
            "numerator": above.ravel().astype(int),
            "denominator": below.ravel(),
            "value": value.ravel(),
        },
        index=counts.index.repeat(len(RATES)),
    )


def count_groups(dispositions: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return how many calls of each group there are: a row per `by`, a column per group. `dispositions`: by..., group."""
    counted = dispositions.pivot_table(
        index=list(by), columns="group", aggfunc="size", fill_value=0, observed=True
    )
    return counted.reindex(columns=list(GROUPS), fill_value=0)


def success_rate(completes: int, dialled: int) -> Rate:
    """Return 成功率 as survey centres print it: completes of the numbers dialled (445/876 = 50.8 %). It is no AAPOR rate."""
    if not 0 <= completes <= dialled:
        raise ValueError("more completes than numbers dialled")
    return Rate(SUCCESS_RATE, completes, Fraction(dialled))


def _shares(known: npt.NDArray[np.float64], e: float | None) -> npt.NDArray[np.float64]:
    if e is not None:
        return np.full((len(known), 1), e)
    eligible = known @ _matrix([_KNOWN])
    every = eligible + known @ _matrix([("NE",)])
    return np.divide(eligible, every, out=np.zeros_like(every), where=every > 0)


def _matrix(columns: Sequence[tuple[str, ...]]) -> npt.NDArray[np.float64]:
    return np.array([[float(group in parts) for parts in columns] for group in GROUPS])


def _check(counts: Mapping[str, int]) -> None:
    if unknown := set(counts) - set(GROUPS):
        raise ValueError(f"no such group: {', '.join(map(str, sorted(unknown)))}")
    if any(count < 0 for count in counts.values()):
        raise ValueError("counts are not negative")
