"""The re-referral step: what left a deputy unsatisfied is decided on, by people, and the next round opened."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from schemas.office import OfficeFolder
from schemas.profile import Edition, in_force
from schemas.words import Basis, Decision, Measure
from schemas.working_days import WorkingDays, working_days
from tasks.due_dating import worked_out
from tasks.rules import decisions as rules
from tasks.rules.decisions import Order
from warehouse import candidates, directory, rereferrals
from warehouse.due_dates import DECIDED_TERM, DueRow, put_due_dates, trace_id
from warehouse.engine import begin, reading
from warehouse.offices import Scope, find_scope, register_office
from warehouse.rereferrals import Ruling

SECOND_TERM = "second_reply"


class NotAwaiting(Exception):
    """A decision on a suggestion that does not wait for one; nothing was written."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(f"not awaiting a decision: {', '.join(numbers)}")
        self.numbers = list(numbers)


class NotDecided(Exception):
    """A decision that cannot stand: the code of the problem and what it is about; nothing was written."""

    def __init__(self, number: str, code: str, about: str | None) -> None:
        super().__init__(f"{number}: {code}{f' ({about})' if about else ''}")
        self.number, self.code, self.about = number, code, about


def awaiting(folder: OfficeFolder, as_of: date) -> pd.DataFrame:
    """Return the items that wait for a decision, of every basis that the profile lists (see `waiting`), and who handled them."""
    edition = in_force(folder.rules, as_of)
    with reading(folder.database) as connection:
        items = waiting(connection, find_scope(connection, folder), edition, as_of)
        handled = candidates.handled(connection, items["suggestion_id"].tolist())
    return items.merge(rules.present(handled), on=["suggestion_id", "round"], how="left")


def waiting(
    connection: Connection, scope: Scope, edition: Edition, as_of: date, numbers: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return what waits for a decision: candidates.awaiting, and grounds.

    A verdict always waits; a broken promise and an empty reply where the profile says so, or where a person names the number.
    """
    listed = [Basis.VERDICT, *(word for word in Basis if word in edition.survey.re_refer)]
    bases: Collection[Basis] = listed if numbers is None else list(Basis)
    rows = candidates.awaiting(connection, scope, as_of, bases, edition.reply.mandatory, numbers)
    broken = rows.loc[rows["basis"] == Basis.PROMISE, "suggestion_id"].tolist()
    promises = candidates.broken_promises(connection, broken, as_of).groupby("suggestion_id")
    of_item = {key: group.to_dict("records") for key, group in promises}
    rows["grounds"] = pd.Series(
        [rules.grounds(row, of_item.get(row["suggestion_id"], [])) for row in rows.to_dict("records")],
        dtype=object,
    )
    return rows


def decide(folder: OfficeFolder, orders: Mapping[str, Order], by: str, on: date) -> int:
    """Decide by number. Opens the next round of what is re-referred; return how many referrals.

    All or nothing: raises NotAwaiting when one of the numbers does not wait for a decision, NotDecided when one cannot stand.
    """
    edition, days = in_force(folder.rules, on), working_days(folder.holidays)
    with begin(folder.database) as connection:
        scope = register_office(connection, folder)
        items = waiting(connection, scope, edition, on, list(orders))
        of_number = {row["number"]: row for row in items.to_dict("records")}
        if unknown := [number for number in orders if number not in of_number]:
            raise NotAwaiting(unknown)
        departments = directory.department_names(connection, scope.office_id)
        last_day = term_of(edition, on, days).due_on
        for number, order in orders.items():
            status = of_number[number]["status"]
            if found := rules.shortcoming(order, status, departments, on, last_day):
                raise NotDecided(number, *found)
        rulings = [
            ruling(
                int(of_number[number]["suggestion_id"]), order, by, measure_of(folder, edition), departments
            )
            for number, order in orders.items()
        ]
        return apply(connection, items, rulings, edition, days, on)


def ruling(
    suggestion_id: int,
    order: Order,
    by: str,
    measure: Measure,
    departments: Mapping[str, int],
    place: tuple[int, int] | None = None,
) -> Ruling:
    """Return an order as the warehouse keeps it.

    `measure`: what follows when it takes an item further; `place`: batch and row of the sheet that says so.
    """
    batch_id, row_no = place or (None, None)
    return Ruling(
        suggestion_id,
        order.decision,
        by,
        order.findings,
        order.requirements,
        departments[order.department] if order.department else None,
        order.due_on,
        measure if order.decision is Decision.ESCALATE else None,
        batch_id,
        row_no,
    )


def measure_of(folder: OfficeFolder, edition: Edition) -> Measure:
    """Return what follows a last round that left the deputy unsatisfied: by the rules, else by the office."""
    return folder.office.measure(edition.second_handling.still_unsatisfied)


def term_of(edition: Edition, on: date, days: WorkingDays) -> DueRow:
    """Return the due date that the rules give what is re-referred on a day."""
    return worked_out(edition, SECOND_TERM, on, days)


def apply(
    connection: Connection,
    items: pd.DataFrame,
    rulings: Sequence[Ruling],
    edition: Edition,
    days: WorkingDays,
    on: date,
) -> int:
    """Write rulings and open the next round for what is re-referred, in the caller's transaction."""
    rereferrals.decide(connection, items, rulings, on)
    groups: dict[tuple[date | None, int | None], list[int]] = {}
    for each in rulings:
        if each.decision is Decision.RE_REFER:
            groups.setdefault((each.due_on, each.department_id), []).append(each.suggestion_id)
    if not groups:
        return 0
    rule, count = term_of(edition, on, days), 0
    for (due_on, department_id), ids in groups.items():
        row = rule if due_on is None or due_on == rule.due_on else _decided(rule, due_on, on)
        put_due_dates(connection, [row])
        count += rereferrals.open_round(connection, ids, trace_id(connection, row), on, department_id)
    return count


def _decided(rule: DueRow, due_on: date, on: date) -> DueRow:
    """Return a due date that a decision names; where it comes from is told in its explanation."""
    explanation = rules.explain_decided(due_on, on, rule.due_on, rule.explanation)
    changed = {
        "term_name": DECIDED_TERM,
        "due_on": due_on,
        "is_provisional": False,
        "explanation": explanation,
    }
    return DueRow(**{**vars(rule), **changed})


def decide_automatically(folder: OfficeFolder, as_of: date) -> dict[str, int]:
    """Where the profile says so, re-refer what waits, and take it further after the last round; return counts."""
    edition = in_force(folder.rules, as_of)
    if edition.survey.decide != "automatically":
        return {"decided": 0}
    with begin(folder.database) as connection:
        items = waiting(connection, register_office(connection, folder), edition, as_of)
        rulings = [
            ruling(
                int(row["suggestion_id"]),
                Order(_default(row["round"], edition)),
                f"规则：{edition.profile}",
                measure_of(folder, edition),
                {},
            )
            for row in items.to_dict("records")
        ]
        apply(connection, items, rulings, edition, working_days(folder.holidays), as_of)
    return {"decided": len(rulings)}


def _default(of_round: int, edition: Edition) -> Decision:
    return Decision.RE_REFER if of_round < edition.survey.rounds else Decision.ESCALATE
