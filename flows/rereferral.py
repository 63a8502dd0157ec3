"""Re-referral on demand: a decision as a form, and the letters of what was decided."""

from datetime import date

from prefect import flow
from pydantic import BaseModel, Field

from flows.artifacts import leave_report
from flows.environment import open_office, today
from flows.night import run_step
from flows.reports.rereferral import decided_report, letters_report
from schemas.words import Decision
from tasks.letters import issue_letters
from tasks.rereferrals import decide
from tasks.rules.decisions import Order


class DecisionForm(BaseModel):
    """What the committee decided on one suggestion: a number and words, nothing of the deputy."""

    number: str = Field(description="建议编号")
    decision: Decision = Field(description="审定意见：re_refer 再次交办，close 说明后办结，escalate 提请处理")
    decided_by: str = Field(description="审定人")
    findings: str | None = Field(default=None, description="调研情况；说明后办结的，写明理由")
    requirements: str | None = Field(default=None, description="办理要求")
    department: str | None = Field(default=None, description="改由承办单位（全称或简称）")
    due_on: date | None = Field(default=None, description="答复时限，不填则按规定计算")


@flow(name="rereferral-decide", persist_result=False)
def rereferral_decide(
    form: DecisionForm, office: str | None = None, as_of: date | None = None
) -> dict[str, int]:
    """Decide on one suggestion that waits for it; return how many referrals the next round has."""
    folder, day = open_office(office), as_of or today()
    order = Order(form.decision, form.findings, form.requirements, form.department, form.due_on)
    counts = run_step(
        "decide", lambda: {"referrals": decide(folder, {form.number: order}, form.decided_by, day)}
    )
    report = decided_report(folder, day, form.number, form.decision, counts["referrals"])
    leave_report(folder, "rereferral-decide", day, report)
    return counts


@flow(name="rereferral-letters", persist_result=False)
def rereferral_letters(
    confirmed_by: str, office: str | None = None, as_of: date | None = None
) -> dict[str, int]:
    """Number and write the letters that are due; return how many."""
    folder, day = open_office(office), as_of or today()
    counts = run_step("letters", lambda: {"letters": len(issue_letters(folder, confirmed_by, day))})
    leave_report(folder, "rereferral-letters", day, letters_report(folder, day, counts["letters"]))
    return counts
