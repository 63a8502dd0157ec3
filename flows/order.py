"""The order of a night, and nothing else: each step is named, bound to its office and day, and safe to run again."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from schemas.office import OfficeFolder
from tasks.batches import settle_batch, waiting_batches
from tasks.call_lists import hand_over_waiting
from tasks.date_table import keep_dates
from tasks.decision_sheet import write_list
from tasks.inbox import receive
from tasks.loading.outcome import Watch, unwatched
from tasks.preparing import prepare
from tasks.progress import record_answered
from tasks.reminders import remind_nightly
from tasks.reply_letters import compare_letters
from tasks.rereferrals import decide_automatically
from tasks.returns import write_returns
from tasks.surveys import close_ended_cycles

BATCH = "batch"

Step = Callable[[], dict[str, int]]


# hears how many of how many files are done, and gives what hears the rows of the next
WatchFiles = Callable[[int, int], Watch]


def _nobody(_place: int, _count: int) -> Watch:
    return unwatched


def night(folder: OfficeFolder, as_of: date, watch: WatchFiles = _nobody) -> Iterator[tuple[str, Step]]:
    """Yield the steps of a night; a step is run before the next is asked for. `watch` hears how far the files have come."""
    yield "prepare", partial(prepare, folder)
    yield "receive", partial(receive, folder, as_of)
    waiting = waiting_batches(folder)
    for place, batch_id in enumerate(waiting):
        yield (
            f"{BATCH} {batch_id}",
            partial(settle_batch, folder, batch_id, as_of, watch(place, len(waiting))),
        )
    if waiting:
        watch(len(waiting), len(waiting))
    yield "letters", partial(compare_letters, folder, as_of)
    yield "answered", partial(record_answered, folder, as_of)
    yield "call lists", partial(hand_over_waiting, folder, as_of)
    yield "close cycles", partial(close_ended_cycles, folder, as_of)
    yield "decide", partial(decide_automatically, folder, as_of)
    yield "decision list", partial(write_list, folder, as_of)
    yield "returns", partial(write_returns, folder, as_of)
    yield "reminders", partial(remind_nightly, folder, as_of)
    yield "dates", partial(keep_dates, folder, as_of)
