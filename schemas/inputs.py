"""The files we receive. Headers are compared after NFKC folding and without white space."""

from schemas.contract import Contract, Field, Form
from schemas.visit_inputs import CONSULTATIONS, OPINIONS
from schemas.words import Kind, Series

_NUMBER = Field(
    "number", "建议编号", Form.SUGGESTION, ("编号", "建议号", "案号", "建议序号", "建议案号"), key=True
)
_SERIES = Field("series", "提出期间", Form.SERIES, ("建议系列", "提出时期"))
_TITLE = Field("title", "建议标题", Form.PROSE, ("标题", "建议题目", "案由", "题目", "建议名称"))

DEPARTMENTS = Contract(
    Kind.DEPARTMENTS,
    "承办单位名录",
    (
        Field("name", "单位全称", Form.NAME, aliases=("单位名称", "全称"), key=True),
        Field("aliases", "简称", Form.NAMES, ("别名", "曾用名")),
        Field("category", "单位类别", aliases=("类别",)),
        Field("contact_name", "联络员", aliases=("联系人",)),
        Field("contact_phone", "联系电话", Form.CONTACT_PHONE, ("电话",)),
        Field("email", "电子邮箱", Form.EMAIL, ("邮箱", "E-mail")),
    ),
    frozenset({"name", "aliases"}),
)

COMMITTEES = Contract(
    Kind.COMMITTEES,
    "专门委员会分工",
    (
        Field("name", "委员会", Form.NAME, aliases=("专门委员会", "专委会"), key=True),
        Field("categories", "督办的建议类别", Form.NAMES, ("督办类别", "建议类别", "类别"), key=True),
    ),
    frozenset({"name", "categories"}),
)

DEPUTIES = Contract(
    Kind.DEPUTIES,
    "代表名册",
    (
        Field("name", "姓名", Form.NAME, aliases=("代表姓名",), key=True),
        Field("delegation", "代表团", Form.NAME, aliases=("所在代表团",), key=True, fill_down=True),
        Field("unit", "单位及职务", aliases=("单位职务", "工作单位及职务", "工作单位")),
        Field("phones", "联系电话", Form.PHONES, ("电话", "手机", "手机号码", "联系方式")),
        Field("call_time", "方便接听时间", aliases=("方便接听电话时间", "接听时间")),
    ),
    frozenset({"name", "delegation", "phones"}),
)

SUGGESTIONS = Contract(
    Kind.SUGGESTIONS,
    "建议交办台账",
    (
        _NUMBER,
        Field("title", "建议标题", Form.PROSE, _TITLE.aliases, key=True),
        Field("lead", "领衔代表", Form.NAMES, ("提建议人", "领衔人", "建议人"), key=True),
        Field("delegation", "代表团", Form.NAME, aliases=("领衔代表团",)),
        Field("co_signers", "附议代表", Form.NAMES, ("附议人", "联名代表")),
        Field("category", "类别", Form.NAME, aliases=("建议类别", "分类")),
        Field("main_dept", "主办单位", Form.NAMES, ("承办单位", "责任单位"), key=True),
        Field("co_depts", "会办单位", Form.NAMES, ("协办单位",)),
        Field("manner", "办理方式"),
        Field("assigned_on", "交办日期", Form.DATE, ("交办时间",), key=True),
        Field("term_kind", "办理期限", Form.TERM),
        Field("is_key", "重点督办", Form.YES_NO, ("重点建议",)),
        Field("is_confidential", "是否保密", Form.YES_NO, ("身份保密",)),
        _SERIES,
    ),
    frozenset({"number", "lead", "main_dept", "assigned_on"}),
    bare_series=Series.IN_SESSION,
)

# Columns in which a handler would rate itself (the reason this system exists): named as a problem, kept as what the department
# claimed, to be held against the survey, and never an answer.
SATISFACTION_HEADERS = (
    *("满意度", "代表满意度", "代表评价", "满意情况", "测评结果", "代表意见", "是否满意"),
    *("满意程度", "代表满意情况", "反馈意见", "代表反馈", "代表反馈意见"),
)
CLAIMED = Field("claimed", SATISFACTION_HEADERS[0], aliases=SATISFACTION_HEADERS[1:])

