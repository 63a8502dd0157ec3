"""What a reply says, as one number: equal content is a reply that was seen before."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

CONTENT = (
    "doc_no",
    "reply_date",
    "result_class",
    "signatory",
    "contact",
    "phone",
    "face_to_face",
    "publicity",
)


# columns that came later: a row without them keeps the number it had
LATER = ("promise", "promised_on", "promise_owner")
_NULL = np.uint64(0x9E3779B97F4A7C15)
_INTERIM = np.uint64(0xD6E8FEB86659FD93)
_LATER = np.uint64(0x9E6C63D0876A9A47)
_FACTOR = np.uint64(0x100000001B3)


def fingerprint(rows: pa.Table) -> pa.Array:
    """Return a signed 64-bit hash per row over the fields of CONTENT and whether it is interim; null and empty differ from each other."""
    combined = np.zeros(rows.num_rows, dtype=np.uint64)
    for name in CONTENT:
        # the order of the fields counts: equal words in two fields do not cancel out
        combined = (combined ^ _hashes(rows[name].combine_chunks())) * _FACTOR
        combined ^= combined >> np.uint64(29)
    # what was kept before replies could be interim keeps its number
    is_interim = pc.fill_null(rows["is_interim"], False).to_numpy(zero_copy_only=False)
    combined[is_interim] ^= _INTERIM
    for name in (name for name in LATER if name in rows.column_names):
        column = rows[name].combine_chunks()
        if column.null_count < len(column):
            said = pc.is_valid(column).to_numpy(zero_copy_only=False)
            combined[said] = (combined[said] ^ _hashes(column)[said]) * _FACTOR + _LATER
    return pa.array(combined.view(np.int64))


def _hashes(column: pa.Array) -> npt.NDArray[np.uint64]:
    """Hash every distinct value once."""
    coded = pc.cast(column, pa.string()).dictionary_encode()
    words = np.array([*coded.dictionary.to_pylist(), ""], dtype=object)
    hashed = pd.util.hash_array(words, categorize=False)
    hashed[-1] = _NULL
    spread: npt.NDArray[np.uint64] = hashed[pc.fill_null(coded.indices, len(words) - 1).to_numpy()]
    return spread
