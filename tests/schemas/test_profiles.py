"""Rule profiles: inheritance, editions by day, and where each value came from."""

from datetime import date, timedelta

import pytest

from schemas.inputs import REPLIES
from schemas.lifecycle import Event
from schemas.profile import (
    EndRule,
    ProfileError,
    Unit,
    check_profile,
    edition_days,
    in_force,
    profile_names,
    resolve,
)
from schemas.terms import TermName
from schemas.words import Outcome
from tests.schemas.made_profiles import CITY, COUNTY

DAYS = (date(2020, 1, 17), date(2026, 6, 1))
COMMON = {"solved", "under_way", "planned", "not_possible", "reference", "superior"}
NO_ARTICLE = {"title", "read", "source", "counting", "gaps"}


OWN_IN_SESSION = """
[edition.terms.reply_in_session]
unit = "fixed_date"
on = "06-30"
start = "session_closed"
end_rule = "none"
article = "第十条"

[edition.reply]
"""


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", profile_names())
class TestEveryProfile:
    def test_resolves(self, name, day):
        assert in_force(name, day).profile == name

    def test_has_the_three_terms_with_their_sources(self, name, day):
        terms = in_force(name, day).terms
        assert {"reply", "long_reply", "second_reply"} <= set(terms) <= set(TermName)
        assert all(term.source.strip() and term.article for term in terms.values())
        assert {term.name for term in terms.values()} == set(terms)

    def test_maps_its_classes_to_the_common_set(self, name, day):
        reply = in_force(name, day).reply
        schemes = [reply.classes, *reply.other_schemes.values()]
        assert set().union(*(scheme.values() for scheme in schemes)) <= COMMON

    def test_makes_only_fields_of_the_reply_register_mandatory(self, name, day):
        assert set(in_force(name, day).reply.mandatory) <= set(REPLIES.names)

    def test_re_refers_ratings_only(self, name, day):
        assert all(Outcome(outcome).is_rating for outcome in in_force(name, day).survey.re_refer)

    def test_says_of_every_value_which_article_it_is_from(self, name, day):
        rows = list(resolve(name, day).rows())
        assert [key for key, _, origin in rows if not origin.article and key not in NO_ARTICLE] == []
        assert len({key for key, _, _ in rows} - {"gaps"}) == len(
            [key for key, _, _ in rows if key != "gaps"]
        )


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_can_be_used_on_every_day_that_changes_it(name):
    check_profile(name)
    for day in edition_days(name):
        assert in_force(name, day).effective_from == day
    before = edition_days(name)[0] - timedelta(days=1)
    with pytest.raises(ProfileError, match=f"profile {name} has no edition in force on {before}"):
        in_force(name, before)


def test_a_province_keeps_what_it_does_not_override():
    national, shandong = in_force("national", DAYS[0]), in_force("shandong", DAYS[0])
    assert shandong.reply.classes == national.reply.classes
    assert shandong.survey.ask == national.survey.ask
    assert shandong.reminders == national.reminders
    assert (national.terms["second_reply"].value, shandong.terms["second_reply"].value) == (3, 1)
    assert (national.reply.signatory_must_be, shandong.reply.signatory_must_be) == (None, "主要负责人")


@pytest.mark.parametrize(
    ("day", "article"),
    [
        pytest.param(date(2015, 8, 28), "代表法（2010年修正）第四十二条", id="the law of 2010"),
        pytest.param(date(2025, 3, 11), "代表法（2015年修正）第四十二条", id="the day before the new law"),
        pytest.param(date(2025, 3, 12), "代表法（2025年修正）第五十一条", id="the day it holds"),
    ],
)
def test_the_edition_of_the_day_holds(day, article):
    assert in_force("national", day).terms["reply"].source.startswith(f"{article}；期间计算")
    assert in_force("yulin", day).terms["reply"].source.startswith(article)


def test_the_way_of_counting_is_named_with_the_law_of_the_day():
    old, new = (in_force("shandong", date(year, 12, 31)) for year in (2020, 2021))
    assert old.terms["reply"].source.endswith("；期间计算参照民法关于期间的规定")
    assert new.terms["reply"].source.endswith("；期间计算参照民法典第二百零一条至第二百零三条")


def test_an_edition_is_dated_by_its_newest_part():
    # or two rules of one province would carry the same date, and a trace would not tell which of them it followed
    assert in_force("shandong", date(2020, 12, 31)).effective_from == date(2017, 5, 19)
    assert in_force("shandong", date(2025, 3, 12)).effective_from == date(2025, 3, 12)
    # the term itself is as old as the rule that says it
    assert in_force("shandong", date(2025, 3, 12)).terms["reply"].effective_from == date(2017, 5, 19)


def test_there_is_no_edition_before_the_first():
    with pytest.raises(ProfileError, match="no edition in force on 2010-10-27"):
        in_force("national", date(2010, 10, 27))


def test_a_province_without_a_nation_says_what_is_missing():
    with pytest.raises(
        ProfileError, match="henan has no edition in force on 2005-01-01: national begins later"
    ):
        in_force("henan", date(2005, 1, 1))


