"""Hidden cells of cross tables, against trying every table that looks the same."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.rules.figures.suppression import TOTAL, suppress

RATINGS = ["满意", "基本满意", "不满意"]


def departments(*rows, columns=None):
    names = [f"第{at}局" for at in range(1, len(rows) + 1)]
    return pd.DataFrame(rows, index=names, columns=columns or RATINGS[: len(rows[0])])


def values_that_fit(counts, shown, most):
    """Every value that each hidden cell has in some table of counts with the same shown cells and totals."""
    inner = np.argwhere(shown.iloc[:-1, :-1].isna().to_numpy())
    tries = np.array(list(product(range(most + 1), repeat=len(inner))), int)
    tables = np.repeat(counts.to_numpy()[None], len(tries), axis=0)
    tables[:, inner[:, 0], inner[:, 1]] = tries
    wide = np.concatenate([tables, tables.sum(2, keepdims=True)], axis=2)
    whole = np.concatenate([wide, wide.sum(1, keepdims=True)], axis=1)
    told = shown.fillna(-1).to_numpy(int)
    fitting = whole[((whole == told) | (told == -1)).all(axis=(1, 2))]
    return {tuple(at): set(fitting[:, *at]) for at in np.argwhere(told == -1)}


def hidden(result):
    return {(row, column) for row, column in zip(*np.nonzero(result.shown.isna().to_numpy()), strict=True)}


small_tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 4), min_size=width, max_size=width), min_size=1, max_size=3
    )
)


@settings(deadline=None, max_examples=120)
@given(small_tables, st.integers(1, 4))
def test_no_hidden_cell_follows_from_totals_and_shown_cells(rows, minimum):
    counts = departments(*rows)
    result = suppress(counts, minimum)
    cells = hidden(result)
    # trying all values of nine cells takes too long
    if len([cell for cell in cells if cell[0] < len(rows) and cell[1] < len(rows[0])]) > 6:
        return
    fitting = values_that_fit(counts, result.shown, most=5)
    assert set(fitting) == cells
    assert all(len(values) > 1 for values in fitting.values())


@settings(deadline=None, max_examples=120)
@given(small_tables, st.integers(1, 4), st.sets(st.sampled_from(RATINGS), max_size=3))
def test_what_is_small_is_hidden_and_what_is_shown_is_true(rows, minimum, sensitive):
    counts = departments(*rows)
    result = suppress(counts, minimum, sensitive)
    for at, row in enumerate(rows):
        for place, count in enumerate(row):
            exposes = 0 < count < minimum and counts.columns[place] in sensitive
            assert result.is_primary.iloc[at, place] == exposes
    whole = counts.assign(**{TOTAL: counts.sum(axis=1)})
    whole.loc[TOTAL] = whole.sum()
    shown = result.shown.notna()
    assert (result.shown.where(shown, -1) == whole.where(shown, -1)).all(axis=None)
    assert (shown == ~(result.is_primary | result.is_complementary)).all(axis=None)
    assert not (result.is_primary & result.is_complementary).any(axis=None)
    if not result.is_primary.any(axis=None):
        assert shown.all(axis=None)


def test_one_department_with_one_dissatisfied_deputy():
    counts = departments([8, 2, 1], [9, 3, 0], [12, 4, 5])
    result = suppress(counts, 3, ["不满意"])
    assert result.is_primary.to_numpy().nonzero() == (np.array([0]), np.array([2]))
    # the cheapest way to keep it: one more cell of its row, of its column, and where these meet
    assert sorted(hidden(result)) == [(0, 1), (0, 2), (1, 1), (1, 2)]
    assert result.shown.loc[TOTAL].tolist() == [29, 9, 6, 44]


def test_totals_are_hidden_only_where_nothing_else_would_do():
    result = suppress(departments([40, 1]), 3, ["基本满意"])
    assert result.shown.iloc[0].isna().to_list()[:2] == [True, True]
    assert result.shown.loc[TOTAL, TOTAL] == 41
    assert suppress(departments([7, 1], [9, 2], [5, 5]), 3).shown[TOTAL].notna().all()


def test_a_row_of_one_deputy_is_not_given_away_by_its_noughts():
    # shown: one deputy of department 1, and either two noughts or nothing
    result = suppress(departments([0, 0, 1], [5, 6, 7]), 3)
    assert hidden(result) >= {(0, 2)}
    assert all(
        len(values) > 1
        for values in values_that_fit(departments([0, 0, 1], [5, 6, 7]), result.shown, 9).values()
    )


def test_a_table_of_one_cell():
    result = suppress(departments([1]), 3)
    assert result.shown.isna().all(axis=None)
    assert suppress(departments([5]), 3).shown.notna().all(axis=None)


def test_a_district_is_done_at_once():
    chance = np.random.default_rng(7)
    counts = departments(*chance.poisson([20, 4, 0.6], (200, 3)).tolist())
    result = suppress(counts, 3, ["不满意"])
    assert result.shown[TOTAL].notna().all()
    assert result.is_primary.to_numpy().sum() > 50


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (departments([1, -1]), "whole numbers"),
        (departments([1.5, 2]), "whole numbers"),
        (departments([1, 2], columns=["满意", TOTAL]), "worked out here"),
    ],
)
def test_what_is_no_table_of_counts_is_refused(counts, said):
    with pytest.raises(ValueError, match=said):
        suppress(counts)
