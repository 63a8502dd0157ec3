"""Published breakdowns as offices keep them: sheets of any format, and JSON."""

import json

import pytest

from tasks.reading.breakdowns import read_reports
from tasks.reading.sniff import Unreadable
from tests.reading.files import xls, xlsx

HEADER = ["类别", "件数", "占比"]
ROWS = [HEADER, ["城建环保", 69, "41.57"], ["社会事业", 97, "58.43"], ["合计", 166, "100"]]


def read(path):
    (report,) = read_reports(path)
    return report.breakdowns


def cells(breakdown):
    return [(row.label, row.count, row.share, row.number) for row in breakdown.rows]


def csv_file(path, rows, encoding="utf-8"):
    text = "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows)
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("write", [xlsx, xls, csv_file], ids=["xlsx", "xls", "csv"])
def test_a_sheet_is_read_with_its_sum_and_its_row_numbers(tmp_path, write):
    (found,) = read(write(tmp_path / "年报", ROWS))
    assert cells(found) == [("城建环保", 69, "41.57", 2), ("社会事业", 97, "58.43", 3)]
    assert (found.sum_row, found.base, found.total, found.unread) == (166, None, None, ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_text_file_of_excel_is_read(tmp_path, encoding):
    (found,) = read(csv_file(tmp_path / "a.csv", ROWS, encoding))
    assert found.rows[0].label == "城建环保"


@pytest.mark.parametrize(
    "header",
    [["评价", "份数", "比例（%）"], ["办理结果", "件数（件）", "百分比"], ["category", "count", "share"], ["Category", "Count", "Share"]],
)  # fmt: skip
def test_columns_are_known_by_their_names(tmp_path, header):
    (found,) = read(csv_file(tmp_path / "a.csv", [header, ["满意", 118, "98.3%"]]))
    assert cells(found) == [("满意", 118, "98.3%", 2)]


def test_a_title_above_and_a_note_below_are_no_rows(tmp_path):
    rows = [["2021年办理情况"], [], *ROWS, ["注：数据截至11月底"]]
    (found,) = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [row.number for row in found.rows] == [4, 5]


def test_who_made_the_table_and_when_is_no_row(tmp_path):
    (found,) = read(xlsx(tmp_path / "a.xlsx", [*ROWS, ["制表：", "张三", "2020年"]]))
    assert ([row.number for row in found.rows], found.unread) == ([2, 3], ())


@pytest.mark.parametrize("nothing", ["—", "-", "——", "/"])
def test_a_dash_is_how_a_table_prints_nothing(tmp_path, nothing):
    (found,) = read(csv_file(tmp_path / "a.csv", [*ROWS, ["其他", nothing, nothing], ["暂缓", 0, nothing]]))
    assert (cells(found)[2:], found.unread) == ([("暂缓", 0, None, 6)], ())


def test_a_part_of_a_row_and_rows_taken_together_stand_aside(tmp_path):
    rows = [HEADER, ["满意", 100, "83.3%"], ["其中：很满意", 60, "60%"], ["基本满意", 18, "15%"]]
    below = [["小计", 118, "98.3%"], ["不满意", 2, "1.7%"], ["合计：", 120, "100%"]]
    (found,) = read(csv_file(tmp_path / "a.csv", rows + below))
    assert [row.label for row in found.rows] == ["满意", "基本满意", "不满意"]
    assert [row.label for row in found.aside] == ["其中：很满意", "小计"]
    assert ([row.share for row in found.sums], found.sum_row) == (["100%"], 120)


def test_tables_under_one_another_are_read_each_by_itself(tmp_path):
    rows = [*ROWS, [], ["评价", "件数", "占比"], ["满意", 160, "96.39%"], ["基本满意", 6, "3.61%"]]
    first, second = read(xlsx(tmp_path / "a.xlsx", rows))
    assert (len(first.rows), first.sum_row) == (2, 166)
    assert (cells(second)[0], second.sum_row) == (("满意", 160, "96.39%", 7), None)


def test_the_ratio_behind_a_percentage_becomes_one(tmp_path):
    rows = [HEADER, ["满意", 118, 118 / 120], ["不满意", 2, 2 / 120], ["合计", 120, 1]]
    (found,) = read(xlsx(tmp_path / "a.xlsx", rows))
    assert [row.share for row in found.rows] == ["98.3333", "1.6667"]


def test_a_cell_that_is_no_count_is_kept_to_be_told(tmp_path):
    (found,) = read(csv_file(tmp_path / "a.csv", [HEADER, ["满意", "十余件", "98.3%"]]))
    assert found.unread == ((2, "十余件"),)
    assert found.rows[0].count is None


def test_shares_without_counts_and_counts_without_shares_are_tables_too(tmp_path):
    (shares,) = read(csv_file(tmp_path / "a.csv", [["类别", "占比"], ["满意", "98.3%"]]))
    (counts,) = read(csv_file(tmp_path / "b.csv", [["类别", "件数"], ["满意", 118]]))
    assert cells(shares) == [("满意", None, "98.3%", 2)]
    assert cells(counts) == [("满意", 118, None, 2)]


GROUP = {"name": "结果", "base": 3, "items": [{"label": "A", "count": 3, "pct_printed": "100%"}]}


@pytest.mark.parametrize(
    ("content", "name", "total"),
    [
        pytest.param(
            {"tables": [{"id": "a-2020", "total": 5, "groups": [GROUP]}]}, "a-2020", 5, id="reports"
        ),
        pytest.param([{"id": "a-2020", "total": 5, "groups": [GROUP]}], "a-2020", 5, id="a list"),
        pytest.param({"id": "a-2020", "groups": [GROUP]}, "a-2020", None, id="one report"),
        pytest.param(GROUP, "结果", None, id="one breakdown"),
    ],
)
def test_a_json_is_read_whatever_its_name(tmp_path, content, name, total):
    (tmp_path / "a.csv").write_text("\ufeff" + json.dumps(content, ensure_ascii=False), "utf-8")
    (report,) = read_reports(tmp_path / "a.csv")
    (found,) = report.breakdowns
    assert (report.name, found.name, found.base, found.total) == (name, "结果", 3, total)
    assert cells(found) == [("A", 3, "100%", 1)]


@pytest.mark.parametrize(
    "text",
    [
        '{"tables": 3}',
        '{"groups": [{}]}',
        "[1, 2]",
        '{"items": [{"label": "A", "count": "3"}]}',
        "{broken",
        "[null]",
    ],
)
def test_a_json_of_another_form_is_refused(tmp_path, text):
    (tmp_path / "a.json").write_text(text, "utf-8")
    with pytest.raises(Unreadable, match="file_unreadable"):
        read_reports(tmp_path / "a.json")


def test_a_text_that_only_begins_like_json_is_no_json(tmp_path):
    (tmp_path / "a.json").write_bytes("[类别],件数".encode("gb18030"))
    with pytest.raises(Unreadable, match="header_not_found"):
        read_reports(tmp_path / "a.json")


@pytest.mark.parametrize(
    "rows", [[["编号", "标题"], ["1", "关于路灯的建议"]], [["类别"], ["满意"]], [HEADER]], ids=["other", "labels only", "empty"]
)  # fmt: skip
def test_a_sheet_without_a_breakdown_is_refused(tmp_path, rows):
    with pytest.raises(Unreadable, match="header_not_found"):
        read_reports(xlsx(tmp_path / "a.xlsx", rows))


def test_a_letter_is_no_table(tmp_path):
    (tmp_path / "a").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(Unreadable):
        read_reports(tmp_path / "a")
