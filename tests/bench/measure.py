"""One measurement in a process of its own, as JSON: `python -m tests.bench.measure STEP FOLDER URL`."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.generate import AS_OF, department_names
from tests.bench.stopwatch import Stopwatch

# where the pipeline looks a function up, and the stage that its time counts for
_PLACES = (
    ("tasks.inbox:file_hash", "hash_archive"),
    ("tasks.inbox:keep", "hash_archive"),
    ("tasks.reading.table:TableFile.blocks", "read"),
    ("tasks.loading.replies:ahead", "wait"),
    ("tasks.batches:open_table", "read"),
    ("tasks.reading.table:fold", "normalise"),
    ("tasks.loading.replies:judge", "judge"),
    ("tasks.loading.judging:judge", "judge"),
    ("tasks.loading.judging:ahead", "wait"),
    ("tasks.loading.replies:fingerprint", "judge"),
    ("tasks.loading.replies:placed", "judge"),
    ("tasks.loading.replies:set_aside", "judge"),
    ("tasks.loading.outcome:Tally.add", "tally"),
    ("warehouse.replies:stage_rows", "stage"),
    ("warehouse.replies:stage_problems", "stage"),
    ("warehouse.batches:add_set_aside", "stage"),
    ("warehouse.replies:match", "match"),
    ("warehouse.replies:mismatches", "match"),
    ("warehouse.replies:retitled", "match"),
    ("warehouse.replies:during_survey", "match"),
    ("tasks.loading.outcome:check_batch", "check"),
    ("warehouse.replies:promote", "promote"),
    ("warehouse.replies:promote_problems", "promote"),
    ("tasks.loading.suggestions:_referrals", "shape"),
    ("tasks.loading.suggestions:_signers", "shape"),
    ("warehouse.suggestions:stage_suggestions", "stage"),
    ("warehouse.suggestions:changed_assignments", "match"),
    ("warehouse.suggestions:doubtful_signers", "match"),
    ("warehouse.suggestions:_link_new", "link"),
    ("warehouse.suggestions:_put_signers", "signers"),
    ("warehouse.suggestions:_put_referrals", "referrals"),
    ("warehouse.events:record", "events"),
    ("warehouse.suggestions:promote_suggestions", "promote"),
    ("tasks.batches:settle_batch", "rest"),
)


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak_mb() -> float:
    """Return the most memory that this process ever held; its children and its parent do not count."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return round(int(line.split()[1]) / 1024, 1)
    raise RuntimeError("no VmHWM")


def load(folder: Path, url: str) -> dict[str, Any]:
    """Take in and settle whatever is new in the inbox, as a night does; return seconds by stage and the counts."""
    imports = _seconds(lambda: __import__("tasks.batches"))
    from schemas.office import read_office
    from tasks import batch_check, batches, inbox

    library = _seconds(batch_check._definition)
    watch = Stopwatch()
    for place, stage in _PLACES:
        watch.wrap(place, stage)
    office = read_office(folder, url)
    start = time.perf_counter()
    inbox.receive(office, AS_OF)
    counts = [batches.settle_batch(office, batch_id, AS_OF) for batch_id in batches.waiting_batches(office)]
    total = time.perf_counter() - start
    return {
        "imports": imports,
        "gx_import": library,
        "total": total,
        "stages": dict(watch.seconds),
        "counts": counts,
        "peak_mb": peak_mb(),
    }


def night(folder: Path, url: str) -> dict[str, Any]:
    """Take in what is new; the parent times the whole process."""
    from schemas.office import read_office
    from tasks.batches import waiting_batches
    from tasks.inbox import receive

    office = read_office(folder, url)
    found = receive(office, AS_OF)
    return {"counts": found, "waiting": len(waiting_batches(office)), "peak_mb": peak_mb()}


def answered(folder: Path, url: str) -> dict[str, Any]:
    """Let suggestions move on that nobody owes a reply any more, as a night does."""
    from schemas.office import read_office
    from tasks.progress import record_answered

    office = read_office(folder, url)
    counts: dict[str, int] = {}
    seconds = _seconds(lambda: counts.update(record_answered(office, AS_OF)))
    return {"counts": counts, "seconds": seconds, "peak_mb": peak_mb()}


def validate(folder: Path, _url: str) -> dict[str, Any]:
    """Judge every row of `replies.csv`, without reading and writing: the blocks are in memory before."""
    from schemas.profile import in_force
    from tasks.reading.table import TableFile, open_table
    from tasks.rules.judge import Terms, judge

    table = open_table(folder / "replies.csv")
    assert isinstance(table, TableFile)
    rules = in_force("shandong", AS_OF).reply
    departments = {name: place for place, name in enumerate(department_names())}
    terms = Terms(rules.mandatory, tuple(rules.classes), AS_OF, departments)
    blocks = [rows for rows, _ in table.blocks()]
    seconds = _seconds(lambda: [judge(rows, table.contract, terms) for rows in blocks])
    return {"seconds": seconds, "rows": sum(rows.num_rows for rows in blocks), "peak_mb": peak_mb()}


def great_expectations(folder: Path, _url: str) -> dict[str, Any]:
    """Judge the same rows by Great Expectations with every failing row named (COMPLETE)."""
    from tasks import batch_check
    from tests.bench.expectations import reply_suite, rows_as_read

    library = _seconds(batch_check._definition)
    frame = rows_as_read(folder / "replies.csv")
    batch = batch_check._definition().get_batch(batch_parameters={"dataframe": frame})
    suite = reply_suite(batch_check._library())
    wanted = {"result_format": "COMPLETE", "unexpected_index_column_names": ["row_no"]}
    start = time.perf_counter()
    outcome = batch.validate(suite, result_format=wanted)
    seconds = time.perf_counter() - start
    failed = sum(not result.success for result in outcome.results)
    return {
        "seconds": seconds,
        "gx_import": library,
        "rows": len(frame),
        "expectations": len(outcome.results),
        "failed": failed,
    }


def due_dates(_folder: Path, _url: str) -> dict[str, Any]:
    """Look up a million due dates under every term of every profile: with an empty table, and with a filled one."""
    import numpy as np

    from schemas.profile import ProfileError, in_force, profile_names
    from schemas.working_days import working_days
    from tasks.rules.due_lookup import DueTable

    terms = []
    for name in profile_names():
        try:
            terms += in_force(name, AS_OF).terms.values()
        except ProfileError:
            # a profile whose first edition is later
            continue
    rng = np.random.default_rng(1)
    starts = np.datetime64("2020-01-01") + rng.integers(0, 1_100, 1_000_000)
    rules = rng.integers(0, len(terms), 1_000_000)
    table = DueTable(terms, working_days())
    first = _seconds(lambda: table.look_up(rules, starts))
    return {"terms": len(terms), "first": first, "seconds": _seconds(lambda: table.look_up(rules, starts))}


_STEPS = {
    "load": load,
    "night": night,
    "answered": answered,
    "validate": validate,
    "great_expectations": great_expectations,
    "due_dates": due_dates,
}

if __name__ == "__main__":
    print(json.dumps(_STEPS[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])))
