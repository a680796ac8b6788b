"""Lists of payments and of customers: told apart by their headers, read by the same rules as lists of invoices."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dunwell.adapters.files import read_file
from dunwell.domain.errors import UserError
from dunwell.ports import ContactLine, FileReading
from unit.adapters.files.lists import GOOD, HEADER, codes
from unit.adapters.files.papers import UBL

PAYMENTS = "Payment date;Customer number;Customer name;Amount received;Currency;Reference;Invoice number"
CUSTOMERS = "Customer number;Name;Country;Language;E-mail;Phone;Street;City;Postcode;Payment terms"


def read(folder: Path, header: str, *rows: str, **options: Any) -> FileReading:
    """Write a list and read it."""
    path = folder / "list.txt"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return read_file(path, **options)


def test_payments_are_told_by_headers_that_only_payments_have(tmp_path: Path) -> None:
    reading = read(
        tmp_path, PAYMENTS, "13.02.2026;7;Ada;1.234,50;EUR;RF18 5390;A-1, A-2", "14.02.2026;7;Ada;-4,50;EUR;;"
    )
    assert (reading.what, reading.rows, reading.is_refused) == ("payments", (), False)
    assert "Payment date" in reading.taken_for.what_why
    first, second = reading.payments
    assert (first.customer_ref, first.customer_name, first.kind, first.amount_minor) == ("7", "Ada", "payment", 123450)
    assert (first.paid_on, first.reference, first.items) == (date(2026, 2, 13), "RF18 5390", ("A-1", "A-2"))
    assert (second.kind, second.amount_minor) == ("refund", 450)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Datum uplate;Uplatilac;Iznos uplate;Valuta;Poziv na broj", "13.02.2026.;Ada;10,50;RSD;97-1"),
        ("Датум уплате;Уплатилац;Износ уплате;Валута;Позив на број", "13.02.2026.;Ada;10,50;RSD;97-1"),
        ("Data încasării;Client;Suma încasată;Monedă;Referință", "13.02.2026;Ada;10,50;RON;x"),
        ("Betaaldatum;Klant;Ontvangen bedrag;Valuta;Kenmerk", "13-02-2026;Ada;10,50;EUR;x"),
        ("Дата платежа;Плательщик;Сумма платежа;Валюта;Назначение платежа", "13.02.2026;Ada;10,50;RUB;x"),
        ("تاریخ پرداخت;نام مشتری;مبلغ پرداختی;ارز;شرح", "2026-02-13;Ada;۱۰٫۵۰;EUR;x"),
    ],
)
def test_payments_are_told_in_our_languages(tmp_path: Path, header: str, row: str) -> None:
    reading = read(tmp_path, header, row)
    assert reading.what == "payments"
    assert [(one.customer_ref, one.amount_minor, one.paid_on) for one in reading.payments] == [
        ("Ada", 1050, date(2026, 2, 13))
    ]


def test_invoices_with_the_day_of_their_payment_are_no_payments(tmp_path: Path) -> None:
    reading = read(tmp_path, HEADER + ",paid on", GOOD + ",2026-02-03")
    assert (reading.what, reading.rows[0].settled_on) == ("invoices", date(2026, 2, 3))


def test_the_user_may_say_what_a_file_is(tmp_path: Path) -> None:
    reading = read(tmp_path, "date,customer,amount,currency", "2026-02-13,Ada,5.00,EUR", what="payments")
    assert (reading.what, reading.taken_for.what_why) == ("payments", "--take-as payments")
    assert reading.payments[0].amount_minor == 500
    with pytest.raises(UserError, match="nothing that a file can be taken for"):
        read(tmp_path, HEADER, GOOD, what="letters")


def test_payments_with_a_number_are_taken_once_and_others_twice(tmp_path: Path) -> None:
    header = "Payment no;Payment date;Customer;Amount;Currency"
    reading = read(tmp_path, header, *["P1;2026-02-13;Ada;5.00;EUR"] * 2, *[";2026-02-13;Ada;5.00;EUR"] * 2)
    assert (len(reading.payments), reading.rows_repeated) == (3, 1)
    assert codes(reading, "warning") == ["row_repeated", "payment_repeated"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("13.02.2026;7;Ada;0,00;EUR;;", "amount_zero"),
        ("13.02.2026;7;Ada;;EUR;;", "blank"),
        (";7;Ada;5,00;EUR;;", "blank"),
        ("30.02.2026;7;Ada;5,00;EUR;;", "date_no_such_day"),
        ("13.02.2026;;Ada;5,00;EUR;;", "customer_blank"),
        ("13.02.2026;7;Ada;5,00;XXQ;;", "currency_unknown"),
    ],
)
def test_a_payment_that_cannot_be_read_is_refused_alone(tmp_path: Path, row: str, code: str) -> None:
    reading = read(tmp_path, PAYMENTS, row, "14.02.2026;8;Eve;5,00;EUR;;")
    assert (codes(reading), [one.customer_ref for one in reading.payments]) == ([code], ["8"])


def test_customers_are_told_by_how_they_are_reached(tmp_path: Path) -> None:
    row = "0042;Ada d.o.o.;Srbija;srpski;a@ada.example; b@ada.example;+381 11 123;Ulica 1;Beograd;11000;net 30"
    reading = read(tmp_path, CUSTOMERS, row.replace("; b@", " b@"))
    assert (reading.what, reading.problems) == ("customers", ())
    (ada,) = reading.customers
    assert (ada.ref, ada.name, ada.country, ada.language, ada.terms) == ("0042", "Ada d.o.o.", "RS", "sr", "net 30")
    assert (ada.emails, ada.phones) == (("a@ada.example", "b@ada.example"), ("+381 11 123",))
    assert ada.address is not None
    assert (ada.address.lines, ada.address.city, ada.address.postcode) == (("Ulica 1",), "Beograd", "11000")


def test_contacts_have_roles_by_column_or_by_row(tmp_path: Path) -> None:
    header = "Customer number;Name;Payables contact;Payables email;Director;Legal email"
    by_column = read(tmp_path, header, "7;Ada;Bo;bo@ada.example;Cy;law@ada.example").customers[0]
    assert by_column.contacts == (
        ContactLine("payables", "Bo", "bo@ada.example"),
        ContactLine("management", "Cy"),
        ContactLine("legal", "", "law@ada.example"),
    )
    header = "Customer number;Name;Role;Contact;Email;Phone"
    by_row = read(tmp_path, header, "7;Ada;Accounts payable;Bo;bo@ada.example;1", "7;Ada;CEO;Cy;cy@ada.example;")
    assert by_row.customers[0].contacts == (
        ContactLine("payables", "Bo", "bo@ada.example", "1"),
        ContactLine("management", "Cy", "cy@ada.example"),
    )
    assert (len(by_row.customers), by_row.rows_seen, by_row.rows_passed) == (1, 2, 1)


def test_the_state_of_running_cases_is_taken_over(tmp_path: Path) -> None:
    header = "Customer number;Name;Email;Stage;Promise date;Promised amount;Currency;Disputed;Dispute reason;"
    header += "Time zone;Customer type"
    rows = [
        "7;Ada;a@b.example;late;13.04.2026;100,50;EUR;ja;broken chair;Europe/Amsterdam;bedrijf",
        "8;Eve;;;;;;;;;person",
    ]
    ada, eve = read(tmp_path, header, *rows).customers
    assert (ada.stage, ada.promised_on, ada.promised_minor, ada.promise_currency) == (
        "late",
        date(2026, 4, 13),
        10050,
        "EUR",
    )
    assert (ada.disputed, ada.dispute_reason, ada.zone, ada.kind) == (
        True,
        "broken chair",
        "Europe/Amsterdam",
        "business",
    )
    assert (eve.stage, eve.promised_on, eve.kind) == ("", None, "consumer")


def test_what_is_unclear_about_a_customer_is_left_blank_and_told(tmp_path: Path) -> None:
    header = "Customer number;Name;Email;Language;Time zone;Customer type;Role;Contact;Country;Promised amount;Currency"
    reading = read(tmp_path, header, "7;Ada;nobody;Klingon;Mars/Base;robot;juggler;Bo;Atlantis;5,00;EUR")
    assert sorted(codes(reading, "warning")) == [
        "country_unclear", "email_unclear", "language_unclear", "legal_kind_unclear", "promise_incomplete",
        "role_unclear", "zone_unclear",
    ]  # fmt: skip
    (ada,) = reading.customers
    assert (ada.emails, ada.language, ada.zone, ada.kind, ada.country, ada.promised_on) == ((), "", "", "", "", None)
    assert ada.contacts == (ContactLine("", "Bo"),)


def test_rows_of_a_customer_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    reading = read(tmp_path, CUSTOMERS, "7;Ada;NL;nl;;;;Delft;;", "7;Eva;NL;nl;;;;Delft;;", ";;;;;;;;;x")
    assert [(row.ref, row.name) for row in reading.customers] == [("7", "Ada")]
    assert (codes(reading, "warning"), codes(reading)) == (["customer_conflict"], ["customer_blank"])


def test_the_same_customer_in_another_file_has_the_same_digest(tmp_path: Path) -> None:
    row = "7;Ada;NL;nl;a@b.example;1;Street 1;Delft;2611;net 30"
    first = read(tmp_path, CUSTOMERS, row).customers[0]
    again = read(tmp_path, CUSTOMERS, "8;Eve;;;;;;;;", row.replace("NL;nl", "Nederland;Nederlands")).customers[1]
    assert (first.digest, first.line, again.line) == (again.digest, 2, 3)


def test_payments_that_were_not_made_are_left_out(tmp_path: Path) -> None:
    header = "Payment date;Customer;Amount;Currency;Status"
    reading = read(tmp_path, header, "2026-02-13;Ada;5.00;EUR;Draft", "2026-02-14;Ada;6.00;EUR;Failed",
                   "2026-02-15;Ada;7.00;EUR;Posted")  # fmt: skip
    assert [row.amount_minor for row in reading.payments] == [700]
    assert (codes(reading, "warning"), reading.rows_passed) == (["status_no_money", "status_no_money"], 2)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            "Customer,Company,Street Address,City,State,Country,Zip,Phone,Email,Open Balance",
            "7,Ada,x,y,TX,USA,1,2,,5.00",
        ),
        ("Account,Name,Balance,Credit Limit,Contact,Telephone,E-mail", "7,Ada,5.00,10.00,Bo,2,a@b.example"),
        ("*ContactName,AccountNumber,EmailAddress,POAddressLine1,POCity,POPostalCode", "Ada,7,a@b.example,x,y,z"),
    ],
)
def test_customers_of_known_programs_may_say_what_they_owe(tmp_path: Path, header: str, row: str) -> None:
    reading = read(tmp_path, header, row)
    assert (reading.what, [one.ref for one in reading.customers]) == ("customers", ["7"])


def test_an_invoice_list_without_its_dates_is_no_list_of_customers(tmp_path: Path) -> None:
    header = "Invoice number,Customer,Email,Phone,City,Amount,Currency"
    reading = read(tmp_path, header, "1,Ada,a@b.example,2,Delft,5.00,EUR")
    assert (codes(reading), reading.customers) == (["column_missing"], ())


def test_a_mapping_with_fields_of_payments_alone_makes_a_list_of_payments(tmp_path: Path) -> None:
    mapping = {"paid_on": "When", "amount": "How much"}
    reading = read(tmp_path, "When;Customer;How much;Currency", "2026-02-13;Ada;5.00;EUR", mapping=mapping)
    assert (reading.what, reading.taken_for.what_why) == ("payments", "the mapping names fields of nothing else")
    assert reading.payments[0].amount_minor == 500


@pytest.mark.parametrize("what", ["invoices", "open_items", "payments", "customers"])
def test_an_electronic_invoice_is_nothing_but_items(tmp_path: Path, what: str) -> None:
    path = tmp_path / "invoice"
    path.write_text(UBL)
    reading = read_file(path, what=what)  # type: ignore[arg-type]
    assert codes(reading) == ([] if what in ("invoices", "open_items") else ["what_differs"])


def test_a_list_is_no_electronic_invoice(tmp_path: Path) -> None:
    assert codes(read(tmp_path, HEADER, GOOD, what="e_invoice")) == ["what_differs"]
