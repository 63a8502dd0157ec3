"""The line that tells the caller what was answered: class and document number of each reply, and what it promised. Nothing else is known."""

from collections.abc import Iterable, Mapping

from schemas.edition import COMMON_CLASSES

# department, result class, document number, promise
Said = tuple[str, str | None, str | None, str | None]


def class_words(classes: Mapping[str, str]) -> dict[str, str]:
    """Return what each class of a place means, in words."""
    return {letter: COMMON_CLASSES[common] for letter, common in classes.items()}


def reply_line(said: Iterable[Said], meanings: Mapping[str, str]) -> str:
    """Return one line: B类（正在解决），教字〔2020〕1号；承诺：…。 Departments are named where several answered."""
    replies = list(said)
    return "；".join(
        (f"{department}：" if len(replies) > 1 else "") + text
        for department, letter, doc_no, promise in replies
        if (text := _one(meanings, letter, doc_no, promise))
    )


def _one(meanings: Mapping[str, str], letter: str | None, doc_no: str | None, promise: str | None) -> str:
    # classes that are words of their own need no 类
    is_letter = letter is not None and len(letter) == 1
    result = f"{letter}类" if is_letter else letter or ""
    if letter and letter in meanings and meanings[letter] != letter:
        result += f"（{meanings[letter]}）"
    parts = [result, doc_no or "", f"承诺：{promise.rstrip('。')}" if promise else ""]
    return "，".join(part for part in parts if part)
