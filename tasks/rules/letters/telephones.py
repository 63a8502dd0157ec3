"""Telephone numbers as letters print them, and one way to write each."""

import re

_EXT = r"(?:\s*(?:转分机|转|分机|-)\s*(?P<ext{0}>\d{{2,6}})(?!\d))?"
_PHONE = re.compile(
    r"(?<![\d*])(?:"
    r"(?:\+?86[\s-]?)?(?P<mobile>1[3-9]\d[\s-]?\d{4}[\s-]?\d{4})(?![\d*])"
    r"|[(\[]?(?P<area>0\d{2,3})[)\]]?[\s-]{0,4}(?P<number>[2-9]\d{2,3}\s?\d{4})(?![\d*])"
    + _EXT.format(1)
    + r"|(?P<local>[2-9]\d{2,3}[\s-]?\d{4})(?![\d*])"
    + _EXT.format(2)
    + r")"
)


def telephones(folded: str) -> list[str]:
    """Return the numbers in folded text: mobiles as digits, 0500-5550181, extensions as 转8021 or -6032."""
    found = []
    for match in _PHONE.finditer(folded):
        if match["mobile"]:
            found.append(_digits(match["mobile"]))
            continue
        number = f"{match['area']}-{_digits(match['number'])}" if match["area"] else _digits(match["local"])
        extension = match["ext1"] or match["ext2"]
        if extension:
            number += ("转" if re.search("转|分机", match[0]) else "-") + extension
        found.append(number)
    return list(dict.fromkeys(found))


def first_telephone(folded: str) -> int | None:
    """Return where the first number begins."""
    match = _PHONE.search(folded)
    return match.start() if match else None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
