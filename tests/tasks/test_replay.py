"""Judging again: what was set aside, held or refused comes in once it may, nothing newer is undone, nothing else moves."""

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import select, update

from tasks.aliases import AliasError, accept_alias, unknown_names
from tasks.problems import open_problems, waive
from tasks.replay import NoSuchBatch, replay
from tests.digest import digest
from tests.offices import run_night, write
from warehouse.engine import begin, reading
from warehouse.tables import batch, final_reply, problem, referral, reply, set_aside_row, signer, suggestion

DAY, LATER = date(2020, 5, 6), date(2020, 5, 20)
DEPARTMENTS = "单位全称,简称,单位类别,联络员,联系电话\n区教育局,教育局,政府部门,,\n区公安局,,政府部门,,\n"
DEPUTIES = "姓名,代表团,单位及职务,联系电话\n王一,东团,,13800001111\n李二,西团,,13800002222\n"
REGISTER = (
    "建议编号,建议标题,领衔代表,主办单位,会办单位,交办日期\n"
    "1,关于一的建议,王一,区教育局,,2020-02-03\n"
    "2,关于二的建议,王一,区公安局,,2020-02-03\n"
    "3,关于三的建议,赵三,区公安局,区民政局,2020-02-03\n"
)
HEAD = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性\n"
GOOD = "1,区教育局,教字〔2020〕1号,2020-04-01,A,王局,刘,0500-1234567,是,公开\n"
STRANGE = "2,公安口,公字〔2020〕1号,2020-04-02,A,张局,陈,0500-1234568,是,公开\n"


def _prepare(made):
    write(made, "名录.csv", DEPARTMENTS)
    write(made, "名册.csv", DEPUTIES)
    write(made, "台账.csv", REGISTER)
    run_night(made, DAY)


@pytest.fixture
def folder(prepared_office):
    return prepared_office(_prepare)


def _replies(folder):
    query = (
        select(suggestion.c.number, reply.c.doc_no, reply.c.is_current)
        .join(referral, referral.c.referral_id == reply.c.referral_id)
        .join(suggestion, suggestion.c.suggestion_id == referral.c.suggestion_id)
        .order_by(reply.c.reply_id)
    )
    with reading(folder.database) as connection:
        return [tuple(row) for row in connection.execute(query)]


def _aside(folder):
    with reading(folder.database) as connection:
        return list(connection.execute(select(set_aside_row.c.row_no)))


def _problem(folder, code):
    found = open_problems(folder)
    return found[found["code"] == code]


def test_a_row_of_an_unknown_department_comes_in_once_a_person_named_it(folder):
    write(folder, "答复.csv", HEAD + GOOD + STRANGE)
    run_night(folder, DAY)
    assert [row[0] for row in _replies(folder)] == ["1"]
    assert unknown_names(folder).to_dict("records")[0]["name"] == "公安口"
    accept_alias(folder, "公安口", "区公安局", "李主任", DAY)
    assert "公安口" not in set(unknown_names(folder)["name"])
    row = replay(folder, LATER).to_dict("records")[-1]
    assert (row["outcome"], row["rows"], row["new"], row["set_aside"], row["fixed"]) == ("loaded", 1, 1, 0, 1)
    assert [row[0] for row in _replies(folder)] == ["1", "2"]
    assert _problem(folder, "unknown_department").empty
    assert _aside(folder) == []
    with reading(folder.database) as connection:
        counts = connection.execute(
            select(batch.c.row_count, batch.c.set_aside_count, batch.c.new_count).order_by(
                batch.c.batch_id.desc()
            )
        ).first()
    assert tuple(counts) == (2, 0, 2)


def test_judging_again_without_a_change_changes_nothing(folder):
    write(folder, "答复.csv", HEAD + GOOD + STRANGE + "x7,区教育局,,2020-04-31,A,,,,,\n")
    run_night(folder, DAY)
    before, problems = digest(folder.database), open_problems(folder)
    result = replay(folder, DAY)
    assert (result["new"].sum(), result["fixed"].sum()) == (0, 0)
    assert digest(folder.database) == before
    pd.testing.assert_frame_equal(open_problems(folder), problems)


def test_an_older_file_judged_again_never_replaces_what_a_later_one_said(folder):
    write(folder, "答复.csv", HEAD + STRANGE)
    run_night(folder, DAY)
    corrected = STRANGE.replace("公安口", "区公安局").replace("1号", "9号")
    write(folder, "答复更正.csv", HEAD + corrected)
    run_night(folder, LATER)
    accept_alias(folder, "公安口", "区公安局", "李主任", LATER)
    replay(folder, LATER)
    assert _replies(folder) == [("2", "公字〔2020〕9号", True)]
    assert _problem(folder, "unknown_department").empty


