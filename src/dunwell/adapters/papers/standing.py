"""Papers that are prose alone: terms and policy in print, payment instructions, late-charge notes; text, HTML or PDF.

One text each in `locale/TAG/papers`: a head with a title, and a body in Liquid and Markdown as messages have it. This
module does not know where facts come from.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from babel import Locale
from babel.lists import format_list

from dunwell.adapters.papers import filling, shelf
from dunwell.adapters.papers.codes_shown import ShownCode, codes_behind
from dunwell.adapters.papers.html_mail import write_fragment
from dunwell.adapters.papers.language import FALLBACK, Language, speak
from dunwell.adapters.papers.page_data import cleaned, letter_data, swiss_data
from dunwell.adapters.papers.plain_mail import write_plain
from dunwell.adapters.papers.prose import Prose, read_prose
from dunwell.adapters.papers.sheets import prose_data
from dunwell.adapters.papers.texts import BadTemplate
from dunwell.adapters.papers.typesetting import typeset
from dunwell.adapters.papers.values import account_values, money_or_none, pay_values
from dunwell.domain.errors import UserError
from dunwell.domain.papers import Debtor, PaperItem
from dunwell.domain.payment_codes.asked import AskedPayment, asked_payments
from dunwell.domain.standing_papers import PAPER_NAMES, ChargeLine, ChargeNote, PaperName, Rung, TermsFacts

_HEAD = re.compile(r"\A---\s*\ntitle:[ \t]*(?P<title>[^\n]*)\n---[ \t]*\n(?P<body>.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StandingPaper:
    """A paper in words, with the codes for its ways to pay."""

    language: Language
    title: str
    prose: Prose
    codes: tuple[ShownCode, ...] = ()


def compose_terms(facts: TermsFacts, paper: PaperName) -> StandingPaper:
    """Write terms, policy or payment instructions in words; in English where the language has no such text.

    Raises UserError `unknown_language` and `unknown_currency`.
    """
    return compose_standing(paper, speak(facts.language), lambda language: terms_values(facts, language))


def terms_text(facts: TermsFacts, paper: PaperName = "terms") -> str:
    """Write a paper of terms as plain text, its title above it."""
    composed = compose_terms(facts, paper)
    return f"{composed.title}\n\n{write_plain(composed.prose)}"


def terms_html(facts: TermsFacts, paper: PaperName = "terms") -> str:
    """Write a paper of terms as a section of HTML, to be put into a page or a mail."""
    composed = compose_terms(facts, paper)
    language = composed.language
    return write_fragment(composed.prose, title=composed.title, language=language.tag, direction=language.direction)


def terms_pdf(facts: TermsFacts, paper: PaperName = "terms") -> bytes:
    """Write a paper of terms as PDF under the company's letterhead."""
    return typeset("terms", terms_sheet(facts, paper), facts.as_of)


def write_terms(facts: TermsFacts, paper: str, form: str) -> bytes:
    """Write a paper of terms, by its name, as text, HTML or PDF. Raises UserError `unknown_format`."""
    name: PaperName = next(each for each in PAPER_NAMES if each == paper)
    match form:
        case "text":
            return terms_text(facts, name).encode()
        case "html":
            return terms_html(facts, name).encode()
        case "pdf":
            return terms_pdf(facts, name)
        case _:
            way_out = "Choose text, html or pdf"
            raise UserError("unknown_format", f"Terms are not written as {form!r}", way_out, field="format", value=form)


def terms_sheet(facts: TermsFacts, paper: PaperName = "terms") -> dict[str, Any]:
    """Give the data of a paper of terms."""
    composed = compose_terms(facts, paper)
    data = letter_data(_ToNobody(facts), composed.language, composed.title) | {"window": False, "recipient": []}
    data["info"] = [[composed.language.words["paper"]["date"], data["day"]]]
    return dict(cleaned(data)) | {"blocks": prose_data(composed.prose), "swiss": []}


def render_charge_note(facts: ChargeNote) -> bytes:
    """Write a late-charge note as a letter, as PDF, with what it is made of. Raises as `compose_terms`."""
    return typeset("letter", charge_sheet(facts), facts.as_of)


def charge_sheet(facts: ChargeNote) -> dict[str, Any]:
    """Give the data of a late-charge note."""
    payments = _charge_payments(facts)
    composed = compose_standing(
        "late-charge", speak(facts.language), lambda language: charge_values(facts, language, payments)
    )
    codes = codes_behind(composed.prose, payments, composed.language)
    data = letter_data(facts, composed.language, composed.title, facts.contact_name)
    data |= {"running": data["title"], "banner": None, "swiss": swiss_data(payments, composed.language)}
    return dict(cleaned(data)) | {"blocks": prose_data(composed.prose, codes)}


