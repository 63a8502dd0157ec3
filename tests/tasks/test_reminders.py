"""Reminders of an office: each tier of a due date once ever, one digest per department and working day."""

from collections import Counter
from datetime import date, timedelta

import pytest
from docx import Document
from openpyxl import load_workbook

from schemas.office import Reminders
from tasks.asking import ask
from tasks.reminders import plan_reminders, remind_nightly, send_reminders
from tasks.writing.letters.page import Page
from tests.digest import digest
from tests.offices import office_at, run_night, write
from warehouse.queries import find_query

DAY = date(2020, 2, 10)
DEPARTMENTS = (
    "单位全称,简称,单位类别,联络员,联系电话,电子邮箱\n"
    "临泉区教育局,教育局,政府部门,,,jyj@lq.example.cn\n临泉区人民法院,法院,审判机关,,,\n"
)
DEPUTIES = "姓名,代表团,单位及职务,联系电话\n王一山,东团,,13800001111\n李二河,西团,,13800002222\n"
# due on 2020-05-06 (2020-05-03 is a holiday) and on 2020-05-10, a weekend: 05-11
REGISTER = (
    "建议编号,建议标题,领衔代表,主办单位,会办单位,交办日期\n"
    "1,关于增设校门口护栏的建议,王一山,临泉区教育局,,2020-02-03\n"
    "2,关于便民诉讼的建议,李二河,临泉区人民法院,临泉区教育局,2020-02-10\n"
)
CHANGES = "建议编号,承办单位,变更事项,变更日期,改派单位,延期至,变更原因,批准人\n"
REPLIES = (
    "建议编号,建议标题,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性\n"
    "1,关于增设校门口护栏的建议,临泉区教育局,临教字〔2020〕1号,{day},A,周南,刘东,0500-5550123,是,主动公开\n"
)


@pytest.fixture
def folder(tmp_path, warehouse_url):
    made = office_at(tmp_path / "office", warehouse_url)
    write(made, "名录.csv", DEPARTMENTS)
    write(made, "名册.csv", DEPUTIES)
    write(made, "台账.csv", REGISTER)
    run_night(made, DAY)
    return made


def planned(folder, today):
    return [
        tuple(row) for row in plan_reminders(folder, today).rows[["number", "tier"]].itertuples(index=False)
    ]


def files(folder):
    return {
        str(path.relative_to(folder.outbox)): path.read_bytes()
        for path in (folder.outbox / "reminders").rglob("*")
        if path.is_file()
    }


def ledger(folder):
    return [dict(row) for row in digest(folder.database)["dispatch"] if dict(row)["what"] == "reminder"]


def test_a_dry_run_lists_what_would_go_out_and_changes_nothing(folder):
    before = digest(folder.database)
    assert planned(folder, date(2020, 4, 3)) == []
    assert planned(folder, date(2020, 4, 7)) == [("1", "before_30")]
    assert planned(folder, date(2020, 5, 6)) == [("1", "today"), ("2", "before_7")]
    assert (digest(folder.database), files(folder)) == (before, {})


def test_from_day_to_day_each_tier_goes_out_once_and_on_working_days_only(folder):
    sent = []
    for day in (date(2020, 4, 1) + timedelta(days=days) for days in (*range(45), *range(120, 140))):
        going = plan_reminders(folder, day).rows
        sent += [(str(day), row.number, row.tier) for row in going.itertuples()]
        send_reminders(folder, "张三", day)
    assert sent == [
        ("2020-04-07", "1", "before_30"),
        ("2020-04-13", "2", "before_30"),
        # seven days before the sixth of May; 05-01 to 05-05 are holidays
        ("2020-04-29", "1", "before_7"),
        ("2020-05-06", "1", "today"),
        ("2020-05-06", "2", "before_7"),
        ("2020-05-07", "1", "overdue"),
        # 05-09 is a Saturday that is worked, 05-10 is not
        ("2020-05-11", "2", "today"),
        ("2020-05-12", "2", "overdue"),
        # six months from the day of referral
        ("2020-08-04", "1", "past_limit"),
        ("2020-08-11", "2", "past_limit"),
    ]
    assert len(ledger(folder)) == len({(day, number) for day, number, _ in sent})


