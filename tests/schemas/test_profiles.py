"""Rule profiles: inheritance, editions by day, and refusal of what cannot be right."""

from datetime import date, timedelta
from importlib.resources import files

import pytest

from schemas import profile
from schemas.inputs import REPLIES
from schemas.lifecycle import Event
from schemas.profile import EndRule, ProfileError, Unit, in_force, profile_names
from schemas.words import Outcome

DAYS = (date(2020, 1, 17), date(2026, 6, 1))
COMMON = {"solved", "under_way", "planned", "not_possible", "reference", "superior"}
CITY = """
inherits = "national"

[[edition]]
effective_from = 2019-01-01
title = "市办法（2019年）"

[edition.terms.reply]
value = 40
unit = "working_day"
start = "referred"
end_rule = "none"
source = "市办法第九条"

[edition.reply]
classes = { A = "solved", B = "not_possible" }

[[edition]]
effective_from = 2022-01-01
title = "市办法（2022年）"

[edition.survey]
verdict = "worst"
"""


@pytest.fixture
def profiles(tmp_path, monkeypatch):
    """Return a function that puts a profile beside the shipped ones."""
    folder = tmp_path / "profiles"
    folder.mkdir()
    for entry in files("schemas").joinpath("profiles").iterdir():
        (folder / entry.name).write_text(entry.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(profile, "files", lambda package: tmp_path)
    profile._read.cache_clear()
    yield lambda name, text: (folder / f"{name}.toml").write_text(text, "utf-8")
    profile._read.cache_clear()


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", profile_names())
class TestEveryProfile:
    def test_resolves(self, name, day):
        assert in_force(name, day).profile == name

    def test_has_the_three_terms_with_their_sources(self, name, day):
        terms = in_force(name, day).terms
        assert {"reply", "long_reply", "second_reply"} <= set(terms)
        assert all(term.source.strip() for term in terms.values())

    def test_maps_its_classes_to_the_common_set(self, name, day):
        assert set(in_force(name, day).reply.classes.values()) <= COMMON

    def test_makes_only_fields_of_the_reply_register_mandatory(self, name, day):
        assert set(in_force(name, day).reply.mandatory) <= set(REPLIES.names)

    def test_re_refers_ratings_only(self, name, day):
        assert all(Outcome(outcome).is_rating for outcome in in_force(name, day).survey.re_refer)


def test_a_province_keeps_what_it_does_not_override():
    national, shandong = in_force("national", DAYS[0]), in_force("shandong", DAYS[0])
    assert shandong.terms["reply"] == national.terms["reply"]
    assert shandong.survey == national.survey
    assert (national.terms["second_reply"].value, shandong.terms["second_reply"].value) == (3, 1)
    assert shandong.reply.signatory_must_be == "主要负责人"


@pytest.mark.parametrize(
    ("day", "article"),
    [
        pytest.param(date(2025, 3, 11), "代表法（2010年修正）第四十二条", id="the day before the new law"),
        pytest.param(date(2025, 3, 12), "代表法（2025年修正）第五十一条", id="the day it holds"),
    ],
)
def test_the_edition_of_the_day_holds(day, article):
    assert in_force("national", day).terms["reply"].source.startswith(article)
    assert in_force("shandong", day).terms["reply"].source.startswith(article)


def test_an_edition_is_dated_by_its_newest_part():
    # or two rules of one province would carry the same date, and a trace would not tell which of them it followed
    assert in_force("shandong", date(2025, 3, 11)).effective_from == date(2017, 5, 19)
    assert in_force("shandong", date(2025, 3, 12)).effective_from == date(2025, 3, 12)


def test_there_is_no_edition_before_the_first():
    with pytest.raises(ProfileError, match="no edition in force on 2010-10-27"):
        in_force("national", date(2010, 10, 27))


def test_an_unknown_profile_is_named_with_the_known_ones():
    with pytest.raises(ProfileError, match="no profile atlantis; known: national, shandong"):
        in_force("atlantis", DAYS[0])


def test_three_levels_are_laid_over_each_other(profiles):
    profiles("city", CITY)
    county = 'inherits = "city"\n[[edition]]\neffective_from = 2020-01-01\ntitle = "区"\n[edition.survey]\nask = "lead"\n'
    profiles("county", county)
    edition = in_force("county", date(2021, 1, 1))
    assert (edition.title, edition.survey.ask, edition.survey.verdict) == ("区", "lead", "lead")
    assert (edition.terms["reply"].value, edition.terms["reply"].unit) == (40, Unit.WORKING_DAY)
    assert edition.terms["reply"].end_rule is EndRule.NONE
    assert edition.terms["long_reply"].value == 6
    assert in_force("county", date(2022, 1, 1)).survey.verdict == "worst"


def test_a_class_table_is_replaced_whole(profiles):
    profiles("city", CITY)
    assert in_force("city", date(2020, 1, 1)).reply.classes == {"A": "solved", "B": "not_possible"}


def test_an_older_edition_still_holds_where_the_newer_is_silent(profiles):
    profiles("city", CITY)
    assert in_force("city", date(2030, 1, 1)).terms["reply"].value == 40


def test_the_order_of_editions_in_the_file_does_not_matter(profiles):
    head, first, second = CITY.partition("[[edition]]")[0], *CITY.split("[[edition]]")[1:]
    profiles("city", CITY)
    forwards = in_force("city", date(2023, 1, 1))
    profiles("turned", f"{head}[[edition]]{second}\n[[edition]]{first}")
    assert in_force("turned", date(2023, 1, 1)).model_copy(update={"profile": "city"}) == forwards


def test_before_its_own_first_edition_a_profile_is_what_it_inherits(profiles):
    profiles("city", CITY)
    before = in_force("city", date(2019, 1, 1) - timedelta(days=1))
    assert before.title == in_force("national", date(2018, 1, 1)).title


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            'parent = "national"\n[[edition]]\neffective_from = 2020-01-01\ntitle = "x"\n',
            id="beside editions",
        ),
        pytest.param('inherits = "national"\n', id="no edition at all"),
        pytest.param(CITY.replace("verdict", "verdikt"), id="among the survey rules"),
        pytest.param(
            CITY.replace('"市办法（2022年）"', '"市办法（2022年）"\nholiday = 3'), id="in an edition"
        ),
        pytest.param(CITY.replace('"worst"', '"mean"'), id="a rule for verdicts that nobody knows"),
        pytest.param(CITY.replace("working_day", "fortnight"), id="a unit that nobody knows"),
        pytest.param(CITY.replace("value = 40", "value = 0"), id="a term without length"),
        pytest.param(CITY.replace('source = "市办法第九条"\n', ""), id="a term without source"),
    ],
)
def test_a_key_or_word_that_is_unknown_is_refused(profiles, text):
    profiles("city", text)
    with pytest.raises(ProfileError, match="profile city"):
        in_force("city", date(2023, 1, 1))


def test_an_edition_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        in_force("national", DAYS[0]).title = "x"  # type: ignore[misc]


def test_events_of_verdicts_fit_the_lifecycle():
    assert {Event.FOUND_SATISFIED, Event.FOUND_UNSATISFIED, Event.NOT_RATED} <= set(Event)
