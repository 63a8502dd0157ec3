"""How the calls of a cycle ended, as AAPOR groups: for deputies and for pairs of a deputy and a suggestion.

What came back on the items goes before the log of attempts: an answer is an answer, whatever was dialled afterwards.

- every item rated or unclear: I; some: P
- otherwise what the attempts say (`final_dispositions`), where there is a log
- otherwise what the items say: refused R; not reached, number out of use or missing NC; mandate ended NE; nothing yet NC (3.11)

A pair is I when its item was answered; without an answer it is what its own outcome says, O in a call that answered others, else
what its call is.

Whose suggestion was taken back while the cycle was open is not eligible (NE) any more, unless it was settled before: what a deputy
said, a refusal, the end of the mandate stand. A call is judged by the items that are left, and is NE itself when none is.
"""

import pandas as pd

from schemas.words import Outcome

_SAID = [
    outcome.value
    for outcome in (Outcome.SATISFIED, Outcome.MOSTLY_SATISFIED, Outcome.DISSATISFIED, Outcome.UNCLEAR)
]
_SETTLED = [outcome.value for outcome in Outcome if outcome.is_settled]
_GROUP_OF = {
    Outcome.REFUSED.value: "R",
    Outcome.UNREACHED.value: "NC",
    Outcome.INVALID_NUMBER.value: "NC",
    Outcome.NO_USABLE_PHONE.value: "NC",
    Outcome.LEFT_OFFICE.value: "NE",
}
# of several outcomes in one call the first of these counts
_ORDER = {"NE": 0, "R": 1, "NC": 2}
_NOTHING_YET = "NC"
# schemas/dispositions.toml: 无人接听
_NOBODY_ANSWERED = "3.13"


def are_gone(items: pd.DataFrame) -> pd.Series:
    """Tell which items nobody has to be asked about any more. `items`: outcome, is_withdrawn."""
    return items["is_withdrawn"].astype(bool) & ~items["outcome"].isin(_SETTLED)


def groups_of_calls(items: pd.DataFrame, logged: pd.DataFrame) -> pd.DataFrame:
    """Return call_id, group, is_dialled, is_reached, is_withdrawn (no item is left, and the log settles nothing).

    `items`: call_id, outcome, is_withdrawn. `logged`: call_id, group, attempts.
    """
    said = items["outcome"].isin(_SAID)
    gone = are_gone(items)
    is_left = (~gone).groupby(items["call_id"]).any()
    share = said[~gone].groupby(items["call_id"][~gone]).mean().reindex(is_left.index, fill_value=0.0)
    place = items["outcome"].map(_GROUP_OF).map(_ORDER)
    worst = place.groupby(items["call_id"]).min().map({rank: group for group, rank in _ORDER.items()})
    has_log = logged[logged["attempts"] > 0].set_index("call_id")["group"]
    group = has_log.reindex(share.index).fillna(worst).fillna(_NOTHING_YET)
    group = group.mask(share > 0, "P").mask(share == 1, "I")
    dialled = worst.notna() | (share > 0) | has_log.reindex(share.index).notna()
    reached = group.isin(["I", "P", "R", "O"])
    is_withdrawn = ~is_left & ~group.isin(["R", "NE"])
    return pd.DataFrame(
        {
            "call_id": share.index,
            "group": group.mask(is_withdrawn, "NE"),
            "is_dialled": dialled,
            "is_reached": reached,
            "is_withdrawn": is_withdrawn,
        }
    ).reset_index(drop=True)


def groups_of_pairs(items: pd.DataFrame, calls: pd.DataFrame) -> pd.Series:
    """Return the group of each item, in the order of `items`; `calls` as `groups_of_calls` returns them."""
    of_call = items["call_id"].map(calls.set_index("call_id")["group"])
    group = items["outcome"].map(_GROUP_OF).fillna(of_call)
    group = group.mask(group.isin(["I", "P"]), "O")
    return group.mask(items["outcome"].isin(_SAID), "I").mask(are_gone(items) & (of_call != "R"), "NE")


def may_be_called(items: pd.DataFrame) -> pd.Series:
    """Tell which items are still to be asked about: nothing came back, or nobody was reached so far."""
    is_open = items["outcome"].isna() | (items["outcome"] == Outcome.UNREACHED.value)
    return is_open & ~items["is_withdrawn"].astype(bool)


def told_dials(items: pd.DataFrame, attempts: pd.DataFrame) -> pd.DataFrame:
    """Return the dials in vain that results tell of where no log does: call_id, attempted_at, code, number_no.

    `items`: call_id, outcome, called_on, dials. A result that nobody was reached is as many dials as it says, one at least, at the
    beginning of its day; without a day it says nothing about when to call again.
    """
    is_told = (items["outcome"] == Outcome.UNREACHED.value) & items["called_on"].notna()
    found = items[is_told & ~items["call_id"].isin(attempts["call_id"])]
    of_call = found.groupby("call_id").agg(day=("called_on", "max"), dials=("dials", "max")).reset_index()
    dials = pd.to_numeric(of_call["dials"]).fillna(1).clip(lower=1).astype(int)
    each = of_call.loc[of_call.index.repeat(dials)].reset_index(drop=True)
    return pd.DataFrame(
        {
            "call_id": each["call_id"],
            "attempted_at": pd.to_datetime(each["day"]),
            "code": pd.Series(_NOBODY_ANSWERED, index=each.index, dtype=object),
            "number_no": pd.Series(1, index=each.index, dtype=int),
        }
    )
