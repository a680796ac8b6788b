"""The journal: what was done, by whom and when, append-only, sealed into Merkle batches that are chained.

Other modules call what is named here. Knows no use case: it records what it is told, in the caller's transaction.
"""

from dunwell.data.journal.erase import erase
from dunwell.data.journal.proof import prove
from dunwell.data.journal.rows import digest_rows
from dunwell.data.journal.seal import Sealing, newest_root, seal, unsealed
from dunwell.data.journal.show import Shown, changes_between, newest, newest_id, sealed_ids, show, subjects_between
from dunwell.data.journal.verify import verify
from dunwell.data.journal.write import Fresh, record, record_bulk, record_many

__all__ = [
    "Fresh",
    "Sealing",
    "Shown",
    "changes_between",
    "digest_rows",
    "erase",
    "newest",
    "newest_id",
    "newest_root",
    "prove",
    "record",
    "record_bulk",
    "record_many",
    "seal",
    "sealed_ids",
    "show",
    "subjects_between",
    "unsealed",
    "verify",
]
