"""Invoices sold without accepted terms are flagged as they come in, wherever from; nothing is refused for it."""

from typing import Any

import pytest

from dunwell.data import journal
from dunwell.data.models import Company
from dunwell.policy.file import shipped_text
from dunwell.usecases.accept_terms import accept_terms
from dunwell.usecases.activate_policy import activate_policy
from dunwell.usecases.post_invoice import post_invoice
from integration.importing.desk import FIRST, Importer
from integration.usecases.desk import Desk, day

FLAGS = shipped_text("default.yaml").replace("acceptance:\n", "acceptance:\n  flag_sales: true\n", 1)
LINES = ("A-1,1,Acme,2026-02-01,2026-03-03,EUR,100.00,100.00", "B-1,2,Birch,2026-02-01,2026-03-03,EUR,50.00,50.00")


def noted(company: Company) -> dict[str, Any]:
    """Give the facts of the newest entry of the journal."""
    [entry] = journal.newest(company, limit=1)
    return dict(entry.facts)


@pytest.fixture
def flagging(importer: Importer) -> Importer:
    activate_policy(importer.on(FIRST), text=FLAGS)
    return importer


def flagged(answer: dict[str, Any]) -> list[tuple[str, int]]:
    return [(each["code"], each["count"]) for each in answer["problems"] if each["code"] == "no_acceptance"]


def test_a_file_is_taken_with_one_warning_for_all(flagging: Importer) -> None:
    answer = flagging.invoices(*LINES)
    assert answer["invoices"] == 2
    assert flagged(answer) == [("no_acceptance", 2)]
    assert noted(flagging.company)["without_acceptance"] == 2


def test_who_has_accepted_is_not_named(flagging: Importer) -> None:
    flagging.invoices(LINES[0])
    accept_terms(flagging.on(FIRST), customer="1", policy="default", how="signed", by="A")
    assert flagged(flagging.invoices(LINES[0].replace("A-1", "A-2"), LINES[1])) == [("no_acceptance", 1)]


def test_a_complete_list_flags_what_is_new(flagging: Importer) -> None:
    assert flagged(flagging.listed(*LINES, on=FIRST)) == [("no_acceptance", 2)]


def test_nothing_is_flagged_where_no_policy_asks(importer: Importer) -> None:
    assert flagged(importer.invoices(*LINES)) == []
    assert "without_acceptance" not in noted(importer.company)


def test_an_invoice_entered_by_hand_is_taken_with_a_warning(db: None) -> None:
    desk = Desk(FLAGS)
    asked = {"customer": "ACME", "amount_minor": 100, "currency": "EUR", "due_date": day(30)}
    answer = desk.do(post_invoice, day(0), number="INV-2", **asked)
    assert [each["code"] for each in answer["warnings"]] == ["no_acceptance"]
    assert noted(desk.company)["without_acceptance"] == "default"
    assert "warnings" not in desk.do(post_invoice, day(0), number="OPEN-1", kind="opening", **asked)
    desk.do(accept_terms, day(0), customer="ACME", policy="default", how="signed", by="A")
    assert "warnings" not in desk.do(post_invoice, day(0), number="INV-3", **asked)
