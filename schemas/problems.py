"""The table of what can be wrong: code, level, Chinese text, how to mend it (`problems.toml`)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from schemas.numbering import in_spoken_order


class Level(StrEnum):
    """What a problem stops: nothing, its row, its batch until someone looks, or the file for good."""

    WARN = "warn"
    REJECT_ROW = "reject_row"
    HOLD_BATCH = "hold_batch"
    REFUSE_FILE = "refuse_file"


LEVEL_CHINESE = {
    Level.REFUSE_FILE: "文件未读取",
    Level.HOLD_BATCH: "整批暂缓",
    Level.REJECT_ROW: "本行未采用",
    Level.WARN: "提醒",
}


@dataclass(frozen=True)
class Problem:
    """One line of the table."""

    code: str
    level: Level
    text: str
    mend: str

    def describe(self, column: str | None = None, value: str | None = None) -> str:
        """Return the Chinese sentence for one place."""
        return in_spoken_order(self.text.format(column=column or "", value=value or ""))

    def advise(self, column: str | None = None, value: str | None = None) -> str:
        """Return in Chinese how to mend it at one place."""
        return in_spoken_order(self.mend.format(column=column or "", value=value or ""))


@cache
def problem_table() -> Mapping[str, Problem]:
    """Return every problem by its code; raise ValueError when the table itself is wrong."""
    raw = tomllib.loads(files("schemas").joinpath("problems.toml").read_text("utf-8"))
    return {
        code: Problem(code, Level(entry["level"]), entry["text"], entry["mend"])
        for code, entry in raw.items()
    }


def level_of(code: str) -> Level:
    """Return the level of a code; raise KeyError for a code that the table does not have."""
    return problem_table()[code].level
