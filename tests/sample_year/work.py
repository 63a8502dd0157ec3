"""The invented work: 120 suggestions, the 124 replies owed on them, and what their signers say."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import cycle
from random import Random
from typing import Any

from tests.sample_year.people import FORCED_CO_SIGNERS, SILENT
from tests.sample_year.world import (
    APRIL_CUT,
    PLACES,
    Answer,
    Department,
    Deputy,
    Duty,
    Suggestion,
    working_days,
)

SUGGESTIONS, CO_SIGNER_ENTRIES, DIFFERENT_LEADS = 120, 300, 97
_LONG_TERM, _KEY, _CO_HANDLED = 10, 6, 60
# first lead department -> the one that answers beside it
_SEPARATE = {
    "区住建局": "区卫健局",
    "区教体局": "临泉公安分局",
    "区农业农村局": "区水利局",
    "区交通局": "临泉自然资源分局",
}
CORRECTING = ("区卫健局", "区综合执法局")
"""Departments that send their register of April again in August, so all their replies are of April."""
_DISSATISFIED_WITH = ("区住建局", "区交通局")
_REASONS = ("答复只写了“积极争取资金”，没有说哪一年动工", "承办单位没有到现场看过，答复内容与实际情况不符")
_CO_SIGNER_REASONS = ("只收到书面答复，没有当面沟通", "问题拖了两年仍未解决", "答复没有针对第二条建议")
_SECOND_REASON = "重新答复后仍未列入今年计划，没有完成时间"


def suggestions(departments: list[Department], people: list[Deputy], rnd: Random) -> list[Suggestion]:
    """Return the 120 suggestions in the order of their numbers."""
    works = [(department, title) for department in departments for title in _titles(department, rnd)]
    rnd.shuffle(works)
    second = _second_departments(works, departments)
    big = [i for i, (d, _) in enumerate(works) if d.leads >= 4 and d.short not in CORRECTING]
    long_term = set(rnd.sample([i for i in big if i not in second], _LONG_TERM))
    key = set(rnd.sample(range(SUGGESTIONS), _KEY))
    co_handled = set(rnd.sample(range(SUGGESTIONS), _CO_HANDLED))
    leads = _leads(people, rnd)
    co_signers = _co_signers(people, leads, rnd)
    made = []
    for i, (department, title) in enumerate(works):
        main = (department, second[i]) if i in second else (department,)
        others = [other for other in departments if other not in main and other.kind == "政府部门"]
        co_departments = tuple(rnd.sample(others, rnd.choice((1, 1, 2)))) if i in co_handled else ()
        months = 6 if i in long_term else 3
        made.append(Suggestion(i + 1, title, main, co_departments, leads[i], co_signers[i], months, i in key))
    return made


def _titles(department: Department, rnd: Random) -> list[str]:
    places = rnd.sample(PLACES, department.leads)
    return [
        f"关于{topic.format(place)}的建议"
        for place, topic in zip(places, cycle(department.topics), strict=False)
    ]


def _second_departments(
    works: Sequence[tuple[Department, str]], departments: list[Department]
) -> dict[int, Department]:
    by_short = {department.short: department for department in departments}
    first = {short: next(i for i, (d, _) in enumerate(works) if d.short == short) for short in _SEPARATE}
    return {first[short]: by_short[other] for short, other in _SEPARATE.items()}


def _leads(people: list[Deputy], rnd: Random) -> list[Deputy]:
    """Draw the lead deputies: all have a mobile, some lead two, one shares his name with another deputy."""
    named_twice = people[FORCED_CO_SIGNERS[8]]
    able = [d for d in people if d.has_mobile and d.roster_no - 1 not in FORCED_CO_SIGNERS]
    different = [named_twice, *rnd.sample(able, DIFFERENT_LEADS - 1)]
    drawn = different + rnd.sample(different, SUGGESTIONS - DIFFERENT_LEADS)
    rnd.shuffle(drawn)
    return drawn


def _co_signers(people: list[Deputy], leads: list[Deputy], rnd: Random) -> list[tuple[Deputy, ...]]:
    counts = [rnd.randint(0, 5) for _ in leads]
    while sum(counts) != CO_SIGNER_ENTRIES:
        i, step = rnd.randrange(len(counts)), 1 if sum(counts) < CO_SIGNER_ENTRIES else -1
        counts[i] = min(6, max(0, counts[i] + step))
    forced = [people[i] for i in FORCED_CO_SIGNERS]
    pool = [deputy for deputy in people if deputy.roster_no - 1 not in SILENT]
    drawn = []
    for lead, count in zip(leads, counts, strict=True):
        # a name that two delegations have is kept apart from itself within one suggestion
        first = [forced.pop(0)] if count and forced and forced[0].name != lead.name else []
        taken = {lead.name, *(deputy.name for deputy in first)}
        drawn.append((*first, *rnd.sample([d for d in pool if d.name not in taken], count - len(first))))
    if forced:
        raise ValueError("not every odd case signs something")
    return drawn


def duties(made: Iterable[Suggestion], rnd: Random) -> list[Duty]:
    """Return the 124 replies that are owed, as finally given, with the few that are late or have a gap."""
    serials: Counter[str] = Counter()
    owed = []
    for suggestion in made:
        for department in suggestion.departments:
            serials[department.name] += rnd.choice((1, 2))
            owed.append(_duty(suggestion, department, serials[department.name], rnd))
    _make_late(owed, rnd)
    _make_gaps(owed)
    _make_corrections(owed)
    return owed


def _duty(suggestion: Suggestion, department: Department, serial: int, rnd: Random) -> Duty:
    first = date(2020, 2, 19) if suggestion.months == 3 else date(2020, 5, 11)
    return Duty(
        suggestion,
        department,
        serial,
        rnd.choice(working_days(first, suggestion.due_on)),
        rnd.choices("ABCD", (60, 45, 15, 4))[0],
        department.signatory,
        department.phone,
        publicity=rnd.choices(("主动公开", "依申请公开", "不予公开"), (8, 2, 1))[0],
    )


def _make_late(owed: list[Duty], rnd: Random) -> None:
    """Make six replies late and two arrive on the very last day."""
    able = [duty for duty in owed if duty.department.leads >= 5 and duty.department.short not in CORRECTING]
    short = rnd.sample([duty for duty in able if duty.suggestion.months == 3], 6)
    long = rnd.sample([duty for duty in able if duty.suggestion.months == 6], 2)
    days = [APRIL_CUT, APRIL_CUT, date(2020, 5, 7), date(2020, 5, 29), date(2020, 7, 1), date(2020, 4, 17)]
    for duty, day in zip(short + long, [*days, date(2020, 8, 12), date(2020, 7, 17)], strict=True):
        duty.reply_date = day


def _make_gaps(owed: list[Duty]) -> None:
    """Leave one cell wrong in eight rows of eight departments; three others did not meet the deputy."""
    in_time = [d for d in owed if not d.days_late and d.suggestion.months == 3]
    plain = [d for d in in_time if d.department.short not in CORRECTING]
    by_department: dict[str, Duty] = {}
    for duty in plain:
        by_department.setdefault(duty.department.name, duty)
    gaps: tuple[dict[str, Any], ...] = (
        {"signatory": "", "problem": "missing_signatory"},
        {"has_doc_no": False, "problem": "missing_doc_no"},
        {"result_class": "", "problem": "missing_result_class"},
        {"phone": "", "problem": "missing_phone"},
        {"phone": "0500-55512", "problem": "bad_phone"},
        {"publicity": "", "problem": "missing_publicity"},
        {"signatory": "", "problem": "missing_signatory"},
        {"reply_date": None, "problem": "missing_reply_date"},
    )
    for duty, gap in zip(list(by_department.values())[::2], gaps, strict=False):
        for name, value in gap.items():
            setattr(duty, name, value)
    for duty in [duty for duty in plain if not duty.problem][7:100:35]:
        duty.has_met = False


def _make_corrections(owed: list[Duty]) -> None:
    """Note which cells of two registers were wrong in April; the duty itself keeps the corrected value."""
    health, enforcement = ([d for d in owed if d.department.short == short] for short in CORRECTING)
    health[0].first_version = {"signatory": ""}
    health[2].first_version = {"doc_no": ""}
    enforcement[1].first_version = {"reply_date": APRIL_CUT.isoformat()}
    enforcement[3].first_version = {"result_class": ""}


def answers(made: list[Suggestion], rnd: Random) -> list[Answer]:
    """Return what every signer says in both rounds, in the order of the suggestions."""
    bad = _dissatisfied(made)
    mostly = set(rnd.sample([s.number for s in made if s.number not in bad], 20))
    states = _states(made, rnd)
    days = working_days(date(2020, 9, 1), date(2020, 9, 25))
    called = {deputy: rnd.choice(days) for s in made for deputy in s.signers}
    first = []
    for suggestion in made:
        word = "基本满意" if suggestion.number in mostly else "满意"
        for deputy in suggestion.signers:
            reason = ""
            if deputy is not suggestion.lead:
                outcome = states.get(deputy) or rnd.choices(("满意", "基本满意"), (7, 3))[0]
            elif suggestion.number in bad:
                outcome, reason = "不满意", bad[suggestion.number]
            else:
                outcome = word
            first.append(Answer(1, suggestion, deputy, outcome, reason, called[deputy]))
    _make_co_signers_dissatisfied(first, set(bad))
    return [_if_called(answer) for answer in first + _second_round(made, list(bad), states)]


def _if_called(answer: Answer) -> Answer:
    """Return the answer, or an empty one for a deputy whom nobody can call."""
    return answer if answer.deputy.phone else Answer(answer.round, answer.suggestion, answer.deputy, "")


def _dissatisfied(made: list[Suggestion]) -> dict[int, str]:
    alone = [s for s in made if len(s.departments) == 1 and len(s.co_signers) >= 2]
    chosen = [next(s for s in alone if s.departments[0].short == short) for short in _DISSATISFIED_WITH]
    return {s.number: reason for s, reason in zip(chosen, _REASONS, strict=True)}


def _states(made: list[Suggestion], rnd: Random) -> dict[Deputy, str]:
    """Draw the co-signers who are not reached; deputies who lead anything all answer."""
    leads = {s.lead for s in made}
    able = {d for s in made for d in s.co_signers if d.has_mobile and d not in leads}
    ordered = sorted(able, key=lambda deputy: deputy.roster_no)
    words = ["未接通"] * 6 + ["拒访"] * 3 + ["空号"] * 2 + ["停机"] * 2 + ["已卸任"] * 2
    return dict(zip(rnd.sample(ordered, len(words)), words, strict=True))


def _make_co_signers_dissatisfied(first: list[Answer], bad: set[int]) -> None:
    """Turn five co-signers' answers to 不满意 on suggestions that their lead deputies are satisfied with."""
    places = [
        i
        for i, answer in enumerate(first)
        if answer.deputy is not answer.suggestion.lead
        and answer.suggestion.number not in bad
        and answer.deputy.phone
        and answer.outcome in ("满意", "基本满意")
    ]
    for turn, i in enumerate(places[20::45][:5]):
        old = first[i]
        reason = _CO_SIGNER_REASONS[turn % len(_CO_SIGNER_REASONS)]
        first[i] = Answer(1, old.suggestion, old.deputy, "不满意", reason, old.called_on)


def _second_round(made: list[Suggestion], bad: list[int], states: dict[Deputy, str]) -> list[Answer]:
    said = []
    for turn, number in enumerate(bad):
        suggestion, day = made[number - 1], (date(2020, 11, 2), date(2020, 11, 3))[turn]
        outcome, reason = (("满意", ""), ("不满意", _SECOND_REASON))[turn]
        for deputy in suggestion.signers:
            is_lead = deputy is suggestion.lead
            word = outcome if is_lead else states.get(deputy) or "基本满意"
            said.append(Answer(2, suggestion, deputy, word, reason if is_lead else "", day))
    return said
