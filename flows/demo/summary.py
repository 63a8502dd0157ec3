"""What the sample year came to: every figure is asked of the warehouse, none is known before."""

from collections.abc import Iterator
from datetime import date

from schemas.office import OfficeFolder
from tasks.asking import ask
from tasks.problems import open_problems
from tasks.rules.satisfaction import Share
from warehouse.queries import find_query


def summary(folder: OfficeFolder, as_of: date) -> Iterator[tuple[str, str]]:
    """Yield pairs of what and how much."""
    departments = ask(folder, find_query("by-department"), as_of)
    yield "suggestions", str(ask(folder, find_query("status"), as_of)["suggestions"].sum())
    yield (
        "replies owed, in, on time, late, undated",
        " / ".join(
            str(departments[name].sum()) for name in ("lead", "replied", "on_time", "late", "undated")
        ),
    )
    yield "late by how much", _late(folder, as_of)
    yield "replies lacking something", str(departments["incomplete"].sum())
    yield "open problems", str(len(open_problems(folder)))
    for row in ask(folder, find_query("call-outcomes"), as_of).to_dict("records"):
        yield f"calls, {row['cycle']}", f"{row['with_phone']} deputies called, {row['complete']} complete"
    for row in ask(folder, find_query("satisfaction"), as_of).to_dict("records"):
        yield f"satisfied or mostly satisfied, {row['cycle']}", _share(row["numerator"], row["items"])
    final = ask(folder, find_query("satisfaction-final"), as_of).to_dict("records")[0]
    yield "satisfied or mostly satisfied in the end", _share(final["numerator"], final["base"])
    for row in ask(folder, find_query("unsatisfied"), as_of).to_dict("records"):
        yield f"unsatisfied, No. {row['number']}", f"{row['cycle']}: {row['reason']} → {row['decision']}"
    yield from _ends(folder, as_of)
    yield from _visits(folder, as_of)


def _ends(folder: OfficeFolder, as_of: date) -> Iterator[tuple[str, str]]:
    """Yield what was decided, in order, on what more handling did not make good."""
    unsatisfied = ask(folder, find_query("unsatisfied"), as_of)
    for number in unsatisfied["number"][unsatisfied["number"].duplicated()].unique():
        life = ask(folder, find_query("history"), as_of, {"number": number})
        for row in life[life["what"] == "审定"].to_dict("records"):
            yield f"decided on No. {number}, round {row['round']}", f"{row['happened_on']} {row['detail']}"


def _visits(folder: OfficeFolder, as_of: date) -> Iterator[tuple[str, str]]:
    quarters = ask(folder, find_query("opinions-by-quarter"), as_of)
    if quarters.empty:
        return
    whole = quarters.to_dict("records")[-1]
    yield "opinions of visits", str(whole["collected"])
    yield "of them on the consultation list", _share(whole["listed"], whole["collected"])
    yield "consultation meetings", str(len(ask(folder, find_query("consultations"), as_of)))


def _late(folder: OfficeFolder, as_of: date) -> str:
    late = ask(folder, find_query("late"), as_of)
    return "、".join(f"No. {row.number}: {row.days_late} d" for row in late.itertuples())


def _share(numerator: int, denominator: int) -> str:
    share = Share(int(numerator), int(denominator))
    return f"{share.percent(1)} % ({share})"
