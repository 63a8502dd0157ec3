"""The samples in the package are what their generators make, byte for byte."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.offices import SAMPLES, VISITS
from tests.project.sources import ROOT


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize(("generator", "samples"), [("make_year", SAMPLES), ("make_visits", VISITS)])
def test_the_generator_makes_the_files_that_are_shipped(generator, samples, tmp_path):
    # in a process of its own: odfpy remembers namespaces from one document to the next
    command = [sys.executable, "-m", f"tests.sample_year.{generator}", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120)
    made, shipped = contents(tmp_path), contents(samples)
    shipped.pop("README.md")
    assert set(made) == set(shipped)
    assert [name for name in made if made[name] != shipped[name]] == []
