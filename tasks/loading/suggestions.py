"""The register of suggestions: whom each is referred to, by when it must be answered, who signed it."""

from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.profile import edition_days
from schemas.words import BatchStatus, Role, TermKind
from schemas.working_days import working_days
from tasks.due_dating import due_rows
from tasks.loading.judging import keep_aside, usable_blocks
from tasks.loading.outcome import Loading, Outcome, Tally, hold_or_pass
from tasks.loading.problems import Entry, entries
from tasks.rules.names import explode_names
from warehouse import batches, completions, suggestions
from warehouse.due_dates import stage_due_dates

_STAGED = (
    "row_id",
    "sheet",
    "row_no",
    "number",
    "title",
    "category",
    "term_kind",
    "is_key",
    "is_confidential",
    "assigned_on",
)
# an unknown lead leaves nobody to answer; an unknown co-handler is completed once the name is known
_STRANGER = {False: ("unknown_department", "main_dept"), True: ("unknown_co_handler", "co_depts")}
_BRACKET = r"^(.*?)\((.*)\)$"


def load_suggestions(loading: Loading) -> Outcome:
    """Load a register: suggestions that are new are referred, with their due dates, in this transaction."""
    connection, batch_id = loading.connection, loading.batch_id
    suggestions.open_stage(connection)
    tally, found = _stage_blocks(loading)
    suggestions.close_stage(connection)
    found += [
        (row_id, sheet, row_no, "changed_assignment", field, number)
        for row_id, sheet, row_no, number, *differs in suggestions.changed_assignments(
            connection, loading.scope.session_id
        )
        for field, is_changed in zip(suggestions.COMPARED, differs, strict=True)
        if is_changed
    ]
    found += [
        (row_id, sheet, row_no, "ambiguous_deputy" if count else "unknown_deputy", "lead", name)
        for row_id, sheet, row_no, name, count in suggestions.doubtful_signers(connection, loading.scope)
    ]
    sound = hold_or_pass(loading, tally)
    new = _promote(loading) if sound else 0
    batches.add_row_problems(connection, batch_id, entries(found))
    batches.add_file_problems(connection, batch_id, list(loading.table.file_problems))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return Outcome(status, tally.row_count, tally.set_aside_count, new)


def _stage_blocks(loading: Loading) -> tuple[Tally, list[Entry]]:
    """Stage the register block by block; return its counts and what only shows between rows."""
    tally = Tally()
    found: list[Entry] = []
    seen = pa.chunked_array([], pa.string())
    for usable in usable_blocks(loading, tally):
        rows, doubled = _first_of_each(_with_defaults(usable), seen)
        seen = pa.chunked_array([*seen.chunks, *rows["number"].chunks], pa.string())
        referrals, strangers = _referrals(rows, loading.departments)
        unplaced = [entry for entry in strangers if entry[3] == "unknown_department"]
        unplaced += _before_all_rules(rows, edition_days(loading.folder.rules)[0])
        found += doubled + strangers + [entry for entry in unplaced if entry not in strangers]
        tally.set_aside_count += keep_aside(loading, usable, doubled + unplaced)
        rows = _without(rows, {entry[0] for entry in unplaced})
        kept = pc.is_in(referrals["row_id"], value_set=rows["row_id"].combine_chunks())
        suggestions.stage_suggestions(
            loading.connection, rows.select(_STAGED), referrals.filter(kept), _signers(rows)
        )
    return tally, found


def _with_defaults(rows: pa.Table) -> pa.Table:
    """A register without a column for the term means the ordinary one."""
    term_kind = pc.fill_null(rows["term_kind"], TermKind.REPLY.value)
    return rows.set_column(rows.schema.get_field_index("term_kind"), "term_kind", term_kind)


def _promote(loading: Loading) -> int:
    starts = suggestions.start_days(loading.connection, loading.scope.session_id)
    days = working_days(loading.folder.holidays)
    stage_due_dates(loading.connection, due_rows(loading.folder.rules, starts, days))
    completions.complete_signers(loading.connection, loading.scope)
    completions.complete_co_handlers(loading.connection, loading.scope)
    return suggestions.promote_suggestions(loading.connection, loading.scope, loading.batch_id, loading.as_of)


