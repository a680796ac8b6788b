"""Facts as the data of the sheets: letter, statement, summary of an invoice, call sheet. Knows no words of its own."""

from collections.abc import Sequence
from typing import Any

from dunwell.adapters.papers.codes_shown import ShownCode
from dunwell.adapters.papers.language import Language
from dunwell.adapters.papers.page_data import base_data, cleaned, code_data, letter_data, payment_data, swiss_data
from dunwell.adapters.papers.prose import Block, Bullets, Paragraph, Prose, Runs, Table
from dunwell.adapters.papers.values import payments_of
from dunwell.domain.aging import BUCKETS, bucket, days_past_due
from dunwell.domain.papers import (
    CallFacts,
    CurrencyAccount,
    InvoiceFacts,
    MessageFacts,
    Movement,
    PaperItem,
    StatementFacts,
    StatementItem,
)
from dunwell.domain.payment_codes.asked import AskedPayment, asked_payments


def letter_sheet(
    facts: MessageFacts, language: Language, subject: str, prose: Prose, codes: Sequence[ShownCode] = ()
) -> dict[str, Any]:
    """Give the data of a reminder letter; codes for payment stand behind the blocks that name their accounts."""
    data = letter_data(facts, language, subject, facts.contact_name)
    data["running"] = data["day"]
    if data["banner"]:
        data["info"] = [*data["info"], [language.words["paper"]["status"], data["banner"]]]
    data["swiss"] = swiss_data(payments_of(facts), language)
    return dict(cleaned(data)) | {"blocks": prose_data(prose, codes)}


def statement_sheet(facts: StatementFacts, language: Language) -> dict[str, Any]:
    """Give the data of a statement of account."""
    words = language.words["statement"]
    since = f"{words['since']} {language.day(facts.since)}" if facts.since else ""
    with_items = [account for account in facts.accounts if account.items]
    payments = statement_payments(facts)
    data = letter_data(facts, language, words["title"]) | {
        "accounts": [_account(account, facts, language) for account in facts.accounts],
        "buckets": [language.words["buckets"][each.code] for each in BUCKETS],
        "aging": [_aging(account, facts, language) for account in with_items],
        "payment": payment_data(payments, language, asked=any(each.balance_minor > 0 for each in facts.accounts)),
        "swiss": swiss_data(payments, language),
        "since": since,
    }
    return dict(cleaned(data))


def invoice_sheet(facts: InvoiceFacts, language: Language) -> dict[str, Any]:
    """Give the data of the summary of one invoice."""
    words, item = language.words["invoice"], facts.item
    late = item.days_late(facts.as_of)
    rows = [
        (words["number"], item.number),
        (words["item_date"], language.day(item.item_date)),
        (words["due_date"], language.day(item.due_date)),
        (words["days_late"], language.count(late) if late else ""),
        (words["terms"], facts.terms),
        (words["reference"], facts.reference),
        (words["amount"], language.money(item.amount_minor, item.currency)),
    ]
    payments = _invoice_payments(facts)
    data = letter_data(facts, language, f"{words['title']} {item.number}") | {
        "facts": [[name, value] for name, value in rows if value],
        "movements": [_movement(each, item.currency, language) for each in facts.movements],
        "open": language.money(item.asked_minor, item.currency),
        "currency": item.currency,
        "payment": payment_data(payments, language, asked=item.asked_minor > 0),
        "swiss": swiss_data(payments, language),
    }
    return dict(cleaned(data))


