"""The sample year in the package is what its generator makes, byte for byte."""

import subprocess
import sys
from pathlib import Path

from tests.offices import SAMPLES
from tests.project.sources import ROOT


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_generator_makes_the_files_that_are_shipped(tmp_path):
    # in a process of its own: odfpy remembers namespaces from one document to the next
    command = [sys.executable, "-m", "tests.sample_year.make_year", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120)
    made, shipped = contents(tmp_path), contents(SAMPLES)
    shipped.pop("README.md")
    assert set(made) == set(shipped)
    assert [name for name in made if made[name] != shipped[name]] == []
