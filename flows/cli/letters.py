"""How `duban inspect` shows a letter to people: each field with the line it was taken from."""

from collections.abc import Iterator, Mapping
from typing import Any

_NAMES = {
    "kind": "文书种类",
    "suggestion_no": "建议编号",
    "congress_level": "层级",
    "session_term": "届",
    "session_meeting": "次",
    "title": "建议标题",
    "departments": "答复单位",
    "co_departments": "会办单位",
    "doc_no": "发文字号",
    "signatory": "签发人",
    "approver_in_text": "文中审签人",
    "class": "办理结果",
    "addressees": "收信代表",
    "addressee_etc": "等",
    "addressee_total": "代表人数",
    "reply_date": "答复日期",
    "contacts": "联系人",
    "publicity": "公开属性",
    "cc": "抄送",
}
_LONGEST_EVIDENCE = 40


def letter_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each field that has a value, then one for each problem."""
    for name, value in found["fields"].items():
        if value:
            places = "；".join(_place(place) for place in found["evidence"].get(name, []))
            yield f"  {_NAMES[name]}：{_printed(value)}    ← {places}"
    for problem in found["problems"]:
        yield f"  {problem['text']} → {problem['mend']}"


def _printed(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_printed(each) for each in value)
    if isinstance(value, dict):
        return " ".join([value["name"] or "（未写姓名）", *value["phones"]])
    return "是" if value is True else str(value)


def _place(place: Mapping[str, Any]) -> str:
    text = " ".join(place["text"].split())
    shown = text if len(text) <= _LONGEST_EVIDENCE else text[:_LONGEST_EVIDENCE] + "…"
    return f"{place['part']} {place['paragraph']} “{shown}”"
