"""From who signed what to who is called about what: one call per deputy with all of that deputy's items."""

import secrets
from collections.abc import Callable

import pandas as pd
from stdnum.iso7064 import mod_37_36

from schemas.words import Signature

# no 0 O 1 I: a key is read out and typed in again
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_KEY_LENGTH = 8


def random_key() -> str:
    """Return a new case key: eight random characters and a check character (ISO 7064 Mod 37,36)."""
    while True:
        body = "".join(secrets.choice(_ALPHABET) for _ in range(_KEY_LENGTH))
        check = mod_37_36.calc_check_digit(body)
        if check in _ALPHABET:
            return body + check


def key_is_sound(key: str) -> bool:
    """Tell whether the check character fits; it finds every single mistyped character."""
    return len(key) == _KEY_LENGTH + 1 and mod_37_36.is_valid(key)


def draw_calls(
    signers: pd.DataFrame, ask: str, new_key: Callable[[], str] = random_key
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the calls and items of a census.

    `signers`: suggestion_id, number, deputy_id, signature, has_phone. `ask`: lead, or signers for everyone who signed.
    Calls: deputy_id, case_key, has_phone. Items: deputy_id, suggestion_id, position (from 1 in order of number), signature.
    """
    asked = signers if ask == "signers" else signers[signers["signature"] == Signature.LEAD]
    asked = asked.assign(_width=asked["number"].str.len()).sort_values(["deputy_id", "_width", "number"])
    items = asked[["deputy_id", "suggestion_id", "signature"]].assign(
        position=asked.groupby("deputy_id").cumcount() + 1
    )
    calls = asked[["deputy_id", "has_phone"]].drop_duplicates("deputy_id")
    keys: set[str] = set()
    while len(keys) < len(calls):
        keys.add(new_key())
    # a set has no order that tells anything about the deputies
    calls = calls.assign(case_key=list(keys), has_phone=calls["has_phone"].astype(bool))
    return calls.reset_index(drop=True), items.reset_index(drop=True)
