"""The date of the letter: a date that stands at the signature, never one in the text, of printing, or of a page."""

import re
from collections.abc import Iterator
from datetime import date

from tasks.rules.letters.found import Found, only
from tasks.rules.letters.labels import labels_in, split_label
from tasks.rules.letters.layout import Layout
from tasks.rules.letters.numerals import dates_in
from tasks.rules.letters.people import organisations, without_seal
from tasks.rules.letters.text import Line, squeeze

_OTHER_DATE = re.compile(
    r"印发|发布|公布|打印|更新|收到|交办|办结|上报|报送|提交|填表|填报|时间:|截止|之前|以前"
)
_BLANK = re.compile(r"年月日?$|年\d{1,2}月日$")
_AFTER_A_DATE = re.compile(
    r"\(?星期[一二三四五六日天]\)?$|(?:领导签发|签发人?|签字|领导签字)|联系|电话|经办|承办|抄送"
)


def reply_date(layout: Layout) -> Found[date] | None:
    """Return the date behind its label, else the one at the signature, else the only date that stands alone at the foot."""
    labelled = only(
        Found(days[0], line)
        for line in [*layout.labelled, *layout.foot, *layout.head]
        for label in labels_in(line)
        if label.kind == "reply_date"
        and len(days := [day for _, _, day in dates_in(squeeze(label.value))]) == 1
    )
    if labelled:
        return labelled
    lines = [line for line in layout.foot if line.part != "footer"]
    if any(_BLANK.search(line.tight) and len(line.tight) <= 40 for line in lines):
        return None
    signed = [
        found
        for index, line in enumerate(lines)
        for found in _standing(line, lines[max(index - 3, 0) : index])
    ]
    if signed:
        return only(signed)
    return only(found for line in lines for found in _standing(line, None))


def _standing(line: Line, above: list[Line] | None) -> Iterator[Found[date]]:
    """Yield the date of a line that has little beside it; with `above`, only one that belongs to a signature."""
    tight = squeeze(without_seal(line.folded))
    if len(tight) > 90 or _OTHER_DATE.search(tight) or re.search(r"[。!?]", tight.rstrip("。")):
        return
    found = list(dates_in(tight))
    if len(found) != 1:
        return
    start, end, day = found[0]
    before, after = tight[:start].strip("(,:;"), tight[end:].strip("),;。")
    own = bool(before) and organisations(before) is not None
    is_contact = bool(split_label(line))
    if before and not own and not is_contact:
        return
    if after and not _AFTER_A_DATE.match(after) and not organisations(after):
        return
    if above is None or own or any(organisations(without_seal(each.folded).strip()) for each in above):
        yield Found(day, line)
