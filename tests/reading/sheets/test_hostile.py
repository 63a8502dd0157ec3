"""Files that mean harm, and files that are broken in any way: there is always an outcome, and soon."""

import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.inspection import inspect_sheet
from tests.reading.files import HEADERS, ROWS, csv_text, ods, xls, xlsx


def repacked(path, part, change, **more):
    """Rewrite a package with one part changed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**parts, **more}.items():
            package.writestr(name, content)
    return path


def reasons(path):
    found = inspect_sheet(path)
    assert found is not None
    assert found["outcome"] in {"accepted", "rejected"}
    assert found["problems"] or found["outcome"] == "accepted"
    return found["reasons"]


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'


def after_declaration(text):
    return lambda content: content.replace(b"?>", b"?>" + text, 1) if b"?>" in content else text + content


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml"])
@pytest.mark.parametrize("text", [ENTITIES, b'<!DOCTYPE x SYSTEM "file:///etc/passwd">'])
def test_a_document_type_in_any_part_is_unsafe(tmp_path, part, text):
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    assert reasons(repacked(path, part, after_declaration(text))) == ["unsafe_file"]


def test_a_document_type_in_an_ods_is_unsafe(tmp_path):
    path = ods(tmp_path / "a.ods", ROWS)
    assert reasons(repacked(path, "content.xml", after_declaration(ENTITIES))) == ["unsafe_file"]


def test_a_part_in_utf_16_hides_no_document_type(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><styleSheet/>'
    assert reasons(repacked(path, "xl/styles.xml", lambda _: text.encode("utf-16"))) == ["unsafe_file"]


def test_a_part_that_inflates_is_unsafe(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    assert reasons(repacked(path, SHEET, lambda _: b" " * 60_000_000)) == ["unsafe_file"]


@pytest.mark.parametrize("size", [3_000_000, 30_000_000])
def test_a_cell_without_end_is_unsafe(tmp_path, size):
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    text = bytes(33 + (at * at) % 27 for at in range(9973)) * (size // 9973)
    cell = b'<c r="A9" t="inlineStr"><is><t>' + text + b"</t></is></c>"
    change = lambda content: content.replace(b"</sheetData>", b'<row r="9">' + cell + b"</row></sheetData>")  # noqa: E731
    assert reasons(repacked(path, SHEET, change)) == ["unsafe_file"]


def test_a_cell_without_end_in_a_csv_is_unsafe(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(csv_text(ROWS) + '"' + "字" * 2_000_000 + '"', "utf-8")
    assert reasons(path) == ["unsafe_file"]


def test_a_first_cell_without_end_in_a_csv_is_unsafe(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('"' + "字" * 2_000_000 + "\n" + csv_text(ROWS), "utf-8")
    assert reasons(path) == ["unsafe_file"]


def test_two_cells_in_the_far_corners_are_not_filled_in(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert reasons(repacked(path, SHEET, lambda content: content.replace(b"</sheetData>", far))) == [
        "unsafe_file"
    ]


def test_repeated_cells_of_an_ods_are_not_filled_in(tmp_path):
    path = ods(tmp_path / "a.ods", ROWS)
    times = b'table:number-rows-repeated="1048576" table:number-columns-repeated="16384" '
    change = lambda content: content.replace(b"<table:table-row>", b"<table:table-row " + times + b">")  # noqa: E731
    assert reasons(repacked(path, "content.xml", change)) == ["unsafe_file"]


def test_a_hundred_thousand_blank_rows_are_read_soon(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    blank = b"".join(
        b'<row r="%d"><c r="A%d" t="str"><v> </v></c></row>' % (row, row) for row in range(10, 100_010)
    )
    path = repacked(path, SHEET, lambda content: content.replace(b"</sheetData>", blank + b"</sheetData>"))
    found = inspect_sheet(path)
    assert found is not None
    assert len(found["rows"]) == 3


def test_a_page_of_merged_cells_without_end_is_bounded(tmp_path):
    path = tmp_path / "a.xls"
    cell = "<td colspan=99999999 rowspan=99999999>x"
    path.write_text("<table>" + f"<tr>{cell}{cell}{cell}" * 200 + "</table>", "utf-8")
    assert reasons(path) == ["header_not_found"]


def test_a_page_of_nested_tables_without_end_is_read(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text("<table><tr><td>" * 5_000 + "x", "utf-8")
    assert reasons(path)


MAKERS = {"a.xlsx": xlsx, "a.xls": xls, "a.ods": ods}


def page(path, rows):
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    path.write_text(f"<html><table>{lines}</table></html>", "utf-8")
    return path


def text(path, rows):
    path.write_text(csv_text(rows), "utf-8")
    return path


@pytest.fixture(scope="module")
def sound_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    makers = {**MAKERS, "a.html": page, "a.csv": text}
    return {name: make(folder / name, ROWS).read_bytes() for name, make in makers.items()}


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a.html", "a.csv"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_with_any_bytes_changed_has_an_outcome(tmp_path, sound_files, name, data):
    content = bytearray(sound_files[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    path = tmp_path / name
    path.write_bytes(
        content[: data.draw(st.integers(1, len(content)))] if data.draw(st.booleans()) else content
    )
    reasons(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=3)), min_size=1, max_size=6))
def test_an_xlsx_whose_parts_are_changed_has_an_outcome(tmp_path, changes):
    def change(content):
        changed = bytearray(content)
        for at, new in changes:
            changed[at % len(changed) : at % len(changed) + len(new)] = new
        return bytes(changed)

    reasons(repacked(xlsx(tmp_path / "a.xlsx", [HEADERS, *ROWS[1:]]), SHEET, change))


@pytest.mark.parametrize("end", [b"", b"\n"], ids=["the last line", "a line"])
def test_a_line_without_end_far_down_in_a_csv_is_unsafe(tmp_path, end):
    path = tmp_path / "a.csv"
    path.write_bytes(csv_text([HEADERS, *ROWS[1:2] * 200]).encode() + b"x" * 9_000_000 + end)
    assert reasons(path) == ["unsafe_file"]


def with_dimensions(content, first, last):
    """Change what an .xls says its rows are."""
    at = content.index(b"\x00\x02\x0e\x00", 512)
    return content[: at + 4] + struct.pack("<II", first, last) + content[at + 12 :]


@pytest.mark.parametrize(("first", "last"), [(8192, 11), (0, 0xFFFFFFFF), (0xFFFFFFFF, 5)])
def test_an_xls_that_says_it_is_larger_than_memory_does_not_end_the_process(tmp_path, first, last):
    path = xls(tmp_path / "a.xls", ROWS)
    path.write_bytes(with_dimensions(path.read_bytes(), first, last))
    assert reasons(path) == ["file_corrupt"]


@pytest.mark.parametrize("place", [44, 64], ids=["sectors of the table", "sectors of the small table"])
def test_an_ole_header_that_counts_more_than_there_is_is_corrupt(tmp_path, place):
    content = bytearray(xls(tmp_path / "a.xls", ROWS).read_bytes())
    struct.pack_into("<I", content, place, 0x7FFFFFFF)
    (tmp_path / "a.xls").write_bytes(content)
    assert reasons(tmp_path / "a.xls") == ["file_corrupt"]


def test_a_chain_of_sectors_that_goes_round_is_corrupt(tmp_path):
    content = bytearray(xls(tmp_path / "a.xls", ROWS).read_bytes())
    (table,) = struct.unpack_from("<I", content, 76)
    struct.pack_into("<II", content, (table + 1) * 512, 1, 0)
    (tmp_path / "a.xls").write_bytes(content)
    assert reasons(tmp_path / "a.xls") == ["file_corrupt"]


def test_shared_texts_that_are_said_to_be_more_than_the_part_can_hold_are_corrupt(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    texts = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="99999999999"/>'
    )
    repacked(path, SHEET, lambda content: content, **{"xl/sharedStrings.xml": texts})
    assert reasons(path) == ["file_corrupt"]


def test_a_binary_workbook_that_spans_too_much_is_unsafe(tmp_path):
    def record(kind, content):
        return bytes([kind, len(content)]) + content

    cells = b"".join(
        record(0, struct.pack("<I", row)) + record(1, struct.pack("<I", 16_000)) for row in (0, 1_000_000)
    )
    with zipfile.ZipFile(tmp_path / "a.xlsb", "w") as package:
        package.writestr("xl/workbook.bin", b"")
        package.writestr("xl/worksheets/sheet1.bin", cells)
    assert reasons(tmp_path / "a.xlsb") == ["unsafe_file"]


@pytest.mark.parametrize("at", [26, -40], ids=["the version", "the name"])
def test_a_package_whose_directory_is_odd_is_corrupt(tmp_path, at):
    path = xlsx(tmp_path / "a.xlsx", ROWS)
    content = bytearray(path.read_bytes())
    place = content.rindex(b"PK\x01\x02")
    # the version that is needed to read it, or a name that is no text in utf-8
    if at == 26:
        content[place + 6] = 136
    else:
        content[place + 9] |= 0x08
        content[place + 46] = 0x97
    path.write_bytes(content)
    assert reasons(path) == ["file_corrupt"]
