"""Every table, by the step that fills it. All share one `metadata` and one naming convention."""

from warehouse.tables.base import metadata
from warehouse.tables.directory import (
    committee,
    committee_duty,
    department,
    department_alias,
    deputy,
    deputy_phone,
    office,
    session,
)
from warehouse.tables.handling import (
    due_trace,
    open_referral,
    referral,
    referral_change,
    reply,
    reply_letter,
    signer,
    suggestion,
    suggestion_event,
    suggestion_state,
)
from warehouse.tables.intake import batch, batch_check, batch_profile, problem, set_aside_row
from warehouse.tables.leaving import dispatch, letter, letter_item, reminder, reminder_digest, rereferral
from warehouse.tables.survey import answer, call, call_item, cycle, verdict

__all__ = [
    "answer",
    "batch",
    "batch_check",
    "batch_profile",
    "call",
    "call_item",
    "committee",
    "committee_duty",
    "cycle",
    "department",
    "department_alias",
    "deputy",
    "deputy_phone",
    "dispatch",
    "due_trace",
    "letter",
    "letter_item",
    "metadata",
    "office",
    "open_referral",
    "problem",
    "referral",
    "referral_change",
    "reminder",
    "reminder_digest",
    "reply",
    "reply_letter",
    "rereferral",
    "session",
    "set_aside_row",
    "signer",
    "suggestion",
    "suggestion_event",
    "suggestion_state",
    "verdict",
]
