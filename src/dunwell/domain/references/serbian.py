"""Serbian references ("poziv na broj"): model 97, made and checked, and model 22 of public revenue, checked only.

Model 97: `97`, two control digits, letters and digits; control = 98 - (number x 100 mod 97), letters counting from
A = 10 (decision of the National Bank on payment orders). It catches each wrong digit and each swapped pair of digits.
Model 22: `22`, three digits of the municipality, a number and one control digit, weights 7 to 1 over and over,
modulo 11. Only one example of it is known to us: doubtful.
"""

from stdnum.iso7064 import mod_97_10

from dunwell.domain.references.kinds import ReferenceKind, bad_reference, compact

LONGEST_97 = 21  # of the number; with model and control 25, the longest that a code for payment carries
_MODEL_22_HEAD = len("22") + 3


def make_model_97(number: str) -> str:
    """Put `97` and the control digits before a number of up to 21 letters and digits; dashes are left out.

    Raises UserError `bad_reference`.
    """
    kept = compact(ReferenceKind.MODEL_97, number, "-")
    if len(kept) > LONGEST_97:
        raise bad_reference(ReferenceKind.MODEL_97, number, f"it is longer than {LONGEST_97} letters")
    return f"97{mod_97_10.calc_check_digits(kept)}{kept}"


def check_model_97(text: str) -> str:
    """Check a reference of model 97, `97` in front, and give it without dashes. Raises UserError `bad_reference`."""
    value = compact(ReferenceKind.MODEL_97, text, "-")
    model, control, number = value[:2], value[2:4], value[4:]
    if model != "97" or not control.isdigit() or not 1 <= len(number) <= LONGEST_97:
        raise bad_reference(ReferenceKind.MODEL_97, text, "it is 97, two digits and up to 21 letters and digits")
    if control != mod_97_10.calc_check_digits(number):
        raise bad_reference(ReferenceKind.MODEL_97, text, "its control digits do not fit")
    return value


def read_model_97(value: str) -> str:
    """Write a reference of model 97 as payment slips have it: model, blank, control digits, dash, number."""
    return f"{value[:2]} {value[2:4]}-{value[4:]}"


def check_model_22(text: str) -> str:
    """Check a reference of model 22, `22` in front, and give it without dashes. Raises UserError `bad_reference`."""
    value = compact(ReferenceKind.MODEL_22, text, "-")
    number = value[_MODEL_22_HEAD:-1]
    if not (value.isdigit() and value.startswith("22") and number):
        raise bad_reference(ReferenceKind.MODEL_22, text, "it is 22, three digits, a number and a control digit")
    if value[-1] != _control_22(number):
        raise bad_reference(ReferenceKind.MODEL_22, text, "its control digit does not fit")
    return value


def read_model_22(value: str) -> str:
    """Write a reference of model 22 with dashes: model, municipality, number."""
    return f"{value[:2]}-{value[2:_MODEL_22_HEAD]}-{value[_MODEL_22_HEAD:]}"


def _control_22(number: str) -> str:
    rest = sum(int(digit) * (7 - place % 7) for place, digit in enumerate(number)) % 11
    return str((11 - rest) % 10)
