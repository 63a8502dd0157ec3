"""One Prefect server for the whole session, with a home of its own; the flows run as people start them: by the command."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.environment import _PREFECT
from flows.serving import server


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which this session's Prefect keeps its state."""
    return tmp_path_factory.mktemp("prefect")


@pytest.fixture(scope="session")
def prefect_environment(prefect_home: Path) -> Iterator[dict[str, str]]:
    """Return the environment of a process that is to use the session's server."""
    mine = {
        **_PREFECT,
        "PREFECT_HOME": str(prefect_home),
        # an automatic run must not be a minute late only because the scheduler sleeps
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "5",
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in mine.items():
            patch.setenv(name, value)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with server(port) as url:
            yield {**os.environ, "PREFECT_API_URL": url}


@pytest.fixture
def duban(prefect_environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs the command `duban` against the session's server."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)]
        return subprocess.run(command, env=prefect_environment, capture_output=True, text=True, timeout=240)

    return run
