"""Office files without the clock: nothing but dates changes, and a large part is never whole in memory."""

import io
import tracemalloc
import zipfile

from tasks.writing.clock import without_clock

CORE = b'<x><dcterms:created xsi:type="dcterms:W3CDTF">2026-11-27T16:00:00Z</dcterms:created></x>'


def packed(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return buffer.getvalue()


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return {entry.filename: (entry.date_time, source.read(entry)) for entry in source.infolist()}


def test_dates_are_fixed_and_what_is_told_is_mended_where_it_lies():
    content = packed({"docProps/core.xml": CORE, "xl/a.xml": b"a\\b", "xl/_rels/a.rels": b"a\\b"})
    made = parts_of(without_clock(content, {"xl/_rels/": lambda part: part.replace(b"\\", b"/")}))
    assert {day for day, _ in made.values()} == {(1980, 1, 1, 0, 0, 0)}
    assert made["docProps/core.xml"][1] == CORE.replace(b"2026-11-27T16:00:00Z", b"1980-01-01T00:00:00Z")
    assert (made["xl/a.xml"][1], made["xl/_rels/a.rels"][1]) == (b"a\\b", b"a/b")


def test_a_large_part_is_copied_piece_by_piece():
    content = packed({"xl/worksheets/sheet1.xml": b"<row/>" * 4_000_000})
    tracemalloc.start()
    try:
        made = without_clock(content)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000
    assert len(parts_of(made)["xl/worksheets/sheet1.xml"][1]) == 24_000_000
