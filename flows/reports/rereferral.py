"""The reports of a decision and of letters."""

from datetime import date

from flows.reports.report import Report
from schemas.office import OfficeFolder
from schemas.outgoing import Outgoing
from schemas.words import Decision
from tasks.letter_files import bound_path
from tasks.letters import letters_due
from tasks.rereferrals import awaiting


def decided_report(
    folder: OfficeFolder, as_of: date, number: str, decision: Decision, referrals: int
) -> Report:
    """Return what was decided on one suggestion, and what still waits."""
    waiting, letters = len(awaiting(folder, as_of)), letters_due(folder)
    rows = [
        ("建议编号", number),
        ("审定意见", decision.chinese),
        ("下一轮交办", referrals),
        ("仍待审定的建议", waiting),
        ("应出具的交办函", letters),
    ]
    steps = ["出具交办函：rereferral-letters"] if letters else []
    steps += [f"其余 {waiting} 件待审定的建议，见 `outbox/rereferral/` 的审定表"] if waiting else []
    return Report("审定一件建议", ("项目", "内容"), rows, next_steps=steps)


def letters_report(folder: OfficeFolder, as_of: date, letters: int) -> Report:
    """Return how many letters were written, and where they lie."""
    files = (folder.outbox / "letters", bound_path(folder, Outgoing.REREFERRAL, as_of))
    waiting = len(awaiting(folder, as_of))
    steps = ["打印、盖章后送达承办单位；合订本便于一次打印"] if letters else ["没有应出具的交办函"]
    steps += [f"待审定的建议还有 {waiting} 件，审定后再出具"] if waiting else []
    rows = [("本次出具的交办函", letters), ("仍待审定的建议", waiting)]
    return Report(
        "出具交办函", ("项目", "数"), rows, (), [path for path in files if letters and path.exists()], steps
    )
