"""Which columns of the ledger an office has, in what order and under what names."""

import re

import pytest

from schemas.ledger_columns import COLUMNS, LedgerColumns
from schemas.office import SETTINGS_NAME, OfficeError, read_office, settings_text
from tests.offices import SETTINGS

GOOD = settings_text(SETTINGS)


def ledger_of(path, text):
    (path / SETTINGS_NAME).write_text(f"{GOOD}\n{text}", "utf-8")
    return read_office(path).ledger


def test_without_settings_all_columns_are_shown_in_our_order(tmp_path):
    assert ledger_of(tmp_path, "").shown == COLUMNS == LedgerColumns().shown


def test_an_office_has_its_own_order_and_names(tmp_path):
    own = '[ledger]\ncolumns = ["状态", "标题", "编号"]\ntitles = { "编号" = "建议号" }\n'
    ledger = ledger_of(tmp_path, own)
    assert list(ledger.shown.items()) == [("status", "状态"), ("title", "标题"), ("number", "编号")]
    assert (ledger.called("编号"), ledger.called("标题")) == ("建议号", "标题")


def test_the_example_in_the_template_is_one_that_can_be_used(tmp_path):
    (example,) = re.findall(r"^# \[ledger\].*?\n\n", GOOD, re.MULTILINE | re.DOTALL)
    ledger = ledger_of(tmp_path, re.sub("^# ", "", example, flags=re.MULTILINE))
    assert ledger.shown == COLUMNS
    assert ledger.called("编号") == "建议号"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('columns = ["编号", "标题", "主办单位"]', "no column of the ledger: 主办单位"),
        ('columns = ["编号", "标题", "编号"]', "twice: 编号"),
        ('columns = ["编号", "状态"]', "missing, the totals need it: 标题"),
        ('titles = { "建议号" = "编号" }', "no column of the ledger: 建议号"),
        ('titles = { "编号" = "标题" }', "two columns would be called: 标题"),
        ('titles = { "编号" = " " }', "titles"),
        ('order = ["编号"]', "order"),
    ],
    ids=[
        "unknown",
        "twice",
        "without a title",
        "unknown to be renamed",
        "one name for two",
        "blank",
        "a slip",
    ],
)
def test_what_cannot_be_is_refused_with_the_columns_there_are(tmp_path, text, said):
    with pytest.raises(OfficeError, match=re.escape(said)) as refused:
        ledger_of(tmp_path, f"[ledger]\n{text}\n")
    assert SETTINGS_NAME in str(refused.value)


def test_the_refusal_names_the_columns(tmp_path):
    with pytest.raises(OfficeError, match="The columns are 编号、标题、领衔代表、"):
        ledger_of(tmp_path, '[ledger]\ncolumns = ["编号"]\n')
