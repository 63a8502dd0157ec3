"""Who is called about what, and the keys that stand for people."""

from itertools import count

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.words import Signature
from tasks.rules.sample import _ALPHABET, draw_calls, key_is_sound, random_key

LEAD, CO = Signature.LEAD.value, Signature.CO_SIGNER.value
KEY_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def signers(*rows: tuple[int, str, int, str]) -> pd.DataFrame:
    """Return who signed what: suggestion, number, deputy, signature; deputies with even keys have a telephone."""
    frame = pd.DataFrame(rows, columns=["suggestion_id", "number", "deputy_id", "signature"])
    return frame.assign(has_phone=frame["deputy_id"] % 2 == 0)


SIGNED = signers(
    (1, "2", 20, LEAD), (1, "2", 21, CO), (2, "10", 20, LEAD), (3, "9", 21, LEAD), (4, "平3", 20, CO)
)


def test_everyone_who_signed_is_called_once_about_everything():
    calls, items = draw_calls(SIGNED, "signers")
    assert calls["deputy_id"].tolist() == [20, 21]
    assert calls["has_phone"].tolist() == [True, False]
    assert items[items["deputy_id"] == 20]["suggestion_id"].tolist() == [1, 2, 4]
    assert items[items["deputy_id"] == 21]["suggestion_id"].tolist() == [1, 3]


def test_only_leads_are_called_where_the_profile_asks_leads():
    calls, items = draw_calls(SIGNED, "lead")
    assert items[["deputy_id", "suggestion_id"]].to_numpy().tolist() == [[20, 1], [20, 2], [21, 3]]
    assert calls["deputy_id"].tolist() == [20, 21]


def test_nobody_is_called_when_nobody_signed():
    calls, items = draw_calls(SIGNED.iloc[:0], "signers")
    assert calls.empty
    assert items.empty


def test_a_key_that_comes_twice_is_drawn_again():
    keys = iter(["A", "A", "A", "B"])
    calls, _ = draw_calls(SIGNED, "signers", lambda: next(keys))
    assert set(calls["case_key"]) == {"A", "B"}


pairs = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 8)), unique=True, max_size=30)


@settings(deadline=None, max_examples=60)
@given(pairs, st.sampled_from(["lead", "signers"]))
def test_one_call_per_deputy_with_items_numbered_in_the_order_of_suggestions(found, ask):
    leads: set[int] = set()
    rows = []
    for suggestion, deputy in found:
        rows.append((suggestion, str(suggestion), deputy, CO if suggestion in leads else LEAD))
        leads.add(suggestion)
    serial = count(1)
    calls, items = draw_calls(signers(*rows), ask, lambda: f"K{next(serial)}")
    asked = {(s, d) for s, _, d, signature in rows if ask == "signers" or signature == LEAD}
    assert set(zip(items["suggestion_id"], items["deputy_id"], strict=True)) == asked
    assert len(items) == len(asked)
    assert sorted(calls["deputy_id"]) == sorted({deputy for _, deputy in asked})
    assert calls["case_key"].is_unique
    for _, of_one in items.groupby("deputy_id"):
        assert of_one["position"].tolist() == list(range(1, len(of_one) + 1))
        assert of_one["suggestion_id"].is_monotonic_increasing


# --- keys -------------------------------------------------------------------------------------------------------


def test_keys_are_sound_and_hold_no_character_that_is_mistaken_for_another():
    keys = [random_key() for _ in range(2_000)]
    assert all(key_is_sound(key) for key in keys)
    assert set("".join(keys)) <= set(_ALPHABET)
    assert not set("".join(keys)) & set("0O1I")
    assert {len(key) for key in keys} == {9}
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("key", [random_key() for _ in range(5)], ids=[f"key {n}" for n in range(1, 6)])
def test_every_single_mistyped_character_is_found(key):
    for place, right in enumerate(key):
        for wrong in KEY_CHARACTERS:
            typed = key[:place] + wrong + key[place + 1 :]
            assert key_is_sound(typed) == (wrong == right), typed


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=12))
def test_any_text_is_a_sound_key_or_not(text):
    assert key_is_sound(text) in (True, False)


@pytest.mark.parametrize("text", ["", "A", "23456789", "2345678923", "张三张三张三张三张", " " * 9, "-" * 9])
def test_what_is_no_key_is_not_sound(text):
    assert not key_is_sound(text)
