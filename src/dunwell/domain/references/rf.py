"""The creditor reference of ISO 11649: `RF`, two check digits, up to 21 letters and digits.

The arithmetic (ISO 7064, MOD 97-10) is python-stdnum's. It catches each wrong digit and each pair of neighbouring
digits that were swapped; a letter swapped with a digit beside it can slip through (B1 and 1B are the same number).
"""

from stdnum.iso7064 import mod_97_10

from dunwell.domain.references.kinds import ReferenceKind, bad_reference, compact, grouped

LONGEST_BODY = 21
_SEPARATORS = "-.,/:"


def make_rf(body: str) -> str:
    """Put `RF` and check digits before up to 21 letters and digits; separators are left out, letters become capitals.

    Raises UserError `bad_reference`.
    """
    number = compact(ReferenceKind.RF, body, _SEPARATORS)
    if len(number) > LONGEST_BODY:
        raise bad_reference(ReferenceKind.RF, body, f"it is longer than {LONGEST_BODY} letters")
    return f"RF{_check_digits(number)}{number}"


def check_rf(text: str) -> str:
    """Check a creditor reference and give it without blanks. Raises UserError `bad_reference`."""
    value = compact(ReferenceKind.RF, text, _SEPARATORS)
    if not (value.startswith("RF") and 5 <= len(value) <= 4 + LONGEST_BODY):
        raise bad_reference(ReferenceKind.RF, text, "it is RF, two digits and up to 21 letters and digits")
    # Compared with the digits that would be made: 00, 01 and 99 also leave the right rest, but are never made.
    if value[2:4] != _check_digits(value[4:]):
        raise bad_reference(ReferenceKind.RF, text, "its check digits do not fit")
    return value


def read_rf(value: str) -> str:
    """Write a creditor reference in groups of four, as on paper (ISO 11649)."""
    return grouped(value, 4)


def _check_digits(number: str) -> str:
    return mod_97_10.calc_check_digits(number + "RF")
