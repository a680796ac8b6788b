"""The Belgian structured communication (OGM, VCS): ten digits and two check digits, written +++090/9337/55493+++.

Check digits: the number modulo 97, and 97 where nothing is left (Febelfin); python-stdnum computes them. They catch
each wrong digit and each swapped pair of neighbouring digits.
"""

from stdnum.be import ogm_vcs

from dunwell.domain.references.kinds import ReferenceKind, bad_reference, compact

LONGEST_BODY = 10
_SEPARATORS = "+/*"


def make_ogm(number: str) -> str:
    """Put check digits behind a number of up to ten digits, zeros in front. Raises UserError `bad_reference`."""
    kept = compact(ReferenceKind.OGM, number, _SEPARATORS)
    if not kept.isdigit() or len(kept) > LONGEST_BODY or int(kept) == 0:
        raise bad_reference(ReferenceKind.OGM, number, "it is one to ten digits, and not only zeros")
    filled = kept.zfill(LONGEST_BODY)
    return filled + ogm_vcs.calc_check_digits(filled)


def check_ogm(text: str) -> str:
    """Check a structured communication and give its twelve digits. Raises UserError `bad_reference`."""
    value = compact(ReferenceKind.OGM, text, _SEPARATORS)
    if not ogm_vcs.is_valid(value):
        raise bad_reference(ReferenceKind.OGM, text, "it is twelve digits, and the last two check the others")
    return value


def read_ogm(value: str) -> str:
    """Write a structured communication as Belgian banks print and read it."""
    return f"+++{ogm_vcs.format(value)}+++"
