"""What the READMEs say is there is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")


def commands(text):
    return {tuple(found.split()) for found in re.findall(r"duban ((?:[a-z-]+)(?: [a-z_]+)?)", text)}


@pytest.fixture(scope="module")
def known():
    from typer.main import get_command

    from flows.cli import app, commands  # noqa: F401

    found = set()
    for name, command in get_command(app).commands.items():
        found.add((name,))
        found |= {(name, sub) for sub in getattr(command, "commands", {})}
    return found


@pytest.mark.parametrize("name", READMES)
def test_every_command_that_a_readme_names_exists(name, known):
    from warehouse.queries import query_names

    for command in commands((ROOT / name).read_text("utf-8")):
        if command[0] == "query" and len(command) == 2:
            assert command[1] in {query.split("-")[0] for query in query_names()} | set(query_names())
        else:
            assert command in known or command[:1] in known, command


def test_every_command_has_a_line_in_the_readme(known):
    text = (ROOT / "README.md").read_text("utf-8")
    assert {name for name, *_ in known} <= {command[0] for command in commands(text)} | {
        "inspect",
        "doctor",
        "demo",
    }


@pytest.mark.parametrize("name", READMES)
def test_every_path_that_a_readme_names_exists(name):
    text = (ROOT / name).read_text("utf-8")
    for path in re.findall(r"`((?:schemas|warehouse|tasks|flows|tests)/[\w./*-]*)`", text):
        assert list(ROOT.glob(path.rstrip("/"))), path


def test_help_is_there_for_every_command(known):
    from typer.main import get_command
    from typer.testing import CliRunner

    from flows.cli import app

    assert get_command(app).help
    for command in known:
        assert CliRunner().invoke(app, [*command, "--help"]).exit_code == 0
