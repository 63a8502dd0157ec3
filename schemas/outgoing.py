"""The letters an office sends, and how each kind is numbered: a series of its own per year, told apart by its mark."""

from enum import StrEnum


class Outgoing(StrEnum):
    """交办函, 退回重办函, 征询意见表, 会商通知, 撤回函."""

    REREFERRAL = "rereferral"
    SEND_BACK = "send_back"
    FEEDBACK = "feedback_form"
    MEETING = "meeting"
    WITHDRAWAL = "withdrawal"

    @property
    def chinese(self) -> str:
        """The name of the letter, of its template and in the names of its files."""
        return _CHINESE[self]


_CHINESE = {
    Outgoing.REREFERRAL: "交办函",
    Outgoing.SEND_BACK: "退回重办函",
    Outgoing.FEEDBACK: "征询意见表",
    Outgoing.MEETING: "会商通知",
    Outgoing.WITHDRAWAL: "撤回函",
}
# Two kinds may both have a No. 1 of a year: without a mark of its own nobody could tell these letters apart.
_SUFFIX = {
    Outgoing.REREFERRAL: "函",
    Outgoing.SEND_BACK: "退函",
    Outgoing.FEEDBACK: "询",
    Outgoing.MEETING: "会函",
    Outgoing.WITHDRAWAL: "撤函",
}


def mark_of(kind: Outgoing, letter_mark: str) -> str:
    """Return the mark (发文机关代字) of a kind: the office's own for 交办函, made from it for the others."""
    return letter_mark if kind is Outgoing.REREFERRAL else letter_mark.removesuffix("函") + _SUFFIX[kind]
