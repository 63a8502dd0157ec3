"""How seldom a load tells how far it came: each time is a call to the server."""

from itertools import pairwise

from flows.load_progress import FIRST_ROWS, STEP_PERCENT, LoadProgress


def load(files):
    """Return what is told of a load; `files`: the rows of the blocks of each file, as they add up."""
    told = []
    progress = LoadProgress(lambda percent, words: told.append((percent, words)))
    for place, blocks in enumerate(files):
        hear = progress.file(place, len(files))
        for rows in blocks:
            hear(rows)
    progress.file(len(files), len(files))
    return told


def test_few_files_are_told_one_by_one():
    assert load([[3], [], [4]]) == [
        (0.0, "正在处理第1个文件，共3个"),
        (100 / 3, "正在处理第2个文件，共3个，已读3行"),
        (200 / 3, "正在处理第3个文件，共3个，已读3行"),
        (100.0, "3个文件已处理完，已读7行"),
    ]


def test_many_files_are_told_every_few_per_cent():
    told = [percent for percent, _ in load([[1]] * 5_000)]
    assert (told[0], told[-1]) == (0.0, 100.0)
    assert all(later - earlier >= STEP_PERCENT for earlier, later in pairwise(told))
    assert len(told) == 21


def test_the_rows_of_a_large_file_are_told_whenever_they_doubled():
    blocks = list(range(16_384, 1_000_001, 16_384))
    told = load([blocks])
    read = [int(words.partition("已读")[2].removesuffix("行")) for _, words in told[1:-1]]
    assert FIRST_ROWS <= read[0] < FIRST_ROWS + 16_384
    assert all(later >= 2 * earlier for earlier, later in pairwise(read))
    assert len(told) <= 7
    assert {percent for percent, _ in told[:-1]} == {0.0}
    # however many files the rows are in
    assert len(load([[20_000]] * 50)) <= 21 + 6
