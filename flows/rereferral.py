"""Re-referral on demand: the letters of what the committee decided."""

from datetime import date

from prefect import flow

from flows.environment import open_office, today
from flows.night import run_step
from tasks.letters import issue_letters


@flow(name="rereferral-letters", persist_result=False)
def rereferral_letters(
    confirmed_by: str, office: str | None = None, as_of: date | None = None
) -> dict[str, int]:
    """Number and write the letters that are due; return how many."""
    folder, day = open_office(office), as_of or today()
    return run_step("letters", lambda: {"letters": len(issue_letters(folder, confirmed_by, day))})
