"""Older documents (.doc, .wps): from the file itself, else by antiword where it is installed, else by LibreOffice."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from tasks.reading.letters.docx import read_docx
from tasks.reading.letters.plain import text_paragraphs
from tasks.reading.letters.word97 import read_word97
from tasks.reading.sniff import Unreadable
from tasks.rules.letters.text import Paragraph

ANTIWORD_SECONDS, OFFICE_SECONDS = 20, 90
MOST_OUTPUT = 16 << 20
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_PACKAGE_STREAM = "EncryptedPackage".encode("utf-16-le")


def read_ole(path: Path) -> list[Paragraph] | None:
    """Return the paragraphs of a Word 97 document; None when the container holds something else."""
    content = path.read_bytes()
    if _PACKAGE_STREAM in content:
        raise Unreadable("file_encrypted")
    if _WORD_STREAM not in content:
        return None
    try:
        found = read_word97(content)
    except Unreadable as error:
        if error.code != "file_corrupt":
            raise
        found = None
    # what the piece table does not give, an older or repaired file, other programs may still read
    return found or _by_antiword(path) or convert(path)


def _by_antiword(path: Path) -> list[Paragraph] | None:
    """Return what antiword reads, or None when it is missing or cannot read the file."""
    program = shutil.which("antiword")
    if program is None:
        return None
    # a name of its own: one that begins with a hyphen would be an option
    done = _run([program, "-m", "UTF-8.txt", "-w", "0", str(path.resolve())], ANTIWORD_SECONDS)
    if done is None or done[0] or not done[1].strip():
        return None
    return text_paragraphs(done[1][:MOST_OUTPUT].decode("utf-8", "replace"))


def convert(path: Path) -> list[Paragraph]:
    """Return what LibreOffice makes of a file, by way of .docx: as text it would leave the text boxes out."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable("no_doc_reader")
    # a profile of its own: two that share one wait for each other
    with tempfile.TemporaryDirectory(prefix="duban-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        copy = folder / "letter.doc"
        shutil.copyfile(path, copy)
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder),
            str(copy),
        ]
        done = _run(command, OFFICE_SECONDS)
        made = folder / "letter.docx"
        if done is None or not made.is_file():
            raise Unreadable("file_corrupt")
        return read_docx(made)


def _run(command: list[str], seconds: int) -> tuple[int, bytes] | None:
    """Return (exit code, output) of a program; None when it took too long. Its children end with it."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return None
        output.seek(0)
        return code, output.read(MOST_OUTPUT)
