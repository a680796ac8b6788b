"""Iranian bills: a bill id (shenaseh-ye ghabz) and a payment id (shenaseh-ye pardakht), by which any bank takes money.

Bill id: file number, company, kind of service, check digit. Payment id: thousands of rials, year, period, a check
digit of its own and one over both. Only a company that banks know can have such ids: they are checked and taken
apart here, never made. Weights 2 to 7 from the right, modulo 11, below two is zero. No standard for invoices of
other companies is known to us.
"""

from dataclasses import dataclass

from dunwell.domain.errors import UserError

_SHORTEST_BILL, _LONGEST = 6, 13
_SHORTEST_PAYMENT = 6
_RIALS_MINOR = 1000 * 100  # the payment id counts thousands of rials; our amounts count dinars, a hundred to the rial


@dataclass(frozen=True, slots=True)
class IranianBill:
    """A bill whose ids were checked; zeros in front are dropped."""

    bill_id: str
    payment_id: str

    @property
    def amount_minor(self) -> int:
        """Give the amount that stands in the payment id, in minor units of IRR."""
        return int(self.payment_id[:-5]) * _RIALS_MINOR

    @property
    def barcode(self) -> str:
        """Give the 26 digits of the bar code: both ids, 13 digits each."""
        return self.bill_id.zfill(_LONGEST) + self.payment_id.zfill(_LONGEST)


def check_iranian_bill(bill_id: str, payment_id: str) -> IranianBill:
    """Check a bill id and its payment id against each other. Raises UserError `bad_bill_id` or `bad_payment_id`."""
    bill, payment = _number(bill_id), _number(payment_id)
    if not _SHORTEST_BILL <= len(bill) <= _LONGEST or bill[-1] != _check_digit(bill[:-1]):
        raise _bad("bad_bill_id", bill_id)
    own, both = payment[-2:-1], payment[-1:]
    fits = own == _check_digit(payment[:-2]) and both == _check_digit(bill + payment[:-1])
    if not _SHORTEST_PAYMENT <= len(payment) <= _LONGEST or not fits:
        raise _bad("bad_payment_id", payment_id)
    return IranianBill(bill, payment)


def read_iranian_barcode(digits: str) -> IranianBill:
    """Take the 26 digits of a bill's bar code apart and check both ids. Raises UserError as `check_iranian_bill`."""
    if len(digits) != 2 * _LONGEST:
        raise _bad("bad_bill_id", digits)
    return check_iranian_bill(digits[:_LONGEST], digits[_LONGEST:])


def _number(text: str) -> str:
    kept = text.strip()
    return kept.lstrip("0") if kept.isascii() and kept.isdigit() else ""


def _check_digit(number: str) -> str:
    rest = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(number))) % 11
    return str(0 if rest < 2 else 11 - rest)


def _bad(code: str, text: str) -> UserError:
    name = "bill" if code == "bad_bill_id" else "payment"
    return UserError(
        code,
        f"{text!r} is not a {name} id: its check digits or its length are wrong",
        "Copy both numbers from the bill again",
        value=text,
    )
