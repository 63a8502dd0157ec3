"""How far a share may be from that of everybody, when not everybody answered.

Wilson's score interval with the correction for a finite population, after O'Neill (2021), "Mathematical properties and
finite-population correction for the Wilson score interval" (preprint of 2021-09-26), as implemented in `CONF.prop` of the R package
stat.extend. Of n answers out of a population of N, k are good, p = k/n, z the quantile of the normal distribution:

    psi   = (N - n) / (N - 1) * z^2 / (2 n)
    limit = (p + psi -+ sqrt(2 psi p (1 - p) + psi^2)) / (1 + 2 psi)

At a census (n = N) psi is 0 and the interval is the share itself. The interval is for a chance sample; deputies who do not answer are no
such thing, so `possible_shares` says what is certain: the share had all the silent ones been dissatisfied, or all satisfied.
"""

from statistics import NormalDist

import numpy as np
import pandas as pd


def wilson(
    good: pd.Series, answered: pd.Series, everyone: pd.Series, confidence: float = 0.95
) -> pd.DataFrame:
    """Return share, lower, upper for each row: good of answered of everyone; NaN where nobody answered.

    Raises ValueError unless 0 <= good <= answered <= everyone, and for a confidence that is not between 0 and 1.
    """
    _check(good, answered, everyone)
    if not 0 < confidence < 1:
        raise ValueError("confidence lies between 0 and 1")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    n = answered.where(answered > 0).astype(float)
    share = good / n
    # of a population of one, nothing is left to correct
    psi = (everyone - n) / (everyone - 1).clip(lower=1) * z**2 / (2 * n)
    half = np.sqrt(2 * psi * share * (1 - share) + psi**2)
    lower, upper = ((share + psi + sign * half) / (1 + 2 * psi) for sign in (-1, 1))
    # rounding of the last binary digit must not put the share itself, or 0 and 1, outside
    return pd.DataFrame(
        {
            "share": share,
            "lower": np.minimum(lower.clip(lower=0), share),
            "upper": np.maximum(upper.clip(upper=1), share),
        }
    )


def possible_shares(good: pd.Series, answered: pd.Series, everyone: pd.Series) -> pd.DataFrame:
    """Return lowest, highest: the share of everyone if none, or all, of those who did not answer were good; NaN of nobody."""
    _check(good, answered, everyone)
    base = everyone.where(everyone > 0)
    return pd.DataFrame({"lowest": good / base, "highest": (good + everyone - answered) / base})


def _check(good: pd.Series, answered: pd.Series, everyone: pd.Series) -> None:
    if not ((good >= 0) & (good <= answered) & (answered <= everyone)).all():
        raise ValueError("good is part of answered, answered of everyone")
