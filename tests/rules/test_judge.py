"""Row verdicts: nothing is dropped, nothing is guessed, and a row is set aside exactly when a problem says so."""

from collections import defaultdict
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.contract import Contract, Form
from schemas.inputs import CONTRACTS, DECISIONS, DEPUTIES, REPLIES, SUGGESTIONS, SURVEY_RESULTS
from schemas.problems import Level, level_of, problem_table
from schemas.profile import in_force
from tasks.rules.cells import fold
from tasks.rules.judge import PROBLEM_SCHEMA, Judged, Terms, judge

DAY = date(2020, 8, 31)
EDITION = in_force("national", DAY)
TERMS = Terms(
    EDITION.reply.mandatory,
    tuple(EDITION.reply.classes),
    DAY,
    {"区教体局": 1, "区教育和体育局": 1, "区水利局": 2},
)
GOOD = {
    "number": "17",
    "title": "关于增设充电桩的建议",
    "main_dept": "区教体局",
    "doc_no": "临教字〔2020〕17号",
    "reply_date": "2020-04-10",
    "result_class": "A",
    "signatory": "李强",
    "contact": "王芳",
    "phone": "0500-5550123",
    "face_to_face": "是",
    "publicity": "主动公开",
}


def block(contract: Contract, rows: list[dict[str, str | None]], first: int = 0) -> pa.Table:
    """Return a block as the readers give it; fields that no row has are columns that the file does not have."""
    names = [name for name in contract.names if any(name in row for row in rows)]
    places = {
        "row_id": pa.array(range(first, first + len(rows)), pa.int64()),
        "sheet": pa.array(["表"] * len(rows), pa.string()),
        "row_no": pa.array(range(first + 2, first + 2 + len(rows)), pa.int64()),
    }
    return pa.table(
        places | {name: fold(pa.array([row.get(name) for row in rows], pa.string())) for name in names}
    )


def problems(judged: Judged) -> list[tuple[str, str, str | None]]:
    return [(p["code"], p["field"], p["raw_value"]) for p in judged.problems.to_pylist()]


def test_a_complete_reply_is_typed_and_usable():
    judged = judge(block(REPLIES, [GOOD]), REPLIES, TERMS)
    (row,) = judged.rows.to_pylist()
    assert problems(judged) == []
    assert row["is_usable"]
    assert (row["row_id"], row["sheet"], row["row_no"]) == (0, "表", 2)
    assert (row["number"], row["main_dept"], row["reply_date"], row["face_to_face"]) == (
        "17",
        1,
        date(2020, 4, 10),
        True,
    )


@pytest.mark.parametrize(
    ("change", "found", "is_usable"),
    [
        pytest.param({"number": None}, ("missing_number", "number", None), False, id="no number"),
        pytest.param(
            {"number": "合计"}, ("number_unreadable", "number", "合计"), False, id="no number but a word"
        ),
        pytest.param({"main_dept": None}, ("missing_key", "main_dept", None), False, id="no department"),
        pytest.param(
            {"main_dept": "区外局"}, ("unknown_department", "main_dept", "区外局"), False, id="a stranger"
        ),
        pytest.param(
            {"reply_date": "2020-09-31"},
            ("impossible_date", "reply_date", "2020-09-31"),
            False,
            id="31 September",
        ),
        pytest.param({"reply_date": "待定"}, ("unreadable_date", "reply_date", "待定"), False, id="no date"),
        pytest.param(
            {"reply_date": "2020-09-01"},
            ("replied_in_future", "reply_date", "2020-09-01"),
            False,
            id="tomorrow",
        ),
        pytest.param(
            {"reply_date": None}, ("missing_reply_date", "reply_date", None), True, id="date missing"
        ),
        pytest.param(
            {"doc_no": "17号"}, ("bad_doc_no", "doc_no", "17号"), True, id="document number without year"
        ),
        pytest.param(
            {"result_class": "E"},
            ("unknown_class", "result_class", "E"),
            True,
            id="a class that nobody knows",
        ),
        pytest.param({"signatory": "无"}, ("missing_signatory", "signatory", None), True, id="signatory 无"),
        pytest.param(
            {"phone": "138"}, ("bad_phone", "phone", None), True, id="a bad telephone, not repeated"
        ),
        pytest.param(
            {"phone": "1.38E+10"},
            ("phone_precision_lost", "phone", None),
            True,
            id="a telephone that lost digits",
        ),
        pytest.param(
            {"face_to_face": "也许"},
            ("unreadable_yes_no", "face_to_face", "也许"),
            True,
            id="neither yes nor no",
        ),
        pytest.param(
            {"is_interim": "暂缓"},
            ("unknown_reply_kind", "is_interim", "暂缓"),
            False,
            id="neither interim nor final",
        ),
        pytest.param(
            {"publicity": "部分"}, ("unknown_publicity", "publicity", "部分"), True, id="unknown publicity"
        ),
    ],
)
def test_one_thing_wrong_is_one_problem_at_its_cell(change, found, is_usable):
    judged = judge(block(REPLIES, [GOOD, GOOD | change, GOOD]), REPLIES, TERMS)
    assert problems(judged) == [found]
    assert judged.problems["row_id"].to_pylist() == [1]
    assert judged.rows["is_usable"].to_pylist() == [True, is_usable, True]
    assert level_of(found[0]) is (Level.WARN if is_usable else Level.REJECT_ROW)


