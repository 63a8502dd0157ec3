"""Importing this module registers every command with the application."""

from flows.cli import (  # noqa: F401
    demo,
    files,
    nightly,
    office,
    problems,
    query,
    rereferral,
    serve,
    survey,
    templates,
)
