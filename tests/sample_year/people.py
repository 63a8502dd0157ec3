"""The invented people: 240 deputies with telephone cells as offices send them, and the departments' staff."""

from dataclasses import replace
from itertools import product
from random import Random

from tests.sample_year.world import DELEGATION_NAMES, Department, Deputy, words

_SURNAMES = words(
    "艾 鲍 边 蔡 曹 常 陈 程 迟 崔 邓 范 方 付 葛 宫 古 顾 管 郭 韩 何 洪 胡 华 黄 霍 季 简 "
    "金 兰 冷 李 梁 林 刘 柳 卢 吕 马 梅 米 莫 倪 潘 齐 钱 乔 任 沈 盛 石 宋 苏 孙 谭"
)
_GIVEN = words(
    "安平 宝玉 长河 春霞 翠兰 大勇 东升 凤梅 广文 桂英 浩然 慧敏 继军 家宝 金山 景云 丽娟 立群 "
    "美玲 明远 清泉 瑞芝 世杰 淑珍 天佑 维国 晓燕 兴旺 一鸣 雨桐 峰 琴 强 蕾 勇 䶮"
)
_POSTS = words("村党支部书记 社区居委会主任 小学教师 卫生院医师 机械公司工人 果品合作社理事长 供电所职工")
_SEATS = 30

# roster index -> name: two in two delegations with one name, two whose names are not two or three characters
_SAME_NAME = (41, 203)
_LONG_NAMES = {17: "阿依夏·吐尔地", 88: "欧阳明远"}
# a married couple with one telephone
_SHARED = (150, 151)

# cells that hold no number anyone can call
_UNUSABLE: dict[int, str] = {
    9: "",
    33: "1380000223",
    64: "1.38E+10",
    97: "",
    118: "138000028261",
    142: "无",
    177: "1380000339",
    199: "",
    226: "见单位",
}
_LANDLINES: dict[int, str] = {
    26: "0500-5554026",
    71: "0500-5554071转8021",
    133: "（0500）5554133",
    188: "0500-5554188-602",
}
FORCED_CO_SIGNERS = (9, 33, 64, 97, 118, 26, 71, 133, 41, 203, 150, 151, 17, 88)
"""Roster indices of those who must sign something, so that every odd case is met when calling."""
SILENT = (142, 177, 199, 226)
"""Roster indices of those without a usable number who sign nothing."""


def deputies(rnd: Random) -> list[Deputy]:
    """Return the 240 deputies in the order of the roster."""
    names = _names(rnd)
    return [_deputy(index, name, rnd) for index, name in enumerate(names)]


def _names(rnd: Random) -> list[str]:
    pool = [surname + given for surname, given in product(_SURNAMES, _GIVEN)]
    names = rnd.sample(pool, len(DELEGATION_NAMES) * _SEATS)
    for index, name in _LONG_NAMES.items():
        names[index] = name
    names[_SAME_NAME[1]] = names[_SAME_NAME[0]]
    return names


def _deputy(index: int, name: str, rnd: Random) -> Deputy:
    delegation = DELEGATION_NAMES[index // _SEATS]
    cell, phone, has_mobile = _telephone(index)
    sex, post = rnd.choice("男女"), delegation.removesuffix("代表团") + rnd.choice(_POSTS)
    return Deputy(index + 1, name, delegation, sex, post, cell, phone, has_mobile)


def _telephone(index: int) -> tuple[str | int, str | None, bool]:
    """Return the cell, the number to call, and whether that is a mobile."""
    if index in _UNUSABLE:
        return _UNUSABLE[index], None, False
    if index in _LANDLINES:
        return _LANDLINES[index], f"0500555{4000 + index}", False
    number = f"1380000{2000 + 7 * (_SHARED[0] if index == _SHARED[1] else index)}"
    return _typed(number, index), number, True


def _typed(number: str, index: int) -> str | int:
    """Return the number as one of those who keep rosters would type it; about half are clean."""
    wide = number.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    dirty: tuple[str | int, ...] = (
        f"{number[:3]} {number[3:7]} {number[7:]}",
        f"{number[:3]}-{number[3:7]}-{number[7:]}",
        wide,
        f"+86 {number}",
        f"0086{number}",
        f"{number}/0500-5554{index:03d}",
        f"{number}、1380000{8000 + index}",
        f"0500-5554{index:03d}转8012；{number}",
        int(number),
        f"手机{number}",
        f" {number}　",
    )
    return dirty[index // 2 % len(dirty)] if index % 2 else number


def printed_name(deputy: Deputy) -> str:
    """Return the name as the roster prints it: two-character names are often spread to three."""
    is_spread = len(deputy.name) == 2 and deputy.roster_no % 3 == 0
    return "\u3000".join(deputy.name) if is_spread else deputy.name


def with_staff(departments: list[Department], rnd: Random) -> list[Department]:
    """Return the departments with a contact, a signatory and a telephone each."""
    surnames = rnd.sample(_SURNAMES, len(_SURNAMES))
    staffed = []
    for index, department in enumerate(departments):
        contact, signatory = surnames[index] + rnd.choice(_GIVEN), surnames[-1 - index] + rnd.choice(_GIVEN)
        staffed.append(
            replace(department, contact=contact, signatory=signatory, phone=f"0500-555{1010 + 11 * index}")
        )
    return staffed
