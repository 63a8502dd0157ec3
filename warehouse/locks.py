"""One night at a time per office. The lock goes with the process that holds it, however that process ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from warehouse.engine import open_engine

_NAMESPACE = 20_200_303


@contextmanager
def only_one(url: str, region_code: str) -> Iterator[bool]:
    """Yield True when this process alone works on the office, False when another does.

    PostgreSQL: a session-level advisory lock. SQLite: a lock on a file beside the warehouse, which the kernel releases even
    after kill -9.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        with open_engine(url).connect() as connection:
            key = (_NAMESPACE, int(region_code))
            mine = bool(connection.scalar(select(func.pg_try_advisory_lock(*key))))
            # the lock belongs to the session, so no transaction need stay open all night
            connection.commit()
            try:
                yield mine
            finally:
                if mine:
                    connection.scalar(select(func.pg_advisory_unlock(*key)))
                    connection.commit()
        return
    with held(Path(f"{parsed.database}.lock")) as mine:
        yield mine


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Yield True when this process alone holds the file, which is made when it is not there, False when another does."""
    with path.open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
