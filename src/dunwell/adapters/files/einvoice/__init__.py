"""Electronic invoices: UBL, UN/CEFACT CII and PDFs that carry one, read into one record in the terms of EN 16931.

The way of a document: `pdf` (the attachment out of a PDF) → `tree` (bytes to a tree, safely) → `syntaxes` (where each
term stands) → `document` (terms to a record, with `terms` for the due date) → `reading` (record to item and customer).
"""

from dunwell.adapters.files.einvoice.reading import read_pdf, read_xml

__all__ = ["read_pdf", "read_xml"]