def _first_of_each(rows: pa.Table, seen: pa.ChunkedArray) -> tuple[pa.Table, list[Entry]]:
    """The first row of a number counts, be it in this block or in `seen`; the others are set aside."""
    in_block = pa.array(rows["number"].to_pandas().duplicated().to_numpy())
    again = pc.or_(in_block, pc.is_in(rows["number"], value_set=seen))
    found: list[Entry] = [
        (row["row_id"], row["sheet"], row["row_no"], "duplicate_number", "number", row["number"])
        for row in rows.filter(again).select(_STAGED[:4]).to_pylist()
    ]
    return rows.filter(pc.invert(again)), found


def _before_all_rules(rows: pa.Table, first: date) -> list[Entry]:
    """No edition of the profile says by when what was referred before it is due."""
    early = rows.filter(pc.less(rows["assigned_on"], pa.scalar(first)))
    return [
        (
            row["row_id"],
            row["sheet"],
            row["row_no"],
            "assigned_before_rules",
            "assigned_on",
            str(row["assigned_on"]),
        )
        for row in early.select([*_STAGED[:3], "assigned_on"]).to_pylist()
    ]


def _without(rows: pa.Table, row_ids: set[int]) -> pa.Table:
    return rows.filter(pc.invert(pc.is_in(rows["row_id"], value_set=pa.array(sorted(row_ids), pa.int64()))))


def _referrals(rows: pa.Table, departments: dict[str, int]) -> tuple[pa.Table, list[Entry]]:
    """Return (row_id, department_id, role) per handler, and a problem per handler that nobody knows."""
    row_id = rows["row_id"].combine_chunks()
    main = explode_names(rows["main_dept"].combine_chunks(), row_id)
    co = explode_names(rows["co_depts"].combine_chunks(), row_id)
    is_separate = pc.greater(_count_of(main), 1)
    main = main.append_column("role", pc.if_else(is_separate, Role.SEPARATE.value, Role.LEAD.value))
    co = co.append_column("role", pa.repeat(Role.CO_HANDLER.value, co.num_rows))
    both = pa.concat_tables([main, co])
    names = both["name"].combine_chunks().dictionary_encode()
    ids = pa.array([departments.get(name) for name in names.dictionary.to_pylist()], pa.int64()).take(
        names.indices
    )
    both = both.append_column("department_id", ids)
    unknown = both.filter(pc.is_null(both["department_id"]))
    at = pc.index_in(unknown["row_id"], value_set=row_id)
    strangers: list[Entry] = [
        (place["row_id"], place["sheet"], place["row_no"], *_STRANGER[role == Role.CO_HANDLER], name)
        for place, name, role in zip(
            rows.select(_STAGED[:3]).take(at).to_pylist(),
            unknown["name"].to_pylist(),
            unknown["role"].to_pylist(),
            strict=True,
        )
    ]
    frame = both.select(["row_id", "department_id", "role"]).filter(pc.is_valid(both["department_id"]))
    # a department named twice for one suggestion keeps its first role: lead goes before co-handler
    again = frame.to_pandas().duplicated(["row_id", "department_id"]).to_numpy()
    return frame.filter(pa.array(~again)), strangers


def _count_of(exploded: pa.Table) -> pa.Array:
    frame = exploded["row_id"].to_pandas()
    return pa.array(frame.groupby(frame).transform("size").to_numpy())


def _signers(rows: pa.Table) -> pa.Table:
    """Return (row_id, name, delegation, position): the lead is 0, and its delegation column says which of two people."""
    row_id = rows["row_id"].combine_chunks()
    leads = explode_names(rows["lead"].combine_chunks(), row_id)
    at = pc.index_in(leads["row_id"].combine_chunks(), value_set=row_id)
    column = pc.if_else(pc.equal(leads["position"], 0), rows["delegation"].take(at), None)
    leads = _split_delegation(leads, column)
    co = explode_names(rows["co_signers"].combine_chunks(), row_id)
    co = co.set_column(2, "position", pc.add(co["position"], 100))
    return pa.concat_tables([leads, _split_delegation(co, pa.nulls(co.num_rows, pa.string()))])


def _split_delegation(names: pa.Table, column: Any) -> pa.Table:
    bracket = pc.replace_substring_regex(names["name"], _BRACKET, r"\2")
    has_bracket = pc.match_substring_regex(names["name"], _BRACKET)
    bare = pc.replace_substring_regex(names["name"], _BRACKET, r"\1")
    delegation = pc.coalesce(pc.if_else(has_bracket, bracket, None), column)
    return pa.table(
        {"row_id": names["row_id"], "name": bare, "delegation": delegation, "position": names["position"]}
    )
