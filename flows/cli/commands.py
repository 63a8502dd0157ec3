"""Importing this module registers every command with the application."""

from flows.cli import (  # noqa: F401
    demo,
    figures,
    files,
    letter_office,
    nightly,
    office,
    problems,
    purge,
    query,
    reminders,
    report,
    rereferral,
    serve,
    survey,
    survey_results,
    templates,
)
