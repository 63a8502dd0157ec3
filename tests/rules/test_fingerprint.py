"""The number of what a reply says: equal content is equal, any change is seen."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.inputs import REPLIES
from tasks.rules.fingerprint import CONTENT, fingerprint
from tasks.rules.judge import judge
from tests.rules.test_judge import GOOD, TERMS, block

OTHER = {
    "doc_no": "临教字〔2020〕18号",
    "reply_date": "2020-04-11",
    "result_class": "B",
    "signatory": "李刚",
    "contact": "王方",
    "phone": "0500-5550124",
    "face_to_face": "否",
    "publicity": "不予公开",
}


def number_of(*rows: dict[str, str | None]) -> list[int]:
    numbers: list[int] = fingerprint(judge(block(REPLIES, list(rows)), REPLIES, TERMS).rows).to_pylist()
    return numbers


def test_equal_content_has_equal_numbers():
    assert len(set(number_of(GOOD, GOOD, GOOD))) == 1
    assert number_of(GOOD) == number_of({"title": "别的题目", **GOOD})[:1]


@pytest.mark.parametrize("field", CONTENT)
def test_any_changed_field_changes_the_number(field):
    assert number_of(GOOD)[0] != number_of(GOOD | {field: OTHER[field]})[0]


@pytest.mark.parametrize("field", CONTENT)
def test_an_emptied_field_changes_the_number(field):
    assert number_of(GOOD, GOOD | {field: None})[0] != number_of(GOOD | {field: None}, GOOD)[0]


def test_an_interim_reply_is_not_the_final_one_of_the_same_words():
    interim, final = GOOD | {"is_interim": "阶段性答复"}, GOOD | {"is_interim": "最终答复"}
    assert number_of(interim) != number_of(final)
    assert number_of(final) == number_of(GOOD)


def test_two_fields_that_change_places_change_the_number():
    turned = GOOD | {"signatory": GOOD["contact"], "contact": GOOD["signatory"]}
    assert number_of(GOOD) != number_of(turned)


def test_equal_words_in_two_fields_do_not_cancel_out():
    assert number_of(GOOD | {"signatory": "甲", "contact": "甲"}) != number_of(
        GOOD | {"signatory": "乙", "contact": "乙"}
    )


def test_the_key_and_the_title_are_no_content():
    assert number_of(GOOD) == number_of(GOOD | {"number": "18", "title": "另一件", "main_dept": "区水利局"})


@pytest.mark.parametrize(
    ("field", "text"),
    [
        pytest.param("doc_no", "临教字［２０２０］１７号", id="document number in full-width"),
        pytest.param("reply_date", "２０２０年４月１０日", id="date in other words"),
        pytest.param("result_class", "（ａ）", id="class in brackets"),
        pytest.param("signatory", " 李 强 ", id="a name with white space"),
        pytest.param("phone", "０５００－５５５０１２３", id="telephone in full-width"),
        pytest.param("face_to_face", "√", id="a tick"),
        pytest.param("publicity", "（主动公开）", id="publicity in brackets"),
    ],
)
def test_the_same_in_another_spelling_has_the_same_number(field, text):
    assert number_of(GOOD) == number_of(GOOD | {field: text})


def test_the_number_does_not_depend_on_the_rows_beside_it_or_on_the_block():
    other = GOOD | OTHER
    together = number_of(other, GOOD, other, GOOD)
    assert together == [number_of(other)[0], number_of(GOOD)[0]] * 2


def test_null_and_empty_are_not_the_same():
    columns = {name: pa.array(["x", "x"]) for name in CONTENT} | {
        "contact": pa.array([None, ""]),
        "is_interim": pa.nulls(2, pa.bool_()),
    }
    first, second = fingerprint(pa.table(columns)).to_pylist()
    assert first != second


def test_no_rows_have_no_numbers():
    assert fingerprint(judge(block(REPLIES, [GOOD]).slice(0, 0), REPLIES, TERMS).rows).to_pylist() == []


contents = st.fixed_dictionaries(
    {
        name: st.one_of(st.none(), st.text("甲乙丙AB12", max_size=4))
        for name in CONTENT
        if name not in ("reply_date", "face_to_face")
    }
    | {
        "reply_date": st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2020, 12, 31))),
        "face_to_face": st.booleans(),
        "is_interim": st.booleans(),
    }
)


@settings(deadline=None, max_examples=60)
@given(st.lists(contents, min_size=1, max_size=12))
def test_numbers_are_equal_exactly_when_contents_are(rows):
    types = {"reply_date": pa.date32(), "face_to_face": pa.bool_(), "is_interim": pa.bool_()}
    names = (*CONTENT, "is_interim")
    table = pa.table(
        {name: pa.array([row[name] for row in rows], types.get(name, pa.string())) for name in names}
    )
    numbers = fingerprint(table).to_pylist()
    for one, first in zip(rows, numbers, strict=True):
        for other, second in zip(rows, numbers, strict=True):
            assert (one == other) == (first == second)
