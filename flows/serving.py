"""A Prefect server with a runner beside it, for an office that has neither; or only the registration."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from schemas.office import OfficeFolder

_READY_SECONDS = 180


class ServerError(OSError):
    """The Prefect server did not come up."""


def serve_office(folder: OfficeFolder, cron: str | None, port: int) -> None:
    """Start server and runner; return when the runner is stopped. A server named by PREFECT_API_URL is used as it is."""
    if "PREFECT_API_URL" in os.environ:
        _run(folder, cron)
        return
    with server(port) as url:
        os.environ["PREFECT_API_URL"] = url
        _run(folder, cron)


def _run(folder: OfficeFolder, cron: str | None) -> None:
    from prefect import serve

    from flows.deployments import NIGHTLY_CRON, deployments

    serve(*deployments(str(folder.path), cron or NIGHTLY_CRON), pause_on_shutdown=False)


@contextmanager
def server(port: int) -> Iterator[str]:
    """Run a Prefect server on loopback for as long as the block lasts; yield its API's URL."""
    # on a new home the migrations alone take longer than the server waits for itself
    subprocess.run(
        [*_prefect(), "server", "database", "upgrade", "-y"], check=True, stdout=subprocess.DEVNULL
    )
    # its pages would ask Prefect's usual port, whatever port they came from
    environment = {"PREFECT_SERVER_UI_API_URL": f"http://127.0.0.1:{port}/api", **os.environ}
    command = [*_prefect(), "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, env=environment)
    try:
        _wait(f"http://127.0.0.1:{port}/api/health", process)
        yield f"http://127.0.0.1:{port}/api"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _prefect() -> list[str]:
    return [sys.executable, "-m", "prefect"]


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError(f"the Prefect server stopped with code {process.returncode}")
        with suppress(httpx.TransportError):
            if httpx.get(url, timeout=2).is_success:
                return
        # also after an answer that is none yet: a server on its way up must not be asked without a pause
        time.sleep(0.5)
    raise ServerError(f"the Prefect server was not ready after {_READY_SECONDS} s")


def register(folder: OfficeFolder, cron: str | None, pool: str) -> list[str]:
    """Register the deployments of an office for a process work pool, which is made when it is missing; return their names."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectNotFound

    from flows.deployments import NIGHTLY_CRON, deployments

    with get_client(sync_client=True) as client:
        try:
            client.read_work_pool(pool)
        except ObjectNotFound:
            client.create_work_pool(WorkPoolCreate(name=pool, type="process"))
    made = deployments(str(folder.path), cron or NIGHTLY_CRON)
    for deployment in made:
        deployment._path = str(Path(__file__).parent.parent)
        deployment.apply(work_pool_name=pool)
    return [f"{deployment.flow_name}/{deployment.name}" for deployment in made]
