"""A rate of satisfaction leaves the house with the decimals and by the convention of the profile, and the sheet says so."""

from datetime import date

import pytest
from typer.testing import CliRunner

from flows.cli import app, commands  # noqa: F401
from schemas.profile import in_force
from tasks.asking import ask, printed_how
from tasks.reporting import write_report
from tasks.rules.figures.printing import Printing
from tasks.rules.figures.rounding import Convention
from tasks.rules.satisfaction import Share
from tasks.survey_figures import note_under, satisfaction
from tasks.survey_tables import by_group
from tests.tasks.test_decisions import CLOSED, OPENED, _profiled, survey
from warehouse.queries import find_query, query_names

RATES = {"satisfaction", "satisfaction-by-round", "satisfaction-by-series", "satisfaction-final"}
SAID = "满意率的取舍：直接截断，保留2位小数"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = _profiled(tmp_path, monkeypatch, 'rounding = "truncate"\nshare_decimals = 2')
    survey(made, OPENED, CLOSED, {"1": "满意", "2": "基本满意", "3": "不满意"})
    return made


def test_two_of_three_are_what_the_profile_makes_of_them_wherever_they_are_printed(folder):
    assert {name for name in query_names() if find_query(name).rate} == RATES
    for name in RATES:
        query = find_query(name)
        assert ask(folder, query, CLOSED)["percent"].tolist() == [66.66], name
        assert ask(folder, query, CLOSED, known_on=CLOSED)["percent"].tolist() == [66.66], name
        assert printed_how(folder, query, CLOSED) == f"{SAID}。"
    assert printed_how(folder, find_query("on-time-rate"), CLOSED) is None
    told = satisfaction(folder)
    assert set(told.loc[told["question"] == "办理结果", "percent"]) >= {"66.66"}
    assert SAID in note_under(folder)
    table, note = by_group(folder, "committee")
    assert SAID in note
    assert len(table)
    page = write_report(folder, CLOSED).page.read_text("utf-8")
    assert "66.66" in page
    assert ">66.7" not in page
    assert f"{SAID}；其他比率四舍五入，保留1位小数。" in page
    told_by = ["query", "satisfaction-final", "--office", str(folder.path), "--as-of", str(CLOSED)]
    shown = CliRunner().invoke(app, told_by).stdout
    assert shown.rstrip().endswith(f"{SAID}。")


def test_the_rate_that_the_rules_make_public_is_marked(tmp_path, monkeypatch):
    folder = _profiled(tmp_path, monkeypatch, 'base = "forms_returned"')
    survey(folder, OPENED, CLOSED, {"1": "满意", "2": "不满意", "3": "说不清"})
    told = satisfaction(folder)
    marked = told[told["published"].notna()]
    # of the forms that came back, whatever was asked about
    assert marked[["question", "base", "published"]].to_numpy().tolist() == [
        ["办理结果", "人次（代表×建议）", marked["answered_percent"].iloc[0]]
    ]
    assert marked["answered_percent"].iloc[0] != marked["percent"].iloc[0]


@pytest.mark.parametrize(
    ("convention", "decimals", "printed", "said"),
    [
        ("half_up", 1, "66.7", "满意率的取舍：四舍五入，保留1位小数"),
        ("truncate", 0, "66", "满意率的取舍：直接截断，取整数"),
        # what makes the shares of a table add up has nothing to add to a rate that stands alone
        ("largest_absorbs", 1, "66.7", "满意率的取舍：四舍五入，保留1位小数"),
        ("truncate_last_absorbs", 1, "66.6", "满意率的取舍：直接截断，保留1位小数"),
    ],
)
def test_a_rate_alone_is_rounded_and_that_is_said(convention, decimals, printed, said):
    printing = Printing(Convention(convention), decimals)
    assert (printing.percent(Share(2, 3)), printing.chinese) == (printed, said)
    assert printing.percent(Share(0, 0)) is None


def test_the_shipped_rules_print_one_decimal_half_up():
    assert Printing.of(in_force("zhangdian", date(2020, 9, 1)).survey) == Printing()
