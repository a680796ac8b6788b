"""How kind, status, amount and open amount of a row fit each other: what is a debt, what a credit, what neither.

It does not know how a file writes its values, nor other rows.
"""

from dataclasses import dataclass
from datetime import date
from typing import cast

from dunwell.adapters.files import cells
from dunwell.adapters.files.cells import Kind, Status
from dunwell.adapters.files.faults import Fault, fault
from dunwell.adapters.files.letters import plain
from dunwell.adapters.files.sheet import Sheet
from dunwell.adapters.files.values import Amounts, refuse_blanks

MONEY = ("payment", "refund")


@dataclass(frozen=True, slots=True)
class Habits:
    """What a program means by its words: `drafts` are further statuses, reduced; `takes_payments`: they may stay."""

    drafts: frozenset[str] = frozenset()
    takes_payments: bool = False


def leave_out_no_debt(sheet: Sheet, habits: Habits) -> set[int]:
    """Leave out drafts and voids, which are no debt. Returns the positions of rows that are said to be paid."""
    paid: set[int] = set()
    for name in ("status", "payment_status"):
        column = sheet.values(name, lambda text: _status(text, habits))
        texts = sheet.texts(name)
        no_debt = {at: fault("status_no_debt", status=texts[at].strip()) for at, value in enumerate(column)
                   if value in ("draft", "void") and at not in sheet.passed}  # fmt: skip
        sheet.leave_out(name, no_debt)
        sheet.warn_faults(name, column)
        paid |= {at for at, value in enumerate(column) if value == "paid"}
    return paid


def read_kinds(sheet: Sheet, habits: Habits) -> list[Kind | Fault]:
    """Read the kind of each row; money that stands among items is left out, unless the layout has bookings."""
    kinds = cast("list[Kind | Fault]", sheet.values("kind", cells.read_kind))
    if not habits.takes_payments:
        sheet.leave_out("kind", {at: fault("payment_row") for at, kind in enumerate(kinds) if kind in MONEY})
    sheet.refuse_faults("kind", kinds)
    returns = sheet.values("is_return", cells.read_yes)
    credit: Kind = "credit"
    for at, back in enumerate(returns):
        if back is True:
            kinds[at] = credit
    return kinds


def fit_amounts(
    sheet: Sheet,
    kinds: list[Kind | Fault],
    amounts: Amounts,
    settled: list[date | Fault | None],
    paid: set[int],
) -> list[tuple[str, int, int | None]]:
    """Fit kind, amount and open amount of each row; what does not fit refuses the row.

    Where no column gives the amount, debit and credit do, or else the open amount is the amount.
    """
    by_sides = "amount" not in sheet.columns and bool({"debit", "credit"} & sheet.columns.keys())
    only_open = "amount" not in sheet.columns and not by_sides
    needed = "open" if only_open else "debit" if by_sides and "debit" in sheet.columns else "amount"
    if by_sides:
        amounts["amount"] = _sides(sheet, amounts, needed)
    elif needed in sheet.columns:
        refuse_blanks(sheet, needed)
    fitted: list[tuple[str, int, int | None]] = []
    for at, kind in enumerate(kinds):
        said, amount = amounts["open"][at], amounts["amount"][at]
        whole = said if only_open else amount
        fitted.append(("invoice", 0, None))
        if at in sheet.refused or at in sheet.passed or not isinstance(whole, int):
            continue
        left = said if isinstance(said, int) else 0 if at in paid else None
        # Most rows owe all of a positive amount, or do not say: they fit.
        plainly = whole > 0 and (left is None or left == whole) and settled[at] is None and at not in paid
        misfit = None if plainly else _misfit(whole, left, settled[at], at in paid)
        if misfit:
            sheet.refuse(at, needed if misfit.code == "amount_zero" else "open", misfit)
            continue
        if kind == "invoice" and whole < 0:
            sheet.warn(at, needed, fault("negative_invoice"))
        real = kind if kind in MONEY else "credit" if kind == "credit" or whole < 0 else "invoice"
        fitted[at] = (real, abs(whole), None if left is None else abs(left))
    return fitted


def _status(text: str, habits: Habits) -> Status | Fault:
    return "draft" if plain(text) in habits.drafts else cells.read_status(text)


def _sides(sheet: Sheet, amounts: Amounts, needed: str) -> list[int | Fault | None]:
    """Make one signed amount of debit and credit."""
    column: list[int | Fault | None] = []
    for at, (debit, credit) in enumerate(zip(amounts["debit"], amounts["credit"], strict=True)):
        if isinstance(debit, Fault) or isinstance(credit, Fault):
            column.append(None)
            continue
        if debit and credit:
            sheet.refuse(at, needed, fault("debit_and_credit"))
        elif debit is None and credit is None:
            sheet.refuse(at, needed, fault("blank", what="a debit or a credit"))
        column.append((debit or 0) - (credit or 0))
    return column


def _misfit(whole: int, left: int | None, settled_on: object, is_paid: bool) -> Fault | None:
    if whole == 0:
        return fault("amount_zero")
    if not left:
        return None
    if (left < 0) != (whole < 0):
        return fault("open_sign_differs")
    if abs(left) > abs(whole):
        return fault("open_over_amount")
    if is_paid:
        return fault("paid_but_open")
    return fault("settled_but_open") if settled_on is not None else None
