"""Importing this module registers every command with the application."""

from flows.cli import (  # noqa: F401
    demo,
    dictionary,
    explore,
    export,
    figures,
    files,
    letter_office,
    nightly,
    office,
    problems,
    purge,
    query,
    readers,
    reminders,
    report,
    rereferral,
    serve,
    survey,
    templates,
    verify,
)
