"""Reminders: the one tier that a referral is in on a day, for a whole frame at once, and what the digest of a department says."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from schemas.numbering import ordinal
from tasks.rules.dates import chinese_day

TODAY, OVERDUE, PAST_LIMIT = "today", "overdue", "past_limit"
_BEFORE = "before_"
_PROMISE = "promise_"
# whatever is promised comes after whatever is due
_AFTER_ALL_DUE = 100_000
_NUMERALS = "一二三四五六七八九"
_DAY = "datetime64[D]"


def before(days: int) -> str:
    """Return the tier of what is due in so many days, or in fewer but not yet in those of the next tier."""
    return f"{_BEFORE}{days}"


def promise_tiers(rows: pd.DataFrame, days_before: Sequence[int], today: date) -> pd.Series:
    """Return the tier of promises (`due_on`: the day promised, `assigned_on`: the day of the promise), from today on.

    promise_30, promise_7, promise_today: as `tiers`, with words of their own. A promise whose day has passed is in none: it is
    broken, which is for the committee to decide on.
    """
    found = tiers(rows.assign(limit=None), days_before, today)
    ahead = found.where(~found.isin([OVERDUE, PAST_LIMIT]), None)
    return ahead.map(lambda tier: f"{_PROMISE}{tier.removeprefix(_BEFORE)}" if tier else None).astype(object)


def tiers(rows: pd.DataFrame, days_before: Sequence[int], today: date) -> pd.Series:
    """Return the tier of each row (`due_on`, `limit`, `assigned_on`) on a day, None where there is nothing to remind of.

    A tier lasts until the next one begins, so what was missed comes up as the nearest one alone. Nothing is past its limit
    before it is overdue: an extension under other rules may reach further than the limit. A clock that stands still
    (due at the end of time) is in no tier, nor is a term that was as near its end as the tier says when it began.
    """
    due_on, limit, began = (rows[name].to_numpy().astype(_DAY) for name in ("due_on", "limit", "assigned_on"))
    day = np.datetime64(today, "D")
    left = (due_on - day).astype(np.int64)
    ahead = np.array(sorted(days_before), dtype=np.int64)
    names = np.array([*map(before, ahead), None], dtype=object)
    found = names[np.searchsorted(ahead, left)]
    reach = np.array([*ahead, 0])[np.searchsorted(ahead, left)]
    found[(due_on - began).astype(np.int64) <= reach] = None
    found[left == 0] = TODAY
    found[left < 0] = OVERDUE
    found[(left < 0) & (limit < day)] = PAST_LIMIT
    found[np.isnat(due_on) | (due_on == np.datetime64(date.max, "D"))] = None
    return pd.Series(found, index=rows.index, dtype=object)


def urgency(tier: str) -> int:
    """Return the place of a tier in a list: what is most urgent first, and promises after what is due."""
    if tier.startswith(_PROMISE):
        ahead = tier.removeprefix(_PROMISE)
        return _AFTER_ALL_DUE + (0 if ahead == TODAY else int(ahead))
    if tier.startswith(_BEFORE):
        return int(tier.removeprefix(_BEFORE))
    return (PAST_LIMIT, OVERDUE, TODAY).index(tier) - 3


def tier_chinese(tier: str) -> str:
    """Return the words for a tier that people read."""
    if tier.startswith(_PROMISE):
        ahead = tier.removeprefix(_PROMISE)
        return "承诺今日到期" if ahead == TODAY else f"承诺{ahead}日内到期"
    if tier.startswith(_BEFORE):
        return f"{tier.removeprefix(_BEFORE)}日内到期"
    return {TODAY: "今日到期", OVERDUE: "已逾期", PAST_LIMIT: "已超过最长期限"}[tier]


def days_left(due_on: date, today: date) -> str:
    """Return how many days are left or have gone by, in words."""
    left = (due_on - today).days
    if not left:
        return "今日到期"
    return f"剩余{left}日" if left > 0 else f"逾期{-left}日"


def lead_shown(item: Mapping[Any, Any]) -> str:
    """Return the lead deputy of a suggestion, unless who signed it is kept secret."""
    return "（保密）" if item["is_confidential"] else item["lead"] or "（未登记）"


def reminder_words(
    office: str, session: str, department: str, made_on: date, items: Sequence[Mapping[Any, Any]]
) -> dict[str, Any]:
    """Return what the template of a reminder prints; items as `warehouse.reminders.open_until` and `promised_between`, with `tier`.

    `count` are the replies that are owed, `promised` the promises.
    """
    by_tier: dict[str, list[Mapping[Any, Any]]] = {}
    for item in items:
        by_tier.setdefault(item["tier"], []).append(item)
    ordered = sorted(by_tier, key=urgency)
    return {
        "office": office,
        "session": session,
        "department": department,
        "issued_on": chinese_day(made_on),
        "count": sum(not is_promise(item) for item in items),
        "promised": sum(map(is_promise, items)),
        "is_late": any(tier in by_tier for tier in (OVERDUE, PAST_LIMIT)),
        "groups": [
            {
                "heading": f"{_NUMERALS[place]}、{tier_chinese(tier)}（{len(by_tier[tier])}件）"
                if place < len(_NUMERALS)
                else f"{tier_chinese(tier)}（{len(by_tier[tier])}件）",
                "items": [_item(item, made_on) for item in by_tier[tier]],
            }
            for place, tier in enumerate(ordered)
        ],
    }


def is_promise(item: Mapping[Any, Any]) -> bool:
    """Return whether an item of a digest is a promise and not a reply that is owed."""
    return str(item["tier"]).startswith(_PROMISE)


def _item(item: Mapping[Any, Any], made_on: date) -> dict[str, Any]:
    return {
        "number": item["number"],
        "ordinal": ordinal(item["number"]),
        "title": item["title"],
        "round": item["round"],
        "lead": lead_shown(item),
        "assigned_on": chinese_day(item["assigned_on"]),
        "due_on": chinese_day(item["due_on"]),
        "left": days_left(item["due_on"], made_on),
        "promise": item["promise"].rstrip("。；;") if is_promise(item) else "",
        "owner": (item["owner"] or "") if is_promise(item) else "",
    }
