"""The sample year as a story: what the office, the departments, the survey centre and the committee do, in order."""

import shutil
from collections.abc import Callable
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from flows.demo.centre import fill_in, read_answer_book
from flows.demo.committee import fill_in_decisions
from flows.house import make_office
from flows.night import nightly
from flows.rereferral import rereferral_letters
from flows.survey import survey_close, survey_open
from schemas.office import OfficeFolder
from schemas.outgoing import Outgoing
from schemas.words import Decision
from tasks.asking import ask
from tasks.call_lists import list_path
from tasks.cycles import cycle_answers
from tasks.decision_sheet import list_path as decision_list
from tasks.letters import Wanted, issue_letters
from tasks.rules.letter_words import Particulars
from warehouse.queries import find_query

_SETTINGS = {
    "name": "临泉区人大常委会代表工作委员会",
    "region_code": "370398",
    "region_name": "临泉区",
    "area_code": "0500",
    "profile": "shandong",
    "government": "临泉区人民政府",
    "letter_mark": "临人代工函",
    "session_name": "区十七届人大四次会议",
    "term": 17,
    "meeting": 4,
    "year": 2020,
    # the province's rules do not say what follows a second round that did not help; the office does
    "still_unsatisfied": "meeting",
}
_SIGNED_OFF = "代表工委主任"
_APRIL = date(2020, 4, 30)

_MEETING = Wanted(said=Particulars(on=date(2020, 11, 25), time="上午9时", place="区人大常委会二楼会议室"))

Say = Callable[[str], None]


def run_year(path: Path, say: Say) -> OfficeFolder:
    """Run the sample year in a new office folder at `path`; `say` hears of each step."""
    say("An office folder is made")
    folder = make_office(path, _SETTINGS)
    with as_file(files("schemas").joinpath("samples", "year")) as samples:
        _handling(folder, samples, say)
        _survey(folder, samples, 1, date(2020, 9, 1), date(2020, 9, 30), say)
        say("October: the committee looks into what left deputies unsatisfied, and decides")
        _decide(folder, Decision.RE_REFER, date(2020, 10, 9))
        rereferral_letters(_SIGNED_OFF, str(folder.path), date(2020, 10, 9))
        say("October: the second replies come in")
        _drop(folder, samples / "4-second-replies")
        nightly(str(folder.path), date(2020, 10, 31))
        _survey(folder, samples, 2, date(2020, 11, 1), date(2020, 11, 12), say)
        say("November: what is still unsatisfied is escalated: deputy and department are called to a meeting")
        _decide(folder, Decision.ESCALATE, date(2020, 11, 16))
        issue_letters(folder, _SIGNED_OFF, date(2020, 11, 17), Outgoing.MEETING, _MEETING)
        say(
            "December: the meeting was held; the same sheet says so, and the item is closed with an explanation"
        )
        _decide_on_sheet(folder, Decision.CLOSE, date(2020, 11, 16), date(2020, 12, 10))
    say("December: the opinions of the year's visits, and the meetings with departments about some of them")
    with as_file(files("schemas").joinpath("samples", "visits")) as visits:
        # without their register: the suggestions between sessions would owe replies that the sample year does not have
        _drop(folder, visits / "2-visits")
        nightly(str(folder.path), date(2020, 12, 31))
    return folder


def _handling(folder: OfficeFolder, samples: Path, say: Say) -> None:
    say(
        "January to April: directories, the register of suggestions, the first replies; the night of 30 April"
    )
    _drop(folder, samples / "1-register")
    _drop(folder, samples / "2-replies-by-april")
    nightly(str(folder.path), _APRIL)
    overdue = ask(folder, find_query("overdue"), _APRIL)
    say(f"{len(overdue)} replies are overdue that night")
    say("May to August: late replies, corrections, and files that cannot be used; the night of 31 August")
    _drop(folder, samples / "3-replies-by-august")
    nightly(str(folder.path), date(2020, 8, 31))


def _survey(folder: OfficeFolder, samples: Path, of_round: int, opened: date, closed: date, say: Say) -> None:
    say(
        f"Survey of round {of_round}: the list goes to the centre, which calls the deputies and sends it back"
    )
    survey_open(_SIGNED_OFF, str(folder.path), opened, closed)
    cycle, _ = cycle_answers(folder)
    register = samples / "1-register" / "建议交办台账.xlsx"
    book = read_answer_book(samples / "answers.csv", register, of_round)
    sent = list_path(folder, cycle)
    fill_in(folder, sent, book, folder.inbox / "survey" / sent.name.replace("名单", "结果"))
    nightly(str(folder.path), closed)
    survey_close(str(folder.path), closed)


def _decide(folder: OfficeFolder, decision: Decision, day: date) -> None:
    nightly(str(folder.path), day)
    _decide_on_sheet(folder, decision, day, day)


def _decide_on_sheet(folder: OfficeFolder, decision: Decision, of: date, day: date) -> None:
    """Fill in the sheet of one day and hand it in on another: what was escalated waits on no sheet of its own."""
    sheet = decision_list(folder, of)
    returned = sheet.with_stem(f"{sheet.stem}_{decision.chinese}").name
    fill_in_decisions(sheet, decision, folder.inbox / "decisions" / returned)
    nightly(str(folder.path), day)


def _drop(folder: OfficeFolder, source: Any) -> None:
    shutil.copytree(source, folder.inbox / Path(source).name)
