"""The batch as a whole, by Great Expectations: what is held, what only warned of, and that a fault of the check is no verdict."""

import pandas as pd
import pytest

from schemas.inputs import REPLIES
from schemas.problems import Level
from tasks import batch_check
from tasks.batch_check import check_batch, describe
from tests.reading.files import NAMES, REPLY


def profile(*figures: tuple[int, int, float]) -> pd.DataFrame:
    """Return figures of departments: rows, rows set aside, fill rate."""
    rows = [(department, *of_one) for department, of_one in enumerate(figures, start=1)]
    return pd.DataFrame(rows, columns=["department_id", "row_count", "set_aside_count", "fill_rate"])


def rows(count: int = 10, **columns: str | None) -> pd.DataFrame:
    """Return the text of a register; a column that is named holds the same in every row."""
    content = dict(zip(NAMES, REPLY, strict=True)) | columns
    return pd.DataFrame([content] * count).astype("string")


def broken(verdict: batch_check.Verdict) -> list[str]:
    return [describe(entry, REPLIES) for entry in verdict.broken]


SOUND = profile((10, 1, 0.95))


def test_a_sound_batch_passes():
    verdict = check_batch(REPLIES, SOUND, rows(), [{"department_id": 1, "row_count": 9, "fill_rate": 1.0}])
    assert (verdict.is_sound, verdict.broken) == (True, [])
    assert {entry["what"] for entry in verdict.results} == {
        "expect_column_values_to_be_between",
        "expect_column_values_to_not_be_null",
        "expect_column_values_to_match_regex",
    }


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        pytest.param([], ["表中没有数据行"], id="no rows at all"),
        pytest.param([(0, 0, 1.0)], ["表中没有数据行"], id="a department without rows"),
        pytest.param([(10, 6, 1.0)], ["超过一半的行无法使用"], id="most rows set aside"),
        pytest.param(
            [(10, 0, 1.0), (30, 25, 1.0)],
            ["超过一半的行无法使用"],
            id="most rows of all departments together",
        ),
    ],
)
def test_a_batch_is_held_with(figures, said):
    verdict = check_batch(REPLIES, profile(*figures), None, [])
    assert not verdict.is_sound
    assert broken(verdict) == said


def test_half_the_rows_may_be_set_aside():
    assert check_batch(REPLIES, profile((10, 5, 1.0)), None, []).is_sound


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        pytest.param({"number": None}, "“建议编号”一列大多为空", id="no numbers"),
        pytest.param({"main_dept": None}, "“承办单位”一列大多为空", id="no departments"),
        pytest.param(
            {"number": "区教体局"},
            "“建议编号”一列大多不像建议编号",
            id="departments under the header of numbers",
        ),
        pytest.param(
            {"reply_date": "李强"}, "“答复日期”一列大多不像答复日期", id="names under the header of dates"
        ),
    ],
)
def test_a_batch_whose_columns_are_empty_or_mixed_up_is_held(columns, said):
    verdict = check_batch(REPLIES, SOUND, rows(**columns), [])
    assert not verdict.is_sound
    assert broken(verdict) == [said]


def test_a_column_that_need_not_be_filled_may_be_empty():
    assert check_batch(REPLIES, SOUND, rows(reply_date=None, doc_no=None), []).is_sound


def test_a_falling_fill_rate_warns_and_holds_nothing():
    history = [{"department_id": 1, "row_count": 9, "fill_rate": rate} for rate in (0.9, 0.98)]
    verdict = check_batch(REPLIES, profile((10, 0, 0.6)), None, history)
    assert verdict.is_sound
    assert [entry["level"] for entry in verdict.broken] == [Level.WARN]
    assert broken(verdict) == ["必填内容比以往明显偏少"]
    assert check_batch(REPLIES, profile((10, 0, 0.75)), None, history).broken == []


def test_the_result_says_what_was_expected_and_seen_and_can_be_stored():
    import json

    verdict = check_batch(REPLIES, profile((10, 6, 1.0)), rows(), [])
    (entry,) = verdict.broken
    assert (entry["column"], entry["limit"], entry["unexpected_count"]) == (
        "set_aside_share",
        {"max_value": 0.5},
        1,
    )
    assert json.loads(json.dumps(verdict.results)) == verdict.results


def test_an_expectation_that_itself_fails_is_a_fault_and_no_verdict():
    with pytest.raises(RuntimeError, match="expect_column_values_to_be_between"):
        check_batch(REPLIES, SOUND.drop(columns="fill_rate"), None, [{"department_id": 1, "fill_rate": 1.0}])
