"""Files that are not read, each with its reason, and letters."""

import struct
import zipfile

import pytest
from docx import Document

from schemas.words import Kind
from tasks.reading.sniff import Shape, Unreadable, sniff
from tasks.reading.table import open_table
from tests.reading.files import ROWS, ods, xls, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def docx(path):
    document = Document()
    document.add_paragraph("关于第17号建议的答复")
    document.save(str(path))
    return path


def archive(path, **entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name.replace("__", "/"), content)
    return path


def encrypted(path):
    """Write what Office writes for a workbook with a password: an OLE file with these two streams in its directory."""
    names = b"".join(
        name.encode("utf-16-le").ljust(128, b"\0")
        for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    )
    path.write_bytes(OLE + b"\0" * 504 + names)
    return path


def understated_bomb(path):
    """Write a zip whose directory says that an entry is larger than any office file."""
    archive(path, **{"xl__workbook.xml": "x" * 50})
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 3_000_000_000)
    path.write_bytes(content)
    return path


REFUSED = {
    "an empty file": (lambda p: p.write_bytes(b""), "file_empty"),
    "white space only": (lambda p: p.write_bytes(b" \r\n\t\n" * 100), "file_empty"),
    "a byte order mark only": (lambda p: p.write_bytes(b"\xef\xbb\xbf\r\n"), "file_empty"),
    "a zip that is no office file": (lambda p: archive(p, readme="x"), "file_unreadable"),
    "an empty zip": (lambda p: archive(p), "file_unreadable"),
    "a workbook that was cut off": (
        lambda p: p.write_bytes(xlsx(p, ROWS).read_bytes()[:-200]),
        "file_unreadable",
    ),
    "a workbook that was cut in half": (
        lambda p: p.write_bytes(xlsx(p, ROWS).read_bytes()[:2000]),
        "file_unreadable",
    ),
    "an xls that was cut off": (lambda p: p.write_bytes(xls(p, ROWS).read_bytes()[:1500]), "file_unreadable"),
    "only the first bytes of an xls": (lambda p: p.write_bytes(OLE), "file_unreadable"),
    "a workbook without sheets inside": (
        lambda p: archive(p, **{"xl__workbook.xml": "<x/>"}),
        "file_unreadable",
    ),
    "a workbook with a password": (encrypted, "file_encrypted"),
    "binary junk": (lambda p: p.write_bytes(bytes(range(256)) * 40), "file_unreadable"),
    "a picture": (lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "file_unreadable"),
    "text in no known encoding": (lambda p: p.write_bytes(b"\xff\xfe\xfd,\x81\n" * 9), "file_unreadable"),
    "a zip bomb": (lambda p: archive(p, **{"xl__workbook.xml": b"\0" * 30_000_000}), "file_too_large"),
    "a zip that says it is larger than any": (understated_bomb, "file_too_large"),
    "a menu": (lambda p: p.write_text("周一,红烧肉\n周二,鱼\n", "utf-8"), "header_not_found"),
    "a sheet that is no register": (lambda p: xlsx(p, [["周一", "红烧肉"]]), "header_not_found"),
    "an empty workbook": (lambda p: xlsx(p, []), "header_not_found"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_is_refused(tmp_path, what):
    make, code = REFUSED[what]
    path = tmp_path / "a.xlsx"
    make(path)
    with pytest.raises(Unreadable) as refused:
        open_table(path)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(docx, id="docx"),
        pytest.param(lambda p: p.write_bytes(b"%PDF-1.7\n%\xe2\xe3"), id="pdf"),
        pytest.param(
            lambda p: p.write_bytes(OLE + b"\0" * 504 + "WordDocument".encode("utf-16-le")), id="doc"
        ),
    ],
)
def test_is_a_letter(tmp_path, make):
    path = tmp_path / "答复登记表.xlsx"
    make(path)
    assert sniff(path) is Shape.LETTER
    assert open_table(path) is Kind.LETTER


@pytest.mark.parametrize("make", [xlsx, xls, ods], ids=["xlsx", "xls", "ods"])
def test_is_a_workbook(tmp_path, make):
    assert sniff(make(tmp_path / "a", ROWS)) is Shape.WORKBOOK


def test_a_repetitive_but_honest_workbook_is_no_bomb(tmp_path):
    assert sniff(xlsx(tmp_path / "a.xlsx", [*ROWS, *[ROWS[1]] * 5_000])) is Shape.WORKBOOK
