"""What the profile wants asked reaches the list, comes back, and is counted; an older list is refused and nothing of it is lost."""

import shutil
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from flows.demo.centre import open_list
from schemas.office import read_office
from tasks.call_lists import export_quexs, hand_over, hand_over_waiting, reissue
from tasks.cycles import SurveyError, cycle_answers
from tasks.inbox import archived_path, file_hash
from tasks.problems import open_problems
from tasks.rules.calling import Calling
from tasks.rules.selection import Choice
from tasks.survey_figures import satisfaction
from tasks.surveys import open_cycle
from tests.offices import office_at, run_night, write
from warehouse.engine import open_engine, reading
from warehouse.tables import answer, cycle, deletion, dispatch, question_answer

OPENED, CLOSED, BACK = date(2020, 9, 1), date(2020, 9, 30), date(2020, 9, 11)
# 李四 and 李 四 are one person under two spellings; 王五 and 赵六 share a number and stay two
DEPUTIES = (
    "姓名,代表团,联系电话,方便接听时间\n"
    "张三,东团,13800001111,晚七点后\n李四,东团,13800002222,\n李·四,东团,13800003333,\n"
    "王五,西团,13800004444,\n赵六,西团,13800004444,\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = office_at(tmp_path_factory.mktemp("asked") / "office")
    write(folder, "名录.csv", "单位全称,简称,单位类别,联络员,联系电话\n区教育局,,政府部门,,\n")
    write(folder, "名册.csv", DEPUTIES)
    rows = "".join(
        f"{number},关于{number}的建议,{lead},{others},区教育局,2020-02-03\n"
        for number, lead, others in (("1", "张三", "李四、李·四"), ("2", "王五", "赵六"), ("3", "王五", ""))
    )
    write(folder, "台账.csv", f"建议编号,建议标题,领衔代表,附议代表,主办单位,交办日期\n{rows}")
    replies = "".join(
        f"{n},区教育局,教字〔2020〕{n}号,2020-04-01,B,王,刘,0533-2180000,是,公开,年底前建成\n"
        for n in (1, 2, 3)
    )
    head = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性,承诺事项"
    write(folder, "答复.csv", f"{head}\n{replies}")
    run_night(folder, date(2020, 8, 31))
    open_engine(folder.database).dispose()
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return read_office(shutil.copytree(made.path, tmp_path / "office"))


def _open(folder, confirmed_by="主任", **calling):
    return open_cycle(folder, OPENED, (OPENED, CLOSED), confirmed_by, None, Calling(**calling))


def _rows(sheet):
    column = {str(cell.value): cell.column for cell in sheet[2]}
    return column, [
        {title: sheet.cell(row, place).value for title, place in column.items()}
        for row in range(3, sheet.max_row + 1)
    ]


def _return(folder, path, name="结果.xlsx", **filled):
    """Fill in the first row of a list (the title of a column: a word) and put it into the inbox."""
    workbook = open_list(folder, path)
    sheet = workbook["名单"]
    column, _ = _rows(sheet)
    for title, word in filled.items():
        sheet.cell(3, column[title]).value = word
    workbook.save(folder.inbox / name)
    run_night(folder, BACK)


def _open_codes(folder):
    return set(open_problems(folder)["code"])


def test_the_list_asks_the_profile_s_questions_in_its_words_and_tells_no_more_than_is_needed(folder):
    plan = _open(folder, hours="18:00-20:30", max_attempts=4)
    workbook = open_list(folder, plan.path)
    column, rows = _rows(workbook["名单"])
    assert list(column) == [
        *(
            "回访编码",
            "称呼",
            "电话一",
            "电话二",
            "方便接听时间",
            "拨打批次",
            "题号",
            "建议",
            "答复单位",
            "答复日期",
        ),
        *("答复情况", "态度评价", "回访结果", "不满意原因", "拨打日期", "拨打次数"),
    ]
    # the lead deputy answers for the co-signers and is called after them
    assert [row["拨打批次"] for row in rows] == ["第一批"] * 3 + ["第二批"] * 3
    assert {row["称呼"] for row in rows[:3]} == {"李四代表", "李·四代表", "赵六代表"}
    assert {row["方便接听时间"] for row in rows if row["称呼"] == "张三代表"} == {"晚七点后"}
    assert rows[0]["答复情况"].startswith("B类（正在解决），教字〔2020〕")
    assert rows[0]["答复情况"].endswith("承诺：年底前建成")
    offered = {str(rule.sqref)[0]: rule.formula1 for rule in workbook["名单"].data_validations.dataValidation}
    assert offered["L"] == '"满意,基本满意,不满意,说不清"'
    assert offered["M"].startswith('"满意,基本满意,不满意,说不清,未接通')
    script = "".join(str(row[0].value) for row in workbook["问卷"].iter_rows())
    assert script.index("办理态度") < script.index("办理结果的评价是满意、基本满意，还是不满意？")
    told = "".join(str(row[0].value) for row in workbook["填写说明"].iter_rows())
    assert "18:00-20:30" in told
    assert "最多拨打4次" in told
    with reading(folder.database) as connection:
        kept = connection.execute(select(cycle.c.questionnaire, cycle.c.plan)).one()
    assert [question["name"] for question in kept.questionnaire["questions"]] == ["attitude", "result"]
    assert (kept.plan["hours"], kept.plan["rater"]) == ("18:00-20:30", "lead_after_co_signers")


def test_each_question_keeps_its_answers_in_versions_and_is_counted_by_itself(folder):
    plan = _open(folder)
    _return(folder, plan.path, 态度评价="满意", 回访结果="不满意", 不满意原因="没有办", 拨打日期="2020-09-10")
    _return(
        folder,
        plan.path,
        "更正.xlsx",
        态度评价="基本满意",
        回访结果="不满意",
        不满意原因="没有办",
        拨打日期="2020-09-10",
    )
    with reading(folder.database) as connection:
        said = connection.execute(
            select(question_answer.c.word, question_answer.c.version, question_answer.c.is_current).order_by(
                question_answer.c.version
            )
        ).all()
        results = connection.execute(select(answer.c.outcome, answer.c.word)).all()
    assert [tuple(row) for row in said] == [("满意", 1, False), ("基本满意", 2, True)]
    assert [tuple(row) for row in results] == [("dissatisfied", "不满意")]
    figures = satisfaction(folder)
    pairs = figures[figures["base"] == "人次（代表×建议）"].set_index("question")
    assert pairs.loc["办理结果", ["numerator", "dissatisfied", "asked"]].tolist() == [0, 1, 6]
    assert pairs.loc["办理态度", ["numerator", "mostly_satisfied", "asked"]].tolist() == [1, 1, 6]


@pytest.mark.parametrize(
    ("filled", "code", "credited"),
    [
        ({"回访结果": "非常满意"}, "word_not_in_scale", 0),
        ({"回访结果": "满意", "态度评价": "一般"}, "word_not_in_scale", 0),
        ({"回访结果": "满意", "态度评价": "还行"}, "unknown_outcome_word", 0),
    ],
)
def test_a_word_outside_the_scale_is_named_and_never_a_default(folder, filled, code, credited):
    _return(folder, _open(folder).path, **filled)
    assert code in _open_codes(folder)
    _, answers = cycle_answers(folder)
    assert answers["outcome"].notna().sum() == credited


def test_an_answer_to_what_was_not_asked_is_named_and_the_rest_of_the_row_counts(folder):
    path = _open(folder).path
    _, rows = _rows(open_list(folder, path)["名单"])
    case, item = rows[0]["回访编码"], rows[0]["题号"]
    write(folder, "结果.csv", f"回访编码,题号,回访结果,承诺兑现评价\n{case},{item},满意,不满意\n")
    run_night(folder, BACK)
    assert "question_not_asked" in _open_codes(folder)
    _, answers = cycle_answers(folder)
    assert answers["outcome"].dropna().tolist() == ["satisfied"]


def test_one_person_under_two_spellings_is_shown_and_two_on_one_number_stay_two_calls(folder):
    plan = _open(folder, None)
    assert plan.look_at[["name", "other"]].to_numpy().tolist() == [["李四", "李·四"]]
    assert plan.calls == 5
    _open(folder)
    with reading(folder.database) as connection:
        kept = connection.scalar(select(cycle.c.plan))
    assert len(kept["look_at"]) == 1


def test_a_superseded_list_is_refused_and_nothing_of_it_is_lost(folder):
    first = _open(folder).path
    old = open_list(folder, first)
    with pytest.raises(SurveyError):
        reissue(folder, BACK, " ", "主任")
    assert reissue(folder, BACK, "号码有更正", None)[1] is None
    write(
        folder,
        "名册更正.csv",
        DEPUTIES.replace("13800001111", "13900001111")
        .replace(",方便接听时间", "")
        .replace(",晚七点后", "")
        .replace(",\n", "\n"),
    )
    run_night(folder, BACK)
    again, second = reissue(folder, BACK, "号码有更正", "主任")
    assert again.list_version == 2
    # nobody sends the old one by mistake
    assert not first.exists()
    _, rows = _rows(open_list(folder, second)["名单"])
    _, before = _rows(old["名单"])
    assert {row["回访编码"] for row in rows} == {row["回访编码"] for row in before}
    changed = {row["称呼"]: row["电话一"] for row in rows}
    assert changed["张三代表"].replace(" ", "").endswith("13900001111")
    # the directory had no column for it this time, which says nothing
    assert {row["方便接听时间"] for row in rows if row["称呼"] == "张三代表"} == {"晚七点后"}
    with reading(folder.database) as connection:
        sent = connection.execute(
            select(dispatch.c.version, dispatch.c.manifest).where(dispatch.c.what == "call_list")
        ).all()
        gone = list(connection.scalars(select(deletion.c.file_name)))
    assert [row.version for row in sent] == [1, 2]
    assert sent[1].manifest["because"] == "号码有更正"
    assert gone == [first.name]
    column, _ = _rows(old["名单"])
    old["名单"].cell(3, column["回访结果"]).value = "满意"
    late = folder.inbox / "旧名单.xlsx"
    old.save(late)
    run_night(folder, BACK)
    assert "superseded_list" in _open_codes(folder)
    assert archived_path(folder, file_hash(late)).exists()
    _, answers = cycle_answers(folder)
    assert answers["outcome"].isna().all()
    _return(folder, second, "新名单.xlsx", 回访结果="满意")
    _, answers = cycle_answers(folder)
    assert answers["outcome"].dropna().tolist() == ["satisfied"]


def test_what_a_list_says_is_frozen_with_the_cycle_whatever_is_corrected_since(folder):
    first = _open(folder).path
    _, before = _rows(open_list(folder, first)["名单"])
    head = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性,承诺事项"
    corrected = "1,区教育局,教字〔2020〕99号,2020-09-02,A,王,刘,0533-2180000,是,公开,\n"
    write(folder, "答复更正.csv", f"{head}\n{corrected}")
    run_night(folder, BACK)
    assert "reply_during_survey" in _open_codes(folder)
    _, second = reissue(folder, BACK, "号码有更正", "主任")
    _, after = _rows(open_list(folder, second)["名单"])
    assert after == before


def test_a_list_that_was_to_be_made_anew_when_the_process_died_is_written_the_next_night(folder, monkeypatch):
    _open(folder)
    monkeypatch.setattr("tasks.call_lists.hand_over", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        reissue(folder, BACK, "号码有更正", "主任")
    monkeypatch.setattr("tasks.call_lists.hand_over", hand_over)
    assert hand_over_waiting(folder, BACK) == {"handed_over": 1}
    assert hand_over_waiting(folder, BACK) == {"handed_over": 0}
    assert len(list((folder.outbox / "survey").glob("*_移交单.xlsx"))) == 2
    assert load_workbook(next((folder.outbox / "survey").glob("*第2版*_移交单.xlsx")))


def _as_csv(folder, path, **filled):
    """Return the list for queXS as its operator saves it, with the answers of the first case."""
    sheet = open_list(folder, path)["queXS"]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    head = [*rows[0], *filled]
    lines = [[*row, *(filled.values() if at == 0 else [""] * len(filled))] for at, row in enumerate(rows[1:])]
    return "\n".join(",".join(line) for line in [head, *lines]) + "\n", [
        dict(zip(head, line, strict=True)) for line in lines
    ]


def test_the_list_for_quexs_has_a_row_per_case_and_its_results_come_back_a_row_per_case(folder):
    _open(folder)
    assert export_quexs(folder, BACK, None)[1:] == (5, None)
    _, _, path = export_quexs(folder, BACK, "主任")
    text, cases = _as_csv(
        folder, path, result1="满意", attitude1="基本满意", calledon="2020-09-10", attempts="2"
    )
    assert len({case["casekey"] for case in cases}) == 5
    assert {case["phone1"] for case in cases} >= {"13800001111", "13800004444"}
    # 王五 leads two suggestions and is one case
    assert sorted(case["items"] for case in cases) == ["1", "1", "1", "1", "2"]
    with reading(folder.database) as connection:
        manifest = connection.scalar(select(dispatch.c.manifest).where(dispatch.c.what == "call_list_quexs"))
    assert manifest["fields"][:5] == ["casekey", "listmark", "callorder", "name", "phone1"]
    write(folder, "queXS.csv", text)
    run_night(folder, BACK)
    _, answers = cycle_answers(folder)
    assert answers["outcome"].dropna().tolist() == ["satisfied"]
    with reading(folder.database) as connection:
        assert list(connection.scalars(select(question_answer.c.outcome))) == ["mostly_satisfied"]
        assert connection.execute(select(answer.c.attempts, answer.c.called_on)).one() == (
            2,
            date(2020, 9, 10),
        )
    reissue(folder, BACK, "号码有更正", "主任")
    assert not path.exists()
    write(folder, "queXS再报.csv", text.replace("满意", "不满意", 1))
    run_night(folder, BACK)
    assert "superseded_list" in _open_codes(folder)


def test_the_interval_of_a_sample_is_for_all_that_it_was_drawn_from(folder):
    plan = open_cycle(folder, OPENED, (OPENED, CLOSED), "主任", Choice(sample=2, seed=1))
    sheet = open_list(folder, plan.path)
    column, rows = _rows(sheet["名单"])
    for row in range(3, 3 + len(rows)):
        sheet["名单"].cell(row, column["回访结果"]).value = "满意"
    sheet.save(folder.inbox / "结果.xlsx")
    run_night(folder, BACK)
    figures = satisfaction(folder)
    items = figures[(figures["base"] == "建议件数") & (figures["question"] == "办理结果")].iloc[0]
    # both of two drawn from three: the third may be otherwise
    assert (items["numerator"], items["asked"]) == (2, 2)
    assert items["lower"] < 100
    assert items["weighted_percent"] == "100.0"
    pairs = figures[(figures["base"] != "建议件数") & (figures["question"] == "办理结果")]
    assert pairs["lower"].isna().all()


def test_between_session_items_can_be_asked_about_alone(folder):
    with pytest.raises(SurveyError):
        open_cycle(folder, OPENED, (OPENED, CLOSED), None, Choice(series=("between_sessions",)))
    assert open_cycle(folder, OPENED, (OPENED, CLOSED), None, Choice(series=("in_session",))).suggestions == 3
