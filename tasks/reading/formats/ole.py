"""OLE2: whether the tables of a compound file are such that a reader can follow them without going round or running off.

calamine sets memory aside by the counts in the header, and follows chains to their end.
"""

import struct

from tasks.reading.sniff import Unreadable

_HEADER = 512
_LAST_SECTOR = 0xFFFFFFFA


def check_tables(content: bytes) -> None:
    """Raise Unreadable when a count is more than the file can hold, or a chain runs in a circle."""
    try:
        shift = struct.unpack_from("<H", content, 30)[0]
        if shift not in (9, 12):
            raise Unreadable("file_unreadable")
        size = 1 << shift
        sectors = len(content) // size + 1
        (fat_count,), (mini_count,) = (
            struct.unpack_from("<I", content, 44),
            struct.unpack_from("<I", content, 64),
        )
        if max(fat_count, mini_count) > sectors:
            raise Unreadable("file_unreadable")
        _check_chains(_fat(content, size, sectors))
    except struct.error as error:
        raise Unreadable("file_unreadable") from error


def _fat(content: bytes, size: int, sectors: int) -> list[int]:
    places = list(struct.unpack_from("<109I", content, 76))
    following, steps = struct.unpack_from("<I", content, 68)[0], 0
    while following < _LAST_SECTOR:
        steps += 1
        if steps > sectors or following >= sectors:
            raise Unreadable("file_unreadable")
        numbers = struct.unpack_from(f"<{size // 4}I", content, (following + 1) * size)
        places += numbers[:-1]
        following = numbers[-1]
    fat: list[int] = []
    for place in places:
        if place < sectors:
            piece = content[(place + 1) * size : (place + 2) * size]
            fat += struct.unpack_from(f"<{len(piece) // 4}I", piece)
    return fat


def _check_chains(fat: list[int]) -> None:
    ended = bytearray(len(fat))
    for start in range(len(fat)):
        walked, at = [], start
        while at < len(fat) and not ended[at]:
            ended[at] = 1
            walked.append(at)
            at = fat[at]
        # what ended in this same walk goes round
        if at < len(fat) and at in set(walked):
            raise Unreadable("file_unreadable")
