"""Row verdicts: a block of text rows against its contract.

Nothing is dropped: a value is typed, or it is null and a problem names the cell; a row is usable, or set aside.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from schemas.contract import Contract, Field, Form
from schemas.problems import Level, level_of
from schemas.survey_words import SHIPPED_WORDS, SurveyWords
from tasks.rules import cell_words, cells
from tasks.rules.addresses import parse_addresses
from tasks.rules.cells import Parsed

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
}


@dataclass(frozen=True)
class Terms:
    """What a judgement needs to know beside the contract: the profile's words, the day, the names of departments."""

    mandatory: tuple[str, ...]
    classes: tuple[str, ...]
    as_of: date
    departments: Mapping[str, int]
    words: SurveyWords = SHIPPED_WORDS


@dataclass(frozen=True)
class Judged:
    """A block after judgement.

    `rows` has `row_id`, `sheet`, `row_no`, one typed column per field, and `is_usable`; `problems` has PROBLEM_SCHEMA.
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
        found += [(code, field, mask, text) for code, mask in wrong.items()]
    problems = _problem_rows(found, columns["row_id"])
    columns["is_usable"] = pc.invert(_set_aside(found, block.num_rows))
    return Judged(pa.table(columns), problems)


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
    match field.form:
        case Form.DEPARTMENT:
            return _resolve_departments(text, terms.departments)
        case Form.RESULT_CLASS:
            return cells.parse_classes(text, terms.classes)
        case Form.OUTCOME:
            return cells.parse_outcomes(text, terms.words.outcomes)
        case Form.DISPOSITION:
            return cell_words.parse_dispositions(text, terms.words.dispositions)
        case Form.NAME:
            return cells.parse_names(text)
        case Form.NAMES:
            return Parsed(cells.squeeze(text))
        case Form.PROSE:
            return Parsed(cells.prose(text))
        case Form.TEXT | Form.PHONES:
            return Parsed(text)
        case _:
            return _PARSERS[field.form](text)


_TYPES: dict[Form, pa.DataType] = {
    Form.DATE: pa.date32(),
    Form.MOMENT: pa.timestamp("s"),
    Form.YES_NO: pa.bool_(),
    Form.INTERIM: pa.bool_(),
    Form.DEPARTMENT: pa.int64(),
}
_PARSERS = {
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
