"""Files that people export from an accounting program, read into items.

The way of a file: `source` (bytes to text) → `table` (text to raw rows) → `headers` (which column is which
field) → `dates`, `amounts`, `cells` (text to values, by proof) → `records` (values to items) → `doubts` and
`repeats` (what is odd between rows). Other formats join at the raw table. Nothing here knows the ledger.
"""

from dunwell.adapters.files.items_file import read_items_file
from dunwell.adapters.files.mapping import read_mapping

__all__ = ["read_items_file", "read_mapping"]
