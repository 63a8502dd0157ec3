"""The browser of this machine, which prints pages: Chromium, Chrome or Edge without a window."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

BROWSER_VARIABLE = "DUBAN_BROWSER"
_PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
    "chrome",
)
_SECONDS = 120


class NoBrowser(Exception):
    """There is no browser to print with, or it did not print; the message says what to do."""


def find_browser() -> str:
    """Return the program of DUBAN_BROWSER, else the first that is installed; raise NoBrowser when there is none."""
    named = os.environ.get(BROWSER_VARIABLE)
    found = [path for name in ([named] if named else _PROGRAMS) if (path := shutil.which(name))]
    if not found:
        asked = f"{BROWSER_VARIABLE} names {named}, which is not there" if named else "there is no browser"
        raise NoBrowser(
            f"{asked} to print the page with: apt-get install chromium, or set {BROWSER_VARIABLE}"
        )
    return found[0]


def print_page(browser: str, page: Path, target: Path) -> None:
    """Print an HTML file to a PDF; raise NoBrowser when the browser leaves none."""
    with TemporaryDirectory(prefix="duban-browser-", ignore_cleanup_errors=True) as place:
        made = Path(place) / "page.pdf"
        options = ["--headless", "--disable-gpu", "--no-first-run", f"--user-data-dir={place}/profile"]
        # in a container it is often the superuser, whom Chromium refuses its sandbox; the page runs only our own script
        if getattr(os, "geteuid", lambda: 1)() == 0:
            options.append("--no-sandbox")
        command = [browser, *options, "--no-pdf-header-footer", f"--print-to-pdf={made}", page.as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NoBrowser(f"{browser} did not print: {error}") from error
        if not made.is_file():
            said = done.stderr.strip().splitlines()[-1:]
            raise NoBrowser(f"{browser} left no PDF ({done.returncode}): {' '.join(said)}")
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        shutil.copyfile(made, part)
        part.replace(target)
