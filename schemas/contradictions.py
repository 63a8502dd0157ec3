"""What no profile may say: values that are well formed one by one and cannot hold together."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from schemas.edition import CLASS_FIELDS, Edition, SurveyRules
from schemas.inputs import REPLIES
from schemas.outcome_words import RATING_WORDS
from schemas.terms import Span, Start, Term, TermName, Unit, parse_fixed
from schemas.words import Basis, Outcome

_NEEDED = (TermName.REPLY, TermName.LONG_REPLY, TermName.SECOND_REPLY)
# what has to be over before the reply is due
_BEFORE_REPLY = (TermName.CO_HANDLING, TermName.RETURN, TermName.CONTACT_DEPUTY)

# what leaves an item unsatisfied, besides ratings: `unclear`, and what no survey asks
_RE_REFERRED = (
    *(word.value for word in Outcome if word.is_rating),
    Outcome.UNCLEAR.value,
    Basis.PROMISE.value,
    Basis.EMPTY_REPLY.value,
)

Contradiction = tuple[tuple[str, ...], str]


def find_contradictions(edition: Edition) -> Iterator[Contradiction]:
    """Yield (path of the value, what is wrong with it)."""
    yield from _terms(edition.terms)
    yield from _reply(edition)
    yield from _survey(edition)
    if edition.long_reply.granted == "by_consent" and not edition.long_reply.consent_of:
        yield ("long_reply", "consent_of"), "by_consent, but nobody is named whose consent it is"
    days = edition.reminders.days_before
    if min(days, default=1) < 1 or any(first <= second for first, second in pairwise(days)):
        yield (
            ("reminders", "days_before"),
            f"{list(days)}: days before the due date, the most first, each once",
        )
    for report in edition.reporting.reports:
        yield from _fixed(("reporting", "reports"), report.last_day)


def _terms(terms: Mapping[str, Term]) -> Iterator[Contradiction]:
    for name in set(terms) - set(TermName):
        yield ("terms", name), f"unknown term; known: {', '.join(TermName)}"
    for name in set(_NEEDED) - set(terms):
        yield ("terms", name), "this term is needed"
    for name, term in terms.items():
        path = ("terms", name)
        if term.at_most and _shorter(term.at_most, term):
            yield (*path, "at_most"), f"the limit of {_say(term.at_most)} is under the term of {_say(term)}"
        if (term.start is Start.REPLY_DUE) != (name == TermName.EXTENSION):
            yield (*path, "start"), "an extension, and nothing else, starts when the reply is due"
    reply, long_reply = terms.get(TermName.REPLY), terms.get(TermName.LONG_REPLY)
    if reply and long_reply and _shorter(long_reply, reply):
        yield ("terms", "long_reply"), f"{_say(long_reply)} is shorter than the reply term of {_say(reply)}"
    for name in set(_BEFORE_REPLY) & set(terms):
        if reply and _shorter(reply, terms[name]):
            yield ("terms", name), f"{_say(terms[name])} is longer than the reply term of {_say(reply)}"


def _shorter(one: Span, other: Span) -> bool:
    """Whether `one` is shorter whatever the day: of what may be either, nothing is said."""
    if one.value is not None and other.value is not None and one.unit is other.unit:
        return one.value < other.value
    return bool(one.bounds and other.bounds and one.bounds[1] < other.bounds[0])


def _say(span: Span) -> str:
    return f"{span.on}" if span.unit is Unit.FIXED_DATE else f"{span.value} {span.unit}"


def _reply(edition: Edition) -> Iterator[Contradiction]:
    reply = edition.reply
    if not reply.classes:
        yield ("reply", "classes"), "a reply has a class"
    for field in set(reply.mandatory) - set(REPLIES.names):
        yield ("reply", "mandatory"), f"{field} is no field of the reply register"
    by_class: Mapping[str, Mapping[str, object]] = {
        "mandatory_by_class": reply.mandatory_by_class,
        "also_means": reply.also_means,
    }
    for key, table in by_class.items():
        for letter in set(table) - set(reply.classes):
            yield ("reply", key), f"there is no class {letter}; classes: {', '.join(reply.classes)}"
    for letter, fields in reply.mandatory_by_class.items():
        for field in set(fields) - set(REPLIES.names) - set(CLASS_FIELDS):
            yield (
                ("reply", "mandatory_by_class"),
                f"class {letter}: {field} is no field; known: {', '.join(CLASS_FIELDS)}",
            )


def _survey(edition: Edition) -> Iterator[Contradiction]:
    if edition.survey.verdict.startswith("threshold") and edition.survey.threshold_pct is None:
        yield ("survey", "verdict"), f"{edition.survey.verdict} needs a threshold_pct"
    survey = edition.survey
    for outcome in survey.re_refer:
        if outcome not in _RE_REFERRED:
            yield ("survey", "re_refer"), f"{outcome} is no rating; known: {', '.join(_RE_REFERRED)}"
    if survey.threshold_pct and survey.ask != "signers":
        yield ("survey", "threshold_pct"), "a share of the signers, but only the lead deputy is asked"
    yield from _scale(survey)
    if edition.feedback.missing != "not_stated" and survey.base == "items":
        yield ("survey", "base"), "missing forms leave the base, so the base cannot be all items"


def _scale(survey: SurveyRules) -> Iterator[Contradiction]:
    if "result" not in survey.questions:
        yield ("survey", "questions"), "the question about the result makes the verdict and is not asked"
    if len(set(survey.questions)) < len(survey.questions) or len(set(survey.scale)) < len(survey.scale):
        yield ("survey", "questions"), "a question or a word of the scale stands there twice"
    for word in survey.scale:
        if word not in RATING_WORDS:
            yield ("survey", "scale"), f"{word} is no word of a scale; known: {', '.join(RATING_WORDS)}"
    for word in set(survey.scale_means) - set(survey.scale):
        yield ("survey", "scale_means"), f"{word} is not in the scale"


def _fixed(path: tuple[str, ...], text: str | None) -> Iterator[Contradiction]:
    if text is not None:
        try:
            parse_fixed(text)
        except ValueError as error:
            yield path, str(error)