def call_sheet(facts: CallFacts, language: Language, goal: str, prose: Prose) -> dict[str, Any]:
    """Give the data of a call sheet."""
    words = language.words["call"]
    who = [
        (words["customer"], " · ".join(filter(None, (facts.customer.name, facts.customer.ref)))),
        (words["speak_to"], facts.contact_name),
        (words["phone"], ", ".join(facts.phones)),
    ]
    case = [
        (language.words["paper"]["date"], language.day(facts.as_of)),
        (words["caller"], facts.caller.name),
        (words["stage"], language.words["stages"].get(facts.stage, facts.stage)),
        (language.words["paper"]["status"], language.banner(facts.banner)),
    ]
    title = f"{words['title']}: {facts.customer.name}"
    data = base_data(language, facts.company, facts.customer, title, facts.as_of) | {
        "goal": goal,
        "who": [[name, value] for name, value in who if value],
        "case": [[name, value] for name, value in case if value],
        "items": [_call_item(item, facts, language) for item in facts.items],
        "sums": _call_sums(facts, language),
        "promises": _promises(facts, language),
        "disputes": _disputes(facts, language),
        "earlier": _earlier(facts, language),
    }
    return dict(cleaned(data)) | {"blocks": prose_data(prose)}


def prose_data(prose: Prose, codes: Sequence[ShownCode] = ()) -> list[dict[str, Any]]:
    """Give blocks of prose as data, and codes behind those to which they belong."""
    blocks = []
    for at, block in enumerate(prose):
        drawn = [code_data(code.code, code.alt, code.caption) for code in codes if code.behind == at]
        blocks.append(_block(block) | {"codes": [each for each in drawn if each]})
    return blocks


def statement_payments(facts: StatementFacts) -> list[AskedPayment]:
    """Ask for what is past due and not in dispute, less the credit; where there is none of it, for the balance."""
    nets: dict[str, int] = {}
    items: list[PaperItem] = []
    for account in facts.accounts:
        due = [item for item in account.items if facts.as_of > item.due_date]
        net = sum(item.open_minor - item.disputed_minor for item in due) - account.credit_minor
        if account.balance_minor > 0:
            nets[account.currency] = net if net > 0 else account.balance_minor
            items += [_paper_item(item, account.currency) for item in (due if net > 0 else account.items)]
    return asked_payments(facts.payment, items, nets, facts.customer, facts.references)


def _paper_item(item: StatementItem, currency: str) -> PaperItem:
    return PaperItem(
        item.number,
        item.item_date,
        item.due_date,
        currency,
        item.amount_minor,
        item.open_minor,
        references=item.references,
    )


def _invoice_payments(facts: InvoiceFacts) -> list[AskedPayment]:
    item = facts.item
    if item.asked_minor <= 0:
        return []
    return asked_payments(facts.payment, [item], {item.currency: item.asked_minor}, facts.customer)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "heading": block.is_heading, "runs": _runs(block.runs)}
    if isinstance(block, Bullets):
        return {"kind": "list", "ordered": block.ordered, "items": [_runs(item) for item in block.items]}
    return {
        "kind": "table",
        "names": not any(block.head[1:]),
        "head": [_runs(cell) for cell in block.head],
        "rows": [[_runs(cell) for cell in row] for row in block.rows],
        "totals": sum(map(Table.is_total, block.rows)),
        "aligns": block.aligns,
    }


def _runs(runs: Runs) -> list[dict[str, Any]]:
    return [{"text": run.text, "strong": run.strong, "link": run.link} for run in runs] or [
        {"text": "", "strong": False, "link": ""}
    ]


def _account(account: CurrencyAccount, facts: StatementFacts, language: Language) -> dict[str, Any]:
    words, currency = language.words["statement"], account.currency
    sums = [[words["total"], language.money(account.open_minor, currency)]]
    if account.credit_minor:
        sums += [
            [words["less_credit"], language.money(-account.credit_minor, currency)],
            [words["balance"], language.money(account.balance_minor, currency)],
        ]
    return {
        "currency": currency,
        "balance": language.money(account.balance_minor, currency),
        "past_due": language.money(account.past_due_minor(facts.as_of), currency),
        "open": language.money(account.open_minor, currency),
        "credit": language.money(account.credit_minor, currency),
        "in_favour": account.balance_minor < 0,
        "items": [
            _statement_item(item, account, facts, language)
            for item in sorted(account.items, key=lambda item: (item.due_date, item.item_date))
        ],
        "sums": sums,
        "movements": [_movement(each, currency, language) for each in account.movements],
    }


