"""The re-referral step: what left a deputy unsatisfied is decided on, by people, and the next round opened."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from schemas.office import OfficeFolder
from schemas.profile import Edition, in_force
from schemas.words import Decision
from schemas.working_days import WorkingDays, working_days
from tasks.due_dating import due_rows
from warehouse import rereferrals
from warehouse.due_dates import put_due_dates, trace_id
from warehouse.engine import begin, reading
from warehouse.offices import find_scope, register_office
from warehouse.rereferrals import Ruling

SECOND_TERM = "second_reply"


class NotAwaiting(Exception):
    """A decision on a suggestion that does not wait for one; nothing was written."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(f"not awaiting a decision: {', '.join(numbers)}")
        self.numbers = list(numbers)


def awaiting(folder: OfficeFolder) -> pd.DataFrame:
    """Return the items that are unsatisfied and undecided (see warehouse.rereferrals.awaiting)."""
    with reading(folder.database) as connection:
        return rereferrals.awaiting(connection, find_scope(connection, folder))


def decide(
    folder: OfficeFolder, decisions: dict[str, tuple[Decision, str | None, str | None]], by: str, on: date
) -> int:
    """Decide by number: (decision, findings, requirements). Opens the next round; return how many referrals.

    All or nothing: raises NotAwaiting when one of the numbers does not wait for a decision.
    """
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        waiting = rereferrals.awaiting(connection, scope)
        ids = dict(zip(waiting["number"], waiting["suggestion_id"], strict=True))
        if unknown := [number for number in decisions if number not in ids]:
            raise NotAwaiting(unknown)
        rulings = [
            Ruling(int(ids[number]), decision, by, findings, requirements)
            for number, (decision, findings, requirements) in decisions.items()
        ]
        return apply(
            connection,
            waiting,
            rulings,
            in_force(folder.office.profile, on),
            working_days(folder.holidays),
            on,
        )


def apply(
    connection: Connection,
    waiting: pd.DataFrame,
    rulings: Sequence[Ruling],
    edition: Edition,
    days: WorkingDays,
    on: date,
) -> int:
    """Write rulings and open the next round for what is re-referred, in the caller's transaction."""
    rereferrals.decide(connection, waiting, rulings, on)
    again = [ruling.suggestion_id for ruling in rulings if ruling.decision is Decision.RE_REFER]
    if not again:
        return 0
    (row,) = due_rows(edition.profile, [(SECOND_TERM, on)], days)
    put_due_dates(connection, [row])
    trace = trace_id(connection, row)
    return rereferrals.open_round(connection, again, trace, on)


def decide_automatically(folder: OfficeFolder, as_of: date) -> dict[str, int]:
    """Where the profile says so, re-refer what is unsatisfied, and escalate it after the last round; return counts."""
    edition = in_force(folder.office.profile, as_of)
    if edition.survey.decide != "automatically":
        return {"decided": 0}
    with begin(folder.database) as connection:
        waiting = rereferrals.awaiting(connection, register_office(connection, folder))
        rulings = [
            Ruling(
                int(row["suggestion_id"]),
                _default(row["round"], edition),
                f"规则：{edition.profile}",
                None,
                None,
            )
            for row in waiting.to_dict("records")
        ]
        apply(connection, waiting, rulings, edition, working_days(folder.holidays), as_of)
    return {"decided": len(rulings)}


def _default(of_round: int, edition: Edition) -> Decision:
    return Decision.RE_REFER if of_round < edition.survey.rounds else Decision.ESCALATE
