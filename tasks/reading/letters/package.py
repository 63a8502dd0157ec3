"""The parts of an OOXML package, read within bounds and without ever resolving an entity."""

import lzma
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from tasks.reading.sniff import Unreadable

# lxml ships no types
_Element = Any

MOST_INFLATED_BYTES = 256 << 20
MOST_PART_BYTES = 48 << 20
MOST_PARTS = 5_000
# pictures do not shrink; what shrinks more than this is not a letter, unless it is small anyway
MOST_RATIO, RATIO_COUNTS_FROM = 120, 24 << 20
# what zipfile lets through when an archive is damaged
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
)
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ASIDE = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ROOT = re.compile(rb"<[A-Za-z_]")
_BEGINNING = 2048
_MARKUP = (".xml", ".rels", ".vml", ".xhtml", ".html")


class Package:
    """An opened package. Raises Unreadable: file_corrupt, unsafe_file."""

    def __init__(self, source: Path | BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(source)
        except _FAULTS as error:
            raise _judged(error) from error
        self._size = self._length()
        self._entries = {entry.filename.lstrip("/"): entry for entry in self._zip.infolist()}
        self._spent = 0
        self._check_declared()
        self._check_markup()

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def tree(self, name: str) -> _Element:
        """Return the root of a part."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self._read(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable("file_corrupt") from error
        if root.getroottree().docinfo.doctype:
            raise Unreadable("unsafe_file")
        return root

    def _length(self) -> int:
        stream = self._zip.fp
        return stream.seek(0, 2) if stream else 0

    def _check_declared(self) -> None:
        entries = self._zip.infolist()
        inflated = sum(entry.file_size for entry in entries)
        # a directory may say more than there is
        packed = max(min(sum(entry.compress_size for entry in entries), self._size), 1)
        too_dense = inflated > RATIO_COUNTS_FROM and inflated > MOST_RATIO * packed
        if inflated > MOST_INFLATED_BYTES or too_dense or len(entries) > MOST_PARTS:
            raise Unreadable("unsafe_file")
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unreadable("file_encrypted")

    def _check_markup(self) -> None:
        """Look into every part of markup, also those that are not read: none may declare a document type."""
        for name, entry in self._entries.items():
            if not name.lower().endswith(_MARKUP) or _declares(self._beginning(entry)) is False:
                continue
            # a declaration, or a long way to the root element
            if _declares(self._read(name)):
                raise Unreadable("unsafe_file")

    def _beginning(self, entry: zipfile.ZipInfo) -> bytes:
        """Return what stands before the root element of most parts: most of them are long and not read."""
        try:
            with self._zip.open(entry) as stream:
                return stream.read(_BEGINNING)
        except _FAULTS as error:
            raise _judged(error) from error

    def _read(self, name: str) -> bytes:
        entry = self._entries[name]
        if entry.file_size > MOST_PART_BYTES:
            raise Unreadable("unsafe_file")
        try:
            content = self._zip.read(entry)
        except _FAULTS as error:
            if self._inflates_beyond(entry):
                raise Unreadable("unsafe_file") from error
            raise _judged(error) from error
        self._spent += len(content)
        if self._spent > 2 * MOST_INFLATED_BYTES:
            raise Unreadable("unsafe_file")
        return content

    def _inflates_beyond(self, entry: zipfile.ZipInfo) -> bool:
        """Whether a part holds more than the directory says: the mark of a bomb that lies about its size."""
        stream = self._zip.fp
        if stream is None or entry.compress_type != zipfile.ZIP_DEFLATED:
            return False
        try:
            stream.seek(entry.header_offset)
            header = stream.read(30)
            stream.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
            packed = stream.read(min(max(entry.compress_size, 0), MOST_PART_BYTES))
            content = zlib.decompressobj(-15).decompress(packed, entry.file_size + 1)
        except (zlib.error, OSError, ValueError):
            return False
        return len(content) > entry.file_size


def _declares(content: bytes) -> bool | None:
    """Return whether a document type is declared before the root element; None when neither is there."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:64]:
        content = content.replace(b"\x00", b"")
    prolog = _ASIDE.sub(b"", content)
    root, declared = _ROOT.search(prolog), _DECLARES.search(prolog)
    if declared and (not root or declared.start() < root.start()):
        return True
    return False if root and b"<!--" not in prolog[: root.start()] else None


def _judged(error: Exception) -> Unreadable:
    """Return the refusal that fits a fault of the archive: parts laid over each other are no accident."""
    return Unreadable(
        "unsafe_file" if "verlapped" in str(error) or "zip bomb" in str(error) else "file_corrupt"
    )
