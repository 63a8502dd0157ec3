"""The fast way reads what the slow one reads, cell by cell, and the slow one agrees with the library."""

import random

import phonenumbers
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.rules.phone import read_phones
from tasks.rules.phone_column import read_phone_column

digits = st.text("0123456789", min_size=3, max_size=13)
mobiles = st.text("0123456789", min_size=9, max_size=9).map(lambda rest: f"1{rest[0]}{rest}")
written = st.one_of(
    st.none(),
    mobiles,
    digits,
    st.tuples(st.sampled_from(["+86", "0086", "86", "0", "(0533)", "0533-", ""]), digits).map("".join),
    st.tuples(mobiles, st.sampled_from(["、", " ", "转", "-", "/"]), digits).map("".join),
    st.text("0123456789-+ ()转、eE.", max_size=24),
)


@settings(deadline=None, max_examples=200)
@given(st.lists(written, max_size=30))
def test_a_column_is_read_as_its_cells(cells):
    column = pa.array(cells, pa.string())
    assert read_phone_column(column, "0533") == [read_phones(cell, "0533") for cell in cells]


def test_every_prefix_of_a_plain_mobile_is_what_the_library_says():
    cells = [f"{prefix}{tail}" for prefix in range(1300, 2000) for tail in ("0000000", "1234567", "9999999")]
    for cell, (phones, _) in zip(cells, read_phone_column(pa.array(cells), "0533"), strict=True):
        number = phonenumbers.parse(f"+86{cell}")
        if phonenumbers.is_valid_number(number):
            assert [phone.e164 for phone in phones] == [f"+86{cell}"]
            assert phones[0].is_mobile == (
                phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
            )


@pytest.mark.parametrize("seed", range(3))
def test_many_generated_numbers_are_valid_exactly_when_the_library_says_so(seed):
    chance = random.Random(seed)
    cells = [f"1{chance.randrange(10**10):010d}" for _ in range(5_000)]
    for cell, (phones, reason) in zip(cells, read_phone_column(pa.array(cells), "0533"), strict=True):
        assert bool(phones) == (reason is None)
        if phonenumbers.is_valid_number(phonenumbers.parse(f"+86{cell}")):
            assert phones[0].e164 == f"+86{cell}"
