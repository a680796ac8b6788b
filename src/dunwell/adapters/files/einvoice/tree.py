"""From bytes to an XML tree, safely: no document type, no entities, no network, bounded in size and depth.

It knows no invoice. A place in a tree is named by local names, `Party/PartyName/Name`, because the same document
comes under namespaces of several versions; the line is kept for the user.
"""

from typing import NamedTuple, cast

from lxml import etree

from dunwell.adapters.files.faults import FileError, fault

MAX_XML_BYTES = 30 * 1024 * 1024
"""Largest XML that is read; what makes invoices large are pictures and papers inside them."""


class Cell(NamedTuple):
    """A text of the document, with the line on which its element begins and its attributes."""

    text: str
    line: int
    attributes: dict[str, str]


class Tree:
    """A parsed document, asked by paths of local names; an empty element counts as absent."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element

    @property
    def name(self) -> str:
        """Give the local name of the element."""
        return str(etree.QName(self.element).localname)

    @property
    def namespace(self) -> str:
        """Give the namespace of the element."""
        return str(etree.QName(self.element).namespace or "")

    @property
    def line(self) -> int:
        """Give the line on which the element begins."""
        return cast("int | None", self.element.sourceline) or 0

    def parts(self, path: str) -> list["Tree"]:
        """Give the elements at a path."""
        return [Tree(found) for found in self.element.findall("/".join(f"{{*}}{name}" for name in path.split("/")))]

    def cells(self, *paths: str) -> list[Cell]:
        """Give the texts at the first of some paths that has any."""
        for path in paths:
            found = [cell for part in self.parts(path) if (cell := part.cell()).text]
            if found:
                return found
        return []

    def first(self, *paths: str) -> Cell | None:
        """Give the first text at the first of some paths that has any."""
        return next(iter(self.cells(*paths)), None)

    def text(self, *paths: str) -> str:
        """Give the first text at some paths, or an empty one."""
        found = self.first(*paths)
        return found.text if found else ""

    def cell(self) -> Cell:
        """Give the element's own text."""
        return Cell((self.element.text or "").strip(), self.line, {str(k): str(v) for k, v in self.element.items()})


def parse(content: bytes) -> Tree:
    """Parse XML.

    Raises FileError `xml_too_large`, `xml_doctype` or `xml_broken`.
    """
    if len(content) > MAX_XML_BYTES:
        raise FileError(fault("xml_too_large", size=len(content), most=MAX_XML_BYTES))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        why = str(getattr(error, "msg", "") or error)
        raise FileError(fault("xml_broken", why=why.splitlines()[0] if why else "nothing stands in it")) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise FileError(fault("xml_doctype"))
    return Tree(root)
