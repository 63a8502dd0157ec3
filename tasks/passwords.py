"""The password of each call list: made when the cycle is opened, kept apart from the list, told on another way."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from schemas.office import OfficeFolder

# no letters and digits that are taken for each other: it is read out on the telephone
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 12


def password_path(folder: OfficeFolder, cycle_id: int) -> Path:
    """Return where the password of a cycle's list lies: never in the outbox."""
    return folder.path / "passwords" / f"{cycle_id:03d}.txt"


def password_of(folder: OfficeFolder, cycle_id: int) -> str:
    """Return the password of a cycle, made when there is none yet; only the owner of the file may read it."""
    path = password_path(folder, cycle_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if kept := path.read_text("utf-8").strip():
            return kept
        # the process that made the file was stopped before it wrote
        handle = os.open(path, os.O_WRONLY)
    password = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(password)
    return password


def known_passwords(folder: OfficeFolder) -> Iterator[str]:
    """Yield the passwords of the office's lists, the newest first."""
    for path in sorted((folder.path / "passwords").glob("*.txt"), reverse=True):
        if password := path.read_text("utf-8").strip():
            yield password
