"""What a reply says, as one number: equal content is a reply that was seen before."""

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


def fingerprint(rows: pa.Table) -> pa.Array:
    """Return a signed 64-bit hash per row over the fields of CONTENT; null and empty differ from each other."""
    texts = [pc.fill_null(pc.cast(rows[name].combine_chunks(), pa.string()), "\x00") for name in CONTENT]
    joined = pc.binary_join_element_wise(*texts, "\x1f")
    hashed = pd.util.hash_array(joined.to_numpy(zero_copy_only=False), categorize=False)
    return pa.array(hashed.view("int64"))
