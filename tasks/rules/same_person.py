"""Deputies who may be one person under two spellings: for people to look at. Nothing is decided, both are called."""

import re
import unicodedata
from itertools import combinations

import pandas as pd

COLUMNS = {"name": "代表", "other": "另一位", "delegations": "代表团", "because": "为何要看"}
SAME_DELEGATION = "同一代表团，姓名写法相近"
SAME_NUMBER = "登记同一号码，姓名相同或相近"

# characters of names that are written in two ways, the one not in daily use first
_VARIANTS = str.maketrans(
    "峯羣傑國華強彊偉麗蘭鳳龍榮勝軍紅雲張陳劉趙楊黃孫馬吳鄭馮許鄧蕭肖閻闫葉譚陸韓喆堃昇珮甯寧寶靜穎頴濤興義學東曉潔賢銘鋒鵬飛輝煇慶豐澤凱蓮瓊愛燁煥",
    "峰群杰国华强强伟丽兰凤龙荣胜军红云张陈刘赵杨黄孙马吴郑冯许邓萧萧阎阎叶谭陆韩哲坤升佩宁宁宝静颖颖涛兴义学东晓洁贤铭锋鹏飞辉辉庆丰泽凯莲琼爱烨焕",
)
_NO_PART = re.compile(r"[\s·•・.．\u200b-\u200f]")


def folded_name(name: str) -> str:
    """Return a name without spaces and dots and in one form of its characters."""
    bare = _NO_PART.sub("", unicodedata.normalize("NFKC", name))
    return bare.translate(_VARIANTS)


def look_at_first(people: pd.DataFrame) -> pd.DataFrame:
    """Return pairs that may be one person, with COLUMNS and first_id, second_id.

    `people`: deputy_id, name, delegation, e164 (a row per number). A pair is named when the folded names are the same and so is
    the delegation, or when both have one number and their names are the same or differ in one character of the given name. Two
    people on one number with other names are no pair.
    """
    folded = people.assign(folded=people["name"].map(folded_name))
    persons = folded.drop_duplicates("deputy_id").set_index("deputy_id")
    because: dict[tuple[int, int], str] = {}
    for _, group in folded.dropna(subset="e164").drop_duplicates(["deputy_id", "e164"]).groupby("e164"):
        for pair in combinations(sorted(group["deputy_id"]), 2):
            if _alike(*(str(persons.loc[key, "folded"]) for key in pair)):
                because[pair] = SAME_NUMBER
    one_each = persons.reset_index()
    for _, group in one_each.groupby(["delegation", "folded"]):
        for pair in combinations(sorted(group["deputy_id"]), 2):
            because.setdefault(pair, SAME_DELEGATION)
    rows = [
        {
            "first_id": first,
            "second_id": second,
            "name": persons.loc[first, "name"],
            "other": persons.loc[second, "name"],
            "delegations": "、".join(
                dict.fromkeys(str(persons.loc[key, "delegation"]) for key in (first, second))
            ),
            "because": why,
        }
        for (first, second), why in sorted(because.items())
    ]
    return pd.DataFrame(rows, columns=["first_id", "second_id", *COLUMNS])


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    # another family name is another person
    if len(one) != len(other) or one[0] != other[0]:
        return False
    return sum(mine != theirs for mine, theirs in zip(one, other, strict=True)) == 1
