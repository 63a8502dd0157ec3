"""Dimensions: whom and what the facts are about."""

from typing import Any

from sqlalchemy import Integer, Select, and_, case, cast, extract, select

from schemas.lifecycle import Status
from schemas.words import AliasSource
from warehouse.chinese import chinese_of
from warehouse.mart.view import CYCLE, OFFICE, SESSION, View, words
from warehouse.tables import (
    calendar_day,
    committee,
    committee_duty,
    cycle,
    department,
    department_alias,
    department_name,
    deputy,
    office,
    session,
    signer,
    suggestion,
    suggestion_state,
)
from warehouse.tables.directory import CalendarKind

_KINDS = words(*chinese_of(CalendarKind).items())


def _offices() -> Select[Any]:
    return select(office.c.office_id, office.c.region_code, office.c.name)


def _sessions() -> Select[Any]:
    columns = session.c
    return select(
        columns.session_id, columns.office_id, columns.term, columns.meeting, columns.name, columns.year
    )


def _suggestions() -> Select[Any]:
    lead = and_(signer.c.suggestion_id == suggestion.c.suggestion_id, signer.c.position == 0)
    duty = and_(
        committee_duty.c.office_id == session.c.office_id, committee_duty.c.category == suggestion.c.category
    )
    return (
        select(
            suggestion.c.suggestion_id,
            session.c.office_id,
            session.c.session_id,
            suggestion.c.series,
            suggestion.c.number,
            suggestion.c.title,
            suggestion.c.category,
            suggestion.c.term_kind,
            suggestion.c.is_key,
            suggestion.c.is_confidential,
            suggestion_state.c.status,
            suggestion_state.c.round,
            committee_duty.c.committee_id,
            case((~suggestion.c.is_confidential, signer.c.deputy_id)).label("lead_deputy_id"),
        )
        .select_from(suggestion)
        .join(session, session.c.session_id == suggestion.c.session_id)
        .outerjoin(suggestion_state, suggestion_state.c.suggestion_id == suggestion.c.suggestion_id)
        .outerjoin(signer, lead)
        .outerjoin(committee_duty, duty)
    )


def _deputies() -> Select[Any]:
    columns = deputy.c
    return select(
        columns.deputy_id, columns.office_id, columns.term, columns.name, columns.delegation, columns.unit
    )


def _departments() -> Select[Any]:
    return (
        select(
            department_name.c.department_name_id,
            department_name.c.department_id,
            department.c.office_id,
            department_name.c.name,
            department_name.c.valid_from,
            department_name.c.valid_to,
            department_name.c.valid_to.is_(None).label("is_present"),
            department.c.name.label("present_name"),
            department.c.category,
        )
        .select_from(department_name)
        .join(department, department.c.department_id == department_name.c.department_id)
    )


def _aliases() -> Select[Any]:
    columns = department_alias.c
    return select(columns.office_id, columns.alias, columns.department_id, columns.source, columns.added_on)


def _committees() -> Select[Any]:
    return select(committee.c.committee_id, committee.c.office_id, committee.c.name)


def _cycles() -> Select[Any]:
    return select(
        cycle.c.cycle_id,
        session.c.office_id,
        session.c.session_id,
        cycle.c.round,
        cycle.c.name,
        cycle.c.as_of,
        cycle.c.window_from,
        cycle.c.window_to,
        cycle.c.ask,
        cycle.c.verdict_rule,
        cycle.c.closed_on,
    ).join(session, session.c.session_id == cycle.c.session_id)


def _days() -> Select[Any]:
    day = calendar_day.c.day
    # 星期日 is 0 on both databases
    weekday = cast(extract("dow", day), Integer)
    worked = (CalendarKind.WORKING.value, CalendarKind.MADE_UP.value)
    return select(
        calendar_day.c.office_id,
        day,
        cast(extract("year", day), Integer).label("year"),
        cast(extract("month", day), Integer).label("month"),
        case((weekday == 0, 7), else_=weekday).label("weekday"),
        calendar_day.c.kind,
        calendar_day.c.kind.in_(worked).label("is_working_day"),
        calendar_day.c.holiday,
        calendar_day.c.is_provisional,
    )


