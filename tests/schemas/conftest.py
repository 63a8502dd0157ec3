"""A folder of profiles that a test may add to."""

from importlib.resources import files

import pytest

from schemas import profile_file


@pytest.fixture
def profiles(tmp_path, monkeypatch):
    """Return a function that puts a profile beside the shipped ones."""
    folder = tmp_path / "profiles"
    folder.mkdir()
    for entry in files("schemas").joinpath("profiles").iterdir():
        (folder / entry.name).write_text(entry.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(profile_file, "files", lambda package: tmp_path)
    profile_file._shipped.cache_clear()
    yield lambda name, text: (folder / f"{name}.toml").write_text(text, "utf-8")
    profile_file._shipped.cache_clear()
