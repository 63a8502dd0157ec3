"""What can be the name of a person and what the name of an organisation."""

import re
from itertools import pairwise

from tasks.rules.letters.text import HAN, squeeze

# the point in names of other nationalities is printed in several forms
_POINT = "·•・‧∙⋅.˙"
_NAME = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,12}}(?:[{_POINT}][{HAN}]{{1,12}}){{1,3}}")
_TITLE_WORDS = (
    "党组书记|党委书记|副书记|书记|副局长|局长|副主任|主任|副县长|县长|副区长|区长|副市长|市长|副镇长|镇长|副乡长|乡长"
    "|副院长|院长|副检察长|检察长|副部长|部长|副科长|科长|副股长|股长|副站长|站长|副所长|所长|副处长|处长|副总经理|总经理|经理"
    "|董事长|副大队长|大队长|副支队长|支队长|副队长|队长|主席|会长|校长|厅长|副厅长|同志|先生|女士|调研员"
)
TITLES = re.compile(_TITLE_WORDS)
_TITLE_AT_END = re.compile(rf"(?:\((?:{_TITLE_WORDS})\)|(?:{_TITLE_WORDS}))+$")
_NOT_NAMES = re.compile(
    r"同意|公开|办理|日期|单位|电话|姓名|联系|签发|签字|盖章|签章|领导|手机|传真|建议|提案|议案|答复|附件|代表|委员|人大|政协"
    r"|主动|申请|类别|文号|抄送|会议|年月|地址|邮编|编号|党组|党委|政府|部门|公章|印章|以上|如下|关于|各位|全体|我局|我委|本局|有限"
    r"|机关|科室|研究|集体|审定|审核|审签|以及|内容|标题|情况|满意|主办|协办|会办|承办"
)
_NOTHING = {"无", "暂无", "空", "略", "某某", "某某某", "未填", "提出", "领衔", "附议", "联名"}

ORG_END = (
    r"(?:局|委员会|委|办公室|办|政府|院|中心|公司|集团|队|站|所|处|厅|部|会|街道|银行|支行|分行|海关|林场|农场|校|社|园|馆|妇联|残联|台|大学|学院|供销社"
    r"|指挥部|医院|幼儿园|网信办|(?:管理|公路|养护|工务|水电)段|(?:研究|督查|督办|联络|编纂|工作)室|厂)"
)
_SEAL = re.compile(
    r"\((?:此处)?(?:加?盖?)(?:印章|公章|盖章|章|印|代章|签章|电子印章|单位公章|单位盖章)\)|[\[【](?:印章|公章|盖章)[\]】]"
)
_ORG = re.compile(rf"[{HAN}A-Za-z·()]{{1,40}}?{ORG_END}(?:\([{HAN}]{{1,20}}\))?")
_ORG_THEN = re.compile(
    rf"\s*([{HAN}A-Za-z·()\s]{{1,60}}?{ORG_END}(?:\([{HAN}]{{1,20}}\))?)\s*(?:[、,;/]|和(?![{HAN}]{{0,3}}谐)|及|以及|与|并|\s|等|$)"
)
_NOT_ORGS = re.compile(
    r"[。!?:]|您|你|我们|我局|我委|贵|代表:|联系|电话|附件|抄送|抄报|关于|答复|回复|收悉|感谢|支持|日期|签发|主动公开|依申请|建议的?$|印发"
)


def person(text: str) -> str | None:
    """Return the one name that a text consists of, without titles and letter-spacing; None when it is no name."""
    bare = _TITLE_AT_END.sub(
        "", re.sub(r"\((?:领衔|男|女|[^()]{0,6}族|附议|手写|签名|签字)\)", "", squeeze(text))
    )
    if bare in _NOTHING or not _NAME.fullmatch(bare) or _NOT_NAMES.search(bare):
        return None
    return None if re.search(r"(?:局|委|办|(?<![登学])科|股|院|部|厅)$", bare) and len(bare) > 2 else bare


def people(text: str) -> list[str] | None:
    """Return the names of a list; None when anything in it is no name.

    White space parts names only where no other mark does: elsewhere it is letter-spacing.
    """
    text = re.sub(rf"\s*([{_POINT}])\s*", r"\1", text)
    pieces = [part for piece in re.split(r"[、,;/]", text) if piece.strip() for part in _by_and(piece)]
    if len(pieces) == 1:
        pieces = _by_space(pieces[0])
    names = [person(piece) for piece in pieces]
    return [name for name in names if name] if names and all(names) else None


def _by_and(text: str) -> list[str]:
    """Part 张三和李四, but not 和煦 or 伏羲和."""
    if re.search(r"\S\s{2,}\S\S", text):
        return [text]
    parts = re.split(r"[和及]", text)
    bare = [len(squeeze(part)) for part in parts]
    return parts if len(parts) == 2 and min(bare) >= 2 and sum(bare) >= 4 else [text]


def _by_space(text: str) -> list[str]:
    words = text.split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return _by_widest_gap(text) or (["".join(words)] if len(words) <= 4 else words)
    joined: list[str] = []
    for word in words:
        # 张 三: a name of two characters set as wide as one of three
        if joined and len(joined[-1]) == 1 and len(word) == 1:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _by_widest_gap(text: str) -> list[str] | None:
    """Part 巴 桑   经 纬 between the names; None when all gaps are as wide as each other."""
    gaps = [len(gap) for gap in re.findall(r"(?<=\S)\s+(?=\S)", text)]
    if min(gaps) == max(gaps):
        return None
    return [squeeze(part) for part in re.split(rf"\s{{{max(gaps)}}}", text.strip())]


def without_seal(text: str) -> str:
    """Return text without （印章）, （盖章） and the like."""
    return _SEAL.sub("", text)


def organisation(text: str) -> str | None:
    """Return the organisation that a text consists of; None when it is more or something else."""
    bare = (
        without_seal(squeeze(text)).strip("()")
        if squeeze(text).startswith("(")
        else without_seal(squeeze(text))
    )
    if not 3 <= len(bare) <= 40 or _NOT_ORGS.search(bare) or not _ORG.fullmatch(bare):
        return None
    return bare


def organisations(text: str) -> list[str] | None:
    """Return the organisations of a list in folded text; None when anything else stands in it. 发展和改革局 is one."""
    text = without_seal(re.sub(r"\s*等?(?:有关|相关)?(?:单位|部门)?[。.]?\s*$", "", text))
    found: list[str] = []
    position = 0
    while position < len(text):
        match = _ORG_THEN.match(text, position)
        name = organisation(match[1]) if match else None
        if match is None or name is None:
            return None
        found += _run_together(name)
        position = match.end()
    return found or None


def _run_together(name: str) -> list[str]:
    """Part 甲县财政局甲县民政局, two names whose gap was lost: the second begins like the first."""
    cuts = [
        match.start()
        for match in re.finditer(re.escape(name[:3]), name[3:])
        if re.search(rf"{ORG_END}$", name[: match.start() + 3])
    ]
    bounds = [0, *(cut + 3 for cut in cuts), len(name)]
    return [name[start:end] for start, end in pairwise(bounds)]
