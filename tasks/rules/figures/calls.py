"""How the calls of a cycle ended, as AAPOR groups: for deputies and for pairs of a deputy and a suggestion.

What came back on the items goes before the log of attempts: an answer is an answer, whatever was dialled afterwards.

- every item rated or unclear: I; some: P
- otherwise what the attempts say (`final_dispositions`), where there is a log
- otherwise what the items say: refused R; not reached, number out of use or missing NC; mandate ended NE; nothing yet NC (3.11)

A pair is I when its item was answered; without an answer it is what its own outcome says, O in a call that answered others, else
what its call is.
"""

import pandas as pd

from schemas.words import Outcome

_SAID = [
    outcome.value
    for outcome in (Outcome.SATISFIED, Outcome.MOSTLY_SATISFIED, Outcome.DISSATISFIED, Outcome.UNCLEAR)
]
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


def groups_of_calls(items: pd.DataFrame, logged: pd.DataFrame) -> pd.DataFrame:
    """Return call_id, group, is_dialled, is_reached. `items`: call_id, outcome. `logged`: call_id, group, attempts."""
    said = items["outcome"].isin(_SAID)
    by_call = pd.DataFrame({"call_id": items["call_id"], "said": said}).groupby("call_id")["said"]
    share = by_call.mean()
    place = items["outcome"].map(_GROUP_OF).map(_ORDER)
    worst = place.groupby(items["call_id"]).min().map({rank: group for group, rank in _ORDER.items()})
    has_log = logged[logged["attempts"] > 0].set_index("call_id")["group"]
    group = has_log.reindex(share.index).fillna(worst).fillna(_NOTHING_YET)
    group = group.mask(share > 0, "P").mask(share == 1, "I")
    dialled = worst.notna() | (share > 0) | has_log.reindex(share.index).notna()
    reached = group.isin(["I", "P", "R", "O"])
    return pd.DataFrame(
        {"call_id": share.index, "group": group, "is_dialled": dialled, "is_reached": reached}
    ).reset_index(drop=True)


def groups_of_pairs(items: pd.DataFrame, calls: pd.DataFrame) -> pd.Series:
    """Return the group of each item, in the order of `items`; `calls` as `groups_of_calls` returns them."""
    of_call = items["call_id"].map(calls.set_index("call_id")["group"])
    group = items["outcome"].map(_GROUP_OF).fillna(of_call)
    group = group.mask(group.isin(["I", "P"]), "O")
    return group.mask(items["outcome"].isin(_SAID), "I")
