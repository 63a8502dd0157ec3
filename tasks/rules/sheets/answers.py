"""What a deputy answered, from words, codes and ticks. Contradictions and unknown words are named, never guessed."""

import re

from schemas.words import OUTCOME_WORDS, Outcome
from tasks.rules.sheets.records import Record
from tasks.rules.sheets.words import tight

NOT_COMPLETED = "9"
_NOT_COMPLETED_WORDS = frozenset({"未完成", "未成功", "访问未成功", "9"})
_CODE_AND_WORD = re.compile(r"([1-9])[.、:\-_)]?([^\d.、:\-_)].*)|(.*[^\d(])\(([1-9])\)")
_CODE = re.compile(r"([0-9]{1,2})(?:\.0+)?")

Answer = tuple[Outcome | None, str | None]


def outcome_of(record: Record) -> Answer:
    """Return the outcome of a record, or the code of why there is none."""
    if len(record.ticks) > 1:
        return None, "several_answers"
    word, code = _word_and_code(record)
    if record.ticks:
        return (
            _agree(record.ticks[0], *_meaning(word, record.get("not_completed")))
            if word
            else (record.ticks[0], None)
        )
    if word is None and code is None:
        reason = record.get("not_completed")
        return _from_reason(reason) if reason else (None, "no_answer")
    if word is None:
        return _coded(code or "", record.get("not_completed"))
    said, wrong = _meaning(word, record.get("not_completed"))
    if wrong or code is None:
        return said, wrong
    if code == NOT_COMPLETED:
        rated = said is None or said.is_rating or said is Outcome.UNCLEAR
        return (None, "word_code_conflict") if rated else (said, None)
    meant, wrong = _coded(code, None)
    return (None, "word_code_conflict") if meant is not said else (said, wrong)


def attitude_of(record: Record) -> Outcome | None:
    """Return the answer to the question about the attitude; None when there is none that can be read."""
    if len(record.attitude_ticks) == 1:
        return record.attitude_ticks[0]
    text = record.get("attitude")
    return _meaning(text, None)[0] if text else None


def _word_and_code(record: Record) -> tuple[str | None, str | None]:
    word, code = record.get("outcome"), record.get("code")
    word = tight(word) if word else None
    code = tight(code) if code else None
    if code and (match := _CODE.fullmatch(code)):
        code = match[1]
    if word and (match := _CODE_AND_WORD.fullmatch(word)) and code is None:
        code, word = match[1] or match[4], match[2] or match[3]
    return word, code


def _agree(ticked: Outcome, said: Outcome | None, wrong: str | None) -> Answer:
    if wrong or said is ticked:
        return ticked, None
    return None, "several_answers"


def _meaning(word: str, reason: str | None) -> Answer:
    bare = tight(word).strip("。.!()[]【】√")
    if match := _CODE.fullmatch(bare):
        return _coded(match[1], reason)
    if bare in _NOT_COMPLETED_WORDS:
        return _from_reason(reason)
    found = OUTCOME_WORDS.get(bare)
    return (found, None) if found else (None, "unknown_outcome_word")


def _coded(code: str, reason: str | None) -> Answer:
    if code == NOT_COMPLETED:
        return _from_reason(reason)
    found = OUTCOME_WORDS.get(code)
    return (found, None) if found else (None, "unknown_outcome_word")


def _from_reason(reason: str | None) -> Answer:
    """Return what the reason of a call that was not completed means; no reason is no answer."""
    if not reason:
        return None, "no_answer"
    found = OUTCOME_WORDS.get(tight(reason).rstrip("。.!"))
    if found is None or found.is_rating:
        return None, "unknown_outcome_word"
    return found, None
