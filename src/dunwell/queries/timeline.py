"""All that happened with a customer, the newest first: one line each, in the trade's words. Reads only.

A constant number of statements; each sort of event is cut to the newest, so that a page stays a page.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.data.ready import ready

Facts = dict[str, Any]
OF_EACH = 40
KINDS = ("message", "call", "payment", "promise", "dispute", "reply", "stop", "task", "invoice")


def timeline(company: Company, row: Customer) -> list[Facts]:
    """List what happened: on (date), kind (one of KINDS), what (a code), about, amount in minor units, state, id."""
    books = Books(company)
    sorts = (_messages, _calls, _entries, _commitments, _disputes, _replies, _stops, _tasks, _items)
    events = [event for sort in sorts for event in sort(books, row)]
    return sorted(events, key=lambda event: event["on"], reverse=True)


def _event(on: date, kind: str, what: str, **more: Any) -> Facts:
    return {"on": on, "kind": kind, "what": what, "about": "", "minor": None, "currency": "", "state": "", **more}


@ready
def _newest_messages(books: Books, row: Customer) -> Any:
    return books.messages.of_customer(row).select_related("decision", "address").order_by("-id")[:OF_EACH]


@ready
def _newest_calls(books: Books, row: Customer) -> Any:
    return books.calls.of_customer(row).select_related("decision").order_by("-id")[:OF_EACH]


@ready
def _newest_entries(books: Books, row: Customer) -> Any:
    return books.entries.of_customer(row).order_by("-entry_date", "-id")[:OF_EACH]


@ready
def _newest_commitments(books: Books, row: Customer) -> Any:
    return books.commitments.of_customer(row).order_by("-id")[:OF_EACH]


@ready
def _newest_disputes(books: Books, row: Customer) -> Any:
    return books.disputes.of_customer(row).select_related("item").order_by("-id")[:OF_EACH]


@ready
def _newest_replies(books: Books, row: Customer) -> Any:
    return books.replies.of_customer(row).order_by("-id")[:OF_EACH]


@ready
def _newest_pauses(books: Books, row: Customer) -> Any:
    return books.pauses.of_customer(row).order_by("-id")[:OF_EACH]


@ready
def _newest_holds(books: Books, row: Customer) -> Any:
    return books.holds.of_customer(row).order_by("-id")[:OF_EACH]


@ready
def _newest_hand_overs(books: Books, row: Customer) -> Any:
    return books.hand_overs.of_customer(row).order_by("-id")[:OF_EACH]


@ready
def _newest_tasks(books: Books, row: Customer) -> Any:
    return books.tasks.of_customer(row).order_by("-id")[:OF_EACH]


@ready
def _newest_items(books: Books, row: Customer) -> Any:
    return books.items.of_customer(row).order_by("-item_date", "-id")[:OF_EACH]


def _messages(books: Books, row: Customer) -> Iterator[Facts]:
    rows = _newest_messages(books, row)
    for each in rows:
        yield _event(
            each.decision.as_of,
            "message",
            each.decision.template,
            about=each.address.text if each.address and each.channel == "email" else "",
            channel=each.channel,
            state=each.state,
            why=each.reason,
            message=each.pk,
        )


def _calls(books: Books, row: Customer) -> Iterator[Facts]:
    rows = _newest_calls(books, row)
    for each in rows:
        yield _event(
            each.done_on or each.decision.as_of,
            "call",
            each.decision.template,
            about=each.outcome,
            state=each.state,
        )


def _entries(books: Books, row: Customer) -> Iterator[Facts]:
    for each in _newest_entries(books, row):
        yield _event(
            each.entry_date,
            "payment",
            each.kind,
            about=each.reference or each.number,
            minor=each.amount_minor,
            currency=each.currency,
        )


def _commitments(books: Books, row: Customer) -> Iterator[Facts]:
    for each in _newest_commitments(books, row):
        yield _event(
            each.made_on,
            "promise",
            each.kind,
            minor=each.amount_minor,
            currency=each.currency,
            state=each.state,
            until=each.on_date,
        )


def _disputes(books: Books, row: Customer) -> Iterator[Facts]:
    for each in _newest_disputes(books, row):
        yield _event(
            each.opened_on,
            "dispute",
            each.item.number,
            about=each.reason,
            minor=each.amount_minor,
            currency=each.item.currency,
            state=each.state,
        )


def _replies(books: Books, row: Customer) -> Iterator[Facts]:
    for each in _newest_replies(books, row):
        yield _event(each.received_on, "reply", "reply", about=each.text, state="read" if each.ended_on else "unread")


def _stops(books: Books, row: Customer) -> Iterator[Facts]:
    for pause in _newest_pauses(books, row):
        yield _event(pause.begun_on, "stop", "pause", about=pause.reason, until=pause.until)
    for hold in _newest_holds(books, row):
        yield _event(hold.placed_on, "stop", "hold", about=hold.reason)
        if hold.ended_on:
            yield _event(hold.ended_on, "stop", "hold-released")
    for hand_over in _newest_hand_overs(books, row):
        yield _event(hand_over.handed_on, "stop", "handed-over", about=hand_over.to)
        if hand_over.ended_on:
            yield _event(hand_over.ended_on, "stop", "recalled")


def _tasks(books: Books, row: Customer) -> Iterator[Facts]:
    for each in _newest_tasks(books, row):
        yield _event(each.done_on or each.raised_on, "task", each.task, about=each.outcome, state=each.state)


def _items(books: Books, row: Customer) -> Iterator[Facts]:
    for each in _newest_items(books, row):
        yield _event(
            each.item_date,
            "invoice",
            each.kind,
            about=each.number,
            minor=each.amount_minor,
            currency=each.currency,
            state="open" if each.residual_minor else "settled",
        )
