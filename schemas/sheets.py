"""What offices call the columns of sheets that were not made from our templates.

A word is compared NFKC-folded, without white space, stars and colons. Patterns match the whole word.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.words import Kind

_NUMBER = (
    r"(?:人大|代表|原)?(?:建议|议案|案件|建议案|建议件)的?(?:编号|案号|序号|编码|号码?)|原?编号|原?案号|件号"
)
_TITLE = (
    r"(?:代表)?(?:建议|议案|案件)?(?:标题|题目|题名|名称|案由|内容|主题|事由)(?:[及和]内容|摘要|提要)?|建议"
)
_LEAD = (
    r"(?:领衔|领衔人|领衔代表|领衔提出人|代表|人大代表|提出代表|提出人|提出者|提建议人|提建议代表|建议人|建议代表"
    r"|建议提出人|提议人|提议代表|提交人|提案人|第一提出人|主提人|主提代表|主要提出人)(?:姓名|名单)?"
)
_CO_SIGNERS = r"(?:附议|联名|附名|联署)(?:人|者|代表|人员)?(?:姓名|名单)?|(?:其他|共同|联合)(?:提出)?(?:人|代表)(?:姓名)?"
_MAIN = r"拟?(?:主办|承办|责任|办理|牵头|主责|主承办|分办|主办[/、]承办)(?:单位|部门|机关)(?:名称)?|主办|承办|牵头"
_CO = (
    r"拟?(?:会办|协办|会协办|配合|会同|协同|参与|会办[/、]协办|协办[/、]会办)(?:单位|部门|机关)(?:名称)?"
    r"|会办|协办|配合|会办[/、]协办|协办[/、]会办"
)
_CONTACT = r"(?:具体|单位)?(?:联系|经办|承办|联络)(?:人员?|员)(?:姓名)?"
_PHONE = (
    r"(?:(?:具体)?(?:经办|联系|承办|联络)(?:人员?|员)?|办公室?|单位|固定|移动|住宅|本人|个人|常用|备用)*"
    r"(?:联系)?(?:电话|手机|座机|手机号|号码|联系方式|宅电|办电)(?:号码)?[0-9一二三]?"
)
_CONTACT_PHONE = (
    r"(?:联系|经办|承办|联络)(?:人员?|员)(?:姓名)?[及和与、/](?:联系)?(?:电话|方式|手机|联系方式)(?:号码)?"
)
_DEPUTY_PHONE = r"(?:代表|领衔人|领衔代表|提出人|提建议人)(?:联系)?(?:电话|手机|联系方式)(?:号码)?"
_CLASS = r"办理(?:类别|结果|结果类别|类型|分类)|(?:答复|结果|办复|办结)(?:类别|类型|分类|等级)|办理情况(?:类别|分类)"
_ASSIGNED = r"(?:交办|转办|分办|派发)(?:日期|时间|日)?|(?:时限|期限|日期|时间)交办"
_DUE = (
    r"(?:办结|答复|办理|办复|反馈|回复|复函|完成|结办)(?:截止)?(?:时限|期限)"
    r"|(?:要求|应|规定|限定|限|最迟)(?:办结|结办|答复|办复|完成|反馈|回复)(?:日期|时间|时限|期限)?"
    r"|(?:办结|答复|办理|反馈)?截止(?:日期|时间)|(?:时限|期限)(?:答复|办结|办理|反馈)|反馈时间"
)
_DOC_NO = r"(?:答复|复函|发文|回复|办复|函复|文件)函?(?:文号|字号|编号|函号|件?号)|文号|答复[函件]文号|复文号"
_REPLY_DATE = (
    r"(?:书面|正式)?(?:答复|复函|回复|办复|函复|发文|办结|落款|成文)(?:函|文件)?(?:日期|时间|日)|日期|时间"
)
_SIGNATORY = r"(?:领导)?(?:签发|签批|审签|审核签发|签字)(?:人|领导|负责人)?(?:姓名)?"
_FACE = (
    r"(?:是否|有无)?(?:[与和同]代表)?(?:当?面商|面复|见面|面谈|当面沟通)(?:代表)?(?:情况|与否|沟通|方式|结果)?"
    r"|(?:[与和同]代表)?沟通(?:方式|情况)"
)
_PUBLICITY = (
    r"(?:是否|能否|可否)?(?:同意|主动|可以)?(?:信息)?公开(?:属性|方式|情况|类别|形式|类型|意见|与否|选项)?"
)
_CATEGORY = r"类别|分类|类型|建议(?:类别|分类|类型)|案件(?:类别|类型)|文种|性质|来源"
_DELEGATION = r"(?:领衔|所在|所属)?代表团(?:名称|组)?|所在团|团别|(?:所在|所属)?代表小?组"
_UNIT = (
    r"(?:所在|现)?(?:工作)?单位(?:名称)?(?:[及和与、/]?(?:现任)?(?:职务|职位|职称))?(?:名称)?|(?:现任)?职务"
)
_DATE_CALLED = r"(?:访问|拨打|回访|调查|通话|呼叫|致电|电话)(?:日期|时间|日)|时间|日期"
_ATTEMPT = r"第几次|(?:拨打|访问|呼叫|回访|通话)?(?:次数|次序|轮次|第几次)"
_COMMENT = (
    r"(?:不满意|具体|评价)?(?:的)?(?:原因|理由)(?:[及和或与、/](?:意见|建议|意见建议))?|不满意(?:的)?(?:意见|建议)"
    r"|(?:代表|具体|其他|主要)?意见(?:[及和或与、/]?建议)?|(?:代表)?反馈(?:意见|内容)"
)
_CODE = r"(?:结果|评价|选项|满意度|回访|访问)?(?:代码|编码|代号)"
_NOT_COMPLETED = (
    r"未(?:完成|接通|成功|访问?|访成功|答)(?:的)?(?:原因|情况|说明|类型)|(?:无效|失败)(?:原因|类型)"
)
_ATTITUDE = r".*态度.*"
_RESULT = (
    r"(?:访问|回访|调查|测评|评价|满意度|最终|拨打|通话|总体|综合|代表)*(?:结果|评价|满意度|满意情况|满意程度|答案|是否满意)"
    r"|.*(?:办理|答复)?结果.*(?:满意|评价|如何).*|.*是否满意.*|总体满意.*"
)
_DEPUTY = (
    r"(?:受访|被访|被访问|回访|受访问|访问|被调查)(?:人|者|代表|对象|人员)(?:姓名)?|(?:领衔|人大)?代表(?:姓名)?|姓名"
    r"|领衔人|提建议人|提出人"
)


@dataclass(frozen=True)
class SheetWords:
    """The columns of a kind of sheet, by the names of its contract; `signatures`: one of these sets makes the kind."""

    kind: Kind
    columns: Mapping[str, str]
    signatures: tuple[frozenset[str], ...]
    never: frozenset[str] = frozenset()


_CASE = {"number": _NUMBER, "title": _TITLE, "main_dept": _MAIN, "co_depts": _CO, "category": _CATEGORY}
_OFFICE_PEOPLE = {"contact_phone": _CONTACT_PHONE, "contact": _CONTACT, "phone": _PHONE}


def _signatures(*sets: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(names.split()) for names in sets)


SURVEY_WORDS = SheetWords(
    Kind.SURVEY_RESULTS,
    {
        "number": _NUMBER,
        "case_key": r"回访编码",
        "deputy": _DEPUTY,
        "phone": rf"{_DEPUTY_PHONE}|{_PHONE}",
        "code": _CODE,
        "not_completed": _NOT_COMPLETED,
        "reason": _COMMENT,
        "attitude": _ATTITUDE,
        "outcome": _RESULT,
        "called_on": _DATE_CALLED,
        "attempts": _ATTEMPT,
        "title": _TITLE,
        "main_dept": _MAIN,
    },
    _signatures("number outcome", "number code", "number ticks", "case_key outcome"),
)
REPLY_WORDS = SheetWords(
    Kind.REPLIES,
    {
        **_CASE,
        "main_dept": rf"{_MAIN}|(?:答复|复函|填报|报送)?单位(?:名称)?|部门",
        "doc_no": _DOC_NO,
        "reply_date": _REPLY_DATE,
        "result_class": _CLASS,
        "signatory": _SIGNATORY,
        **_OFFICE_PEOPLE,
        "face_to_face": _FACE,
        "publicity": _PUBLICITY,
    },
    _signatures("number doc_no", "number reply_date", "number signatory", "number face_to_face"),
)
REGISTRATION_WORDS = SheetWords(
    Kind.SUGGESTIONS,
    {
        **_CASE,
        "lead": _LEAD,
        "co_signers": _CO_SIGNERS,
        "delegation": _DELEGATION,
        "assigned_on": _ASSIGNED,
        "due_on": _DUE,
        "result_class": _CLASS,
        **_OFFICE_PEOPLE,
    },
    _signatures("number title", "number lead", "number main_dept"),
)
DIRECTORY_WORDS = SheetWords(
    Kind.DEPUTIES,
    {
        "name": r"(?:代表)?(?:姓名|名字)|(?:人大)?代表(?:姓名|名单)?",
        "delegation": _DELEGATION,
        "unit": _UNIT,
        "phone": rf"{_DEPUTY_PHONE}|{_PHONE}",
        "number": r"(?:建议|议案)的?(?:编号|案号|号)|案号",
        "title": r"(?:建议|议案)?(?:标题|案由)",
        "outcome": _RESULT,
    },
    _signatures("name phone", "name delegation", "name unit"),
    never=frozenset({"number", "title", "outcome"}),
)

# of equal sheets the first in this order
SHEET_WORDS = (SURVEY_WORDS, REPLY_WORDS, REGISTRATION_WORDS, DIRECTORY_WORDS)

# a table of counts has a department and numbers of each answer, but no suggestion
SUMMARY_DEPARTMENT = r".*(?:单位|部门|乡镇|街道|代表团).*"
SUMMARY_FIGURES = r".*(?:满意率|满意度|得分|排名|名次|件数|总数|合计|回访数|办理数|测评数).*"

# what can stand under or over a merged header without saying which column it is
GENERIC_HEADERS = frozenset(
    {"单位", "姓名", "名称", "电话", "手机", "职务", "联系电话", "联系方式", "单位职务", "代表团"}
)
