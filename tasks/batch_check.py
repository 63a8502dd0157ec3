"""The whole batch against its contract, by Great Expectations. The only importer of it, inside the function: it takes seconds.

Small batches are also judged row by row as the sender wrote them; large ones on their figures by department, whose size
does not grow with the rows.
"""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from schemas.contract import Contract, Form
from schemas.problems import Level

ROWS_JUDGED_SINGLY = 5_000
_MOST_SET_ASIDE = 0.5
_LEAST_FILLED_KEYS = 0.5
_FILL_RATE_MAY_DROP = 0.2
# the wrong column under a header: most of its cells look like something else
_LOOKS_LIKE = {
    Form.NUMBER: r"\d",
    Form.SUGGESTION: r"[\d一二三四五六七八九十]",
    Form.DATE: r"[\d一二三四五六七八九]",
}
_CHINESE = {
    "row_count": "表中没有数据行",
    "set_aside_share": "超过一半的行无法使用",
    "fill_rate": "必填内容比以往明显偏少",
}


@dataclass(frozen=True)
class Verdict:
    """Whether the batch may be promoted, and one entry per expectation: what, level, is_met, observed."""

    is_sound: bool
    results: list[dict[str, Any]]

    @property
    def broken(self) -> list[dict[str, Any]]:
        """The expectations that were not met."""
        return [result for result in self.results if not result["is_met"]]


def check_batch(
    contract: Contract, profile: pd.DataFrame, rows: pd.DataFrame | None, history: Sequence[dict[str, Any]]
) -> Verdict:
    """Judge a batch.

    `profile`: one row per department (or one in all) with department_id, row_count, set_aside_count, fill_rate. `rows`: the
    folded text as read, or None for a large batch. `history`: earlier profiles of the same departments.
    """
    totals = profile[["row_count", "set_aside_count"]].sum()
    whole = pd.DataFrame(
        {
            "row_count": [totals["row_count"]],
            "set_aside_share": [totals["set_aside_count"] / max(totals["row_count"], 1)],
        }
    )
    results = _validate(whole, _of_the_whole())
    results += _validate(profile, _of_departments(history))
    if rows is not None and len(rows):
        results += _validate(rows, _of_rows(contract, rows))
    holds = any(not result["is_met"] and result["level"] == Level.HOLD_BATCH for result in results)
    return Verdict(not holds, results)


def describe(entry: dict[str, Any], contract: Contract) -> str:
    """Return in Chinese what an expectation that was not met means for the sender."""
    column = entry["column"]
    if column in _CHINESE:
        return _CHINESE[column]
    title = contract[column].chinese
    return (
        f"“{title}”一列大多为空" if entry["what"].endswith("not_be_null") else f"“{title}”一列大多不像{title}"
    )


def _of_the_whole() -> list[Any]:
    expect = _library().expectations
    hold = {"level": Level.HOLD_BATCH.value}
    return [
        expect.ExpectColumnValuesToBeBetween(column="row_count", min_value=1, meta=hold),
        expect.ExpectColumnValuesToBeBetween(column="set_aside_share", max_value=_MOST_SET_ASIDE, meta=hold),
    ]


def _of_departments(history: Sequence[dict[str, Any]]) -> list[Any]:
    if not history:
        return []
    lowest = min(entry["fill_rate"] for entry in history) - _FILL_RATE_MAY_DROP
    warn = {"level": Level.WARN.value}
    return [
        _library().expectations.ExpectColumnValuesToBeBetween(
            column="fill_rate", min_value=round(max(lowest, 0.0), 3), meta=warn
        )
    ]


def _of_rows(contract: Contract, rows: pd.DataFrame) -> list[Any]:
    expect = _library().expectations
    hold = {"level": Level.HOLD_BATCH.value}
    suite = [
        expect.ExpectColumnValuesToNotBeNull(column=field.name, mostly=_LEAST_FILLED_KEYS, meta=hold)
        for field in contract.fields
        if field.key and field.name in rows
    ]
    suite += [
        expect.ExpectColumnValuesToMatchRegex(
            column=field.name, regex=_LOOKS_LIKE[field.form], mostly=_LEAST_FILLED_KEYS, meta=hold
        )
        for field in contract.fields
        if field.form in _LOOKS_LIKE and field.name in rows and rows[field.name].notna().any()
    ]
    return suite


def _validate(frame: pd.DataFrame, expectations: list[Any]) -> list[dict[str, Any]]:
    if not expectations:
        return []
    library = _library()
    suite = library.ExpectationSuite(name="contract", expectations=expectations)
    outcome = (
        _definition().get_batch(batch_parameters={"dataframe": frame}).validate(suite, result_format="BASIC")
    )
    return [_entry(result) for result in outcome.results]


def _entry(result: Any) -> dict[str, Any]:
    if message := _failure(result.exception_info):
        raise RuntimeError(f"{result.expectation_config.type}: {message}")
    kwargs = result.expectation_config.kwargs
    return {
        "what": result.expectation_config.type,
        "column": kwargs.get("column"),
        "limit": {k: kwargs[k] for k in ("min_value", "max_value", "mostly") if kwargs.get(k) is not None},
        "level": result.expectation_config.meta["level"],
        "is_met": bool(result.success),
        "unexpected_count": int(result.result.get("unexpected_count") or 0),
    }


def _failure(info: dict[str, Any]) -> str | None:
    """Return why an expectation itself failed: said of the expectation, or of each metric that it needed."""
    parts = [info] if "raised_exception" in info else info.values()
    return next((str(part["exception_message"]) for part in parts if part["raised_exception"]), None)


@cache
def _library() -> Any:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    import great_expectations  # noqa: PLC0415 - takes seconds; only a night with new files pays

    # this one has a level of its own, and tells of a temporary folder
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
    return great_expectations


@cache
def _definition() -> Any:
    context = _library().get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("duban")
    return source.add_dataframe_asset("batch").add_batch_definition_whole_dataframe("whole")
