"""What a stratified sample says of all that it was drawn from.

A suggestion of a stratum of N_h, of which n_h were drawn, stands for N_h / n_h. Where every stratum had to have one, the small ones
are drawn too often, and a plain share leans towards them. The weighted share is the sum of the weights of the good over that of the
rated (a ratio estimator: Cochran, Sampling Techniques, ch. 6); unequal weights make a sample less certain, as if only
n = (sum w)^2 / sum w^2 had been rated (Kish). With equal weights both are what they are without.
"""

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from schemas.words import Outcome
from tasks.rules.satisfaction import Share

_RATINGS = [outcome.value for outcome in Outcome if outcome.is_rating]
_GOOD = [Outcome.SATISFIED.value, Outcome.MOSTLY_SATISFIED.value]


@dataclass(frozen=True)
class Weighted:
    """A share of all that a sample was drawn from: of how many, and how many rated ones it is worth."""

    share: Share
    worth: float
    drawn_from: int


def weighted(verdicts: pd.DataFrame, drawn: pd.DataFrame) -> Weighted:
    """Return the weighted share of good among the rated.

    `verdicts`: suggestion_id, outcome. `drawn`: suggestion_id, stratum, stratum_size, a row per suggestion of the sample.
    """
    strata = drawn.groupby("stratum").agg(size=("stratum_size", "first"), taken=("suggestion_id", "size"))
    of_sample = verdicts[verdicts["outcome"].isin(_RATINGS)].merge(drawn, on="suggestion_id")
    is_good = of_sample["outcome"].isin(_GOOD)
    counts = is_good.groupby(of_sample["stratum"]).agg(good="sum", rated="size").join(strata)
    good = every = squares = Fraction(0)
    for row in counts.astype(int).to_dict("records"):
        weight = Fraction(row["size"], row["taken"])
        good += weight * row["good"]
        every += weight * row["rated"]
        squares += weight**2 * row["rated"]
    scale = good.denominator * every.denominator
    share = Share(int(good * scale), int(every * scale))
    return Weighted(share, float(every**2 / squares) if squares else 0.0, int(strata["size"].sum()))
