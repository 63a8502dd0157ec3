"""What was said on a day can be said again, whatever came later; and the counters agree with what they count all the while."""

import json
import random
from datetime import date

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner

from flows.cli import app, commands  # noqa: F401
from flows.demo.centre import read_answer_book
from schemas.lifecycle import MOVES, Event
from schemas.words import Decision
from tasks.asking import ask, reported
from tasks.questions import find_question
from tasks.reporting import write_report
from tasks.verifying import rebuild, verify
from tests.founding import decide, survey
from tests.offices import SAMPLES, drop, run_night, write
from tests.warehouse.builder import put
from warehouse import surveys, tables
from warehouse.engine import begin, reading
from warehouse.known import NotKept, as_known
from warehouse.offices import Scope
from warehouse.queries import find_query, query_names
from warehouse.queries.parameters import bind
from warehouse.report_figures import REPORTED

CHANGES = "建议编号,承办单位,变更事项,变更日期,改派单位,延期至,变更原因,批准人\n"
REPLIES = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性\n"
# their tables change without a trace of when
NOT_KEPT = {
    *("batches", "batch-outcomes", "by-department", "data-freshness", "incomplete", "letters"),
    *("problems", "problems-by-department", "promises-broken", "promises-due", "history"),
    *("consultations", "consultation-list", "opinions", "opinions-by-quarter"),
}


def test_what_cannot_be_told_of_the_past_is_refused_by_name(warehouse_url):
    with reading(warehouse_url) as connection:
        refused = set()
        for name in query_names():
            query = find_query(name)
            statement = query.statement(Scope(1, 1, 17), date(2020, 5, 1), **bind(query.parameters))
            try:
                connection.execute(as_known(connection, statement, date(2020, 5, 1)))
            except NotKept:
                refused.add(name)
    assert refused == NOT_KEPT


def test_an_event_leads_to_one_status_whatever_was_before():
    for event in Event:
        assert len({following for (_, happened), following in MOVES.items() if happened is event}) == 1


def _said(folder, day, known_on=None):
    names = sorted(set(query_names()) - NOT_KEPT)
    answers = {name: ask(folder, find_query(name), day, known_on=known_on) for name in names}
    return {name: answer.to_json(orient="records", date_format="iso") for name, answer in answers.items()}


def _handlers(folder):
    """Return who is to answer what: (number, department), in order."""
    found = ask(folder, find_query("handling"), date(2020, 4, 30))
    return found[found["role"] != "会办"][["number", "department"]].values.tolist()


def _through_the_year(folder, seen):
    """Let a year pass from April on; `seen` is told each day on which something was said."""

    def night(day):
        run_night(folder, day)
        seen(day)

    seen(date(2020, 4, 30))
    (one, first), (two, second), (_, third) = _handlers(folder)[:3]
    open_one = ask(folder, find_query("overdue"), date(2020, 4, 30)).iloc[0]
    late, owing = open_one["number"], open_one["department"]
    write(
        folder,
        "更正.csv",
        f"{REPLIES}{one},{first},更正文号〔2020〕9号,2020-04-29,D,张三,李四,5550001,否,主动公开\n",
    )
    extended = f"{late},{owing},同意延期,2020-05-06,,2020-07-31,需要立项,李主任\n"
    write(folder, "变更一.csv", CHANGES + extended)
    night(date(2020, 5, 12))
    write(folder, "变更二.csv", f"{CHANGES}{late},{owing},中止,2020-05-13,,,等待规划,李主任\n")
    night(date(2020, 5, 20))
    write(folder, "变更三.csv", f"{CHANGES}{late},{owing},恢复,2020-05-25,,,规划已定,李主任\n")
    night(date(2020, 5, 27))
    write(folder, "变更四.csv", f"{CHANGES}{late},{owing},改派,2020-05-28,{third},,职责划转,李主任\n")
    write(folder, "变更五.csv", f"{CHANGES}{two},{second},撤回,2020-06-01,,,代表要求,李主任\n")
    night(date(2020, 6, 8))
    drop(folder, SAMPLES / "3-replies-by-august")
    night(date(2020, 8, 31))
    book = read_answer_book(SAMPLES / "answers.csv", SAMPLES / "1-register" / "建议交办台账.xlsx", 1)
    survey(folder, book, date(2020, 9, 1), date(2020, 9, 29))
    night(date(2020, 9, 30))
    decide(folder, Decision.RE_REFER, date(2020, 10, 9))
    night(date(2020, 10, 10))
    drop(folder, SAMPLES / "4-second-replies")
    night(date(2020, 10, 31))
    _correct_an_answer(folder, date(2020, 11, 3))
    seen(date(2020, 11, 3))


