"""Making an office folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flows.environment import open_office
from schemas.office import SETTINGS_NAME, OfficeError, OfficeFolder, settings_text
from tasks.preparing import prepare
from tasks.writing.letters.render import TEMPLATES, template_path
from tasks.writing.place import put


def make_office(path: Path, settings: Mapping[str, Any]) -> OfficeFolder:
    """Make the folder with its settings, letter templates and an empty warehouse; raise OfficeError when it is one already."""
    if (path / SETTINGS_NAME).exists():
        raise OfficeError(f"{path} is an office folder already")
    path.mkdir(parents=True, exist_ok=True)
    (path / SETTINGS_NAME).write_text(settings_text(settings), "utf-8")
    folder = open_office(path)
    prepare(folder)
    for name, template in TEMPLATES.items():
        put(template(), template_path(folder.templates, name))
    return folder
