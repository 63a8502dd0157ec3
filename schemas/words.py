"""The words that more than one table, file or rule uses. One word per thing; the Chinese beside it is what people read."""

from enum import StrEnum


class Kind(StrEnum):
    """What a file that came in holds; decided by its columns, never by its name."""

    DEPARTMENTS = "departments"
    COMMITTEES = "committees"
    DEPUTIES = "deputies"
    SUGGESTIONS = "suggestions"
    REPLIES = "replies"
    SURVEY_RESULTS = "survey_results"
    DECISIONS = "decisions"
    CHANGES = "changes"
    PROGRESS = "progress"
    ATTEMPTS = "attempts"
    OPINIONS = "opinions"
    CONSULTATIONS = "consultations"
    LETTER = "letter"
    UNKNOWN = "unknown"


class BatchStatus(StrEnum):
    """How far a batch has come. Only `received` is work still to do."""

    RECEIVED = "received"
    LOADED = "loaded"
    HELD = "held"
    REFUSED = "refused"


class AliasSource(StrEnum):
    """Who said that a name leads to a department: a directory that came in, or a person who looked at it."""

    DIRECTORY = "directory"
    REVIEW = "review"


class Series(StrEnum):
    """大会期间, 闭会期间, 议案转建议."""

    IN_SESSION = "in_session"
    BETWEEN_SESSIONS = "between_sessions"
    MOTION = "motion"

    @property
    def prefix(self) -> str:
        """What stands before the number where numbers of several series stand together: 3, 闭会3, 议转3."""
        return {"in_session": "", "between_sessions": "闭会", "motion": "议转"}[self.value]

    @property
    def chinese(self) -> str:
        """The word in the column 提出期间."""
        return {"in_session": "大会建议", "between_sessions": "闭会建议", "motion": "议案转建议"}[self.value]


# What offices write for each; an unknown word is a problem, never a default.
SERIES_WORDS: dict[str, Series] = {
    **{series.chinese: series for series in Series},
    "大会": Series.IN_SESSION,
    "大会期间": Series.IN_SESSION,
    "会议期间": Series.IN_SESSION,
    "大会期间建议": Series.IN_SESSION,
    "闭会": Series.BETWEEN_SESSIONS,
    "闭会期间": Series.BETWEEN_SESSIONS,
    "闭会期间建议": Series.BETWEEN_SESSIONS,
    "平时建议": Series.BETWEEN_SESSIONS,
    "平字建议": Series.BETWEEN_SESSIONS,
    "平时": Series.BETWEEN_SESSIONS,
    "议案转": Series.MOTION,
    "议案转为建议": Series.MOTION,
    "议案转办": Series.MOTION,
}


class Role(StrEnum):
    """主办, 会办 (协办), 分别办理. Lead and separate owe the deputy a reply; a co-handler owes the lead an opinion."""

    LEAD = "lead"
    CO_HANDLER = "co_handler"
    SEPARATE = "separate"


class Signature(StrEnum):
    """领衔, 附议."""

    LEAD = "lead"
    CO_SIGNER = "co_signer"


class TermKind(StrEnum):
    """Which term of the profile a suggestion is answered under."""

    REPLY = "reply"
    LONG = "long_reply"


class Publicity(StrEnum):
    """主动公开, 依申请公开, 不予公开."""

    PUBLIC = "主动公开"
    ON_REQUEST = "依申请公开"
    WITHHELD = "不予公开"


class Outcome(StrEnum):
    """What a deputy said on one item, or why nothing was said."""

    SATISFIED = "satisfied"
    MOSTLY_SATISFIED = "mostly_satisfied"
    DISSATISFIED = "dissatisfied"
    UNCLEAR = "unclear"
    UNREACHED = "unreached"
    REFUSED = "refused"
    INVALID_NUMBER = "invalid_number"
    LEFT_OFFICE = "left_office"
    NO_USABLE_PHONE = "no_usable_phone"

    @property
    def is_rating(self) -> bool:
        """Whether the deputy rated the item (满意, 基本满意, 不满意)."""
        return self in (Outcome.SATISFIED, Outcome.MOSTLY_SATISFIED, Outcome.DISSATISFIED)

    @property
    def is_settled(self) -> bool:
        """Whether it stands when the suggestion is taken back: the deputy was heard, refused, or has left office."""
        return self.is_rating or self in (Outcome.UNCLEAR, Outcome.REFUSED, Outcome.LEFT_OFFICE)

    @property
    def chinese(self) -> str:
        """The word printed for people."""
        return _OUTCOME_CHINESE[self]


