"""Putting a finished file in its place: beside it first, then renamed, so that nobody ever reads half of one."""

import glob
import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path

_LEFT_AFTER_SECONDS = 3_600


def put(content: bytes, target: Path) -> str:
    """Write `content` to `target` in one step and return its sha256."""
    part = part_of(target)
    part.write_bytes(content)
    part.replace(target)
    return hashlib.sha256(content).hexdigest()


def part_of(target: Path) -> Path:
    """Return where a file is written before it is renamed to `target`; what a killed process left there long ago is removed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f"{glob.escape(target.name)}.*.part"):
        # its writer may be about to rename it
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > _LEFT_AFTER_SECONDS:
                left.unlink()
    return target.with_name(f"{target.name}.{os.getpid()}.part")
