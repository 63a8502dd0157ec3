"""The mark in a template: which kind of file it is for, which edition of the columns it has, whose rules it follows."""

import hashlib
import re
from collections.abc import Iterable

from schemas.contract import Contract
from tasks.rules.header import header_word

_MARK = re.compile(r"模板版本(\S+?)/([0-9a-f]{6})/([a-z_]+)")


def mark_of(contract: Contract, profile: str) -> str:
    """Return the line that a template carries: 模板版本：答复登记表/3f9a1c/national."""
    return f"模板版本：{contract.chinese}/{_edition(contract)}/{profile}"


def _edition(contract: Contract) -> str:
    """Return a sign for the columns of a kind of file: other columns, another sign."""
    columns = "|".join(f"{field.chinese}:{field.form.value}:{field.key}" for field in contract.fields)
    return hashlib.sha256(columns.encode()).hexdigest()[:6]


def look_at_mark(
    lines: Iterable[str | None], contract: Contract, profile: str | None = None
) -> tuple[str, str] | None:
    """Return the problem of a template that is not today's own, by the lines above its header; None without a mark.

    Without a profile at hand it is not asked whose rules the template follows.
    """
    marks = (match for line in lines if (match := _MARK.search(header_word(line))))
    match = next(marks, None)
    if match is None:
        return None
    kind, edition, made_for = match.groups()
    if kind != contract.chinese or (profile is not None and made_for != profile):
        return "foreign_template", f"{kind}（{made_for}）" if profile else kind
    return ("old_template", f"{kind}（{edition}）") if edition != _edition(contract) else None
