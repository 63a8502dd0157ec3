"""Headers and rows of any make: always a layout or none, and no row that crashes the reading."""

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.words import Kind
from tasks.rules.sheets.compare import compare_rows
from tasks.rules.sheets.layout import find_layout, is_summary
from tasks.rules.sheets.people import names_in
from tasks.rules.sheets.read import read_record
from tasks.rules.sheets.records import records
from tasks.rules.sheets.telephones import telephones_in

_WORDS = [
    *(
        "建议编号",
        "编号",
        "序号",
        "案号",
        "建议标题",
        "案由",
        "领衔代表",
        "代表",
        "姓名",
        "主办单位",
        "会办单位",
        "办理单位",
        "主办",
    ),
    *(
        "答复文号",
        "答复日期",
        "时间",
        "办理结果",
        "签发人",
        "联系人",
        "联系电话",
        "手机",
        "是否面商",
        "公开属性",
        "结果",
        "结果代码",
    ),
    *(
        "满意",
        "基本满意",
        "不满意",
        "办理态度",
        "代表团",
        "单位",
        "备注",
        "合计",
        "小计",
        "同上",
        "〃",
        "（一）民生类",
        "城东代表团",
    ),
    *(
        "17",
        "第17号",
        "18.0",
        "√",
        "1",
        "9",
        "关于增设路灯的建议",
        "张三",
        "张 三、李四等3人",
        "区住建局",
        "2024-03-01",
        "45332",
    ),
    *(
        "1.38E+10",
        "13800000001",
        "0500-5550123转8",
        "A类",
        "〔2024〕3号",
        "无",
        "/",
        "—",
        "说明：略",
        "制表人：张三",
        "提案12",
    ),
]
CELLS = st.one_of(st.none(), st.sampled_from(_WORDS), st.text(max_size=12))
ROWS = st.lists(st.lists(CELLS, max_size=9), max_size=12)


def read_all(rows):
    layout = find_layout(rows)
    if layout is None:
        return None
    below = list(enumerate(rows, start=1))[layout.last_row + 1 :]
    read = [read_record(layout.kind, block, record) for block, record in records(layout, below)]
    return layout, compare_rows(layout.kind, [row for row in read if row])


@settings(max_examples=400, deadline=None)
@given(ROWS)
def test_any_rows_are_read_or_have_no_header(rows):
    is_summary(rows)
    found = read_all(rows)
    if found:
        layout, read = found
        assert layout.first_row <= layout.last_row < len(rows)
        assert all(layout.last_row + 1 < row.row <= len(rows) for row in read)
        assert layout.kind in {Kind.SUGGESTIONS, Kind.REPLIES, Kind.SURVEY_RESULTS, Kind.DEPUTIES}


HEADER = ["建议编号", "建议标题", "领衔代表", "主办单位"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=6))
def test_a_sound_row_is_read_whatever_stands_around_it(others):
    sound = ["10017", "关于一件从未提过的事的建议", "欧阳明", "区某局"]
    rows = [HEADER, *others, sound, *others]
    found = read_all(rows)
    assert found is not None
    layout, read = found
    if layout.first_row == 0 and layout.last_row == 0:
        assert sound[1] in [row.fields["title"] for row in read if row.fields["number"] == "10017"]


@given(st.text(max_size=40))
def test_no_digit_of_a_telephone_is_made_up(text):
    numbers, codes = telephones_in(text)
    assert set(codes) <= {"bad_phone", "phone_precision_lost"}
    assert numbers or codes


@given(
    st.lists(
        st.sampled_from(["13800000001", "0500-5550123", "5550123", "0500-5550123转8"]), min_size=1, max_size=4
    )
)
def test_telephones_are_read_whatever_parts_them(numbers):
    expected = list(dict.fromkeys(numbers))
    for mark in ("、", "/", "；", "\n", " , "):
        assert telephones_in(mark.join(numbers)) == (expected, [])


@given(st.lists(st.text("赵钱孙李周吴郑王", min_size=3, max_size=3), min_size=1, max_size=5, unique=True))
def test_names_are_read_whatever_parts_them(names):
    for mark in ("、", "，", "；", "\n", " ", "/"):
        assert names_in(mark.join(names)) == (names, False)
    assert names_in("、".join(names) + "等9人") == (names, True)
