"""OpenDocument texts for tests, written by hand."""

import zipfile
from pathlib import Path

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
    )
)
_MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'
ENCRYPTED = (
    '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
)


def odt(
    path: Path,
    *parts: str,
    header: str = "",
    footer: str = "",
    styles: str = "",
    manifest: str = "",
    before_styles: str = "",
) -> Path:
    """Write a text whose body holds the given XML, or paragraphs where plain text is given."""
    body = "".join(part if part.startswith("<") else f"<text:p>{part}</text:p>" for part in parts)
    pages = "".join(
        f"<style:{name}>{content}</style:{name}>"
        for name, content in (("header", header), ("footer", footer))
        if content
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"{before_styles}<office:document-styles {_SPACES}><office:master-styles><style:master-page>{pages}</style:master-page>"
            "</office:master-styles></office:document-styles>",
        )
        archive.writestr("META-INF/manifest.xml", _MANIFEST.format(manifest))
    return path
