"""The report of the founding case in September: the page in a real browser, the ledger in a real office program."""

import os
import re
import shutil
import subprocess
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook
from playwright.sync_api import sync_playwright
from sqlalchemy import select

from flows.demo.centre import read_answer_book
from schemas.ledger_columns import LedgerColumns
from schemas.words import Decision
from tasks.letter_withdrawal import withdraw_letter
from tasks.letters import issue_letters
from tasks.reminders import send_reminders
from tasks.reporting import write_report
from tests.browser import chromium
from tests.founding import decide, survey
from tests.offices import SAMPLES, drop, office_at, run_night
from warehouse.engine import begin, open_engine
from warehouse.tables import deputy, suggestion

AS_OF = date(2020, 9, 30)
TELEPHONE = re.compile(r"1380000\d{4}|555\d{4}")
HOSTILE = '=HYPERLINK("http://evil.example/")<img src=http://evil.example/x onerror=alert(1)>'
_INSTALL = "apt-get install libreoffice-calc-nogui poppler-utils"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An office after its first survey, two suggestions unsatisfied, and one key suggestion with a hostile title."""
    folder = office_at(tmp_path_factory.mktemp("report") / "office")
    drop(folder, SAMPLES / "1-register", SAMPLES / "2-replies-by-april", SAMPLES / "3-replies-by-august")
    run_night(folder, date(2020, 8, 31))
    book = read_answer_book(SAMPLES / "answers.csv", SAMPLES / "1-register" / "建议交办台账.xlsx", 1)
    survey(folder, book, date(2020, 9, 1), AS_OF)
    with begin(folder.database) as connection:
        connection.execute(suggestion.update().where(suggestion.c.number == "22").values(title=HOSTILE))
    yield folder
    open_engine(folder.database).dispose()


@pytest.fixture(scope="module")
def report(office):
    return write_report(office, AS_OF)


@pytest.fixture(scope="module")
def browser():
    program = chromium()
    with sync_playwright() as playwright:
        # as the superuser Chromium has no sandbox
        launched = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(params=[1280, 390], ids=["desktop", "phone"])
def page(request, browser, report):
    """The page, which is watched: what it asks for and complains of fails the test."""
    shown = browser.new_page(viewport={"width": request.param, "height": 900})
    asked, complaints = [], []
    shown.on("request", lambda asking: asked.append(asking.url))
    shown.on("console", lambda message: complaints.append(message.text))
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.goto(report.page.as_uri())
    yield shown
    shown.close()
    assert asked == [report.page.as_uri()]
    assert complaints == []


def column(page, table, head):
    """Return the texts of a column as the rows stand now, of the rows that are to be seen."""
    heads = [text.strip("↕↑↓ ") for text in page.locator(f"#table-{table} th").all_inner_texts()]
    at = heads.index(head) + 1
    return page.locator(f"#table-{table} tbody tr:visible td:nth-child({at})").all_inner_texts()


def click(page, table, head):
    page.locator(f"#table-{table} th span", has_text=head).first.click()


class TestPage:
    def test_says_the_founding_figures_with_numerator_and_denominator(self, page):
        cards = dict(
            zip(
                page.locator(".card h3").all_inner_texts(),
                (text.split() for text in page.locator(".card").all_inner_texts()),
                strict=True,
            )
        )
        assert cards["首轮满意率"][1:4] == ["98.3%", "118/120", "满意98、基本满意20、不满意2、未评价0"]
        assert cards["首轮按期答复率"][1:3] == ["95.1%", "117/123"]
        assert cards["再次交办"][1:3] == ["0件", "0/2"]
        assert "统计日 2020年9月30日" in page.inner_text("header")

    def test_lists_what_is_to_be_decided(self, page):
        todo = dict(reversed(text.split("\n")) for text in page.locator(".todo a").all_inner_texts())
        assert (todo["逾期未答复"], todo["不满意待审定"], todo["七日内到期"]) == ("0", "2", "0")
        assert column(page, "undecided", "编号") == ["2", "10"]

    def test_sorts_by_a_header_both_ways_and_keeps_what_is_empty_last(self, page):
        # ten are first, one eleventh, one twelfth, twenty have too few suggestions
        ranked = ["1"] * 10 + ["11", "12"]
        assert column(page, "departments", "满意名次") == ranked + ["—"] * 20
        click(page, "departments", "满意名次")
        click(page, "departments", "满意名次")
        assert column(page, "departments", "满意名次") == ranked[::-1] + ["—"] * 20
        assert page.locator("#table-departments th[aria-sort]").inner_text().startswith("满意名次")
        page.locator("#table-departments th span", has_text="按期率").first.press("Enter")
        shares = [float(text.split("%")[0]) for text in column(page, "departments", "按期率")]
        assert shares == sorted(shares)
        assert shares[0] < shares[-1]

    def test_filters_by_what_is_typed(self, page):
        box = page.locator("[data-filters=departments]")
        box.fill("水利")
        assert column(page, "departments", "承办单位") == ["临泉区水利局"]
        assert page.locator("[data-counts=departments]").inner_text() == "显示1行，共32行"
        box.fill("")
        assert len(column(page, "departments", "承办单位")) == 32

    def test_fits_its_width_and_nothing_in_the_chart_overlaps(self, page):
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        boxes = page.evaluate(
            "[...document.querySelectorAll('.timeline text')].map(t => t.getBoundingClientRect())"
            ".filter(b => b.width).map(b => [b.left, b.top, b.right, b.bottom])"
        )
        assert len(boxes) > 6
        crossing = [
            (one, other)
            for at, one in enumerate(boxes)
            for other in boxes[:at]
            if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        ]
        assert crossing == []

    def test_a_hostile_title_is_text(self, page):
        assert HOSTILE in column(page, "key", "标题")
        assert page.locator("img").count() == 0

    def test_prints_on_a4_with_its_texts(self, page, tmp_path):
        pages = _printed(page, tmp_path / "page.pdf", prefer_css_page_size=True)
        told = subprocess.run(
            ["pdfinfo", str(tmp_path / "page.pdf")], check=True, capture_output=True, text=True
        ).stdout
        assert "A4" in told
        text = "".join(pages)
        assert all(word in text for word in ("主要指标", "承办单位排名（首轮）", "98.3%118/120", "口径"))
        # the tools of the screen stay there
        assert "筛选" not in text

    def test_a_table_over_several_pages_has_its_header_on_each(self, page, tmp_path):
        pages = _printed(page, tmp_path / "page.pdf", prefer_css_page_size=True)
        # near the top of the ranking, and its last
        (first,), (last,) = (
            [text for text in pages if name in text] for name in ("临泉区水利局", "临泉区人民检察院")
        )
        assert first != last
        assert "满意名次" in first
        assert "满意名次" in last


def _printed(page, path, **options):
    """Return the text of each page, without white space."""
    _needs("pdftotext")
    page.pdf(path=path, **options)
    text = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout
    return ["".join(one.split()) for one in text.split("\f")]


def test_the_page_names_no_deputy_and_no_telephone(office, report):
    text = report.page.read_text("utf-8")
    with begin(office.database) as connection:
        names = connection.scalars(select(deputy.c.name)).all()
    assert len(names) == 240
    assert [name for name in names if name in text] == []
    assert not TELEPHONE.search(text)
    assert "http" not in re.sub(r"evil.example|http://evil", "", text).replace("http-equiv", "")


def test_the_same_day_again_is_the_same_bytes(office, report):
    before = [path.read_bytes() for path in (report.page, report.ledger)]
    again = write_report(office, AS_OF)
    assert [path.read_bytes() for path in (again.page, again.ledger)] == before


class TestLedger:
    def test_has_a_row_per_suggestion_and_a_sheet_per_department_and_committee(self, report):
        book = load_workbook(report.ledger)
        sheet = book["台账"]
        assert [cell.value for cell in sheet[4]] == [
            "编号",
            "标题",
            "领衔代表",
            "附议人数",
            "类别",
            "督办委员会",
            "主办",
            "会办",
            "交办日期",
            "办理期限",
            "答复日期",
            "按期/逾期",
            "办理结果",
            "公开属性",
            "测评结果",
            "轮次",
            "状态",
            "交办函",
            "备注",
        ]
        assert [cell.value for cell in sheet["A"][4:]] == list(range(1, 121))
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C5", "A4:S124")
        assert {"单位汇总", "委员会汇总", "历次办理", "临泉区水利局", "农业与农村委员会"} <= set(
            book.sheetnames
        )
        assert len(book.sheetnames) == 5 + 32 + 6

    def test_totals_are_formulas_and_what_people_wrote_is_text(self, report):
        sheet = load_workbook(report.ledger)["台账"]
        assert (sheet["A3"].value, sheet["B3"].value) == (
            "=COUNTA($A$5:$A$124)",
            "=SUBTOTAL(103,$B$5:$B$124)",
        )
        assert sheet["E3"].value == '=COUNTIF($L$5:$L$124,"按期")'
        assert (sheet["B26"].value, sheet["B26"].data_type) == (HOSTILE, "s")
        formulas = {cell.row for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
        assert formulas == {3}

    def test_holds_no_telephone(self, report):
        with zipfile.ZipFile(report.ledger) as parts:
            assert not [name for name in parts.namelist() if TELEPHONE.search(parts.read(name).decode())]

    def test_calculates_to_the_figures_of_the_warehouse_in_libreoffice(self, report, tmp_path):
        """The stored results are spoilt first: what LibreOffice saves, it worked out itself."""
        assert _recalculated(report.ledger, tmp_path) == {
            "件数": 120,
            "筛选后件数": 120,
            # six were late, one reply has no date
            "按期": 113,
            "逾期答复": 6,
            "逾期未答复": 0,
            "办理中": 0,
            "满意": 98,
            "基本满意": 20,
            "不满意": 2,
            "未评价": 0,
            "再次交办": 0,
            "提请处理": 0,
            None: None,
        }

    def test_calculates_in_the_order_of_an_office_too(self, office, tmp_path):
        order = ("测评结果", "标题", "附议人数", "编号", "按期/逾期")
        own = {"path": tmp_path, "ledger": LedgerColumns(columns=order, titles={"编号": "建议号"})}
        written = write_report(office.model_copy(update=own), AS_OF).ledger
        assert _recalculated(written, tmp_path) == {
            "件数": 120,
            "筛选后件数": 120,
            "按期": 113,
            "逾期答复": 6,
            "逾期未答复": 0,
            "办理中": 0,
            "满意": 98,
            "基本满意": 20,
            "不满意": 2,
            "未评价": 0,
        }

    def test_prints_in_libreoffice(self, report, tmp_path):
        _needs("soffice", "pdftotext")
        pdf = _convert(report.ledger, "pdf", tmp_path)
        text = subprocess.run(
            ["pdftotext", "-l", "1", str(pdf), "-"], check=True, capture_output=True, text=True
        ).stdout
        assert "区十七届人大四次会议代表建议办理台账（2020年9月30日）" in text
        assert "第1页，共" in text


def test_letters_are_linked_where_they_lie(office, tmp_path):
    folder = office.model_copy(update={"path": shutil.copytree(office.path, tmp_path / "office")})
    folder = folder.model_copy(update={"database": f"sqlite:///{folder.path / 'warehouse.db'}"})
    decide(folder, Decision.RE_REFER, date(2020, 10, 9))
    first, second = issue_letters(folder, "主任", date(2020, 10, 9))
    taking_back = withdraw_letter(folder, "临人代工函〔2020〕2号", "有误", "主任", date(2020, 10, 10))
    # both departments are to answer by the same day
    reminders = [
        path for path in send_reminders(folder, "主任", date(2020, 10, 30)) if path.suffix == ".docx"
    ]
    second.unlink()
    written = write_report(folder, date(2020, 10, 31))
    book = load_workbook(written.ledger)
    open_engine(folder.database).dispose()
    assert _links(book["台账"]) == {("〔2020〕1号", f"../letters/{first.name}")}
    there = [("交办函", first), ("撤回函", taking_back), *(("催办函", path) for path in reminders)]
    assert _links(book["函件"]) == {
        (kind, f"../{path.relative_to(folder.outbox).as_posix()}") for kind, path in there
    }
    assert all((written.ledger.parent / target).is_file() for _, target in _links(book["函件"]))
    told = [(row[2].value, row[3].value, row[7].value) for row in book["函件"].iter_rows(min_row=3)]
    assert sorted(told, key=str) == [
        ("交办函", "〔2020〕1号", None),
        ("交办函", "〔2020〕2号", "已撤回"),
        ("催办函", None, None),
        ("催办函", None, None),
        ("撤回函", "〔2020〕1号", None),
    ]


def _links(sheet):
    """Return the texts that are links, with where they lead."""
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {(cell.value, cell.hyperlink.target) for cell in cells if cell.hyperlink}


def _values(sheet):
    """Return what the cells hold: to fifteen digits, as it is saved; an empty text is nothing."""
    rows = sheet.iter_rows(min_row=1, max_row=60, values_only=True)
    return [[round(value, 9) if isinstance(value, float) else value or 0 for value in row] for row in rows]


def _recalculated(ledger, folder):
    """Return the totals of the main sheet as LibreOffice works them out itself; every sheet must say what was stored."""
    _needs("soffice")
    spoilt = folder / "spoilt.xlsx"
    _spoil_results(ledger, spoilt)
    book = load_workbook(_convert(spoilt, "xlsx", folder), data_only=True)
    stored = load_workbook(ledger, data_only=True)
    for name in ("台账", "单位汇总", "委员会汇总", "临泉区交通运输局"):
        assert _values(book[name]) == _values(stored[name])
    heads, totals = ([cell.value for cell in book["台账"][row]] for row in (2, 3))
    return dict(zip(heads, totals, strict=True))


def _spoil_results(source, target):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"</f><v>[^<]*</v>", b"</f><v>-1</v>", part)
            new.writestr(name, part)


def _convert(path, kind, folder):
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    # always recalculate what is loaded
    profile.joinpath("registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
        "<value>0</value></prop></item></oor:items>",
        "utf-8",
    )
    out = folder / "out"
    options = [f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run(
        ["soffice", *options, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=180
    )
    return out / f"{path.stem}.{kind}"


def _needs(*programs):
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        _lacking(*missing)


def _lacking(*programs):
    words = f"{', '.join(programs)} missing: {_INSTALL}"
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)
