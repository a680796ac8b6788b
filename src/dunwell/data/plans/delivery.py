"""What became of messages: delivered, bounced. Knows no transport."""

from datetime import date

from django.db.models import Q

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer, Message

SENDABLE = ("planned", "rendered", "sent", "in_doubt", "failed")
"""The states from which a person can say that a message went out: nobody is sending it just now."""


def record_delivery(message: Message, on: date, seq: int | None) -> bool:
    """Note that a message was delivered on a day: mail accepted, letter posted, or marked sent by a person.

    From then on the customer counts as told, and steps that count from this one begin to count. Says whether it was
    news: one already delivered stays as it was, one cancelled or bounced stays so.
    """
    changed = (
        Books(message.company)
        .messages.filter(pk=message.pk, state__in=SENDABLE)
        .update(state="delivered", delivered_on=on, delivered_seq=seq)
    )
    return bool(changed)


def record_bounce(company: Company, customer: Customer, channel: str, on: date, seq: int | None) -> int:
    """Note that a channel's working addresses bounced on a day; what went out there that day was not delivered.

    Gives the number of addresses that worked until then. The customer is no longer told of its stage by those messages.
    """
    books = Books(company)
    books.messages.of_customer(customer).filter(
        Q(delivered_on=on) | Q(decision__as_of=on), channel=channel, state__in=("sent", "delivered", "in_doubt")
    ).update(state="bounced", bounced_on=on, bounced_seq=seq)
    working = books.addresses.of_customer(customer).working().filter(channel=channel)
    return working.update(bounced_on=on, bounced_seq=seq)
