"""Facts as the values that a text may use: figures already written in the language, what is not known as nil.

The names below are what a company writes in its own texts; docs/papers.md lists them. This module knows no layout.
"""

from datetime import date
from typing import Any

from babel.lists import format_list

from dunwell.adapters.papers import figures
from dunwell.adapters.papers.language import Language
from dunwell.domain.papers import Agreement, CallFacts, Consequences, CurrencyTotal, MessageFacts, PaperItem, PayTo
from dunwell.domain.payment_codes.asked import AskedPayment, asked_payments

MOST_DATES = 3
"""So many dates still fit into a sentence."""


def message_values(facts: MessageFacts, language: Language, medium: str) -> dict[str, Any]:
    """Give the values of a message; `medium` is `email` or `letter`."""
    return {
        **_shared(facts, language),
        "medium": medium,
        "sender": _person(facts.sender.name, facts.sender.role, facts.sender.email, facts.sender.phone),
        "payment": [pay_values(each, several=len(facts.totals) > 1) for each in payments_of(facts)],
        "attached": {"statement": "statement" in facts.attached, "invoices": "invoices" in facts.attached},
        "left_out": ", ".join(facts.left_out) or None,
        "left_out_count": len(facts.left_out),
        "agreed": _agreed(facts.agreed, language),
    }


def call_values(facts: CallFacts, language: Language) -> dict[str, Any]:
    """Give the values of a call sheet's guidance."""
    caller = _person(facts.caller.name, facts.caller.role, facts.caller.email, facts.caller.phone)
    return {**_shared(facts, language), "sender": caller}


def payments_of(facts: MessageFacts) -> list[AskedPayment]:
    """Give the ways to pay what a message asks for, by currency."""
    nets = {total.currency: total.net_minor for total in facts.totals}
    if facts.agreed.instalments:  # what is proposed in parts is not asked for at once: a code pays the first of them
        nets[facts.agreed.currency] = facts.agreed.instalments[0].minor
    return asked_payments(facts.payment, facts.items, nets, facts.customer, facts.references)


def pay_values(asked: AskedPayment, *, several: bool) -> dict[str, Any]:
    """Give one way to pay; its currency is named where several are asked, or where the account is of that one alone."""
    own = bool(asked.way and asked.way.account.currency)
    return account_values(asked.details, names_currency=several or own)


def account_values(pay: PayTo, *, names_currency: bool) -> dict[str, Any]:
    """Give an account as a text may use it."""
    return {
        "payee": pay.payee,
        "iban": figures.iban(pay.iban) or None,
        "account": pay.account or None,
        "bic": pay.bic or None,
        "bank": pay.bank or None,
        "reference": pay.reference or None,
        "link": pay.link or None,
        "currency": (pay.currency or None) if names_currency else None,
    }


def money_or_none(minor: int | None, currency: str, language: Language) -> str | None:
    """Write an amount where there is one."""
    return language.money(minor, currency) if minor is not None and currency else None


def _shared(facts: MessageFacts | CallFacts, language: Language) -> dict[str, Any]:
    items = [item_values(item, facts.as_of, language) for item in facts.items]
    due_dates = [language.day(on) for on in sorted({item.due_date for item in facts.items})]
    oldest = min(facts.items, key=lambda item: (item.kind == "fee", item.due_date))
    return {
        "company": {
            "name": facts.company.name,
            "phone": facts.company.phone or None,
            "email": facts.company.email or None,
        },
        "customer": {
            "name": facts.customer.name,
            "ref": facts.customer.ref or None,
            "kind": facts.customer.kind,
            "debtor_kind": facts.customer.debtor_kind or None,
        },
        "contact_name": facts.contact_name or None,
        "as_of": language.day(facts.as_of),
        "stage": facts.stage,
        "banner": language.banner(facts.banner) or None,
        "items": items,
        "oldest": item_values(oldest, facts.as_of, language),
        "due_dates": _listed(due_dates, language) if len(due_dates) <= MOST_DATES else None,
        "totals": [_total(total, facts, language) for total in facts.totals],
        "net_totals": _listed([language.money(each.net_minor, each.currency) for each in facts.totals], language),
        "deadline": _day(facts.deadline_on, language),
        "consequences": _consequences(facts.consequences, language),
    }


def item_values(item: PaperItem, as_of: date, language: Language) -> dict[str, Any]:
    """Give one item, its amounts with their currency."""
    return {
        "number": item.number,
        "kind": item.kind,
        "item_date": language.short_day(item.item_date),
        "due_date": language.short_day(item.due_date),
        "billed_on": language.day(item.item_date),
        "due_on": language.day(item.due_date),
        "days_late": item.days_late(as_of),
        "amount": language.money(item.amount_minor, item.currency),
        "asked": language.money(item.asked_minor, item.currency),
        "is_rest": item.asked_minor != item.amount_minor,
        "currency": item.currency,
    }


def _total(total: CurrencyTotal, facts: MessageFacts | CallFacts, language: Language) -> dict[str, Any]:
    return {
        "currency": total.currency,
        "items": [item_values(item, facts.as_of, language) for item in facts.items if item.currency == total.currency],
        "asked": language.money(total.asked_minor, total.currency),
        "credit": language.money(total.credit_minor, total.currency),
        "has_credit": total.credit_minor > 0,
        "net": language.money(total.net_minor, total.currency),
    }


def _consequences(said: Consequences, language: Language) -> dict[str, Any]:
    percent = said.late_charge_percent
    return {
        "hold_from_day": said.hold_from_day,
        "on_hold": said.on_hold,
        "late_charge_percent": language.percent(percent) if percent else None,
        "late_charge_from_day": said.late_charge_from_day,
        "suspend_on": _day(said.suspend_on, language),
        "costs": money_or_none(said.costs_minor, said.costs_currency, language),
        "costs_after_days": said.costs_after_days,
        "services_end": said.services_end,
        "hand_over": said.hand_over,
    }


def _agreed(about: Agreement, language: Language) -> dict[str, Any]:
    return {
        "amount": money_or_none(about.amount_minor or None, about.currency, language),
        "due_on": _day(about.due_on, language),
        "last_day": _day(about.last_day, language),
        "left": money_or_none(about.left_minor or None, about.currency, language),
        "accelerates": about.accelerates,
        "on_date": _day(about.on_date, language),
        "complaint": about.complaint or None,
        "reason": about.reason or None,
        "instalments": [
            {"due_on": language.day(each.due_date), "amount": language.money(each.minor, about.currency)}
            for each in about.instalments
        ],
        "answer_by": _day(about.answer_by, language),
    }


def _person(name: str, role: str, email: str, phone: str) -> dict[str, Any]:
    return {"name": name, "role": role or None, "email": email or None, "phone": phone or None}


def _listed(words: list[str], language: Language) -> str:
    return format_list(words, locale=language.locale)


def _day(on: date | None, language: Language) -> str | None:
    return language.day(on) if on is not None else None
