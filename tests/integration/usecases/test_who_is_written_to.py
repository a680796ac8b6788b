"""To whom a message of a run goes: whoever pays the bills, else the customer in general, else anybody there."""

from typing import Any

import pytest

from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.change_address import change_address
from integration.usecases.desk import Desk, day

PAYABLES = {"role": "payables", "name": "Pia", "email": "pia@acme.example"}
LEGAL = {"role": "legal", "name": "Leo", "email": "leo@acme.example"}


@pytest.mark.parametrize(
    ("reached", "address"),
    [
        ({"email": "office@acme.example", "contacts": [PAYABLES, LEGAL]}, "pia@acme.example"),
        ({"email": "office@acme.example", "contacts": [LEGAL]}, "office@acme.example"),
        ({"contacts": [LEGAL]}, "leo@acme.example"),
    ],
)
def test_the_right_person_is_written_to(db: None, reached: dict[str, Any], address: str) -> None:
    desk = Desk()
    desk.do(add_customer, day(0), ref="BETA", name="Beta", **reached)
    desk.invoice("INV-2", 10_000, customer="BETA")
    desk.run(day(1))
    assert desk.books.messages.get(customer__ref="BETA").address.text == address


def test_a_new_address_of_somebody_else_changes_nothing(db: None) -> None:
    desk = Desk()
    desk.do(add_customer, day(0), ref="BETA", name="Beta", contacts=[PAYABLES, LEGAL])
    desk.do(change_address, day(0), customer="BETA", channel="email", text="new@acme.example", role="legal")
    desk.invoice("INV-2", 10_000, customer="BETA")
    desk.run(day(1))
    assert desk.books.messages.get(customer__ref="BETA").address.text == "pia@acme.example"
