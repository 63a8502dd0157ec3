"""Writes the sample year: `python -m tests.sample_year.make_year [FOLDER]` (schemas/samples/year)."""

import json
import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from tests.sample_year import office_sheets, people, replies, work, world
from tests.sample_year.expected import expected
from tests.sample_year.world import Duty

YEAR_FOLDER = Path(__file__).parents[2] / "schemas" / "samples" / "year"
_PARTS = ("1-register", "2-replies-by-april", "3-replies-by-august", "4-second-replies")


def make_year(folder: Path) -> None:
    """Write every file of the year but its README.md; what stands in the four parts is removed first."""
    for part in _PARTS:
        shutil.rmtree(folder / part, ignore_errors=True)
    rnd = Random(world.SEED)
    deputies = people.deputies(rnd)
    departments = people.with_staff(world.departments(), rnd)
    made = work.suggestions(departments, deputies, rnd)
    duties = work.duties(made, rnd)
    said = work.answers(made, rnd)
    office_sheets.write_office_sheets(folder, departments, deputies, made)
    replies.write_replies(folder, departments, duties)
    set_aside = replies.write_bad_files(folder, departments, duties)
    again = {answer.suggestion.number for answer in said if answer.round == 2}
    replies.write_second_replies(folder, departments, second_duties(duties, again))
    office_sheets.write_answers(folder, said)
    found = expected(departments, deputies, made, duties, said, set_aside)
    (folder / "expected.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


def second_duties(duties: list[Duty], numbers: set[int]) -> list[Duty]:
    """Return the second replies, complete and with new document numbers, to what was handled again."""
    days = (date(2020, 10, 15), date(2020, 10, 22))
    again = [duty for duty in duties if duty.suggestion.number in numbers]
    return [
        replace(
            duty,
            serial=duty.serial + 60,
            reply_date=day,
            result_class="A",
            signatory=duty.department.signatory,
            phone=duty.department.phone,
            has_doc_no=True,
            has_met=True,
            publicity="主动公开",
            problem=None,
        )
        for duty, day in zip(again, days, strict=True)
    ]


if __name__ == "__main__":
    make_year(Path(sys.argv[1]) if len(sys.argv) > 1 else YEAR_FOLDER)
