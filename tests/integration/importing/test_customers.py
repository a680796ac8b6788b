"""Lists of customers: who they are, how they are reached, and the cases that ran elsewhere."""

from datetime import date
from typing import Any

import pytest

from dunwell.usecases.import_readings import import_readings
from integration.importing.desk import FIRST, Importer, codes, row, rows

HEAD = (
    "customer no,customer name,kind,country,language,time zone,terms,vat number,email,phone,address,postcode,city,"
    "payables name,payables email,legal email"
)
CASES = "customer no,customer name,email,city,stage,promised on,promised amount,promise currency,disputed"
ACME = "C1,Acme d.o.o.,business,RS,sr-Latn,Europe/Belgrade,net 14,RS100,info@a.example,+381 11 1,Ulica 1,11000,Beograd,Ana,ana@a.example,law@a.example"  # noqa: E501


def test_a_customer_goes_in_with_people_addresses_and_what_was_agreed(importer: Importer) -> None:
    answer = importer.take(importer.read(ACME, head=HEAD))
    assert (answer["customers"], answer["addresses"], codes(answer)) == (1, 5, [])
    acme = importer.books.customers.get()
    assert (acme.ref, acme.name, acme.kind, acme.country, acme.language, acme.zone, acme.terms) == (
        "C1", "Acme d.o.o.", "business", "RS", "sr-Latn", "Europe/Belgrade", "net 14",
    )  # fmt: skip
    people = importer.books.contacts.order_by("id").values_list("role", "name")
    assert sorted(people) == [("legal", ""), ("payables", "Ana")]
    assert importer.books.addresses.get(channel="letter").text == "Ulica 1\n11000 Beograd"
    assert [each.value for each in importer.books.identifiers.all()] == ["RS100"]


def test_who_pays_is_written_to(importer: Importer) -> None:
    """Of several addresses the newest is used: who pays comes last, before them the firm, and first its counsel."""
    importer.take(importer.read(ACME, head=HEAD))
    mails = importer.books.addresses.filter(channel="email").order_by("id").values_list("text", flat=True)
    assert list(mails) == ["law@a.example", "info@a.example", "ana@a.example"]


def test_changes_are_taken_and_told_and_the_same_list_changes_nothing(importer: Importer) -> None:
    importer.invoices(row("A", 100))
    reading = importer.read(ACME, head=HEAD)
    answer = importer.take(reading)
    assert (answer["changed"], sorted(set(codes(answer)))) == (1, ["customer_changed", "name_changed"])
    assert importer.take(reading)["already"] is True
    other = importer.take(importer.read(ACME, ACME.replace("C1", "C2"), head=HEAD))
    assert (other["customers"], other["changed"], other["addresses"], codes(other)) == (1, 0, 5, [])


WHAT_IS_NOT_TAKEN = [
    (ACME.replace("net 14", "whenever"), "unknown_terms", 1),
    (ACME.replace("C1", "7"), "leading_zeros_lost", 0),
    (ACME.replace("Acme", "A" * 301), "too_long", 0),
]


@pytest.mark.parametrize(("line", "code", "added"), WHAT_IS_NOT_TAKEN)
def test_what_cannot_be_taken_is_named(importer: Importer, line: str, code: str, added: int) -> None:
    importer.invoices(row("A", 100, customer="007"))
    answer = importer.take(importer.read(line, head=HEAD))
    assert (codes(answer), answer["customers"]) == ([code], added)


def test_running_cases_are_taken_over(importer: Importer) -> None:
    importer.invoices(*rows("A", "B"), row("D", 50, amount=50, customer="C2"))
    lines = ["C1,Customer C1,a@a.example,Delft,late,2026-03-20,150,EUR,", "C2,Customer C2,b@b.example,Delft,,,,,yes"]
    reading = importer.read(*lines, head=CASES)
    answer = importer.take(reading)
    assert (answer["stages"], answer["promises"], answer["disputes"], codes(answer)) == (1, 1, 1, [])
    promise = importer.books.commitments.get()
    assert (promise.amount_minor, promise.on_date) == (150_00, date(2026, 3, 20))
    covers = dict(importer.books.covers.values_list("item__number", "cover_minor"))
    assert covers == {"A": 100_00, "B": 50_00}
    assert importer.books.disputes.get().amount_minor == 50_00
    assert importer.books.placements.get().stage == 2
    again = importer.take(importer.read(*lines, "", head=CASES))
    assert (again["stages"], again["promises"], again["disputes"], again["cases_unchanged"]) == (0, 0, 0, 3)


WHAT_OF_A_CASE_CANNOT_BE_TAKEN_OVER = [
    ("C1,Customer C1,a@a.example,Delft,nowhere,,,,", "unknown_stage"),
    ("C1,Customer C1,a@a.example,Delft,,2026-02-20,50,EUR,", "date_passed"),
    ("C1,Customer C1,a@a.example,Delft,,2026-03-20,50,USD,", "nothing_owed"),
    ("C9,Customer C9,a@a.example,Delft,,,,,yes", "nothing_owed"),
]


@pytest.mark.parametrize(("line", "code"), WHAT_OF_A_CASE_CANNOT_BE_TAKEN_OVER)
def test_what_of_a_case_cannot_be_taken_over_is_told(importer: Importer, line: str, code: str) -> None:
    importer.invoices(row("A", 100))
    answer = importer.take(importer.read(line, head=CASES))
    assert (codes(answer), answer["rows_refused"]) == ([code], 0)


def test_a_case_waits_for_what_is_owed_among_the_files(importer: Importer) -> None:
    """Customers go in first, so that their terms give due dates; their cases last, when what they owe is known."""
    people = importer.read("C1,Customer C1,a@a.example,Delft,late,2026-03-20,,,", head=CASES)
    owed = importer.read(*rows("A", "B"))
    answers: list[dict[str, Any]] = list(import_readings(importer.on(FIRST), [owed, people]))
    assert [answer["what"] for answer in answers] == ["items", "customers"]
    assert (answers[1]["customers"], answers[1]["stages"], answers[1]["promises"]) == (1, 1, 1)
    assert importer.books.commitments.get().amount_minor == 200_00
