"""Word 97 documents for tests, written by hand: a compound file with one stretch of text and its character runs."""

import struct
from collections.abc import Sequence
from pathlib import Path

# character properties, as they are stored
PLAIN, DELETED, INSERTED, HIDDEN = b"", b"\x00\x08\x01", b"\x01\x08\x01", b"\x3c\x08\x01"
BOLD_AND_DELETED = b"\x35\x08\x01" + b"\x4a\x43\x20\x00" + DELETED
_SECTOR, _TEXT, _SMALLEST = 512, 2048, 4096

Run = str | tuple[str, bytes]


def word97(
    path: Path, *runs: Run, header: str = "", footer: str = "", boxes: str = "", flags: int = 0
) -> Path:
    """Write a document. A run is text, or text with properties; U+000D ends a paragraph and U+0007 a cell."""
    parts = [run if isinstance(run, tuple) else (run, PLAIN) for run in runs]
    body = _units("".join(text for text, _ in parts))
    after = [_units(text) for text in (header, footer, boxes)]
    text = b"".join((body, *after))
    main = bytearray(_TEXT) + text
    main += bytes(-len(main) % _SECTOR)
    page = len(main) // _SECTOR
    main += _run_page([*parts, *((each.decode("utf-16-le"), PLAIN) for each in after if each)])
    counts = [len(body) // 2, 0, (len(after[0]) + len(after[1])) // 2, 0, 0, 0, len(after[2]) // 2, 0]
    pieces = struct.pack("<IIHIH", 0, len(text) // 2, 0, _TEXT, 0)
    stories = [0] * 8 + [len(after[0]) // 2] * 2 + [(len(after[0]) + len(after[1])) // 2] * 4
    table, places = bytearray(), {}
    for at, content in (
        (0xF2, struct.pack(f"<{len(stories)}I", *stories)),
        (0xFA, struct.pack("<III", _TEXT, _TEXT + len(text), page)),
        (0x1A2, b"\x02" + struct.pack("<I", len(pieces)) + pieces),
    ):
        places[at] = (len(table), len(content))
        table += content
    struct.pack_into("<HH", main, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", main, 10, 0x0200 | flags)
    struct.pack_into("<8i", main, 0x4C, *counts)
    for at, place in places.items():
        struct.pack_into("<II", main, at, *place)
    path.write_bytes(_compound({"WordDocument": bytes(main), "1Table": bytes(table)}))
    return path


def _units(text: str) -> bytes:
    return text.encode("utf-16-le")


def _run_page(runs: Sequence[tuple[str, bytes]]) -> bytes:
    page = bytearray(_SECTOR)
    bounds, at, free = [_TEXT], [], _SECTOR - 2
    for text, properties in runs:
        bounds.append(bounds[-1] + len(_units(text)))
        if properties:
            free = (free - len(properties) - 1) // 2 * 2
            page[free : free + len(properties) + 1] = bytes([len(properties)]) + properties
        at.append(free // 2 if properties else 0)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    page[4 * len(bounds) : 4 * len(bounds) + len(at)] = bytes(at)
    page[-1] = len(runs)
    return bytes(page)


def _compound(streams: dict[str, bytes]) -> bytes:
    sectors: list[bytes] = []
    chain = [0xFFFFFFFD, 0xFFFFFFFE]
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0)
    for name, content in streams.items():
        content = content.ljust(_SMALLEST, b"\0")
        content += bytes(-len(content) % _SECTOR)
        entries += _entry(name, 2, len(chain), len(content))
        count = len(content) // _SECTOR
        chain += [len(chain) + number + 1 for number in range(count - 1)] + [0xFFFFFFFE]
        sectors += [content[at : at + _SECTOR] for at in range(0, len(content), _SECTOR)]
    fat = struct.pack("<128I", *(chain + [0xFFFFFFFF] * (128 - len(chain))))
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(_SECTOR, b"\0"))
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, 1, 1, 0, _SMALLEST, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(header) + fat + entries.ljust(_SECTOR, b"\0") + b"".join(sectors)


def _entry(name: str, kind: int, start: int, length: int) -> bytes:
    raw = bytearray(128)
    encoded = _units(name)
    raw[: len(encoded)] = encoded
    struct.pack_into("<HB", raw, 64, len(encoded) + 2, kind)
    struct.pack_into("<II", raw, 116, start, length)
    return bytes(raw)
