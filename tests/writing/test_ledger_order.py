"""The ledger in the order of an office: what is counted, coloured, filtered and summed up follows the columns."""

import io
from datetime import date

from openpyxl import load_workbook

from schemas.ledger_columns import LedgerColumns
from tasks.report.ledger import make_ledger
from tasks.writing.ledger import render_ledger
from tests.report.builders import answers, letter, opinion, referral, suggestion, waiting

AS_OF = date(2020, 5, 1)


def book(columns, titles=(), *, with_values=False):
    rows = [
        suggestion("1", is_asked=True, verdict="满意"),
        suggestion("2", is_asked=True, verdict="不满意", status="再次交办"),
        suggestion("3"),
    ]
    handled = [referral("1"), referral("2", replied_on=date(2020, 4, 20)), waiting("3", "交通")]
    made = make_ledger(answers(rows, handled, [letter("2", 7)], [opinion("1", "当场答复")]), AS_OF)
    order = LedgerColumns(columns=columns, titles=dict(titles))
    content = render_ledger(made, "台账", {"letters/7.docx"}, order)
    return load_workbook(io.BytesIO(content), data_only=with_values)


def texts(sheet, row):
    return [cell.value for cell in sheet[row] if cell.value is not None]


def colours(sheet):
    """Return where which words are coloured."""
    rules = {str(one.sqref): [rule.formula[0] for rule in one.rules] for one in sheet.conditional_formatting}
    return {place: words[0] for place, words in rules.items()}


def test_totals_colours_filter_and_links_follow_the_columns():
    order = ("状态", "编号", "主办", "标题", "交办函", "按期/逾期", "测评结果")
    made = book(order)
    for sheet in (made["台账"], made["教科委"]):
        assert tuple(texts(sheet, 4)) == order
        assert [cell.value for cell in sheet["B"][4:]] == [1, 2, 3]
        assert texts(sheet, 2)[:4] == ["件数", "筛选后件数", "按期", "逾期答复"]
        assert texts(sheet, 3)[:3] == [
            "=COUNTA($B$5:$B$7)",
            "=SUBTOTAL(103,$D$5:$D$7)",
            '=COUNTIF($F$5:$F$7,"按期")',
        ]
        assert texts(sheet, 3)[-1] == '=COUNTIF($A$5:$A$7,"提请处理")'
        assert sheet.auto_filter.ref == "A4:G7"
        assert colours(sheet) == {"F5:F7": '"按期"', "G5:G7": '"满意"', "A5:A7": '"满意"'}
        assert sheet["E6"].hyperlink.target == "../letters/7.docx"


def test_what_names_a_row_stays_in_sight_where_it_stands_first():
    assert book(("标题", "编号", "状态"))["台账"].freeze_panes == "C5"
    assert book(("编号", "类别", "标题"))["台账"].freeze_panes == "B5"
    # frozen columns before it would fill the screen
    assert book(("类别", "编号", "标题"))["台账"].freeze_panes == "A5"


def test_the_summaries_take_the_totals_where_they_stand():
    made = book(("编号", "标题", "测评结果", "按期/逾期", "状态"))
    stored = book(("编号", "标题", "测评结果", "按期/逾期", "状态"), with_values=True)
    for name, target in (("单位汇总", "教体"), ("委员会汇总", "教科委")):
        line, values = made[name][3], stored[name][3]
        heads = dict(zip(texts(made[name], 2), zip(line, values, strict=True), strict=True))
        for at, head in enumerate(texts(stored[target], 2)):
            if head in heads:
                formula, value = heads[head]
                source = stored[target][3][at]
                assert formula.value.replace("$", "").split("!")[1] == source.coordinate
                assert value.value == source.value
        assert "按期率（最近一轮）" in heads


def test_what_is_not_shown_is_not_counted():
    made = book(("编号", "标题", "按期/逾期", "状态"))
    counted = ["按期", "逾期答复", "逾期未答复", "办理中", "再次交办", "提请处理"]
    assert texts(made["台账"], 2) == ["件数", "筛选后件数", *counted]
    assert texts(made["单位汇总"], 2) == ["承办单位", "件数", *counted, "按期率（最近一轮）"]
    made = book(("编号", "标题", "测评结果"))
    assert texts(made["台账"], 2) == ["件数", "筛选后件数", "满意", "基本满意", "不满意", "未评价"]
    assert texts(made["委员会汇总"], 2) == ["专门委员会", "件数", "满意", "基本满意", "不满意", "未评价"]
    assert [cell.value for cell in made["单位汇总"][5]][-1] == "=SUM(F3:F4)"
    made = book(("编号", "标题"))
    assert texts(made["台账"], 2) == ["件数", "筛选后件数"]
    assert texts(made["单位汇总"], 2) == ["承办单位", "件数"]


def test_what_an_office_calls_a_column_stands_on_every_sheet():
    made = book(("编号", "标题", "主办"), {"编号": "建议号", "标题": "=建议标题", "轮次": "第几轮"})
    assert texts(made["台账"], 4) == ["建议号", "=建议标题", "主办"]
    assert texts(made["历次办理"], 2)[:3] == ["建议号", "=建议标题", "第几轮"]
    assert texts(made["函件"], 2)[:2] == ["建议号", "=建议标题"]
    assert texts(made["经过"], 2)[0] == "建议号"
    assert texts(made["闭会意见"], 4)[0] == "意见编号"


def test_totals_that_are_wider_than_their_column_are_read_in_full():
    narrow = book(("编号", "附议人数", "标题", "按期/逾期", "状态", "测评结果"))["台账"]
    assert (narrow["B2"].value, narrow.row_dimensions[2].height) == ("筛选后件数", 30)
    assert book(("编号", "标题"))["台账"].row_dimensions[2].height is None
