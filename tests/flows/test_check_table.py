"""`duban check-table`: what people and programs see, and the exit codes."""

import json

import pytest
from typer.testing import CliRunner

from flows.cli.app import UsageError, app
from tests.reading.files import xlsx

GOOD = [["类别", "件数", "占比"], ["满意", 118, "98.3%"], ["不满意", 2, "1.7%"], ["合计", 120, "100%"]]
BAD = [["类别", "件数", "占比"], ["满意", 70, "86.4%"], ["不满意", 11, "约11%"], ["合计", 82, "100%"]]


def check(*arguments):
    from flows.cli import commands  # noqa: F401

    return CliRunner().invoke(app, ["check-table", *map(str, arguments)])


def test_a_table_that_adds_up_is_said_to_and_how(tmp_path):
    done = check(xlsx(tmp_path / "年报.xlsx", GOOD))
    assert done.exit_code == 0
    assert "以120为基数、1位小数，能用“四舍五入”复现" in done.stdout
    assert "✗" not in done.stdout


def test_what_does_not_add_up_is_said_with_its_row(tmp_path):
    done = check(xlsx(tmp_path / "年报.xlsx", BAD))
    assert done.exit_code == 1
    assert "✗第3行占比与件数不符：11/81是13.580%，印的是约11%，像是把件数写成了占比" in done.stdout
    assert "✗各项件数之和81与合计82不符" in done.stdout


def test_programs_get_the_same_as_json(tmp_path):
    done = check(xlsx(tmp_path / "年报.xlsx", BAD), "--format", "json")
    (report,) = json.loads(done.stdout)
    (breakdown,) = report["breakdowns"]
    assert (done.exit_code, report["report"], report["adds_up"]) == (1, "年报", False)
    assert breakdown["rows"][1] == {
        "row": 3,
        "label": "不满意",
        "count": 11,
        "share": "约11%",
        "fit": "neither",
    }
    kinds = {finding["kind"]: finding for finding in breakdown["findings"]}
    assert kinds["counts_do_not_sum"]["sum"] == "81"
    assert kinds["share_not_from_count"]["row"] == 3
    assert all(finding["text"] for finding in breakdown["findings"])


def test_two_conventions_in_one_json_are_said(tmp_path):
    def group(*rows):
        return {"items": [{"label": "x", "count": count, "pct_printed": share} for count, share in rows]}

    groups = [group((25, "26.8%"), (68, "73.1%")), group((2, "66.6%"), (1, "33.4%"))]
    (tmp_path / "a.json").write_text(json.dumps({"id": "a", "groups": groups}), "utf-8")
    done = check(tmp_path / "a.json")
    assert (done.exit_code, "同一份材料的各表取舍方法不一致" in done.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--format", "xml"], "choose table or json", id="no such format"),
        pytest.param([], "没有找到认识的表头", id="no such table"),
    ],
)
def test_wrong_use_is_said(tmp_path, arguments, said):
    done = check(xlsx(tmp_path / "a.xlsx", [["编号"], ["1"]]), *arguments)
    assert isinstance(done.exception, UsageError)
    assert said in str(done.exception)


def test_a_file_that_is_not_there_is_wrong_use(tmp_path):
    assert check(tmp_path / "none.xlsx").exit_code == 2
