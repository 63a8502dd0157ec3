"""duban demo."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import UsageError, app

_OUTBOX = {
    "survey": "files for the survey centre: lists under a password (名单), and what both sides sign (移交单)",
    "rereferral": "sheets on which the committee decided (审定表)",
    "letters": "letters of re-referral (交办函) and the notice of a meeting (会商通知)",
    "returns": "files that go back to senders: what to mend (问题清单, 退回单, 问题汇总), and their own tables marked (已标注)",
}


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="A new folder.")] = Path("demo"),
    fresh: Annotated[bool, typer.Option("--fresh", help="Replace what an earlier demo left there.")] = False,
) -> None:
    """Run the founding case end to end on sample files: files in, survey, re-referral, letters, second round."""
    import shutil
    import time
    from datetime import date

    from flows.environment import prepare_prefect
    from schemas.office import SETTINGS_NAME

    if fresh and (folder / SETTINGS_NAME).is_file():
        shutil.rmtree(folder)
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty; --fresh replaces an earlier demo")
    folder.mkdir(parents=True, exist_ok=True)
    prepare_prefect(folder.resolve())
    started = time.monotonic()

    def say(text: str) -> None:
        typer.echo(f"[{time.monotonic() - started:5.1f} s] {text}")

    say("Prefect and the rules are loaded")
    from flows.demo.summary import summary
    from flows.demo.year import run_year

    office = run_year(folder, say)
    typer.echo("")
    for what, much in summary(office, date(2020, 12, 31)):
        typer.echo(f"{what}: {much}")
    typer.echo("")
    for name, holds in _OUTBOX.items():
        count = sum(1 for _ in (office.outbox / name).iterdir())
        typer.echo(f"{folder / 'outbox' / name}: {count} {holds}")
    typer.echo(f"{folder / 'warehouse.db'}: ask it with duban query --list --office {folder}")
