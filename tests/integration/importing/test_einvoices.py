"""Real electronic invoices in the books: what is owed, to whom it is written, and the document beside it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from dunwell.adapters.files import read_file
from dunwell.usecases.import_readings import import_readings
from integration.importing.desk import FIRST, Importer
from source_tree import ROOT

FOLDER = ROOT.parent / "shared" / "data" / "einvoice"

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the documents lie outside the repository")

CREDIT_NOTE = """<?xml version="1.0" encoding="UTF-8"?>
<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">
<cbc:ID>CN-1</cbc:ID><cbc:IssueDate>2026-02-10</cbc:IssueDate><cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>{invoice}</cbc:ID></cac:InvoiceDocumentReference>
</cac:BillingReference>
<cac:AccountingCustomerParty><cac:Party><cac:PartyIdentification><cbc:ID>C1</cbc:ID></cac:PartyIdentification>
<cac:PartyLegalEntity><cbc:RegistrationName>Customer C1</cbc:RegistrationName></cac:PartyLegalEntity>
</cac:Party></cac:AccountingCustomerParty>
<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">30.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
</CreditNote>
"""


def test_a_folder_of_documents_goes_in_and_what_is_none_is_refused(importer: Importer) -> None:
    readings = [read_file(path) for path in sorted(FOLDER.iterdir())]
    answers = {answer["file"]: answer for answer in import_readings(importer.on(FIRST), readings)}
    refused = {name for name, answer in answers.items() if answer["refused"]}
    assert {"fail1.pdf", "UBL-Reminder-2.1-Example.xml", "UBL-Statement-2.0-Example.xml"} <= refused
    taken = [answer for answer in answers.values() if not answer["refused"] and not answer["rows_refused"]]
    assert sum(answer["invoices"] + answer["credits"] for answer in taken) >= 8
    assert importer.books.documents.count() == len(taken)
    again = list(import_readings(importer.on(FIRST), readings))
    assert sum(answer["invoices"] + answer["credits"] for answer in again) == 0


def test_a_document_is_kept_with_its_references_and_the_numbers_of_its_payer(importer: Importer) -> None:
    reading = read_file(FOLDER / "zugferd_2p0_EN16931_Einfach.pdf")
    importer.take(reading)
    (said,), item = reading.documents, importer.books.items.get()
    kept = importer.books.documents.get()
    assert (item.number, item.amount_minor, item.due_date) == (said.number, said.owed_minor, said.due_date)
    assert (kept.item, kept.facts["number"], kept.facts["buyer"]["name"]) == (item, said.number, said.buyer.name)
    known = {(each.scheme, each.value) for each in importer.books.identifiers.all()}
    assert {value for _, value in said.buyer.ids} <= {value for _, value in known}


def test_where_no_terms_give_a_due_date_those_of_the_policy_do(importer: Importer, tmp_path: Path) -> None:
    text = (FOLDER / "base-example.xml").read_text(encoding="utf-8")
    start, end = text.index("<cbc:DueDate>"), text.index("</cbc:DueDate>") + len("</cbc:DueDate>")
    path = tmp_path / "without.xml"
    path.write_text(text[:start] + text[end:].replace("<cbc:Note>", "<cbc:Note>Kindly ", 1), encoding="utf-8")
    importer.take(read_file(path))
    item = importer.books.items.get()
    assert item.due_date >= item.item_date + timedelta(days=1)


def test_a_credit_note_settles_the_invoice_that_it_names(importer: Importer, tmp_path: Path) -> None:
    importer.invoices("INV-1,C1,Customer C1,2026-02-01,2026-03-01,EUR,100,100")
    path = tmp_path / "credit.xml"
    path.write_text(CREDIT_NOTE.format(invoice="INV-1"), encoding="utf-8")
    answer = importer.take(read_file(path))
    assert (answer["credits"], importer.left) == (1, {"INV-1": 70_00})
    assert importer.books.entries.get().for_item.number == "INV-1"
    importer.undo(answer, date(2026, 3, 3))
    assert importer.left == {"INV-1": 100_00}


def test_a_credit_note_for_an_invoice_that_is_not_there_waits(importer: Importer, tmp_path: Path) -> None:
    path = tmp_path / "credit.xml"
    path.write_text(CREDIT_NOTE.format(invoice="OTHER"), encoding="utf-8")
    importer.take(read_file(path))
    assert importer.books.entries.get().unallocated_minor == 30_00
