"""A returned list may still have its password on: it is opened with the one it was given, for as long as it is read."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.office import OfficeFolder
from tasks.passwords import known_passwords
from tasks.writing.seal import unseal

_COMPOUND = b"\xd0\xcf\x11\xe0"


@contextmanager
def readable(folder: OfficeFolder, path: Path) -> Iterator[Path]:
    """Yield a path at which the file can be read: its own, or that of a copy without password, gone afterwards."""
    opened = _opened(folder, path)
    if opened is None:
        yield path
        return
    # readable for nobody else, and without a name that tells anything
    with tempfile.TemporaryDirectory(prefix="duban-") as scratch:
        copy = Path(scratch) / "opened"
        copy.write_bytes(opened)
        yield copy


def _opened(folder: OfficeFolder, path: Path) -> bytes | None:
    with path.open("rb") as stream:
        if stream.read(len(_COMPOUND)) != _COMPOUND:
            return None
    content = path.read_bytes()
    return next(
        (inside for password in known_passwords(folder) if (inside := unseal(content, password))), None
    )