def _statement_item(
    item: StatementItem, account: CurrencyAccount, facts: StatementFacts, language: Language
) -> dict[str, Any]:
    late = days_past_due(item.due_date, facts.as_of)
    disputed = language.words["statement"]["disputed"]
    note = f"{language.money(item.disputed_minor, account.currency)} {disputed}" if item.disputed_minor else None
    return {
        "number": _named(item, language),
        "note": note,
        "cells": [
            language.short_day(item.item_date),
            language.short_day(item.due_date),
            language.count(late) if late else "–",
            language.plain_amount(item.amount_minor, account.currency),
            language.plain_amount(item.open_minor, account.currency),
        ],
    }


def _named(item: StatementItem | PaperItem, language: Language) -> str:
    return item.number if item.kind == "invoice" else f"{language.words['kinds'][item.kind]} {item.number}"


def _aging(account: CurrencyAccount, facts: StatementFacts, language: Language) -> dict[str, Any]:
    sums = dict.fromkeys(BUCKETS, 0)
    for item in account.items:
        sums[bucket(days_past_due(item.due_date, facts.as_of))] += item.open_minor
    whole = account.open_minor
    cells = [
        {
            "amount": language.plain_amount(minor, account.currency) if minor else "–",
            "share": minor * 100 // whole if whole else 0,
            "depth": depth,
        }
        for depth, minor in enumerate(sums.values())
    ]
    return {"currency": account.currency, "cells": cells}


def _movement(movement: Movement, currency: str, language: Language) -> list[str]:
    what = language.words["movements"][movement.kind]
    reference = " · ".join(filter(None, (movement.number, movement.note)))
    return [language.short_day(movement.on), what, reference, language.plain_amount(movement.amount_minor, currency)]


def _call_item(item: PaperItem, facts: CallFacts, language: Language) -> list[str]:
    return [
        _named(item, language),
        language.short_day(item.item_date),
        language.short_day(item.due_date),
        language.count(item.days_late(facts.as_of)),
        language.money(item.asked_minor, item.currency),
    ]


def _call_sums(facts: CallFacts, language: Language) -> list[list[str]]:
    words = language.words
    rows: list[list[str]] = []
    for total in facts.totals:
        if total.credit_minor:
            rows.append([words["call"]["less_credit"], language.money(-total.credit_minor, total.currency)])
        rows.append([words["call"]["to_pay"], language.money(total.net_minor, total.currency)])
    return rows


def _promises(facts: CallFacts, language: Language) -> list[list[str]]:
    words = language.words
    rows = []
    for each in facts.promises:
        made = f"{words['call']['made']} {language.short_day(each.made_on)}" if each.made_on else ""
        by = f"{words['call']['by']} {each.by}" if each.by else ""
        said = ", ".join(filter(None, (words["outcomes"][each.outcome], " ".join(filter(None, (made, by))))))
        rows.append([f"{language.short_day(each.due_on)}: {language.money(each.amount_minor, each.currency)}", said])
    return rows


def _disputes(facts: CallFacts, language: Language) -> list[list[str]]:
    resolved = language.words["call"]["resolved"]
    return [
        [
            f"{language.short_day(each.raised_on)}: {language.money(each.amount_minor, each.currency)}",
            ", ".join(filter(None, (each.number, each.reason, resolved if each.resolved else ""))),
        ]
        for each in facts.disputes
    ]


def _earlier(facts: CallFacts, language: Language) -> list[list[str]]:
    channels = language.words["channels"]
    return [
        [
            f"{language.short_day(each.on)} {channels[each.channel]}",
            ": ".join(filter(None, (language.words["steps"].get(each.what, each.what), each.outcome))),
        ]
        for each in facts.earlier
    ]
