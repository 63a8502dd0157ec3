"""Office folders and nights for tests: the real steps in their real order, without Prefect around them."""

import shutil
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

from flows.house import make_office
from flows.order import night
from schemas.office import OfficeFolder, read_office

SETTINGS = {
    "name": "临泉区人大常委会代表工作委员会",
    "region_code": "370398",
    "region_name": "临泉区",
    "area_code": "0500",
    "profile": "shandong",
    "government": "临泉区人民政府",
    "letter_mark": "临人代工函",
    "session_name": "区十七届人大四次会议",
    "term": 17,
    "meeting": 4,
    "year": 2020,
}
SAMPLES = Path(str(files("schemas").joinpath("samples", "year")))
VISITS = Path(str(files("schemas").joinpath("samples", "visits")))


def office_at(
    path: Path, database: str | None = None, settings: Mapping[str, object] = SETTINGS
) -> OfficeFolder:
    """Make an office folder whose warehouse is at `database`."""
    make_office(path, settings)
    return read_office(path, database)


def drop(folder: OfficeFolder, *sources: Path) -> None:
    """Put files or whole folders into the inbox, as a clerk would."""
    for source in sources:
        target = folder.inbox / source.name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copyfile(source, target)


def write(folder: OfficeFolder, name: str, text: str, encoding: str = "utf-8") -> Path:
    """Write a text file into the inbox."""
    path = folder.inbox / name
    path.write_text(text, encoding)
    return path


def run_night(folder: OfficeFolder, as_of: date) -> dict[str, dict[str, int]]:
    """Run every step of a night."""
    return {name: step() for name, step in night(folder, as_of)}