def _correct_an_answer(folder, day):
    with begin(folder.database) as connection:
        cycle_id = connection.scalar(select(tables.cycle.c.cycle_id))
        answer, item = tables.answer, tables.call_item
        of_item = answer.c.call_item_id == item.c.call_item_id
        row = connection.execute(
            select(item.c.call_item_id, answer.c.batch_id)
            .join(answer, of_item)
            .where(answer.c.outcome == "satisfied")
        ).first()
        frame = surveys.answers_of_cycle(connection, cycle_id).head(1)
        frame = frame.assign(
            call_item_id=row[0],
            row_no=1,
            outcome="refused",
            word=None,
            reason=None,
            called_on=day,
            attempts=2,
        )
        assert surveys.put_answers(connection, row[1], frame, day) == 1


def test_every_figure_of_every_day_can_be_had_again(prepared_office):
    folder = prepared_office(_april)
    said = {}

    def seen(day):
        assert verify(folder).empty, day
        said[day] = _said(folder, day)

    _through_the_year(folder, seen)
    changed = 0
    for day, answers in said.items():
        again = _said(folder, day, known_on=day)
        assert {name for name in answers if again[name] != answers[name]} == set(), day
        now = ask(folder, find_query("handling"), day).to_json(orient="records", date_format="iso")
        changed += now != answers["handling"]
    # the year did change what is known of each earlier day
    assert changed >= len(said) - 2


def _april(folder):
    drop(folder, SAMPLES / "1-register", SAMPLES / "2-replies-by-april")
    run_night(folder, date(2020, 4, 30))


def test_what_was_handed_back_waits_for_its_new_department(prepared_office):
    folder, said = prepared_office(_april), {}
    number, owing = ask(folder, find_query("overdue"), date(2020, 4, 30))[["number", "department"]].iloc[0]
    other = next(name for one, name in _handlers(folder) if one != number and name != owing)
    for on, change in (("2020-05-06", "同意退回,{},"), ("2020-05-20", "改派,{}," + other)):
        row = f"{number},{owing},{change.format(on)},,职责不符,李主任\n"
        write(folder, f"变更{on}.csv", CHANGES + row)
        day = date.fromisoformat(on)
        run_night(folder, day)
        said[day] = _said(folder, day)
    for day, answers in said.items():
        again = _said(folder, day, known_on=day)
        assert {name for name in answers if again[name] != answers[name]} == set(), day
    assert json.loads(said[date(2020, 5, 6)]["overdue"]) != json.loads(said[date(2020, 5, 20)]["overdue"])


def test_what_a_report_said_is_kept_and_is_what_was_known(prepared_office):
    folder, day = prepared_office(_april), date(2020, 4, 30)
    write_report(folder, day)
    before = {name: reported(folder, name, day) for name in REPORTED}
    drop(folder, SAMPLES / "3-replies-by-august")
    run_night(folder, date(2020, 8, 31))
    assert not ask(folder, find_query("key-figures"), day).equals(before["key-figures"])
    for name, figures in before.items():
        assert reported(folder, name, day).to_json() == figures.to_json()
        known = ask(folder, find_question(name), day, known_on=day)
        assert known.to_json(orient="records") == figures.to_json(orient="records"), name
    asked = ["query", "key-figures", "--office", str(folder.path), "--format", "json"]
    environment = {"DUBAN_DATABASE_URL": folder.database}
    shown = [
        json.loads(CliRunner().invoke(app, [*asked, option, "2020-04-30"], env=environment).stdout)
        for option in ("--as-known-on", "--as-reported-on")
    ]
    assert shown[0] == shown[1] == before["key-figures"].to_dict("records")
    with pytest.raises(LookupError, match="reports kept: 2020-04-30"):
        reported(folder, "key-figures", date(2020, 5, 1))
    with pytest.raises(LookupError, match="they keep committee-figures"):
        reported(folder, "overdue", day)


