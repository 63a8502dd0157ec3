"""An office that has been through everything the mart tells of: replies, a survey, decisions, a department renamed."""

from datetime import date

from flows.demo.centre import read_answer_book
from schemas.office import OfficeFolder
from schemas.words import Decision
from tests.founding import decide, survey
from tests.offices import SAMPLES, drop, run_night, write

RENAMED_ON = date(2020, 10, 12)
FORMER, NEW = "临泉区教育和体育局", "临泉区教育体育局"


def tell(folder: OfficeFolder) -> None:
    """Run the sample year up to the decisions, then rename a department."""
    drop(folder, SAMPLES / "1-register", SAMPLES / "2-replies-by-april", SAMPLES / "3-replies-by-august")
    run_night(folder, date(2020, 8, 31))
    book = read_answer_book(SAMPLES / "answers.csv", SAMPLES / "1-register" / "建议交办台账.xlsx", 1)
    survey(folder, book, date(2020, 9, 1), date(2020, 9, 30))
    decide(folder, Decision.RE_REFER, date(2020, 10, 9))
    write(folder, "名录.csv", f"单位全称,简称\n{NEW},{FORMER}\n")
    run_night(folder, RENAMED_ON)
