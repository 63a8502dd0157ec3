"""What the bare databases need for the same rows: the floor that the pipeline is measured against."""

import csv
from pathlib import Path

import psycopg

from warehouse.tables import reply

_COLUMNS = [column.name for column in reply.columns if column.name != "reply_id"]
_CHUNK = 1 << 20


def postgresql(url: str, register: Path, folder: Path) -> dict[str, float]:
    """Return seconds of plain COPYs: the file as it came and the accepted rows into a heap, those into an indexed copy."""
    accepted = folder / "accepted.csv"
    names = ", ".join(_COLUMNS)
    with psycopg.connect(url) as connection:
        with accepted.open("wb") as stream:
            for block in connection.cursor().copy(f"COPY (SELECT {names} FROM reply) TO STDOUT (FORMAT csv)"):
                stream.write(block)
        with register.open(encoding="utf-8") as stream:
            headers = next(csv.reader(stream))
        connection.execute(f"CREATE TABLE y_file ({', '.join(f'"{name}" text' for name in headers)})")
        connection.execute(f"CREATE TABLE y_heap AS SELECT {names} FROM reply LIMIT 0")
        connection.execute("CREATE TABLE y_indexed (LIKE reply INCLUDING ALL)")
        return {}
