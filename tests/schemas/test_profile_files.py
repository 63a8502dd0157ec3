"""A profile that cannot be read is refused with the file and the line that is wrong."""

from datetime import date
from importlib.resources import files

import pytest

from schemas.profile import Edition, ProfileError, Start, TermName, check_profile, in_force
from tests.schemas.made_profiles import CITY, COUNTY, assert_refused, line_of, with_term, without

ON = date(2023, 1, 1)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        # --- keys and words that nobody knows
        pytest.param(f"parent = 1\n{CITY}", "parent", "unknown key parent", id="a key before the editions"),
        pytest.param(
            CITY.replace("verdict =", "verdikt =", 1), "verdikt", "survey.verdikt", id="a key of a section"
        ),
        pytest.param(
            CITY.replace('"市办法（2022年）"', '"市办法（2022年）"\nholiday = 3'),
            "holiday",
            "holiday",
            id="a key of an edition",
        ),
        pytest.param(f"{CITY}\n[edition.surveys]\nx = 1\n", "[edition.surveys]", "surveys", id="a section"),
        pytest.param(with_term("replly"), "replly", "unknown term", id="a term"),
        pytest.param(with_term("feedback", days=3), "days", "terms.feedback.days", id="a key of a term"),
        pytest.param(
            CITY.replace("{ verdict = ", "{ verdickt = "),
            "[edition.survey]",
            "survey.article.verdickt",
            id="an article of nothing",
        ),
        pytest.param(
            CITY.replace('"worst"', '"mean"'), 'verdict = "mean"', "survey.verdict", id="a rule for verdicts"
        ),
        pytest.param(
            CITY.replace('"working_day"', '"fortnight"'), "fortnight", "terms.reply.unit", id="a unit"
        ),
        pytest.param(
            with_term("feedback", start='"whenever"'), "whenever", "terms.feedback.start", id="an event"
        ),
        pytest.param(
            with_term("feedback", end_rule='"maybe"'), "maybe", "terms.feedback.end_rule", id="an end rule"
        ),
        pytest.param(
            CITY.replace('"not_possible"', '"impossible"'),
            "classes",
            "reply.classes.B",
            id="an unknown common class",
        ),
        # --- values that cannot be
        pytest.param(
            CITY.replace("value = 40", "value = 0"),
            "value = 0",
            "terms.reply.value",
            id="a term without length",
        ),
        pytest.param(
            CITY.replace("value = 40", 'value = "x"'),
            'value = "x"',
            "terms.reply.value",
            id="a length in words",
        ),
        pytest.param(
            without("value = 40\n"), "[edition.terms.reply]", "has a `value`", id="no length at all"
        ),
        pytest.param(
            with_term("feedback", value=None, unit='"fixed_date"', on='"09-31"'),
            "[edition.terms.feedback]",
            "09-31 does not exist in any year",
            id="31 September",
        ),
        pytest.param(
            with_term("feedback", value=None, unit='"fixed_date"', on='"02-29"'),
            "[edition.terms.feedback]",
            "02-29 does not exist in every year",
            id="29 February",
        ),
        pytest.param(
            with_term("feedback", value=None, unit='"fixed_date"', on='"6-30"'),
            "[edition.terms.feedback]",
            "write 06-30",
            id="a date in another form",
        ),
        pytest.param(
            with_term("feedback", unit='"fixed_date"', on='"06-30"'),
            "[edition.terms.feedback]",
            "and no `value`",
            id="a date with a length",
        ),
        pytest.param(
            f'{CITY}\n[edition.reporting]\nreports = [{{ by = "a", to = "b", when = "c", last_day = "11-31" }}]\n',
            "reports =",
            "11-31 does not exist",
            id="a report on 31 November",
        ),
        pytest.param(
            f"{CITY}\n[edition.reminders]\ndays_before = [1, 7]\n",
            "days_before",
            "[1, 7]",
            id="reminders upwards",
        ),
        pytest.param(
            f"{CITY}\n[edition.reminders]\ndays_before = [7, 0]\n",
            "days_before",
            "[7, 0]",
            id="a late reminder",
        ),
        pytest.param(
            CITY.replace("第九条", "第九条") + "gaps = 3\n", "gaps", "survey.gaps", id="gaps in a section"
        ),
        pytest.param(
            CITY.replace('["某市：一", "某市：二"]', '"某市"'),
            "gaps",
            "no good gaps",
            id="gaps that are no list",
        ),
        # --- files
        pytest.param(
            without("effective_from = 2019-01-01\n"),
            None,
            "has no effective_from",
            id="an edition without day",
        ),
        pytest.param(
            CITY.replace("2022-01-01", '"2022"'),
            None,
            "has no effective_from",
            id="an edition with words as day",
        ),
        pytest.param(
            CITY.replace("2022-01-01", "2019-01-01"),
            None,
            "lines 6 and 23: two editions of the same day",
            id="two editions of a day",
        ),
        pytest.param(
            without('title = "市办法（2022年）"\n'), None, "no good title", id="an edition without title"
        ),
        pytest.param(CITY.partition("[[")[0], None, "there is no [[edition]]", id="no edition"),
        pytest.param("edition = 3\n", None, "there is no [[edition]]", id="an edition that is a number"),
        pytest.param(
            CITY.replace('"city"', '"village"'),
            "level",
            "level: expected one of",
            id="a level that nobody knows",
        ),
        pytest.param(without('region = "某市"\n'), None, "region: expected a name", id="no region"),
        pytest.param(
            CITY.replace('"national"', "3"),
            "inherits",
            "inherits: expected a profile",
            id="inherits a number",
        ),
        pytest.param(
            CITY.replace('"national"', '"atlantis"'), None, "no profile atlantis", id="inherits from nowhere"
        ),
        pytest.param(
            CITY.replace('"national"', '"zhangdian"'),
            "level",
            "a city cannot inherit from the county",
            id="inherits from below",
        ),
        pytest.param(
            CITY.replace('"national"', '"city"'),
            "inherits",
            "city -> city is a circle",
            id="inherits from itself",
        ),
        pytest.param(f"{CITY}[x\n", None, "at line 32", id="no TOML"),
    ],
)
def test_is_refused_with_file_and_line(profiles, text, place, said):
    profiles("city", text)
    assert_refused(text, place, said)


def test_a_circle_of_several_is_shown(profiles):
    profiles("city", CITY.replace('"national"', '"other"'))
    profiles("other", CITY.replace('"national"', '"city"'))
    with pytest.raises(ProfileError, match=r"profiles/other.toml, line 2: city -> other -> city is a circle"):
        in_force("city", ON)


def test_several_faults_are_told_at_once(profiles):
    profiles("city", CITY.replace('"worst"', '"mean"').replace("value = 40", "value = 0"))
    with pytest.raises(ProfileError, match=r"terms.reply.value.*survey.verdict"):
        in_force("city", ON)


def test_a_fault_above_is_named_with_the_file_above(profiles):
    text = CITY.replace('"worst"', '"mean"')
    profiles("city", text)
    profiles("county", COUNTY)
    line = line_of(text, "verdict = ")
    with pytest.raises(
        ProfileError, match=rf"profile county on 2022-01-01: profiles/city.toml, line {line - 1}: survey"
    ):
        check_profile("county")


def test_the_readme_names_every_term_event_and_section():
    text = files("schemas").joinpath("profiles", "README.md").read_text("utf-8")
    sections = {
        name for name, field in Edition.model_fields.items() if hasattr(field.annotation, "model_fields")
    }
    assert {name for name in {*TermName, *Start, *sections} if f"`{name}`" not in text} == set()
