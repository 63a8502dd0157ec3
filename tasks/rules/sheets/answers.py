"""What a record says of a deputy's answer, as one statement of its words, codes and ticks; what it means is read from that alone."""

import re
from collections.abc import Mapping

from schemas.outcome_words import OUTCOME_WORDS
from schemas.words import Outcome
from tasks.rules.outcome_words import NOT_COMPLETED, NOT_COMPLETED_WORDS, TICK, Answer, read_statement
from tasks.rules.sheets.records import Record
from tasks.rules.sheets.words import tight

_CODE = re.compile(r"([0-9]{1,2})(?:\.0+)?")


def outcome_of(record: Record, words: Mapping[str, Outcome] = OUTCOME_WORDS) -> Answer:
    """Return the outcome of a record, or the code of why there is none."""
    statement = statement_of(record)
    return read_statement(statement, words) if statement else (None, "no_answer")


def statement_of(record: Record) -> str | None:
    """Return what a record says of the outcome in one text (see `tasks.rules.outcome_words`); None when it says nothing."""
    ticks = [TICK + outcome.chinese for outcome in record.ticks]
    return ";".join([*ticks, *_written(record)]) or None


def attitude_of(record: Record) -> Outcome | None:
    """Return the answer to the question about the attitude; None when there is none that can be read."""
    if len(record.attitude_ticks) == 1:
        return record.attitude_ticks[0]
    text = record.get("attitude")
    return read_statement(text, OUTCOME_WORDS)[0] if text else None


def _written(record: Record) -> list[str]:
    word, code, reason = (tight(record.get(name)) for name in ("outcome", "code", "not_completed"))
    if match := _CODE.fullmatch(code):
        code = match[1]
    explained = tight(record.legend.get(code))
    if word.strip("。.!") in NOT_COMPLETED_WORDS and reason:
        word = f"{word.strip('。.!')}:{reason}"
        code = "" if code == NOT_COMPLETED else code
    if explained:
        return [word, explained] if word else [explained]
    if word:
        return [f"{word}({code})"] if code == NOT_COMPLETED else [word, *([code] if code else [])]
    if code and code != NOT_COMPLETED:
        return [code]
    if reason:
        return [f"{NOT_COMPLETED}:{reason}"]
    return [code] if code else []
