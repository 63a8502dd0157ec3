"""What waits for a decision and why, what a decision must say, and the round that it opens."""

import shutil
from datetime import date
from importlib.resources import files
from itertools import count

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from flows.demo.centre import open_list
from schemas.outgoing import Outgoing
from schemas.words import Decision
from tasks.asking import ask
from tasks.decision_sheet import list_path
from tasks.letters import issue_letters
from tasks.progress import count_by_status
from tasks.rereferrals import NotAwaiting, NotDecided, awaiting, decide
from tasks.rules.decisions import Order
from tasks.surveys import close_cycle, open_cycle
from tests.digest import digest
from tests.letters import letter_text
from tests.offices import SETTINGS, office_at, run_night, write
from warehouse import tables as t
from warehouse.engine import reading
from warehouse.queries import find_query

_region = count(1)
REPLIED, OPENED, CLOSED, DAY = date(2020, 4, 30), date(2020, 9, 1), date(2020, 9, 30), date(2020, 10, 9)
HEAD = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性,承诺事项,完成时限,责任人\n"
ROW = "{no},{dept},临办〔2020〕{no}号,{on},B,李四,王五,0500-5550001,是,主动公开,{promised}\n"
PROMISED = "修好道路,2020-10-31,赵六"


def _office(path, database=None, settings=SETTINGS):
    folder = office_at(path, database, settings)
    write(folder, "单位.csv", "单位全称,简称\n区住建局,住建局\n区交通局,交通局\n区财政局,财政局\n")
    write(
        folder,
        "代表.csv",
        "姓名,代表团,联系电话\n张三,东团,13800000001\n李一,东团,13800000002\n",
    )
    write(
        folder,
        "建议.csv",
        "建议编号,建议标题,领衔代表,附议代表,主办单位,会办单位,交办日期\n"
        + "".join(f"{no},关于道路的建议{no},张三,李一,区住建局,区财政局,2020-01-17\n" for no in (1, 2, 3)),
    )
    rows = [ROW.format(no=no, dept="区住建局", on="2020-04-01", promised=PROMISED) for no in (1, 2)]
    write(folder, "答复.csv", HEAD + "".join(rows) + "3,区住建局,,2020-04-01,,,,,,,,,\n")
    run_night(folder, REPLIED)
    return folder


@pytest.fixture
def folder(tmp_path):
    return _office(tmp_path / "office")


def survey(folder, opened, closed, outcomes):
    """Ask, and let every deputy say the same of a suggestion; return who was asked about what."""
    plan = open_cycle(folder, opened, (opened, closed), "主任")
    workbook = open_list(folder, plan.path)
    sheet = workbook["名单"]
    column = {cell.value: cell.column for cell in sheet[2]}
    asked = set()
    for row in range(3, sheet.max_row + 1):
        about = sheet.cell(row, column["建议"]).value
        sheet.cell(row, column["回访结果"]).value = outcomes[about[-1]]
        sheet.cell(row, column["不满意原因"]).value = "没有落实" if outcomes[about[-1]] == "不满意" else None
        sheet.cell(row, column["拨打日期"]).value = opened.isoformat()
        asked.add((sheet.cell(row, column["称呼"]).value, about[-1]))
    workbook.save(folder.inbox / f"结果{opened}.xlsx")
    run_night(folder, closed)
    close_cycle(folder, closed)
    return asked


def waits(folder, day=DAY):
    return awaiting(folder, day).set_index("number")


def referrals(folder, number):
    with reading(folder.database) as connection:
        return connection.execute(
            select(
                t.referral.c.round,
                t.department.c.name,
                t.referral.c.role,
                t.referral.c.assigned_on,
                t.referral.c.due_on,
                t.due_trace.c.explanation,
            )
            .join(t.department, t.department.c.department_id == t.referral.c.department_id)
            .join(t.suggestion, t.suggestion.c.suggestion_id == t.referral.c.suggestion_id)
            .outerjoin(t.due_trace, t.due_trace.c.due_trace_id == t.referral.c.due_trace_id)
            .where(t.suggestion.c.number == number)
            .order_by(t.referral.c.round, t.referral.c.referral_id)
        ).all()


