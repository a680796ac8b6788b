"""The Swiss QR reference: 27 digits, the last a check digit by modulo 10, recursive; only for a QR-IBAN.

python-stdnum computes the digit; length and zeros are checked here, as it drops zeros in front (SIX, implementation
guidelines of the QR-bill). Each wrong digit is caught; of swapped neighbours the scheme misses a few.
"""

from stdnum.ch import esr

from dunwell.domain.references.kinds import ReferenceKind, bad_reference, compact, grouped

LONGEST_BODY = 26
_LENGTH = LONGEST_BODY + 1


def make_qrr(number: str) -> str:
    """Put the check digit behind up to 26 digits, zeros in front. Raises UserError `bad_reference`."""
    kept = compact(ReferenceKind.QRR, number, "")
    if not kept.isdigit() or len(kept) > LONGEST_BODY or int(kept) == 0:
        raise bad_reference(ReferenceKind.QRR, number, "it is one to 26 digits, and not only zeros")
    return kept.zfill(LONGEST_BODY) + esr.calc_check_digit(kept)


def check_qrr(text: str) -> str:
    """Check a QR reference and give its 27 digits. Raises UserError `bad_reference`."""
    value = compact(ReferenceKind.QRR, text, "")
    if not value.isdigit() or len(value) != _LENGTH or int(value) == 0:
        raise bad_reference(ReferenceKind.QRR, text, "it is 27 digits, and not only zeros")
    if value[-1] != esr.calc_check_digit(value[:-1]):
        raise bad_reference(ReferenceKind.QRR, text, "its check digit does not fit")
    return value


def read_qrr(value: str) -> str:
    """Write a QR reference as on the bill: two digits, then groups of five."""
    return grouped(value, 5, head=2)
