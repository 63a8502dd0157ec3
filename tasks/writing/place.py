"""Putting a finished file in its place: beside it first, then renamed, so that nobody ever reads half of one."""

import hashlib
import os
from pathlib import Path


def put(content: bytes, target: Path) -> str:
    """Write `content` to `target` in one step and return its sha256."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(target)
    return hashlib.sha256(content).hexdigest()
