"""What is decided on an item that waits: what a decision must say, the last day it sets, and what the sheet tells of the item."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from schemas.lifecycle import Status
from schemas.words import Basis, Decision, Outcome, Signature
from tasks.rules.dates import chinese_day


@dataclass(frozen=True)
class Order:
    """What is decided on a number. `department`: another lead by its name; `due_on`: another last day.

    `is_later_allowed`: the last day may lie after the one that the rules give, because somebody said so.
    """

    decision: Decision
    findings: str | None = None
    requirements: str | None = None
    department: str | None = None
    due_on: date | None = None
    is_later_allowed: bool = False


def shortcoming(
    order: Order, status: str, departments: Mapping[str, int], on: date, last_day: date
) -> tuple[str, str | None] | None:
    """Return code of the problem and the value it is about when a decision cannot stand; `last_day` is that of the rules."""
    if status == Status.ESCALATED and order.decision is not Decision.CLOSE:
        return "decided_after_escalation", None
    if order.decision is Decision.CLOSE and not (order.findings or "").strip():
        return "closing_without_reason", None
    if order.decision is not Decision.RE_REFER:
        return ("decision_opens_no_round", None) if order.department or order.due_on else None
    if order.department and order.department not in departments:
        return "unknown_new_lead", order.department
    if order.due_on and order.due_on <= on:
        return "decided_term_over", chinese_day(order.due_on)
    if order.due_on and order.due_on > last_day and not order.is_later_allowed:
        return "decided_term_too_long", chinese_day(last_day)
    return None


def explain_decided(due_on: date, on: date, last_day: date, explanation: str) -> str:
    """Return why the last day is the one that a decision names, with what the rules give."""
    than = "早于" if due_on < last_day else "晚于"
    return (
        f"{chinese_day(on)}经审定，应于{chinese_day(due_on)}前答复，{than}按规定计算的{chinese_day(last_day)}"
        f"（{explanation.rstrip('。')}）。"
    )


def grounds(item: Mapping[Any, Any], promises: Sequence[Mapping[Any, Any]]) -> str:
    """Return why an item waits, in words that a letter can print."""
    if item["decided_grounds"]:
        return str(item["decided_grounds"])
    if item["basis"] == Basis.PROMISE:
        return "；".join(
            f"{promise['department']}承诺“{promise['text'].rstrip('。；;')}”"
            f"{f'（责任人{owner}）' if (owner := promise['owner']) else ''}，时限为{chinese_day(promise['due_on'])}，到期未兑现"
            for promise in promises
        )
    if item["basis"] == Basis.EMPTY_REPLY:
        return "答复无实质内容，规定应当载明的事项均未填写"
    return f"回访中代表评价为{Outcome(item['outcome']).chinese}" if item["outcome"] else Basis.VERDICT.chinese


def said(answers: pd.DataFrame) -> str:
    """Return what deputies said of one item, nobody by name: 领衔不满意（没有落实）；附议满意2、未接通1."""
    parts = []
    for signature, word in ((Signature.LEAD, "领衔"), (Signature.CO_SIGNER, "附议")):
        own = answers[answers["signature"] == signature]
        outcomes = [Outcome(value).chinese for value in own["outcome"]]
        reasons = "、".join(dict.fromkeys(reason for reason in own["reason"] if reason))
        counted = (
            f"{outcome}{'' if len(outcomes) == 1 else outcomes.count(outcome)}"
            for outcome in dict.fromkeys(outcomes)
        )
        if outcomes:
            parts.append(f"{word}{'、'.join(counted)}{f'（{reasons}）' if reasons else ''}")
    return "；".join(parts)


def present(handled: pd.DataFrame) -> pd.DataFrame:
    """Return who handled each item in each round, as texts: suggestion_id, round, departments, doc_nos, replied_on, result_classes."""
    texts = handled.assign(replied_on=handled["replied_on"].map(lambda day: str(day) if day else None))
    names = {"department": "departments", "doc_no": "doc_nos", "result_class": "result_classes"}
    grouped = texts.fillna("").rename(columns=names).groupby(["suggestion_id", "round"], sort=False)
    return grouped.agg(_joined).reset_index()


def _joined(values: Iterable[str]) -> str:
    return "、".join(value for value in values if value)


def told(handled: pd.DataFrame, verdicts: pd.DataFrame) -> str:
    """Return each round of one item as a sentence: who replied what, and the verdict."""
    rated = {row["round"]: Outcome(row["outcome"]).chinese for row in verdicts.to_dict("records")}
    lines = []
    for of_round, rows in handled.groupby("round"):
        replies = "；".join(_reply(row) for row in rows.to_dict("records"))
        verdict = f"；评价{rated[of_round]}" if of_round in rated else ""
        lines.append(f"第{of_round}轮：{replies}{verdict}")
    return "".join(f"{line}。" for line in lines)


def _reply(row: Mapping[Any, Any]) -> str:
    parts = [row["doc_no"], str(row["replied_on"]) if row["replied_on"] else None]
    parts.append(f"{row['result_class']}类" if row["result_class"] else None)
    content = "，".join(part for part in parts if part)
    return f"{row['department']}{f'（{content}）' if content else '（未答复）'}"