def test_a_waived_problem_stays_waived_and_its_row_aside(folder):
    write(folder, "答复.csv", HEAD + GOOD + "2,公安口,,2020-04-02,A,,,,是,公开\n")
    run_night(folder, DAY)
    number = int(_problem(folder, "unknown_department")["problem_id"].iloc[0])
    waive(folder, number, "李主任", "不是承办单位", DAY)
    replay(folder, LATER)
    with reading(folder.database) as connection:
        statuses = connection.scalars(select(problem.c.status).where(problem.c.code == "unknown_department"))
        assert list(statuses) == ["waived"]


def test_a_held_batch_comes_in_when_what_held_it_is_waived(folder):
    rows = "".join(f"{number},无此单位,,2020-04-02,A,,,,是,公开\n" for number in range(1, 9))
    write(folder, "答复.csv", HEAD + GOOD + rows)
    run_night(folder, DAY)
    held = _problem(folder, "batch_held")
    assert len(held) == 1
    assert _replies(folder) == []
    assert set(replay(folder, DAY)["outcome"]) >= {"held"}
    assert list(_problem(folder, "batch_held")["problem_id"]) == list(held["problem_id"])
    waive(folder, int(held["problem_id"].iloc[0]), "李主任", "已经核对", DAY)
    assert "loaded" in set(replay(folder, DAY)["outcome"])
    assert [row[0] for row in _replies(folder)] == ["1"]


def test_a_signer_and_a_co_handler_nobody_knew_are_completed(folder):
    assert set(open_problems(folder)["code"]) >= {"unknown_deputy", "unknown_co_handler"}
    write(folder, "名册二.csv", DEPUTIES + "赵三,西团,,13800003333\n")
    write(folder, "名录二.csv", DEPARTMENTS + "区民政局,,政府部门,,\n")
    run_night(folder, LATER)
    result = replay(folder, LATER)
    assert result["fixed"].sum() == 2
    assert open_problems(folder).empty
    third = select(suggestion.c.suggestion_id).where(suggestion.c.number == "3").scalar_subquery()
    with reading(folder.database) as connection:
        signers = connection.execute(
            select(signer.c.signature, signer.c.position).where(signer.c.suggestion_id == third)
        ).all()
        roles = connection.execute(
            select(referral.c.role, referral.c.due_on.is_(None))
            .where(referral.c.suggestion_id == third)
            .order_by(referral.c.role)
        ).all()
    assert signers == [("lead", 0)]
    assert roles == [("co_handler", True), ("lead", False)]


def test_a_register_sent_again_completes_too_and_settles_the_first_files_problem(folder):
    write(folder, "名册二.csv", DEPUTIES + "赵三,西团,,13800003333\n")
    write(folder, "台账二.csv", REGISTER + "4,关于四的建议,李二,区公安局,,2020-02-03\n")
    run_night(folder, LATER)
    assert "unknown_deputy" not in set(open_problems(folder)["code"])


def test_a_refused_file_is_read_again(folder):
    write(folder, "答复.csv", HEAD + GOOD)
    run_night(folder, DAY)
    with begin(folder.database) as connection:
        # as an earlier reader left it that could not read the file
        newest = select(batch.c.batch_id).order_by(batch.c.batch_id.desc()).limit(1).scalar_subquery()
        connection.execute(final_reply.delete())
        connection.execute(reply.delete())
        connection.execute(update(batch).where(batch.c.batch_id == newest).values(status="refused"))
    assert "loaded" in set(replay(folder, DAY)["outcome"])
    assert [row[0] for row in _replies(folder)] == ["1"]


def test_a_directory_is_not_put_over_a_newer_one(folder):
    write(folder, "名录坏.csv", DEPARTMENTS.replace("政府部门", "旧类别") + ",,,,\n,简,,,\n")
    run_night(folder, DAY)
    write(folder, "名录新.csv", DEPARTMENTS + "区民政局,,政府部门,,\n")
    run_night(folder, LATER)
    row = next(r for r in replay(folder, LATER).to_dict("records") if r["file_name"] == "名录坏.csv")
    assert row["outcome"].startswith("skipped")


def test_numbers_that_nothing_waits_under_are_refused_before_anything_is_done(folder):
    with pytest.raises(NoSuchBatch):
        replay(folder, DAY, [4711])


def test_an_alias_is_refused_for_a_name_in_use_and_for_a_department_nobody_knows(folder):
    with pytest.raises(AliasError, match="leads to 区教育局"):
        accept_alias(folder, "教育局", "区公安局", "李主任", DAY)
    with pytest.raises(AliasError, match="no department"):
        accept_alias(folder, "公安口", "区水务局", "李主任", DAY)
