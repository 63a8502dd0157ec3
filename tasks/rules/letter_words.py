"""The text of each kind of letter, from its head and its items (`warehouse.letter_items.items_of_letters`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from schemas.numbering import ordinal
from schemas.outgoing import Outgoing
from schemas.problems import problem_table
from schemas.profile import Edition
from schemas.words import Basis, Decision, Measure
from tasks.rules.dates import chinese_day
from tasks.rules.letter import Head, addressee_of, head_words, item_words, named

_ASKED = "请与代表当面沟通，重新研究办理，逐项答复，明确措施、责任人和完成时间"
_RECIPIENTS = {
    "each_signer": "领衔代表和每一位附议代表",
    "lead": "领衔代表，由领衔代表转告附议代表",
    "lead_by_consent": "每一位代表（经领衔代表同意，可以只答复领衔代表，由其转告附议代表）",
    "not_stated": "代表",
}
_QUESTIONS = {"attitude": "对办理态度", "result": "对办理结果", "fulfilment": "对承诺事项落实情况"}
_UNKNOWN_TIME, _UNKNOWN_PLACE = "　　　　年　　月　　日　　时　　分", "　" * 12


@dataclass(frozen=True)
class Particulars:
    """What only a person can say of a letter: why, and when and where a meeting is."""

    because: str | None = None
    on: date | None = None
    time: str | None = None
    place: str | None = None


_GROUNDS = {
    Basis.VERDICT: "经独立第三方电话回访，代表对办理结果评价为不满意",
    Basis.PROMISE: "经跟踪检查，答复中承诺的事项到期未兑现",
    Basis.EMPTY_REPLY: "经审查，答复没有实质内容",
}

Words = Callable[[Head, pd.DataFrame, Edition, Particulars], dict[str, Any]]


def rereferral_words(head: Head, items: pd.DataFrame, edition: Edition, _said: Particulars) -> dict[str, Any]:
    """Return the words of a 交办函."""
    rows = _records(items)
    addressee = addressee_of(head.department, head.office.government)
    copies = [] if head.is_direct else [head.department]
    copies += [name for row in rows for name in (row["co_departments"] or "").split("、") if name]
    return head_words(head, (f"关于再次办理{head.session}", f"{named(items)}代表建议的交办函")) | {
        "addressee": addressee,
        "is_direct": head.is_direct,
        "formerly": "、".join(dict.fromkeys(row["formerly"] or head.department for row in rows)),
        "grounds": "；".join(
            words
            for basis, words in _GROUNDS.items()
            if basis in {row["basis"] or Basis.VERDICT for row in rows}
        ),
        "count": len(items),
        "due_on": chinese_day(items["due_on"].max()),
        "explanation": items["explanation"].iloc[0],
        "terms": _terms(items),
        "recipients": _RECIPIENTS[edition.reply.recipients],
        "copies_to": "、".join(edition.reply.copies_to),
        "copies": "，".join(dict.fromkeys(copies)),
        "items": [
            words | {"requirements": words["requirements"] or _ASKED} for words in map(item_words, rows)
        ],
    }


def send_back_words(head: Head, items: pd.DataFrame, _edition: Edition, said: Particulars) -> dict[str, Any]:
    """Return the words of a 退回重办函."""
    rows = _records(items)
    return head_words(head, (f"关于退回{head.session}", f"{named(items)}代表建议答复的函")) | {
        "addressee": head.department,
        "count": len(items),
        "copies": "" if head.is_direct else head.office.government,
        "items": [item_words(row) | _what_to_mend(row, said, head.issued_on) for row in rows],
    }


def feedback_words(head: Head, items: pd.DataFrame, edition: Edition, _said: Particulars) -> dict[str, Any]:
    """Return the words of a file of 征询意见表, one page per item."""
    survey, term = edition.survey, edition.term("feedback", in_session=False)
    unit = {"day": "日", "working_day": "个工作日", "month": "个月"}.get(term.unit if term else "")
    reason = "如选择“不满意”，请说明原因" if survey.reason_if_dissatisfied else "如不满意，欢迎说明原因"
    return head_words(head, ("代表建议答复", "征询意见表")) | {
        "questions": [
            {"text": _QUESTIONS[question], "answers": "　".join(f"□{word}" for word in survey.scale)}
            for question in survey.questions
        ],
        "reason_asked": reason,
        "by_when": f"请在收到答复之日起{term.value}{unit}内" if term and unit else "请在收到答复后",
        "items": [item_words(row) for row in _records(items)],
    }


def meeting_words(head: Head, items: pd.DataFrame, _edition: Edition, said: Particulars) -> dict[str, Any]:
    """Return the words of a 会商通知; what is not known of time and place is left to be filled in by hand."""
    rows = _records(items)
    day = chinese_day(said.on) if said.on else ""
    co_handlers = dict.fromkeys(
        name for row in rows for name in (row["co_departments"] or "").split("、") if name
    )
    leads = dict.fromkeys(words["lead"] for words in map(item_words, rows) if words["lead"])
    return head_words(head, (f"关于召开{head.session}", f"{named(items)}代表建议会商会议的通知")) | {
        "addressee": head.department,
        "count": len(items),
        "time": (day + (said.time or "")) or _UNKNOWN_TIME,
        "place": said.place or _UNKNOWN_PLACE,
        "participants": [
            f"提出建议的代表：{'、'.join(leads)}" if leads else "提出建议的代表",
            f"承办单位：{head.department}负责人和具体承办人",
            *([f"会办单位：{'、'.join(co_handlers)}有关负责人"] if co_handlers else []),
            f"{head.office.name}有关负责人",
        ],
        "copies": "，".join([*co_handlers, *([] if head.is_direct else [head.office.government])]),
        "items": [item_words(row) | {"why": _why_met(row)} for row in rows],
    }


def _why_met(row: Mapping[Any, Any]) -> str:
    """Return what was decided when more handling did not help, without a stop; nothing where a person wants the meeting."""
    if row["decision"] != Decision.ESCALATE:
        return ""
    item = item_words(row)
    further = Measure(row["measure"]).chinese if row["measure"] else None
    decided = Decision.ESCALATE.chinese + (f"，{further}" if further else "")
    return "。".join(part for part in (item["grounds"], item["findings"], f"经审定，{decided}") if part)


def withdrawal_words(head: Head, withdrawn: Mapping[str, Any], because: str) -> dict[str, Any]:
    """Return the words of a 撤回函; `withdrawn` are those of the letter that it takes back."""
    return head_words(head, ("关于撤回", f"{withdrawn['doc_no']}文件的函")) | {
        "addressee": withdrawn.get("addressee", head.department),
        "withdrawn_no": withdrawn["doc_no"],
        "withdrawn_title": withdrawn["title"],
        "withdrawn_on": withdrawn["issued_on"],
        "because": because.strip().rstrip("。"),
        "copies": withdrawn.get("copies", ""),
    }


WORDS: dict[Outgoing, Words] = {
    Outgoing.REREFERRAL: rereferral_words,
    Outgoing.SEND_BACK: send_back_words,
    Outgoing.FEEDBACK: feedback_words,
    Outgoing.MEETING: meeting_words,
}


def _records(items: pd.DataFrame) -> list[dict[Any, Any]]:
    return items.to_dict("records")


def _terms(items: pd.DataFrame) -> list[dict[str, str]]:
    """Return each due date once, with the numbers it holds for where there are several."""
    whose: dict[tuple[date, str], list[str]] = {}
    for row in _records(items):
        whose.setdefault((row["due_on"], row["explanation"]), []).append(ordinal(row["number"]))
    return [
        {
            "numbers": "" if len(whose) == 1 else "、".join(numbers),
            "due_on": chinese_day(due_on),
            "explanation": explanation,
        }
        for (due_on, explanation), numbers in sorted(whose.items())
    ]


def _what_to_mend(row: Mapping[Any, Any], said: Particulars, issued_on: date) -> dict[str, Any]:
    """Return why a reply comes back, each with how to mend it, and by when."""
    why = [said.because.strip().rstrip("。")] if said.because else []
    ahead = row["due_on"] is not None and not pd.isna(row["due_on"]) and row["due_on"] >= issued_on
    due = (
        f"请于{chinese_day(row['due_on'])}前重新答复。{row['explanation'] or ''}"
        if ahead
        else "办理期限已过，请抓紧重新答复。"
    )
    return {"why": [*why, *_shortcomings(row["shortcomings"])], "due": due}


def _shortcomings(found: Sequence[tuple[str, str | None, str | None]]) -> list[str]:
    table = problem_table()
    return [
        f"{table[code].describe(column, value).rstrip('。')}。{table[code].advise(column, value).rstrip('。')}"
        for code, column, value in found
    ]
