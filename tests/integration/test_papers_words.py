"""What stands on each paper, compared with its facts."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from dunwell.adapters.papers import (
    render_call_sheet,
    render_invoice,
    render_letter,
    render_statement,
)
from dunwell.adapters.papers.composing import compose_message
from dunwell.adapters.papers.language import languages, speak
from dunwell.adapters.papers.samples import COMPANY, CUSTOMER, PAYMENT, SENDER, sample_call
from dunwell.adapters.papers.sheets import letter_sheet
from dunwell.adapters.papers.texts import shipped_texts
from dunwell.domain.papers import (
    CurrencyAccount,
    PayTo,
    StatementItem,
    totals_of,
)
from integration.papers import EN, MOVEMENTS, call, invoice, items, letter, pages, statement, words


def flat(text: str) -> str:
    """Give a text with gaps as single spaces."""
    return " ".join(text.split())


EACH = [(tag, name) for tag in languages() for name in shipped_texts("messages", speak(tag))]


@pytest.mark.parametrize(("language", "template"), [each for each in EACH if speak(each[0]).direction == "ltr"])
def test_each_letter_says_what_its_facts_say(language: str, template: str) -> None:
    facts, spoken = letter(template, language), speak(language)
    text = words(render_letter(facts))
    for item in facts.items:
        assert f"{item.number} " in text
        assert flat(spoken.money(item.asked_minor, item.currency)) in text
        assert flat(spoken.short_day(item.due_date)) in text
    assert flat(spoken.money(facts.totals[0].net_minor, "EUR")) in text
    assert "DE89 3704 0044 0532 0130 00" in text
    for line in (CUSTOMER.name, *CUSTOMER.address, COMPANY.name, facts.contact_name, SENDER.phone, SENDER.email):
        assert line in text
    assert f"{spoken.words['paper']['page']} 1 {spoken.words['paper']['page_of']} " in text


@pytest.mark.parametrize(("language", "template"), [each for each in EACH if speak(each[0]).direction == "rtl"])
def test_each_letter_from_the_right_is_given_what_its_facts_say(language: str, template: str) -> None:
    """What is read out of such a PDF comes in the order in which it is drawn: so look at what goes into it."""
    facts, spoken = letter(template, language), speak(language)
    composed = compose_message(facts, "letter")
    given = json.dumps(letter_sheet(facts, spoken, composed.subject, composed.prose), ensure_ascii=False)
    for item in facts.items:
        assert f"\u2066{item.number}\u2069" in given
        assert spoken.money(item.asked_minor, item.currency) in given
    for line in (CUSTOMER.name, *CUSTOMER.address, COMPANY.name, facts.contact_name, SENDER.phone, SENDER.email):
        assert line in given
    assert words(render_letter(facts))


def test_a_letter_of_many_items_repeats_its_head_and_counts_its_pages() -> None:
    many = tuple(replace(letter().items[0], number=f"S-{at}") for at in range(100, 170))
    made = pages(render_letter(replace(letter(), items=many, totals=totals_of(many))))
    assert len(made) == 3
    for number, page in enumerate(made, start=1):
        assert f"Page {number} of 3" in page
    assert all("Invoice Date Due date Days late Amount" in page for page in made[:2])
    assert f"{COMPANY.name} · 20 April 2026" in made[1]


def test_a_statement_shows_items_movements_age_and_balance() -> None:
    account = CurrencyAccount(
        "EUR",
        (
            StatementItem("S-3", date(2026, 4, 1), date(2026, 5, 1), 30_000, 30_000),
            StatementItem("S-2", date(2026, 2, 1), date(2026, 3, 3), 20_000, 12_000, disputed_minor=2_000),
            StatementItem("S-1", date(2025, 11, 1), date(2025, 12, 1), 100_050, 100_050),
            StatementItem("F-1", date(2026, 4, 10), date(2026, 4, 10), 2_500, 2_500, "fee"),
        ),
        MOVEMENTS,
        credit_minor=15_000,
    )
    text = words(render_statement(statement(account)))
    assert "Statement of account As of 20 April 2026 Balance €1,295.50 Of which past due €1,145.50" in text
    assert "Open items €1,445.50 Your credit €150.00" in text
    assert "PAST DUE ACCOUNT" in text
    assert "EUR 300.00 25.00 120.00 – – 1,000.50" in text
    oldest_first = [
        "S-1 1 Nov 2025 1 Dec 2025 140 1,000.50 1,000.50",
        "S-2 €20.00 in dispute 1 Feb 2026 3 Mar 2026 48 200.00 120.00",
        "Late charge F-1 10 Apr 2026 10 Apr 2026 10 25.00 25.00",
        "S-3 1 Apr 2026 1 May 2026 – 300.00 300.00",
        "Total €1,445.50 Less your credit with us −€150.00 Balance €1,295.50",
    ]
    assert " ".join(oldest_first) in text
    assert "Payments and charges in EUR since 19 February 2026" in text
    assert "11 Mar 2026 Payment BK-2231 · Transfer −1,250.00" in text
    assert "15 Apr 2026 Late charge F-1 · 2% of €1,250.00 25.00" in text


def test_two_hundred_items_run_over_pages_with_their_head_and_lose_nothing() -> None:
    many = items(200)
    made = pages(render_statement(statement(CurrencyAccount("EUR", many))))
    assert 5 <= len(made) <= 7
    for number, page in enumerate(made, start=1):
        assert page.endswith(f"Page {number} of {len(made)}")
        assert "Invoice Date Due date Days late Amount Still open" in page
    text = " ".join(made)
    assert [f"S-{number}" for number in re.findall(r"S-(\d{4}) ", text)] == [item.number for item in reversed(many)]
    assert EN.money(sum(item.open_minor for item in many), "EUR") in text


def test_each_currency_has_its_own_balance_items_and_way_to_pay() -> None:
    accounts = (
        CurrencyAccount("EUR", items(1)),
        CurrencyAccount("RSD", tuple(replace(each, open_minor=12_345_678) for each in items(2))),
        CurrencyAccount("JPY", items(1)),
    )
    in_belgrade = PayTo("Lindenhof", account="160-5100-62", currency="RSD", reference="97 12-345")
    text = words(render_statement(replace(statement(*accounts), payment=(*PAYMENT, in_belgrade))))
    for part in ("Balance €100.00", "Balance RSD 246,913.56", "Balance JP¥10,000"):
        assert part in text
    assert re.findall(r"Open items in (\w+)", text) == ["EUR", "RSD", "JPY"]
    assert "How to pay in RSD Payee Lindenhof Account 160-5100-62 Reference 97 12-345" in text


def test_a_balance_in_favour_of_the_customer_is_said_and_nothing_is_asked() -> None:
    text = words(render_statement(statement(CurrencyAccount("EUR", (), MOVEMENTS, 15_000))))
    assert "Balance −€150.00" in text
    assert "This balance is in your favour." in text
    assert "There are no open items." in text
    assert "How to pay" not in text


def test_a_summary_of_an_invoice_says_that_it_is_one() -> None:
    text = words(render_invoice(invoice()))
    assert "ACCOUNT ON HOLD Summary of invoice S-1000" in text
    assert "This is a summary from our books, not the invoice itself." in text
    assert "Invoice date 10 January 2026 Due date 9 February 2026 Days late 70" in text
    assert "Terms 30 days net Reference PO 4711 Invoice amount €899.50" in text
    assert "1 Mar 2026 Payment BK-7 · Part −400.00 Still open €499.50" in text
    assert "Reference S-1000" in text


def test_a_company_without_bank_details_asks_to_be_asked() -> None:
    assert "Please ask us for our bank details" in words(render_invoice(replace(invoice(), payment=())))
    assert "Please ask us for our bank details" in words(render_letter(replace(letter(), payment=())))


def test_a_call_sheet_has_goal_facts_history_and_room_for_the_outcome() -> None:
    text = words(render_call_sheet(call()))
    for part in (
        "For staff only. Not to be sent to the customer.",
        "Goal A cheque number or transfer reference, the amount, and the date",
        "Speak to Jane Smith Phone +44 117 555 0123",
        "S-1000 19 Jan 2026 18 Feb 2026 61 €1,234.56",
        "To pay €3,434.68",
        "17 Apr 2026: €500.00 broken, made 11 Apr 2026 by J. Smith",
        "31 Mar 2026: €30.00 S-1002, Two boxes were damaged, settled",
        "16 Apr 2026 Call Ask when: Will pay on Friday",
        "Listen for",
        "Spoke with Pays on Amount Method and number",
    ):
        assert part in text


def test_a_call_sheet_without_history_says_so() -> None:
    assert words(render_call_sheet(sample_call("final-call", "litigation"))).count("none on record") == 3
