"""Names of people and departments, several in one cell."""

import re

from tasks.rules.sheets.words import tight

_SEPARATORS = re.compile(r"[、,，;；/／|\n\r\t]+|(?<=[\u4e00-\u9fff])(?:和|及)(?=[\u4e00-\u9fff]{2,3}$)")
_MARKS_ONLY = re.compile(r"[、,，;；/／|\n\r\t]+")
_REMARK = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_LABEL = re.compile(r"^(?:第一)?(?:领衔|附议|联名|提出|主提)(?:人|代表)?[:：]")
_ETC = re.compile(r"\s*等\s*(?:[\d０-９一二三四五六七八九十两百]+\s*[人名位]?)?\s*(?:人大)?(?:代表|人)?$")
_ETC_REMARK = re.compile(r"[(（]\s*等[^()（）]{0,8}[)）]")
_COUNTED = re.compile(r"(?:^|(?<=[\s、,，;；]))[\d０-９]{1,2}\s*[.、)．）](?=\s*[^\d\s])")
_DIGITS = re.compile(r"[\s:：]*[\d０-９][\d０-９\-－]{6,}")
_NO_NAMES = frozenset({"代表", "同志", "委员", "等", "女", "男"})
_POINTS = re.compile(r"\s*[·•・‧∙⋅˙●]\s*")
_TITLE = re.compile(r"(?<=..)(?:代表|同志|先生|女士)$")
_TWO_CHARACTER_SURNAMES = frozenset(
    re.findall(
        r"\S{2}",
        "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙"
        " 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里"
        " 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 完颜 纳兰 叶赫",
    )
)
_OFFICE_END = re.compile(
    r"(?:局|委|办|处|院|中心|公司|镇|乡|街道|政府|站|所|室|部|队|会|厅|科|行|社|集团|办公室)$"
)
_SURE_OFFICE_END = re.compile(r"(?:局|委员会|办公室|中心|公司|镇|乡|街道|政府|办事处|医院)$")
_HELPS = r"会办|协办|配合|参与|会同"
_LEADS = frozenset({"主办", "承办", "牵头", "主责"})
_ROLE = re.compile(rf"\((主办|承办|牵头|主责|{_HELPS})(?:单位|部门)?\)$")
_ROLE_BEFORE = re.compile(rf"^(主办|承办|牵头|主责|{_HELPS})(?:单位|部门)?:")
_DEPARTMENTS_ETC = re.compile(r"(?<=.{3})等(?:[\d一二三四五六七八九十]+[个家]?(?:单位|部门)?)?$")


def names_in(text: str | None) -> tuple[list[str], bool]:
    """Return the names in a cell, in order, and whether 等 stands after them."""
    if text is None:
        return [], False
    names: list[str] = []
    has_more = bool(_ETC_REMARK.search(text))
    for part in _SEPARATORS.split(_POINTS.sub("·", _bare(text))):
        bare = part.strip()
        without = _ETC.sub("", bare)
        has_more = has_more or without != bare
        for piece in _by_space(without):
            name = _TITLE.sub("", _LABEL.sub("", tight(piece)))
            if name and name not in _NO_NAMES:
                names.append(name)
    return list(dict.fromkeys(names)), has_more


def one_name(text: str | None) -> str | None:
    """Return a person's name without letter-spacing and remarks."""
    return tight(_POINTS.sub("·", _bare(text or ""))) or None


def _bare(text: str) -> str:
    """Return names without remarks, the telephones beside them, and the numbers before them."""
    return _COUNTED.sub("", _DIGITS.sub(" ", _REMARK.sub("", text)))


def _by_space(text: str) -> list[str]:
    """Part at white space, unless it stands within one name: 张 三, 诸葛 长安, 王 小 明."""
    parts = text.split()
    if len(parts) < 2:
        return parts
    if all(len(part) == 1 for part in parts):
        if "".join(parts[:2]) in _TWO_CHARACTER_SURNAMES and len(parts) < 5:
            return ["".join(parts)]
        pairs = len(parts) % 2 == 0
        step = 2 if pairs else len(parts)
        return ["".join(parts[at : at + step]) for at in range(0, len(parts), step)]
    found: list[str] = []
    for part in parts:
        if found and _goes_on(found[-1], part):
            found[-1] += part
        else:
            found.append(part)
    return found


def _goes_on(before: str, part: str) -> bool:
    if len(before) == 1:
        return len(part) <= 3
    if before in _TWO_CHARACTER_SURNAMES:
        return len(part) <= 2
    return len(part) == 1 and len(before) == 2


def departments_in(text: str | None) -> list[str]:
    """Return the departments in a cell, in order; white space parts them only where each piece ends like an office."""
    lead, helpers = handlers_in(text)
    return list(dict.fromkeys([*lead, *helpers]))


def handlers_in(text: str | None) -> tuple[list[str], list[str]]:
    """Return the departments of a cell that lead, and those that the cell itself calls helpers: 会办：区财政局."""
    found: tuple[list[str], list[str]] = ([], [])
    helps = False
    for part in _MARKS_ONLY.split(_COUNTED.sub("", text or "")):
        pieces = [tight(piece) for piece in part.split()]
        if len(pieces) > 1 and not all(_OFFICE_END.search(_ROLE.sub("", piece)) for piece in pieces):
            pieces = ["".join(pieces)]
        for piece in (one for joined in pieces for one in _joined(joined)):
            if label := _ROLE_BEFORE.match(piece):
                # a label holds for those behind it
                helps = label[1] not in _LEADS
            remark = _ROLE.search(piece)
            name = _DEPARTMENTS_ETC.sub("", _ROLE.sub("", _ROLE_BEFORE.sub("", piece)))
            if name:
                found[helps if remark is None else remark[1] not in _LEADS].append(name)
    return list(dict.fromkeys(found[0])), list(dict.fromkeys(found[1]))


def _joined(text: str) -> list[str]:
    """Part at 和 and 及 between two that each end like an office: 住房和城乡建设局 is one."""
    for match in re.finditer("[和及与]", text):
        before, behind = text[: match.start()], text[match.end() :]
        if _SURE_OFFICE_END.search(before) and _SURE_OFFICE_END.search(behind):
            return [*_joined(before), *_joined(behind)]
    return [text]
