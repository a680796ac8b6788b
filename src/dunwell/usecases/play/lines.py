"""Each verb of a book as a call of its use case. Runs are not here: they are asked of an engine. Knows no rule."""

from collections.abc import Callable
from functools import singledispatch
from typing import Any

from dunwell.policy.books import statements as said
from dunwell.usecases.accept_terms import accept_terms
from dunwell.usecases.add_customer import add_customer
from dunwell.usecases.agree_plan import agree_plan
from dunwell.usecases.announce_payment import announce_payment
from dunwell.usecases.approve import approve
from dunwell.usecases.chargeback import chargeback
from dunwell.usecases.extend_item import extend_item
from dunwell.usecases.fail_payment import fail_payment
from dunwell.usecases.hand_over import hand_over
from dunwell.usecases.pause_customer import pause_customer
from dunwell.usecases.play.agreement_lines import AGREEMENTS
from dunwell.usecases.post_credit import post_credit
from dunwell.usecases.post_invoice import post_invoice
from dunwell.usecases.post_payment import post_payment
from dunwell.usecases.raise_dispute import raise_dispute
from dunwell.usecases.read_reply import read_reply
from dunwell.usecases.recall import recall
from dunwell.usecases.record_bounce import record_bounce
from dunwell.usecases.record_promise import record_promise
from dunwell.usecases.record_reply import record_reply
from dunwell.usecases.recover import recover
from dunwell.usecases.refund import refund
from dunwell.usecases.reject import reject
from dunwell.usecases.resolve_dispute import resolve_dispute
from dunwell.usecases.resume_customer import resume_customer
from dunwell.usecases.waive_fee import waive_fee
from dunwell.usecases.withdraw_promise import withdraw_promise
from dunwell.usecases.work import Answer, Caller
from dunwell.usecases.write_off import write_off


def carry_out(caller: Caller, statement: said.Statement) -> Answer:
    """Carry out a line that is no run. Raises what the use case raises."""
    agreed = AGREEMENTS.get(type(statement))
    use_case, asked = agreed(statement) if agreed else _call(statement)
    return use_case(caller, **{name: value for name, value in asked.items() if value is not None})


Call = tuple[Callable[..., Answer], dict[str, Any]]


@singledispatch
def _call(statement: said.Statement) -> Call:
    raise TypeError(f"no use case carries out {type(statement).__name__}")


def _money(amount: Any) -> dict[str, Any]:
    return {"amount_minor": amount.minor, "currency": amount.currency} if amount else {}


@_call.register
def _(line: said.Customer) -> Call:
    limit = {"limit_minor": line.limit.minor, "limit_currency": line.limit.currency} if line.limit else {}
    return add_customer, {
        "ref": line.name,
        "name": line.legal_name,
        "country": line.country,
        "region": line.region,
        "kind": line.kind,
        "language": line.language,
        "email": line.email,
        "phone": line.phone,
        "address": line.address,
        "terms": line.terms,
        "policy": line.policy,
        "law": line.law,
        "stage": line.stage,
        **limit,
    }


@_call.register
def _(line: said.Invoice) -> Call:
    return post_invoice, {
        "number": line.name,
        "customer": line.customer,
        "due_date": line.due_date,
        **_money(line.amount),
    }


@_call.register
def _(line: said.Credit) -> Call:
    return post_credit, {
        "number": line.name,
        "customer": line.customer,
        "item": line.invoice,
        **_money(line.amount),
    }


@_call.register
def _(line: said.Payment) -> Call:
    return post_payment, {
        "customer": line.customer,
        "reference": line.ref,
        **_money(line.amount),
    }


@_call.register
def _(line: said.Refund) -> Call:
    return refund, {"customer": line.customer, "reference": line.ref, **_money(line.amount)}


@_call.register
def _(line: said.Chargeback) -> Call:
    return chargeback, {"customer": line.customer, "reference": line.ref, **_money(line.amount)}


@_call.register
def _(line: said.UnderWay) -> Call:
    return announce_payment, {"customer": line.customer, "item": line.invoice, **_money(line.amount)}


@_call.register
def _(line: said.UnderWayFailed) -> Call:
    return fail_payment, {"item": line.invoice}


@_call.register
def _(line: said.Promise) -> Call:
    return record_promise, {
        "customer": line.customer,
        "on": line.promised_date,
        "method": line.method,
        "number": line.number,
        "in_hand": line.in_hand,
        "said_by": line.said_by,
        **_money(line.amount),
    }


@_call.register
def _(line: said.Withdraw) -> Call:
    return withdraw_promise, {"customer": line.customer}


@_call.register
def _(line: said.Dispute) -> Call:
    return raise_dispute, {"item": line.invoice, "code": line.code, "reason": line.reason, **_money(line.amount)}


@_call.register
def _(line: said.Resolve) -> Call:
    asked = {"item": line.invoice, "verdict": line.verdict, "reason": line.reason}
    return resolve_dispute, asked | _money(line.amount)


@_call.register
def _(line: said.Pause) -> Call:
    return pause_customer, {"customer": line.customer, "until": line.until_date, "reason": line.reason}


@_call.register
def _(line: said.Resume) -> Call:
    return resume_customer, {"customer": line.customer}


@_call.register
def _(line: said.Extend) -> Call:
    return extend_item, {"item": line.invoice, "to": line.due_date}


@_call.register
def _(line: said.Plan) -> Call:
    return agree_plan, {
        "customer": line.customer,
        "items": list(line.invoices),
        "count": line.count,
        "every": line.every,
        "first_on": line.first_date,
        "interest_percent": line.interest,
        "accelerates": line.accelerates or None,
        **_money(line.amount),
    }


@_call.register
def _(line: said.Waive) -> Call:
    return waive_fee, {"customer": line.customer, "reason": line.reason, **_money(line.amount)}


@_call.register
def _(line: said.WriteOff) -> Call:
    return write_off, {"item": line.invoice, "reason": line.reason}


@_call.register
def _(line: said.HandOver) -> Call:
    return hand_over, {"customer": line.customer, "to": line.to}


@_call.register
def _(line: said.Recall) -> Call:
    return recall, {"customer": line.customer}


@_call.register
def _(line: said.Recover) -> Call:
    return recover, {"customer": line.customer, "reference": line.ref, **_money(line.amount)}


@_call.register
def _(line: said.Accept) -> Call:
    return accept_terms, {"customer": line.customer, "policy": line.policy, "how": line.how, "by": line.by}


@_call.register
def _(line: said.Reply) -> Call:
    return record_reply, {"customer": line.customer, "text": line.text}


@_call.register
def _(line: said.Read) -> Call:
    wish = {"wish_minor": line.wish.minor, "currency": line.wish.currency} if line.wish else {}
    asked = {"asks": line.asks, "every": line.every, "first_on": line.first_date} if line.asks else {}
    return read_reply, {"customer": line.customer, **asked, **wish}


@_call.register
def _(line: said.Bounce) -> Call:
    return record_bounce, {"customer": line.customer, "channel": line.channel}


@_call.register
def _(line: said.Approve) -> Call:
    return (approve if line.approved else reject), {"what": line.what, "customer": line.customer}
