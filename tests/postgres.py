"""A PostgreSQL server for the tests: the one that DUBAN_TEST_POSTGRES names, or one that lives as long as they do."""

import os
import shutil
import socket
import subprocess
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

_NO_SERVER = (
    "no PostgreSQL to test on: apt-get install postgresql, or set DUBAN_TEST_POSTGRES=postgresql://..."
)


@contextmanager
def running_postgres(tmp_dir: Path) -> Iterator[str]:
    """Yield the URL of a server on which databases may be made; what it needs it keeps in the empty folder `tmp_dir`.

    Without any server the test is skipped, and in CI it fails.
    """
    if url := os.environ.get("DUBAN_TEST_POSTGRES"):
        yield url
    elif binaries := _debian_binaries():
        with _cluster(binaries, tmp_dir) as url:
            yield url
    elif package := _pgserver():
        with package.get_server(tmp_dir / "data") as server:
            yield server.get_uri()
    elif os.environ.get("CI") == "true":
        pytest.fail(_NO_SERVER)
    else:
        pytest.skip(_NO_SERVER)


def _debian_binaries() -> Path | None:
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in found), key=lambda path: float(path.parent.name), default=None)


@contextmanager
def _cluster(binaries: Path, tmp_dir: Path) -> Iterator[str]:
    data, port = tmp_dir / "data", _free_port()
    as_user: Sequence[str] = ()
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root
        shutil.chown(tmp_dir, "postgres")
        as_user = ("runuser", "-u", "postgres", "--")

    def call(program: str, *arguments: str) -> None:
        command = [*as_user, str(binaries / program), "-D", str(data), *arguments]
        subprocess.run(command, cwd=tmp_dir, check=True, stdout=subprocess.DEVNULL, timeout=60)

    call("initdb", "-A", "trust", "-U", "postgres", "--locale=C.UTF-8", "-E", "UTF8", "-N")
    settings = f"-p {port} -k {tmp_dir} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off"
    call("pg_ctl", "start", "-w", "-l", str(tmp_dir / "log"), "-o", f"{settings} -c full_page_writes=off")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        call("pg_ctl", "stop", "-m", "immediate")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _pgserver() -> Any:
    with warnings.catch_warnings():
        # of no XDG_RUNTIME_DIR, as in most containers
        warnings.simplefilter("ignore")
        try:
            return import_module("pgserver")
        except ImportError:
            return None
