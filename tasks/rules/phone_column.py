"""Many telephone cells at once: plain mobiles by the library's own pattern, every other distinct cell by `read_phones`."""

from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
from phonenumbers import PhoneMetadata

from tasks.rules.phone import Phone, read_phones

Read = tuple[list[Phone], str | None]


def read_phone_column(cells: pa.Array, area_code: str) -> list[Read]:
    """Return what `read_phones` returns for each cell (text, folded); equal cells are read once."""
    coded = cells.dictionary_encode()
    words = coded.dictionary
    is_plain = pc.fill_null(pc.match_substring_regex(words, _plain_mobile()), False).to_pylist()
    read = [
        ([Phone(f"+86{word}", None, True)], None) if plain else read_phones(word, area_code)
        for word, plain in zip(words.to_pylist(), is_plain, strict=True)
    ]
    missing = read_phones(None, area_code)
    return [missing if place is None else read[place] for place in coded.indices.to_pylist()]


@cache
def _plain_mobile() -> str:
    """The pattern of a mobile that is nothing else, read from the library's data: both move with an upgrade."""
    metadata = PhoneMetadata.metadata_for_region("CN")
    if metadata is None or metadata.mobile is None or metadata.mobile.national_number_pattern is None:
        raise LookupError("phonenumbers has no pattern of Chinese mobiles")
    return rf"^(?:{metadata.mobile.national_number_pattern})$"
