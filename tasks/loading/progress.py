"""Reports of progress (承诺进展表): each is kept with its day; a promise is kept when the newest says so."""

from schemas.words import BatchStatus, Role
from tasks.loading.judging import keep_aside, usable_rows
from tasks.loading.outcome import Loading, Outcome, hold_or_pass
from tasks.loading.problems import Entry, entries
from warehouse import batches, clocks, promises


def load_progress(loading: Loading) -> Outcome:
    """Load one sheet of reports; a row about something the department does not handle is set aside."""
    table, tally = usable_rows(loading)
    sound = hold_or_pass(loading, tally)
    rows = table.to_pylist()
    standings = clocks.standings(loading.connection, loading.scope, [row["number"] for row in rows])
    numbers = {number for number, _ in standings}
    found: list[Entry] = []
    good = {}
    for row in rows:
        standing = standings.get((row["number"], row["main_dept"]))
        if standing is None or standing.role is Role.CO_HANDLER:
            code = "not_referred" if row["number"] in numbers else "unknown_suggestion"
            found.append((row["row_id"], row["sheet"], row["row_no"], code, "number", row["number"]))
            continue
        # of two rows about one day the last counts
        good[standing.referral_id, row["reported_on"]] = {
            "referral_id": standing.referral_id,
            "reported_on": row["reported_on"],
            "text": row["progress"],
            "is_done": row["is_done"],
            "new_class": row["new_class"],
            "row_no": row["row_no"],
        }
    new = promises.put_progress(loading.connection, loading.batch_id, list(good.values())) if sound else 0
    aside = keep_aside(loading, table, found)
    batches.add_row_problems(loading.connection, loading.batch_id, entries(found))
    batches.add_file_problems(loading.connection, loading.batch_id, list(loading.table.file_problems))
    status = BatchStatus.LOADED if sound else BatchStatus.HELD
    return Outcome(status, tally.row_count, tally.set_aside_count + aside, new)
