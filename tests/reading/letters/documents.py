"""Word files for tests, made with python-docx and by hand where it cannot."""

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")


def run(text: str, inside: str = "") -> str:
    """Return the XML of a run."""
    return f'<w:r>{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """Return the XML of a paragraph, given that of its runs."""
    return f"<w:p {W}>{properties}{content}</w:p>"


def document(path: Path, *parts: str, header: Iterable[str] = (), footer: Iterable[str] = ()) -> Path:
    """Write a document whose body holds the given XML, or paragraphs where plain text is given."""
    made = Document()
    body = made.element.body
    for part in parts:
        xml = part if part.startswith("<") else paragraph(run(part))
        body.insert(len(body) - 1, parse_xml(xml))
    for target, texts in ((made.sections[0].header, header), (made.sections[0].footer, footer)):
        for text in texts:
            target.add_paragraph(text)
    made.save(str(path))
    return path


def changed(
    path: Path, change: Callable[[str, bytes], bytes], extra: Iterable[tuple[str, bytes]] = ()
) -> Path:
    """Write a package again with its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*parts, *extra):
            archive.writestr(name, change(name, content))
    return path
