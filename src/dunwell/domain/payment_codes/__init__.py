"""Codes for payment as plain text, each only where its standard is met: EPC069-12, NBS IPS, ST00012, Swiss QR-bill.

`ways_to_pay` is what papers and mails ask; the builders of single standards stand in modules of their own. Drawing a
code is the adapters' affair.
"""

from dunwell.domain.payment_codes.parties import Account, Party, Payment, PaymentCode, Standard
from dunwell.domain.payment_codes.refusals import NoCode, NoCodeReason
from dunwell.domain.payment_codes.ways import WayToPay, ways_to_pay

__all__ = [
    "Account",
    "NoCode",
    "NoCodeReason",
    "Party",
    "Payment",
    "PaymentCode",
    "Standard",
    "WayToPay",
    "ways_to_pay",
]
