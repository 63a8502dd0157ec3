"""Streams of an OLE2 compound file, read within the bounds of the file."""

import struct
from collections.abc import Sequence

from tasks.reading.sniff import Unreadable

_HEADER = 512
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_STREAM, _ROOT = 2, 5


class Compound:
    """The named streams of a compound file. Raises Unreadable: file_corrupt."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._open()
        except (struct.error, IndexError) as error:
            raise Unreadable("file_corrupt") from error

    def _open(self) -> None:
        header = self._content[:_HEADER]
        shift, mini_shift = struct.unpack_from("<HH", header, 30)
        if not (7 <= shift <= 16 and 4 <= mini_shift <= 12):
            raise Unreadable("file_corrupt")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        directory, _, self._cutoff, mini_fat = struct.unpack_from("<IIII", header, 48)
        self._fat = self._table(self._fat_sectors(header))
        entries = self._chained(directory, self._fat)
        self._streams = dict(_entry(entries[at : at + 128]) for at in range(0, len(entries) - 127, 128))
        self._mini_fat = self._numbers(self._chained(mini_fat, self._fat)) if mini_fat < _END else ()
        root = next((place for place in self._streams.values() if place[0] == _ROOT), None)
        self._mini = self._chained(root[1], self._fat) if root else b""

    def stream(self, name: str) -> bytes | None:
        """Return the content of a stream, or None."""
        kind, start, length = self._streams.get(name, (0, 0, 0))
        if kind != _STREAM:
            return None
        if length >= self._cutoff:
            return self._chained(start, self._fat)[:length]
        found = bytearray()
        for sector in _chain(start, self._mini_fat):
            found += self._mini[sector * self._mini_size : (sector + 1) * self._mini_size]
        return bytes(found[:length])

    def _fat_sectors(self, header: bytes) -> list[int]:
        sectors = [sector for sector in struct.unpack_from("<109I", header, 76) if sector < _END]
        following, seen = struct.unpack_from("<I", header, 68)[0], set()
        while following < _END and following not in seen:
            seen.add(following)
            numbers = self._numbers(self._sector(following))
            sectors += [sector for sector in numbers[:-1] if sector < _END]
            following = numbers[-1]
        return sectors

    def _table(self, sectors: Sequence[int]) -> tuple[int, ...]:
        return self._numbers(b"".join(self._sector(sector) for sector in dict.fromkeys(sectors)))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _chained(self, start: int, fat: Sequence[int]) -> bytes:
        return b"".join(self._sector(sector) for sector in _chain(start, fat))

    @staticmethod
    def _numbers(content: bytes) -> tuple[int, ...]:
        count = len(content) // 4
        return struct.unpack_from(f"<{count}I", content)


def _chain(start: int, fat: Sequence[int]) -> list[int]:
    """Return the sectors of a chain; one that runs in a circle or out of the file is corrupt."""
    found: list[int] = []
    while start < _END:
        if start >= len(fat) or len(found) > len(fat):
            raise Unreadable("file_corrupt")
        found.append(start)
        start = fat[start]
    return found


def _entry(raw: bytes) -> tuple[str, tuple[int, int, int]]:
    length = min(struct.unpack_from("<H", raw, 64)[0], 64)
    name = raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
    return name, (raw[66], *struct.unpack_from("<II", raw, 116))
