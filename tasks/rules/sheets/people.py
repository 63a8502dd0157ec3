"""Names of people and departments, several in one cell."""

import re

from tasks.rules.sheets.words import tight

_SEPARATORS = re.compile(r"[、,，;；/／|\n\r\t]+|(?<=[\u4e00-\u9fff])(?:和|及)(?=[\u4e00-\u9fff]{2,3}$)")
_MARKS_ONLY = re.compile(r"[、,，;；/／|\n\r\t]+")
_REMARK = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_LABEL = re.compile(r"^(?:第一)?(?:领衔|附议|联名|提出|主提)(?:人|代表)?[:：]")
_ETC = re.compile(r"等(?:[\d一二三四五六七八九十两百]+[人名位]?)?(?:人大)?(?:代表|人)?$")
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


def names_in(text: str | None) -> tuple[list[str], bool]:
    """Return the names in a cell, in order, and whether 等 stands after them."""
    if text is None:
        return [], False
    names: list[str] = []
    has_more = False
    for part in _SEPARATORS.split(_POINTS.sub("·", _REMARK.sub("", text))):
        for piece in _by_space(part):
            bare = _LABEL.sub("", tight(piece))
            without = _ETC.sub("", bare)
            has_more = has_more or without != bare
            if name := _TITLE.sub("", without):
                names.append(name)
    return list(dict.fromkeys(names)), has_more


def one_name(text: str | None) -> str | None:
    """Return a person's name without letter-spacing and remarks."""
    return tight(_POINTS.sub("·", _REMARK.sub("", text or ""))) or None


def _by_space(text: str) -> list[str]:
    """Part at white space, unless it stands within one name: 张 三, 诸葛 长安, 王 小 明."""
    parts = text.split()
    if len(parts) < 2:
        return parts
    if all(len(part) == 1 for part in parts):
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
    if part.startswith("等"):
        return True
    if len(before) == 1:
        return len(part) <= 3
    if before in _TWO_CHARACTER_SURNAMES:
        return len(part) <= 2
    return len(part) == 1 and len(before) == 2


def departments_in(text: str | None) -> list[str]:
    """Return the departments in a cell, in order; white space parts them only where each piece ends like an office."""
    found: list[str] = []
    for part in _MARKS_ONLY.split(text or ""):
        pieces = [tight(piece) for piece in part.split()]
        if len(pieces) > 1 and not all(_OFFICE_END.search(piece) for piece in pieces):
            pieces = ["".join(pieces)]
        found += [piece for piece in pieces if piece]
    return list(dict.fromkeys(found))
