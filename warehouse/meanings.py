"""What tables and columns mean, in Chinese sentences (`meanings.toml`), where neither their name nor the code says it all."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

OF_TABLE = "_"
EVERY = "every"


@cache
def meanings() -> Mapping[str, Mapping[str, str]]:
    """Return the sentences by table and column; those of `every` hold for all tables."""
    return tomllib.loads(files("warehouse").joinpath("meanings.toml").read_text("utf-8"))


def meaning_of(table: str, column: str = OF_TABLE) -> str:
    """Return what is said of a column, or of a table; empty where its name says it all."""
    said = meanings()
    return said.get(table, {}).get(column) or said[EVERY].get(column, "")