def test_a_reply_of_today_is_not_in_the_future():
    assert problems(judge(block(REPLIES, [GOOD | {"reply_date": DAY.isoformat()}]), REPLIES, TERMS)) == []


def test_a_department_is_known_by_each_of_its_names_with_or_without_white_space():
    rows = [GOOD | {"main_dept": name} for name in ("区教体局", "区 教体局", "区教育和\n体育局", "区水利局")]
    assert judge(block(REPLIES, rows), REPLIES, TERMS).rows["main_dept"].to_pylist() == [1, 1, 1, 2]


def test_only_what_the_profile_makes_mandatory_is_missed():
    terms = Terms(("doc_no",), TERMS.classes, DAY, TERMS.departments)
    empty = dict.fromkeys(GOOD) | {"number": "17", "main_dept": "区教体局"}
    assert problems(judge(block(REPLIES, [empty]), REPLIES, terms)) == [("missing_doc_no", "doc_no", None)]


def test_a_column_that_the_file_does_not_have_is_null_of_its_type_and_misses_nothing():
    judged = judge(
        block(REPLIES, [{"number": "17", "main_dept": "区教体局", "reply_date": "2020-04-10"}]),
        REPLIES,
        TERMS,
    )
    assert problems(judged) == []
    assert judged.rows.schema == judge(block(REPLIES, [GOOD]), REPLIES, TERMS).rows.schema


GOOD_CELL = {
    Form.DATE: "2020-04-10",
    Form.DEPARTMENT: "区教体局",
    Form.OUTCOME: "满意",
    Form.DECISION: "再次交办",
    Form.CHANGE: "签收",
    Form.MOMENT: "2020-09-10 18:30",
    Form.DISPOSITION: "拒访",
    Form.SORTING: "当场答复",
}


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.kind.value)
def test_no_row_is_usable_in_a_file_without_a_key_column(contract):
    # a file is recognised by its signature, and a key field need not be part of that
    row = {name: GOOD_CELL.get(contract[name].form, "17") for name in contract.signature}
    lacking = [field.name for field in contract.fields if field.key and field.name not in row]
    judged = judge(block(contract, [row]), contract, TERMS)
    assert judged.rows["is_usable"].to_pylist() == [not lacking]
    assert [field for _, field, _ in problems(judged)] == lacking


def test_an_outcome_that_is_missing_has_its_own_code():
    row = {"case_key": "K", "item": "1", "outcome": None, "reason": "忙"}
    judged = judge(block(SURVEY_RESULTS, [row]), SURVEY_RESULTS, TERMS)
    assert problems(judged) == [("no_answer", "outcome", None)]


def test_a_referral_of_tomorrow_is_set_aside():
    row = {
        "number": "17",
        "title": "题",
        "lead": "张三",
        "main_dept": "区教体局",
        "assigned_on": "2020-09-01",
    }
    judged = judge(block(SUGGESTIONS, [row]), SUGGESTIONS, TERMS)
    assert problems(judged) == [("assigned_in_future", "assigned_on", "2020-09-01")]