DIMENSIONS = (
    View(
        "dim_office",
        "代表工委",
        "one row per office",
        {
            **OFFICE,
            "region_code": ("行政区划代码", "six digits of GB/T 2260"),
            "name": ("名称", "name as printed"),
        },
        _offices,
    ),
    View(
        "dim_session",
        "届次会议",
        "one row per session of a congress",
        {
            "session_id": ("届次会议标识", "key"),
            **OFFICE,
            "term": ("届", "term of the congress"),
            "meeting": ("次", "meeting within the term"),
            "name": ("会议名称", "name as printed"),
            "year": ("年度", "year of the session"),
        },
        _sessions,
    ),
    View(
        "dim_suggestion",
        "代表建议",
        "one row per suggestion, as it stands now",
        {
            "suggestion_id": ("建议标识", "key"),
            **SESSION,
            "series": (
                "建议类型",
                words(("in_session", "大会期间"), ("between_sessions", "闭会期间"), ("motion", "议案转建议")),
            ),
            "number": ("建议编号", "number within session and series, without leading zeros"),
            "title": ("标题", "title"),
            "category": ("类别", "category as registered"),
            "term_kind": ("办理期限种类", "which term of the rule profile it is answered under"),
            "is_key": ("重点督办", "under special supervision"),
            "is_confidential": ("保密", "who signed it is not shown"),
            "status": ("办理状态", words(*chinese_of(Status).items())),
            "round": ("轮次", "present round"),
            "committee_id": ("专门委员会标识", "committee that supervises its category; see dim_committee"),
            "lead_deputy_id": ("领衔代表标识", "see dim_deputy; null when the suggestion is confidential"),
        },
        _suggestions,
    ),
    View(
        "dim_deputy",
        "代表",
        "one row per deputy and term; without telephone numbers",
        {
            "deputy_id": ("代表标识", "key"),
            **OFFICE,
            "term": ("届", "term the deputy was elected to"),
            "name": ("姓名", "name"),
            "delegation": ("代表团", "delegation"),
            "unit": ("工作单位", "where the deputy works"),
        },
        _deputies,
    ),
    View(
        "dim_department",
        "承办单位",
        "one row per department and name over time; facts join by department_name_id, the present names are is_present",
        {
            "department_name_id": ("承办单位名称标识", "key"),
            "department_id": ("承办单位标识", "department, whatever it is called"),
            **OFFICE,
            "name": ("单位全称", "full name in that time"),
            "valid_from": ("启用日期", "day of the directory that brought the name; null: the first known"),
            "valid_to": ("停用日期", "first day of the next name; null: the present one"),
            "is_present": ("现用名称", "the department is called so now"),
            "present_name": ("现用全称", "what the department is called now"),
            "category": ("单位类别", "kind of department, as it is now"),
        },
        _departments,
    ),
    View(
        "dim_department_alias",
        "单位名称对照",
        "one row per full or short name that leads to a department",
        {
            **OFFICE,
            "alias": ("名称", "full and short names alike"),
            "department_id": ("承办单位标识", "department that it leads to"),
            "source": ("来源", words(*chinese_of(AliasSource).items())),
            "added_on": ("核对日期", "day of the review; a directory gives none"),
        },
        _aliases,
    ),
    View(
        "dim_committee",
        "专门委员会",
        "one row per special committee",
        {"committee_id": ("专门委员会标识", "key"), **OFFICE, "name": ("名称", "name as printed")},
        _committees,
    ),
    View(
        "dim_cycle",
        "测评周期",
        "one row per survey",
        {
            **CYCLE,
            **SESSION,
            "round": ("轮次", "round of the suggestions asked about"),
            "name": ("周期名称", "name as printed"),
            "as_of": ("冻结日期", "the sample is frozen as the warehouse stood on this day"),
            "window_from": ("回访起始日", "first day of calling"),
            "window_to": ("回访截止日", "last day of calling"),
            "ask": ("回访对象规则", "who is asked: lead, signers"),
            "verdict_rule": ("结论规则", "how answers make a verdict: lead, worst"),
            "closed_on": ("结束日期", "day on which the verdicts were fixed; null while it is open"),
        },
        _cycles,
    ),
    View(
        "dim_date",
        "日期",
        "one row per office and day of the years that its data touch, with the working calendar",
        {
            **OFFICE,
            "day": ("日期", "day"),
            "year": ("年", "year"),
            "month": ("月", "1 to 12"),
            "weekday": ("星期", "1 = Monday to 7 = Sunday"),
            "kind": ("日期种类", _KINDS),
            "is_working_day": ("工作日", "people are at work: working or made_up"),
            "holiday": ("节假日名称", "holiday that it belongs to, where its name is known"),
            "is_provisional": ("暂定", "holidays of the year are not published yet: weekends rule"),
        },
        _days,
    ),
)