def test_an_unknown_profile_is_named_with_the_known_ones():
    with pytest.raises(ProfileError, match=r"no profile atlantis; known: beijing, .*national, .*zibo"):
        in_force("atlantis", DAYS[0])


def test_a_path_is_no_profile():
    with pytest.raises(ProfileError, match="no profile"):
        in_force("../samples/x", DAYS[0])


def test_three_levels_are_laid_over_each_other(profiles):
    profiles("city", CITY)
    profiles("county", COUNTY)
    edition = in_force("county", date(2021, 1, 1))
    assert (edition.title, edition.region, edition.level) == ("区办法", "某区", "county")
    assert (edition.survey.ask, edition.survey.verdict) == ("lead", "lead")
    assert (edition.terms["reply"].value, edition.terms["reply"].unit) == (40, Unit.WORKING_DAY)
    assert edition.terms["reply"].end_rule is EndRule.NONE
    assert edition.terms["long_reply"].value == 6
    assert in_force("county", date(2022, 1, 1)).survey.verdict == "worst"


def test_every_value_knows_its_origin(profiles):
    profiles("city", CITY)
    profiles("county", COUNTY)
    found = {key: origin for key, _, origin in resolve("county", date(2022, 1, 1)).rows()}

    def place(key):
        return found[key].profile, found[key].effective_from, found[key].article

    assert place("survey.ask") == ("county", date(2020, 1, 1), "")
    assert place("survey.verdict") == ("city", date(2022, 1, 1), "第三条")
    assert place("terms.reply") == ("city", date(2019, 1, 1), "第九条")
    assert place("terms.long_reply") == ("national", date(2015, 8, 29), "第四十二条")


def test_gaps_add_up_from_above_and_a_newer_edition_closes_its_own(profiles):
    profiles("city", CITY)
    profiles("county", COUNTY)
    own = ("某区：三",)
    assert in_force("county", date(2021, 1, 1)).gaps[-3:] == ("某市：一", "某市：二", *own)
    assert "某市：一" not in in_force("county", date(2022, 1, 1)).gaps
    assert in_force("county", date(2022, 1, 1)).gaps[-1:] == own


def test_a_class_table_is_replaced_whole_with_what_was_said_of_its_classes(profiles):
    profiles("city", CITY.replace("B = ", "C = "))
    reply = in_force("city", date(2022, 1, 1)).reply
    assert reply.classes == {"A": "solved", "C": "not_possible"}
    assert in_force("national", date(2022, 1, 1)).reply.also_means == {"B": ("planned",)}
    assert (reply.also_means, reply.mandatory_by_class) == ({}, {})


def test_an_older_edition_still_holds_where_the_newer_is_silent(profiles):
    profiles("city", CITY)
    assert in_force("city", date(2030, 1, 1)).terms["reply"].value == 40


def test_unless_the_newer_repeals_it(profiles):
    profiles(
        "city",
        CITY.replace('title = "市办法（2022年）"', 'title = "市办法（2022年）"\nrepeals_earlier = true'),
    )
    assert in_force("city", date(2021, 12, 31)).terms["reply"].value == 40
    assert in_force("city", date(2022, 1, 1)).terms["reply"].value == 3
    assert in_force("city", date(2022, 1, 1)).survey.verdict == "worst"


def test_the_order_of_editions_in_the_file_does_not_matter(profiles):
    head, first, second = CITY.partition("[[edition]]")[0], *CITY.split("[[edition]]")[1:]
    profiles("city", CITY)
    forwards = in_force("city", date(2023, 1, 1))
    profiles("turned", f"{head}[[edition]]{second}\n[[edition]]{first}")
    terms = {
        name: term.model_copy(update={"profile": term.profile.replace("turned", "city")})
        for name, term in in_force("turned", date(2023, 1, 1)).terms.items()
    }
    turned = in_force("turned", date(2023, 1, 1)).model_copy(update={"profile": "city", "terms": terms})
    assert turned == forwards


def test_before_its_own_first_edition_a_profile_is_what_it_inherits(profiles):
    profiles("city", CITY)
    before = in_force("city", date(2019, 1, 1) - timedelta(days=1))
    assert before.title == in_force("national", date(2018, 1, 1)).title


def test_an_edition_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        in_force("national", DAYS[0]).title = "x"  # type: ignore[misc]


def test_events_of_verdicts_fit_the_lifecycle():
    assert {Event.FOUND_SATISFIED, Event.FOUND_UNSATISFIED, Event.NOT_RATED} <= set(Event)


def test_what_is_said_in_session_may_have_a_term_of_its_own(profiles):
    own = CITY.replace("[edition.reply]", OWN_IN_SESSION, 1)
    profiles("city", own)
    edition = in_force("city", date(2020, 1, 1))
    in_session, between = (edition.term("reply", in_session=is_so) for is_so in (True, False))
    assert (in_session.on, in_session.start, between.value) == ("06-30", "session_closed", 40)
    assert edition.term("long_reply", in_session=True).value == 6
    assert edition.term("feedback", in_session=True) is None
