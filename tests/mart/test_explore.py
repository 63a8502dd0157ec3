"""A really started Datasette shows the mart and the questions, and nothing else can be got out of it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from datetime import date

import httpx
import pytest

from flows.exploring import command, connection_lines
from schemas.office import read_office
from tests.offices import office_at
from tests.warehouse.builder import PHONE, Builder, put
from warehouse import tables
from warehouse.counters import rebuild
from warehouse.engine import begin, open_engine
from warehouse.mart import VIEWS
from warehouse.tables import metadata

AS_OF = date(2020, 12, 1)
SECRETS = (PHONE, "张三丰", "另一区", "他们的建议")


@pytest.fixture(scope="module")
def served(tmp_path_factory, sqlite_template):
    place = tmp_path_factory.mktemp("explore")
    warehouse = shutil.copy(sqlite_template, place / "shared.db")
    folder = read_office(office_at(place / "office").path, f"sqlite:///{warehouse}")
    with begin(folder.database) as connection:
        for code, name in (("370398", "本区"), ("370399", "另一区")):
            _fill(Builder(connection, put(connection, tables.office, region_code=code, name=name)), name)
    open_engine(folder.database).dispose()
    port = _free_port()
    serve = command(folder, place, port, AS_OF)
    with (place / "log").open("w") as log, subprocess.Popen(serve, stdout=log, stderr=log) as process:
        try:
            yield _ready(f"http://127.0.0.1:{port}", process), place / "explore.db"
        finally:
            process.terminate()


def _fill(book, name):
    handler = book.department("区教体局")
    contact = {"contact_name": "张三丰", "email": "zhang@example.gov.cn"}
    book.connection.execute(tables.department.update().values(contact))
    number = book.suggestion("1", "教育", book.deputy("张一", "东团"))
    if name == "另一区":
        book.connection.execute(
            tables.suggestion.update()
            .where(tables.suggestion.c.suggestion_id == number)
            .values(title="他们的建议")
        )
    book.referral(number, handler, date(2020, 4, 17))
    rebuild(book.connection, book.office_id)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _ready(url, process):
    for _ in range(240):
        assert process.poll() is None
        try:
            httpx.get(url, timeout=5)
        except httpx.TransportError:
            time.sleep(0.5)
        else:
            return url
    raise AssertionError("Datasette does not answer")


@pytest.fixture
def get(served):
    url, _ = served
    return lambda path, **params: httpx.get(f"{url}{path}", params=params, timeout=30)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda one: one.name)
def test_whoever_ends_the_command_ends_datasette_and_takes_the_snapshot_away(tmp_path, ending):
    office = office_at(tmp_path / "office")
    port, rest = _free_port(), tmp_path / "rest"
    rest.mkdir()
    exploring = [sys.executable, "-c", "from flows.cli import main; main()", "explore"]
    exploring += ["--office", str(office.path), "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # as in a terminal: what a script runs in the background ignores Ctrl-C, and so would what it starts
    heeding = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    with subprocess.Popen(exploring, env={**os.environ, "TMPDIR": str(rest)}, **quiet, **heeding) as process:
        try:
            url = _ready(f"http://127.0.0.1:{port}", process)
            assert list(rest.glob("duban-explore-*/explore.db"))
            process.send_signal(ending)
            process.wait(30)
        finally:
            process.kill()
    with pytest.raises(httpx.TransportError):
        httpx.get(url, timeout=5)
    assert list(rest.iterdir()) == []


def test_a_named_question_gives_its_rows(get):
    found = get("/explore/overdue.json", _shape="array")
    assert found.status_code == 200
    (row,) = found.json()
    assert (row["number"], row["department"], row["due_on"]) == ("1", "区教体局", "2020-04-17")
    assert "逾期未答复" in get("/explore/overdue").text


def test_every_question_can_be_asked(get):
    listed = get("/explore.json").json()["queries"]
    assert len(listed) > 20
    # it reads the table of telephone numbers, if only to see that nothing is in it
    assert "unusable-phones" not in {query["name"] for query in listed}
    for query in listed:
        assert get(f"/explore/{query['name']}.json").status_code == 200, query["name"]


def test_a_question_is_a_page_of_its_answer_with_chinese_titles(get):
    for query in get("/explore.json").json()["queries"]:
        said = get(f"/explore/{query['name']}").text
        assert f"<title>{query['title']}</title>" in said
        assert "SELECT" not in said
        assert "message-error" not in said
    assert "栏目：number 建议编号、title 建议标题、" in get("/explore/overdue").text
    assert "四舍五入保留一位小数" in get("/explore/satisfaction").text
    assert "查询和读者视图" in get("/explore").text
    assert "办理期限（答复的最后一天，按当日规则算一次；会办没有）" in get("/explore/fact_referral").text


def test_no_page_asks_for_anything_from_elsewhere(get, served):
    url, _ = served
    for path in ("/", "/explore", "/explore/overdue", "/explore/workload", "/explore/fact_referral"):
        loaded = re.findall(r'<(?:script|img|iframe|link)\b[^>]*(?:src|href)="([^"]+)"', get(path).text)
        assert loaded
        assert [place for place in loaded if not place.startswith(("/", url))] == []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(served, method):
    url, snapshot = served
    before = snapshot.read_bytes()
    for path in ("/explore", "/explore/overdue", "/explore/fact_referral", "/explore/fact_referral/1"):
        answer = httpx.request(method, f"{url}{path}", data={"sql": "DELETE FROM fact_referral"}, timeout=30)
        assert answer.status_code >= 400, path
    assert snapshot.read_bytes() == before


def test_more_rows_than_datasette_shows_by_itself_are_all_there(get):
    limits = get("/-/settings.json").json()
    assert limits["max_returned_rows"] >= 50_000
    assert limits["sql_time_limit_ms"] >= 60_000


def test_a_question_is_told_what_the_url_says_and_nothing_is_taken_for_what_it_is_not(get):
    def rows(name, **told):
        return get(f"/explore/{name}.json", _shape="array", **told).json()

    everything, one = rows("handling"), rows("handling", number=" 001 ")
    assert [row["number"] for row in everything] == ["1"] == [row["number"] for row in one]
    # 闭会1 is another suggestion than 1
    assert rows("handling", number="2") == [] == rows("handling", number="闭会1")
    assert len(rows("workload")) == 1 == len(rows("workload", weeks="0"))
    for nonsense in ("-1", "0.5", "soon"):
        assert rows("workload", weeks=nonsense) == []
    (batch,) = rows("batches")
    day = batch["received_on"]
    assert rows("batches", since=day) == [batch]
    assert rows("batches", since="2030-01-01") == [] == rows("batches", since="yesterday")
    (of_month,) = rows("on-time-by-month")
    assert (of_month["group"], of_month["overdue"]) == ("2020-04", 1)
    assert rows("on-time-by-month", of_round="2") == []
    assert rows("concentration", top="1")[0]["top_referrals"] == 1
    assert "empty: 13" in get("/explore/workload").text


def test_the_page_says_which_questions_are_not_there(get):
    said = get("/explore").text
    assert "aapor-rates" in said
    assert "unusable-phones" in said


def test_the_mart_is_shown_with_its_titles(get):
    for view in VIEWS:
        assert get(f"/explore/{view.name}.json").status_code == 200
    (row,) = get("/explore/fact_referral.json", _shape="array").json()
    assert row["is_open"] == 1
    assert "办理期限" in get("/explore/fact_referral").text


def test_operational_tables_are_denied_and_telephone_numbers_not_there(get):
    for table in metadata.tables:
        assert get(f"/explore/{table}.json").status_code in (403, 404), table
    assert get("/explore/deputy_phone").status_code == 404


@pytest.mark.parametrize("table", ["suggestion", "deputy_phone", "sqlite_master", "dim_deputy"])
def test_nobody_may_ask_in_their_own_words(get, table):
    assert get("/explore.json", sql=f"SELECT * FROM {table}").status_code == 403
    assert get("/explore/dim_deputy.json", _where=f"1 IN (SELECT 1 FROM {table})").status_code == 403
    # the questions have no place where one could be put in
    said = get("/explore/overdue.json", sql=f"SELECT * FROM {table}", _shape="array").json()
    assert [row["number"] for row in said] == ["1"]


def test_the_file_cannot_be_taken_away_and_holds_nothing_private(get, served):
    assert get("/explore.db").status_code in (403, 404)
    content = served[1].read_bytes()
    assert not [secret for secret in SECRETS if secret.encode() in content]


def test_bi_tools_are_told_how_to_connect(tmp_path):
    made = office_at(tmp_path / "office")
    on_server = read_office(made.path, "postgresql://duban:geheim@db.example.cn:6432/duban")
    said = "\n".join(connection_lines(on_server))
    assert "host db.example.cn, port 6432, database duban" in said
    assert "geheim" not in said
