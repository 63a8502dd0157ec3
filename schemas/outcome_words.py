"""What the words and codes for an answer count as: those of scales, and those that survey centres write."""

from schemas.words import Outcome

# What the words of a scale count as; a profile says otherwise in `scale_means`. 一般 stands in the middle of five, as
# 基本满意 does in the scale of 国办发〔2019〕51号 (非常满意、满意、基本满意、不满意、非常不满意), and counts as it does.
RATING_WORDS: dict[str, Outcome] = {
    "满意": Outcome.SATISFIED,
    "很满意": Outcome.SATISFIED,
    "十分满意": Outcome.SATISFIED,
    "非常满意": Outcome.SATISFIED,
    "基本满意": Outcome.MOSTLY_SATISFIED,
    "比较满意": Outcome.MOSTLY_SATISFIED,
    "较满意": Outcome.MOSTLY_SATISFIED,
    "一般": Outcome.MOSTLY_SATISFIED,
    "不满意": Outcome.DISSATISFIED,
    "不太满意": Outcome.DISSATISFIED,
    "较不满意": Outcome.DISSATISFIED,
    "很不满意": Outcome.DISSATISFIED,
    "十分不满意": Outcome.DISSATISFIED,
    "非常不满意": Outcome.DISSATISFIED,
}

# the codes of the scale 满意, 基本满意, 不满意; other scales have none
RATING_CODES = {"1": Outcome.SATISFIED, "2": Outcome.MOSTLY_SATISFIED, "3": Outcome.DISSATISFIED}

# What survey centres write for each outcome; an unknown word is a problem, never a default.
OUTCOME_WORDS: dict[str, Outcome] = {
    # 一般 says something only where it is a word of the scale that was read out
    **{word: outcome for word, outcome in RATING_WORDS.items() if word != "一般"},
    **RATING_CODES,
    "说不清": Outcome.UNCLEAR,
    "不了解": Outcome.UNCLEAR,
    "8": Outcome.UNCLEAR,
    "未接通": Outcome.UNREACHED,
    "无法接通": Outcome.UNREACHED,
    "无人接听": Outcome.UNREACHED,
    "关机": Outcome.UNREACHED,
    "占线": Outcome.UNREACHED,
    "拒访": Outcome.REFUSED,
    "空号": Outcome.INVALID_NUMBER,
    "停机": Outcome.INVALID_NUMBER,
    "已换号": Outcome.INVALID_NUMBER,
    "号码有误": Outcome.INVALID_NUMBER,
    "已卸任": Outcome.LEFT_OFFICE,
    "调离": Outcome.LEFT_OFFICE,
}
