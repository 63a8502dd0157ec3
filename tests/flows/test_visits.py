"""The founding case's visits through the ordinary night: 163 opinions, 17 on the consultation list, 13 meetings."""

from collections import Counter
from datetime import date

from openpyxl import load_workbook

from schemas.office import OfficeFolder
from tasks.asking import ask
from tasks.problems import open_problems
from tasks.reporting import write_report
from tests.offices import SAMPLES, VISITS, drop, office_at, run_night
from warehouse.queries import find_query

END = date(2020, 12, 31)


def answers(folder: OfficeFolder, name: str) -> list[dict[str, object]]:
    return ask(folder, find_query(name), END).to_dict("records")


def test_the_founding_cases_visits_come_out_of_the_files(tmp_path, warehouse_url):
    folder = office_at(tmp_path / "office", warehouse_url)
    drop(folder, SAMPLES / "1-register")
    run_night(folder, date(2020, 1, 31))
    known = open_problems(folder)
    drop(folder, VISITS / "1-suggestions", VISITS / "2-visits")
    run_night(folder, END)
    assert len(open_problems(folder)) == len(known)
    *quarters, whole = answers(folder, "opinions-by-quarter")
    assert [row["collected"] for row in quarters] == [38, 45, 44, 36]
    assert (whole["collected"], whole["listed"], whole["listed_percent"]) == (163, 17, 10.4)
    # what was taken up or listed is in the register, every one
    assert whole["registered"] == whole["taken_up"] + whole["listed"] == 40
    held = answers(folder, "consultations")
    assert len(held) == 13
    # three came up twice
    assert sum(row["opinions"] for row in held) == 17 + 3
    listed = answers(folder, "consultation-list")
    assert [row["status"] for row in listed] == ["办理中"] * 17
    assert all(row["meetings"] for row in listed)
    report = write_report(folder, END)
    page = report.page.read_text("utf-8")
    assert "闭会期间走访与会商" in page
    assert "10.4%" in page
    assert "17/163" in page
    by_series = {row["series"]: row["suggestions"] for row in answers(folder, "satisfaction-by-series")}
    assert by_series == {"大会建议": 120, "闭会建议": 40}
    sheet = load_workbook(report.ledger)["闭会意见"]
    assert sheet.max_row == 4 + 163
    sorted_as = Counter(cell.value for cell in sheet["I"][4:])
    assert sorted_as["列入会商清单"] == 17
    assert sum(sorted_as.values()) == 163
