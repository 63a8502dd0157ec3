"""Importing this module registers every command with the application."""

from flows.cli import (  # noqa: F401
    demo,
    files,
    nightly,
    office,
    problems,
    purge,
    query,
    reminders,
    rereferral,
    serve,
    survey,
    templates,
)
