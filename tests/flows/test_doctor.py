"""duban doctor: what it finds, what it warns of, and how it shows a profile."""

import json
from datetime import date

import pandas as pd
import pytest
from typer.testing import CliRunner

from flows.cli import app, office  # noqa: F401
from flows.health import PROFILE_COLUMNS, calendar_findings, findings, profile_table
from schemas.profile import profile_names
from schemas.words import Measure
from tests.offices import office_at

NEXT_YEAR = """
[[notice]]
published = 2026-11-05
title = "国务院办公厅关于2027年部分节假日安排的通知"
year = 2027
off = [[2027-01-01, 2027-01-03]]
"""


def run(*arguments):
    return CliRunner().invoke(app, ["doctor", *arguments])


@pytest.fixture
def folder(tmp_path):
    return office_at(tmp_path / "office")


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_is_shown_as_table_and_as_json(name):
    table = run("--profile", name, "--on", "2026-06-01")
    assert table.exit_code == 0, table.output
    assert "terms.second_reply" in table.output
    assert "…" not in table.output
    rows = json.loads(run("--profile", name, "--on", "2026-06-01", "--format", "json").output)
    assert {row["key"] for row in rows} >= {"terms.reply", "reply.classes", "survey.ask", "returning.consent"}
    assert all(set(row) == set(PROFILE_COLUMNS) for row in rows)


def test_a_value_is_shown_with_its_profile_its_edition_and_its_article():
    rows = json.loads(run("--profile", "zhangdian", "--on", "2020-01-17", "--format", "json").output)
    found = {row["key"]: row for row in rows}["terms.second_reply"]
    assert found["value"]["value"] == 1
    assert found["value"]["unit"] == "month"
    assert (found["profile"], found["effective_from"], found["article"]) == (
        "shandong",
        "2017-05-19",
        "第二十四条",
    )


def test_a_profile_on_an_earlier_day_is_the_one_of_that_day():
    old, new = (profile_table("henan", date(2017, month, 1), as_text=True) for month in (7, 8))

    def second(rows: pd.DataFrame) -> str:
        return rows.set_index("key")["value"]["terms.second_reply"]

    assert second(old).startswith("再次答复期限：自交办之日起30日")
    assert second(new).startswith("再次答复期限：自交办之日起1个月")


def test_the_rules_of_an_office_are_shown_over_those_it_picked(folder):
    assert "rules.toml: " not in "".join(text for _, text in findings(folder, date(2026, 6, 1)))
    (folder.path / "rules.toml").write_text(
        '[[edition]]\neffective_from = 2026-01-01\ntitle = "本区办法"\nread = "full_text"\nsource = "本区文件"\n'
        '[edition.survey]\nverdict = "worst"\narticle = { verdict = "第三条" }\n',
        "utf-8",
    )
    arguments = ("--profile", "rules.toml", "--office", str(folder.path), "--on", "2026-06-01")
    rows = {row["key"]: row for row in json.loads(run(*arguments, "--format", "json").output)}
    assert (rows["survey.verdict"]["value"], rows["survey.verdict"]["article"]) == ("worst", "第三条")
    assert rows["terms.second_reply"]["profile"] == "shandong"
    texts = [text for _, text in findings(folder, date(2026, 6, 1))]
    assert any("profile rules.toml@" in text and ": 本区办法" in text for text in texts)
    assert any(text.endswith("duban doctor --profile rules.toml") for text in texts)


def test_an_unknown_profile_is_refused_with_the_known_ones():
    found = run("--profile", "atlantis")
    assert found.exit_code != 0
    assert "known: beijing" in str(found.exception)


@pytest.mark.parametrize(
    ("on", "notice", "is_well"),
    [
        pytest.param("2026-10-31", "", True, id="in October nobody can know"),
        pytest.param("2026-11-01", "", False, id="from November on it is looked for"),
        pytest.param("2026-12-31", "", False, id="and until the end of the year"),
        pytest.param("2027-01-01", "", False, id="and after it"),
        pytest.param("2026-11-06", NEXT_YEAR, True, id="the office has put it in"),
        pytest.param("2026-11-06", "[[notice]]\n", False, id="the office's file cannot be used"),
    ],
)
def test_holidays_of_the_next_year_are_looked_for_from_november(folder, on, notice, is_well):
    if notice:
        folder.holidays.write_text(notice, "utf-8")
    [(well, text)] = calendar_findings(folder, date.fromisoformat(on))
    assert well is is_well
    assert is_well or "holidays.toml" in text


def test_findings_name_the_rules_and_their_gaps(folder):
    texts = [text for _, text in findings(folder, date(2026, 6, 1))]
    assert any("山东省人民代表大会代表建议、批评和意见办理工作条例" in text for text in texts)
    assert any(text.endswith("duban doctor --profile shandong") for text in texts)


def test_an_office_with_a_profile_that_is_not_there_is_a_finding(folder):
    other = folder.model_copy(update={"office": folder.office.model_copy(update={"profile": "atlantis"})})
    assert [text for well, text in findings(other, date(2026, 6, 1)) if not well] == [
        f"there is no profile atlantis; known: {', '.join(profile_names())}"
    ]


def test_a_measure_of_the_office_that_the_rules_overrule_is_a_finding(folder):
    def wrong(profile, measure):
        said = folder.office.model_copy(update={"profile": profile, "still_unsatisfied": measure})
        other = folder.model_copy(update={"office": said})
        return [text for well, text in findings(other, date(2026, 6, 1)) if not well]

    assert wrong("shandong", Measure.MEETING) == wrong("chongqing", Measure.MEETING) == []
    (text,) = wrong("chongqing", Measure.EXPERT_ASSESSMENT)
    assert "expert_assessment is not followed: the rules say meeting" in text


def test_findings_come_as_json_too(folder):
    found = run("--office", str(folder.path), "--on", "2026-06-01", "--format", "json")
    assert found.exit_code == 0, found.output
    assert {"ok", "finding"} == set(json.loads(found.output)[0])
    assert run("--office", str(folder.path), "--format", "xlsx").exit_code != 0
