"""Every line of the catalogue of sheets, each with a file of its own making."""

from datetime import date

import pytest
from openpyxl import Workbook
from xlwt import Workbook as OldWorkbook

from flows.inspection import inspect_sheet
from tasks.reading.blocks import Hidden
from tasks.reading.sheets import read_sheets
from tests.reading.files import ods, xls, xlsx

REGISTER = ["建议编号", "建议标题", "领衔代表", "主办单位"]
A = [17, "关于增设路灯的建议", "张三", "区住建局"]
B = [18, "关于修桥的建议", "李四、王五", "区交通局"]


def book(path, sheets, merges=(), hidden_columns=(), hidden_rows=(), hidden_sheets=(), filtered=None):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append([cell if cell != "" else None for cell in row])
        if name in hidden_sheets:
            sheet.sheet_state = "hidden"
    first = workbook.worksheets[0]
    for merge in merges:
        first.merge_cells(merge)
    for letter in hidden_columns:
        first.column_dimensions[letter].hidden = True
    for row in hidden_rows:
        first.row_dimensions[row].hidden = True
    if filtered:
        first.auto_filter.ref = filtered
        first.auto_filter.add_filter_column(0, ["17"])
    workbook.save(path)
    return path


def look(path):
    found = inspect_sheet(path)
    assert found is not None
    return found


def read(tmp_path, rows, **options):
    return look(book(tmp_path / "a.xlsx", {"表": rows}, **options))


def column(found, name):
    return [row[name] for row in found["rows"]]


@pytest.mark.parametrize("above", [0, 1, 7, 20])
def test_the_header_stands_anywhere_in_the_first_rows(tmp_path, above):
    found = read(tmp_path, [*[["说明文字"]] * above, REGISTER, A, B])
    assert [(row["row"], row["number"]) for row in found["rows"]] == [(above + 2, "17"), (above + 3, "18")]


def test_two_levels_of_header_with_merged_cells(tmp_path):
    top = ["序号", "建议编号", "提建议人", None, "建议标题", "办理单位", None]
    below = [None, None, "单位", "姓名", None, "主办", "会办"]
    data = [1, 5, "某厂", "张三", "关于路灯的建议", "区住建局", "区财政局"]
    merges = ["A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:G1"]
    row = read(tmp_path, [top, below, data], merges=merges)["rows"][0]
    assert (row["number"], row["deputies"], row["main_dept"], row["co_depts"]) == (
        "5",
        ["张三"],
        "区住建局",
        ["区财政局"],
    )


def test_a_second_row_that_only_explains_the_first_belongs_to_the_header(tmp_path):
    top = ["建议编号", "提建议人", None, "建议标题", "主办单位"]
    found = read(tmp_path, [top, [None, "单位", "姓名"], [5, "某厂", "张三", "关于路灯的建议", "区住建局"]])
    assert column(found, "deputies") == [["张三"]]
    assert found["rejected"] == []


def test_two_levels_of_header_in_a_csv_without_any_merge(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "案号,案由,办理单位,,时限,\n,,主办,协办,交办,答复\n7,关于水的建议,区水务局,区财政局,2024-03-01,2024-06-01\n",
        "utf-8",
    )
    row = look(path)["rows"][0]
    assert (str(row["assigned_date"]), str(row["due_date"])) == ("2024-03-01", "2024-06-01")
    assert (row["main_dept"], row["co_depts"]) == ("区水务局", ["区财政局"])


def test_a_merged_cell_holds_for_all_its_rows_and_an_empty_one_for_none(tmp_path):
    rows = [REGISTER, A, [18, "二", "李四", None], [19, "三", "王五", None]]
    found = read(tmp_path, rows, merges=["D2:D3"])
    assert column(found, "main_dept") == ["区住建局"] * 2
    assert [(row["row"], row["reason"]) for row in found["rejected"]] == [(4, "missing_department")]


