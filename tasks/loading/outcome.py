"""What every loader is given and what it returns."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection

from schemas.office import OfficeFolder
from schemas.profile import Edition
from schemas.survey_words import SHIPPED_WORDS, SurveyWords
from schemas.words import BatchStatus
from tasks.batch_check import ROWS_JUDGED_SINGLY, check_batch, describe
from tasks.reading.table import TableFile
from tasks.rules.judge import Judged, Terms
from tasks.rules.numbering import Elsewhere
from warehouse import batches
from warehouse.offices import Scope

# hears how many rows of a file are judged so far
Watch = Callable[[int], None]


def unwatched(_rows: int) -> None:
    """Hear it and say nothing."""


@dataclass(frozen=True)
class Loading:
    """One batch on its way in: everything a loader needs."""

    connection: Connection
    folder: OfficeFolder
    scope: Scope
    edition: Edition
    table: TableFile
    batch_id: int
    as_of: date
    departments: dict[str, int]
    # rows by sheet when only these come up again, after the rest of the batch went in
    only: Mapping[str, pa.Array] | None = None
    # numbers that series beside the ordinary one have
    elsewhere: Elsewhere = field(default_factory=dict)
    words: SurveyWords = SHIPPED_WORDS
    watch: Watch = unwatched

    def blocks(self) -> Iterator[tuple[pa.Table, list[tuple[str, int, str]]]]:
        """Yield the blocks of the table, or what of them is to be judged again."""
        for rows, ragged in self.table.blocks():
            if self.only is None:
                yield rows, ragged
                continue
            sheet = ragged[0][0] if ragged else rows["sheet"][0].as_py() if rows.num_rows else ""
            if (numbers := self.only.get(str(sheet))) is not None:
                present = set(numbers.to_pylist()) if ragged else set()
                wanted = rows.filter(pc.is_in(rows["row_no"], value_set=numbers))
                yield wanted, [torn for torn in ragged if torn[1] in present]

    @property
    def terms(self) -> Terms:
        """What the row rules need to know."""
        return Terms(
            self.edition.reply.mandatory,
            tuple(self.edition.reply.classes),
            self.as_of,
            self.departments,
            self.folder.session.year,
            self.elsewhere,
            self.words,
        )


@dataclass(frozen=True)
class Outcome:
    """What came of a batch."""

    status: BatchStatus
    row_count: int
    set_aside_count: int
    new_count: int

    @property
    def counts(self) -> dict[str, int]:
        """The counts as the batch keeps them."""
        return {
            "row_count": self.row_count,
            "set_aside_count": self.set_aside_count,
            "new_count": self.new_count,
        }


@dataclass
class Tally:
    """Counts kept while blocks go by, and the rows themselves while they are few."""

    row_count: int = 0
    set_aside_count: int = 0
    by_department: dict[int, list[int]] = field(default_factory=dict)
    rows: list[pa.Table] = field(default_factory=list)

    def add(self, text: pa.Table, judged: Judged, mandatory: list[str]) -> None:
        """Count a judged block."""
        self.row_count += text.num_rows
        self.set_aside_count += text.num_rows - (pc.sum(judged.rows["is_usable"]).as_py() or 0)
        if self.row_count <= ROWS_JUDGED_SINGLY:
            self.rows.append(text)
        present, at = np.unique(_departments(judged.rows), return_inverse=True)
        is_aside = pc.invert(judged.rows["is_usable"]).to_numpy()
        filled = np.zeros(text.num_rows, dtype=np.int64)
        for name in mandatory:
            filled += text[name].is_valid().to_numpy()
        counts = (np.bincount(at), np.bincount(at, is_aside), np.bincount(at, filled))
        for department_id, *added in zip(present.tolist(), *counts, strict=True):
            totals = self.by_department.setdefault(department_id, [0, 0, 0])
            self.by_department[department_id] = [
                total + int(more) for total, more in zip(totals, added, strict=True)
            ]

    def add_ragged(self, count: int) -> None:
        """Count rows that could not even be judged."""
        self.row_count += count
        self.set_aside_count += count

    def profile(self, mandatory_count: int) -> pd.DataFrame:
        """Return the figures by department; department_id -1 stands for rows without one."""
        records = [
            {
                "department_id": department_id,
                "row_count": rows,
                "set_aside_count": aside,
                "fill_rate": filled / (rows * mandatory_count) if mandatory_count else 1.0,
            }
            for department_id, (rows, aside, filled) in self.by_department.items()
        ]
        return pd.DataFrame(records, columns=["department_id", "row_count", "set_aside_count", "fill_rate"])


def _departments(rows: pa.Table) -> npt.NDArray[np.int64]:
    """Return the department of each row, -1 where there is none."""
    if "main_dept" not in rows.column_names or not pa.types.is_integer(rows["main_dept"].type):
        return np.full(rows.num_rows, -1)
    departments: npt.NDArray[np.int64] = pc.fill_null(rows["main_dept"], -1).to_numpy()
    return departments


def hold_or_pass(loading: Loading, tally: Tally) -> bool:
    """Judge the whole batch, store what was found, and tell whether its rows may be promoted.

    Rows that come up again belong to a batch that passed before. A held batch passes once somebody waived that.
    """
    if loading.only is not None:
        return True
    mandatory = mandatory_columns(loading)
    profile = tally.profile(len(mandatory))
    known = profile[profile["department_id"] >= 0]
    history = batches.profile_history(
        loading.connection, loading.scope.office_id, [int(key) for key in known["department_id"]]
    )
    few = tally.row_count <= ROWS_JUDGED_SINGLY and tally.rows
    rows = pa.concat_tables(tally.rows).to_pandas() if few else None
    verdict = check_batch(loading.table.contract, profile, rows, history)
    batches.add_check(loading.connection, loading.batch_id, verdict.is_sound, verdict.results)
    if not verdict.is_sound and not batches.is_released(loading.connection, loading.batch_id):
        broken = "；".join(describe(entry, loading.table.contract) for entry in verdict.broken)
        batches.add_file_problems(loading.connection, loading.batch_id, [("batch_held", broken)])
        return False
    records = [{str(name): value for name, value in row.items()} for row in known.to_dict("records")]
    batches.add_profile(loading.connection, loading.batch_id, records)
    return True


def mandatory_columns(loading: Loading) -> list[str]:
    """The fields that the profile wants filled and that the file has."""
    present = {name for _, header in loading.table.parts for name in header.columns}
    wanted = [field.name for field in loading.table.contract.fields if field.key]
    wanted += [name for name in loading.edition.reply.mandatory if name in loading.table.contract.names]
    return [name for name in dict.fromkeys(wanted) if name in present]