def terms_values(facts: TermsFacts, language: Language) -> dict[str, Any]:
    """Give the values of terms, policy and payment instructions."""
    before = sorted(-day for day in facts.reminds_before_days)
    return {
        "company": {"name": facts.company.name, "phone": facts.company.phone or None},
        "sender": _sender(facts),
        "as_of": language.day(facts.as_of),
        "terms_kind": facts.terms_kind,
        "net_days": facts.net_days,
        "discounts": [{"percent": language.percent(each.percent), "days": each.days} for each in facts.discounts],
        "late_percent": language.percent(facts.late_percent) if facts.late_percent else None,
        "late_from_day": facts.late_from_day or 0,
        "statutory": facts.statutory,
        "compensation": money_or_none(facts.compensation_minor, facts.compensation_currency, language),
        "reminds_before": format_list(list(map(language.count, before)), locale=language.locale) if before else None,
        "reminds_before_last": before[-1] if before else 0,
        "hold_from_day": facts.hold_from_day,
        "suspend_from_day": facts.suspend_from_day,
        "end_from_day": facts.end_from_day,
        "hand_over_from_day": facts.hand_over_from_day,
        "ladder": [_rung(rung) for rung in facts.ladder],
        "law": country_name(facts.law, language),
        "payment": [account_values(pay, names_currency=True) for pay in facts.payment],
        "must_accept": facts.must_accept,
    }


def charge_values(facts: ChargeNote, language: Language, payments: list[AskedPayment]) -> dict[str, Any]:
    """Give the values of a late-charge note."""
    lines = [_line(line, facts.currency, language) for line in facts.lines]
    interest = [line for line in lines if line["kind"] == "interest"]
    return {
        "company": {"name": facts.company.name, "phone": facts.company.phone or None},
        "customer": {"name": facts.customer.name, "ref": facts.customer.ref or None, "kind": facts.customer.kind},
        "contact_name": facts.contact_name or None,
        "sender": _sender(facts),
        "number": facts.number,
        "amount": language.money(facts.amount_minor, facts.currency),
        "due_on": language.day(facts.due_date),
        "law": country_name(facts.law, language),
        "percent": language.percent(facts.percent) if facts.percent else None,
        "base": language.money(facts.base_minor, facts.currency),
        "interest": interest,
        "costs": [line for line in lines if line["kind"] != "interest"],
        "invoice_count": len({line["number"] for line in lines}),
        "last_known": any(line["last_known"] for line in interest),
        "payment": [pay_values(each, several=False) for each in payments],
    }


def country_name(code: str, language: Language) -> str | None:
    """Name a country in a language; a code that CLDR does not know stays as it is, nothing stays nothing."""
    if not code:
        return None
    locale: Locale = language.locale
    return str(locale.territories.get(code.split("-")[0], code))


def compose_standing(name: str, language: Language, values: Callable[[Language], dict[str, Any]]) -> StandingPaper:
    """Write one of these papers in words; in English as a whole where the language has no such text.

    `values` gives what the text may use, in the language in which it is written. Raises UserError `bad_template`.
    """
    text = shelf.text_of(language.home, "papers", name)
    if text is None:
        language = speak(FALLBACK)
        text = shelf.text_of(FALLBACK, "papers", name) or ""
    found = _HEAD.match(text)
    if found is None:
        raise BadTemplate(name, "The text has no head with a title", "Begin with a line ---, then title: …, then ---")
    filled = values(language)
    title = filling.fill_line(name, found["title"], filled, language)
    return StandingPaper(language, title, read_prose(filling.fill(name, found["body"], filled, language)))


def _sender(facts: TermsFacts | ChargeNote) -> dict[str, str | None]:
    person = facts.sender
    return {
        "name": person.name,
        "role": person.role or None,
        "email": person.email or None,
        "phone": person.phone or None,
    }


def _rung(rung: Rung) -> dict[str, Any]:
    return {
        "stage": rung.stage,
        "from_day": rung.from_day,
        "to_day": rung.to_day,
        "notices": rung.notices,
        "calls": rung.calls,
        "hold": rung.hold,
        "suspends": "service.suspend" in rung.events,
        "ends": "service.cancel" in rung.events,
        "hands_over": "hand-over" in rung.events,
    }


def _line(line: ChargeLine, currency: str, language: Language) -> dict[str, Any]:
    return {
        "number": line.number,
        "kind": line.kind,
        "from": language.short_day(line.first_date) if line.first_date else None,
        "to": language.short_day(line.last_date) if line.last_date else None,
        "days": line.days,
        "percent": language.percent(line.percent) if line.percent else None,
        "base": language.money(line.base_minor, currency),
        "amount": language.money(line.amount_minor, currency),
        "last_known": line.last_known,
    }


def _charge_payments(facts: ChargeNote) -> list[AskedPayment]:
    item = PaperItem(
        facts.number,
        facts.as_of,
        facts.due_date,
        facts.currency,
        facts.amount_minor,
        facts.amount_minor,
        "fee",
        facts.references,
    )
    return asked_payments(facts.payment, [item], {facts.currency: facts.amount_minor}, facts.customer)


class _ToNobody:
    """Facts of a paper that is addressed to nobody, as a letterhead asks for them."""

    def __init__(self, facts: TermsFacts) -> None:
        self.company, self.sender, self.as_of, self.banner = facts.company, facts.sender, facts.as_of, ""
        self.customer = Debtor("")
