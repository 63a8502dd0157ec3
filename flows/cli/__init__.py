"""The command line `duban`. Heavy imports stay inside the commands, so that help answers at once."""

import sys
import traceback

from flows.cli.app import app


def main() -> None:
    """Run a command; a fault that is the user's to mend is one line on stderr and exit code 2, ours is 3."""
    # importing a command's module is what registers it
    from flows.cli import commands  # noqa: F401

    try:
        app()
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            # a defect of ours: the trace is wanted, and 1 would mean that all is well but for open problems
            traceback.print_exc()
            sys.exit(3)
        print(f"duban: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(code)


def _exit_code(error: Exception) -> int | None:
    """Return 2 for wrong use, 3 for a failure with nothing more to tell, None for a defect whose trace is wanted."""
    wrong_use = {
        "OfficeError",
        "ProfileError",
        "CalendarError",
        "SurveyWordsError",
        "SurveyError",
        "NoSuchProblem",
        "NoSuchBatch",
        "AliasError",
        "NotAwaiting",
        "NotDecided",
        "LetterError",
        "ExploreError",
        "ExportBusy",
        "ReaderError",
        "UsageError",
    }
    failed = {
        "NightIncomplete",
        "MailFailed",
        "OperationalError",
        "OSError",
        "PermissionError",
        "FileNotFoundError",
    }
    name = type(error).__name__
    if name in wrong_use:
        return 2
    return 3 if name in failed else None