def test_after_weeks_without_a_run_only_the_nearest_tier_goes_out(folder):
    send_reminders(folder, "张三", date(2020, 4, 7))
    assert planned(folder, date(2020, 5, 20)) == [("1", "overdue"), ("2", "overdue")]
    send_reminders(folder, "张三", date(2020, 5, 20))
    assert planned(folder, date(2020, 5, 21)) == []


def test_on_a_day_off_nothing_is_made_and_the_next_working_day_makes_it_up(folder):
    saturday, monday = date(2020, 4, 4), date(2020, 4, 7)
    plan = plan_reminders(folder, date(2020, 4, 6))
    assert (len(plan.rows), plan.waiting, plan.is_working_day) == (0, 1, False)
    assert send_reminders(folder, "张三", saturday) == []
    assert files(folder) == {}
    assert len(send_reminders(folder, "张三", monday)) == 2


def test_the_offices_own_holidays_count(folder):
    folder.holidays.write_text(
        '[[notice]]\npublished = 2020-04-01\ntitle = "停电"\noff = [2020-04-07]\n', "utf-8"
    )
    assert planned(folder, date(2020, 4, 7)) == []
    assert planned(folder, date(2020, 4, 8)) == [("1", "before_30")]


def test_a_due_date_that_moves_is_reminded_of_anew(folder):
    send_reminders(folder, "张三", date(2020, 4, 29))
    write(folder, "变更.csv", CHANGES + "1,临泉区教育局,同意延期,2020-04-29,,2020-06-01,需要论证,王主任\n")
    run_night(folder, date(2020, 4, 29))
    assert planned(folder, date(2020, 5, 6)) == [("1", "before_30"), ("2", "before_7")]


def test_what_stands_still_or_was_answered_is_not_reminded_of(folder):
    write(folder, "变更.csv", CHANGES + "1,临泉区教育局,同意退回,2020-02-20,,,不属职责,王主任\n")
    run_night(folder, date(2020, 4, 20))
    assert planned(folder, date(2020, 5, 7)) == [("2", "before_7")]


def test_an_answer_ends_the_reminders(folder):
    write(folder, "答复.csv", REPLIES.format(day="2020-04-10"))
    run_night(folder, date(2020, 4, 20))
    assert planned(folder, date(2020, 5, 7)) == [("2", "before_7")]


def test_a_second_digest_on_one_day_waits_for_the_next_working_day(folder):
    day = date(2020, 5, 6)
    send_reminders(folder, "张三", day)
    write(
        folder,
        "补.csv",
        REGISTER.splitlines()[0] + "\n3,关于操场开放的建议,王一山,临泉区教育局,,2020-02-12\n",
    )
    run_night(folder, day)
    plan = plan_reminders(folder, day)
    assert (len(plan.rows), plan.waiting) == (0, 1)
    assert planned(folder, date(2020, 5, 7)) == [("1", "overdue"), ("3", "before_7")]


def test_what_goes_out_says_what_is_owed_and_nobodys_telephone(folder):
    written = send_reminders(folder, "张三", date(2020, 5, 7))
    assert [path.name for path in written] == [
        "临泉区教育局_催办函.docx",
        "临泉区教育局_催办清单.xlsx",
        "临泉区人民法院_催办函.docx",
        "临泉区人民法院_催办清单.xlsx",
    ]
    text = "\n".join(line.text for line in Document(written[0]).paragraphs)
    for wanted in (
        "临泉区教育局：",
        "一、已逾期（1件）",
        "第1号《关于增设校门口护栏的建议》",
        "第1轮",
        "王一山",
        "逾期1日",
    ):
        assert wanted in text, wanted
    assert "None" not in text
    # a court is written to directly
    assert "临泉区人民法院：" in [line.text for line in Document(written[2]).paragraphs]
    rows = [[cell.value for cell in row] for row in load_workbook(written[1]).active.iter_rows(min_row=2)]
    assert rows == [
        ["建议编号", "标题", "轮次", "交办日期", "办理期限", "剩余/逾期天数", "级别", "领衔代表"],
        ["1", "关于增设校门口护栏的建议", "第1轮", "2020-02-03", "2020-05-06", "逾期1日", "已逾期", "王一山"],
    ]
    assert not any(b"1380000" in content for content in files(folder).values())


