"""What each flow leaves in Prefect: a report in Chinese that says what was done, names nobody, and is never wrong."""

import re
import subprocess
import sys
from datetime import date
from itertools import chain

import pytest

from flows.deployments import deployments
from flows.order import BATCH
from flows.reports.night import STEPS, together
from tests.flows.prefect_api import left_by
from tests.flows.story import PEOPLE
from tests.offices import SAMPLES, drop, office_at, run_night, write

CODE = "370398"


@pytest.fixture
def folder(tmp_path):
    made = office_at(tmp_path / "office")
    write(made, "名录.csv", "单位全称,简称,单位类别,联络员,联系电话\n区教育局,,政府部门,,\n")
    rows = "".join(f"{name},东团,{number}\n" for name, number in PEOPLE.items())
    write(made, "名册.csv", f"姓名,代表团,联系电话\n{rows}")
    leads = zip("一二", PEOPLE, strict=True)
    register = "".join(
        f"{number},关于{word}的建议,{name},区教育局,2020-02-03\n"
        for number, (word, name) in enumerate(leads, 1)
    )
    write(made, "台账.csv", f"建议编号,建议标题,领衔代表,主办单位,交办日期\n{register}")
    head = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性"
    replies = "".join(
        f"{n},区教育局,教字〔2020〕{n}号,2020-04-01,A,王,刘,0533-2180000,是,公开\n" for n in (1, 2)
    )
    write(made, "答复.csv", f"{head}\n{replies}")
    return made


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
