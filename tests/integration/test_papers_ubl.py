"""Reminders and statements as UBL 2.1: valid by the schemas of OASIS, one for each currency, the same each time."""

import io
from dataclasses import replace

import pytest
from lxml import etree

from dunwell.adapters.papers.samples import sample_message
from dunwell.adapters.papers.ubl import reminder_documents, statement_documents
from dunwell.domain.papers import CurrencyAccount, totals_of
from integration.papers import MOVEMENTS, items, statement
from source_tree import ROOT

SCHEMAS = ROOT.parent / "shared" / "data" / "xsd" / "ubl-2.1" / "maindoc"
SPACES = {"cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}


def valid(content: bytes, kind: str) -> etree._ElementTree:
    document = etree.parse(io.BytesIO(content))
    path = SCHEMAS / f"UBL-{kind}-2.1.xsd"
    if not path.is_file():
        pytest.skip("the schemas are not at hand")
    etree.XMLSchema(etree.parse(str(path))).assertValid(document)
    return document


def test_a_reminder_of_two_currencies_is_two_documents_that_hold() -> None:
    facts = sample_message("late-notice", "late")
    dollars = replace(facts.items[0], number="S-9 <&> \x07", currency="USD")
    asked = (*facts.items, dollars)
    facts = replace(facts, items=asked, totals=totals_of(asked, [("EUR", 10_000)]))
    documents = reminder_documents(facts)
    assert [each.name for each in documents] == ["reminder-2026-04-20-EUR.xml", "reminder-2026-04-20-USD.xml"]
    first = valid(documents[0].content, "Reminder")
    assert first.xpath("string(//cbc:PayableAmount)", namespaces=SPACES) == "3334.68"
    assert first.xpath("string(//cbc:PaidAmount)", namespaces=SPACES) == "100.00"
    assert valid(documents[1].content, "Reminder").xpath("count(//cbc:DebitLineAmount)", namespaces=SPACES) == 1
    assert reminder_documents(facts) == documents


def test_a_statement_has_its_items_and_its_credit() -> None:
    [document] = statement_documents(statement(CurrencyAccount("JPY", items(3), MOVEMENTS, 15_000)))
    found = valid(document.content, "Statement")
    amounts = found.xpath("//cbc:TotalBalanceAmount/text()", namespaces=SPACES)
    assert amounts == ["15021"]
    assert found.xpath("count(//cbc:CreditLineAmount)", namespaces=SPACES) == 1


def test_who_is_owed_nothing_gets_no_document() -> None:
    assert statement_documents(statement(CurrencyAccount("EUR"))) == []