def test_who_signed_off_is_in_the_ledger_once(folder):
    send_reminders(folder, " 张三 ", date(2020, 5, 7))
    before = files(folder)
    assert send_reminders(folder, "李四", date(2020, 5, 7)) == []
    rows = ledger(folder)
    assert Counter((row["confirmed_by"], row["dispatched_on"]) for row in rows) == {("张三", "2020-05-07"): 2}
    assert files(folder) == before


def test_the_office_can_replace_the_template(folder):
    page = Page()
    page.body("请{{ department }}办理{{ count }}件")
    (folder.templates / "催办函.docx").write_bytes(page.saved())
    letter = send_reminders(folder, "张三", date(2020, 5, 7))[0]
    assert [line.text for line in Document(letter).paragraphs] == ["请临泉区教育局办理1件"]


def test_a_night_only_counts_unless_somebody_signed_that_off(folder):
    day = date(2020, 5, 7)
    assert run_night(folder, day)["reminders"] == {"due": 2}
    assert files(folder) == {}
    signed = folder.model_copy(update={"reminders": Reminders(send_nightly_as="张三")})
    assert remind_nightly(signed, day) == {"files written": 4}
    assert {row["confirmed_by"] for row in ledger(folder)} == {"张三"}
    assert remind_nightly(signed, day) == {"files written": 0}


def test_names_that_no_file_system_takes_are_written_otherwise(tmp_path, warehouse_url):
    made = office_at(tmp_path / "office", warehouse_url)
    long = "临泉区" + "很" * 90 + "长的局"
    write(made, "名录.csv", f"单位全称,简称\n甲*乙?局,\n{long},\n")
    write(made, "名册.csv", DEPUTIES)
    header = REGISTER.splitlines()[0]
    write(
        made, "台账.csv", f"{header}\n1,护栏,王一山,甲*乙?局,,2020-02-03\n2,噪声,王一山,{long},,2020-02-03\n"
    )
    run_night(made, DAY)
    names = [path.name for path in send_reminders(made, "张三", date(2020, 5, 7))]
    assert {"甲＊乙？局_催办函.docx", "甲＊乙？局_催办清单.xlsx"} < set(names)
    assert len(set(names)) == 4
    assert all(len(name.encode()) < 255 for name in names)


@pytest.mark.parametrize(
    ("written", "kept", "problems"),
    [("jyj@lq.example.cn", "jyj@lq.example.cn", set()), ("不知道", None, {"bad_address"})],
)
def test_the_address_of_a_department(folder, written, kept, problems):
    from tasks.problems import open_problems

    write(folder, "新名录.csv", f"单位全称,简称,邮箱\n临泉区人民法院,法院,{written}\n")
    run_night(folder, DAY)
    rows = {dict(row)["name"]: dict(row)["email"] for row in digest(folder.database)["department"]}
    assert rows["临泉区人民法院"] == str(kept)
    assert rows["临泉区教育局"] == "jyj@lq.example.cn"
    found = open_problems(folder)
    assert set(found["code"]) == problems
    assert not any(written in text for text in found["text"])


def test_a_directory_without_addresses_leaves_those_that_are_known(folder):
    write(folder, "新名录.csv", "单位全称,简称\n临泉区教育局,教体局\n")
    run_night(folder, DAY)
    rows = {dict(row)["name"]: dict(row)["email"] for row in digest(folder.database)["department"]}
    assert rows["临泉区教育局"] == "jyj@lq.example.cn"


