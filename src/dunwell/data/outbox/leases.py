"""Who has which message: claims under a lease, with a number that shuts out whoever lost it. Knows no transport.

A dispatcher claims messages for a while, marks each as being sent in a transaction of its own just before it hands it
over, and writes down what came of it. If it dies, what it had only claimed is free again when the lease is over; what
it was sending then is in doubt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Min, OuterRef, Q, Subquery

from dunwell.data.books import Books
from dunwell.data.models import Customer, Message
from dunwell.data.models.querysets import MessageQuerySet
from dunwell.data.straight import cursor_beside

LEASE = timedelta(minutes=5)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LEASED = ("claimed", "sending")
LOST = "dispatcher_lost"
_FREE = {"lease_holder": "", "lease_until": None}


@dataclass(frozen=True, slots=True)
class Claim:
    """One message that a dispatcher has: it may change it as long as holder and fence are still these."""

    number: int
    holder: str
    fence: int


def take_over(books: Books, at: datetime) -> list[int]:
    """Free what dead dispatchers had claimed, and name what they may have sent: it is in doubt now."""
    expired = books.messages.filter(lease_until__lt=at)
    expired.filter(state="claimed").update(state="rendered", **_FREE)
    lost = list(expired.filter(state="sending").values_list("pk", flat=True))
    expired.filter(pk__in=lost, state="sending").update(state="in_doubt", reason=LOST, sent_at=at, **_FREE)
    return lost


def oldest_first(books: Books, messages: MessageQuerySet, limit: int) -> list[int]:
    """Lock the customers of the oldest of these messages, and name them; those whom others hold are left to others."""
    oldest = messages.order_by().values("customer_id").annotate(first=Min("pk")).order_by("first")
    wanted = [row["customer_id"] for row in oldest[: 4 * limit]]
    free = books.customers.filter(pk__in=wanted).order_by("pk").select_for_update(skip_locked=True)
    held = set(free.values_list("pk", flat=True))
    return [pk for pk in wanted if pk in held][:limit]


def of_customers(messages: MessageQuerySet, customers: Sequence[int], limit: int) -> list[Message]:
    """Read those of these messages that go to customers just locked, the oldest first, with all that one looks at."""
    rows = messages.filter(customer__in=customers).order_by("pk")
    return list(rows.select_related("customer", "decision__run", "address__contact")[:limit])


def claim(books: Books, numbers: Sequence[int], holder: str, at: datetime) -> list[Claim]:
    """Claim messages that were just read under the lock of their customers, noting the version they were looked at."""
    rows = books.messages.filter(pk__in=numbers)
    version = Customer.objects.filter(pk=OuterRef("customer_id")).values("version")
    rows.update(
        state="claimed",
        lease_holder=holder,
        lease_fence=F("lease_fence") + 1,
        lease_until=at + LEASE,
        seen_version=Subquery(version),
    )
    return [Claim(pk, holder, fence) for pk, fence in rows.order_by("pk").values_list("pk", "lease_fence")]


def begin(books: Books, mine: Claim, at: datetime) -> bool:
    """Mark a message as being sent, unless the lease was lost or its customer changed since: then it is let go."""
    with transaction.atomic():
        begun = _change(_BEGIN, books, mine, _moment(at + LEASE))
        if not begun:
            let_go(books, [mine])
    return begun


@dataclass(frozen=True, slots=True)
class Gone:
    """A message that went out: its state now, when, as of which day, under which journal entry, in whose words."""

    customer_id: int
    state: str
    at: datetime
    on: date
    seq: int
    said: str


def settle_gone(books: Books, mine: Claim, gone: Gone) -> bool:
    """Write down that a message went out, and raise its customer's version; False where the lease was lost.

    What `settle` does for every outcome, without the detours: this one happens for each message of a night.
    """
    # The customer first: whoever writes to one locks it before anything of it.
    with cursor_beside() as cursor:
        cursor.execute(_TOUCH, [gone.customer_id, books.company.pk])
    delivered = (_day(gone.on), gone.seq) if gone.state == "delivered" else (None, None)
    return _change(_GONE, books, mine, gone.state, _moment(gone.at), *delivered, gone.said)


def _change(statement: str, books: Books, mine: Claim, *values: Any) -> bool:
    with cursor_beside() as cursor:
        cursor.execute(statement, [*values, mine.number, books.company.pk, mine.holder, mine.fence])
        return bool(cursor.rowcount)


def _moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _day(on: date) -> Any:
    return connection.ops.adapt_datefield_value(on)


_MINE = "WHERE id = %s AND company_id = %s AND lease_holder = %s AND lease_fence = %s"
_BEGIN = f"""
UPDATE data_message SET state = 'sending', lease_until = %s {_MINE} AND state = 'claimed'
AND EXISTS (SELECT 1 FROM data_customer c WHERE c.id = customer_id AND c.version = seen_version)
"""  # noqa: S608 - no value stands in it
_GONE = f"""
UPDATE data_message SET state = %s, sent_at = %s, delivered_on = %s, delivered_seq = %s, said = %s, reason = '',
lease_holder = '', lease_until = NULL {_MINE} AND state = 'sending'
"""  # noqa: S608
_TOUCH = "UPDATE data_customer SET version = version + 1, next_review_on = NULL WHERE id = %s AND company_id = %s"


def keep_alive(books: Books, holder: str, at: datetime) -> None:
    """Go on holding what is claimed: the heartbeat of a long batch."""
    books.messages.filter(state="claimed", lease_holder=holder).update(lease_until=at + LEASE)


def let_go(books: Books, claims: Sequence[Claim], not_before: datetime | None = None) -> None:
    """Put back what was claimed and not yet begun."""
    # Most of a batch was sent: one look tells which few are left.
    rows = books.messages.filter(pk__in=[each.number for each in claims], state="claimed")
    left = set(rows.values_list("pk", flat=True))
    for each in claims:
        if each.number in left:
            _mine(books, each, "claimed").update(state="rendered", not_before=not_before, **_FREE)


def put_back(books: Books, mine: Claim) -> None:
    """Put back a message that was begun and, as the other side has said, did not go out."""
    _mine(books, mine, "sending").update(state="rendered", **_FREE)


def settle(books: Books, mine: Claim, **outcome: Any) -> bool:
    """Write down what came of a message, and end its lease; False where the lease was lost: nothing is written."""
    return bool(_mine(books, mine, "sending").update(**{**_FREE, **outcome}))


def used(books: Books, channel: str, at: datetime) -> tuple[int, int]:
    """Count what went out on a channel within the last minute and the last day, what is on its way included."""
    rows = books.messages.filter(channel=channel)
    leased = rows.filter(state__in=LEASED).count()
    sent = rows.filter(sent_at__gt=at - DAY).exclude(state__in=LEASED)
    return leased + sent.filter(sent_at__gt=at - MINUTE).count(), leased + sent.count()


def _mine(books: Books, mine: Claim, *states: str) -> Any:
    held = Q(pk=mine.number, lease_holder=mine.holder, lease_fence=mine.fence, state__in=states)
    return books.messages.filter(held)
