"""Every flow once, on a small office, as somebody at the Prefect pages would start them: run in a process of its own."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import flows.survey
from flows.backfill import backfill
from flows.demo.centre import Answer, fill_in
from flows.night import NightIncomplete, nightly
from flows.rereferral import DecisionForm, rereferral_decide, rereferral_letters
from flows.survey import survey_close, survey_load, survey_open
from flows.survey_form import SignOff
from schemas.office import read_office
from schemas.words import Decision, Kind
from tasks import batches
from tasks.call_lists import list_path
from tasks.cycles import SurveyError, cycle_of
from tests.flows.answered import PEOPLE
from tests.offices import write

_SATISFIED, _DISSATISFIED = PEOPLE
_SAID = {
    ("关于一的建议", _SATISFIED): Answer("满意", "", "2020-09-10"),
    ("关于二的建议", _DISSATISFIED): Answer("不满意", "没有见面", "2020-09-10"),
}


def run(path: str) -> None:
    """Open, load, close, decide, write letters; before and between them what goes wrong."""
    folder, day = read_office(Path(path), None), date(2020, 8, 31)
    nightly(path, day)
    backfill(day, date(2020, 9, 1), path)
    flows.survey.pause_flow_run = lambda *_, **__: SignOff(confirmed_by="主任", go_ahead=False)
    survey_open(None, path, date(2020, 9, 1), return_state=True)
    survey_open("主任", path, date(2020, 9, 1), date(2020, 9, 30))
    sent = list_path(folder, cycle_of(folder))
    fill_in(folder, sent, _SAID, folder.inbox / "结果.xlsx")
    survey_load(path, date(2020, 9, 15))
    survey_close(path, date(2020, 9, 30))
    with suppress(SurveyError):
        survey_close(path, date(2020, 9, 30))
    form = DecisionForm(number="2", decision=Decision.RE_REFER, decided_by="财经委")
    rereferral_decide(form, path, date(2020, 10, 9))
    rereferral_letters("主任", path, date(2020, 10, 9))


def run_badly(path: str) -> None:
    """Load what must be held, then what a defect stops, at once and over days."""
    folder = read_office(Path(path), None)
    nightly(path, date(2020, 8, 31))
    survey_open("主任", path, date(2020, 9, 1), date(2020, 9, 30))
    write(folder, "自制.csv", f"建议编号,姓名,回访结果,拨打日期\n1,{_SATISFIED},满意,2020-09-10\n")
    survey_load(path, date(2020, 9, 15))
    batches._LOADERS[Kind.COMMITTEES] = _fail
    write(folder, "委员会.csv", "委员会,督办类别\n财经委员会,财经\n")
    with suppress(NightIncomplete):
        survey_load(path, date(2020, 9, 16))
    with suppress(NightIncomplete):
        backfill(date(2020, 9, 17), date(2020, 9, 19), path)


def _fail(_loading: object) -> None:
    raise RuntimeError("a defect")
