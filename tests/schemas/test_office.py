"""The office's settings: what is wrong with them is said with the file that it is in."""

import re
from pathlib import Path

import pytest

from schemas.office import SETTINGS_NAME, OfficeError, read_office, settings_text
from schemas.words import Measure
from tests.offices import SETTINGS

GOOD = settings_text(SETTINGS)
MAIL = "[mail]\nhost = 'localhost'\nport = 25\nsender = 'db@lq.example.cn'\nstarttls = false\n"


def folder_with(path: Path, text: str) -> Path:
    (path / SETTINGS_NAME).write_text(text, "utf-8")
    return path


def test_the_template_is_read_back(tmp_path):
    folder = read_office(folder_with(tmp_path, GOOD))
    assert folder.office.name == SETTINGS["name"]
    assert (folder.session.term, folder.session.meeting, folder.session.year) == (17, 4, 2020)
    assert folder.inbox == tmp_path / "inbox"


@pytest.mark.parametrize(
    ("text", "argument", "expected"),
    [
        pytest.param(GOOD, None, "sqlite:///{folder}/warehouse.db", id="a file in the folder by default"),
        pytest.param(f'database = "sqlite:///x.db"\n{GOOD}', None, "sqlite:///x.db", id="the settings' own"),
        pytest.param(
            f'database = "sqlite:///x.db"\n{GOOD}',
            "sqlite:///y.db",
            "sqlite:///y.db",
            id="the argument first",
        ),
    ],
)
def test_the_warehouse_is(tmp_path, text, argument, expected):
    assert read_office(folder_with(tmp_path, text), argument).database == expected.format(
        folder=tmp_path.resolve()
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(GOOD.replace("letter_mark", "lettermark"), "lettermark", id="an unknown key"),
        pytest.param(f"{GOOD}\n[extra]\n", "extra", id="an unknown section"),
        pytest.param(GOOD.replace('"370398"', '"3703"'), "region_code", id="a region code that is too short"),
        pytest.param(GOOD.replace('"370398"', '"37039x"'), "region_code", id="a region code with a letter"),
        pytest.param(GOOD.replace('"370398"', "370398"), "region_code", id="a region code that is a number"),
        pytest.param(GOOD.replace('"0500"', '"500"'), "area_code", id="an area code without 0"),
        pytest.param(
            GOOD.replace("year = 2020", "year = 20"), "year", id="a year before there were congresses"
        ),
        pytest.param(GOOD.replace("term = 17", "term = 0"), "term", id="a term 0"),
        pytest.param(GOOD.replace("[session]", "[sessions]"), "session", id="no session"),
        pytest.param(
            f"{GOOD}\n[reminders]\nsend_nightly_as = ' '\n",
            "send_nightly_as",
            id="a night that nobody signed",
        ),
        pytest.param(f"{GOOD}\n{MAIL}password = 'x'\n", "password", id="a password in the file"),
        pytest.param(f"{GOOD}\n{MAIL}username = 'x'\n", "in the clear", id="a password in the clear"),
        pytest.param(f"{GOOD}\n{MAIL}".replace("@", "at"), "sender", id="a sender that is no address"),
        pytest.param(
            GOOD.replace('"not_stated"', '"hope"'), "still_unsatisfied", id="a measure nobody knows"
        ),
        pytest.param("[office\n", "at line 1", id="no TOML"),
        pytest.param("", "office", id="an empty file"),
    ],
)
def test_settings_are_refused_with_their_file_and_key(tmp_path, text, said):
    with pytest.raises(OfficeError, match=re.escape(str(tmp_path / SETTINGS_NAME))) as refused:
        read_office(folder_with(tmp_path, text))
    assert said in str(refused.value)


@pytest.mark.parametrize("name", ["", "missing"], ids=["an empty folder", "no folder"])
def test_a_folder_without_settings_is_no_office(tmp_path, name):
    with pytest.raises(OfficeError, match=f"is no office folder: {SETTINGS_NAME} is missing"):
        read_office(tmp_path / name)


def test_settings_that_are_no_utf8_are_refused_with_their_file(tmp_path):
    (tmp_path / SETTINGS_NAME).write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(OfficeError, match=SETTINGS_NAME):
        read_office(tmp_path)


def test_settings_that_notepad_saved_with_a_byte_order_mark_are_read(tmp_path):
    (tmp_path / SETTINGS_NAME).write_text(GOOD, "utf-8-sig")
    assert read_office(tmp_path).office.region_code == "370398"


def test_what_follows_a_last_round_is_what_the_rules_say_else_the_office(tmp_path):
    silent = read_office(folder_with(tmp_path, GOOD)).office
    assert silent.measure(Measure.NOT_STATED) is Measure.NOT_STATED
    stating = settings_text({**SETTINGS, "still_unsatisfied": "meeting"})
    office = read_office(folder_with(tmp_path, stating)).office
    assert office.measure(Measure.NOT_STATED) is Measure.MEETING
    assert office.measure(Measure.EXPERT_ASSESSMENT) is Measure.EXPERT_ASSESSMENT
    # every measure is told in the settings, where it is to be chosen
    assert all(f"{measure} {measure.chinese or '不写明'}" in GOOD for measure in Measure)


def test_nothing_leaves_by_itself_unless_the_settings_say_so(tmp_path):
    folder = read_office(folder_with(tmp_path, GOOD))
    assert (folder.reminders.send_nightly_as, folder.mail) == (None, None)


def test_what_the_template_shows_about_reminders_and_mail_is_read(tmp_path):
    shown = [line.removeprefix("# ") for line in GOOD.splitlines()]
    folder = read_office(folder_with(tmp_path, "\n".join(shown[1:])))
    assert folder.reminders.send_nightly_as == "张三"
    assert folder.mail is not None
    assert (folder.mail.port, folder.mail.starttls) == (587, True)
