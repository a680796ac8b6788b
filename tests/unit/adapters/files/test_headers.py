"""Headers are recognised by their words; what is not there is asked for, never assumed."""

from pathlib import Path
from typing import Any

import pytest

from dunwell.adapters.files import headers
from dunwell.adapters.files.headers import SUBJECTS, known_words, recognise
from dunwell.adapters.files.letters import plain
from dunwell.domain.errors import UserError
from unit.adapters.files.lists import GOOD, codes, numbers, read_rows, read_text


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("invoiceNumber", "number"),
        ("*InvoiceNumber", "number"),
        ("Invoice No.", "number"),
        ("doc_id", "number"),
        ("customerID", "customer_ref"),
        ("ACCOUNT_REF", "customer_ref"),
        ("name_customer", "customer_name"),
        ("posting_date", "item_date"),
        ("due_in_date", "due_date"),
        ("DueDate", "due_date"),
        ("InvoiceAmount", "amount"),
        ("total_open_amount", "open"),
        ("InvoiceAmountDue", "open"),
        ("clear_date", "settled_on"),
        ("SettledDate", "settled_on"),
        ("invoice_currency", "currency"),
        ("E-Mail", "email"),
        ("countrycode", "country"),
        ("cust_payment_terms", "terms"),
    ],
)
def test_a_header_is_known_however_it_is_spelt(header: str, field: str) -> None:
    assert list(recognise([header], {})[0]) == [field]


def test_every_known_word_belongs_to_one_field() -> None:
    lines = Path(headers.__file__).with_name("headers.csv").read_text().splitlines()[1:]
    assert sum(len(known_words(subject)) for subject in SUBJECTS) == len(lines)
    for subject, fields in SUBJECTS.items():
        assert {field for field, _ in known_words(subject).values()} == set(fields)


def test_of_two_headers_for_one_field_the_preferred_is_taken_and_the_other_told() -> None:
    columns, _ = recognise(["doc_id", "invoice_id", "Invoice ID"], {})
    assert (columns["number"].header, columns["number"].passed_over) == ("invoice_id", ("Invoice ID", "doc_id"))


def test_a_missing_column_is_refused_with_the_headers_seen(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, "A,C,1.00,EUR,x", header="number,customer,amount,currency,Stichtag")
    assert reading.is_refused
    assert "number, customer, amount, currency, Stichtag" in reading.problems[0].message
    assert "item_date: Your Header" in reading.problems[0].way_out
    assert "--map" in reading.problems[0].way_out


def test_a_list_without_currency_asks_for_it(tmp_path: Path) -> None:
    row, header = "A,C,2026-01-01,1.00", "number,customer,date,amount"
    reading = read_rows(tmp_path, row, header=header)
    assert codes(reading) == ["currency_column_missing"]
    assert "--currency" in reading.problems[0].way_out
    assert read_rows(tmp_path, row, header=header, currency="USD").rows[0].currency == "USD"


def test_a_mapping_file_names_the_columns(tmp_path: Path) -> None:
    mapping = tmp_path / "map.yaml"
    mapping.write_text("number: Beleg\nitem_date: Belegdatum\ncustomer_ref: Konto\namount: Umsatz\n")
    text = "Liste vom Mai\nBeleg;Belegdatum;Konto;Umsatz\nR1;31.12.2026;10000;1.234,50\n"
    row = read_text(tmp_path, text, mapping=mapping, currency="EUR").rows[0]
    assert (row.number, row.customer_ref, row.amount_minor) == ("R1", "10000", 123450)


def test_a_mapping_comes_before_the_names(tmp_path: Path) -> None:
    header = "number,our ref,customer,date,amount,currency"
    reading = read_rows(tmp_path, "1,R1,C,2026-01-01,1.00,EUR", header=header, mapping={"number": "our ref"})
    assert numbers(reading) == ["R1"]
    assert reading.taken_for.unused == ("number",)


def test_a_mapped_header_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert codes(read_rows(tmp_path, GOOD, mapping={"email": "Mail"})) == ["mapped_header_missing"]


@pytest.mark.parametrize("text", ["", "number", "- a\n- b", "a: [", "nummer: Beleg"])
def test_a_mapping_that_cannot_be_used_is_an_error_of_the_user(tmp_path: Path, text: str) -> None:
    mapping = tmp_path / "map.yaml"
    mapping.write_text(text)
    with pytest.raises(UserError) as caught:
        read_rows(tmp_path, GOOD, mapping=mapping)
    assert caught.value.code == ("mapping_field_unknown" if "nummer" in text else "mapping_unreadable")


@pytest.mark.parametrize("options", [{"date_order": "ydm"}, {"currency": "XXQ"}, {"mapping": Path("none.yaml")}])
def test_wrong_options_are_errors_of_the_user(tmp_path: Path, options: dict[str, Any]) -> None:
    with pytest.raises(UserError):
        read_rows(tmp_path, GOOD, **options)


def test_customers_without_numbers_are_known_by_name(tmp_path: Path) -> None:
    reading = read_rows(tmp_path, "A,Ada,2026-01-01,1.00,EUR", header="number,customer,date,amount,currency")
    assert (reading.rows[0].customer_ref, reading.rows[0].customer_name) == ("Ada", "Ada")
    assert any("known by their names" in note for note in reading.taken_for.notes)


def test_a_header_is_reduced_to_its_letters_and_digits() -> None:
    assert plain(" *Invoice_No. ") == plain("InvoiceNo") == "invoiceno"


@pytest.mark.parametrize(
    ("header", "ref", "name"),
    [
        (["Customer", "Name 1"], "Customer", "Name 1"),
        (["Customer Name", "Customer"], "Customer", "Customer Name"),
        (["Customer", "Customer No", "Name"], "Customer No", "Customer"),
        (["Klant", "Naam"], "Klant", "Naam"),
        (["Customer", "Contact"], "", "Customer"),
    ],
)
def test_a_bare_customer_is_a_number_where_another_header_has_the_name(header: list[str], ref: str, name: str) -> None:
    columns, _ = recognise(header, {})
    assert columns["customer_name"].header == name
    assert (columns["customer_ref"].header if ref else "") == ref
    assert ("customer_ref" in columns) == bool(ref)
