"""Office files without the clock in them: the same content is the same bytes, whenever it is written."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")

Mend = Callable[[bytes], bytes]


def without_clock(content: bytes, mend: Mapping[str, Mend] = MappingProxyType({})) -> bytes:
    """Return an OOXML file with fixed dates in its zip entries and properties; `mend`: what else changes, by where it lies."""
    buffer = io.BytesIO()
    menders = {_PROPERTIES: _without_stamps, **mend}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            mender = next((one for place, one in menders.items() if entry.filename.startswith(place)), None)
            if mender:
                new.writestr(fixed, mender(old.read(entry)))
                continue
            # a large sheet is ten times as large unpacked: piece by piece it is never whole in memory
            fixed.file_size = entry.file_size
            with old.open(entry) as source, new.open(fixed, "w") as target:
                shutil.copyfileobj(source, target)
    return buffer.getvalue()


def _without_stamps(part: bytes) -> bytes:
    return _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", part)
