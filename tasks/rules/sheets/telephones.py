"""Telephone numbers of a cell as people dial them, and what is wrong with the rest. No digit is ever made up."""

import re

from tasks.rules.sheets.words import fold

_FLOATING = re.compile(r"(\d)(?:\.(\d+))?[Ee]\+?(\d{1,2})")
_WHOLE_FLOAT = re.compile(r"(\d{7,12})\.0+")
_DASH = re.compile(r"[‐‑‒–—―─－﹣−~～]")
# a fax is not spoken to, and a short number is known only to its own network
_NO_TELEPHONE = re.compile(r"\(?(?:传真|[Ff]ax|FAX|短号|小号|集团号)(?:号码?)?[:.]?\s*\d[\d\-]*\)?")
_AREA_SLASH = re.compile(
    r"(?<=(?<!\d)0\d{2})/(?=[2-9]\d{6,7}(?!\d))|(?<=(?<!\d)0\d{3})/(?=[2-9]\d{6,7}(?!\d))"
)
_REMARK = re.compile(r"\([^()\d]*\)|\[[^\[\]\d]*\]")
_MARKS = re.compile(r"[、,;/|\n\r]+|或|以及|和")
_EXTENSION_WORD = re.compile(r"\s*\(?(?:转分机|转|分机号?|ext\.?|#)[:.]?\s*(\d{1,6})\)?", re.IGNORECASE)
_EXTENSION = re.compile(r"转(\d{1,6})")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_SPACED_MOBILES = re.compile(r"(?<!\d)(1[3-9]\d{9})\s+(?=[+01(]?\d)")
_AREA = re.compile(r"(0(?:10|2\d|[3-9]\d{2}|\d{3}))-?([2-9]\d{6,7}|1\d{7})")
_AFTER_DASH = re.compile(r"-(\d{1,6})")
_SERVICE = re.compile(r"([48]00)-?(\d{3,4})-?(\d{3,4})")
_NAME = re.compile(r"[^\d\s()+\-.:转]+[:.]?")
_EMERGENCY = re.compile(r"1\d{2,4}|9\d{4,5}")


def telephones_in(text: str | None) -> tuple[list[str], list[str]]:
    """Return the numbers in a cell and the problem codes: phone_precision_lost, bad_phone."""
    if text is None:
        return [], []
    folded = "\n".join(fold(line) for line in text.splitlines())
    compact = folded.replace(" ", "")
    if match := _FLOATING.fullmatch(compact):
        return _from_float(*match.groups())
    if match := _WHOLE_FLOAT.fullmatch(compact):
        folded = match[1]
    if _THOUSANDS.fullmatch(compact):
        folded = compact.replace(",", "")
    numbers: list[str] = []
    is_bad = False
    for part in _parts(folded):
        number = _number(part)
        if number:
            numbers.append(number)
        else:
            # a word without digits, like a name before the number, is no number that went wrong
            is_bad = is_bad or bool(re.search(r"\d", part))
    if not numbers and not is_bad:
        is_bad = True
    return list(dict.fromkeys(numbers)), ["bad_phone"] if is_bad else []


def _from_float(first: str, rest: str | None, exponent: str) -> tuple[list[str], list[str]]:
    digits = first + (rest or "")
    length = int(exponent) + 1
    # every digit is there only when the mantissa shows them all
    if len(digits) < length:
        return [], ["phone_precision_lost"]
    number = _number(digits[:length]) if not digits[length:].strip("0") else None
    return ([number], []) if number else ([], ["bad_phone"])


def _parts(folded: str) -> list[str]:
    text = _NO_TELEPHONE.sub(" ", _DASH.sub("-", folded))
    text = _EXTENSION_WORD.sub(r"转\1", _AREA_SLASH.sub("-", text))
    text = _REMARK.sub(" ", text)
    text = _SPACED_MOBILES.sub(r"\1/", text)
    found: list[str] = []
    for part in _MARKS.split(text):
        # a name or a label parts two numbers: 张三13800000001李四13800000002
        kept = _NAME.split(part)
        for piece in kept:
            found += _two_in_one(piece.strip(" :.-"))
    return [part for part in found if part]


def _two_in_one(part: str) -> list[str]:
    """Part at white space when every piece is a number for itself."""
    pieces = part.split()
    if len(pieces) > 1 and all(_number(piece) for piece in pieces):
        return pieces
    return [part]


def _number(part: str) -> str | None:
    extension = _EXTENSION.search(part.replace(" ", ""))
    bare = _EXTENSION.sub("", part.replace(" ", ""))
    bare = re.sub(r"^(?:\+|00)?86-?(?=\(?[01]\d{2})(?=[\d()-]{10,})|^\(\+?86\)", "", bare)
    ending = f"转{extension[1]}" if extension else ""
    digits = re.sub(r"[-()]", "", bare)
    if re.fullmatch(r"[\d()\-]+", bare) is None:
        return None
    if _MOBILE.fullmatch(digits.removeprefix("0")) and len(digits) - digits.startswith("0") == 11:
        return digits.removeprefix("0") + ending
    return _land_line(bare, ending)


def _land_line(bare: str, ending: str) -> str | None:
    line = re.sub(r"^\((0\d{2,3})\)-?", r"\1-", bare)
    match = _AREA.match(line)
    if match and (rest := _rest(line[match.end() :])) is not None:
        return f"{match[1]}-{match[2]}{rest}{ending}"
    split = re.fullmatch(r"(0\d{2,3})-([2-9]\d{2,3})-(\d{4})", line)
    if split:
        return f"{split[1]}-{split[2]}{split[3]}{ending}"
    local = re.match(r"([2-9]\d{6,7})(?!\d)|([2-9]\d{2,3})-(\d{4})(?!\d)", line)
    if local and (rest := _rest(line[local.end() :])) is not None:
        return (local[1] or f"{local[2]}{local[3]}") + rest + ending
    if match := _SERVICE.fullmatch(line):
        return f"{match[1]}-{match[2]}{match[3]}" if len(match[2] + match[3]) == 7 else None
    return line if _EMERGENCY.fullmatch(line) and not ending and len(line) == 5 else None


def _rest(text: str) -> str | None:
    """Return an extension behind a dash as printed, nothing as nothing, None for anything else."""
    if not text:
        return ""
    return text if _AFTER_DASH.fullmatch(text) else None
