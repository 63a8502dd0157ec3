"""What a letter promises: the sentences that say what will be done, and by when.

A reply of class B or C has to give a plan and a time (山东省办理工作条例; domain rules of Shanghai and Chongqing). A time that
leaves its year or day open to doubt gives no date.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tasks.rules.letters.found import Found
from tasks.rules.letters.text import Line

_WILL = re.compile(
    r"计划|拟于|拟在|将于|将在|预计|力争|争取|确保|承诺|下一步|下步|我[局委办们区市县]将|同时将|还将|并将|列入|纳入"
)
_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_WHEN = re.compile(
    r"(?:(?P<year>20\d{2})年|(?P<this>今年|本年|年内|本年度)|(?P<next>明年|下一?年|次年))?"
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?:份)?(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号])?"
    r"|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|(?P<end>年底|年末|底))?"
    r"(?P<by>之?前|以前|底|末|内|完成|建成|竣工|投用|投入使用|开工|启动|上旬|中旬|下旬)?"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_WITHIN_MONTH = {"上旬": 10, "中旬": 20}


@dataclass(frozen=True)
class Promise:
    """A sentence that promises something, and its last day where that is certain."""

    text: str
    due_on: date | None


def promises(body: Sequence[Line], replied_on: date | None) -> list[Found[Promise]]:
    """Return the sentences of the body that promise something with a time after the letter's own date."""
    found = []
    for line in body:
        for sentence in _SENTENCE.findall(line.tight):
            if not _WILL.search(sentence):
                continue
            days = [day for day in _days(sentence, replied_on) if replied_on is None or day >= replied_on]
            if days:
                found.append(Found(Promise(sentence, max(days)), line))
    return found


def _days(sentence: str, replied_on: date | None) -> Iterator[date]:
    for match in _WHEN.finditer(sentence):
        year = _year(match, replied_on)
        if year is not None and (day := _last_day(match, year)):
            yield day


def _year(match: re.Match[str], replied_on: date | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    if replied_on and match["next"]:
        return replied_on.year + 1
    if replied_on and (match["this"] or match["end"] in ("年底", "年末")):
        return replied_on.year
    return None


def _last_day(match: re.Match[str], year: int) -> date | None:
    if match["month"]:
        month = int(match["month"])
        last = calendar.monthrange(year, month)[1]
        day = int(match["day"]) if match["day"] else _WITHIN_MONTH.get(match["by"] or "", last)
        return date(year, month, day) if day <= last else None
    if match["half"]:
        return date(year, 6, 30) if match["half"] == "上" else date(year, 12, 31)
    if match["quarter"]:
        month = _QUARTERS[match["quarter"]] * 3
        return date(year, month, calendar.monthrange(year, month)[1])
    if match["end"] or match["this"] or (match["next"] and match["by"]) or (match["year"] and match["by"]):
        return date(year, 12, 31)
    return None
