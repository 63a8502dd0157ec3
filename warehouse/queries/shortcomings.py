"""What replies lack: the open problems of a reply's own row in its file that say a cell is empty or cannot be used."""

from sqlalchemy import ColumnElement, Subquery, and_, select

from schemas.problems import Level
from warehouse.tables import problem, reply
from warehouse.tables.intake import ProblemStatus

_SHORTCOMINGS = (
    "bad_phone",
    "phone_precision_lost",
    "bad_doc_no",
    "unknown_class",
    "unknown_publicity",
    "unreadable_yes_no",
)


def is_in_its_row() -> ColumnElement[bool]:
    """Return whether a `problem` stands in the row that a `reply` came from."""
    return and_(
        problem.c.batch_id == reply.c.batch_id,
        problem.c.sheet == reply.c.sheet,
        problem.c.row_no == reply.c.row_no,
    )


def is_shortcoming() -> ColumnElement[bool]:
    """Return whether a `problem` is something that the reply in its row lacks, and still open."""
    lacking = problem.c.code.startswith("missing_", autoescape=True) | problem.c.code.in_(_SHORTCOMINGS)
    return and_(problem.c.status == ProblemStatus.OPEN, problem.c.level == Level.WARN, lacking)


def shortcomings() -> Subquery:
    """Return what every reply lacks: reply_id, referral_id, code, field."""
    # distinct, so that SQLite begins with the problems, which are few, and not with all replies
    return (
        select(reply.c.reply_id, reply.c.referral_id, problem.c.problem_id, problem.c.code, problem.c.field)
        .join(problem, is_in_its_row())
        .where(is_shortcoming())
        .distinct()
        .subquery("shortcomings")
    )