def first_round(folder):
    """Everything that was said and found in round 1."""
    of_first = select(t.referral.c.referral_id).where(t.referral.c.round == 1)
    with reading(folder.database) as connection:
        facts = (
            select(t.reply).where(t.reply.c.referral_id.in_(of_first)).order_by(t.reply.c.reply_id),
            select(t.verdict).join(t.cycle).where(t.cycle.c.round == 1).order_by(t.verdict.c.suggestion_id),
            select(t.answer)
            .join(t.call_item)
            .join(t.call)
            .join(t.cycle)
            .where(t.cycle.c.round == 1)
            .order_by(t.answer.c.answer_id),
            select(t.referral.c.department_id, t.referral.c.due_on, t.referral.c.due_trace_id)
            .where(t.referral.c.round == 1)
            .order_by(t.referral.c.referral_id),
        )
        return [connection.execute(fact).all() for fact in facts]


def test_a_second_round_by_another_department_within_a_shorter_term(tmp_path, warehouse_url):
    folder = _office(tmp_path / "office", warehouse_url)
    asked = survey(folder, OPENED, CLOSED, {"1": "不满意", "2": "满意", "3": "满意"})
    item = waits(folder).loc["1"]
    assert (item["basis"], item["grounds"]) == ("verdict", "回访中代表评价为不满意")
    before = first_round(folder)
    order = Order(Decision.RE_REFER, "现场未动工", "年内完成", "交通局", date(2020, 10, 20))
    assert decide(folder, {"1": order}, "财经委", DAY) == 1
    lead, helper, again = referrals(folder, "1")
    assert (lead[1], helper[1]) == ("区住建局", "区财政局")
    assert again[:5] == (2, "区交通局", "lead", DAY, date(2020, 10, 20))
    assert "经审定，应于2020年10月20日前答复，早于按规定计算的2020年11月9日" in again[5]
    (path,) = issue_letters(folder, "主任", DAY)
    text = letter_text(path)
    assert "由区住建局承办并已答复" in text
    assert "请责成区交通局重新办理" in text
    assert "原主办单位：区住建局" in text
    assert "再次交办依据：回访中代表评价为不满意" in text
    assert "请于2020年10月20日前书面答复代表" in text
    # the register of the department that led before is handed in again, and a reply of the new one
    write(folder, "答复一.csv", HEAD + ROW.format(no=1, dept="区住建局", on="2020-04-01", promised=PROMISED))
    write(folder, "答复二.csv", HEAD + ROW.format(no=1, dept="区交通局", on="2020-10-15", promised=",,"))
    run_night(folder, date(2020, 10, 16))
    with reading(folder.database) as connection:
        assert "not_referred" not in connection.scalars(select(t.problem.c.code)).all()
    again = survey(folder, date(2020, 10, 20), date(2020, 10, 31), {"1": "不满意"})
    assert again == {pair for pair in asked if pair[1] == "1"}
    assert first_round(folder) == before
    assert decide(folder, {"1": Order(Decision.ESCALATE)}, "财经委", date(2020, 11, 1)) == 0
    with pytest.raises(NotDecided, match="decided_after_escalation"):
        decide(folder, {"1": Order(Decision.RE_REFER)}, "财经委", date(2020, 11, 2))
    decide(folder, {"1": Order(Decision.CLOSE, "会商后代表理解")}, "财经委", date(2020, 11, 3))
    assert count_by_status(folder) == {"satisfied": 2, "closed": 1}


def test_a_broken_promise_is_re_referred_only_because_somebody_says_so(folder):
    survey(folder, OPENED, CLOSED, {"1": "满意", "2": "满意", "3": "满意"})
    late = date(2020, 11, 2)
    assert waits(folder, late).empty
    with pytest.raises(NotAwaiting):
        decide(folder, {"3": Order(Decision.RE_REFER)}, "主任", late)
    with pytest.raises(NotAwaiting):
        decide(folder, {"1": Order(Decision.RE_REFER)}, "主任", date(2020, 10, 31))
    decide(folder, {"1": Order(Decision.RE_REFER), "2": Order(Decision.CLOSE, "资金未到位")}, "主任", late)
    assert count_by_status(folder) == {"re_referred": 1, "closed": 1, "satisfied": 1}
    text = letter_text(issue_letters(folder, "主任", late)[0])
    assert "经跟踪检查，答复中承诺的事项到期未兑现。" in text
    assert "再次交办依据：区住建局承诺“修好道路”（责任人赵六），时限为2020年10月31日，到期未兑现" in text
    assert "不满意" not in text
    with pytest.raises(NotAwaiting):
        decide(folder, {"2": Order(Decision.RE_REFER)}, "主任", date(2020, 12, 1))
    with reading(folder.database) as connection:
        told = select(t.suggestion_event.c.event, t.suggestion_event.c.round, t.suggestion_event.c.note)
        of_1 = told.where(t.suggestion_event.c.suggestion_id == 1).order_by(t.suggestion_event.c.event_id)
        assert connection.execute(of_1).all()[-2:] == [
            ("promise_broken", 1, "承诺未兑现"),
            ("re_referred", 2, "再次交办"),
        ]


