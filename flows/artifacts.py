"""What a run leaves in Prefect for those who look there: a report under one key per flow and office, a table of problems."""

import logging
from datetime import date

import httpx
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.reports.report import Report, laid_out
from schemas.office import OfficeFolder
from tasks.asking import ask
from tasks.questions import find_question

logger = logging.getLogger(__name__)


def leave_report(folder: OfficeFolder, flow: str, as_of: date, report: Report) -> None:
    """Leave the report of a run, under the same key each time: Prefect shows them as a history."""
    office = folder.office
    try:
        create_markdown_artifact(
            laid_out(folder, as_of, report),
            key=f"{flow}-{office.region_code}",
            description=f"{office.name}：{as_of.isoformat()}{report.title}",
        )
    except httpx.HTTPError as error:
        # what was done is not undone because nobody can be told
        logger.warning("the report of the run could not be left: %s", type(error).__name__)


def leave_problems(folder: OfficeFolder, as_of: date) -> int:
    """Leave the table of problems by department; return how many are open."""
    question = find_question("problems-by-department")
    found = ask(folder, question, as_of).rename(columns=dict(question.columns))
    try:
        create_table_artifact(
            {str(head): found[head].tolist() for head in found},
            key=f"problems-{folder.office.region_code}",
            description=f"{folder.office.name}：{question.chinese}",
        )
    except httpx.HTTPError as error:
        logger.warning("the table of problems could not be left: %s", type(error).__name__)
    return int(found["合计"].sum())
