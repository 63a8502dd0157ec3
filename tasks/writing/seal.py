"""Workbooks under a password, as Excel and WPS open them (ECMA-376 agile encryption)."""

import io

from msoffcrypto import OfficeFile
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile


def seal(workbook: bytes, password: str) -> bytes:
    """Return an .xlsx file that opens with `password` only. The same workbook is other bytes each time: its salt is new."""
    sealed = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook)).encrypt(password, sealed)
    return sealed.getvalue()


def unseal(content: bytes, password: str) -> bytes | None:
    """Return what is inside a sealed file; None when it is not sealed, or not with this password."""
    opened = io.BytesIO()
    try:
        file = OfficeFile(io.BytesIO(content))
        if not file.is_encrypted():
            return None
        file.load_key(password=password, verify_password=True)
        file.decrypt(opened)
    except (DecryptionError, FileFormatError, InvalidKeyError):
        return None
    return opened.getvalue()
