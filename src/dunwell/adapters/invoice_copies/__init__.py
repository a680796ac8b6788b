"""A company's own invoices as PDF files in a folder, found by their numbers. Knows nothing of what stands in them."""

import re
from pathlib import Path

LARGEST = 20_000_000
BEGINS = b"%PDF-"  # within the first bytes, as readers have it


class InvoiceCopies:
    """A folder of PDFs, each named by the number of its invoice: `INV-1.pdf`; a slash is written as a hyphen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] | None = None

    def find(self, number: str) -> bytes | None:
        """Give the invoice of a number, if it is there, is a PDF, and not larger than any mail could carry."""
        if self._files is None:
            self._files = {path.stem.casefold(): path for path in sorted(self._folder.glob("*.[pP][dD][fF]"))}
        path = self._files.get(file_name(number).casefold())
        if path is None or path.stat().st_size > LARGEST:
            return None
        content = path.read_bytes()
        return content if BEGINS in content[:1024] else None


def file_name(number: str) -> str:
    """Give the name, without `.pdf`, under which an invoice is looked for."""
    return re.sub(r"[^\w.-]+", "-", number).strip("-.")
