"""Columns of a sheet that are told: what names no field, what nobody needs, and where handlers rate themselves."""

import re
from collections.abc import Iterator

from schemas.inputs import IDLE_HEADERS, SATISFACTION_HEADERS, UNWANTED_HEADERS
from schemas.words import Kind
from tasks.rules.header import header_word
from tasks.rules.sheets.layout import SheetLayout

_PERSONAL = re.compile(r".*(?:身份证|护照|证件号|银行卡|银行账号|出生|生日|住址|家庭地址).*")


def leftovers(layout: SheetLayout) -> Iterator[tuple[str, str]]:
    """Yield a problem code for each header word that no field was read from, and for each that claims satisfaction."""
    claims = [
        word
        for row in layout.header_words
        for word in sorted(row)
        if header_word(word) in SATISFACTION_HEADERS
    ]
    if layout.kind is Kind.REPLIES:
        yield from (("handler_wrote_satisfaction", header_word(word)) for word in claims)
    for word in layout.others:
        if word in UNWANTED_HEADERS or _PERSONAL.fullmatch(word):
            yield "unwanted_column", word
        elif layout.kind is Kind.REPLIES and word in SATISFACTION_HEADERS:
            continue
        elif word not in IDLE_HEADERS and not re.fullmatch(r"[\d.]+", word):
            yield "unknown_column", word
