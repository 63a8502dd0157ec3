"""What offices call their columns: each word names its field in the kind of sheet it stands in, and nothing else does."""

import pytest

from schemas.words import Kind
from tasks.rules.sheets.layout import find_layout

BASE = {
    Kind.SUGGESTIONS: ["案号", "案由", "主办单位"],
    Kind.REPLIES: ["案号", "案由", "复函文号"],
    Kind.SURVEY_RESULTS: ["案号", "回访结果"],
    Kind.DEPUTIES: ["姓名", "代表团"],
}
CASES = {
    (
        Kind.SUGGESTIONS,
        "lead",
    ): "领衔代表 提建议人 提出人 领衔代表(第一提出人) 第一领衔代表 建议代表 提案人 主提代表 代表姓名",
    (Kind.SUGGESTIONS, "co_signers"): "附议代表 附议人 联名代表 联名(附议)代表 其他代表 共同提出人",
    (
        Kind.SUGGESTIONS,
        "co_depts",
    ): "会办单位 会(协)办单位 会办（协办）单位 协（会）办单位 会办、协办单位 配合部门 会办单位（协办）",
    (Kind.SUGGESTIONS, "assigned_on"): "交办日期 转办日期 分办时间 下发日期 交办年月日",
    (
        Kind.SUGGESTIONS,
        "due_on",
    ): "办结时限 要求答复时间 最迟答复日期 答复截止日期 办结日期要求 限办日期 期限 截止日期",
    (Kind.SUGGESTIONS, "contact"): "联系人 具体经办人 承办单位联系人 联络员 承办人",
    (Kind.SUGGESTIONS, "phone"): "电话 联系电话（手机） 经办人联系电话 办公电话 固定电话 联系人手机",
    (Kind.SUGGESTIONS, "contact_phone"): "联系人及电话 联系人/电话 联系人（联系电话） 经办人和联系方式",
    (Kind.SUGGESTIONS, "result_class"): "办理类别 办复类别 办理结果（A/B/C） 结果分类 办理结果类别",
    (Kind.REPLIES, "main_dept"): "承办单位 主（承）办单位 主办（承办）单位 答复单位 单位 拟办单位 分办单位",
    (Kind.REPLIES, "reply_date"): "答复日期 复函时间 书面答复日期 办复日期 复文日期 发文日期 日期",
    (Kind.REPLIES, "claimed"): "代表满意度 满意度 反馈意见 是否满意",
    (Kind.REPLIES, "signatory"): "签发人 领导签发 审签人 签批领导",
    (Kind.REPLIES, "face_to_face"): "是否面商 与代表面商情况 是否当面沟通 面复 沟通方式 是否见面",
    (Kind.REPLIES, "publicity"): "公开属性 是否同意公开 答复是否公开 信息公开属性 公开",
    (Kind.SURVEY_RESULTS, "deputy"): "受访人 被访代表 回访对象 被回访人 代表姓名",
    (Kind.SURVEY_RESULTS, "called_on"): "访问日期 拨打时间 通话日期 时间",
    (Kind.SURVEY_RESULTS, "attempts"): "第几次 拨打次数 拨打次序 第几次拨打",
    (Kind.SURVEY_RESULTS, "code"): "结果代码 满意度代码 代码 结果编码",
    (Kind.SURVEY_RESULTS, "not_completed"): "未完成原因 未接通原因 访问失败原因 未访成功原因",
    (Kind.SURVEY_RESULTS, "reason"): "不满意原因或建议 意见建议 具体原因 代表反馈意见 原因 备注",
    (Kind.DEPUTIES, "unit"): "工作单位及职务 单位职务 现任职务 工作单位（职务） 单位",
    (Kind.DEPUTIES, "phone"): "手机 本人手机 代表联系电话 移动电话 办公座机",
}
UNKNOWN = {
    Kind.SUGGESTIONS: "备注 交办文号 督办领导 责任领导 代表电话 建议形式 经费 页数 领衔代表所在单位 录入员 附议人数",
    Kind.REPLIES: "备注 公开网址 不公开理由 责任领导 传真 办理措施 交办单位",
    Kind.SURVEY_RESULTS: "录音编号 访问员 时长",
    Kind.DEPUTIES: "性别 民族 出生年月 身份证号 家庭住址 党派 备注 邮政编码 微信号",
}


def fields_of(kind, word):
    layout = find_layout([[*BASE[kind], word]])
    assert layout is not None
    assert layout.kind is kind
    place = len(BASE[kind])
    return [name for name, places in layout.blocks[0].fields.items() if place in places]


@pytest.mark.parametrize(
    ("kind", "field", "word"),
    [(kind, field, word) for (kind, field), said in CASES.items() for word in said.split()],
)
def test_a_word_names_its_field(kind, field, word):
    assert fields_of(kind, word) == [field]


@pytest.mark.parametrize(
    ("kind", "word"), [(kind, word) for kind, said in UNKNOWN.items() for word in said.split()]
)
def test_a_column_that_is_not_understood_is_told_and_not_read(kind, word):
    layout = find_layout([[*BASE[kind], word]])
    assert fields_of(kind, word) == []
    assert word in layout.others


@pytest.mark.parametrize(
    "word",
    ["建议编号", "编 号", "建议件编号", "建议意见编号", "议案编号", "建议\n编号", "*建议编号：", "件号"],
)
@pytest.mark.parametrize(
    "title", ["建议标题", "案由（标题）", "建议事项", "建议主要内容", "标题/案由", "建议案由"]
)
def test_ways_to_call_number_and_title(word, title):
    layout = find_layout([["序号", word, title, "主办单位"]])
    assert (layout.blocks[0].fields["number"], layout.blocks[0].fields["title"]) == ((1,), (2,))


def test_a_word_that_means_anything_gives_way_to_the_proper_one():
    layout = find_layout([["编号", "内容", "标题", "建议编号", "代表", "领衔代表", "主办单位"]])
    fields = layout.blocks[0].fields
    assert (fields["number"], fields["title"], fields["lead"]) == ((3,), (2,), (5,))


def test_a_directory_with_running_numbers_is_no_register():
    layout = find_layout([["编号", "代表", "电话"]])
    assert layout.kind is Kind.DEPUTIES


@pytest.mark.parametrize("title", ["承办单位联络员通讯录", "各部门经办人名单"])
def test_a_list_of_those_who_handle_suggestions_is_none_of_deputies(title):
    header = ["单位", "姓名", "职务", "手机"]
    assert find_layout([[title], header]) is None
    assert find_layout([["人大代表通讯录"], header]) is not None


def test_the_section_right_above_the_header_holds():
    assert find_layout([["城东代表团"], ["姓名", "电话"]]).section == "城东代表团"
    assert find_layout([["雁矶区第八届代表团"], ["姓名", "电话"]]).section is None
