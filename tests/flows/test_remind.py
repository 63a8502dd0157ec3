"""duban remind as people use it, and killed half way: each digest leaves once, each mail at most once."""

import json
import shutil
from datetime import UTC, date, datetime

import pytest
from aiosmtpd.controller import Controller

from schemas.office import SETTINGS_NAME, read_office
from tasks.mailing import Fate, mail_reminders
from tasks.reminders import send_reminders
from tests.digest import digest
from tests.flows.test_cli import duban
from tests.killing import make_fatal, run_until_killed
from tests.offices import office_at, run_night, write
from tests.tasks.test_mailing import DEPARTMENTS, NAMES, REGISTER, Box, free_port
from warehouse.engine import begin, open_engine

DAY = date(2020, 5, 7)
ON_DAY = ("--as-of", "2020-05-07")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    made = office_at(tmp_path_factory.mktemp("told") / "office")
    write(made, "名录.csv", DEPARTMENTS)
    write(made, "名册.csv", "姓名,代表团,联系电话\n王一山,东团,13800001111\n")
    write(made, "台账.csv", REGISTER)
    run_night(made, date(2020, 2, 10))
    open_engine(made.database).dispose()
    return made.path


@pytest.fixture
def box():
    return Box()


@pytest.fixture
def server(box):
    made = Controller(box, hostname="127.0.0.1", port=free_port())
    made.start()
    yield made
    made.stop(no_assert=True)


@pytest.fixture
def folder(told, tmp_path, server):
    path = shutil.copytree(told, tmp_path / "office")
    mail = f'host = "127.0.0.1"\nport = {server.port}\nsender = "dbgw@lq.example.cn"\nstarttls = false\n'
    with (path / SETTINGS_NAME).open("a", encoding="utf-8") as settings:
        settings.write(f"\n[mail]\n{mail}")
    return read_office(path)


def remind(folder, *arguments):
    open_engine(folder.database).dispose()
    return duban("remind", *arguments, "--office", folder.path)


def reminders(folder):
    return [dict(row) for row in digest(folder.database)["dispatch"] if dict(row)["what"] == "reminder"]


def files(folder):
    return {path.name: path.read_bytes() for path in (folder.outbox / "reminders").rglob("*.*")}


def test_a_dry_run_lists_and_says_who_has_no_address(folder):
    found = remind(folder, *ON_DAY, "--format", "json")
    assert found.returncode == 0, found.stderr
    rows = json.loads(found.stdout)
    assert [(row["department"], row["number"], row["tier"], row["due_on"]) for row in rows] == [
        (name, str(number), "overdue", "2020-05-06") for number, name in enumerate(NAMES, 1)
    ]
    assert found.stderr.strip() == f"no 电子邮箱 in the directory: {NAMES[2]}"
    assert "已逾期" in remind(folder, *ON_DAY).stdout
    assert remind(folder, *ON_DAY, "--format", "csv").stdout.startswith("\ufeff承办单位,建议编号,")
    assert (files(folder), reminders(folder)) == ({}, [])


def test_sending_needs_a_name_and_happens_once(folder):
    for arguments in (("--send",), ("--send", "--by", " "), ("--by", "张三")):
        assert remind(folder, *ON_DAY, *arguments).returncode == 2
    found = remind(folder, *ON_DAY, "--send", "--by", "张三")
    assert found.returncode == 0, found.stderr
    assert len(found.stdout.splitlines()) == len(files(folder)) == 6
    assert remind(folder, *ON_DAY, "--send", "--by", "李四").stdout == ""
    assert [row["confirmed_by"] for row in reminders(folder)] == ["张三"] * 3


def test_on_a_day_off_it_says_so(folder):
    found = remind(folder, "--as-of", "2020-05-10", "--send", "--by", "张三")
    assert (found.returncode, found.stdout) == (0, "")
    assert "no working day" in found.stderr


