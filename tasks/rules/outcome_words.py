"""What the statement of a survey centre about one item means: words, codes, ticks, and what they say together.

A statement is what `tasks.rules.sheets.answers` puts together from the cells of a row, or a single cell of our own list:

    满意    2    2.基本满意    满意(1)    √满意    9:停机 (not completed, with its reason)    √满意;满意

Parts that contradict each other and words that nobody knows are named, never guessed.
"""

import re
from collections.abc import Mapping

from schemas.words import Outcome
from tasks.rules.sheets.words import tight

NOT_COMPLETED = "9"
# a code that is not completed, and the words for it
NOT_COMPLETED_WORDS = frozenset({"未完成", "未成功", "访问未成功", NOT_COMPLETED})
TICK = "√"
_CODE_AND_WORD = re.compile(r"([1-9])[.、:\-_)]?([^\d.、:\-_)].*)|(.*[^\d(])\(([1-9]\d?)\)")
_CODE = re.compile(r"([0-9]{1,2})(?:\.0+)?")
_REASONED = re.compile(rf"({'|'.join(sorted(NOT_COMPLETED_WORDS))}):(.+)")

Answer = tuple[Outcome | None, str | None]


def read_statement(statement: str, words: Mapping[str, Outcome]) -> Answer:
    """Return the outcome of a statement, or the code of why there is none."""
    parts = [part for part in tight(statement).split(";") if part]
    ticked = [part for part in parts if part.startswith(TICK)]
    if len(ticked) > 1:
        return None, "several_answers"
    said = [_said(part, words) for part in parts if part not in ticked]
    if wrong := next((wrong for _, wrong in said if wrong), None):
        # a tick is clear whatever is written beside it
        return _said(ticked[0], words) if ticked else (None, wrong)
    found = {outcome for outcome, _ in said}
    if len(found) > 1:
        return None, "word_code_conflict"
    if not ticked:
        return (found.pop(), None) if found else (None, "no_answer")
    outcome, wrong = _said(ticked[0], words)
    return (None, "several_answers") if found and outcome not in found else (outcome, wrong)


def _said(part: str, words: Mapping[str, Outcome]) -> Answer:
    bare = part.strip("。.![]【】√")
    bare = bare[1:-1] if re.fullmatch(r"\([^()]*\)", bare) else bare
    if bare in words:
        return words[bare], None
    if reasoned := _REASONED.fullmatch(bare):
        return _from_reason(reasoned[2], words)
    if match := _CODE_AND_WORD.fullmatch(bare):
        return _together(match[1] or match[4], match[2] or match[3], words)
    return _meaning(bare, words)


def _together(code: str, word: str, words: Mapping[str, Outcome]) -> Answer:
    said, wrong = _said(word, words) if ":" in word else _meaning(word, words)
    if wrong:
        return None, wrong
    if code == NOT_COMPLETED:
        rated = said is None or said.is_rating or said is Outcome.UNCLEAR
        return (None, "word_code_conflict") if rated else (said, None)
    return (said, None) if words.get(code) is said else (None, "word_code_conflict")


def _meaning(word: str, words: Mapping[str, Outcome]) -> Answer:
    bare = word.strip("。.!()[]【】√")
    if match := _CODE.fullmatch(bare):
        bare = match[1]
    if bare in NOT_COMPLETED_WORDS:
        return None, "no_answer"
    found = words.get(bare)
    return (found, None) if found else (None, "unknown_outcome_word")


def _from_reason(reason: str, words: Mapping[str, Outcome]) -> Answer:
    """Return what the reason of a call that was not completed means."""
    found = words.get(reason.rstrip("。.!"))
    if found is None or found.is_rating:
        return None, "unknown_outcome_word"
    return found, None
