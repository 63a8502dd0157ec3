"""Which characters of a Word 97 document are not there for its reader: deleted with changes tracked, or hidden."""

import struct
from collections.abc import Iterator

# offset in the file information block
_CHARACTER_RUNS = 0xFA
_PAGE = 512
_DELETED, _HIDDEN = 0x0800, 0x083C
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}


def without_removed(main: bytes, table: bytes) -> bytes:
    """Return the stream of the text with U+0000 for what was removed, so that all places in it stay the same."""
    blotted = bytearray(main)
    for start, end in _removed(main, table):
        end = min(end, len(blotted))
        if start < end:
            blotted[start:end] = bytes(end - start)
    return bytes(blotted)


def _removed(main: bytes, table: bytes) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each removed run. A list that is out of bounds removes nothing."""
    start, length = struct.unpack_from("<II", main, _CHARACTER_RUNS)
    pages = (length - 4) // 8
    if pages < 1 or start + length > len(table):
        return
    numbers = struct.unpack_from(f"<{pages}I", table, start + 4 * (pages + 1))
    last = 0
    for number in dict.fromkeys(numbers):
        for run_start, run_end in _removed_on(main, (number & 0x3FFFFF) * _PAGE):
            # the pages are in order; one that is not would be read over and over
            if run_start >= last:
                last = run_end
                yield run_start, run_end


def _removed_on(main: bytes, at: int) -> Iterator[tuple[int, int]]:
    page = main[at : at + _PAGE]
    if len(page) < _PAGE:
        return
    runs = page[-1]
    if 5 * runs + 4 >= _PAGE:
        return
    bounds = struct.unpack_from(f"<{runs + 1}I", page)
    for index in range(runs):
        place = 2 * page[4 * (runs + 1) + index]
        if place and _is_removed(page[place + 1 : place + 1 + page[place]]):
            yield bounds[index], bounds[index + 1]


def _is_removed(properties: bytes) -> bool:
    at = 0
    while at + 2 < len(properties):
        code = properties[at] | properties[at + 1] << 8
        value = properties[at + 2]
        # 0x81 is the contrary of the style, and styles hide nothing
        if code in (_DELETED, _HIDDEN) and value in (1, 0x81):
            return True
        size = _OPERANDS.get(code >> 13)
        at += 2 + (size if size is not None else 1 + value)
    return False
