"""The words of deputies' visits between sessions (闭会期间走访): how an opinion was sorted, and what became of an agreement."""

from enum import StrEnum


class Sorting(StrEnum):
    """What the office did with an opinion that a deputy gave on a visit."""

    ON_THE_SPOT = "on_the_spot"
    TAKEN_UP = "taken_up"
    LISTED = "listed"
    NOTED = "noted"

    @property
    def chinese(self) -> str:
        """The word in the register of opinions."""
        return _SORTING_CHINESE[self]

    @property
    def becomes_suggestion(self) -> bool:
        """Whether the opinion is registered as a suggestion between sessions, with a number of its own."""
        return self in (Sorting.TAKEN_UP, Sorting.LISTED)


_SORTING_CHINESE = {
    Sorting.ON_THE_SPOT: "当场答复",
    Sorting.TAKEN_UP: "转为建议",
    Sorting.LISTED: "列入会商清单",
    Sorting.NOTED: "了解情况",
}

# What offices write for each; an unknown word is a problem, never a default.
SORTING_WORDS: dict[str, Sorting] = {
    **{sorting.chinese: sorting for sorting in Sorting},
    "现场答复": Sorting.ON_THE_SPOT,
    "当场解答": Sorting.ON_THE_SPOT,
    "转建议": Sorting.TAKEN_UP,
    "转为代表建议": Sorting.TAKEN_UP,
    "转代表建议": Sorting.TAKEN_UP,
    "列入会商": Sorting.LISTED,
    "会商清单": Sorting.LISTED,
    "会商": Sorting.LISTED,
    "了解": Sorting.NOTED,
    "供参考": Sorting.NOTED,
}


class FollowUp(StrEnum):
    """How far the department responsible has come with what a consultation meeting agreed."""

    DONE = "done"
    UNDER_WAY = "under_way"
    NOT_BEGUN = "not_begun"

    @property
    def chinese(self) -> str:
        """The word in the record of meetings."""
        return _FOLLOW_UP_CHINESE[self]


_FOLLOW_UP_CHINESE = {
    FollowUp.DONE: "已落实",
    FollowUp.UNDER_WAY: "正在落实",
    FollowUp.NOT_BEGUN: "未落实",
}

FOLLOW_UP_WORDS: dict[str, FollowUp] = {
    **{state.chinese: state for state in FollowUp},
    "已办结": FollowUp.DONE,
    "已完成": FollowUp.DONE,
    "落实中": FollowUp.UNDER_WAY,
    "推进中": FollowUp.UNDER_WAY,
    "正在推进": FollowUp.UNDER_WAY,
    "未启动": FollowUp.NOT_BEGUN,
}

QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
