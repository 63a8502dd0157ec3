"""The lock: every dependency pinned, nothing about where packages come from."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LINES = [
    line
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
_EXTRAS = [text for extra in PROJECT["optional-dependencies"].values() for text in extra]
# an extra may repeat what another has
WANTED = [Requirement(text) for text in dict.fromkeys([*PROJECT["dependencies"], *_EXTRAS])]
# its only use is on a Python for which it has files
_SOMETIMES = {"pgserver"}


def test_every_line_pins_one_package_and_says_no_more():
    for line in LINES:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+(?: ; .+)?", line), line


def test_lines_are_sorted_and_no_package_is_pinned_twice():
    pinned = [(canonicalize_name(Requirement(line).name), str(Requirement(line).marker)) for line in LINES]
    assert len(set(pinned)) == len(pinned)
    assert [name for name, _ in pinned] == sorted(name for name, _ in pinned)


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: wanted.name)
def test_a_dependency_is_pinned_to_a_version_that_it_allows(wanted):
    pins = [
        Requirement(line)
        for line in LINES
        if canonicalize_name(Requirement(line).name) == canonicalize_name(wanted.name)
    ]
    assert pins or wanted.name in _SOMETIMES
    for pin in pins:
        (version,) = [specifier.version for specifier in pin.specifier]
        assert wanted.specifier.contains(version, prereleases=True)
