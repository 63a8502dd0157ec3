"""The project's own files and modules, for tests that read them."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("flows", "tasks", "schemas", "warehouse")


def tracked() -> list[str]:
    """Return the paths of the files that git keeps, and those that wait to be added."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def modules(*packages: str) -> list[Path]:
    """Return the modules of packages, migrations among them."""
    return sorted(path for package in packages or PACKAGES for path in (ROOT / package).rglob("*.py"))


def strings(*packages: str) -> Iterator[str]:
    """Yield every string literal of packages that is no part of an f-string."""
    for path in modules(*packages):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
