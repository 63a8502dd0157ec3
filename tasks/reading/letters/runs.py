"""The text of one paragraph of a Word document, tracked changes as accepted, and the text boxes anchored in it."""

from typing import Any

from lxml import etree

# lxml ships no types
Element = Any
# their text is not part of the letter as it is printed
SKIPPED = {
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "rPr",
    "pPr",
    "sdtPr",
    "sdtEndPr",
    "tblPr",
    "tblGrid",
    "trPr",
    "tcPr",
    "sectPr",
    "rt",
    "rubyPr",
    "annotationRef",
    "footnoteRef",
    "endnoteRef",
    "commentReference",
    "fldData",
    "binData",
    "docPr",
    "cNvPr",
    "proofErr",
}
_BOXES_FOR_SYMBOLS = {
    "FE": "☑",
    "52": "☑",
    "FD": "☒",
    "53": "☒",
    "A8": "□",
    "6F": "□",
    "71": "□",
    "72": "□",
    "A3": "□",
    "FC": "✓",
    "50": "✓",
    "FB": "×",
}


def is_on(element: Element | None) -> bool:
    """Return whether a switch such as w:vanish is set."""
    if element is None:
        return False
    return not any(value in ("0", "false", "off") for value in element.attrib.values())


def collect(element: Element, pieces: list[str], inner: list[Element]) -> None:
    """Gather the text of a paragraph, and the text boxes anchored in it."""
    for child in element:
        name = name_of(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name in _MARKS:
            pieces.append(_MARKS[name])
        elif name == "sym":
            pieces.append(_symbol(child))
        elif name == "txbxContent":
            inner.append(child)
        elif name == "AlternateContent":
            collect(chosen(child), pieces, inner)
        elif len(child) and name not in SKIPPED and not (name == "r" and _is_hidden(child)):
            collect(child, pieces, inner)


_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def _is_hidden(run: Element) -> bool:
    properties = run.find("{*}rPr")
    return properties is not None and is_on(properties.find("{*}vanish"))


def _symbol(element: Element) -> str:
    code = next((value for key, value in element.attrib.items() if etree.QName(key).localname == "char"), "")
    return _BOXES_FOR_SYMBOLS.get(code[-2:].upper(), "")


def chosen(element: Element) -> Element:
    """Return the branch of an AlternateContent that is shown: the first choice that holds text, else the fallback."""
    branches = [child for child in element if name_of(child) in ("Choice", "Fallback")]
    for branch in branches:
        if next(branch.iter("{*}t"), None) is not None:
            return branch
    return branches[0] if branches else element[:0] or etree.Element("none")


_names: dict[object, str] = {}


def name_of(element: Element) -> str:
    """Return the local name: transitional and strict documents differ in their namespaces only."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    found = _names.get(tag)
    if found is None:
        found = tag.rpartition("}")[2]
        if len(_names) < 2000:
            _names[tag] = found
    return found
