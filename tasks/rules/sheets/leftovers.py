"""Columns of a sheet that name no field: each is told, what nobody needs apart from what is only not understood."""

import re
from collections.abc import Iterable, Iterator

from schemas.inputs import IDLE_HEADERS, SATISFACTION_HEADERS, UNWANTED_HEADERS
from schemas.words import Kind

_PERSONAL = re.compile(r".*(?:身份证|护照|证件号|银行卡|银行账号|出生|生日|住址|家庭地址).*")


def leftovers(kind: Kind, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield a problem code for each header word that no field was read from."""
    for word in words:
        if word in UNWANTED_HEADERS or _PERSONAL.fullmatch(word):
            yield "unwanted_column", word
        elif kind is Kind.REPLIES and word in SATISFACTION_HEADERS:
            yield "handler_wrote_satisfaction", word
        elif word not in IDLE_HEADERS and not re.fullmatch(r"[\d.]+", word):
            yield "unknown_column", word