def test_a_counter_that_is_wrong_is_named_and_put_right(prepared_office):
    folder = prepared_office(_april)
    assert verify(folder).empty
    counter = tables.referral_counter
    with begin(folder.database) as connection:
        cell = connection.execute(select(counter).order_by(*counter.primary_key).limit(1)).mappings().one()
        mine = [counter.c[column.name] == cell[column.name] for column in counter.primary_key]
        connection.execute(update(counter).where(*mine).values(referrals=counter.c.referrals + 7))
        connection.execute(tables.status_counter.delete())
    found = verify(folder)
    assert set(found["counter"]) == {"referral_counter", "status_counter"}
    wrong = found[found["counter"] == "referral_counter"].to_dict("records")
    assert [(row["kept"], row["counted"]) for row in wrong] == [(cell["referrals"] + 7, cell["referrals"])]
    assert f"due_month {cell['due_month']}" in wrong[0]["cell"]
    told = ["verify", "--office", str(folder.path)]
    ran = CliRunner().invoke(app, told, env={"DUBAN_DATABASE_URL": folder.database})
    assert ran.exit_code == 1
    rebuild(folder)
    assert verify(folder).empty
    ran = CliRunner().invoke(app, told, env={"DUBAN_DATABASE_URL": folder.database})
    assert (ran.exit_code, ran.stdout) == (0, "the counters agree with what they count\n")


def test_a_row_that_strayed_and_a_cell_of_nought_are_found_and_put_right(prepared_office):
    folder = prepared_office(_april)
    reply, counter = tables.final_reply, tables.referral_counter
    with begin(folder.database) as connection:
        other = put(connection, tables.office, region_code="370399", name="邻区代表工委")
        of_other = {"office_id": other, "term": 17, "meeting": 4, "name": "四次会议", "year": 2020}
        elsewhere = put(connection, tables.session, **of_other)
        first = reply.c.referral_id == connection.scalar(select(reply.c.referral_id).limit(1))
        connection.execute(update(reply).where(first).values(session_id=elsewhere))
        cell = connection.execute(select(counter).limit(1)).mappings().one()
        put(connection, counter, **{**cell, "round": 8, "referrals": 0})
    assert set(verify(folder)["counter"]) == {"final_reply", "referral_counter"}
    rebuild(folder)
    assert verify(folder).empty


def test_what_is_wrongly_open_wrongly_not_and_open_until_another_day_is_found_and_put_right(prepared_office):
    folder, waits = prepared_office(_april), tables.open_referral
    overdue = ask(folder, find_query("overdue"), date(2020, 9, 1))
    assert len(overdue) > 2
    with begin(folder.database) as connection:
        gone, moved, *_ = connection.scalars(select(waits.c.referral_id).order_by(waits.c.referral_id))
        connection.execute(waits.delete().where(waits.c.referral_id == gone))
        connection.execute(update(waits).where(waits.c.referral_id == moved).values(due_on=date(2030, 1, 1)))
        answered = connection.execute(
            select(tables.final_reply).where(tables.final_reply.c.is_owed).limit(1)
        ).one()
        row = {"referral_id": answered.referral_id, "suggestion_id": answered.suggestion_id}
        connection.execute(waits.insert().values(**row, due_on=date(2020, 1, 1)))
    found = verify(folder)
    assert set(found["counter"]) == {"open_referral"}
    said = {row["cell"]: (row["kept"], row["counted"]) for row in found.to_dict("records")}
    assert said == {
        f"referral_id {gone}": (0, 1),
        f"referral_id {moved}": (1, 1),
        f"referral_id {answered.referral_id}": (1, 0),
    }
    rebuild(folder)
    assert verify(folder).empty
    assert ask(folder, find_query("overdue"), date(2020, 9, 1)).equals(overdue)


def test_counters_are_right_after_whatever_nights(prepared_office):
    folder, chance = prepared_office(_april), random.Random(1)
    handled = _handlers(folder)
    departments = sorted({department for _, department in handled})
    for step in range(6):
        day = date(2020, 5, 10 + step)
        replies, changes = [], []
        for number, department in chance.sample(handled, 5):
            on = chance.choice(["", "2020-04-20", "2020-05-08"])
            given = chance.choice(["A", "B", "C", "D", ""])
            replies.append(
                f"{number},{department},文〔2020〕{step}号,{on},{given},张三,李四,5550001,是,主动公开\n"
            )
        for number, department in chance.sample(handled, 4):
            change = chance.choice(["同意延期", "改派", "撤回", "中止", "恢复", "签收"])
            to = chance.choice(departments) if change == "改派" else ""
            until = "2020-07-31" if change == "同意延期" else ""
            changes.append(f"{number},{department},{change},2020-05-08,{to},{until},原因,李主任\n")
        write(folder, f"答复{step}.csv", REPLIES + "".join(replies))
        write(folder, f"变更{step}.csv", CHANGES + "".join(changes))
        run_night(folder, day)
        assert verify(folder).empty, step
