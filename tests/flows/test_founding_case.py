"""The sample year, and the example year beside the project when it is there, through the ordinary steps."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from flows.demo.centre import Answer, read_answer_book
from flows.demo.committee import fill_in_decisions
from flows.demo.summary import summary
from schemas.words import Decision, Outcome
from tasks.asking import ask
from tasks.deadlines import due_dates
from tasks.decision_sheet import list_path as decision_sheet
from tasks.problems import open_problems
from tasks.progress import count_by_status
from tests.digest import digest
from tests.founding import second_round, survey
from tests.offices import SAMPLES, SETTINGS, drop, office_at, run_night
from warehouse import tables as t
from warehouse.engine import reading
from warehouse.queries import find_query

EXPECTED = SAMPLES / "expected.json"
REGISTER = SAMPLES / "1-register" / "建议交办台账.xlsx"
YEAR = Path(__file__).parents[3] / "shared" / "examples" / "year"
END = date(2020, 12, 31)


def rows(folder: Any, name: str, as_of: date = END) -> list[dict[str, Any]]:
    return ask(folder, find_query(name), as_of).to_dict("records")


def said(counts: dict[str, int]) -> dict[str, int]:
    """Return counts by the words that people read."""
    return {Outcome(word).chinese: count for word, count in counts.items()}


def test_the_founding_case_comes_out_of_the_files(tmp_path, warehouse_url):
    folder, expected = office_at(tmp_path / "office", warehouse_url), json.loads(EXPECTED.read_text("utf-8"))
    drop(folder, SAMPLES / "1-register", SAMPLES / "2-replies-by-april")
    run_night(folder, date(2020, 4, 30))
    drop(folder, SAMPLES / "3-replies-by-august")
    run_night(folder, date(2020, 8, 31))
    _bad_files_are_batches_with_a_problem(folder)
    _the_same_night_again_changes_nothing(folder, date(2020, 8, 31))
    assert {row["number"] for row in rows(folder, "late")} == {str(e["number"]) for e in expected["late"]}
    departments = rows(folder, "by-department")
    assert sum(row["lead"] for row in departments) == expected["totals"]["duties"]
    assert sum(row["replied"] for row in departments) == expected["totals"]["duties"]
    assert sum(row["incomplete"] for row in departments) == len(expected["incomplete"])
    book = read_answer_book(SAMPLES / "answers.csv", REGISTER, 1)
    survey(folder, book, date(2020, 9, 1), date(2020, 9, 30))
    (first,) = rows(folder, "satisfaction")
    wanted = expected["survey"]
    counts = wanted["satisfaction"]
    assert {name: first[name] for name in counts} == counts
    assert (first["numerator"], first["items"]) == (counts["satisfied"] + counts["mostly_satisfied"], 120)
    assert f"{float(first['percent']):.1f}%" == wanted["share"] == "98.3%"
    assert [int(row["number"]) for row in rows(folder, "unsatisfied")] == wanted["dissatisfied"]
    assert {row["outcome"]: row["pairs"] for row in rows(folder, "all-answers")} == said(
        wanted["all_answers"]
    )
    assert rows(folder, "call-outcomes")[0]["with_phone"] == wanted["calls"]
    second = read_answer_book(SAMPLES / "answers.csv", REGISTER, 2)
    second_round(
        folder,
        second,
        lambda: drop(folder, SAMPLES / "4-second-replies"),
        date(2020, 10, 9),
        date(2020, 11, 1),
        date(2020, 11, 20),
    )
    (final,) = rows(folder, "satisfaction-final")
    assert (final["numerator"], final["base"]) == (wanted["second_round"]["satisfied_or_mostly"], 120)
    assert count_by_status(folder) == {"satisfied": 119, "escalated": 1}
    fill_in_decisions(decision_sheet(folder, date(2020, 11, 20)), Decision.CLOSE, folder.inbox / "办结.xlsx")
    run_night(folder, date(2020, 12, 10))
    assert count_by_status(folder) == {"satisfied": 119, "closed": 1}
    told = [much for what, much in summary(folder, END) if what.startswith("decided on No. 2,")]
    assert [much[:15] for much in told] == [
        "2020-10-09 再次交办",
        "2020-11-20 提请处理",
        "2020-12-10 说明后办",
    ]
    letters = sorted((folder.outbox / "letters").iterdir())
    assert [path.name.split("_")[0] for path in letters] == ["临人代工函〔2020〕1号", "临人代工函〔2020〕2号"]


def _bad_files_are_batches_with_a_problem(folder):
    found = {row["file_name"]: row for row in rows(folder, "batches")}
    assert found["空表.csv"]["status"] == "文件未读取"
    assert found["食堂菜单.csv"]["status"] == "文件未读取"
    torn = next(row for name, row in found.items() if "没有传完" in name)
    assert torn["status"] == "文件未读取"
    wrong = next(row for name, row in found.items() if "问题示例" in name)
    assert (wrong["status"], wrong["set_aside_count"], wrong["new_count"]) == ("整批暂缓", 8, 0)


def _the_same_night_again_changes_nothing(folder, as_of):
    before = digest(folder.database)
    run_night(folder, as_of)
    assert digest(folder.database) == before


@pytest.mark.skipif(not YEAR.is_dir(), reason="the example year is not beside the project")
class TestExampleYear:
    @pytest.fixture
    def year(self, tmp_path, warehouse_url):
        settings = {
            **SETTINGS,
            "region_code": "370399",
            "region_name": "云溪区",
            "government": "云溪区人民政府",
        }
        folder = office_at(tmp_path / "office", warehouse_url, settings)
        drop(folder, YEAR)
        run_night(folder, date(2020, 9, 1))
        return folder

    @pytest.fixture
    def expected(self):
        return json.loads((YEAR / "expected.json").read_text("utf-8"))

    @pytest.fixture
    def truth(self):
        return json.loads((YEAR / "survey_truth.json").read_text("utf-8"))

    def book(self, truth):
        words = {outcome.value: outcome.chinese for outcome in Outcome}
        return {
            (item["title"], person["name"]): Answer(
                words[person["outcome"]], person["reason"] or "", "2020-09-10"
            )
            for item in truth
            for person in item["deputies"]
            if person["outcome"]
        }

    def test_the_year_reproduces(self, year, expected, truth):
        self.handling_reproduces(year, expected)
        self.suggestions_reproduce(year, expected)
        self.register_and_directory_reproduce(year, expected)
        self.corrections_replace_what_they_correct(year, expected)
        self.letters_are_held_against_the_register(year, expected)
        self.survey_and_second_round_reproduce(year, expected, truth)

    def handling_reproduces(self, year, expected):
        departments = {row["department"]: row for row in rows(year, "by-department")}
        for name, figures in expected["by_department"].items():
            ours = departments[name]
            for figure in ("lead", "co_handler", "replied", "late", "incomplete"):
                assert ours[figure] == figures[figure], (name, figure)
        assert sum(row["on_time"] for row in departments.values()) == expected["in_time"]
        late = [
            {
                "number": row["number"],
                "department": row["department"],
                "due_date": row["due_on"].isoformat(),
                "reply_date": row["replied_on"].isoformat(),
                "days_late": row["days_late"],
            }
            for row in rows(year, "late")
        ]
        key = lambda row: int(row["number"])  # noqa: E731
        assert sorted(late, key=key) == sorted(expected["late"], key=key)
        assert [(r["number"], r["department"]) for r in rows(year, "undated")] == [
            (r["number"], r["department"]) for r in expected["undated"]
        ]
        words = {"missing_result_class": "missing_class"}
        incomplete = [
            (row["number"], row["department"], words.get(row["code"], row["code"]))
            for row in rows(year, "incomplete")
        ]
        assert sorted(incomplete) == sorted(
            (row["number"], row["department"], reason)
            for row in expected["incomplete"]
            for reason in row["reasons"]
        )
        assert sorted((r["number"], r["department"]) for r in rows(year, "not-met")) == sorted(
            (r["number"], r["department"]) for r in expected["not_met"]
        )
        assert Counter(day.isoformat() for day in due_dates(year)["due_on"]) == expected["due_dates"]
        none = {"未填写": "none"}
        for query, name in (("result-classes", "by_class"), ("publicity", "by_publicity")):
            ours = {
                none.get(row[next(iter(row))], row[next(iter(row))]): row["replies"]
                for row in rows(year, query)
            }
            assert ours == expected[name]

    def suggestions_reproduce(self, year, expected):
        for query, name in (
            ("by-category", "by_category"),
            ("by-committee", "by_committee"),
            ("by-delegation", "by_lead_delegation"),
        ):
            ours = {
                row[next(iter(row))]: row["suggestions"] for row in rows(year, query) if row["suggestions"]
            }
            assert ours == expected[name]
        totals = expected["totals"]
        assert sum(row["suggestions"] for row in rows(year, "status")) == totals["suggestions"]
        phones = [
            (row["name"], row["delegation"], bool(row["signs"])) for row in rows(year, "unusable-phones")
        ]
        assert sorted(phones) == sorted(
            (p["name"], p["delegation"], p["signs"]) for p in expected["unusable_phones"]
        )
        assert {row["name"] for row in rows(year, "same-names")} == {
            p["name"] for p in expected["same_names"]
        }

    def register_and_directory_reproduce(self, year, expected):
        totals, calls = expected["totals"], expected["calls"]
        with reading(year.database) as connection:

            def ask_for(*columns):
                return connection.execute(select(*columns)).all()

            suggestions = ask_for(t.suggestion)
            referrals = connection.execute(
                select(t.suggestion.c.number, t.department.c.name, t.referral.c.role)
                .join(t.referral, t.referral.c.suggestion_id == t.suggestion.c.suggestion_id)
                .join(t.department, t.department.c.department_id == t.referral.c.department_id)
            ).all()
            signers = ask_for(t.signer.c.deputy_id, t.signer.c.signature)
            deputies = ask_for(t.deputy)
            phones = connection.execute(
                select(t.deputy.c.name, t.deputy_phone.c.deputy_id, t.deputy_phone.c.e164)
                .join(t.deputy, t.deputy.c.deputy_id == t.deputy_phone.c.deputy_id)
                .where(t.deputy_phone.c.position == 1)
            ).all()
            departments = ask_for(t.department)
        by_number = lambda numbers: sorted(numbers, key=int)  # noqa: E731
        assert by_number(s.number for s in suggestions if s.is_key) == expected["key_suggestions"]
        long = [s.number for s in suggestions if s.term_kind == "long_reply"]
        assert by_number(long) == expected["six_month_suggestions"]
        separate = {}
        for row in referrals:
            if row.role == "separate":
                separate.setdefault(row.number, set()).add(row.name)
        assert separate == {number: set(names) for number, names in expected["separate_suggestions"].items()}
        assert len(deputies) == totals["deputies"]
        assert len({row.delegation for row in deputies}) == totals["delegations"]
        assert len(departments) == totals["departments"]
        assert sum(row.role != "co_handler" for row in referrals) == totals["replies_due"]
        assert (
            len({row.number for row in referrals if row.role == "co_handler"}) == totals["with_co_handlers"]
        )
        assert sum(row.signature == "co_signer" for row in signers) == totals["cosigner_entries"]
        assert len({row.deputy_id for row in signers if row.signature == "lead"}) == calls["leads_once"]
        signed = {row.deputy_id for row in signers}
        assert len({row.e164 for row in phones if row.deputy_id in signed}) == calls["distinct_numbers"]
        shared = {}
        for row in phones:
            shared.setdefault(row.e164, []).append(row.name)
        assert sorted(sorted(names) for names in shared.values() if len(names) > 1) == sorted(
            sorted(names) for names in expected["shared_phones"]
        )

    def corrections_replace_what_they_correct(self, year, expected):
        replaced = [row for row in rows(year, "batches") if row["new_count"] and "更正" in row["file_name"]]
        assert sum(row["new_count"] for row in replaced) == len(expected["registers"]["corrected_values"])

    def letters_are_held_against_the_register(self, year, expected):
        found = open_problems(year)
        differing = found[found["code"] == "letter_differs"]
        assert set(differing["file_name"]) == {
            Path(e["file"]).name for e in expected["letters"]["with_differences"]
        }
        assert len(differing) == sum(len(e["differences"]) for e in expected["letters"]["with_differences"])
        assert len(found[found["code"] == "register_differs"]) == len(differing)
        assert not len(found[found["code"] == "letter_not_matched"])
        letters = [row for row in rows(year, "batches") if row["kind"] == "答复函"]
        assert len(letters) == expected["letters"]["files"]

    def survey_and_second_round_reproduce(self, year, expected, truth):
        survey(year, self.book(truth), date(2020, 9, 2), date(2020, 9, 30))
        wanted = expected["satisfaction"]
        (first,) = rows(year, "satisfaction")
        assert (first["items"], first["satisfied"], first["mostly_satisfied"], first["dissatisfied"]) == (
            wanted["base"],
            wanted["satisfied"],
            wanted["mostly_satisfied"],
            wanted["dissatisfied"],
        )
        assert f"{float(first['percent']):.1f} %" == wanted["share"]
        assert [row["number"] for row in rows(year, "unsatisfied")] == wanted["dissatisfied_suggestions"]
        pairs = {row["outcome"]: row["pairs"] for row in rows(year, "all-answers")}
        assert pairs == said(wanted["all_answers"])
        (calls,) = rows(year, "call-outcomes")
        people = expected["calls"]
        assert calls["calls"] == people["leads_and_cosigners"]
        assert calls["with_phone"] == people["leads_and_cosigners_once"]
        assert calls["no_usable_phone"] == people["without_usable_phone"]
        ends = people["outcomes_of_persons"]
        assert calls["complete"] == ends["answered"]
        for end in ("unreached", "refused", "invalid_number", "left_office"):
            assert calls[end] == ends[end]
        departments = {row["department"]: row for row in rows(year, "by-department")}
        for name, figures in expected["by_department"].items():
            for figure in ("satisfied", "mostly_satisfied", "dissatisfied"):
                assert departments[name][figure] == figures[figure], (name, figure)
        second = json.loads((YEAR / "second_round.json").read_text("utf-8"))
        titles = {item["number"]: item["title"] for item in truth}
        words = {outcome.value: outcome.chinese for outcome in Outcome}
        book = {
            (titles[row["number"]], row["deputy"]): Answer(
                words[row["outcome"]], row["reason"] or "", row["call_date"]
            )
            for row in second
        }

        def replies() -> None:
            head = "建议编号,建议标题,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性"
            lines = [
                f"{row['number']},{titles[row['number']]},{row['rehandled_by'][0]},云再提〔2020〕{place}号,"
                f"{row['new_reply_date']},A,李强,王芳,0500-5550001,是,主动公开"
                for place, row in enumerate(second, start=1)
            ]
            (year.inbox / "再次答复.csv").write_text("\n".join([head, *lines]), "utf-8")

        second_round(year, book, replies, date(2020, 10, 9), date(2020, 11, 1), date(2020, 11, 20))
        (final,) = rows(year, "satisfaction-final")
        after = wanted["after_second_round"]
        assert (final["numerator"], f"{float(final['percent']):.1f} %") == (after["counted"], after["share"])
        assert count_by_status(year) == {
            "satisfied": after["counted"],
            "escalated": len(after["still_dissatisfied"]),
        }
