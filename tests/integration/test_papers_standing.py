"""Terms, policy, payment instructions and charge notes: in words, as HTML to paste, and as papers for archives."""

import io
import re
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from dunwell.adapters.papers import languages, render_charge_note, terms_html, terms_pdf, terms_text
from dunwell.adapters.papers.samples import AS_OF, COMPANY, CUSTOMER, PAYMENT, SENDER
from dunwell.domain.standing_papers import PAPER_NAMES, ChargeLine, ChargeNote, DiscountTier, Rung, TermsFacts
from integration.papers import words

TERMS = TermsFacts(
    COMPANY,
    "en",
    AS_OF,
    SENDER,
    discounts=(DiscountTier("2", 10),),
    late_percent="1.5",
    late_from_day=30,
    reminds_before_days=(-7, -2),
    hold_from_day=91,
    suspend_from_day=100,
    end_from_day=132,
    hand_over_from_day=132,
    ladder=(Rung("past-due", 1, 15, 2), Rung("account-hold", 91, None, 5, 4, True, ("service.suspend",))),
    law="NL",
    payment=PAYMENT,
)
NOTE = ChargeNote(
    COMPANY,
    CUSTOMER,
    "en",
    AS_OF,
    SENDER,
    number="FEE-1",
    currency="EUR",
    amount_minor=12_345,
    due_date=AS_OF,
    law="NL",
    lines=(
        ChargeLine("S-1", "interest", 8_345, 500_000, date(2026, 1, 1), date(2026, 3, 1), 60, "10.15", last_known=True),
        ChargeLine("S-1", "compensation", 4_000),
    ),
    payment=PAYMENT,
)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("paper", PAPER_NAMES)
def test_each_paper_of_terms_says_where_to_pay_or_whom_to_ask(paper: str, language: str) -> None:
    facts = replace(TERMS, language=language)
    text, page = terms_text(facts, paper), terms_html(facts, paper)  # type: ignore[arg-type]
    said = [SENDER.phone] if paper == "policy" else ["DE89 3704 0044 0532 0130 00"]
    for each in (text, re.sub(r"<[^>]+>", " ", page)):
        assert all(word in each.replace("\u2066", "").replace("\u2069", "") for word in said)
    assert page.startswith("<section lang=")
    assert "http" not in page


def test_terms_say_what_the_policy_says_and_nothing_else() -> None:
    text = " ".join(terms_text(TERMS).split())
    for said in ("within 30 days", "10 days of the invoice date, you may take 2% off", "1.5% a month", "91 days past"):
        assert said in text
    bare = terms_text(replace(TERMS, late_percent="", discounts=(), hold_from_day=None, suspend_from_day=None))
    for unsaid in ("late charge", "% off", "on hold", "suspended"):
        assert unsaid not in bare


@pytest.mark.parametrize("paper", PAPER_NAMES)
def test_a_paper_of_terms_is_the_same_each_time_and_fit_for_archives(paper: str) -> None:
    made = terms_pdf(TERMS, paper)  # type: ignore[arg-type]
    assert made == terms_pdf(TERMS, paper)  # type: ignore[arg-type]
    with pikepdf.open(io.BytesIO(made)) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfuaid:part"]) == ("3", "1")


def test_a_charge_note_lists_its_parts_and_flags_a_rate_that_is_not_known_yet() -> None:
    said = words(render_charge_note(NOTE))
    for each in ("FEE-1", "Netherlands", "1 Jan 2026", "1 Mar 2026", "60", "10.15%", "€5,000.00", "€83.45", "€40.00"):
        assert each in said
    assert "not yet published" in said
    assert "€123.45" in said
