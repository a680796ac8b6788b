"""The Dutch payment reference: a check digit in front, and for the shorter ones a digit that tells the length.

16 digits are a check digit and 15 of our own; 9 to 14 are a check digit, the length (10 is 0, 11 is 1, 12 is 2) and
the rest; 7 digits have nothing to check and are refused here. Weights from the right 2, 4, 8, 5, 10, 9, 7, 3, 6, 1,
modulo 11 (Betaalvereniging Nederland, "specificaties betalingskenmerk"). Both 1 and 10 are written 1, so one wrong
digit in some fifty slips through.
"""

from dunwell.domain.references.kinds import ReferenceKind, bad_reference, compact, grouped

LONGEST_BODY = 15
_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)
_SHORT = range(9, 15)


def make_betalingskenmerk(number: str) -> str:
    """Put the check digit before up to 15 digits, zeros in front, 16 together. Raises UserError `bad_reference`."""
    kept = compact(ReferenceKind.BETALINGSKENMERK, number, ".")
    if not kept.isdigit() or len(kept) > LONGEST_BODY or int(kept) == 0:
        raise bad_reference(ReferenceKind.BETALINGSKENMERK, number, "it is one to 15 digits, and not only zeros")
    filled = kept.zfill(LONGEST_BODY)
    return _check_digit(filled) + filled


def check_betalingskenmerk(text: str) -> str:
    """Check a reference of 16 or 9 to 14 digits and give it without blanks. Raises UserError `bad_reference`."""
    value = compact(ReferenceKind.BETALINGSKENMERK, text, ".")
    if not value.isdigit() or (len(value) != 1 + LONGEST_BODY and len(value) not in _SHORT):
        raise bad_reference(ReferenceKind.BETALINGSKENMERK, text, "it is 16 digits, or 9 to 14")
    if len(value) in _SHORT and int(value[1]) != (len(value) - 2) % 10:
        raise bad_reference(ReferenceKind.BETALINGSKENMERK, text, "its second digit does not tell its length")
    if value[0] != _check_digit(value[1:]):
        raise bad_reference(ReferenceKind.BETALINGSKENMERK, text, "its check digit does not fit")
    return value


def read_betalingskenmerk(value: str) -> str:
    """Write a Dutch reference in groups of four from the right, as on paper."""
    return grouped(value, 4, head=len(value) % 4)


def _check_digit(number: str) -> str:
    total = sum(int(digit) * _WEIGHTS[place % 10] for place, digit in enumerate(reversed(number)))
    return str({10: 1, 11: 0}.get(11 - total % 11, 11 - total % 11))
