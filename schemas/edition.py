"""An edition: everything that a profile says, as it holds on one day."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.terms import Term
from schemas.words import Measure

# the small set that the result classes of all places are mapped to
CommonClass = Literal["solved", "under_way", "planned", "not_possible", "reference", "superior"]

COMMON_CLASSES: Mapping[str, str] = {
    "solved": "已经解决或基本解决",
    "under_way": "正在解决",
    "planned": "列入计划逐步解决",
    "not_possible": "受条件限制暂不能解决",
    "reference": "留作参考",
    "superior": "需报上级研究",
}


class Level(StrEnum):
    """Whose rules they are. A profile inherits from one of a higher level."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    OFFICE = "office"


# what a rule wants told in a reply of some class and no register has a column for
CLASS_FIELDS = {
    "measures": "解决或采纳的情况",
    "plan": "工作计划",
    "progress": "工作进度",
    "plan_due_on": "解决时限",
    "reasons": "理由",
    "superior_report": "向上级反映的情况",
}

Classes = Mapping[str, CommonClass]
# a day of the year that a report is due by: MM-DD
YearDay = Annotated[str, Field(pattern=r"^\d\d-\d\d$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LongReply(_Strict):
    """Who gets the long term: items of a kind, whoever is granted it, or whoever tells the deputy why."""

    granted: Literal["by_kind", "by_consent", "by_notice"]
    consent_of: str
    tell_deputy: bool


class CoHandling(_Strict):
    """What a co-handler owes the lead. `told_to_deputy`: the lead's reply says what the co-handlers think."""

    told_to_deputy: bool
    empty_is_sent_back: bool


class Returning(_Strict):
    """Giving an item back that is somebody else's. `restarts_clock`: the new department has the whole term."""

    reasons: bool
    consent: bool
    without_consent: Literal["keep_handling", "not_stated"]
    late: Literal["refused", "not_stated"]
    restarts_clock: bool
    disputes: tuple[str, ...]


class SecondHandling(_Strict):
    """When the deputy is not satisfied."""

    ordered_by: str
    hear_deputy: bool
    still_unsatisfied: Measure


class Feedback(_Strict):
    """The form that the deputy fills in. A missing one counts, or leaves the base (after a reminder)."""

    form: Literal["with_reply", "platform", "not_stated"]
    missing: Literal["left_out", "left_out_after_reminder", "not_stated"]


class Publication(_Strict):
    """What the public may read, and what is kept back."""

    reply: Literal["required", "allowed", "not_stated"]
    report: Literal["required", "allowed", "not_stated"]
    withheld: tuple[str, ...]


class Handling(_Strict):
    """Several departments, several suggestions of the same content, taking one back, and standing still.

    `suspended_for`: the reasons that stop a clock; without any, nothing does.
    """

    separate_reply_each: bool
    same_content_answered_each: bool
    withdrawal: Literal["any_time", "before_referral", "not_stated"]
    joint_withdrawal: Literal["all_signers", "not_stated"]
    suspended_for: tuple[str, ...]


class Confidentiality(_Strict):
    """When the deputy's identity is kept secret; such an item is not handed to a survey centre."""

    on_request: bool
    on_risk: bool
    protects_deputy_data: bool


class KeySuggestions(_Strict):
    """重点督办建议."""

    chosen_by: str
    led_by: str
    followed_by: str


class Promises(_Strict):
    """承诺事项台账: what replies promised, and whether the deputy is told how it went."""

    ledger: bool
    told_to_deputy: bool


class Report(_Strict):
    """A report that is due every year. `last_day` only where the rule gives a day or a whole month or quarter."""

    by: str
    to: str
    when: str
    last_day: YearDay | None = None


class Reporting(_Strict):
    """Which reports are due."""

    reports: tuple[Report, ...]


class Reminders(_Strict):
    """How many days before a due date the department is reminded."""

    days_before: tuple[int, ...]


class ReplyRules(_Strict):
    """What a reply must hold, and who gets it. `classes` maps the local letter to the common set.

    `also_means` names, class by class, what a letter means besides; `other_schemes` are letters or words that are read too.
    """

    mandatory: tuple[str, ...]
    scheme: str
    classes: Classes
    also_means: Mapping[str, tuple[CommonClass, ...]]
    other_schemes: Mapping[str, Classes]
    mandatory_by_class: Mapping[str, tuple[str, ...]]
    recipients: Literal["each_signer", "lead", "lead_by_consent", "not_stated"]
    face_to_face: Literal["main_form", "where_possible", "not_stated"]
    signed_record_of_meeting: bool
    seal: bool
    copies_to: tuple[str, ...]
    signatory_must_be: str | None = None


class SurveyRules(_Strict):
    """Who is asked, whose word is the verdict, what is re-referred, who decides, how shares are printed.

    `re_refer`: the ratings that leave an item unsatisfied, `unclear`, and the other bases of a re-referral (words.Basis).
    """

    ask: str = Field(pattern="^(lead|signers)$")
    verdict: Literal[
        "lead", "worst", "majority", "half_of_all", "threshold_of_asked", "threshold_of_answered"
    ]
    re_refer: tuple[str, ...]
    decide: str = Field(pattern="^(by_committee|automatically)$")
    rounds: int = Field(ge=1)
    share_decimals: int = Field(ge=0, le=4)
    rater: Literal["lead", "lead_after_co_signers", "each_signer"]
    # of the signers, whose satisfaction makes the item's; None: no threshold
    threshold_pct: int | None = Field(default=None, gt=0, le=100)
    questions: tuple[Literal["attitude", "result", "fulfilment"], ...]
    scale: tuple[str, ...] = Field(min_length=2, max_length=5)
    # where a word of the scale counts as something else than words.RATING_WORDS says
    scale_means: Mapping[str, Literal["satisfied", "mostly_satisfied", "dissatisfied"]] = Field(
        default_factory=dict
    )
    reason_if_dissatisfied: bool
    rounding: Literal[
        "half_up",
        "truncate",
        "largest_remainder",
        "largest_absorbs",
        "last_absorbs",
        "truncate_last_absorbs",
    ]
    base: Literal["items", "forms_returned", "answered_items", "deputies"]

    @property
    def called(self) -> Literal["lead", "signers"]:
        """Who is called: the lead deputy only where only the lead rates, else everyone who signed."""
        return "lead" if self.ask == "lead" or self.rater == "lead" else "signers"


class Edition(_Strict):
    """A profile as it holds on one day, with nothing left to look up.

    `read` says how well the text behind the newest own part is known; `gaps` what is not known of it and of those above.
    """

    profile: str
    level: Level
    region: str
    effective_from: date
    title: str
    read: Literal["full_text", "excerpt", "mirror", "not_read"]
    source: str
    gaps: tuple[str, ...]
    counting: str
    terms: Mapping[str, Term]
    reply: ReplyRules
    survey: SurveyRules
    long_reply: LongReply
    co_handling: CoHandling
    returning: Returning
    second_handling: SecondHandling
    feedback: Feedback
    publication: Publication
    handling: Handling
    confidentiality: Confidentiality
    key_suggestions: KeySuggestions
    promises: Promises
    reporting: Reporting
    reminders: Reminders

    def term(self, name: str, *, in_session: bool) -> Term | None:
        """Return a term by name: that of suggestions made in session where they have one of their own; None without rule."""
        own = self.terms.get(f"{name}_in_session") if in_session else None
        return own or self.terms.get(name)
