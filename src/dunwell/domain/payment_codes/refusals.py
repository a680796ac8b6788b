"""Why an account gets no code for payment on a paper: an error of its own type, with a reason, a sentence, a way out.

Such a refusal is no fault of the customer's: the paper then shows plain bank details, and the company may read why.
"""

from enum import StrEnum

from dunwell.domain.errors import UserError


class NoCodeReason(StrEnum):
    """Why there is no code; docs/ways-to-pay.md says what can be done about each."""

    NO_STANDARD = "no_standard"
    NOT_POSITIVE = "not_positive"
    AMOUNT_TOO_LARGE = "amount_too_large"
    OTHER_CURRENCY = "other_currency"
    BAD_IBAN = "bad_iban"
    BAD_ACCOUNT = "bad_account"
    BAD_BIC = "bad_bic"
    BIC_NEEDED = "bic_needed"
    OUTSIDE_SEPA = "outside_sepa"
    MISSING = "missing"
    TOO_LONG = "too_long"
    LETTERS = "letters"
    BAD_REFERENCE = "bad_reference"
    QR_IBAN_NEEDS_QRR = "qr_iban_needs_qrr"
    QRR_NEEDS_QR_IBAN = "qrr_needs_qr_iban"
    TOO_MUCH_DATA = "too_much_data"


class NoCode(UserError):  # noqa: N818 - a verdict, as `Refused` is
    """A code for payment would not be valid; `code` is a NoCodeReason, `field` names what is wrong."""

    def __init__(self, reason: NoCodeReason, message: str, way_out: str, *, field: str = "", value: object = None):
        super().__init__(reason.value, message, way_out, field=field or None, value=value)
        self.reason = reason
