"""The XML that a PDF carries as an attachment (Factur-X, ZUGFeRD). Nothing else of the PDF is looked at."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from dunwell.adapters.files.faults import FileError, fault

MAX_PDF_BYTES = 50 * 1024 * 1024

NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml")
"""The names that the standards give the attachment, without regard to case; the first one found is taken."""


def attached_xml(content: bytes) -> tuple[bytes, str]:
    """Take the invoice's XML out of a PDF, with the name of the attachment.

    Raises FileError `pdf_too_large`, `pdf_broken`, `pdf_locked` or `pdf_without_invoice`.
    """
    if len(content) > MAX_PDF_BYTES:
        raise FileError(fault("pdf_too_large", size=len(content), most=MAX_PDF_BYTES))
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of each small flaw of the paper on stderr
    try:
        return _attached(content)
    except (PyPdfError, OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, ArithmeticError,
            AssertionError, NotImplementedError, MemoryError) as error:  # fmt: skip
        raise FileError(fault("pdf_broken", why=str(error).splitlines()[0][:80] if str(error) else "")) from None


def _attached(content: bytes) -> tuple[bytes, str]:
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileError(fault("pdf_locked"))
    files = {str(one.name).strip(): one for one in reader.attachment_list}
    named = sorted((NAMES.index(name.casefold()), name) for name in files if name.casefold() in NAMES)
    others = sorted(name for name in files if name.casefold().endswith(".xml"))
    chosen = [name for _, name in named] or others
    if not chosen:
        raise FileError(fault("pdf_without_invoice", names=", ".join(sorted(files)) or "none"))
    return bytes(files[chosen[0]].content), chosen[0]
