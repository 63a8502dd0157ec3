"""duban dictionary."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app

FILES = {
    "dictionary.md": ("dictionary_page", "en"),
    "dictionary.zh-CN.md": ("dictionary_page", "zh"),
    "queries.md": ("queries_page", "en"),
    "queries.zh-CN.md": ("queries_page", "zh"),
}


@app.command()
def dictionary(
    queries: Annotated[bool, typer.Option("--queries", help="Instead: the named queries.")] = False,
    chinese: Annotated[bool, typer.Option("--chinese", help="In Chinese.")] = False,
    write: Annotated[
        Path | None,
        typer.Option("--write", metavar="DIR", help="Write all four pages into a folder.", file_okay=False),
    ] = None,
) -> None:
    """Print the data dictionary, or the page of named queries, as Markdown; needs no office and no database."""
    from tasks.writing import dictionary as pages

    if write:
        write.mkdir(parents=True, exist_ok=True)
        for name, (page, language) in FILES.items():
            (write / name).write_text(getattr(pages, page)(language), "utf-8")
            typer.echo(write / name)
        return
    chosen = pages.queries_page if queries else pages.dictionary_page
    typer.echo(chosen("zh" if chinese else "en"), nl=False)