PROMISES = (
    REPLIES.splitlines()[0]
    + ",承诺事项,完成时限,责任人\n"
    + "1,关于增设校门口护栏的建议,临泉区教育局,临教字〔2020〕1号,2020-04-10,B,周南,刘东,0500-5550123,是,主动公开,"
    "装好护栏。,{day},周南\n"
)
REPORT = "建议编号,承办单位,进展日期,进展情况,是否完成\n1,临泉区教育局,2020-06-20,已完工,是\n"


def _promise(folder, day="2020-06-30", name="答复.csv", on=date(2020, 4, 20)):
    write(folder, name, PROMISES.format(day=day))
    run_night(folder, on)


def test_a_promise_is_reminded_of_once_per_tier_until_its_day_and_never_after(folder):
    _promise(folder)
    sent = []
    for day in (date(2020, 5, 20) + timedelta(days=days) for days in range(60)):
        sent += [
            (str(day), row.tier) for row in plan_reminders(folder, day).rows.itertuples() if row.number == "1"
        ]
        send_reminders(folder, "张三", day)
    # 30 days before is a Sunday; 06-23 and 06-29 are working days
    assert sent == [
        ("2020-06-01", "promise_30"),
        ("2020-06-23", "promise_7"),
        ("2020-06-29", "promise_1"),
        ("2020-06-30", "promise_today"),
    ]


def test_the_digest_says_what_was_promised_in_words_and_a_sheet_of_its_own(folder):
    _promise(folder)
    letter, listed = send_reminders(folder, "张三", date(2020, 6, 23))[:2]
    text = "\n".join(line.text for line in Document(letter).paragraphs)
    assert "尚未收到答复" not in text
    assert "承诺的下列1项事项，期限临近" in text
    assert "一、承诺7日内到期（1件）" in text
    assert "领衔代表王一山，承诺“装好护栏”（责任人周南），完成时限2020年6月30日，剩余7日。" in text
    book = load_workbook(listed)
    assert book.sheetnames == ["承诺清单"]
    assert [cell.value for cell in book.active[3]][3:] == [
        "装好护栏。",
        "周南",
        "2020-06-30",
        "剩余7日",
        "承诺7日内到期",
    ]


def test_a_promise_kept_moved_or_taken_back_with_its_suggestion_is_not_reminded_of(folder):
    day = date(2020, 6, 23)
    _promise(folder)
    assert ("1", "promise_7") in planned(folder, day)
    _promise(folder, "2020-07-25", "更正.csv", date(2020, 4, 21))
    assert planned(folder, day) == [("2", "overdue")]
    assert ("1", "promise_30") in planned(folder, date(2020, 6, 28))
    write(folder, "进展.csv", REPORT)
    run_night(folder, day)
    assert planned(folder, date(2020, 6, 28)) == [("2", "overdue")]


def test_the_life_of_a_suggestion_tells_of_it_in_words(folder):
    _promise(folder)
    for day in (date(2020, 6, 23), date(2020, 6, 30)):
        send_reminders(folder, "张三", day)
    life = ask(folder, find_query("history"), date(2020, 7, 1), {"number": "1"})
    assert life.loc[life["what"] == "催办", "detail"].tolist() == ["承诺7日内到期", "承诺今日到期"]


def test_what_is_owed_and_what_was_promised_stand_in_one_digest(folder):
    header = REGISTER.splitlines()[0]
    write(folder, "补.csv", f"{header}\n3,关于操场开放的建议,王一山,临泉区教育局,,2020-03-23\n")
    _promise(folder)
    letter, listed = send_reminders(folder, "张三", date(2020, 6, 23))[:2]
    text = "\n".join(line.text for line in Document(letter).paragraphs)
    assert "下列1件建议由你单位承办" in text
    assert text.index("一、今日到期（1件）") < text.index("二、承诺7日内到期（1件）")
    assert load_workbook(listed).sheetnames == ["催办清单", "承诺清单"]
