"""Telephone numbers: is an office number possible, and which of a deputy's numbers can be dialled.

`phonenumbers` decides what is a number. A number in a prefix that its data does not know yet is kept when its length is
possible, so that a new prefix does not silence a deputy.
"""

import re
from dataclasses import dataclass

import pandas as pd
import phonenumbers
from phonenumbers import PhoneNumberType, ValidationResult

_LOST_DIGITS = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")
# 转8021, 分机12, ext. 12, #12, or a last group after a land line: 0533-2180000-7817
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|#)\s*(\d{1,6})|(?<=\d{7})-(\d{1,6})$", re.IGNORECASE)
_DASHES = re.compile(r"[‐‑‒–—―─－﹣−~]")
# also the white space after a whole mobile, when another number begins behind it
_BETWEEN_NUMBERS = re.compile(r"[、,;，；/|\n]|或|(?<=\b1\d{10})\s+(?=[01+])")
_ABROAD = re.compile(r"(?:\+|00)(?!\D*86)")
# a mobile, with a 0 in front or not; a land line. One digit too few or too many must not pass as the other
_WHOLE = re.compile(r"0?1[1-9]\d{9}|0(?:10|2\d)\d{7,8}|0[3-9]\d{9,10}")
_CANDIDATE = re.compile(r"(?:\+|00)?\(?\d[\d\s()-]{5,20}\d")
# as people write one between words; without area code or country it might as well be an amount
_AMONG_WORDS = re.compile(
    r"(?<!\d)(?:"
    r"(?:(?:\+|00)?86[\s-]?)?0?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}"
    r"|(?:0(?:10|2\d)|[(（]0(?:10|2\d)[)）])[\s-]{0,3}[2-9]\d{3}[\s-]?\d{4}"
    r"|(?:0[3-9]\d{2}|[(（]0[3-9]\d{2}[)）])[\s-]{0,3}[2-9]\d{2,3}[\s-]?\d{4}"
    r"|(?:\+|00)86(?:[\s-]?\d){9,11}"
    r")(?:\s*(?:转|分机|-)\s*\d{1,6})?(?!\d)".replace("-]", "‐‑‒–—―─－﹣−~-]")
)
_LEFT_OUT = "（号码略）"


@dataclass(frozen=True)
class Phone:
    """One number that can be dialled. `e164` begins with +86."""

    e164: str
    extension: str | None
    is_mobile: bool


def contact_phone_problem(text: str) -> str | None:
    """Return the code of what is wrong with an office telephone, or None when one in the cell has a possible length."""
    if _LOST_DIGITS.fullmatch(text.replace(" ", "")):
        return _lost_or_none(text)
    for part in _BETWEEN_NUMBERS.split(_DASHES.sub("-", text)):
        digits = re.sub(r"\D", "", _EXTENSION.sub("", part.strip()))
        digits = re.sub(r"^(?:00)?86(?=\d{10,})", "", digits)
        if re.fullmatch(r"1\d{10}|0\d{9,11}|[2-8]\d{6,7}|[48]00\d{7}", digits):
            return None
    return "bad_phone"


def _lost_or_none(text: str) -> str | None:
    mantissa, exponent = re.split("[Ee]", text.replace(" ", ""))
    shown = len(mantissa.replace(".", "").lstrip("-"))
    # every digit is there only when the mantissa shows them all
    return None if shown == int(exponent) + 1 else "phone_precision_lost"


def read_phones(text: str | None, area_code: str) -> tuple[list[Phone], str | None]:
    """Return a deputy's numbers, mobiles first, and the reason when there is none.

    `text` is the cell as folded; `area_code` completes a local number without one. Reasons are problem codes:
    missing_phone, phone_precision_lost, bad_phone.
    """
    if text is None:
        return [], "missing_phone"
    compact = text.replace(" ", "")
    if _LOST_DIGITS.fullmatch(compact):
        if _lost_or_none(compact):
            return [], "phone_precision_lost"
        text = str(int(float(compact)))
    found: dict[str, Phone] = {}
    for part in _BETWEEN_NUMBERS.split(_DASHES.sub("-", text)):
        extension = _EXTENSION.search(part.strip())
        said = (extension[1] or extension[2]) if extension else None
        for candidate in _CANDIDATE.findall(_EXTENSION.sub("", part.strip())):
            if phone := _dialable(candidate, said, area_code):
                found.setdefault(phone.e164, phone)
    phones = sorted(found.values(), key=lambda phone: not phone.is_mobile)
    return phones, None if phones else "bad_phone"


def _dialable(candidate: str, extension: str | None, area_code: str) -> Phone | None:
    if _ABROAD.match(candidate):
        return None
    digits = re.sub(r"\D", "", candidate)
    digits = re.sub(r"^(?:00)?86(?=\d{10,})", "", digits)
    if re.fullmatch(r"[2-9]\d{6,7}", digits):
        digits = area_code + digits
    if not _WHOLE.fullmatch(digits):
        return None
    # with its country, or 1790100 in a number is taken for the prefix of a call abroad
    number = phonenumbers.parse(f"+86{digits.removeprefix('0')}")
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    is_mobile = digits.startswith("1")
    if phonenumbers.is_valid_number(number):
        is_mobile = phonenumbers.number_type(number) == PhoneNumberType.MOBILE
    return Phone(
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), extension, is_mobile
    )


def without_phones(texts: pd.Series) -> pd.Series:
    """Return texts for whoever reads them: where a telephone number stood they say that it is left out."""
    return texts.astype("string").str.replace(_AMONG_WORDS, _LEFT_OUT, regex=True)


def spoken_form(e164: str, extension: str | None) -> str:
    """Return a number as a caller dials it in China: 13800001234, 0533-5550123转8021.

    Area codes have two digits behind the 0 in the large cities (010, 02x) and three elsewhere; the library knows only some.
    """
    national = e164.removeprefix("+86")
    if re.fullmatch(r"1[1-9]\d{9}", national):
        dialled = national
    else:
        area = 2 if national.startswith(("10", "2")) else 3
        dialled = f"0{national[:area]}-{national[area:]}"
    return dialled + (f"转{extension}" if extension else "")
