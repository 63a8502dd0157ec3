"""duban dictionary."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app


@app.command()
def dictionary(
    chinese: Annotated[
        bool,
        typer.Option(
            "--chinese",
            help="In Chinese: what each column may hold, where it comes from, which questions use it.",
        ),
    ] = False,
    write: Annotated[
        Path | None,
        typer.Option(
            "--write",
            metavar="DIR",
            help="Write it into a folder, in both languages and with the page of questions.",
            file_okay=False,
        ),
    ] = None,
) -> None:
    """Print the data dictionary as Markdown; needs no office and no database. The questions: duban query --docs."""
    from tasks.questions import page
    from tasks.writing.dictionary import dictionary_page

    if write is None:
        typer.echo(dictionary_page("zh" if chinese else "en"), nl=False)
        return
    pages = {
        "dictionary.md": dictionary_page("en"),
        "dictionary.zh-CN.md": dictionary_page("zh"),
        "queries.md": page(),
    }
    write.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (write / name).write_text(text, "utf-8")
        typer.echo(write / name)
