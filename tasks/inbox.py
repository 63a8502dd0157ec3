"""Taking in files: each is known by its sha256, kept in the archive for good, and given a batch. Nothing is moved away."""

import hashlib
import logging
import os
import shutil
import time
from collections.abc import Sequence
from datetime import date
from itertools import chain, count
from pathlib import Path

from schemas.office import OfficeFolder
from tasks.writing.place import part_of
from warehouse import batches
from warehouse.engine import begin
from warehouse.offices import register_office

logger = logging.getLogger(__name__)

_CHUNK = 1 << 20
_SETTLED_AFTER_SECONDS = 2.0
_NOT_YET = (".tmp", ".part", ".crdownload", ".swp")


def receive(folder: OfficeFolder, as_of: date) -> dict[str, int]:
    """Archive every new settled file of the inbox and give it a batch; return counts of files seen and new."""
    files = settled_files(folder.inbox)
    hashes = _hashes(files)
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        known = batches.known_hashes(connection, scope.office_id, list(hashes.values()))
    new = 0
    for path, sha256 in hashes.items():
        if sha256 in known:
            continue
        known.add(sha256)
        # the archive first: a batch row must never point to a file that is not there
        keep(path, archived_path(folder, sha256))
        with begin(folder.database) as connection:
            batches.receive(connection, scope.office_id, sha256, readable_name(path), as_of)
        new += 1
    return {"files": len(files), "new": new, "not_opened": len(files) - len(hashes)}


def _hashes(files: Sequence[Path]) -> dict[Path, str]:
    """Return the hash of each file that can be opened; the others are left where they are and named in the log."""
    hashes = {}
    for path in files:
        try:
            hashes[path] = file_hash(path)
        except OSError as error:
            logger.warning("a file of the inbox cannot be opened: %s", error.strerror)
    return hashes


def readable_name(path: Path) -> str:
    """Return the name of a file as text; one in the bytes of an old Windows is read as such."""
    raw = os.fsencode(path.name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def settled_files(inbox: Path) -> list[Path]:
    """Return the files that nobody is still writing, corrections (更正) after what they correct, then by path."""
    found = [
        path
        for path in inbox.rglob("*")
        if path.is_file() and not path.is_symlink() and not _is_unfinished(path)
    ]
    sizes = {path: path.stat() for path in found}
    if any(time.time() - stat.st_mtime < _SETTLED_AFTER_SECONDS for stat in sizes.values()):
        time.sleep(0.2)
    still = [path for path in found if path.exists() and path.stat().st_size == sizes[path].st_size]
    return sorted(still, key=lambda path: ("更正" in path.name, str(path.relative_to(inbox))))


def _is_unfinished(path: Path) -> bool:
    return path.name.startswith((".", "~$")) or path.suffix.lower() in _NOT_YET


def file_hash(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def archived_path(folder: OfficeFolder, sha256: str) -> Path:
    """Return where a file with this hash is kept."""
    return folder.archive / sha256[:2] / sha256


def keep(path: Path, target: Path) -> None:
    """Copy a file so that `target` is whole or not there at all."""
    if target.exists():
        return
    part = part_of(target)
    shutil.copyfile(path, part)
    part.replace(target)


def put_into_inbox(folder: OfficeFolder, path: Path) -> Path:
    """Copy a file into the inbox and return where it lies; beside another of its name it gets one of its own."""
    sha256 = file_hash(path)
    names = chain([path.name], (f"{path.stem}（{number}）{path.suffix}" for number in count(2)))
    places = (folder.inbox / name for name in names)
    target = next(place for place in places if not place.exists() or file_hash(place) == sha256)
    keep(path, target)
    return target