_OUTCOME_CHINESE = {
    Outcome.SATISFIED: "满意",
    Outcome.MOSTLY_SATISFIED: "基本满意",
    Outcome.DISSATISFIED: "不满意",
    Outcome.UNCLEAR: "说不清",
    Outcome.UNREACHED: "未接通",
    Outcome.REFUSED: "拒访",
    Outcome.INVALID_NUMBER: "号码有误",
    Outcome.LEFT_OFFICE: "已卸任",
    Outcome.NO_USABLE_PHONE: "无可用号码",
}


class Decision(StrEnum):
    """What the committee decided on an unsatisfied item: 再次交办, 说明后办结, 提请处理."""

    RE_REFER = "re_refer"
    CLOSE = "close"
    ESCALATE = "escalate"

    @property
    def chinese(self) -> str:
        """The word in the decision sheet."""
        return {"re_refer": "再次交办", "close": "说明后办结", "escalate": "提请处理"}[self.value]


class Basis(StrEnum):
    """Why an item waits for a decision: what deputies said, a promise that was not kept, a reply that says nothing."""

    VERDICT = "verdict"
    PROMISE = "broken_promise"
    EMPTY_REPLY = "empty_reply"

    @property
    def chinese(self) -> str:
        """The word printed for people."""
        return {"verdict": "回访评价", "broken_promise": "承诺未兑现", "empty_reply": "答复无实质内容"}[
            self.value
        ]


class Measure(StrEnum):
    """What follows when an item is unsatisfied after its last round, as the profile says."""

    EXPERT_ASSESSMENT = "expert_assessment"
    MEETING = "meeting"
    JOINT_MEETING = "joint_meeting"
    NOT_STATED = "not_stated"

    @property
    def chinese(self) -> str | None:
        """The words printed for people; none where no rule says what follows."""
        return _MEASURE_CHINESE.get(self)


_MEASURE_CHINESE = {
    Measure.EXPERT_ASSESSMENT: "组织专家评估",
    Measure.MEETING: "召集代表和承办单位会商",
    Measure.JOINT_MEETING: "召开联席会议研究",
}


class Change(StrEnum):
    """What happens to a referral while it is handled. Only these move its clock, and every one is kept."""

    RECEIVED = "received"
    EXTENDED = "extended"
    EXTENSION_REFUSED = "extension_refused"
    RETURN_ASKED = "return_asked"
    RETURNED = "returned"
    REASSIGNED = "reassigned"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    RECOMPUTED = "recomputed"

    @property
    def chinese(self) -> str:
        """The word printed for people, and in the sheet of changes."""
        return _CHANGE_CHINESE[self]


_CHANGE_CHINESE = {
    Change.RECEIVED: "签收",
    Change.EXTENDED: "同意延期",
    Change.EXTENSION_REFUSED: "不同意延期",
    Change.RETURN_ASKED: "申请退回",
    Change.RETURNED: "同意退回",
    Change.REASSIGNED: "改派",
    Change.SUSPENDED: "中止",
    Change.RESUMED: "恢复",
    Change.MERGED: "并案",
    Change.WITHDRAWN: "撤回",
    Change.RECOMPUTED: "重新计算",
}

# What offices write for each; 重新计算 is ours alone.
CHANGE_WORDS: dict[str, Change] = {
    **{change.chinese: change for change in Change if change is not Change.RECOMPUTED},
    "收到": Change.RECEIVED,
    "延期": Change.EXTENDED,
    "退回": Change.RETURNED,
    "重新交办": Change.REASSIGNED,
    "转办": Change.REASSIGNED,
    "代表撤回": Change.WITHDRAWN,
    "合并办理": Change.MERGED,
}


class Ending(StrEnum):
    """Why a referral owes nothing any more without having been answered."""

    REASSIGNED = "reassigned"
    WITHDRAWN = "withdrawn"


class Mailing(StrEnum):
    """How far the mail of a digest came. Begun and not sent: nobody knows, and it is not sent by itself again."""

    WANTED = "wanted"
    BEGUN = "begun"
    SENT = "sent"


class LetterKind(StrEnum):
    """What a letter is: 答复人大代表建议, 答复政协提案, 会办（协办）意见."""

    DEPUTY_SUGGESTION_REPLY = "deputy_suggestion_reply"
    CPPCC_PROPOSAL_REPLY = "cppcc_proposal_reply"
    CO_HANDLER_OPINION = "co_handler_opinion"
