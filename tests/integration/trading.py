"""A company that traded for a year, for tests of figures: paid in time, late, in part, credited, written off, never."""

from datetime import date, timedelta

from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.chargeback import chargeback
from dunwell.usecases.post_credit import post_credit
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.write_off import write_off
from integration.usecases.desk import Desk, day

LAST = date(2027, 3, 31)
WHO = ("ACME", "BETA", "CORE")


def year_of_trade() -> Desk:
    """Post a year of invoices of three customers in two currencies, what came of them, and promises."""
    desk = Desk()
    for ref in WHO[1:]:
        desk.do(add_customer, date(2026, 1, 1), ref=ref, name=f"{ref.title()} Ltd", email=f"ap@{ref.lower()}.example")
    for number in range(1, 24):
        code = {"customer": WHO[number % 3], "currency": "USD" if number % 5 == 0 else "EUR"}
        _invoice(desk, number, day(number * 15), 10_000 + number * 137, code)
    return desk


def _invoice(desk: Desk, number: int, due: date, minor: int, code: dict[str, str]) -> None:
    name = f"R-{number}"
    desk.invoice(name, minor, due, **code)
    match number % 4:
        case 0:
            desk.do(post_payment, due + timedelta(days=number), amount_minor=minor, reference=name, **code)
            if number == 12:
                desk.do(chargeback, due + timedelta(days=number + 5), amount_minor=minor, reference=name, **code)
        case 1:
            desk.do(post_payment, due - timedelta(days=3), amount_minor=minor // 2, reference=name, **code)
        case 2:
            credit = {"number": f"CN-{number}", "amount_minor": 2_000, "item": name}
            desk.do(post_credit, due + timedelta(days=4), **credit, **code)
    if number in (6, 11):
        desk.do(write_off, due + timedelta(days=40), item=name)
    if number % 6 == 1:
        desk.do(record_promise, due, amount_minor=900, on=due + timedelta(days=9), **code)
    if number == 19:
        desk.do(post_payment, due + timedelta(days=8), amount_minor=900, reference="R-1", **code)