REPLIES = Contract(
    Kind.REPLIES,
    "答复登记表",
    (
        _NUMBER,
        _TITLE,
        Field("main_dept", "承办单位", Form.DEPARTMENT, ("主办单位", "责任单位"), key=True),
        Field("co_depts", "会办单位", aliases=("协办单位",)),
        Field("doc_no", "答复文号", Form.DOCUMENT_NUMBER, ("文号", "发文字号")),
        Field("reply_date", "答复日期", Form.DATE, ("复函日期", "答复时间")),
        Field("result_class", "办理结果", Form.RESULT_CLASS, ("办理类别", "结果类别")),
        Field("signatory", "签发人", Form.NAME, aliases=("签发领导",)),
        Field("contact", "联系人", Form.NAME, aliases=("经办人",)),
        Field("phone", "联系电话", Form.CONTACT_PHONE, ("电话", "联系方式")),
        Field("face_to_face", "是否面商", Form.YES_NO, ("面商情况", "是否面复")),
        Field("publicity", "公开属性", Form.PUBLICITY, ("是否公开",)),
        Field("is_interim", "答复性质", Form.INTERIM, ("答复类型",)),
        Field("promise", "承诺事项", Form.PROSE, ("承诺内容",)),
        # may lie in the future, as promises do
        Field("promised_on", "完成时限", Form.DATE, ("承诺完成时限", "承诺时限")),
        Field("promise_owner", "责任人", Form.NAME, ("承诺责任人",)),
        _SERIES,
    ),
    frozenset({"number", "main_dept", "reply_date"}),
    unasked=(CLAIMED,),
)

SURVEY_RESULTS = Contract(
    Kind.SURVEY_RESULTS,
    "回访结果",
    (
        Field("case_key", "回访编码", key=True),
        Field("item", "题号", Form.NUMBER, key=True),
        Field("outcome", "回访结果", Form.OUTCOME, ("评价结果", "评价", "办理结果评价"), key=True),
        # what a cycle may ask beside the result
        Field("attitude", "态度评价", Form.OUTCOME, ("办理态度评价",)),
        Field("fulfilment", "承诺兑现评价", Form.OUTCOME, ("承诺落实评价",)),
        Field("reason", "不满意原因", Form.PROSE, ("原因", "意见")),
        Field("called_on", "拨打日期", Form.DATE, ("回访日期",)),
        # printed for the caller, and read back to see that no row has slipped under another's key
        Field("person", "称呼", Form.NAME),
        Field("about", "建议", Form.PROSE),
        Field("attempts", "拨打次数", Form.NUMBER),
        # where a file has no line over its header to carry the mark of the list
        Field("list_mark", "名单版本"),
    ),
    frozenset({"case_key", "item", "outcome"}),
    context=("拨打批次", "电话一", "电话二", "号码提示", "方便接听时间", "答复单位", "答复日期", "答复情况"),
)

# What a centre makes of its own system: no key, so that a row is known by deputy and number. Never found by its header alone,
# and never credited before somebody says that it is the centre's (results_without_keys).
CENTRE_RESULTS = Contract(
    Kind.SURVEY_RESULTS,
    "测评中心结果表",
    (
        Field("number", "建议编号", Form.NUMBER, _NUMBER.aliases, key=True),
        Field("person", "代表姓名", Form.NAME, key=True),
        Field("outcome", "回访结果", Form.OUTCOME, key=True),
        Field("reason", "不满意原因", Form.PROSE),
        Field("called_on", "拨打日期", Form.DATE),
        Field("about", "建议", Form.PROSE),
        Field("attempts", "拨打次数", Form.NUMBER),
    ),
    frozenset({"number", "person", "outcome"}),
)

