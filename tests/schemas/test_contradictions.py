"""What no profile may say is refused with the file and the line that says it."""

from datetime import date
from importlib.resources import files

import pytest

from schemas.profile import ProfileError, in_force
from tests.schemas.made_profiles import CITY, assert_refused, with_term

ON = date(2023, 1, 1)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        # --- values that contradict each other
        pytest.param(
            with_term("long_reply", value=30, unit='"working_day"'),
            "[edition.terms.long_reply]",
            "shorter than",
            id="a long term that is shorter",
        ),
        pytest.param(
            with_term("feedback", value=3, at_most='{ value = 2, unit = "month" }'),
            "at_most",
            "the limit of 2 month is under the term of 3 month",
            id="a limit under the term",
        ),
        pytest.param(
            with_term("feedback", value=3, at_most='{ value = 60, unit = "day" }'),
            "at_most",
            "the limit of 60 day is under",
            id="a limit in another unit under the term",
        ),
        pytest.param(
            with_term("return", value=50, unit='"working_day"'),
            "[edition.terms.return]",
            "longer than the reply",
            id="a return term over the reply's",
        ),
        pytest.param(
            with_term("feedback", start='"reply_due"'),
            'start = "reply_due"',
            "an extension",
            id="what is no extension",
        ),
        pytest.param(
            with_term("extension"),
            'start = "referred"',
            "an extension",
            id="an extension from the referral",
        ),
        pytest.param(
            f'{CITY}\n[edition.long_reply]\ngranted = "by_consent"\n',
            None,
            "nobody is named",
            id="consent of nobody",
        ),
        pytest.param(
            f'{CITY}threshold_pct = 80\nask = "lead"\n',
            "threshold_pct",
            "only the lead deputy",
            id="a share of one",
        ),
        pytest.param(
            f'{CITY}\n[edition.feedback]\nmissing = "left_out"\n',
            None,
            "missing forms leave the base",
            id="a base with what left it",
        ),
        pytest.param(
            CITY.replace('{ A = "solved", B = "not_possible" }', "{}"),
            "classes",
            "a reply has a class",
            id="no class",
        ),
        pytest.param(
            CITY.replace("[edition.reply]", '[edition.reply]\nmandatory_by_class = { E = ["plan"] }'),
            "mandatory_by_class",
            "there is no class E",
            id="fields of a class that is not there",
        ),
        pytest.param(
            CITY.replace("[edition.reply]", '[edition.reply]\nmandatory_by_class = { B = ["weather"] }'),
            "mandatory_by_class",
            "weather is no field",
            id="fields of a class that nobody knows",
        ),
        pytest.param(
            CITY.replace("[edition.reply]", '[edition.reply]\nmandatory = ["weather"]'),
            "mandatory",
            "weather is no field",
            id="a mandatory field that nobody knows",
        ),
        pytest.param(
            f'{CITY}re_refer = ["refused"]\n', "re_refer", "refused is no rating", id="a refusal re-referred"
        ),
        pytest.param(
            f'{CITY}re_refer = ["angry"]\n',
            "re_refer",
            "angry is no rating",
            id="an outcome that nobody knows",
        ),
    ],
)
def test_is_refused_with_file_and_line(profiles, text, place, said):
    profiles("city", text)
    assert_refused(text, place, said)


def test_a_contradiction_with_what_is_inherited_names_the_place_that_brought_it(profiles):
    text = with_term("reply", value=7)
    profiles(
        "city", text.replace("[edition.terms.reply]\nvalue = 40", "[edition.terms.feedback]\nvalue = 40")
    )
    with pytest.raises(ProfileError, match="6 month is shorter than the reply term of 7 month"):
        in_force("city", ON)


@pytest.mark.parametrize(
    ("value", "unit"),
    [(2, "month"), (25, "working_day"), (84, "day")],
    ids=["months", "working days", "days"],
)
def test_what_is_longer_only_on_some_days_is_no_contradiction(profiles, value, unit):
    # the reply is due after forty working days: a term that can be shorter than that is nobody's mistake
    profiles("city", with_term("return", value=value, unit=f'"{unit}"'))
    assert in_force("city", ON).terms["return"].value == value


def test_a_nation_without_a_needed_term_is_refused(profiles):
    text = files("schemas").joinpath("profiles", "national.toml").read_text("utf-8")
    profiles("national", text.replace("[edition.terms.second_reply]", "[edition.terms.feedback]"))
    with pytest.raises(ProfileError, match=r"terms.second_reply: this term is needed"):
        in_force("national", ON)


@pytest.mark.parametrize("terms", ["terms = 3", "terms.reply = 3"])
def test_terms_that_are_no_terms_are_refused_with_their_line(profiles, terms):
    text = CITY.replace("[edition.terms.reply]", "[edition.other]").replace("gaps = [", f"{terms}\ngaps = [")
    profiles("city", text)
    assert_refused(text, terms, "terms")
