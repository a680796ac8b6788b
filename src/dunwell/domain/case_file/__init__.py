"""A case file: one ZIP that proves itself, put together and checked without any database. Knows no ledger.

Three members hold it together. `manifest.json` lists every other member with its hash; its own hash stands in the
journal, in the entry by which the file was made. `proof.json` leads from that entry, and from all others about the
customer, to the newest sealed root. `signature.json` signs both. The ZIP itself is written in one way alone, so that
no byte of it can be changed, not even between its members.
"""

from dunwell.domain.case_file.checking import CaseVerdict, check_case
from dunwell.domain.case_file.writing import (
    MADE,
    MANIFEST,
    PROOF,
    SIGNATURE,
    fingerprint,
    make_manifest,
    put_together,
    signature_text,
    signed_text,
)

__all__ = [
    "MADE",
    "MANIFEST",
    "PROOF",
    "SIGNATURE",
    "CaseVerdict",
    "check_case",
    "fingerprint",
    "make_manifest",
    "put_together",
    "signature_text",
    "signed_text",
]
