"""Web archives: the page in them is read whatever it is packed in, and the other parts are not."""

import base64
import quopri

import pytest

from tasks.reading.letters.opening import open_letter
from tasks.reading.letters.webarchive import is_web_archive, read_web_archive
from tasks.reading.sniff import Unreadable
from tests.rules.letters.samples import SAMPLES

PLAIN = SAMPLES[0]
HEADERS = 'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="----=_Part"\r\n\r\n单个文件网页\r\n\r\n'.encode()
PACKED = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}


def archive(page: bytes, encoding: str, charset: str) -> bytes:
    return (
        HEADERS
        + f'------=_Part\r\nContent-Location: file:///C:/letter.htm\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Type: text/html; charset="{charset}"\r\n\r\n'.encode()
        + PACKED[encoding](page).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        + b"\r\n------=_Part\r\nContent-Type: text/xml\r\n\r\n<xml>99</xml>\r\n------=_Part--\r\n"
    )


def page(charset: str, lines=PLAIN.lines) -> bytes:
    meta = f'<meta http-equiv=Content-Type content="text/html; charset={charset}">' if charset else ""
    return f"<html><head>{meta}<title>第98号</title></head><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>".encode(
        "gb18030" if charset in ("gb2312", "") else charset
    )


@pytest.mark.parametrize("encoding", PACKED)
@pytest.mark.parametrize("charset", ["gb2312", "utf-8", ""])
def test_a_letter_saved_as_one_file(tmp_path, encoding, charset):
    (tmp_path / "a.doc").write_bytes(archive(page(charset), encoding, charset or "gb2312"))
    letter = open_letter(tmp_path / "a.doc")
    assert {name: value for name, value in letter.fields.items() if value} == PLAIN.fields


@pytest.mark.parametrize(
    "content",
    [
        HEADERS,
        HEADERS + b"------=_Part\r\nContent-Type: text/plain\r\n\r\na\r\n------=_Part--\r\n",
        archive(b"", "base64", "utf-8"),
    ],
    ids=["nothing", "no page", "an empty page"],
)
def test_an_archive_without_a_page_is_refused(content):
    assert is_web_archive(content)
    with pytest.raises(Unreadable) as error:
        read_web_archive(content)
    assert error.value.code == "file_corrupt"


def test_text_that_speaks_of_archives_is_none():
    assert not is_web_archive("　　邮件头 MIME-Version: 1.0 Content-Type: text/html 已修复。\r\n".encode())
