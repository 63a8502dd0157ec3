"""The shared examples, where they lie beside the project."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.inspection import inspect_sheet

EXAMPLES = Path(__file__).parents[4] / "shared" / "examples"


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are not here")
def test_every_field_of_the_example_sheets_is_right(tmp_path):
    answers = tmp_path / "answers"
    answers.mkdir()
    for entry in json.loads((EXAMPLES / "sheets" / "truth.json").read_text("utf-8"))["files"]:
        found = inspect_sheet(EXAMPLES / "sheets" / entry["file"])
        (answers / f"{entry['file']}.json").write_text(
            json.dumps(found, ensure_ascii=False, default=str), "utf-8"
        )
    # the checker runs a command for each file; reading the answers back spares it a start of ours each time
    show = tmp_path / "show.py"
    show.write_text(
        "import pathlib, sys\n"
        f"answers = pathlib.Path({str(answers)!r})\n"
        "print((answers / (pathlib.Path(sys.argv[1]).name + '.json')).read_text('utf-8'))\n",
        "utf-8",
    )
    command = f"{sys.executable} -I {show} {{file}}"
    checked = subprocess.run(
        [
            sys.executable,
            str(EXAMPLES / "check.py"),
            str(EXAMPLES / "sheets"),
            "--cmd",
            command,
            "--min",
            "1",
            "-v",
        ],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert checked.returncode == 0, checked.stdout
    assert "WRONG" not in checked.stdout
