"""What each flow leaves in Prefect: a report in Chinese that says what was done, names nobody, and is never wrong."""

import re
import subprocess
import sys
from datetime import date
from itertools import chain

import httpx
import pytest

from flows.order import BATCH
from flows.reports.night import STEPS, night_report, together
from flows.reports.report import Report, laid_out
from tests.flows.answered import PEOPLE, answered_office
from tests.flows.prefect_api import left_by
from tests.offices import SAMPLES, drop, office_at, run_night

CODE = "370398"


@pytest.fixture
def folder(tmp_path):
    return answered_office(tmp_path / "office")


def tell(environment, folder, story):
    command = f"from tests.flows import story; story.{story}({str(folder.path)!r})"
    ran = subprocess.run(
        [sys.executable, "-c", command], env=environment, capture_output=True, text=True, timeout=240
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return left_by(environment, folder)


def of_key(left, flow):
    return [artifact["data"] for artifact in left if artifact["key"] == f"{flow}-{CODE}"]


def test_every_flow_leaves_a_report_under_a_key_of_its_own(prefect_environment, folder):
    from flows.deployments import deployments

    left = tell(prefect_environment, folder, "run")
    flows = {one.flow_name.replace("nightly", "night") for one in deployments(str(folder.path))}
    reports = [artifact for artifact in left if artifact["type"] == "markdown"]
    assert {artifact["key"] for artifact in reports} == {f"{flow}-{CODE}" for flow in flows}
    refused, opened = of_key(left, "survey-open")
    assert "没有生成名单" in refused
    assert "文件：" not in refused
    assert "| 名单上的代表人数 | 2 |" in opened
    (loaded,) = of_key(left, "survey-load")
    assert "| 入库 | 文件 1，行 2，新内容行 2 |" in loaded
    # a second closing fails, and leaves nothing
    (closed,) = of_key(left, "survey-close")
    for report in (loaded, closed):
        assert "| 完成（I） | 2 | 2 |" in report
        assert "| 应答率 RR1 | 100.0%（2/2） | 100.0%（2/2） |" in report
    assert "| 结论：不满意 | 1 件 |" in closed
    assert "| 满意率（建议件数） | 50.0% |" in closed
    (decided,) = of_key(left, "rereferral-decide")
    assert "| 审定意见 | 再次交办 |\n| 下一轮交办 | 1 |\n| 仍待审定的建议 | 0 |" in decided
    (letters,) = of_key(left, "rereferral-letters")
    assert "| 本次出具的交办函 | 1 |" in letters
    (backfilled,) = of_key(left, "backfill")
    assert "| 应补跑 | 2 天 |\n| 已补跑 | 2 天 |" in backfilled
    assert "**" not in backfilled
    _names_nobody(left, folder)
    _leads_to_what_is_there([opened, letters], folder)


def _names_nobody(left, folder):
    texts = [str(artifact["data"]) + str(artifact["description"]) for artifact in left]
    for secret in chain.from_iterable((*PEOPLE.items(), [str(folder.path)])):
        assert not [text for text in texts if secret in text]


def _leads_to_what_is_there(reports, folder):
    files = [folder.path / place for report in reports for place in re.findall(r"^- `(.+)`$", report, re.M)]
    assert len(files) == 4
    assert all(path.exists() for path in files)


def test_what_was_held_or_failed_is_said_and_no_more_than_was_done(prefect_environment, folder):
    left = tell(prefect_environment, folder, "run_badly")
    held, failed = of_key(left, "survey-load")
    assert "整批暂缓 1" in held
    assert "1 份文件没有入库" in held
    for report in (held, failed):
        assert "| 完成（I） | 0 | 0 |\n" in report
        assert "| 未返回 | 2 | 2 |" in report
    assert "**未处理完，留待下一夜：批次" in failed
    assert "**" not in held
    (backfilled,) = of_key(left, "backfill")
    assert "| 已补跑 | 0 天 |" in backfilled
    assert "**停在2020-09-17：" in backfilled
    # the night itself says which file it was
    assert "**未处理完，留待下一夜：批次" in of_key(left, "night")[-1]
    _names_nobody(left, folder)


def test_every_step_of_a_night_and_all_that_it_counts_has_words(tmp_path):
    made = office_at(tmp_path / "office")
    nights = []
    for part, day in (
        ("1-register", date(2020, 1, 20)),
        ("2-replies-by-april", date(2020, 4, 30)),
        ("3-replies-by-august", date(2020, 8, 31)),
    ):
        drop(made, SAMPLES / part)
        nights.append(run_night(made, day))
    found = together(nights)
    assert set(found) == set(STEPS)
    assert all(set(counted) <= set(STEPS[step][1]) for step, counted in found.items())
    assert found[BATCH]["refused"] > 0


def test_a_night_with_nothing_to_do_says_so(tmp_path):
    made = office_at(tmp_path / "office")
    counts = run_night(made, date(2020, 1, 20))
    quiet = laid_out(
        made, date(2020, 1, 20), night_report(made, date(2020, 1, 20), counts | {"dates": {}}, [], 0)
    )
    assert "没有要处理的" in quiet
    assert "下一步" not in quiet


def test_what_was_done_stands_when_nobody_can_be_told(tmp_path, monkeypatch):
    from flows import artifacts

    made, said = office_at(tmp_path / "office"), []

    def unreachable(*_, **__):
        raise httpx.ConnectError("no server")

    monkeypatch.setattr(artifacts, "create_markdown_artifact", unreachable)
    monkeypatch.setattr(artifacts, "create_table_artifact", unreachable)
    # not caplog: Prefect takes our loggers over once it is imported
    monkeypatch.setattr(artifacts.logger, "warning", lambda text, why: said.append(why))
    artifacts.leave_report(made, "backfill", date(2020, 1, 20), Report("补跑", ("项目", "内容"), []))
    assert artifacts.leave_problems(made, date(2020, 1, 20)) == 0
    assert said == ["ConnectError"] * 2


def test_a_survey_is_not_loaded_while_a_night_is_at_work(prefect_environment, folder):
    loading = (
        "from datetime import date; from flows.survey import survey_load; from warehouse.locks import only_one\n"
        f"with only_one({folder.database!r}, {CODE!r}):\n"
        f"    print(survey_load({str(folder.path)!r}, date(2020, 9, 1), return_state=True).name)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", loading], env=prefect_environment, capture_output=True, text=True, timeout=240
    )
    assert ran.stdout.strip().endswith("Cancelled"), ran.stderr
    assert left_by(prefect_environment, folder) == []
