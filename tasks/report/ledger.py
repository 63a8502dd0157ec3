"""The ledger as frames: one row per suggestion, and per department the suggestions that it handles with its own dates."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from schemas.outgoing import Outgoing
from schemas.words import Role
from tasks.report.figures import Answers
from tasks.report.ledger_opinions import opinion_rows
from tasks.rules.phone import without_phones
from warehouse.chinese import chinese_of
from warehouse.queries.letters import REMINDER

_ROLES = chinese_of(Role)
_NOBODY = "未分工"


class InTime(StrEnum):
    """How a reply stands to its last day, the worst first: of several departments the worst one tells."""

    OVERDUE = "逾期未答复"
    LATE = "逾期答复"
    UNDATED = "无答复日期"
    SUSPENDED = "中止"
    OPEN = "办理中"
    ON_TIME = "按期"
    CO_HANDLED = "会办"
    ENDED = "不再办理"


@dataclass(frozen=True)
class Ledger:
    """Every sheet of the ledger as a frame with the columns of COLUMNS, and `path` of the newest letter in the outbox."""

    everything: pd.DataFrame
    by_department: dict[str, pd.DataFrame]
    by_committee: dict[str, pd.DataFrame]
    # every referral of what went through more than one pair of hands, with HISTORY_COLUMNS
    history: pd.DataFrame
    # every letter about every suggestion, with LETTER_COLUMNS and `path`
    letters: pd.DataFrame
    # everything that happened, with LIFE_COLUMNS
    life: pd.DataFrame
    # what deputies said on visits between sessions, with OPINION_COLUMNS
    opinions: pd.DataFrame


def make_ledger(answers: Answers, as_of: date) -> Ledger:
    """Return the ledger from the answers of ledger, handling, letters, history, opinions and committee-figures (their order)."""
    letters = _letters(answers["letters"], answers["ledger"])
    suggestions = _suggestions(answers["ledger"], letters)
    handling = _judged(answers["handling"], as_of)
    names = _names(_newest(handling, ["number"]))
    everything = _finished(suggestions.join(_together(_newest(handling, ["number"])), on="number"), names)
    own = suggestions.drop(columns="round").merge(_newest(handling, ["number", "department"]), on="number")
    # the busiest first: the sheets of a workbook have no other order that people know
    departments = {str(name): rows for name, rows in _finished(own, names).groupby("department", sort=False)}
    committees = dict(
        iter(everything.assign(committee=everything["committee"].fillna(_NOBODY)).groupby("committee"))
    )
    return Ledger(
        everything,
        dict(sorted(departments.items(), key=lambda sheet: -len(sheet[1]))),
        {name: committees[name] for name in answers["committee-figures"]["committee"] if name in committees},
        _history(suggestions, handling),
        letters,
        _life(answers["history"]),
        opinion_rows(answers["opinions"]),
    )


def _life(happened: pd.DataFrame) -> pd.DataFrame:
    days = {name: pd.to_datetime(happened[name]) for name in ("happened_on", "due_on")}
    return happened.assign(detail=without_phones(happened["detail"]), **days)


def _letters(letters: pd.DataFrame, ledger: pd.DataFrame) -> pd.DataFrame:
    """Add what the suggestion is called and where the letter lies in the outbox."""
    day = letters["issued_on"].astype("string")
    folder = ("reminders/" + day).where(letters["kind"] == REMINDER, "letters")
    return letters.assign(
        title=letters["number"].map(ledger.set_index("number")["title"]),
        issued_on=pd.to_datetime(letters["issued_on"]),
        path=folder + "/" + letters["file_name"],
    )


def _suggestions(ledger: pd.DataFrame, letters: pd.DataFrame) -> pd.DataFrame:
    """Add what people read: rating, and the newest letter of re-referral in force."""
    unrated = ledger["is_asked"].map({True: "未评价", False: "未测评"})
    in_force = letters[(letters["kind"] == Outgoing.REREFERRAL.chinese) & letters["withdrawn"].isna()]
    newest = in_force.drop_duplicates("number", keep="last").set_index("number")
    return ledger.assign(
        lead=ledger["lead"].where(~ledger["is_confidential"].astype(bool), "（保密）"),
        rated=ledger["verdict"].fillna(unrated),
    ).join(newest[["serial", "path"]].rename(columns={"serial": "letter"}), on="number")


def _judged(handling: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Add how each referral stands to its last day, and whether it owes the deputy a reply."""
    names = ("assigned_on", "due_on", "replied_on", "suspended_on")
    frame = handling.assign(**{name: pd.to_datetime(handling[name]) for name in names})
    answered, co_handled = frame["is_answered"].astype(bool), frame["role"] == _ROLES[Role.CO_HANDLER]
    cases = {
        InTime.ENDED: frame["ended_as"].notna(),
        InTime.CO_HANDLED: co_handled,
        InTime.LATE: answered & (frame["replied_on"] > frame["due_on"]),
        InTime.ON_TIME: answered & frame["replied_on"].notna(),
        InTime.UNDATED: answered,
        InTime.SUSPENDED: frame["suspended_on"].notna(),
        InTime.OVERDUE: frame["due_on"] < pd.Timestamp(as_of),
    }
    said = np.select(list(cases.values()), [case.value for case in cases], InTime.OPEN.value)
    in_time = pd.Series(said, index=frame.index, dtype=object)
    return frame.assign(
        in_time=in_time,
        severity=in_time.map({case.value: place for place, case in enumerate(InTime)}),
        owes=~co_handled & frame["ended_as"].isna(),
        is_separate=frame["role"] == _ROLES[Role.SEPARATE],
    )