@pytest.mark.parametrize("again", ["同上", "〃", "″", '"', " 同 上 "])
def test_the_row_above_is_repeated(tmp_path, again):
    found = read(tmp_path, [REGISTER, A, [18, "二", "李四", again], [19, "三", "王五", again]])
    assert column(found, "main_dept") == ["区住建局"] * 3


@pytest.mark.parametrize(
    "line",
    [
        ["（一）城建类"],
        ["一、民生方面"],
        ["合计", None, "2件"],
        ["小 计", None, 2],
        ["总计：2件"],
        [None, "合计", "2件"],
        ["共2件"],
        ["注：以交办通知为准"],
        ["备注：1.略"],
        ["说明：编号连续"],
        ["制表人：张三", None, "审核人：李四"],
        ["填表日期：2024年3月1日"],
        ["2024年3月1日"],
        [],
        [None, None, None, "  "],
        REGISTER,
        ["城建部分"],
        ["第1页，共3页"],
        ["—— 1 ——"],
        ["区人大常委会办公室 2024年3月印制"],
        ["一", "城建类"],
        ["其中：主办3件，会办2件"],
    ],
    ids=str,
)
def test_gives_nothing(tmp_path, line):
    found = read(tmp_path, [REGISTER, A, line, B])
    assert column(found, "number") == ["17", "18"]
    assert found["rejected"] == []


def test_a_form_row_with_only_a_serial_number_gives_nothing(tmp_path):
    found = read(tmp_path, [["序号", *REGISTER], [1, *A], [2], [3]])
    assert column(found, "number") == ["17"]
    assert found["rejected"] == []


def test_two_blocks_of_a_directory_side_by_side(tmp_path):
    header = ["序号", "姓名", "电话", "序号", "姓名", "电话"]
    rows = [
        ["第八届代表通讯录"],
        header,
        [1, "张三", 13800000001, 2, "李四", 13800000002],
        [3, "王五", 13800000003],
    ]
    found = read(tmp_path, rows)
    assert found["kind"] == "directory"
    assert [(row["row"], row["name"], row["phones"]) for row in found["rows"]] == [
        (3, "张三", ["13800000001"]),
        (3, "李四", ["13800000002"]),
        (4, "王五", ["13800000003"]),
    ]


def test_two_blocks_under_sections(tmp_path):
    rows = [
        ["姓名", "手机", "姓名", "手机"],
        ["城东代表团（2人）"],
        ["张三", "13800000001", "李四", "13800000002"],
    ]
    found = read(tmp_path, rows, merges=["A2:D2"])
    assert column(found, "delegation") == ["城东代表团"] * 2


def test_all_visible_sheets_are_read_and_hidden_ones_are_not(tmp_path):
    sheets = {
        "一": [REGISTER, A],
        "说明": [["填表须知"]],
        "二": [REGISTER, B],
        "旧": [REGISTER, [99, "旧", "赵", "局"]],
    }
    found = look(book(tmp_path / "a.xlsx", sheets, hidden_sheets=["旧"]))
    assert [(row["sheet"], row["number"]) for row in found["rows"]] == [("一", "17"), ("二", "18")]


def test_a_hidden_column_is_not_read(tmp_path):
    found = read(tmp_path, [[*REGISTER, "联系电话"], [*A, "13800000001"]], hidden_columns=["E"])
    assert column(found, "phones") == [[]]
    assert hidden_in(found) == ["第E列（未读取）"]


def hidden_in(found):
    said = [problem["text"] for problem in found["problems"] if problem["code"] == "hidden_part"]
    return [text.partition("：")[2] for text in said]


def test_rows_hidden_by_hand_are_read_and_told_and_rows_under_a_filter_are_only_read(tmp_path):
    found = read(tmp_path, [REGISTER, A, B], hidden_rows=[3])
    assert column(found, "number") == ["17", "18"]
    assert hidden_in(found) == ["第3行（已照常读取）"]
    found = read(tmp_path, [REGISTER, A, B], hidden_rows=[3], filtered="A1:D3")
    assert column(found, "number") == ["17", "18"]
    assert hidden_in(found) == []


