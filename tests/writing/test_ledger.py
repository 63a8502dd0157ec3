"""The ledger as a workbook when what is in it is odd, much, or nothing."""

import io
import zipfile
from datetime import date

from openpyxl import load_workbook

from tasks.report.ledger import make_ledger
from tasks.writing import ledger_rows
from tasks.writing.ledger import render_ledger
from tasks.writing.workbook import Column, Sheet, render
from tests.report.builders import answers, letter, opinion, referral, suggestion, waiting

AS_OF = date(2020, 5, 1)


def rendered(suggestions, referrals, letters=(), files=(), opinions=()):
    made = make_ledger(answers(suggestions, referrals, letters, opinions), AS_OF)
    return render_ledger(made, "=台账", files)


def book(*arguments, **more):
    return load_workbook(io.BytesIO(rendered(*arguments, **more)))


def test_texts_that_begin_like_formulas_stay_texts_wherever_they_stand():
    starts = ["=1+1", "+1", "-1", "@SUM(1)", "{=1}", "\t=1", "http://evil.example"]
    rows = [suggestion(str(at), title=text, lead=text) for at, text in enumerate(starts)]
    handled = [referral(str(at), "=单位", result_class=text) for at, text in enumerate(starts)]
    sheets = book(rows, handled)
    sheet = sheets["台账"]
    assert [cell.value for cell in sheet["B"][4:]] == starts
    assert {cell.data_type for name in "BCGM" for cell in sheet[name][4:]} == {"s"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    assert sheet["A1"].value == "=台账"
    assert sheets["单位汇总"]["A3"].value == "=单位"
    assert sheets["单位汇总"]["A3"].data_type == "s"


def test_what_looks_like_markup_of_a_cell_is_text():
    titles = ["<r>甲 & 乙</r>", "<r><t>x</t></r>", "<b>粗</b>"]
    rows = [suggestion(str(at), title=title) for at, title in enumerate(titles)]
    sheets = book(rows, [referral("0", "<r>&</r>")])
    assert [cell.value.strip() for cell in sheets["台账"]["B"][4:]] == titles
    assert sheets["单位汇总"]["A3"].value.strip() == "<r>&</r>"
    listed = render([Sheet("甲", "乙", [Column("丙", 10)], [[title] for title in titles])])
    cells = load_workbook(io.BytesIO(listed))["甲"]["A"][2:]
    assert [cell.value.strip() for cell in cells] == titles


def test_a_row_is_as_high_as_its_longest_text_and_no_higher_than_a_row_can_be():
    rows = [
        suggestion("1", title="题" * 33),
        suggestion("2", title="题" * 2000),
        suggestion("3", title="一\n二\n三"),
    ]
    sheet = book(rows, [referral(number) for number in "123"])["台账"]
    assert [sheet.row_dimensions[row].height for row in (5, 6, 7)] == [32.25, 408.75, 47.25]


def test_rows_are_the_same_however_many_are_written_at_once(monkeypatch):
    rows = [suggestion(str(at), lead=None if at % 3 else "张一") for at in range(1, 8)]
    handled = [referral(str(at)) if at % 2 else waiting(str(at)) for at in range(1, 8)]
    whole = rendered(rows, handled)
    monkeypatch.setattr(ledger_rows, "_BLOCK", 3)
    assert rendered(rows, handled) == whole


def test_departments_whose_names_begin_alike_have_their_own_sheets_and_sums():
    long = "临泉区某某某某某某某某某某某某某某某某某某某某某某某某某某某某"
    sheets = book(
        [suggestion("1"), suggestion("2")],
        [referral("1", f"{long}甲"), waiting("2", f"{long}乙"), waiting("1", f"{long}乙", role="会办")],
    )
    summary = sheets["单位汇总"]
    rows = {row[0].value: row for row in summary.iter_rows(min_row=3, max_row=4)}
    assert set(rows) == {f"{long}甲", f"{long}乙"}
    targets = [row[0].hyperlink.location for row in rows.values()]
    assert len(set(targets)) == 2
    assert all(target.split("!")[0].strip("'") in sheets.sheetnames for target in targets)
    assert summary["B5"].value == "=SUM(B3:B4)"


def test_a_letter_is_linked_only_when_its_file_is_there():
    letters = [letter(number, number) for number in "12"]
    sheet = book(
        [suggestion("1"), suggestion("2")], [referral("1"), referral("2")], letters, {"letters/2.docx"}
    )["台账"]
    assert (sheet["R5"].value, sheet["R5"].hyperlink) == ("〔2020〕1号", None)
    assert sheet["R6"].hyperlink.target == "../letters/2.docx"


def test_an_empty_session_gives_a_workbook_that_opens():
    empty = {name: frame.iloc[:0] for name, frame in answers([suggestion("1")], [referral("1")]).items()}
    made = load_workbook(io.BytesIO(render_ledger(make_ledger(empty, AS_OF), "台账", ())))
    assert made.sheetnames == ["台账", "单位汇总", "委员会汇总", "历次办理", "经过"]
    assert made["台账"]["A3"].value == "=COUNTA($A$5)"
    assert made["单位汇总"]["B3"].value == "=0"


def test_opinions_of_visits_have_a_sheet_that_counts_them_and_no_telephone():
    met = {
        "meetings": 1,
        "held_on": date(2020, 3, 1),
        "result": "换灯，联系13800001234",
        "follow_up": "已落实",
    }
    said = [
        opinion("1", "当场答复", deputies="张一（0500-5550123）", content="=路灯不亮"),
        opinion("2", "列入会商清单", suggestion="闭会3", department="住建局", rated="满意", **met),
        opinion("10", "列入会商清单", quarter="2020Q2", visited_on=date(2020, 5, 6)),
    ]
    sheets = book([suggestion("1")], [referral("1")], opinions=said)
    assert sheets.sheetnames[:6] == ["台账", "单位汇总", "委员会汇总", "历次办理", "闭会意见", "经过"]
    sheet = sheets["闭会意见"]
    heads, totals, titles, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert (totals[0], totals[1]) == ("=COUNTA($A$5:$A$7)", "=SUBTOTAL(103,$B$5:$B$7)")
    assert totals[heads.index("列入会商清单")] == '=COUNTIF($I$5:$I$7,"列入会商清单")'
    assert totals[heads.index("已落实")] == '=COUNTIF($Q$5:$Q$7,"已落实")'
    told = [dict(zip(titles, row, strict=True)) for row in rows]
    assert [row["意见编号"] for row in told] == [1, 2, 10]
    assert [row["走访季度"] for row in told] == ["2020年第一季度", "2020年第一季度", "2020年第二季度"]
    assert (told[0]["意见内容"], told[0]["提出代表"]) == ("=路灯不亮", "张一（（号码略））")
    assert sheet["B5"].data_type == "s"
    assert [told[1][name] for name in ("涉及单位", "转建议编号", "会商结果", "落实情况", "测评结果")] == [
        "住建局",
        "闭会3",
        "换灯，联系（号码略）",
        "已落实",
        "满意",
    ]
    assert sheet.auto_filter.ref == "A4:S7"
    stored = load_workbook(
        io.BytesIO(rendered([suggestion("1")], [referral("1")], opinions=said)), data_only=True
    )
    counted = [cell.value for cell in stored["闭会意见"][3]]
    assert counted[:14] == [3, 3, None, None, 1, 0, 2, 0, 1, 0, 0, 1, 0, 0]


def test_the_same_ledger_is_the_same_bytes_without_a_clock():
    content = rendered([suggestion("1")], [referral("1")])
    assert content == rendered([suggestion("1")], [referral("1")])
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