def test_a_deputys_telephones_never_stand_in_a_problem_and_are_left_for_the_survey_step():
    rows = [{"name": None, "delegation": "东团", "phones": "1.38E+10"}]
    judged = judge(block(DEPUTIES, rows), DEPUTIES, TERMS)
    assert problems(judged) == [("missing_key", "name", None)]
    assert judged.rows["phones"].to_pylist() == ["1.38E+10"]


def test_an_empty_block_is_judged():
    judged = judge(block(REPLIES, [GOOD]).slice(0, 0), REPLIES, TERMS)
    assert judged.rows.num_rows == judged.problems.num_rows == 0
    assert judged.problems.schema == PROBLEM_SCHEMA


# --- any block --------------------------------------------------------------------------------------------------

_MORE = ("0500-5550123", "临教字〔2020〕17号", "满意", "不知", "再次交办", "三个月", "一年", "张三", "东团")
_CELLS = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.sampled_from(
        [
            *[
                "17",
                "017",
                "A",
                "E",
                "是",
                "2020-04-10",
                "2020-09-31",
                "2099-01-01",
                "区教体局",
                "区外局",
                "主动公开",
                "138",
                "无",
                "1.38E+10",
            ],
            *_MORE,
        ]
    ),
)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Contract, pa.Table]:
    contract = draw(st.sampled_from(CONTRACTS))
    names = [name for name in contract.names if name in contract.signature or draw(st.booleans())]
    rows = draw(st.lists(st.fixed_dictionaries(dict.fromkeys(names, _CELLS)), min_size=1, max_size=8))
    return contract, block(contract, rows, draw(st.integers(0, 10**6)))


@settings(deadline=None, max_examples=150)
@given(blocks())
def test_every_row_comes_out_once_and_every_cell_is_a_value_or_a_problem(drawn):
    contract, text = drawn
    judged = judge(text, contract, TERMS)
    assert judged.rows.select(["row_id", "sheet", "row_no"]).equals(
        text.select(["row_id", "sheet", "row_no"])
    )
    assert judged.problems.schema == PROBLEM_SCHEMA
    codes = defaultdict(set)
    for problem in judged.problems.to_pylist():
        assert problem["code"] in problem_table()
        codes[problem["row_id"]].add((problem["field"], problem["code"]))
    for row in judged.rows.to_pylist():
        heavy = {code for _, code in codes[row["row_id"]] if level_of(code) is not Level.WARN}
        assert row["is_usable"] == (not heavy)
        (given_row,) = text.filter(pc.equal(text["row_id"], row["row_id"])).to_pylist()
        named = {field for field, _ in codes[row["row_id"]]}
        for name in contract.names:
            if given_row.get(name) is not None:
                assert row[name] is not None or name in named, (name, given_row[name])


@settings(deadline=None, max_examples=80)
@given(blocks())
def test_a_problem_repeats_the_cell_as_it_was_read_unless_it_is_a_telephone(drawn):
    contract, text = drawn
    cells = {row["row_id"]: row for row in text.to_pylist()}
    for problem in judge(text, contract, TERMS).problems.to_pylist():
        is_private = contract[problem["field"]].form in (Form.PHONES, Form.CONTACT_PHONE, Form.EMAIL)
        assert problem["raw_value"] == (
            None if is_private else cells[problem["row_id"]].get(problem["field"])
        )


@settings(deadline=None, max_examples=50)
@given(blocks(), st.integers(1, 7))
def test_a_block_is_judged_as_its_parts_are(drawn, cut):
    contract, text = drawn
    whole = judge(text, contract, TERMS)
    parts = [judge(text.slice(start, cut), contract, TERMS) for start in range(0, text.num_rows, cut)]
    assert pa.concat_tables([part.rows for part in parts]).to_pylist() == whole.rows.to_pylist()
    assert sorted(map(str, pa.concat_tables([p.problems for p in parts]).to_pylist())) == sorted(
        map(str, whole.problems.to_pylist())
    )


def test_a_decision_in_other_words_is_set_aside():
    row = {"number": "17", "decision": "再议", "decided_by": "主任"}
    assert problems(judge(block(DECISIONS, [row]), DECISIONS, TERMS)) == [
        ("unknown_decision", "decision", "再议")
    ]
