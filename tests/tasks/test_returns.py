"""What goes back to the senders, from file to list: Chinese, complete, without a telephone number, once."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from schemas.office import read_office
from tasks.asking import ask
from tasks.deadlines import due_dates
from tasks.problems import open_problems
from tasks.surveys import open_cycle
from tests.digest import digest
from tests.offices import SAMPLES, drop, office_at, run_night, write
from tests.reading.files import HEADERS, REPLY, csv_text
from warehouse.engine import open_engine
from warehouse.queries import find_query

DAY = date(2020, 8, 31)
PHONE = "13800009876"
DEPARTMENTS = "单位全称,简称,联络员,联系电话\n区教育和体育局,区教体局,王芳,0500-5550123\n"
DEPUTIES = "姓名,代表团,联系电话\n张三,东团,13800001234\n"
REGISTER = (
    "建议编号,建议标题,领衔代表,代表团,主办单位,交办日期,办理期限\n"
    "17,关于增设充电桩的建议,张三,东团,区教体局,2020-01-17,三个月\n18,关于校门交通的建议,张三,东团,区教体局,2020-01-17,三个月\n"
    "19,关于操场开放的建议,张三,东团,区教体局,2020-01-17,三个月\n"
)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """An office with one department, one deputy and three suggestions."""
    made = office_at(tmp_path_factory.mktemp("template") / "office")
    write(made, "单位.csv", DEPARTMENTS)
    write(made, "代表.csv", DEPUTIES)
    write(made, "台账.csv", REGISTER)
    run_night(made, date(2020, 1, 20))
    open_engine(made.database).dispose()
    return made.path


@pytest.fixture
def folder(template, tmp_path):
    """A copy of that office."""
    return read_office(Path(shutil.copytree(template, tmp_path / "office")))


def returned(folder) -> dict[str, list[list[object]]]:
    """Return the rows of every list that went back, by the name of the file it is about."""
    found = {}
    for path in sorted((folder.outbox / "returns").glob("*_问题清单.xlsx")):
        sheet = load_workbook(path).active
        name = path.name.split("_", 1)[1].removesuffix("_问题清单.xlsx")
        found[name] = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    return found


def register(folder, name: str, *rows: list[str], extra: str = "") -> None:
    write(folder, name, csv_text([HEADERS, *rows]) + extra)


def test_nothing_goes_back_where_nothing_is_wrong(folder):
    register(folder, "教体.csv", [*REPLY[:3], "", *REPLY[4:]])
    run_night(folder, DAY)
    assert returned(folder) == {}


def test_each_problem_has_its_place_its_text_and_how_to_mend_it(folder):
    bad = ["18", *REPLY[1:5], "2020-09-31", "E", "", *REPLY[8:]]
    register(folder, "教体.csv", REPLY, bad, ["19", *REPLY[1:9], "138", *REPLY[10:]])
    run_night(folder, DAY)
    header, *rows = returned(folder)["教体"]
    assert header == ["工作表", "行号", "列", "填写的内容", "错误信息", "怎么改"]
    found = {(row[1], row[2]): row[3:] for row in rows if row[1]}
    assert found[3, "答复日期"] == [
        "2020-09-31",
        "【本行未采用】“答复日期”的日期“2020-09-31”不存在",
        "请填写真实存在的日期，例如 2020-09-30",
    ]
    assert found[3, "办理结果"][1] == "【提醒】办理结果“E”不是规定的类别"
    assert found[3, "签发人"][1] == "【提醒】签发人没有填写"
    assert found[4, "联系电话"] == [None, "【提醒】联系电话位数不对", "请填写完整的手机号，或区号加座机号"]


def test_what_goes_back_is_chinese(folder):
    # every way a row can be wrong at once, in a file with columns that are not ours
    bad = [
        ["", *REPLY[1:]],
        ["十七", *REPLY[1:]],
        ["99", *REPLY[1:]],
        ["18", *REPLY[1:2], "区外局", *REPLY[3:]],
    ]
    text = csv_text(
        [[*HEADERS, "代表满意度", "身份证号", "经费"], *[[*row, "满意", "3", "4"] for row in [*bad, REPLY]]]
    )
    write(folder, "教体.csv", text)
    write(folder, "单位二.csv", "单位全称,简称\n,区教\n区水利局,\n区财政局,\n")
    write(
        folder,
        "台账二.csv",
        REGISTER.replace("17,", "20,").replace("2020-01-17,三个月\n18", "2020-13-17,三个月\n18"),
    )
    run_night(folder, DAY)
    lists = returned(folder)
    assert set(lists) == {"教体", "单位二", "台账二"}
    for rows in lists.values():
        for row in rows[1:]:
            for cell in (row[2], row[4], row[5]):
                assert not re.search(
                    r"[A-Za-z]{2,}|None|\{", str(cell or "").replace(".xlsx", "").replace("csv", "")
                ), row


def test_a_field_is_named_as_the_senders_own_file_names_it(folder):
    write(folder, "单位二.csv", "单位全称,简称\n,区教\n区水利局,\n区财政局,\n")
    run_night(folder, DAY)
    (row,) = [row for row in returned(folder)["单位二"][1:] if row[1]]
    assert row[2] == "单位全称"
    assert row[4] == "【本行未采用】“单位全称”没有填写，这一行无法使用"


@pytest.mark.parametrize("place", ["phone", "ragged row", "set aside row"])
def test_no_telephone_number_goes_back_or_is_listed(folder, place):
    row = [*REPLY[:9], f"{PHONE}1" if place == "phone" else PHONE, *REPLY[10:]]
    if place == "ragged row":
        row = row[:10]
    if place == "set aside row":
        row[0] = "99"
    register(folder, "教体.csv", ["18", *REPLY[1:]], row)
    run_night(folder, DAY)
    lists = returned(folder)
    assert "教体" in lists
    assert PHONE not in str(lists)
    assert PHONE not in open_problems(folder).to_csv()


def test_a_list_goes_back_once(folder):
    register(folder, "教体.csv", ["99", *REPLY[1:]], REPLY)
    run_night(folder, DAY)
    left = sorted((folder.outbox / "returns").iterdir())
    assert {path.name.split("_", 1)[1] for path in left} == {
        "教体_问题清单.xlsx",
        "教体_已标注.xlsx",
        "问题汇总.xlsx",
    }
    for path in left:
        path.unlink()
    run_night(folder, DAY)
    assert list((folder.outbox / "returns").iterdir()) == []


def test_the_open_problems_are_listed_in_chinese(folder):
    write(folder, "单位二.csv", "单位全称,简称\n,区教\n区水利局,\n区财政局,\n")
    register(folder, "教体.csv", ["18", *REPLY[1:5], "2020-09-31", *REPLY[6:]], REPLY)
    run_night(folder, DAY)
    rows = open_problems(folder)
    assert len(rows) >= 2
    for text in [*rows["text"], *rows["mend"]]:
        assert not re.search(r"[A-Za-z]{2,}|\{", text), text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("单位", "单位全称,简称\n区水利局,水利\n区财政局\n", id="departments"),
        pytest.param("代表", "姓名,代表团,联系电话\n李四,西团,13800001235\n王五,西团\n", id="deputies"),
        pytest.param(
            "台账", REGISTER.replace("\n18,", "\n28,").replace("19,", "29,") + "30,断了\n", id="suggestions"
        ),
        pytest.param("教体", csv_text([HEADERS, REPLY]) + "18,断了\n", id="replies"),
    ],
)
def test_a_row_of_another_width_is_set_aside_with_a_problem_in_every_kind_of_file(folder, name, text):
    write(folder, f"{name}二.csv", text)
    run_night(folder, DAY)
    assert "ragged_row" in set(open_problems(folder)["code"])


def test_a_register_without_a_column_for_the_term_has_the_ordinary_one(tmp_path):
    folder = office_at(tmp_path / "office")
    write(folder, "单位.csv", DEPARTMENTS)
    write(folder, "代表.csv", DEPUTIES)
    write(folder, "台账.csv", REGISTER.replace(",办理期限", "").replace(",三个月", ""))
    run_night(folder, date(2020, 1, 20))
    assert set(due_dates(folder)["due_on"]) == {date(2020, 4, 17)}


def test_rows_of_the_same_number_on_two_sheets_keep_their_own_problems(tmp_path, warehouse_url):
    folder = office_at(tmp_path / "office", warehouse_url)
    drop(folder, SAMPLES / "1-register")
    run_night(folder, date(2020, 4, 30))
    workbook = Workbook()
    head = [
        "建议编号",
        "承办单位",
        "答复文号",
        "答复日期",
        "办理结果",
        "签发人",
        "联系人",
        "联系电话",
        "是否面商",
        "公开属性",
    ]
    owed = [row for row in due_dates(folder).to_dict("records") if row["round"] == 1][:2]
    for place, row in enumerate(owed):
        sheet = workbook.create_sheet(f"表{place}")
        sheet.append(head)
        signatory = "" if place else "李强"
        values = [
            "临住建提〔2020〕1号",
            "2020-03-03",
            "A",
            signatory,
            "王芳",
            "0500-5550001",
            "是",
            "主动公开",
        ]
        sheet.append([row["number"], row["department"], *values])
    workbook.save(folder.inbox / "两张表.xlsx")
    run_night(folder, date(2020, 5, 1))
    incomplete = ask(folder, find_query("incomplete"), date(2020, 5, 1)).to_dict("records")
    assert [(row["number"], row["code"]) for row in incomplete] == [(owed[1]["number"], "missing_signatory")]


def test_a_reply_that_comes_while_its_survey_is_out_is_kept_and_flagged(tmp_path, warehouse_url):
    folder = office_at(tmp_path / "office", warehouse_url)
    drop(folder, SAMPLES / "1-register", SAMPLES / "2-replies-by-april")
    run_night(folder, date(2020, 8, 31))
    open_cycle(folder, date(2020, 9, 1), (date(2020, 9, 1), date(2020, 9, 30)), "主任")
    before = digest(folder.database)
    drop(folder, SAMPLES / "3-replies-by-august")
    run_night(folder, date(2020, 9, 10))
    after = digest(folder.database)
    assert len(after["reply"]) > len(before["reply"])
    assert after["call_item"] == before["call_item"]
    assert "reply_during_survey" in {dict(row)["code"] for row in after["problem"]}


def test_the_senders_own_workbook_comes_back_marked_and_is_still_a_register(tmp_path):
    folder = office_at(tmp_path / "office")
    drop(folder, SAMPLES / "1-register")
    run_night(folder, date(2020, 4, 30))
    owed = [row for row in due_dates(folder).to_dict("records") if row["round"] == 1][:2]
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "答复"
    sheet.append(["区某局答复登记表"])
    head = [
        "建议编号",
        "承办单位",
        "文号",
        "答复日期",
        "办理结果",
        "签发人",
        "联系人",
        "联系电话",
        "是否面商",
        "公开属性",
    ]
    sheet.append(head)
    for row, day in zip(owed, ("2020-02-30", "2020-03-03"), strict=True):
        sheet.append(
            [
                row["number"],
                row["department"],
                "临提〔2020〕1号",
                day,
                "A",
                "",
                "王芳",
                "0500-5550001",
                "是",
                "主动公开",
            ]
        )
    sheet["B3"].number_format = "@"
    workbook.save(folder.inbox / "登记表.xlsx")
    run_night(folder, date(2020, 5, 1))
    (marked,) = (folder.outbox / "returns").glob("*登记表_已标注.xlsx")
    returned = load_workbook(marked)
    assert returned.sheetnames == ["问题清单", "答复"]
    theirs = returned["答复"]
    assert [cell.value for cell in theirs[3]][:10] == [cell.value or None for cell in sheet[3]]
    assert theirs["D3"].comment.text.startswith("【本行未采用】")
    assert theirs["D3"].fill.fgColor.rgb.endswith("FFC7CE")
    assert theirs["F4"].comment is not None
    assert [cell.value for cell in theirs[2]][10:] == ["错误信息", "怎么改"]
    assert "不存在" in theirs["K3"].value
    # mended in the returned file itself and dropped in again: earlier marks go, what is still wrong is marked anew
    theirs["D3"].value, theirs["F3"].value = "2020-03-02", "李强"
    returned.save(folder.inbox / "登记表（改）.xlsx")
    run_night(folder, date(2020, 5, 2))
    batches = ask(folder, find_query("batches"), date(2020, 5, 2)).to_dict("records")
    assert [(row["kind"], row["status"], row["set_aside_count"], row["new_count"]) for row in batches][
        -1
    ] == ("答复登记表", "已入库", 0, 1)
    assert list((folder.outbox / "returns").glob("*（改）_已标注.xlsx")) == []


def test_a_file_that_turns_out_unreadable_half_way_leaves_nothing_of_its_first_half(tmp_path, warehouse_url):
    folder = office_at(tmp_path / "office", warehouse_url)
    drop(folder, SAMPLES / "1-register")
    run_night(folder, date(2020, 4, 30))
    before = digest(folder.database)
    owed = due_dates(folder).to_dict("records")[0]
    good = f"{owed['number']},{owed['department']},2020-03-03"
    endless = f'{owed["number"]},"{"长" * 700_000}\n{"长" * 700_000}",2020-03-03'
    write(folder, "登记表.csv", "\n".join(["建议编号,承办单位,答复日期", *[good] * 20_000, endless]))
    run_night(folder, date(2020, 5, 1))
    after = digest(folder.database)
    assert after["reply"] == before["reply"]
    batch = next(dict(row) for row in after["batch"] if dict(row)["file_name"] == "登记表.csv")
    assert batch["status"] in ("refused", "held")
