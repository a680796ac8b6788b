"""Payment references: checked, made from numbers of our own, and written for reading.

A reference tells us which invoice money is for; check digits catch what people mistype. The standards: ISO 11649 (RF),
Serbian model 97 and 22, Belgian OGM, Swiss QR reference, Dutch betalingskenmerk; beside them the ids of Iranian bills.
This package does not know banks, invoices or codes; what others call stands below.
"""

from dunwell.domain.references.iranian_bills import IranianBill, check_iranian_bill, read_iranian_barcode
from dunwell.domain.references.kinds import Reference, ReferenceKind
from dunwell.domain.references.own import candidates, key_of, own_reference, own_references
from dunwell.domain.references.reading import references_in
from dunwell.domain.references.schemes import check_reference, for_reading, make_reference, recognise_reference

__all__ = [
    "IranianBill",
    "Reference",
    "ReferenceKind",
    "candidates",
    "check_iranian_bill",
    "check_reference",
    "for_reading",
    "key_of",
    "make_reference",
    "own_reference",
    "own_references",
    "read_iranian_barcode",
    "recognise_reference",
    "references_in",
]
