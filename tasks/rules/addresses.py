"""E-mail addresses of departments, from the text of cells."""

import pyarrow as pa
import pyarrow.compute as pc

from schemas.addresses import ADDRESS, LONGEST_ADDRESS
from tasks.rules.cells import Parsed


def parse_addresses(column: pa.Array) -> Parsed:
    """Return the addresses of a folded column; one that no mail can go to is wrong and not used."""
    good = pc.and_(
        pc.match_substring_regex(column, ADDRESS), pc.less_equal(pc.utf8_length(column), LONGEST_ADDRESS)
    )
    wrong = pc.fill_null(pc.invert(good), False)
    return Parsed(pc.if_else(wrong, None, column), {"bad_address": wrong})