ATTEMPTS = Contract(
    Kind.ATTEMPTS,
    "拨打记录表",
    (
        Field("case_key", "回访编码", key=True),
        Field("happened_at", "拨打时间", Form.MOMENT, ("呼叫时间", "拨打日期时间"), key=True),
        Field("disposition", "拨打结果", Form.DISPOSITION, ("呼叫结果", "结果代码"), key=True),
        Field("number_no", "号码序号", Form.NUMBER, ("第几个号码",)),
        Field("appointment_at", "预约时间", Form.MOMENT),
        Field("interviewer", "访问员", aliases=("访问员编号", "工号")),
        Field("seconds", "通话时长", Form.DURATION, ("访问时长", "通话秒数", "时长")),
    ),
    frozenset({"case_key", "happened_at", "disposition"}),
)

DECISIONS = Contract(
    Kind.DECISIONS,
    "再次交办审定表",
    (
        _NUMBER,
        Field("decision", "审定意见", Form.DECISION, key=True),
        Field("decided_by", "审定人", key=True),
        Field("findings", "调研情况", Form.PROSE),
        Field("requirements", "办理要求", Form.PROSE),
        Field("new_dept", "改由承办单位", Form.NAME, ("承办单位(改由)", "改派单位", "新承办单位")),
        Field("due_on", "答复时限", Form.DATE, ("办理期限", "答复期限")),
    ),
    frozenset({"number", "decision", "decided_by"}),
    context=(
        "建议标题",
        "领衔代表",
        "轮次",
        "原承办单位",
        "原答复文号",
        "原答复日期",
        "原办理结果",
        "代表评价",
        "不满意原因",
        "审定依据",
        "全部评价",
        "历次办理",
    ),
)

CHANGES = Contract(
    Kind.CHANGES,
    "办理变更表",
    (
        _NUMBER,
        Field("main_dept", "承办单位", Form.DEPARTMENT, ("主办单位", "责任单位"), key=True),
        Field("change", "变更事项", Form.CHANGE, key=True),
        Field("happened_on", "变更日期", Form.DATE, key=True),
        Field("new_dept", "改派单位", Form.NAME, ("新承办单位",)),
        Field("new_due_on", "延期至", Form.DATE, ("新办理期限",)),
        Field("reason", "变更原因", Form.PROSE),
        Field("approved_by", "批准人", Form.NAME, ("审批人",)),
    ),
    frozenset({"number", "change", "happened_on"}),
)

PROGRESS = Contract(
    Kind.PROGRESS,
    "承诺进展表",
    (
        _NUMBER,
        Field("main_dept", "承办单位", Form.DEPARTMENT, ("主办单位", "责任单位"), key=True),
        Field("reported_on", "进展日期", Form.DATE, key=True),
        Field("progress", "进展情况", Form.PROSE),
        Field("is_done", "是否完成", Form.YES_NO),
        Field("new_class", "新类别", Form.RESULT_CLASS, ("调整后类别",)),
    ),
    frozenset({"number", "main_dept", "reported_on"}),
)

# The order of a night: what others refer to comes first.
CONTRACTS: tuple[Contract, ...] = (
    DEPARTMENTS,
    COMMITTEES,
    DEPUTIES,
    SUGGESTIONS,
    CHANGES,
    REPLIES,
    PROGRESS,
    OPINIONS,
    CONSULTATIONS,
    SURVEY_RESULTS,
    ATTEMPTS,
    DECISIONS,
)

CONTRACT_OF: dict[Kind, Contract] = {contract.kind: contract for contract in CONTRACTS}


def header_of(kind: str, name: str | None) -> str | None:
    """Return what files of a kind call a field of ours; anything else stays as it is."""
    contract = CONTRACT_OF.get(Kind(kind))
    if contract is SURVEY_RESULTS and name not in contract.names:
        contract = CENTRE_RESULTS
    return contract[name].chinese if contract and name in contract.names else name


# Personal data that nothing here needs; such columns are not read into anything.
UNWANTED_HEADERS = (
    "身份证号",
    "身份证号码",
    "公民身份号码",
    "出生年月",
    "出生日期",
    "家庭住址",
    "详细住址",
    "银行卡号",
)

# Columns that sheets usually have and that carry nothing to keep.
IDLE_HEADERS = ("序号", "备注", "性别", "民族", "界别", "说明", "错误信息", "怎么改")