def test_what_is_read_of_hidden_parts_is_the_callers_choice(tmp_path):
    sheets = {"一": [[*REGISTER, "联系电话"], [*A, "13800000001"], [*B, ""]], "二": [REGISTER, [19, *A[1:]]]}
    path = book(tmp_path / "a.xlsx", sheets, hidden_columns=["E"], hidden_rows=[3], hidden_sheets=["二"])
    everything = read_sheets(path, Hidden(sheets=True, columns=True, rows=True))
    assert [row.fields["number"] for _, row in everything.rows] == ["17", "18", "19"]
    assert everything.rows[0][1].fields["phone"] == ["13800000001"]
    nothing = read_sheets(path, Hidden(rows=False))
    assert [row.fields["number"] for _, row in nothing.rows] == ["17"]
    assert [value for code, value in nothing.findings if code == "hidden_part"] == [
        "第E列（未读取）",
        "第3行（未读取）",
        "工作表“二”（未读取）",
    ]


def test_hidden_rows_and_columns_of_an_xls(tmp_path):
    workbook = OldWorkbook(encoding="utf-8")
    sheet = workbook.add_sheet("表")
    for y, row in enumerate([[*REGISTER, "电话"], [*A, "13800000001"], [*B, ""]]):
        for x, cell in enumerate(row):
            sheet.write(y, x, cell)
    sheet.col(4).hidden = True
    sheet.row(2).hidden = True
    workbook.save(str(tmp_path / "a.xls"))
    found = look(tmp_path / "a.xls")
    assert column(found, "number") == ["17", "18"]
    assert column(found, "phones") == [[], []]
    assert hidden_in(found) == ["第E列（未读取）", "第3行（已照常读取）"]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (17, "17"),
        (17.0, "17"),
        ("17.0", "17"),
        ("017", "017"),
        ("第17号", "17"),
        ("17号", "17"),
        ("№17", "17"),
        ("No.17", "17"),
        ("１７", "17"),
        ("建议第17号", "17"),
        ("第17号建议", "17"),
        ("T17", "T17"),
        ("闭会17", "闭会17"),
        (" 1７ 号", "17"),
        ("第十七号", "17"),
        ("17（重点）", "17"),
    ],
    ids=str,
)
def test_ways_to_write_a_number(tmp_path, cell, number):
    assert column(read(tmp_path, [REGISTER, [cell, *A[1:]]]), "number") == [number]


@pytest.mark.parametrize("cell", ["未编", "17、18", "17 18", "待定", "一七"])
def test_unreadable_numbers(tmp_path, cell):
    found = read(tmp_path, [REGISTER, [cell, *A[1:]]])
    assert [row["reason"] for row in found["rejected"]] == ["number_unreadable"]
    assert "第2行" in found["rejected"][0]["message"]


@pytest.mark.parametrize("cell", ["政协第17号", "提案17"])
def test_a_proposal_to_the_conference_is_no_suggestion(tmp_path, cell):
    found = read(tmp_path, [REGISTER, [cell, *A[1:]]])
    assert [row["reason"] for row in found["rejected"]] == ["not_deputy_suggestion"]


def test_one_number_with_two_titles_counts_for_neither_row(tmp_path):
    found = read(
        tmp_path, [REGISTER, A, ["017", "另一件", "王五", "区财政局"], B, [18, f"《{B[1]}》", *B[2:]]]
    )
    assert [(row["row"], row["reason"]) for row in found["rejected"]] == [
        (2, "duplicate_number"),
        (3, "duplicate_number"),
    ]
    assert "第3行" in found["rejected"][0]["message"]
    assert column(found, "number") == ["18", "18"]


