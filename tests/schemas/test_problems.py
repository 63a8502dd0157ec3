"""The table of problems: complete, without dead entries, in Chinese."""

import re
import string

import pytest

from schemas.problems import Level, level_of, problem_table
from schemas.profile import in_force, profile_names
from tests.project.sources import strings
from tests.schemas.test_profiles import DAYS

TABLE = problem_table()
# words that begin like this are codes wherever they stand in the source
_CODE = re.compile(
    r"(?:missing|unknown|duplicate|bad|unreadable|impossible|ambiguous|replied|assigned_in|changed|unwanted|handler_wrote"
    r"|ragged|not_awaiting|no_usable|phone_precision)_[a-z_]+"
)
# bad_date and missing_class are words of the JSON that other programs read
_NOT_CODES = {"replied_on", "bad_date", "missing_class"}
_FILE_CODE = re.compile(r"file_(?:unreadable|empty|encrypted|too_[a-z]+|[a-z]+ed)")


def made_from_mandatory_fields() -> set[str]:
    return {
        f"missing_{field}"
        for name in profile_names()
        for day in DAYS
        for field in in_force(name, day).reply.mandatory
    }


def test_every_code_in_the_source_is_in_the_table():
    said = {text for text in strings("tasks", "flows", "warehouse") if re.fullmatch(r"[a-z_]+", text)}
    codes = {text for text in said if _CODE.fullmatch(text) or _FILE_CODE.fullmatch(text)}
    assert codes - _NOT_CODES <= set(TABLE)


def test_a_field_that_a_profile_makes_mandatory_has_a_code_for_its_absence():
    assert made_from_mandatory_fields() <= set(TABLE)


def test_every_entry_of_the_table_is_used():
    assert set(TABLE) - set(strings("tasks", "warehouse")) - made_from_mandatory_fields() == set()


@pytest.mark.parametrize("code", TABLE)
def test_placeholders_are_column_and_value_only(code):
    texts = TABLE[code].text + TABLE[code].mend
    names = {name for _, name, _, _ in string.Formatter().parse(texts) if name is not None}
    assert names <= {"column", "value"}


@pytest.mark.parametrize("code", TABLE)
def test_texts_are_chinese(code):
    for text in (TABLE[code].text, TABLE[code].mend):
        assert re.search(r"[一-鿿]", text)
        assert not re.search(r"[A-Za-z]{2,}", re.sub(r"\{column\}|\{value\}|\.xlsx", "", text))


@pytest.mark.parametrize(
    "code", ["bad_phone", "no_usable_phone", "phone_precision_lost", "missing_phone"], ids=lambda code: code
)
def test_a_problem_of_a_telephone_never_repeats_it(code):
    assert "{value}" not in TABLE[code].text + TABLE[code].mend


def test_a_problem_describes_its_place():
    assert TABLE["impossible_date"].describe("答复日期", "2020-09-31") == "“答复日期”的日期“2020-09-31”不存在"


@pytest.mark.parametrize("value", ["{column}", "{", "{0}", "%s", "}"], ids=lambda value: value)
def test_braces_in_what_people_wrote_are_only_text(value):
    assert value in TABLE["unknown_deputy"].describe("lead", value)


def test_an_unknown_code_has_no_level():
    with pytest.raises(KeyError):
        level_of("no_such_code")


@pytest.mark.parametrize("level", Level)
def test_every_level_is_used(level):
    assert any(problem.level is level for problem in TABLE.values())
