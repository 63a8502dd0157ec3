"""Office files without the clock in them: the same content is the same bytes, whenever it is written."""

import io
import re
import zipfile
from collections.abc import Callable

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def without_clock(content: bytes, mend: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """Return an OOXML file with fixed dates in its zip entries and properties; each part, by its name, is mended on the way."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            part = old.read(entry)
            if entry.filename == _PROPERTIES:
                part = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", part)
            new.writestr(fixed, mend(entry.filename, part) if mend else part)
    return buffer.getvalue()
