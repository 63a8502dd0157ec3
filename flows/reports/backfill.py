"""The report of a range of nights."""

from collections.abc import Sequence
from datetime import date

from flows.reports.night import Counts, step_rows, together
from flows.reports.report import Report, Row
from schemas.office import OfficeFolder


def backfill_report(folder: OfficeFolder, days: Sequence[date], done: Sequence[Counts]) -> Report:
    """Return how many of the nights were run, and where it stopped."""
    rows: list[Row] = [
        ("日期", f"{days[0].isoformat()}至{days[-1].isoformat()}"),
        ("应补跑", f"{len(days)} 天"),
        ("已补跑", f"{len(done)} 天"),
        *step_rows(together(done)),
    ]
    stopped = (
        [f"停在{days[len(done)].isoformat()}：该日未处理完，以后的未处理"] if len(done) < len(days) else []
    )
    again = ["排除原因后再次补跑，已处理的日子不会重复处理"] if stopped else []
    where = f"/artifacts/key/night-{folder.office.region_code}"
    return Report("补跑", ("项目", "内容"), rows, stopped, (), [*again, f"[每日的夜间处理]({where})"])
