"""The words before a colon or in the left cell of a form, and what each of them introduces."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.rules.letters.text import Line, squeeze

# the first pattern that fits the whole label wins
_LABELS: tuple[tuple[str, str], ...] = (
    (
        "number",
        r"(?:代表)?(?:人大)?(?:建议|议案|提案|案件)?(?:编号|案号)|(?:建议|议案|提案|案)号|建议\(?议案\)?编?号",
    ),
    ("title", r"(?:代表)?(?:建议|议案|提案)?(?:标题|题目|名称|案由|题名)|案由|建议案由|建议议题"),
    (
        "addressees",
        r"(?:领衔|领衔人|领衔代表|提出|提出建议|提建议)?(?:的?人?大?代表)(?:姓名|名单)?|(?:提出|提案|建议|提建议|领衔)(?:人|者)(?:姓名)?|领衔|提案委员|委员姓名",
    ),
    ("content", r"(?:代表)?(?:建议|议案|提案)内容(?:摘要)?"),
    ("co_signers", r"附议(?:代表|人)?(?:姓名)?|联名(?:代表|人)?"),
    ("departments", r"(?:主办|承办|答复|办理|主要承办)(?:单位|部门)(?:名称)?"),
    ("co_departments", r"(?:会办|协办|会同办理|配合)(?:单位|部门)(?:名称)?"),
    ("doc_no", r"(?:发文|答复|复文|文件|复函)?(?:文号|字号)|发文字号"),
    ("signatory", r"签发|签发人|签发领导|领导签发|签发人姓名|签发人\(?(?:签字|签名|签章)\)?|领导签字|签字人"),
    (
        "class",
        r"(?:办复|办理|答复|办结|复文|建议办理|办理结果|答复结果|结果)?(?:类别|类型|分类)|办理结果|办复结果|办理情况分类|(?:办理|办结|办复|答复)(?:情况|等级)|办理程度|办理类别\(.*\)",
    ),
    ("reply_date", r"(?:答复|复函|复文|成文|回复|落款)(?:日期|时间)|日期"),
    (
        "publicity",
        r"(?:信息)?公开(?:方式|属性|类别|类型|形式|情况|选项|范围|与否|意见)|(?:此件|答复|复文)?是否(?:同意|可以|可)?(?:主动)?公开(?:答复|发布)?|答复公开属性",
    ),
    ("cc", r"抄送|抄报|抄送单位|抄报单位|抄报抄送"),
    (
        "contact_and_phone",
        r"(?:联系|经办|承办|具体经办|具体承办|办理)人(?:员)?(?:姓名)?(?:及|和|、|与|\/)(?:联系|办公|手机)?(?:电话|方式|手机)(?:号码)?",
    ),
    (
        "unit_and_phone",
        r"(?:联系|承办|经办)(?:单位|科室|部门)(?:及|和|、|与|\/)(?:联系)?(?:电话|方式)(?:号码)?",
    ),
    (
        "contact",
        r"(?:联系|经办|承办|具体经办|具体承办|具体办理|办理|责任)人(?:员)?(?:姓名)?|承办负责人(?:姓名)?|(?:主管|分管)领导人?(?:姓名)?",
    ),
    (
        "phone",
        r"(?:联系|办公|咨询|办公室|固定|单位|移动)?电话(?:号码)?(?:\(传真\)?|/传真)?|(?:联系)?手机(?:号码)?|联系方式|联系号码",
    ),
    ("other_phone", r"传真(?:电话|号码)?|(?:监督|投诉|举报|值班|热线|服务|技术支持|客服)(?:电话|热线)|热线"),
    (
        "other",
        r"(?:联系|通讯|通信|办公|单位)?地址|邮政编码|邮编|(?:电子)?(?:邮箱|邮件)|E-?mail|联系(?:单位|科室|部门)|(?:承办|经办|责任|业务)科室|单位负责人|职务|单位|代表团|代表证号|交办日期|办结时限|办结日期|答复内容|办理结果说明|回复内容|答复方式|沟通方式|是否面商|备注|面商情况|印发日期|印发|发布日期|发布时间|发文日期|来源|信息来源|有效性|附件|附件下载|主题词|责任编辑|审核",
    ),
)
_KINDS = [(name, re.compile(pattern)) for name, pattern in _LABELS]
LONGEST_LABEL = 14


@dataclass(frozen=True)
class Labelled:
    """A label inside a line, the folded text up to the next one, and whether the label is glued to a word before it."""

    kind: str
    value: str
    label: str
    glued: bool


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str | None:
    """Return what a label introduces, given the whole text of it; None when it is no label we know."""
    bare = squeeze(text).strip(":*()")
    if not 1 < len(bare) <= 20:
        return None
    return next((name for name, pattern in _KINDS if pattern.fullmatch(bare)), None)


def split_label(line: Line) -> tuple[str, str] | None:
    """Return (kind, folded value) of a line that begins with a label, or that stood beside a label's cell."""
    if line.label is not None:
        kind = kind_of(line.label)
        return (kind, line.folded.strip()) if kind else None
    head, colon, value = line.folded.strip().lstrip("([【 ").partition(":")
    kind = kind_of(head) if colon else None
    return (kind, value.strip()) if kind else None


def labels_in(line: Line) -> list[Labelled]:
    """Return every label of a line with its value, also of one that stood beside a label's cell."""
    if line.label is not None:
        kind = kind_of(line.label)
        first = [Labelled(kind, line.folded.strip(), squeeze(line.label), False)] if kind else []
        return [*first, *labels_in(line.unlabelled())]
    text = line.folded
    places = [place for at, mark in enumerate(text) if mark == ":" and (place := _label_before(text, at))]
    found = []
    for index, (kind, start, after) in enumerate(places):
        end = places[index + 1][1] if index + 1 < len(places) else len(text)
        glued = start > 0 and (text[start - 1].isalnum())
        found.append(Labelled(kind, text[after:end].strip(" \t|"), squeeze(text[start : after - 1]), glued))
    return found


def _label_before(text: str, colon: int) -> tuple[str, int, int] | None:
    """Return (kind, start, end) of the longest label that ends at a colon; its letters may be set apart."""
    best: tuple[str, int, int] | None = None
    letters = ""
    for at in range(colon - 1, max(colon - 4 * LONGEST_LABEL, -1), -1):
        if text[at].isspace():
            continue
        if text[at] in ":,;。[【〔《" or len(letters) >= LONGEST_LABEL:
            break
        letters = text[at] + letters
        if text[at] != "(" and (kind := kind_of(letters)):
            best = kind, at, colon + 1
    return best
