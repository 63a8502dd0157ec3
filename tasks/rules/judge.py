"""Row verdicts: a block of text rows against its contract.

Nothing is dropped: a value is typed, or it is null and a problem names the cell; a row is usable, or set aside.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from schemas.contract import Contract, Field, Form
from schemas.outcome_words import RATING_WORDS
from schemas.problems import Level, level_of
from schemas.survey_words import SHIPPED_WORDS, SurveyWords
from tasks.rules import cell_words, cells, numbering
from tasks.rules.addresses import parse_addresses
from tasks.rules.cells import Parsed
from tasks.rules.numbering import Elsewhere

PROBLEM_SCHEMA = pa.schema(
    [("row_id", pa.int64()), ("code", pa.string()), ("field", pa.string()), ("raw_value", pa.string())]
)
_PRIVATE = (Form.PHONES, Form.CONTACT_PHONE, Form.EMAIL)
_MISSING_CODE = {"number": "missing_number", "outcome": "no_answer"}
_NOT_BEFORE_TODAY = {
    "reply_date": "replied_in_future",
    "assigned_on": "assigned_in_future",
    "happened_on": "change_in_future",
    "reported_on": "progress_in_future",
    "held_on": "meeting_in_future",
    "visited_on": "visit_in_future",
}


@dataclass(frozen=True)
class Terms:
    """What a judgement needs to know beside the contract: the profile's words, the day, the names of departments.

    `year` is the session's; `elsewhere` says which numbers series beside the ordinary one have.
    """

    mandatory: tuple[str, ...]
    classes: tuple[str, ...]
    as_of: date
    departments: Mapping[str, int]
    year: int | None = None
    elsewhere: Elsewhere = dataclasses.field(default_factory=dict)
    words: SurveyWords = SHIPPED_WORDS


@dataclass(frozen=True)
class Judged:
    """A block after judgement.

    `rows` has `row_id`, `sheet`, `row_no`, one typed column per field (and NAME_word, as given, beside an outcome), and `is_usable`; `problems` has PROBLEM_SCHEMA.
    """

    rows: pa.Table
    problems: pa.Table


def judge(block: pa.Table, contract: Contract, terms: Terms) -> Judged:
    """Judge a block of folded text rows (`row_id`, `sheet`, `row_no`, and a column per field that the file has)."""
    columns: dict[str, pa.Array] = {
        name: block[name].combine_chunks() for name in ("row_id", "sheet", "row_no")
    }
    found: list[tuple[str, Field, pa.Array, pa.Array]] = []
    for field in contract.fields:
        if field.name not in block.column_names:
            columns[field.name] = pa.nulls(block.num_rows, _null_type(field.form))
            if field.form is Form.OUTCOME:
                columns[f"{field.name}_word"] = pa.nulls(block.num_rows, pa.string())
            if field.key:
                # a file is recognised by its signature; a key column that is no part of it may be missing whole
                nothing = pa.nulls(block.num_rows, pa.string())
                found.append(
                    (_MISSING_CODE.get(field.name, "missing_key"), field, pc.is_null(nothing), nothing)
                )
            continue
        text = block[field.name].combine_chunks()
        parsed = _parse(text, field, terms)
        wrong = _softened(field, dict(parsed.wrong))
        if code := _missing_code(field, terms):
            wrong[code] = pc.is_null(text)
        if code := _NOT_BEFORE_TODAY.get(field.name):
            late = pc.greater(parsed.values, pa.scalar(terms.as_of, pa.date32()))
            wrong[code] = pc.fill_null(late, False)
        columns[field.name] = parsed.values
        if field.form is Form.OUTCOME:
            # what a word counts as is the cycle's matter too, so the word goes on beside its meaning
            columns[f"{field.name}_word"] = pc.replace_substring(
                text.cast(pa.string()), pattern=" ", replacement=""
            )
        found += [(code, field, mask, text) for code, mask in wrong.items()]
    found += _settled_numbers(columns, block, contract, terms)
    problems = _problem_rows(found, columns["row_id"])
    columns["is_usable"] = pc.invert(_set_aside(found, block.num_rows))
    return Judged(pa.table(columns), problems)


def _settled_numbers(
    columns: dict[str, pa.Array], block: pa.Table, contract: Contract, terms: Terms
) -> list[tuple[str, Field, pa.Array, pa.Array]]:
    """Say the series of every suggestion number in `columns`; return what is wrong with some."""
    found = []
    for column in contract.fields:
        if column.form is not Form.SUGGESTION or column.name not in block.column_names:
            continue
        settled = numbering.settle(
            columns[column.name], columns.get("series"), contract.bare_series, terms.elsewhere
        )
        columns[column.name] = settled.values
        text = block[column.name].combine_chunks()
        found += [(code, column, mask, text) for code, mask in settled.wrong.items()]
    return found


def _softened(field: Field, wrong: dict[str, pa.Array]) -> dict[str, pa.Array]:
    """A reply counts whatever stands where it says until when it promises something."""
    if field.name != "promised_on" or not wrong:
        return wrong
    return {"bad_promise_date": reduce(pc.or_, wrong.values())}


def _missing_code(field: Field, terms: Terms) -> str | None:
    if field.key:
        return _MISSING_CODE.get(field.name, "missing_key")
    if field.name in terms.mandatory:
        return f"missing_{field.name}"
    return None


def _null_type(form: Form) -> pa.DataType:
    return _TYPES.get(form, pa.string())


def _parse(text: pa.Array, field: Field, terms: Terms) -> Parsed:
    if by_terms := _BY_TERMS.get(field.form):
        return by_terms(text, terms)
    return _PARSERS[field.form](text)


# what depends on the office, its profile or its words
_BY_TERMS: dict[Form, Callable[[pa.Array, Terms], Parsed]] = {
    Form.DEPARTMENT: lambda text, terms: _resolve_departments(text, terms.departments),
    Form.RESULT_CLASS: lambda text, terms: cells.parse_classes(text, terms.classes),
    Form.SUGGESTION: lambda text, terms: numbering.parse_suggestion_numbers(text, terms.year),
    # whether it is a word of the scale that was read out is asked where the cycle is known
    Form.OUTCOME: lambda text, terms: cells.parse_outcomes(text, {**RATING_WORDS, **terms.words.outcomes}),
    Form.DISPOSITION: lambda text, terms: cell_words.parse_dispositions(text, terms.words.dispositions),
}
_TYPES: dict[Form, pa.DataType] = {
    Form.DATE: pa.date32(),
    Form.MOMENT: pa.timestamp("s"),
    Form.DURATION: pa.int64(),
    Form.YES_NO: pa.bool_(),
    Form.INTERIM: pa.bool_(),
    Form.DEPARTMENT: pa.int64(),
}
_PARSERS: dict[Form, Callable[[pa.Array], Parsed]] = {
    Form.TEXT: Parsed,
    Form.PHONES: Parsed,
    Form.PROSE: lambda text: Parsed(cells.prose(text)),
    Form.NAME: cells.parse_names,
    Form.NAMES: lambda text: Parsed(cells.squeeze(text)),
    Form.NUMBER: cells.parse_numbers,
    Form.DATE: cells.parse_dates,
    Form.CONTACT_PHONE: cells.parse_contact_phones,
    Form.EMAIL: parse_addresses,
    Form.YES_NO: cells.parse_yes_no,
    Form.PUBLICITY: cells.parse_publicity,
    Form.DOCUMENT_NUMBER: cells.parse_document_numbers,
    Form.TERM: cells.parse_terms,
    Form.DECISION: cells.parse_decisions,
    Form.CHANGE: cell_words.parse_changes,
    Form.INTERIM: cell_words.parse_interim,
    Form.MOMENT: cell_words.parse_moments,
    Form.DURATION: cell_words.parse_durations,
    Form.QUARTER: cell_words.parse_quarters,
    Form.SORTING: cell_words.parse_sortings,
    Form.FOLLOW_UP: cell_words.parse_follow_ups,
    Form.SERIES: numbering.parse_series,
}


def _resolve_departments(text: pa.Array, departments: Mapping[str, int]) -> Parsed:
    coded = cells.squeeze(text).dictionary_encode()
    ids = pa.array([departments.get(name) for name in coded.dictionary.to_pylist()], type=pa.int64())
    values = ids.take(coded.indices)
    return Parsed(values, {"unknown_department": pc.and_(pc.is_null(values), pc.is_valid(text))})


def _problem_rows(found: list[tuple[str, Field, pa.Array, pa.Array]], row_id: pa.Array) -> pa.Table:
    parts = [PROBLEM_SCHEMA.empty_table()]
    for code, field, mask, text in found:
        at = pc.indices_nonzero(mask)
        if not len(at):
            continue
        count = len(at)
        raw = pa.nulls(count, pa.string()) if field.form in _PRIVATE else text.take(at).cast(pa.string())
        columns = [row_id.take(at), pa.array([code] * count), pa.array([field.name] * count), raw]
        parts.append(pa.Table.from_arrays(columns, schema=PROBLEM_SCHEMA))
    return pa.concat_tables(parts)


def _set_aside(found: list[tuple[str, Field, pa.Array, pa.Array]], count: int) -> pa.Array:
    aside = pa.repeat(False, count)
    for code, _, mask, _ in found:
        if level_of(code) is not Level.WARN:
            aside = pc.or_(aside, mask)
    return aside