@pytest.mark.parametrize("make", [xlsx, xls, ods], ids=["xlsx", "xls", "ods"])
def test_dates_and_floats_of_every_format(tmp_path, make):
    header = [*REGISTER, "交办日期", "手机"]
    found = look(make(tmp_path / "a", [header, [17.0, *A[1:], date(2024, 2, 5), 13800000001.0]]))
    assert [str(day) for day in column(found, "assigned_date")] == ["2024-02-05"]
    assert column(found, "phones") == [["13800000001"]]


def test_a_page_named_xlsx_with_merged_cells_and_line_ends(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_text(
        "<!DOCTYPE html><html><head><meta charset=gb2312><style>td{}</style></head><body>"
        "<h2>某区第八届人民代表大会第二次会议建议</h2><table><thead><tr><th rowspan=2>案号<th rowspan=2>案由"
        "<th rowspan=2>代表<th colspan=2>办理单位</tr><tr><th>主办<th>会办</tr></thead>"
        "<tbody><tr><td>0017<td>关于桥的建议<td>张三<br>李四<td rowspan=2>区交通局<td>&nbsp;</tr>"
        "<tr><td>18<td>关于路的建议<td>王 五<td>区财政局、区发改局</tr>"
        "<tr style='display:none'><td>19<td>隐藏<td>赵六<td>区水务局<td></tr></tbody></table></body></html>",
        "gb18030",
    )
    found = look(path)
    assert found["session"] == {"term": 8, "meeting": 2}
    assert [(row["row"], row["number"], row["deputies"]) for row in found["rows"]] == [
        (3, "0017", ["张三", "李四"]),
        (4, "18", ["王五"]),
        (5, "19", ["赵六"]),
    ]
    assert column(found, "main_dept") == ["区交通局", "区交通局", "区水务局"]
    assert column(found, "co_depts") == [[], ["区财政局", "区发改局"], []]
    assert hidden_in(found) == ["第5行（已照常读取）"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimited_text(tmp_path, encoding, delimiter):
    rows = [["某区八届三次会议建议"], REGISTER, [str(cell) for cell in A], ["合计", "1件"], ["18", "短行"]]
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    found = look(path)
    assert column(found, "number") == ["17"]
    assert found["session"] == {"term": 8, "meeting": 3}
    assert [(row["row"], row["reason"]) for row in found["rejected"]] == [(5, "missing_department")]


def test_a_register_of_replies_says_what_is_missing(tmp_path):
    header = [
        "编号",
        "标题",
        "承办单位",
        "发文字号",
        "复函日期",
        "办理类别",
        "签发",
        "经办人",
        "电话",
        "面商",
        "是否公开",
    ]
    full = [
        1,
        "标题",
        "区水务局",
        "水复(2024)3号",
        "2024.5.6",
        "B类",
        "张 三",
        "李四",
        "5550123",
        "座谈",
        "是",
    ]
    found = read(tmp_path, [header, full, [2, "标题二", "区水务局", *[None] * 8]])
    assert found["kind"] == "reply_register"
    first, second = found["rows"]
    assert (first["doc_no"], first["class"], first["signatory"]) == ("水复〔2024〕3号", "B", "张三")
    assert (first["face_to_face"], first["publicity"], first["warnings"]) == (True, "主动公开", [])
    assert set(second["warnings"]) == {
        *("missing_doc_no", "missing_reply_date", "missing_class", "missing_signatory", "missing_contact"),
        *("missing_phone", "missing_face_to_face", "missing_publicity"),
    }


def test_a_register_without_a_column_gives_no_warning_for_it(tmp_path):
    found = read(tmp_path, [["编号", "标题", "承办单位", "答复日期"], [1, "标题", "区水务局", "2024-05-06"]])
    assert column(found, "warnings") == [[]]


def test_two_questions_are_kept_apart(tmp_path):
    header = ["建议编号", "代表", "对办理态度是否满意", "对办理结果是否满意", "意见建议"]
    found = read(
        tmp_path, [header, [1, "张三", "满意", "不满意", "没修"], [2, "李四", "基本满意", "满意", "无"]]
    )
    assert column(found, "outcome") == ["dissatisfied", "satisfied"]
    assert column(found, "attitude") == ["satisfied", "mostly_satisfied"]
    assert column(found, "comment") == ["没修", None]


def test_two_matrices_of_ticks_are_kept_apart(tmp_path):
    top = ["建议编号", "受访代表", "办理态度", None, None, "办理结果", None, None]
    below = [None, None, "满意", "基本满意", "不满意", "满意", "基本满意", "不满意"]
    found = read(
        tmp_path, [top, below, [1, "张三", "√", None, None, None, None, "√"]], merges=["C1:E1", "F1:H1"]
    )
    assert (column(found, "outcome"), column(found, "attitude")) == (["dissatisfied"], ["satisfied"])


def test_ticks_with_points_in_the_header(tmp_path):
    top = ["建议编号", "领衔代表", None, "建议标题", "主办单位", "代表测评情况", None, None, "备注"]
    below = [None, "单位", "姓名", None, None, "满意80-100分", "基本满意(60-79)", "不满意59以下", None]
    merges = ["A1:A2", "B1:C1", "D1:D2", "E1:E2", "F1:H1", "I1:I2"]
    data = [
        [1, "厂", "张三", "一", "局", None, "✓"],
        [2, "厂", "李四", "二", "局"],
        [3, "厂", "王五", "三", "局", "√", "√"],
    ]
    found = read(tmp_path, [top, below, *data], merges=merges)
    assert found["kind"] == "survey_results"
    assert [(row["deputy"], row["outcome"]) for row in found["rows"]] == [("张三", "mostly_satisfied")]
    assert [row["reason"] for row in found["rejected"]] == ["no_answer", "several_answers"]


@pytest.mark.parametrize(
    ("code", "word", "why", "result"),
    [
        ("1", "", "", "satisfied"),
        ("8", "说不清", "", "unclear"),
        ("9", "", "占线", "unreached"),
        ("9", "未完成", "拒访", "refused"),
        ("9", "", "", "no_answer"),
        ("9", "满意", "", "word_code_conflict"),
        ("1", "不满意", "", "word_code_conflict"),
        ("", "一般", "", "unknown_outcome_word"),
        ("7", "", "", "unknown_outcome_word"),
        ("", "", "", "no_answer"),
        ("", "无", "", "no_answer"),
        ("3", "不 满 意", "", "dissatisfied"),
        (2.0, "", "", "mostly_satisfied"),
    ],
)
def test_words_and_codes(tmp_path, code, word, why, result):
    found = read(
        tmp_path, [["建议编号", "代表姓名", "结果代码", "结果", "未完成原因"], [1, "张三", code, word, why]]
    )
    assert [row["outcome"] for row in found["rows"]] + [row["reason"] for row in found["rejected"]] == [
        result
    ]


def test_each_attempt_is_a_row(tmp_path):
    header = ["建议编号", "受访人", "访问结果", "第几次", "访问时间"]
    rows = [[1, "张三", "占线", 1, "2024-09-01"], [1, "张三", "满意", "第2次", "2024-09-02 10:30"]]
    found = read(tmp_path, [header, *rows])
    assert column(found, "attempt") == [1, 2]
    assert [str(day) for day in column(found, "call_date")] == ["2024-09-01", "2024-09-02"]


def test_counts_by_department_are_no_results(tmp_path):
    found = read(
        tmp_path,
        [["测评汇总"], ["承办单位", "满意", "基本满意", "不满意", "满意率"], ["区水务局", 3, 1, 0, "100%"]],
    )
    assert (found["kind"], found["outcome"], found["reasons"]) == (
        "survey_summary",
        "rejected",
        ["summary_not_itemised"],
    )


def test_a_sheet_of_anything_else_has_no_header(tmp_path):
    found = read(tmp_path, [["周一", "红烧肉"], ["周二", "鱼"]])
    assert (found["kind"], found["reasons"]) == ("unknown", ["header_not_found"])


def test_only_what_is_needed_of_a_person_is_kept(tmp_path):
    header = ["序号", "姓名", "性别", "民族", "出生年月", "身份证号", "工作单位及职务", "家庭住址", "手机"]
    found = read(
        tmp_path, [header, [1, "张三（女）", "女", "汉", "1970.01", "X", "某厂厂长", "某街", "13800000001"]]
    )
    assert set(found["rows"][0]) == {"row", "name", "phones", "unit", "delegation", "warnings"}
    assert found["rows"][0]["name"] == "张三"


def test_one_name_twice_is_told_in_each_row(tmp_path):
    rows = [
        ["姓名", "代表团", "电话"],
        ["张 三", "东团", "13800000001"],
        ["李四", None, None],
        ["张三", "西团", "138"],
    ]
    found = read(tmp_path, rows)
    assert column(found, "warnings") == [["same_name"], ["missing_phone"], ["bad_phone", "same_name"]]
    assert column(found, "delegation") == ["东团", "东团", "西团"]


@pytest.mark.parametrize(
    "line", ["其中：主办3件，会办2件", "区人大常委会办公室 2024年3月印制", "填表说明：电话请填手机"]
)
def test_a_remark_under_the_telephones_is_no_row(tmp_path, line):
    found = read(tmp_path, [["电话", *REGISTER], ["13800000001", *A], [line], ["", *B]])
    assert column(found, "number") == ["17", "18"]
    assert found["rejected"] == []


def test_no_co_signer_becomes_the_lead_unnoticed(tmp_path):
    found = read(tmp_path, [[*REGISTER, "附议代表"], [17, A[1], None, A[3], "李四"]])
    assert column(found, "warnings") == [["missing_deputy"]]


def test_helpers_that_the_main_column_names_are_no_leads(tmp_path):
    found = read(tmp_path, [REGISTER, [*A[:3], "主办：区水务局；会办：区财政局"]])
    assert (column(found, "main_dept"), column(found, "co_depts")) == (["区水务局"], [["区财政局"]])


def test_the_number_of_an_identity_card_is_read_into_nothing(tmp_path):
    number = "500101197001011234"
    header = ["姓名", "单位职务", "手机", "备注"]
    rows = [
        [f"张三 {number}", f"一中校长 身份证号：{number}", "13800000001", number],
        ["李四", "二中", number, ""],
    ]
    found = read(tmp_path, [header, *rows])
    assert [(row["name"], row["unit"], row["phones"]) for row in found["rows"]] == [
        ("张三", "一中校长", ["13800000001"]),
        ("李四", "二中", []),
    ]
    assert number not in str(found)


def test_a_survey_word_in_brackets_or_with_its_code(tmp_path):
    rows = [[1, "张三", "（满意）"], [2, "李四", "3.不满意"], [3, "王五", "2、基本满意"]]
    found = read(tmp_path, [["建议编号", "受访人", "访问结果"], *rows])
    assert column(found, "outcome") == ["satisfied", "dissatisfied", "mostly_satisfied"]


def test_empty_boxes_are_no_ticks(tmp_path):
    header = ["建议编号", "代表", "满意", "基本满意", "不满意"]
    found = read(tmp_path, [header, [1, "张三", "☑", "□", "□"], [2, "李四", "□", "□", "□"]])
    assert column(found, "outcome") == ["satisfied"]
    assert [row["reason"] for row in found["rejected"]] == ["no_answer"]


def test_a_handler_that_rates_itself_has_made_no_survey(tmp_path):
    found = read(tmp_path, [["案号", "案由", "复函文号", "代表满意度"], [1, "一", "水复〔2024〕1号", "满意"]])
    assert found["kind"] == "reply_register"


def test_a_group_of_telephones_is_read_under_any_words(tmp_path):
    top, below = ["序号", "姓名", "手机号码", None], [None, None, "移动", "电信"]
    found = read(tmp_path, [top, below, [1, "张三", "13800000001", "13300000002"]], merges=["C1:D1"])
    assert column(found, "phones") == [["13800000001", "13300000002"]]
