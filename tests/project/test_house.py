"""The house rules that no other tool checks: what lies where, how long it is, what never stands in a file."""

import ast
import re

import pytest

from tests.project.sources import PACKAGES, ROOT, modules, tracked

TOP = {
    *PACKAGES,
    "tests",
    "pyproject.toml",
    "README.md",
    "README.zh-CN.md",
    "Makefile",
    "prefect.yaml",
    "constraints.txt",
}
LONGEST = 300
# put together here, so that this file does not hold them
MACHINE = ["/" + name + "/" for name in ("work", "root", r"home/\w+", r"Users/\w+")]
HOSTS = [
    r"\.".join(parts)
    for parts in (("files", "pythonhosted"), ("pypi", "org"), ("proxy", "golang"), ("jfrog", "io"))
]
OWN = [path for path in modules() if "versions" not in path.parts]


def names(paths):
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


def test_nothing_else_lies_at_the_top():
    top = {name.partition("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} <= TOP


@pytest.mark.parametrize("path", names(OWN))
def test_a_module_says_what_it_is_for_and_is_short_enough_to_read(path):
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert text.count("\n") <= LONGEST


@pytest.mark.parametrize("path", names(p for p in (ROOT / "tests").rglob("*.py")))
def test_a_test_module_says_what_it_is_about(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("package", [*PACKAGES, "tests"])
def test_every_folder_with_modules_is_a_package(package):
    folders = {path.parent for path in (ROOT / package).rglob("*.py")} - {
        ROOT / "warehouse" / "migrations" / "versions"
    }
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] in (
        [],
        [ROOT / "warehouse" / "migrations"],
    )


def test_no_file_names_a_machine_or_a_registry():
    said = re.compile("|".join(f"(?<![\\w.]){part}" for part in MACHINE) + "|" + "|".join(HOSTS))
    found = []
    for name in tracked():
        content = (ROOT / name).read_bytes()
        if b"\0" in content[:8000]:
            continue
        found += [f"{name}: {match[0]}" for match in said.finditer(content.decode("utf-8", "replace"))]
    assert found == []


def test_no_file_is_large():
    assert [name for name in tracked() if (ROOT / name).stat().st_size > 1_000_000] == []


def test_only_the_flows_read_the_clock():
    clock = re.compile(
        r"\b(?:date\.today|datetime\.(?:now|utcnow|today))\(|func\.(?:now|current_date)\(|\bCURRENT_(?:DATE|TIMESTAMP)\b"
    )
    paths = modules("tasks", "schemas", "warehouse")
    assert [path.name for path in paths if clock.search(path.read_text("utf-8"))] == []
