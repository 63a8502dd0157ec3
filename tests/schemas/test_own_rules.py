"""An office's own rules: a file in its folder, laid over the profile that it picked."""

from datetime import date

import pytest

from schemas.profile import ProfileError, check_profile, in_force, name_of, resolve
from tests.offices import office_at
from tests.schemas.made_profiles import line_of

ON = date(2023, 1, 1)
OWN = """
[[edition]]
effective_from = 2022-01-01
title = "本区办法（2022年）"
read = "full_text"
source = "区人大常委会文件"
gaps = ["本区：一"]

[edition.terms.reply]
value = 40
unit = "working_day"
start = "referred"
end_rule = "none"
article = "第九条"

[edition.survey]
verdict = "worst"
article = { verdict = "第三条" }
"""


@pytest.fixture
def folder(tmp_path):
    return office_at(tmp_path / "office")


def put(folder, text):
    (folder.path / "rules.toml").write_text(text, "utf-8")


def test_an_office_without_rules_of_its_own_works_under_the_profile_it_picked(folder):
    assert folder.rules == folder.office.profile == "shandong"


def test_what_an_office_says_goes_before_its_profile_and_the_rest_stays(folder):
    picked = in_force(folder.rules, ON)
    put(folder, OWN)
    own = in_force(folder.rules, ON)
    assert (own.terms["reply"].value, own.terms["reply"].unit, own.survey.verdict) == (
        40,
        "working_day",
        "worst",
    )
    assert own.terms["second_reply"] == picked.terms["second_reply"]
    assert own.terms["reply"].source.startswith("本区办法（2022年）第九条")
    assert (own.level, own.region, own.effective_from) == (
        "office",
        folder.office.region_name,
        date(2022, 1, 1),
    )
    assert "本区：一" in own.gaps
    before = in_force(folder.rules, date(2021, 12, 31))
    assert before.terms == in_force("shandong", date(2021, 12, 31)).terms


def test_every_value_says_whether_it_is_the_offices_own(folder):
    put(folder, OWN)
    found = {key: origin for key, _, origin in resolve(folder.rules, ON).rows()}
    assert (found["terms.reply"].edition, found["terms.reply"].article) == ("本区办法（2022年）", "第九条")
    assert found["terms.second_reply"].profile == "shandong"


def test_rules_that_changed_are_others_and_are_read_anew(folder):
    put(folder, OWN)
    name = name_of(folder.rules)
    put(folder, OWN.replace("value = 40", "value = 41"))
    assert in_force(folder.rules, ON).terms["reply"].value == 41
    assert name_of(folder.rules) != name
    assert name.startswith("rules.toml@")
    assert str(folder.path) not in name


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (OWN.replace("verdict =", "verdikt =", 1), "verdikt", "survey.verdikt"),
        (OWN.replace("value = 40", "value = 0"), "value = 0", "terms.reply.value"),
        (f'inherits = "henan"\n{OWN}', "inherits", "inherits is that of duban.toml"),
        (f'level = "nation"\n{OWN}', "level", "level is that of duban.toml"),
        ("[[edition]\n", None, "rules.toml"),
        ("", None, "there is no [[edition]]"),
    ],
)
def test_rules_that_cannot_be_are_refused_with_file_and_line(folder, text, place, said):
    put(folder, text)
    with pytest.raises(ProfileError) as refused:
        check_profile(folder.rules)
    assert said in str(refused.value)
    assert str(folder.path / "rules.toml") in str(refused.value)
    if place:
        assert f"line {line_of(text, place)}:" in str(refused.value)


def test_rules_over_a_profile_that_is_not_there_name_it(folder):
    put(folder, OWN)
    other = folder.model_copy(update={"office": folder.office.model_copy(update={"profile": "atlantis"})})
    with pytest.raises(ProfileError, match="there is no profile atlantis"):
        check_profile(other.rules)
