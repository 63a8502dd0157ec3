"""The survey cycle on demand: open (with the name of who signs it off), load what came back, close."""

from datetime import date, timedelta

from prefect import flow

from flows.environment import open_office, today
from flows.night import run_step
from flows.order import night
from tasks import surveys

WINDOW_DAYS = 20


@flow(name="survey-open", persist_result=False)
def survey_open(
    confirmed_by: str, office: str | None = None, as_of: date | None = None, window_to: date | None = None
) -> dict[str, int]:
    """Open a cycle about every answered suggestion and write its call list; return counts."""
    folder, day = open_office(office), as_of or today()
    window = (day, window_to or day + timedelta(days=WINDOW_DAYS))

    def step() -> dict[str, int]:
        plan = surveys.open_cycle(folder, day, window, confirmed_by)
        return {"suggestions": plan.suggestions, "calls": plan.calls, "items": plan.items}

    return run_step("open cycle", step)


@flow(name="survey-load", persist_result=False)
def survey_load(office: str | None = None, as_of: date | None = None) -> dict[str, dict[str, int]]:
    """Read what the centre returned to the inbox, now instead of at night; return counts."""
    folder, day = open_office(office), as_of or today()
    return {name: run_step(name, step) for name, step in night(folder, day)}


@flow(name="survey-close", persist_result=False)
def survey_close(office: str | None = None, as_of: date | None = None) -> dict[str, int]:
    """Close the newest cycle: its verdicts stand and each suggestion moves on; return counts."""
    folder, day = open_office(office), as_of or today()
    return run_step("close cycle", lambda: surveys.close_cycle(folder, day))
