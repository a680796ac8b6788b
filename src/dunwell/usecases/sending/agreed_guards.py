"""Who may be written to about what was agreed, and on which channel: the guards of docs/deciding.md, rule 4.

They are those of other messages, but for `too_soon`: what a customer has agreed to does not press it. At most one
message a customer and channel a day. Cancels and writes nothing.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from dunwell.data.books import Books
from dunwell.data.models import Address, Customer
from dunwell.domain.agreed import ToTell
from dunwell.domain.reasons import Reason
from dunwell.policy.file import Policy
from dunwell.queries.bad_templates import bad_templates
from dunwell.queries.chunks import chunks, policies_for
from dunwell.queries.names import calendar_of
from dunwell.usecases.work import Work

CHANNELS = ("email", "letter")
"""The ways by which one is told, the first that reaches the customer."""
_FIRST = {"payables": 0, None: 1}


@dataclass(slots=True)
class Desk:
    """All that the guards look at, of some customers on a day."""

    as_of: date
    cash_fresh: bool
    customers: dict[int, Customer] = field(default_factory=dict)
    policies: dict[int, Policy] = field(default_factory=dict)
    silent: dict[int, Reason] = field(default_factory=dict)
    addresses: dict[tuple[int, str], Address] = field(default_factory=dict)
    used: set[tuple[int, str]] = field(default_factory=set)
    days: dict[int, list[date]] = field(default_factory=lambda: defaultdict(list))
    bad: set[tuple[str, str]] = field(default_factory=set)

    def channel_for(self, each: ToTell) -> Address | Reason:
        """Give the address to which it goes now, or why it has to wait; none is left where nothing is to come."""
        customer, policy = self.customers[each.customer_id], self.policies[each.customer_id]
        reason = self.silent.get(customer.pk)
        if reason is None and not self.cash_fresh:
            reason = Reason.STALE_CASH
        ways = [
            self.addresses[customer.pk, channel] for channel in CHANNELS if (customer.pk, channel) in self.addresses
        ]
        if reason is None and not ways:
            reason = Reason.NO_CONTACT
        if reason is None and (customer.pk, ways[0].channel) in self.used:
            reason = Reason.TOO_SOON
        if reason is None and self._too_many(customer.pk, policy):
            reason = Reason.TOO_MANY
        if reason is None and self._closed(customer, policy):
            reason = Reason.NOT_A_BUSINESS_DAY
        if reason is None and (each.name.value, customer.language) in self.bad:
            reason = Reason.BAD_TEMPLATE
        return ways[0] if reason is None else reason

    def take(self, customer: int, channel: str) -> None:
        """Note that a message goes to a customer on a channel today."""
        self.used.add((customer, channel))
        self.days[customer].append(self.as_of)

    def _too_many(self, customer: int, policy: Policy) -> bool:
        since = self.as_of - timedelta(days=policy.guards.window_days)
        return sum(day > since for day in self.days[customer]) >= policy.guards.max_contacts

    def _closed(self, customer: Customer, policy: Policy) -> bool:
        return policy.guards.business_days_only and not calendar_of(customer.company, customer).is_business_day(
            self.as_of
        )


def desk_for(work: Work, customers: Collection[int], as_of: date, *, cash_fresh: bool) -> Desk:
    """Read what the guards look at for these customers, and hold their rows until the end."""
    desk = Desk(as_of, cash_fresh, bad=set(bad_templates(work.company)))
    for some in chunks(customers):
        work.books.locked(some)
        for row in work.books.customers.filter(pk__in=some):
            row.company = work.company
            desk.customers[row.pk] = row
        desk.policies.update(policies_for(work.books, some))
        desk.silent.update(silenced(work.books, some, as_of))
        _address(work.books, desk, some)
        _count(work.books, desk, some)
    return desk


def silenced(books: Books, customers: Collection[int], as_of: date) -> dict[int, Reason]:
    """Tell who is not written to at all on a day, whatever it is about, and why; the first guard that is true."""
    handed = books.hand_overs.standing().filter(customer__in=customers).values_list("customer_id", flat=True)
    replied = books.replies.standing().filter(customer__in=customers).values_list("customer_id", flat=True)
    paused = books.pauses.holding(as_of).filter(customer__in=customers).values_list("customer_id", flat=True)
    return {
        **dict.fromkeys(paused, Reason.PAUSED),
        **dict.fromkeys(replied, Reason.REPLY_WAITING),
        **dict.fromkeys(handed, Reason.HANDED_OVER),
    }


def _address(books: Books, desk: Desk, customers: list[int]) -> None:
    """Find where to write: whoever pays the bills, else the customer in general, else anybody; the newest of them."""
    rows = books.addresses.working().filter(customer__in=customers, channel__in=CHANNELS).select_related("contact")
    ranked = sorted(rows, key=lambda row: (_FIRST.get(row.contact and row.contact.role, 2), -row.pk), reverse=True)
    desk.addresses.update({(row.customer_id, row.channel): row for row in ranked})


def _count(books: Books, desk: Desk, customers: list[int]) -> None:
    longest = max((desk.policies[pk].guards.window_days for pk in customers if pk in desk.policies), default=0)
    since = desk.as_of - timedelta(days=longest)
    rows = books.decisions.carried_out().exclude(channel="task").filter(customer__in=customers, as_of__gt=since)
    for customer, channel, on in rows.values_list("customer_id", "channel", "as_of"):
        desk.days[customer].append(on)
        if on == desk.as_of:
            desk.used.add((customer, channel))
