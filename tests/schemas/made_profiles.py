"""Profiles of a city and a county that do not exist, and the same with something wrong in them."""

import re

import pytest

from schemas.profile import ProfileError, check_profile

CITY = """
inherits = "national"
level = "city"
region = "某市"

[[edition]]
effective_from = 2019-01-01
title = "市办法（2019年）"
read = "full_text"
source = "市人大公报"
gaps = ["某市：一", "某市：二"]

[edition.terms.reply]
value = 40
unit = "working_day"
start = "referred"
end_rule = "none"
article = "第九条"

[edition.reply]
classes = { A = "solved", B = "not_possible" }

[[edition]]
effective_from = 2022-01-01
title = "市办法（2022年）"
read = "full_text"
source = "市人大公报"

[edition.survey]
verdict = "worst"
article = { verdict = "第三条" }
"""
COUNTY = """
inherits = "city"
level = "county"
region = "某区"
[[edition]]
effective_from = 2020-01-01
title = "区办法"
read = "full_text"
source = "区人大公报"
gaps = ["某区：三"]
[edition.survey]
ask = "lead"
"""


def with_term(name, **values):
    keys = {
        "value": 1,
        "unit": '"month"',
        "start": '"referred"',
        "end_rule": '"none"',
        "article": '"第一条"',
    } | values
    return f"{CITY}\n[edition.terms.{name}]\n" + "".join(
        f"{key} = {value}\n" for key, value in keys.items() if value is not None
    )


def without(*lines):
    text = CITY
    for line in lines:
        assert line in text
        text = text.replace(line, "")
    return text


def line_of(text, part):
    """Return the line that a refusal should name: the last one that holds `part`."""
    numbers = [number for number, line in enumerate(text.splitlines(), start=1) if part in line]
    assert numbers, part
    return numbers[-1]


def assert_refused(text, place, said):
    """Check that the profile `city`, whose text this is, is refused with `said` and the line of `place`."""
    with pytest.raises(ProfileError) as refused:
        check_profile("city")
    message = str(refused.value)
    assert said in message
    if place:
        assert re.search(rf"^profile city.* profiles/city\.toml, line {line_of(text, place)}\b", message), (
            message
        )
