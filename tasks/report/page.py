"""The leaders' page: one HTML file that needs nothing but itself, on a screen, a telephone or paper."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from tasks.report.charts import Timeline, draw_timeline
from tasks.report.decisions import decision_tables
from tasks.report.figures import Answers, freshness, funnels, key_figures
from tasks.report.ledger import Ledger
from tasks.report.ranking import FEWEST
from tasks.report.tables import committees_table, departments_table, key_table, rounds_table
from tasks.report.visits import visit_tables
from tasks.rules.dates import chinese_day
from tasks.rules.figures.printing import USUAL, Printing

# what the page is made of; all are asked together, so that its figures add up
QUERIES = (
    "key-figures",
    "on-time-rate",
    "satisfaction-by-round",
    "satisfaction-final",
    "status",
    "reply-timeline",
    "department-rounds",
    "committee-figures",
    "call-outcomes",
    "overdue",
    "due-soon",
    "unsatisfied",
    "promises-broken",
    "problems",
    "batches",
    "ledger",
    "handling",
    "letters",
    "opinions-by-quarter",
    "consultations",
    "consultation-list",
    "satisfaction-by-series",
    "history",
    "opinions",
)
_WIDE, _NARROW = (880, 270), (350, 230)


@dataclass(frozen=True)
class Heading:
    """Whose page it is, of which day, and how rates of satisfaction are printed."""

    office: str
    session: str
    as_of: date
    printing: Printing = USUAL


def render_page(heading: Heading, answers: Answers, ledger: Ledger) -> str:
    """Return the page. `answers`: the answers to QUERIES; `ledger`: made of them."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["chinese_day"] = chinese_day
    style, script = _part("page.css"), _part("page.js")
    charts = [_timeline(answers, heading.as_of, *size) for size in (_WIDE, _NARROW)]
    return environment.from_string(_part("page.html.j2")).render(
        heading=heading,
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        # the browser runs these two and nothing else, wherever it came from
        style_hash=_hash(style),
        script_hash=_hash(script),
        figures=key_figures(answers, heading.printing),
        states=answers["status"].to_dict("records"),
        decisions=decision_tables(answers, ledger, heading.as_of),
        timelines={"wide": charts[0], "narrow": charts[1]} if charts[0] else {},
        departments=departments_table(answers["department-rounds"], FEWEST, heading.printing),
        fewest=FEWEST,
        rounds=rounds_table(answers["department-rounds"]),
        committees=committees_table(answers["committee-figures"], heading.printing),
        key=key_table(ledger),
        funnels=funnels(answers["call-outcomes"]),
        visits=visit_tables(answers, heading.printing),
        fresh=freshness(answers),
    )


def _timeline(answers: Answers, as_of: date, width: int, height: int) -> Timeline | None:
    days = answers["reply-timeline"]
    return draw_timeline(days[days["round"] == 1], as_of, width, height)


def _part(name: str) -> str:
    return files("tasks.report").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
