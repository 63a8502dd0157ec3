"""How far a load has come, for those who look into Prefect: one progress artifact, told seldom, of counts and nothing else."""

import logging
from collections.abc import Callable
from functools import partial
from typing import cast
from uuid import UUID

import httpx
from prefect.artifacts import create_progress_artifact, update_progress_artifact

from schemas.office import OfficeFolder
from tasks.loading.outcome import Watch

logger = logging.getLogger(__name__)

# each is a call to the server: about twenty for the files of a night, and one whenever the rows have doubled
STEP_PERCENT = 5.0
FIRST_ROWS = 50_000

Tell = Callable[[float, str], None]


class LoadProgress:
    """What is told of a load: the share of files done, and rows where there are many."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._told: float | None = None
        self._next_rows = FIRST_ROWS
        self._rows_before = self._rows = 0

    def file(self, place: int, count: int) -> Watch:
        """Say that `place` of `count` files are done; return what hears how many rows of the next one are judged."""
        self._rows_before += self._rows
        self._rows = 0
        percent = 100.0 * place / count
        is_far = self._told is None or percent - self._told >= STEP_PERCENT
        if is_far or place == count:
            self._say(percent, self._words(place, count))
        return partial(self._hear, place, count)

    def _hear(self, place: int, count: int, rows: int) -> None:
        self._rows = rows
        read = self._rows_before + rows
        if read >= self._next_rows:
            self._next_rows = 2 * read
            self._say(100.0 * place / count, self._words(place, count))

    def _say(self, percent: float, words: str) -> None:
        self._told = percent
        self._tell(percent, words)

    def _words(self, place: int, count: int) -> str:
        read = self._rows_before + self._rows
        where = f"{count}个文件已处理完" if place == count else f"正在处理第{place + 1}个文件，共{count}个"
        return where + (f"，已读{read}行" if read else "")


def artifact_of(folder: OfficeFolder) -> Tell:
    """Return what tells a load as a progress artifact of the running flow, under the same key for an office every night."""
    key, name = f"load-{folder.office.region_code}", folder.office.name
    made: list[UUID] = []

    def tell(percent: float, words: str) -> None:
        said = f"{name}：{words}"
        try:
            if made:
                update_progress_artifact(made[0], percent, said)
            else:
                # no coroutine: there is no loop here
                made.append(cast(UUID, create_progress_artifact(percent, key, said)))
        except httpx.HTTPError as error:
            # a load is not undone because nobody can be told how far it is
            logger.warning("the progress of the load could not be told: %s", type(error).__name__)

    return tell
