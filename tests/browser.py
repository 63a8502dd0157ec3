"""A real browser for tests of the page; without one they are skipped, and fail where CI=true."""

import os
import shutil

import pytest

_INSTALL = "apt-get install chromium fonts-noto-cjk"


def chromium() -> str:
    """Return the program, or end the test."""
    found = shutil.which("chromium")
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"chromium missing: {_INSTALL}")
    pytest.skip(f"chromium missing: {_INSTALL}")
