"""What other programs read when a document is older than Word 97: antiword first, else LibreOffice, else the advice to install one."""

import os
import shutil
import subprocess
import time

import pytest

from tasks.reading.letters import legacy
from tasks.reading.letters.opening import open_letter
from tasks.reading.sniff import Unreadable
from tests.reading.letters.documents import document
from tests.reading.letters.words97 import word97
from tests.rules.letters.samples import SAMPLES

PLAIN = SAMPLES[0]
INSTALL = "apt-get install antiword libreoffice-writer-nogui"


def needs(program):
    if shutil.which(program) is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{program} missing: {INSTALL}")
        pytest.skip(f"{program} missing: {INSTALL}")


def says(path):
    return {name: value for name, value in open_letter(path).fields.items() if value}


@pytest.fixture
def old(tmp_path):
    """Return a document that this project's own reader takes for an older format."""
    path = word97(tmp_path / "旧 文件.doc", "正文\r")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"\xec\xa5\xc1\x00", b"\xec\xa5\x65\x00", 1))
    return path


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Return how to put a program on a PATH that has no other."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def put(name, script):
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (folder / name).chmod(0o755)

    return put


def test_antiword_is_asked_for_utf8_without_line_breaks(old, programs, tmp_path):
    (tmp_path / "said.txt").write_text("\n".join(PLAIN.lines), "utf-8")
    programs(
        "antiword",
        f'[ "$1 $2 $3 $4" = "-m UTF-8.txt -w 0" ] && [ -f "$5" ] && exec /bin/cat "{tmp_path}/said.txt"',
    )
    assert says(old) == PLAIN.fields


def office(source):
    return f'while [ "$1" != "--outdir" ]; do shift; done; exec /bin/cp "{source}" "$2/letter.docx"'


@pytest.mark.parametrize("antiword", ["exit 1", "exit 0", None], ids=["fails", "says nothing", "missing"])
def test_libreoffice_reads_what_antiword_does_not(old, programs, tmp_path, antiword):
    if antiword:
        programs("antiword", antiword)
    programs("soffice", office(document(tmp_path / "made.docx", *PLAIN.lines)))
    assert says(old) == PLAIN.fields


def code_of(path):
    with pytest.raises(Unreadable) as error:
        open_letter(path)
    return error.value.code


def test_without_any_program_the_document_asks_for_one(old, programs):
    assert code_of(old) == "no_doc_reader"


def test_a_program_that_makes_nothing_of_it(old, programs):
    programs("soffice", "exit 0")
    assert code_of(old) == "file_corrupt"


def test_a_program_that_hangs_is_ended_with_its_children(old, programs, monkeypatch):
    monkeypatch.setattr(legacy, "ANTIWORD_SECONDS", 0.2)
    monkeypatch.setattr(legacy, "OFFICE_SECONDS", 0.2)
    for name in ("antiword", "soffice"):
        programs(name, "/bin/sleep 60 & wait")
    started = time.monotonic()
    assert code_of(old) == "file_corrupt"
    assert time.monotonic() - started < 10


def test_antiword_reads_a_real_document(tmp_path):
    needs("antiword")
    needs("soffice")
    # antiword refuses a document of a few words, and those that tests write by hand
    source = tmp_path / "a.rtf"
    source.write_text("{\\rtf1\\ansi\\uc1 " + "\\u27491?\\u25991?\\par " * 300 + "}", "ascii")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    made = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", tmp_path, source]
    subprocess.run(made, check=True, capture_output=True, timeout=120)
    found = legacy._by_antiword(tmp_path / "a.doc")
    assert found is not None
    assert "正文" in [each.text.strip() for each in found]


def test_libreoffice_reads_a_real_document(tmp_path):
    needs("soffice")
    # what LibreOffice makes of a rich text has gone through the same way as a document
    path = tmp_path / "a.doc"
    path.write_text("{\\rtf1\\ansi\\uc1 \\u27491?\\u25991?\\par}", "ascii")
    assert [each.text for each in legacy.convert(path)] == ["正文"]
