"""Letters that a person sends, in words and as PDF: one text each in `locale/TAG/papers`. Knows no table."""

from typing import Any

from dunwell.adapters.papers.codes_shown import codes_behind
from dunwell.adapters.papers.language import Language, speak
from dunwell.adapters.papers.page_data import cleaned, letter_data, swiss_data
from dunwell.adapters.papers.plain_mail import write_plain
from dunwell.adapters.papers.sheets import prose_data
from dunwell.adapters.papers.standing import StandingPaper, compose_standing
from dunwell.adapters.papers.typesetting import typeset
from dunwell.adapters.papers.values import item_values, pay_values
from dunwell.domain.letters import OwnLetter
from dunwell.domain.papers import Signatory
from dunwell.domain.payment_codes.asked import AskedPayment, asked_payments


def write_letter(facts: OwnLetter) -> tuple[str, str]:
    """Write a letter as text for a mail: subject and body. Raises UserError `unknown_language`, `unknown_currency`."""
    composed = _composed(facts, _payments(facts))
    return composed.title, write_plain(composed.prose)


def render_own_letter(facts: OwnLetter) -> bytes:
    """Write a letter for a window envelope, as PDF. Raises as `write_letter`."""
    payments = _payments(facts)
    composed = _composed(facts, payments)
    codes = codes_behind(composed.prose, payments, composed.language)
    data = letter_data(facts, composed.language, composed.title, facts.contact_name)
    data |= {"running": data["title"], "banner": None, "swiss": swiss_data(payments, composed.language)}
    return typeset("letter", dict(cleaned(data)) | {"blocks": prose_data(composed.prose, codes)}, facts.as_of)


def letter_values(facts: OwnLetter, language: Language, payments: list[AskedPayment]) -> dict[str, Any]:
    """Give the values that the text of a letter may use."""
    items = [item_values(item, facts.as_of, language) for item in facts.items]
    return {
        "company": {"name": facts.company.name, "phone": facts.company.phone or None},
        "customer": {"name": facts.customer.name, "ref": facts.customer.ref or None, "kind": facts.customer.kind},
        "contact_name": facts.contact_name or None,
        "sender": _person(facts.sender),
        "items": items,
        "number": items[0]["number"] if items else None,
        "due_on": items[0]["due_on"] if items else None,
        "numbers": ", ".join(item.number for item in facts.items) or None,
        "amount": language.money(facts.amount_minor, facts.currency) if facts.currency else None,
        "on_date": language.day(facts.on_date) if facts.on_date else None,
        "complaint": facts.complaint or None,
        "reason": facts.reason or None,
        "instalments": [
            {"due_on": language.day(each.due_date), "amount": language.money(each.minor, facts.currency)}
            for each in facts.instalments
        ],
        "is_agreed": facts.is_agreed,
        "accelerates": facts.accelerates,
        "interest_percent": language.percent(facts.interest_percent) if facts.interest_percent else None,
        "to": facts.to or None,
        "payment": [pay_values(each, several=False) for each in payments],
    }


def _composed(facts: OwnLetter, payments: list[AskedPayment]) -> StandingPaper:
    language = speak(facts.language)
    return compose_standing(facts.name, language, lambda spoken: letter_values(facts, spoken, payments))


def _payments(facts: OwnLetter) -> list[AskedPayment]:
    if not facts.currency or not facts.amount_minor:
        return []
    asked = {facts.currency: facts.amount_minor}
    return asked_payments(facts.payment, facts.items, asked, facts.customer, facts.references)


def _person(person: Signatory) -> dict[str, str | None]:
    return {
        "name": person.name,
        "role": person.role or None,
        "email": person.email or None,
        "phone": person.phone or None,
    }
