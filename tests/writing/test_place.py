"""A file is whole or not there; what a killed process left beside it does not stay for ever."""

import os

from tasks.inbox import keep
from tasks.writing.place import put


def _left_behind(target, name, age):
    left = target.with_name(f"{name}.4711.part")
    left.write_bytes(b"half")
    os.utime(left, (left.stat().st_atime, left.stat().st_mtime - age))
    return left


def test_what_was_left_long_ago_beside_a_file_goes_and_the_rest_stays(tmp_path):
    target = tmp_path / "名单[1].xlsx"
    old = _left_behind(target, target.name, 7_200)
    other = _left_behind(target, "名单[2].xlsx", 7_200)
    put(b"whole", target)
    assert not old.exists()
    assert target.read_bytes() == b"whole"
    assert sorted(tmp_path.iterdir()) == sorted([target, other])


def test_what_somebody_may_be_writing_stays(tmp_path):
    target = tmp_path / "名单.xlsx"
    fresh = _left_behind(target, target.name, 60)
    put(b"whole", target)
    assert fresh.exists()


def test_what_was_left_in_the_archive_goes_too(tmp_path):
    source, target = tmp_path / "答复.csv", tmp_path / "ab" / "abcd"
    source.write_bytes(b"whole")
    target.parent.mkdir()
    old = _left_behind(target, target.name, 7_200)
    keep(source, target)
    assert (target.read_bytes(), old.exists()) == (b"whole", False)
