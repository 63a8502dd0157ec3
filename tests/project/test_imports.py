"""What an import costs: help answers at once, and a night without new files never pays for Great Expectations."""

import subprocess
import sys

import pytest

from tests.project.sources import ROOT

HEAVY = {
    "pandas",
    "pyarrow",
    "prefect",
    "sqlalchemy",
    "great_expectations",
    "openpyxl",
    "docx",
    "alembic",
    "psycopg",
}
COMMANDS = "from flows.cli import commands"


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True, timeout=120
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize(
    ("statement", "forbidden"),
    [
        pytest.param(COMMANDS, HEAVY, id="the command line with all its commands"),
        pytest.param("import tasks.rules.deadline", HEAVY - {"pandas", "pyarrow"}, id="a pure rule"),
        pytest.param(
            "import tasks.rules.judge", {"prefect", "sqlalchemy", "great_expectations"}, id="the row rules"
        ),
        pytest.param("import flows.night", {"great_expectations"}, id="the nightly flow"),
        pytest.param("import flows.order", {"great_expectations", "prefect"}, id="the steps of a night"),
        pytest.param("import warehouse.queries", {"great_expectations", "prefect"}, id="the queries"),
        pytest.param("import schemas.inputs, schemas.profile", HEAVY, id="what is true"),
    ],
)
def test_does_not_load(statement, forbidden):
    assert loaded_by(statement) & forbidden == set()
