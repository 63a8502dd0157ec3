"""What a right pipeline finds in the sample year, counted from the model and never from the files."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from tests.sample_year.replies import PROBLEMS, REFUSED, SELF_RATING
from tests.sample_year.work import CORRECTING
from tests.sample_year.world import (
    COMMITTEES,
    DELEGATION_NAMES,
    REGION_CODE,
    SESSION,
    Answer,
    Department,
    Deputy,
    Duty,
    Suggestion,
)

# the words of the answer book in the codes of schemas.words.Outcome; no word: no usable telephone
_OUTCOME = {
    "满意": "satisfied",
    "基本满意": "mostly_satisfied",
    "不满意": "dissatisfied",
    "未接通": "unreached",
    "拒访": "refused",
    "空号": "invalid_number",
    "停机": "invalid_number",
    "已卸任": "left_office",
    "": "no_usable_phone",
}


def expected(
    departments: list[Department],
    people: list[Deputy],
    made: list[Suggestion],
    duties: list[Duty],
    said: list[Answer],
    set_aside: list[dict[str, str | int]],
) -> dict[str, Any]:
    """Return the whole of expected.json."""
    return {
        "session": SESSION,
        "region_code": REGION_CODE,
        "totals": _totals(departments, people, made, duties),
        "due_dates": {
            "suggestions": _counts(s.due_on.isoformat() for s in made),
            "duties": _counts(d.suggestion.due_on.isoformat() for d in duties),
        },
        "key": [s.number for s in made if s.is_key],
        "six_months": [s.number for s in made if s.months == 6],
        "separate": {str(s.number): [d.name for d in s.departments] for s in made if len(s.departments) > 1},
        "by_category": _counts(s.category for s in made),
        "by_committee": {
            name: sum(s.category in categories for s in made) for name, categories in COMMITTEES.items()
        },
        "by_class": _counts(d.result_class or "none" for d in duties),
        "by_department": {d.name: _of_department(d, made, duties, said) for d in departments},
        **_replies(duties),
        "input_problems": {
            "refused": REFUSED,
            "set_aside": set_aside,
            "set_aside_department": PROBLEMS,
            "self_rating_department": SELF_RATING,
            "corrected": _corrected(duties),
        },
        "telephones": _telephones(people, made),
        "survey": _survey(made, said),
    }


def _counts(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _totals(
    departments: list[Department], people: list[Deputy], made: list[Suggestion], duties: list[Duty]
) -> dict[str, int]:
    return {
        "departments": len(departments),
        "committees": len(COMMITTEES),
        "delegations": len(DELEGATION_NAMES),
        "deputies": len(people),
        "suggestions": len(made),
        "duties": len(duties),
        "with_co_handlers": sum(bool(s.co_departments) for s in made),
        "co_handler_entries": sum(len(s.co_departments) for s in made),
        "co_signer_entries": sum(len(s.co_signers) for s in made),
        "duties_by_april": sum(d.is_early_file for d in duties),
        "duties_by_august": sum(not d.is_early_file for d in duties),
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {"number": duty.suggestion.number, "department": duty.department.name}


def _replies(duties: list[Duty]) -> dict[str, Any]:
    late = [d for d in duties if d.days_late]
    dated = [d for d in duties if d.reply_date]
    return {
        "late": [{**_duty(d), "reply_date": str(d.reply_date), "days_late": d.days_late} for d in late],
        "in_time": len(dated) - len(late),
        "undated": [_duty(d) for d in duties if d.reply_date is None],
        "incomplete": [
            {**_duty(d), "field": d.problem.split("_", 1)[1], "problem": d.problem}
            for d in duties
            if d.problem
        ],
        "not_met": [_duty(d) for d in duties if not d.has_met],
    }


def _corrected(duties: list[Duty]) -> list[dict[str, Any]]:
    return [
        {**_duty(d), "field": field, "first": first}
        for short in CORRECTING
        for d in duties
        if d.department.short == short
        for field, first in d.first_version.items()
    ]


def _of_department(
    department: Department, made: list[Suggestion], duties: list[Duty], said: list[Answer]
) -> dict[str, int]:
    own = [d for d in duties if d.department == department]
    verdicts = Counter(_verdicts(said, 1)[d.suggestion.number] for d in own)
    return {
        "duties": len(own),
        "co_handling": sum(department in s.co_departments for s in made),
        "late": sum(bool(d.days_late) for d in own),
        "incomplete": sum(bool(d.problem) for d in own),
        **{word: verdicts[word] for word in ("satisfied", "mostly_satisfied", "dissatisfied")},
    }


def _verdicts(said: list[Answer], turn: int) -> dict[int, str]:
    """Return the lead deputy's word on each suggestion of a round."""
    return {
        a.suggestion.number: _OUTCOME[a.outcome]
        for a in said
        if a.round == turn and a.deputy == a.suggestion.lead
    }


def _telephones(people: list[Deputy], made: list[Suggestion]) -> dict[str, Any]:
    signers = {d for s in made for d in s.signers}
    numbers = Counter(d.phone for d in people if d.phone)
    names = Counter(d.name for d in people)

    def lines(chosen: Iterable[Deputy]) -> list[dict[str, Any]]:
        return [
            {"name": d.name, "delegation": d.delegation, "cell": d.cell, "signs": d in signers}
            for d in chosen
        ]

    return {
        "without_usable_phone": lines(d for d in people if d.phone is None),
        "landline_only": lines(d for d in people if d.phone and not d.has_mobile),
        "one_number_two_deputies": lines(d for d in people if d.phone and numbers[d.phone] > 1),
        "one_name_two_delegations": lines(d for d in people if names[d.name] > 1),
    }


def _survey(made: list[Suggestion], said: list[Answer]) -> dict[str, Any]:
    signers = {d for s in made for d in s.signers}
    callable_signers = {d for d in signers if d.phone}
    first, second = _verdicts(said, 1), _verdicts(said, 2)
    counts = Counter(first.values())
    content = counts["satisfied"] + counts["mostly_satisfied"]
    mended = sum(word != "dissatisfied" for word in second.values())
    return {
        "different_leads": len({s.lead for s in made}),
        "signers": len(signers),
        "signers_without_usable_phone": len(signers) - len(callable_signers),
        "calls": len(callable_signers),
        "different_numbers": len({d.phone for d in callable_signers}),
        "pairs": sum(len(s.signers) for s in made),
        "pairs_with_usable_phone": sum(bool(d.phone) for s in made for d in s.signers),
        "satisfaction": {word: counts[word] for word in ("satisfied", "mostly_satisfied", "dissatisfied")},
        "share": _share(content, len(made)),
        "dissatisfied": [number for number, word in first.items() if word == "dissatisfied"],
        "all_answers": _counts(_OUTCOME[a.outcome] for a in said if a.round == 1),
        "second_round": {
            "pairs": sum(a.round == 2 for a in said),
            "calls": len({a.deputy for a in said if a.round == 2 and a.deputy.phone}),
            "verdicts": {str(number): word for number, word in second.items()},
            "still_dissatisfied": [number for number, word in second.items() if word == "dissatisfied"],
            "satisfied_or_mostly": content + mended,
            "share": _share(content + mended, len(made)),
        },
    }


def _share(part: int, whole: int) -> str:
    """Return the share in per cent with one decimal, rounded half up."""
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"