def test_mail_goes_to_those_with_an_address_and_the_rest_is_named(folder, box):
    found = remind(folder, *ON_DAY, "--send", "--by", "张三", "--email")
    assert found.returncode == 1, found.stderr
    assert found.stdout.splitlines()[6:] == [
        f"{NAMES[2]} 2020-05-07: {Fate.NO_ADDRESS}",
        f"{NAMES[0]} 2020-05-07: {Fate.SENT}",
        f"{NAMES[1]} 2020-05-07: {Fate.SENT}",
    ]
    assert remind(folder, *ON_DAY, "--email").stdout.splitlines() == [
        f"{NAMES[2]} 2020-05-07: {Fate.NO_ADDRESS}"
    ]
    assert len(box.mails) == 2


def test_without_a_mail_server_the_files_are_there_and_mailed_later(folder, box, server):
    server.stop()
    found = remind(folder, *ON_DAY, "--send", "--by", "张三", "--email")
    assert found.returncode == 3
    assert "nothing was mailed" in found.stderr
    assert "Traceback" not in found.stderr
    assert len(files(folder)) == 6
    again = Controller(box, hostname="127.0.0.1", port=server.port)
    again.start()
    server.stop = again.stop
    assert remind(folder, *ON_DAY, "--email").returncode == 1
    assert len(box.mails) == 2


def test_without_mail_settings_nothing_is_written(told, tmp_path):
    path = shutil.copytree(told, tmp_path / "office")
    found = remind(read_office(path), *ON_DAY, "--send", "--by", "张三", "--email")
    assert found.returncode == 2
    assert "[mail]" in found.stderr
    assert not (path / "outbox" / "reminders").exists()


def test_a_night_at_work_is_not_disturbed(folder):
    from warehouse.locks import only_one

    with only_one(folder.database, folder.office.region_code):
        assert remind(folder, *ON_DAY, "--send", "--by", "张三").returncode == 2
    with begin(folder.database):
        assert remind(folder, *ON_DAY).returncode == 0


def _send_and_die(path, target):
    make_fatal(target)
    send_reminders(read_office(path), "张三", DAY, mail=True)


def _mail_and_die(path, target):
    make_fatal(target)
    mail_reminders(read_office(path), None, DAY, datetime(2020, 5, 7, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    "target", ["warehouse.reminders.put_digest", "tasks.writing.place.put", "warehouse.dispatches.enter"]
)
def test_killed_while_sending_each_digest_leaves_once_with_the_same_files(told, folder, tmp_path, target):
    undisturbed = read_office(shutil.copytree(told, tmp_path / "undisturbed"))
    send_reminders(undisturbed, "张三", DAY, mail=True)
    run_until_killed(_send_and_die, folder.path, target)
    send_reminders(folder, "张三", DAY, mail=True)
    assert files(folder) == files(undisturbed)
    after, expected = digest(folder.database), digest(undisturbed.database)
    for table in ("dispatch", "reminder", "reminder_digest"):
        assert after[table] == expected[table]


@pytest.mark.parametrize(
    ("target", "first"),
    [
        # died before the server had it: nothing is noted
        ("warehouse.reminders.begin_mail", Fate.SENT),
        # died when the server had it and nobody had noted that
        ("tasks.mailing._hand_over", Fate.UNKNOWN),
        ("warehouse.reminders.end_mail", Fate.UNKNOWN),
    ],
)
def test_killed_while_mailing_no_mail_leaves_twice(folder, box, target, first):
    send_reminders(folder, "张三", DAY, mail=True)
    open_engine(folder.database).dispose()
    run_until_killed(_mail_and_die, folder.path, target)
    found = mail_reminders(folder, None, DAY, datetime(2020, 5, 7, 9, tzinfo=UTC))
    assert {one.department: one.fate for one in found} == {
        NAMES[0]: first,
        NAMES[1]: Fate.SENT,
        NAMES[2]: Fate.NO_ADDRESS,
    }
    assert sorted(to for to, _ in box.mails) == [["gaj@lq.example.cn"], ["jyj@lq.example.cn"]]
