"""合订: the letters of a run in one file, each with its own page numbers.

All of them come from one template, so their styles, pictures and page layout are the same parts of the package: the text of
each is moved behind a section break, and nothing has to be renamed or merged. That is all a composing library would do here.
"""

import copy
import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tasks.writing.clock import without_clock


def bind(letters: Sequence[bytes]) -> bytes:
    """Return letters from one template as one .docx; each begins a page, numbered from 1."""
    bound: WordDocument = Document(io.BytesIO(letters[0]))
    body = bound.element.body
    last = body.sectPr
    _number_from_one(last)
    for content in letters[1:]:
        body.insert(body.index(last), _section_end(last))
        for element in list(Document(io.BytesIO(content)).element.body)[:-1]:
            body.insert(body.index(last), copy.deepcopy(element))
    buffer = io.BytesIO()
    bound.save(buffer)
    return without_clock(buffer.getvalue())


def _number_from_one(section: Any) -> None:
    numbering = section.find(qn("w:pgNumType"))
    if numbering is None:
        numbering = OxmlElement("w:pgNumType")
        section.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")
    numbering.set(qn("w:start"), "1")


def _section_end(section: Any) -> Any:
    """Return a paragraph that ends a section and takes no room of its own."""
    paragraph = OxmlElement("w:p")
    properties = paragraph.get_or_add_pPr()
    spacing = OxmlElement("w:spacing")
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(qn(f"w:{name}"), value)
    properties.append(spacing)
    properties.append(copy.deepcopy(section))
    return paragraph
