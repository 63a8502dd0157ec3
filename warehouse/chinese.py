"""What people read for the words that columns hold: the Chinese that a word has itself, else what is written here."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from schemas.inputs import CONTRACT_OF
from schemas.lifecycle import EVENT_CHINESE, STATUS_CHINESE, Event, Status
from schemas.problems import LEVEL_CHINESE, Level, problem_table
from schemas.terms import TermName
from schemas.words import (
    AliasSource,
    BatchStatus,
    Ending,
    Kind,
    Mailing,
    Measure,
    Publicity,
    Role,
    Signature,
    TermKind,
)
from warehouse.tables.directory import CalendarKind
from warehouse.tables.intake import ProblemStatus
from warehouse.tables.promises import PromiseStatus

# by kind of word: words of two kinds that are spelt alike are equal
_CHINESE: Mapping[type[StrEnum], Mapping[Any, str]] = {
    Status: STATUS_CHINESE,
    Event: EVENT_CHINESE,
    Level: LEVEL_CHINESE,
    Publicity: {word: word.value for word in Publicity},
    Kind: {
        **{kind: contract.chinese for kind, contract in CONTRACT_OF.items()},
        Kind.LETTER: "答复函",
        Kind.UNKNOWN: "未识别",
    },
    BatchStatus: {
        BatchStatus.RECEIVED: "已接收",
        BatchStatus.LOADED: "已入库",
        BatchStatus.HELD: "整批暂缓",
        BatchStatus.REFUSED: "文件未读取",
    },
    AliasSource: {AliasSource.DIRECTORY: "名录", AliasSource.REVIEW: "人工核对"},
    Role: {Role.LEAD: "主办", Role.CO_HANDLER: "会办", Role.SEPARATE: "分别办理"},
    Signature: {Signature.LEAD: "领衔", Signature.CO_SIGNER: "附议"},
    TermKind: {word: TermName(word.value).chinese for word in TermKind},
    Ending: {Ending.REASSIGNED: "改派", Ending.WITHDRAWN: "撤回"},
    Mailing: {Mailing.WANTED: "待发", Mailing.BEGUN: "已开始发送，是否发出不明", Mailing.SENT: "已发出"},
    ProblemStatus: {
        ProblemStatus.OPEN: "未解决",
        ProblemStatus.FIXED: "已改正",
        ProblemStatus.WAIVED: "已豁免",
        ProblemStatus.SUPERSEDED: "已被后来的文件替代",
    },
    PromiseStatus: {
        PromiseStatus.OPEN: "未兑现",
        PromiseStatus.KEPT: "已兑现",
        PromiseStatus.SUPERSEDED: "已被后来的答复替代",
    },
    CalendarKind: {
        CalendarKind.WORKING: "工作日",
        CalendarKind.WEEKEND: "周末",
        CalendarKind.HOLIDAY: "法定节假日",
        CalendarKind.MADE_UP: "补班",
    },
    Measure: {measure: measure.chinese or "规则未写明" for measure in Measure},
}


def chinese_of(words: type[StrEnum]) -> dict[str, str]:
    """Return each word of a kind with its Chinese; raise KeyError for one that has none."""
    known = _CHINESE.get(words)
    return {word.value: known[word] if known else _own(word) for word in words}


def _own(word: StrEnum) -> str:
    said = getattr(word, "chinese", None)
    if not isinstance(said, str):
        raise KeyError(f"{type(word).__name__}.{word.name} has no Chinese")
    return said


def problem_texts() -> dict[str, str]:
    """Return what each problem is, by its code, without its place and value: that may be a telephone number."""
    return {code: _plain(one.text) for code, one in problem_table().items()}


def _plain(text: str) -> str:
    bare = text.replace("{column}", "…").replace("{value}", "…")
    return bare.removesuffix("：…").removesuffix("：“…”")
