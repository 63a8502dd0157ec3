"""The survey cycle on demand: open (signed off by name, at once or while it waits), load what came back, close."""

from datetime import date, timedelta

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.flow_runs import pause_flow_run
from prefect.states import Cancelled

from flows.artifacts import leave_problems, leave_report
from flows.environment import open_office, today
from flows.night import BUSY, run_step, run_steps, settled
from flows.reaping import reap_stale
from flows.reports.night import next_steps
from flows.reports.survey import closed_report, loaded_report, opened_report, refused_report
from flows.survey_form import SignOff, SurveyChoice
from tasks import surveys
from tasks.rules.selection import REASON_CHINESE
from warehouse.locks import only_one

WINDOW_DAYS = 20
# whoever signs off may be away until the next morning
SIGN_OFF_SECONDS = 24 * 60 * 60
_POLL_SECONDS = 5
NOT_SIGNED_OFF = "the list was not signed off; nothing was written"


@flow(name="survey-open", persist_result=False)
def survey_open(
    confirmed_by: str | None = None,
    office: str | None = None,
    as_of: date | None = None,
    window_to: date | None = None,
    choose: SurveyChoice | None = None,
) -> dict[str, int] | State:
    """Open a cycle about answered suggestions and write its call list; return counts.

    Without a name it first works out what would leave and waits until somebody signs that off in the form.
    """
    folder, day = open_office(office), as_of or today()
    window = (day, window_to or day + timedelta(days=WINDOW_DAYS))
    chosen = choose or SurveyChoice.model_validate({})

    def step(by: str | None) -> dict[str, int]:
        return _counts(surveys.open_cycle(folder, day, window, by, chosen.choice(), chosen.calling()))

    if confirmed_by is None:
        planned = run_step("plan cycle", lambda: step(None))
        form = SignOff.with_initial_data(description=_summary(planned))
        signed = pause_flow_run(form, timeout=SIGN_OFF_SECONDS, poll_interval=_POLL_SECONDS)
        if not signed.go_ahead:
            leave_report(folder, "survey-open", day, refused_report(planned))
            return Cancelled(message=NOT_SIGNED_OFF)
        confirmed_by = signed.confirmed_by
    counts = run_step("open cycle", lambda: step(confirmed_by))
    leave_report(folder, "survey-open", day, opened_report(folder, counts))
    return counts


def _counts(plan: surveys.Plan) -> dict[str, int]:
    """Return what a plan comes to, in figures alone."""
    counts = {"suggestions": plan.suggestions, "calls": plan.calls, "items": plan.items}
    left_out = {f"left_out_{reason}": count for reason, count in plan.left_out.items()}
    return counts | {"without_phone": plan.without_phone, "to_look_at": len(plan.look_at)} | left_out


def _summary(counts: dict[str, int]) -> str:
    """Return what is signed off, for people: counts and nobody's name."""
    left_out = [
        f"- {REASON_CHINESE[reason]}：{count}件"
        for reason in REASON_CHINESE
        if (count := counts.get(f"left_out_{reason}"))
    ]
    return "\n".join(
        [
            f"将移交名单：代表{counts['calls']}人，建议{counts['suggestions']}件，共{counts['items']}题。",
            f"无可用号码的代表{counts['without_phone']}人；疑为同一人的代表{counts['to_look_at']}组，请先核对名册。",
            *(["未列入的建议：", *left_out] if left_out else []),
        ]
    )


@flow(name="survey-load", persist_result=False)
def survey_load(office: str | None = None, as_of: date | None = None) -> dict[str, dict[str, int]] | State:
    """Read what the centre returned to the inbox, now instead of at night; return counts."""
    folder, day = open_office(office), as_of or today()
    with only_one(folder.database, folder.office.region_code) as mine:
        if not mine:
            return Cancelled(message=BUSY)
        reap_stale("survey-load")
        counts, failed = run_steps(folder, day)
        steps = next_steps(folder, day, counts, leave_problems(folder, day))
        leave_report(folder, "survey-load", day, loaded_report(folder, counts, failed, steps))
    return settled(counts, failed)


@flow(name="survey-close", persist_result=False)
def survey_close(
    office: str | None = None, as_of: date | None = None, cycle: int | None = None
) -> dict[str, int]:
    """Close a cycle (the newest when none is named): its verdicts stand and each suggestion moves on; return counts."""
    folder, day = open_office(office), as_of or today()
    verdicts = run_step("close cycle", lambda: surveys.close_cycle(folder, day, cycle))
    leave_report(folder, "survey-close", day, closed_report(folder, cycle, verdicts))
    return verdicts
