"""Reply registers: in blocks from the file to the staging table, then set-wise into the warehouse."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.inputs import CLAIMED
from schemas.words import BatchStatus
from tasks.loading.outcome import Loading, Outcome, Tally, hold_or_pass, mandatory_columns
from tasks.loading.problems import entries, masked, placed, set_aside, torn
from tasks.reading.ahead import ahead
from tasks.rules.cells import prose
from tasks.rules.claims import claimed_ratings
from tasks.rules.fingerprint import fingerprint
from tasks.rules.judge import Judged, judge
from tasks.rules.promise_rules import unpromised
from warehouse import batches, claims, promises, replies

_STAGED = {
    "row_id": "row_id",
    "sheet": "sheet",
    "row_no": "row_no",
    "number": "number",
    "title": "title",
    "main_dept": "department_id",
    "doc_no": "doc_no",
    "reply_date": "replied_on",
    "result_class": "result_class",
    "signatory": "signatory",
    "contact": "contact",
    "phone": "phone",
    "face_to_face": "face_to_face",
    "publicity": "publicity",
    "is_interim": "is_interim",
    "is_usable": "is_usable",
}
_PROMISED = {"row_id": "row_id", "promise": "text", "promised_on": "due_on", "promise_owner": "owner"}
# where each problem of matching stands
_MISMATCH_FIELD = {
    "unknown_suggestion": ("number", "number"),
    "not_referred": ("main_dept", "number"),
    "replied_before_assigned": ("reply_date", "replied_on"),
    "undated_second_reply": ("number", "number"),
    "duplicate_reply": ("number", "number"),
    "interim_after_final": ("is_interim", "number"),
}
_KEPT = ("number", "title", "doc_no", "replied_on", "result_class", "signatory", "contact", "publicity")


def load_replies(loading: Loading) -> Outcome:
    """Load one reply register; its rows count only when the batch as a whole is sound."""
    connection, batch_id = loading.connection, loading.batch_id
    replies.open_stage(connection)
    tally = _stage_blocks(loading)
    replies.match(connection, loading.scope, batch_id)
    late_found = replies.mismatches(connection)
    _set_aside_mismatches(loading, late_found)
    _warn(loading)
    aside = tally.set_aside_count + len(late_found)
    sound = hold_or_pass(loading, tally)
    new = replies.promote(connection, batch_id, loading.as_of) if sound else 0
    if sound:
        promises.promote_promises(connection)
        claims.promote_claims(connection, batch_id)
    replies.promote_problems(connection, batch_id)
    batches.add_file_problems(connection, batch_id, _file_problems(loading))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return Outcome(status, tally.row_count, aside, new)


@dataclass(frozen=True)
class _Block:
    """A judged block, ready to be written."""

    text: pa.Table
    judged: Judged
    staged: pa.Table
    promises: pa.Table
    claims: pa.Table | None
    problems: pa.Table
    set_aside: pa.Table
    ragged_count: int


def _stage_blocks(loading: Loading) -> Tally:
    tally, mandatory = Tally(), mandatory_columns(loading)
    for block in ahead(_blocks(loading)):
        tally.add(block.text, block.judged, mandatory)
        tally.add_ragged(block.ragged_count)
        loading.watch(tally.row_count)
        replies.stage_rows(loading.connection, block.staged)
        if block.promises.num_rows:
            promises.stage_promises(loading.connection, block.promises)
        if block.claims:
            claims.stage_claims(loading.connection, block.claims)
        replies.stage_problems(loading.connection, block.problems)
        batches.add_set_aside(loading.connection, loading.batch_id, block.set_aside)
    return tally


def _blocks(loading: Loading) -> Iterator[_Block]:
    """Read and judge without the database: this runs ahead of the writing."""
    contract, terms = loading.table.contract, loading.terms
    for text, ragged in loading.blocks():
        judged = judge(text, contract, terms)
        staged = judged.rows.select(list(_STAGED)).rename_columns(list(_STAGED.values()))
        staged = staged.append_column("content_hash", fingerprint(judged.rows))
        demanded = loading.edition.reply.mandatory_by_class
        lacking = unpromised(judged.rows, demanded, text.column_names, judged.problems)
        own = pa.concat_tables([judged.problems, lacking])
        problems = pa.concat_tables([placed(own, judged.rows), torn(ragged)])
        aside = set_aside(text, contract, judged.rows["is_usable"])
        claimed = _claims(text, judged.rows)
        yield _Block(text, judged, staged, _promises(judged.rows), claimed, problems, aside, len(ragged))


def _promises(rows: pa.Table) -> pa.Table:
    """Return what the few rows that promise something promise."""
    promised = pc.and_(pc.is_valid(rows["promise"]), rows["is_usable"])
    return rows.filter(promised).select(list(_PROMISED)).rename_columns(list(_PROMISED.values()))


def _claims(text: pa.Table, rows: pa.Table) -> pa.Table | None:
    """Return what the rows that count claim of satisfaction; None where nobody wrote any, as nobody should."""
    if CLAIMED.name not in text.column_names:
        return None
    given = pa.table({"row_id": text["row_id"], "word": prose(text[CLAIMED.name].combine_chunks())})
    given = given.filter(pc.and_(pc.is_valid(given["word"]), rows["is_usable"]))
    if not given.num_rows:
        return None
    said = given["word"].combine_chunks()
    given = given.append_column("outcome", claimed_ratings(said))
    return given.set_column(1, "word", pa.array([masked(word) for word in said.to_pylist()], pa.string()))


def _set_aside_mismatches(loading: Loading, rows: list[dict[str, Any]]) -> None:
    found = []
    for row in rows:
        field, column = _MISMATCH_FIELD[row["code"]]
        raw = None if row[column] is None else str(row[column])
        found.append((row["row_id"], row["sheet"], row["row_no"], row["code"], field, raw))
    replies.stage_problems(loading.connection, entries(found))
    content = [
        masked(json.dumps({name: row[name] for name in _KEPT}, ensure_ascii=False, default=str))
        for row in rows
    ]
    aside = {
        "sheet": pa.array([row["sheet"] for row in rows], pa.string()),
        "row_no": pa.array([row["row_no"] for row in rows], pa.int64()),
        "content": pa.array(content, pa.string()),
    }
    batches.add_set_aside(loading.connection, loading.batch_id, pa.table(aside))


def _warn(loading: Loading) -> None:
    titles = replies.retitled(loading.connection)
    late = replies.during_survey(loading.connection)
    found = [
        *(
            (row["row_id"], row["sheet"], row["row_no"], "title_differs", "title", row["title"])
            for row in titles
        ),
        *(
            (row["row_id"], row["sheet"], row["row_no"], "reply_during_survey", "number", row["number"])
            for row in late
        ),
    ]
    replies.stage_problems(loading.connection, entries(found))


def _file_problems(loading: Loading) -> list[tuple[str, str | None]]:
    contract = loading.table.contract
    present = {name for _, header in loading.table.parts for name in header.columns}
    lacking = [
        name for name in loading.edition.reply.mandatory if name in contract.names and name not in present
    ]
    return [*loading.table.file_problems, *(("missing_column", contract[name].chinese) for name in lacking)]