def _newest(handling: pd.DataFrame, per: list[str]) -> pd.DataFrame:
    """Return the referrals of the newest round, of each suggestion or of each department's part in it."""
    in_hand = handling[handling["ended_as"].isna()]
    return in_hand[in_hand["round"] == in_hand.groupby(per)["round"].transform("max")]


def _together(current: pd.DataFrame) -> pd.DataFrame:
    """Return one row per suggestion: where several departments owe a reply it is in when the last is, and stands as the worst."""
    owing = current[current["owes"]]
    grouped = owing.groupby("number")
    frame = grouped.agg(
        assigned_on=("assigned_on", "max"),
        due_on=("due_on", "max"),
        replied_on=("replied_on", "max"),
        is_answered=("is_answered", "all"),
        severity=("severity", "min"),
        is_provisional=("is_provisional", "any"),
        is_extended=("is_extended", "any"),
        is_separate=("is_separate", "any"),
    )
    return frame.assign(
        replied_on=frame["replied_on"].where(frame["is_answered"].astype(bool)),
        in_time=frame["severity"].map({place: case.value for place, case in enumerate(InTime)}),
        result_class=_joined(owing, "result_class"),
        publicity=_joined(owing, "publicity"),
    )


def _names(current: pd.DataFrame) -> pd.DataFrame:
    """Return who handles each suggestion now: departments, co_departments."""
    co_handled = current["role"] == _ROLES[Role.CO_HANDLER]
    return pd.DataFrame(
        {
            "departments": _joined(current[current["owes"]], "department"),
            "co_departments": _joined(current[co_handled], "department"),
        }
    )


def _joined(referrals: pd.DataFrame, name: str) -> pd.Series:
    """Return the different words of each suggestion as one text."""
    words = referrals.dropna(subset=[name]).drop_duplicates(["number", name])
    return words.groupby("number")[name].agg("、".join)


def _finished(rows: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    remarks = {
        "重点督办": rows["is_key"],
        "分别办理": rows["is_separate"],
        "经延期": rows["is_extended"],
        "期限暂定": rows["is_provisional"] & ~rows["is_answered"].fillna(False).astype(bool),
    }
    note = _remarks(rows.index, remarks) + "；" + rows["further"].fillna("")
    return rows.assign(note=note.str.strip("；")).join(names, on="number")


def _remarks(index: pd.Index, remarks: dict[str, pd.Series]) -> pd.Series:
    text = pd.Series("", index=index, dtype=object)
    for word, holds in remarks.items():
        text += np.where(holds.fillna(False).astype(bool), f"{word}；", "")
    return text.str.rstrip("；")


def _history(suggestions: pd.DataFrame, handling: pd.DataFrame) -> pd.DataFrame:
    """Return every referral of the suggestions that went back, changed hands or got more time."""
    moved = (handling["round"] > 1) | handling["ended_as"].notna() | handling["is_extended"].astype(bool)
    chosen = handling.loc[moved, ["number"]].drop_duplicates()
    told = handling.merge(chosen, on="number").merge(suggestions[["number", "title"]], on="number")
    extended = _remarks(told.index, {"经延期": told["is_extended"]})
    return told.assign(note=extended + told["ended_as"].fillna(""))