def test_an_empty_reply_waits_where_the_profile_says_so(tmp_path, monkeypatch):
    folder = _profiled(
        tmp_path, monkeypatch, 're_refer = ["dissatisfied", "empty_reply", "broken_promise", "unclear"]'
    )
    listed = waits(folder, REPLIED)
    assert listed["basis"].to_dict() == {"3": "empty_reply"}
    decide(folder, {"3": Order(Decision.RE_REFER)}, "主任", REPLIED)
    assert "答复没有实质内容" in letter_text(issue_letters(folder, "主任", REPLIED)[0])
    survey(folder, OPENED, CLOSED, {"1": "说不清", "2": "满意"})
    assert waits(folder)["basis"].to_dict() == {"1": "verdict"}
    assert waits(folder, date(2020, 11, 2))["basis"].to_dict() == {"1": "verdict", "2": "broken_promise"}
    sheet = load_workbook(_list(folder, date(2020, 11, 2)))["审定表"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert {"回访中代表评价为说不清", "领衔说不清；附议说不清"} <= set(cells[0])
    assert any(
        value == "第1轮：区住建局（临办〔2020〕2号，2020-04-01，B类）；评价满意。" for value in cells[1]
    )


def test_the_sheet_comes_back_with_other_leads_and_terms_and_names_what_cannot_stand(folder):
    survey(folder, OPENED, CLOSED, {"1": "不满意", "2": "不满意", "3": "不满意"})
    head = "建议编号,审定意见,审定人,调研情况,办理要求,改由承办单位,答复时限\n"
    write(
        folder,
        "审定.csv",
        head
        + "1,再次交办,主任,未动工,限期完成,交通局,2020-10-20\n"
        + "2,再次交办,主任,,,,2021-06-30\n"
        + "3,说明后办结,主任,,,,\n",
    )
    run_night(folder, DAY)
    with reading(folder.database) as connection:
        found = select(t.problem.c.code, t.problem.c.field).where(t.problem.c.row_no.is_not(None))
        codes = set(connection.execute(found.where(t.problem.c.level == "reject_row")).all())
        kept = connection.execute(
            select(t.rereferral.c.suggestion_id, t.rereferral.c.due_on, t.rereferral.c.row_no)
        ).all()
    assert codes == {("decided_term_too_long", "due_on"), ("closing_without_reason", "findings")}
    assert kept == [(1, date(2020, 10, 20), 2)]
    assert set(waits(folder).index) == {"2", "3"}
    long = Order(Decision.RE_REFER, due_on=date(2021, 6, 30), is_later_allowed=True)
    decide(folder, {"2": long}, "主任", DAY)
    assert "晚于按规定计算的" in referrals(folder, "2")[-1][5]


@pytest.mark.parametrize(
    ("order", "code"),
    [
        pytest.param(Order(Decision.CLOSE), "closing_without_reason", id="a close without a reason"),
        pytest.param(
            Order(Decision.RE_REFER, department="区水利局"), "unknown_new_lead", id="nobody by that name"
        ),
        pytest.param(Order(Decision.RE_REFER, due_on=DAY), "decided_term_over", id="a term that is over"),
        pytest.param(
            Order(Decision.ESCALATE, department="区交通局"),
            "decision_opens_no_round",
            id="a lead of no round",
        ),
    ],
)
def test_a_decision_that_cannot_stand_writes_nothing(folder, order, code):
    survey(folder, OPENED, CLOSED, {"1": "不满意", "2": "满意", "3": "满意"})
    with pytest.raises(NotDecided, match=code):
        decide(folder, {"1": order}, "主任", DAY)
    assert count_by_status(folder) == {"satisfied": 2, "unsatisfied": 1}


def test_an_office_says_what_follows_where_its_rules_do_not(tmp_path):
    folder = _office(tmp_path / "office", settings={**SETTINGS, "still_unsatisfied": "meeting"})
    survey(folder, OPENED, CLOSED, {"1": "不满意", "2": "满意", "3": "满意"})
    sheet = load_workbook(_list(folder, DAY))["审定表"]
    offered = sheet.data_validations.dataValidation[0].formula1
    assert offered == '"再次交办,说明后办结,提请处理（召集代表和承办单位会商）"'
    decide(folder, {"1": Order(Decision.ESCALATE, "没有开工")}, "主任", DAY)
    (path,) = issue_letters(folder, "主任", DAY, Outgoing.MEETING)
    told = "回访中代表评价为不满意。没有开工。经审定，提请处理，召集代表和承办单位会商。"
    assert told in letter_text(path)
    life = ask(folder, find_query("history"), DAY, {"number": "1"})
    assert life["detail"].str.startswith("提请处理：召集代表和承办单位会商").sum() == 2


def test_what_follows_an_escalation_is_told_in_words(tmp_path, monkeypatch):
    rule = '[edition.second_handling]\nstill_unsatisfied = "expert_assessment"'
    folder = _profiled(tmp_path, monkeypatch, rule)
    decide(folder, {"3": Order(Decision.ESCALATE)}, "主任", REPLIED)
    life = ask(folder, find_query("history"), REPLIED, {"number": "3"})
    assert life["detail"].str.startswith("提请处理：组织专家评估；答复无实质内容").sum() == 1
    decide(folder, {"3": Order(Decision.CLOSE, "评估认为目前不能解决")}, "主任", DAY)
    assert count_by_status(folder) == {"answered": 2, "closed": 1}


AUTOMATIC = 'decide = "automatically"\nre_refer = ["dissatisfied", "empty_reply", "broken_promise"]'


def test_promises_and_empty_replies_are_decided_on_by_the_profile_alone(tmp_path, monkeypatch, warehouse_url):
    folder = _profiled(tmp_path, monkeypatch, AUTOMATIC, warehouse_url)
    # the night that brought the replies found the empty one
    assert count_by_status(folder) == {"answered": 2, "re_referred": 1}
    write(folder, "进展.csv", "建议编号,承办单位,进展日期,是否完成\n2,区住建局,2020-10-30,是\n")
    run_night(folder, date(2020, 10, 31))
    assert count_by_status(folder) == {"answered": 2, "re_referred": 1}
    late = date(2020, 11, 2)
    run_night(folder, late)
    before = digest(folder.database)["rereferral"]
    assert _rulings(folder) == [
        ("3", 1, "empty_reply", "re_refer", f"规则：{folder.office.profile}"),
        ("1", 1, "broken_promise", "re_refer", f"规则：{folder.office.profile}"),
    ]
    assert [row[:2] for row in referrals(folder, "1")][-1] == (2, "区住建局")
    run_night(folder, late)
    assert digest(folder.database)["rereferral"] == before
    # after the last round they are taken further, and nothing decides on them again
    second = ROW.format(no=1, dept="区住建局", on="2020-11-10", promised="修好道路,2020-11-20,赵六")
    write(folder, "再次答复.csv", HEAD + second + "3,区住建局,,2020-11-10,,,,,,,,,\n")
    for day in (date(2020, 11, 11), date(2020, 11, 21), date(2020, 12, 21)):
        run_night(folder, day)
    assert _rulings(folder)[2:] == [
        ("3", 2, "empty_reply", "escalate", f"规则：{folder.office.profile}"),
        ("1", 2, "broken_promise", "escalate", f"规则：{folder.office.profile}"),
    ]
    assert count_by_status(folder) == {"answered": 1, "escalated": 2}


def _rulings(folder):
    with reading(folder.database) as connection:
        made = (
            select(
                t.suggestion.c.number,
                t.rereferral.c.round,
                t.rereferral.c.basis,
                t.rereferral.c.decision,
                t.rereferral.c.decided_by,
            )
            .join(t.rereferral, t.rereferral.c.suggestion_id == t.suggestion.c.suggestion_id)
            .order_by(t.rereferral.c.rereferral_id)
        )
        return [tuple(row) for row in connection.execute(made)]


def _profiled(tmp_path, monkeypatch, rule, database=None):
    """An office whose county has a rule of its own on what is re-referred."""
    # profiles are read once per process: each test has one of its own name
    region = f"临泉区{next(_region)}"
    profiles = tmp_path / "schemas" / "profiles"
    shutil.copytree(str(files("schemas").joinpath("profiles")), profiles)
    (profiles / f"{region}.toml").write_text(
        'inherits = "shandong"\nlevel = "county"\nregion = "临泉区"\n[[edition]]\neffective_from = 2020-01-01\n'
        f'title = "区办法"\nread = "full_text"\nsource = "区人大公报"\n[edition.survey]\n{rule}\n',
        "utf-8",
    )
    monkeypatch.setattr("schemas.profile_file.files", lambda _package: tmp_path / "schemas")
    return _office(tmp_path / "office", database, {**SETTINGS, "profile": region})


def _list(folder, day):
    run_night(folder, day)
    return list_path(folder, day)
