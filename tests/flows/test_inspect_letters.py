"""`duban inspect` on letters: the published form of the answer, and what people see."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli.app import app
from tests.reading.letters.documents import document
from tests.rules.letters.samples import SAMPLES

EXAMPLES = Path(__file__).parents[3] / "shared" / "examples"
SAMPLE = next(sample for sample in SAMPLES if sample.name == "doc no: run together")


def inspect(*arguments):
    from flows.cli import files  # noqa: F401

    return CliRunner().invoke(app, ["inspect", *map(str, arguments)])


def test_json_has_fields_and_evidence(tmp_path):
    done = inspect(document(tmp_path / "a.docx", *SAMPLE.lines), "--format", "json")
    said = json.loads(done.stdout)
    assert (done.exit_code, said["kind"], said["outcome"], said["reasons"]) == (0, "letter", "accepted", [])
    assert {name: value for name, value in said["fields"].items() if value} == SAMPLE.fields
    assert said["evidence"]["class"] == [
        {"part": "body", "paragraph": 1, "text": "临住建发〔2020〕11号A类 同意公开"}
    ]


def test_table_shows_each_value_with_its_line(tmp_path):
    done = inspect(document(tmp_path / "a.docx", *SAMPLE.lines))
    assert "建议编号：30" in done.stdout
    assert "办理结果：A    ← body 1 “临住建发〔2020〕11号A类 同意公开”" in done.stdout


def test_what_a_clerk_must_decide_is_said_in_chinese(tmp_path):
    sample = next(sample for sample in SAMPLES if sample.reasons == ("number_conflict",))
    done = inspect(document(tmp_path / "a.docx", *sample.lines))
    assert done.exit_code == 1
    assert "答复函中出现两个不同的建议编号" in done.stdout


@pytest.mark.parametrize("content", [b"PK\x03\x04word/document.xml", b"%PDF-1.7\n%%EOF"])
def test_a_broken_letter_is_rejected(tmp_path, content):
    (tmp_path / "第97号.docx").write_bytes(content)
    said = json.loads(inspect(tmp_path / "第97号.docx", "--format", "json").stdout)
    assert (said["outcome"], said["reasons"]) == ("rejected", ["file_corrupt"])
    assert not any(said["fields"].values())


ANSWER = """
import json, sys
from pathlib import Path
from flows.letter_preview import look_into_letter
print(json.dumps(look_into_letter(Path(sys.argv[1])), ensure_ascii=False))
"""


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are not at hand")
def test_the_examples_are_right(tmp_path):
    script = tmp_path / "answer.py"
    script.write_text(ANSWER, "utf-8")
    command = f"{sys.executable} {script} {{file}}"
    done = subprocess.run(
        [sys.executable, EXAMPLES / "check.py", EXAMPLES / "letters", "--cmd", command, "--min", "1"],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stdout
    assert "26 of 26 files wholly right" in done.stdout
