"""What offices call the columns of sheets that were not made from our templates.

A word is compared NFKC-folded, without white space, stars and colons. Patterns match the whole word.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.inputs import CLAIMED, SATISFACTION_HEADERS
from schemas.words import Kind

# who is meant, before a word for a person, a number or a telephone
_OFFICE = r"(?:(?:主办|承办|会办|答复|责任|办理)?(?:单位|部门)|具体|日常|工作)?(?:的)?"
_WHO = r"(?:联系|经办|承办|联络)(?:人员?|员|同志)"
_LINE = r"(?:电话|手机|座机|固话|号码|联系方式|联系电话|手机号|移动电话|宅电|办电|办公电话)(?:号码?|方式)?"
_SUGGESTION = r"(?:(?:人大)?(?:代表)?(?:建议|议案)(?:议案|建议|案|件|意见|提案)?)"
_DAY = r"(?:日期|时间|年月日|日)"
_LIMIT = r"(?:时限|期限)"
_REPLYING = r"(?:答复|复函|回复|办复|函复|复文)"
_ENDING = r"(?:办结|答复|办理|办复|反馈|回复|复函|完成|结办|报送|复文)(?:代表|完毕)?"

_NUMBER = (
    rf"(?:原|本)?{_SUGGESTION}的?(?:统一)?(?:编号|案号|序号|编码|件号|号码?)|原?案号|案件(?:编号|号)|件号|原编号",
    r"编号|No\.?|编码",
)
_TITLE = (
    rf"(?:{_SUGGESTION}|案件)?的?(?:标题|题目|题名|案由|名称|主题|事由|事项)(?:[及和/、](?:主要)?(?:内容|案由|标题|题目))?"
    r"(?:摘要|提要)?",
    rf"{_SUGGESTION}的?(?:主要)?内容(?:摘要|提要)?|(?:主要)?内容(?:摘要|提要)?|建议",
)
_LEAD = (
    r"(?:议案|建议)?(?:第一|首位)?(?:领衔|牵头|主提|主要提出|首席)(?:提出|建议|提议)?(?:人|者|代表|人大代表)?(?:姓名|名单)?"
    r"|(?:提|提出)建议(?:的)?(?:人|者|代表)(?:姓名|名单)?|(?:建议|议案)?(?:第一)?(?:提出|提议|提交|提案|建议)(?:人|者|代表)(?:姓名|名单)?",
    r"(?:人大)?代表(?:姓名|名单|名字)?",
)
_CO_SIGNERS = (
    r"(?:联名)?(?:附议|联名|附名|联署)(?:的)?(?:附议|联名)?(?:人|者|代表|人员)?(?:姓名|名单)?"
    r"|(?:其他|其余|共同|联合)(?:提出|附议|联名|建议)?(?:的)?(?:人|代表)(?:姓名|名单)?",
)
_MAIN = (
    r"(?:拟|建议)?(?:主承办|主办|承办|责任|办理|牵头|主责|分办|拟办|主要承办|主办[/、及(]承办\)?|承办[/、及(]主办\)?)"
    r"(?:单位|部门|机关)(?:名称|全称)?|主办|承办|牵头",
)
_CO = (
    r"(?:拟|建议)?(?:会办|协办|会协办|协会办|配合|会同|协同|参与|参办|协助|会商|会办[/、及]?协办|协办[/、及]?会办)"
    r"(?:单位|部门|机关)(?:名称|全称)?|会办|协办|配合|会协办|协会办|会办[/、]协办|协办[/、]会办",
)
_CONTACT = (rf"{_OFFICE}{_WHO}(?:姓名)?",)
_PHONE = (
    rf"{_OFFICE}(?:{_WHO}|办公室?|单位|固定|移动|住宅|家庭|本人|个人|常用|备用|工作|联系)*(?:的)?(?:联系)?{_LINE}[0-9一二三]?",
)
_CONTACT_PHONE = (rf"{_OFFICE}{_WHO}(?:姓名)?(?:[及和与、/,]|\()(?:联系)?{_LINE}\)?",)
_DEPUTY_PHONE = (
    rf"(?:人大)?(?:代表|领衔人|领衔代表|提出人|提建议人|受访人|被访人)(?:本人)?(?:的)?(?:联系)?{_LINE}"
)
_CLASS = (
    # 答复类型 says whether a reply is the last one
    r"(?!答复类型)(?:办理|答复|办复|办结|复函)(?:结果|情况)?(?:的)?(?:类别|分类|类型|等级|等次)|结果(?:类别|类型|分类|等级)|办理结果"
    r"|[^()]*(?:类别|类型|结果|分类)\(?A\W?B\W?C(?:\W?D)?类?\)?|[A-D]{2,4}类别?",
)
_ASSIGNED = (rf"(?:交办|转办|分办|派发|下发|移交|派单)(?:{_DAY})?|(?:时限|期限|日期|时间)交办(?:{_DAY})?",)
_DUE = (
    rf"{_ENDING}(?:的)?(?:截止|最后|最迟)?{_LIMIT}(?:要求)?|{_ENDING}(?:截止|最后|最迟){_DAY}|{_ENDING}{_DAY}要求"
    rf"|(?:要求|应当?|规定|限定|限|最迟|最后|法定)(?:{_ENDING}|办|答)的?(?:{_DAY}|{_LIMIT})?|截止{_DAY}"
    rf"|(?:办理)?{_LIMIT}(?:{_ENDING})|反馈时间",
    _LIMIT,
)
_DOC_NO = (
    rf"{_REPLYING}(?:件|函|文|意见)?的?(?:文号|字号|发文字号|编号|函号|件?号)|发文字?号|发文文号",
    r"文号|文件字?号|函号",
)
_REPLY_DATE = (
    rf"(?:书面|正式|实际|首次)?{_REPLYING}(?:代表|函|文件|件|文)?的?{_DAY}",
    rf"(?:发文|办结|落款|成文|印发)(?:文件)?{_DAY}|日期|时间",
)
_SIGNATORY = (
    r"(?:领导|单位)?(?:签发|签批|审签|审核签发)(?:人员?|领导|负责人)?(?:姓名)?|(?:领导|负责人)签字|签字(?:人|领导)",
)
_FACE = (
    r"(?=.{2,14}$)(?:.*(?:面商|面复|面谈|见面|当面).*|.*[与和同]代表.*(?:沟通|联系|见面|交流).*|沟通(?:方式|情况|形式))",
)
_PUBLICITY = (r"(?=.{2,14}$)(?!.*(?:日期|时间|网址|链接|地址|理由|原因|编号)).*公开.*",)
_CATEGORY = (r"类别|分类|类型|建议(?:类别|分类|类型)|案件(?:类别|类型)|文种|性质|来源",)
_DELEGATION = (
    r"(?:领衔|所在|所属|隶属)?(?:人大)?代表团(?:名称|组|别)?|所[在属]团|团别|团组|(?:所在|所属)?代表小?组",
)
_POST = r"(?:现任|行政)?(?:职务|职位|职称)"
_UNIT = (rf"(?:代表)?(?:所在|现|工作)*单位(?:名称)?(?:[及和与、/]?{_POST})?(?:名称)?|{_POST}|\(?{_POST}\)?",)
_DATE_CALLED = (
    rf"(?:访问|拨打|回访|调查|通话|呼叫|致电|电话|测评|评价)(?:的)?{_DAY}",
    r"时间|日期",
)
_ATTEMPT = (
    r"(?:第几次|(?:拨打|访问|呼叫|回访|通话|电话)(?:的)?(?:次数|次序|轮次|第几次))|第几次(?:拨打|访问|回访|通话|呼叫)|次数|次序|轮次",
)
_SAID = r"(?:原因|理由|意见|建议|意见建议)"
_COMMENT = (
    rf"(?:对)?(?:不满意|具体|评价|代表|主要|其他|反馈|受访人)*(?:的)?(?:原因|理由|意见|意见建议)(?:[及和或与、/]?(?:具体)?{_SAID})*"
    rf"|不满意(?:的)?建议|建议[及和或与、/](?:原因|理由|意见)|(?:代表)?反馈(?:内容|情况)",
)
_CODE = (r"(?:结果|评价|选项|满意度|回访|访问|答案)的?(?:代码|编码|代号)|代码|代号",)
_NOT_COMPLETED = (
    r"(?:访问|回访|调查|拨打|呼叫)?(?:未|没有?|失败|无效|不成功)(?:能)?(?:完成|接通|成功|访问?成功|访成|访问|访|答|打通)?(?:的)?(?:访问)?"
    r"(?:原因|情况|说明|类型)",
)
_ATTITUDE = (r"(?=.{2,20}$).*态度.*",)
_RESULT = (
    r"(?:访问|回访|调查|测评|评价|满意度|最终|拨打|通话|总体|综合|代表|受访人|(?:办理)?结果)*(?:的)?(?:结果|评价|满意度|满意情况|满意程度|答案|是否满意)"
    r"|(?=.{2,30}$)(?:.*(?:办理|答复)?结果.*(?:满意|评价|如何).*|.*是否满意.*|总体满意.*)|(?:结果|评价|答案)(?:文字|名称|说明|内容)"
    r"|(?:访问|回访|测评|满意)情况",
)
_DEPUTY = (
    r"(?:被)?(?:受访|被访|访问|回访|受访问|调查|测评|评价)(?:的)?(?:人|者|代表|对象|人员)(?:姓名)?"
    r"|(?:领衔|人大)?代表(?:姓名)?|姓名|领衔人|提建议人|提出人|建议人",
)


@dataclass(frozen=True)
class SheetWords:
    """The columns of a kind of sheet, by the names of its contract; `signatures`: one of these sets makes the kind.

    A column may have words that hold only where none of the better words before them stands in the sheet.
    """

    kind: Kind
    columns: Mapping[str, tuple[str, ...]]
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
        "case_key": (r"回访编码",),
        "item": (r"题号",),
        "deputy": _DEPUTY,
        "phone": (_DEPUTY_PHONE, *_PHONE),
        "code": _CODE,
        "not_completed": _NOT_COMPLETED,
        "attitude": _ATTITUDE,
        "reason": _COMMENT,
        "outcome": _RESULT,
        "called_on": _DATE_CALLED,
        "attempts": _ATTEMPT,
        "title": _TITLE,
        "main_dept": _MAIN,
    },
    _signatures(
        "number outcome", "number code", "number ticks", "case_key outcome", "case_key code", "case_key ticks"
    ),
)
REPLY_WORDS = SheetWords(
    Kind.REPLIES,
    {
        **_CASE,
        "main_dept": (*_MAIN, r"(?:答复|复函|填报|报送)?单位(?:名称)?|部门"),
        "doc_no": _DOC_NO,
        "reply_date": _REPLY_DATE,
        "result_class": _CLASS,
        "signatory": _SIGNATORY,
        **_OFFICE_PEOPLE,
        "face_to_face": _FACE,
        "publicity": _PUBLICITY,
        "is_interim": (r"答复(?:性质|类型)",),
        CLAIMED.name: ("|".join(SATISFACTION_HEADERS),),
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
        "name": (r"(?:代表)?(?:姓名|名字)|(?:人大)?代表(?:姓名|名单|名字)?",),
        "delegation": _DELEGATION,
        "unit": _UNIT,
        "phone": (rf"{_DEPUTY_PHONE}|{_PHONE[0]}",),
        "number": (r"(?:建议|议案)的?(?:编号|案号|号)|案号",),
        "title": (r"(?:建议|议案)?(?:标题|案由)",),
        "outcome": _RESULT,
        # a list of those who handle suggestions is none of deputies
        "office": (rf"{_MAIN[0]}|{_CONTACT[0]}|是否联络员",),
    },
    _signatures("name phone", "name delegation", "name unit"),
    never=frozenset({"number", "title", "outcome", "office"}),
)

# of equal sheets the first in this order: a handler that rates itself has made a register of replies, no survey
SHEET_WORDS = (REPLY_WORDS, SURVEY_WORDS, REGISTRATION_WORDS, DIRECTORY_WORDS)

# a table of counts has a department and numbers of each answer, but no suggestion
SUMMARY_DEPARTMENT = r".*(?:单位|部门|乡镇|街道|代表团).*"
SUMMARY_FIGURES = r".*(?:满意率|满意度|得分|排名|名次|件数|总数|合计|回访数|办理数|测评数).*"

# what can stand under or over a merged header without saying which column it is
GENERIC_HEADERS = frozenset(
    {"单位", "姓名", "名称", "电话", "手机", "职务", "联系电话", "联系方式", "单位职务", "代表团"}
)
