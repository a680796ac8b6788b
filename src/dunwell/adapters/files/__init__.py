"""Files that people have, read into items, payments and customers: lists of any program, electronic invoices.

`reading` looks at the first bytes. The way of a list: `source` (bytes to text) and `delimited` (text to rows), or
`workbook` (a sheet to rows) → `table` (rows under a header) → `layouts` (exports of known programs put in shape) →
`subjects` (what it is a list of) and `headers` (which column is which field) → `groups` (titles and totals taken out)
→ `dates`, `amounts`, `cells` (text to values, by proof) → `records`, `payments`, `customers` (values to rows) →
`doubts` and `repeats` (what is odd between rows). Electronic invoices have a way of their own, `einvoice`. Nothing
here knows the ledger. docs/files.md tells it to users.
"""

from dunwell.adapters.files.mapping import read_mapping
from dunwell.adapters.files.reading import read_file, read_items_file

__all__ = ["read_file", "read_items_file", "read_mapping"]
