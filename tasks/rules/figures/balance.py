"""Where everything that was sent has gone: sent = the sum of the terms, for calls and for the items in them.

    complete       every item rated, or unclear            not_reached   nobody answered, number out of use or missing
    partial        some of them (calls only)               not_eligible  mandate ended
    refused        refused, broken off, promised in vain   withdrawn     the suggestion was taken back while the cycle was open
    other          reached, and neither said nor refused   outstanding   nothing came back, and the call is not settled

A call that was settled by its attempts settles its items. What a partial call left open is outstanding.

What was settled before a suggestion was taken back stays what it was: complete, refused, not eligible. Everything else about it is
withdrawn, and a call is withdrawn when every item of it is; otherwise it is what the items that are left make it.
"""

import pandas as pd

from tasks.rules.figures.calls import are_gone

TERMS = (
    "complete",
    "partial",
    "refused",
    "other",
    "not_reached",
    "not_eligible",
    "withdrawn",
    "outstanding",
)
_TERM_OF = {
    "I": "complete",
    "P": "partial",
    "R": "refused",
    "O": "other",
    "NC": "not_reached",
    "NE": "not_eligible",
    # the mandate of a deputy on a list is never unknown; such a code is no contact
    "UH": "not_reached",
    "UO": "not_reached",
}


def terms_of_calls(items: pd.DataFrame, ended: pd.DataFrame, logged: pd.DataFrame) -> pd.Series:
    """Return the term of each call by call_id.

    `items`: call_id, outcome, is_withdrawn. `ended` as `groups_of_calls` and `logged` as `final_dispositions` return them.
    """
    of_call = ended.set_index("call_id")
    came_back = items["outcome"].notna() & ~are_gone(items)
    has_result = came_back.groupby(items["call_id"]).any().reindex(of_call.index)
    settled = logged.set_index("call_id")
    is_settled = (settled["is_settled"] & (settled["attempts"] > 0)).reindex(of_call.index, fill_value=False)
    term = of_call["group"].map(_TERM_OF).mask(~has_result & ~is_settled, "outstanding")
    return term.mask(of_call["is_withdrawn"], "withdrawn")


def terms_of_items(items: pd.DataFrame, groups: pd.Series, calls: pd.Series) -> pd.Series:
    """Return the term of each item; `groups` as `groups_of_pairs` and `calls` as `terms_of_calls` return them."""
    of_call = items["call_id"].map(calls)
    open_with_call = of_call.mask(of_call.isin(["complete", "partial", "withdrawn"]), "outstanding")
    term = groups.map(_TERM_OF).where(items["outcome"].notna(), open_with_call)
    is_settled = of_call.isin(["refused", "not_eligible"])
    return term.mask(are_gone(items) & ~is_settled, "withdrawn")


def balance(sent: int, terms: pd.Series) -> dict[str, int]:
    """Return sent, every term, their sum, and the difference: what was sent and is in no term, or the other way round."""
    counts = {name: int((terms == name).sum()) for name in TERMS}
    return {"sent": sent, **counts, "sum": sum(counts.values()), "difference": sent - sum(counts.values())}
