"""Finding the header: under titles, beside columns that are not ours, in the spelling of people; and not finding one."""

import pytest

from schemas.inputs import CONTRACTS, DEPUTIES, REPLIES, SATISFACTION_HEADERS, SUGGESTIONS, UNWANTED_HEADERS
from schemas.words import Kind
from tasks.rules.header import ROWS_SEARCHED, find_header

HEADERS = [field.chinese for field in REPLIES.fields]


def test_the_header_is_found_under_title_rows():
    found = find_header(
        [["临泉区2020年代表建议答复登记表"], ["填报单位：区教体局", None, "日期："], [None], HEADERS]
    )
    assert found is not None
    assert (found.row, found.contract) == (3, REPLIES)


def test_a_number_column_in_front_shifts_the_fields_and_is_no_problem():
    found = find_header([["序号", *HEADERS]])
    assert found is not None
    assert found.columns == {name: place for place, name in enumerate(REPLIES.names, start=1)}
    assert found.problems == ()


@pytest.mark.parametrize(
    "dress",
    [
        pytest.param(lambda h: f" {h} ", id="white space around"),
        pytest.param(lambda h: f"{h[:2]}\n{h[2:]}", id="a line break"),
        pytest.param(lambda h: "　".join(h), id="full-width spaces between"),
        pytest.param(lambda h: f"{h}*", id="a star"),
        pytest.param(lambda h: f"*{h}：", id="a star and a colon"),
        pytest.param(lambda h: f"{h}（必填）", id="必填"),
        pytest.param(lambda h: f"{h}\n(选填)", id="选填 on a second line"),
    ],
)
def test_headers_are_found_in_the_spelling_of_people(dress):
    found = find_header([[dress(header) for header in HEADERS]])
    assert found is not None
    assert (found.contract, list(found.columns), found.problems) == (REPLIES, list(REPLIES.names), ())


def test_the_order_of_columns_does_not_matter():
    found = find_header([HEADERS[::-1]])
    assert found is not None
    assert found.columns == {name: place for place, name in enumerate(REPLIES.names[::-1])}


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        pytest.param("经费（万元）", ("unknown_column", "经费(万元)"), id="one that nobody knows"),
        *[pytest.param(word, ("unwanted_column", word), id=word) for word in UNWANTED_HEADERS],
    ],
)
def test_an_extra_column_is_named_and_not_read(header, problem):
    found = find_header([[*HEADERS[:3], header, *HEADERS[3:]]])
    assert found is not None
    assert found.problems == (problem,)
    assert 3 not in found.columns.values()


@pytest.mark.parametrize("header", [*SATISFACTION_HEADERS, "代表满意度（必填）"])
def test_a_column_of_satisfaction_is_named_and_read_as_a_claim(header):
    found = find_header([[*HEADERS[:3], header, *HEADERS[3:], "满意度"]])
    assert found is not None
    # of several the first is read
    assert found.columns["claimed"] == 3
    assert [code for code, _ in found.problems] == ["handler_wrote_satisfaction"] * 2


def test_a_register_of_suggestions_may_name_satisfaction_without_a_handler_having_written_it():
    found = find_header([[*(field.chinese for field in SUGGESTIONS.fields), "满意度"]])
    assert found is not None
    assert found.problems == (("unknown_column", "满意度"),)


@pytest.mark.parametrize("header", ["备注", "", None, "错误信息", "怎么改", "民族"], ids=str)
def test_an_idle_column_is_no_problem(header):
    found = find_header([[*HEADERS, header]])
    assert found is not None
    assert found.problems == ()


def test_a_header_twice_is_read_once_and_named():
    found = find_header([[*HEADERS, HEADERS[-1]]])
    assert found is not None
    assert found.columns[REPLIES.names[-1]] == len(HEADERS) - 1
    assert found.problems == (("unknown_column", HEADERS[-1]),)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="no rows"),
        pytest.param([[]], id="an empty row"),
        pytest.param([["周一", "红烧肉", "米饭"]] * 3, id="a menu"),
        pytest.param([["姓名", "联系电话"]], id="names and telephones without delegation"),
        pytest.param([["建议编号", "承办单位"]], id="half a register"),
        pytest.param([[None]] * ROWS_SEARCHED + [HEADERS], id="too far down"),
    ],
)
def test_there_is_no_header_in(rows):
    assert find_header(rows) is None


def test_the_last_row_that_is_searched_counts():
    assert find_header([[None]] * (ROWS_SEARCHED - 1) + [HEADERS]) is not None


def test_the_row_with_most_fields_wins():
    found = find_header([["姓名", "代表团", "电话"], [field.chinese for field in DEPUTIES.fields]])
    assert found is not None
    assert found.row == 1


def test_a_register_that_repeats_the_referral_is_a_register_of_replies_all_the_same():
    found = find_header([[*HEADERS, "领衔代表", "交办日期"]])
    assert found is not None
    assert found.contract.kind is Kind.REPLIES


def test_contracts_stand_in_the_order_of_a_night():
    assert [contract.kind for contract in CONTRACTS[:4]] == [
        Kind.DEPARTMENTS,
        Kind.COMMITTEES,
        Kind.DEPUTIES,
        Kind.SUGGESTIONS,
    ]
