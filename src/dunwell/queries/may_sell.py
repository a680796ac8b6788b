"""May one sell to this customer? For those who take orders, and for other systems that ask before they supply.

The answers and their codes stand in `dunwell.domain.selling`. Reads only.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.domain import selling
from dunwell.domain.errors import RefusalCode, Refused
from dunwell.domain.terms import TermsKind
from dunwell.domain.terms_reading import parse_terms
from dunwell.policy.file import Policy
from dunwell.queries.policy_in_force import policy_in, version_in_force


@dataclass(frozen=True, slots=True)
class MaySell:
    """Whether one may sell, why not, and the numbers behind it, in minor units of the limit's currency."""

    customer: str
    as_of: date
    answer: str  # yes, no, prepay
    reason: str | None
    sentence: str
    limit_minor: int | None
    limit_currency: str
    exposure_minor: int

    def as_facts(self) -> dict[str, Any]:
        """Give the answer as plain values for `--json` and the API."""
        return {**asdict(self), "as_of": self.as_of.isoformat()}


def may_sell(
    company: Company, customer: str, as_of: date, *, amount_minor: int | None = None, currency: str | None = None
) -> MaySell:
    """Tell whether one may sell to a customer on a day: for an amount in minor units of its currency, or at all.

    Raises Refused `unknown_customer`.
    """
    books = Books(company)
    found: Customer | None = books.customers.filter(ref=customer).first()
    if found is None:
        raise Refused(
            RefusalCode.UNKNOWN_CUSTOMER,
            f"There is no customer {customer}",
            "Give the customer's number as `dunwell customer` lists it",
            field="customer",
            value=customer,
        )
    buyer = _buyer(books, found)
    verdict, reason = selling.may_sell(buyer, amount_minor, currency)
    return MaySell(
        customer=found.ref,
        as_of=as_of,
        answer=verdict.value,
        reason=reason.value if reason else None,
        sentence=reason.meaning if reason else "Nothing speaks against it.",
        limit_minor=buyer.limit_minor,
        limit_currency=buyer.limit_currency,
        exposure_minor=buyer.exposure_minor,
    )


def _buyer(books: Books, customer: Customer) -> selling.Buyer:
    """Gather what a sale depends on, as the books stand now."""
    version = version_in_force(books, customer)
    policy = policy_in(version) if version else None
    terms = customer.terms or (policy.terms if policy else "")
    return selling.Buyer(
        handed_over=books.hand_overs.of_customer(customer).standing().exists(),
        on_hold=books.holds.of_customer(customer).standing().exists(),
        acceptance_missing=bool(policy and policy.acceptance.required and not _accepted(books, customer, policy.name)),
        prepays=bool(terms) and parse_terms(terms).kind is TermsKind.PREPAID,
        frozen=books.credit_freezes.of_customer(customer).standing().exists(),
        prepays_at_stage=_prepays_at_stage(books, customer, policy),
        limit_minor=customer.limit_minor,
        limit_currency=customer.limit_currency,
        exposure_minor=exposure(books, customer, customer.limit_currency) if customer.limit_currency else 0,
    )


def _prepays_at_stage(books: Books, customer: Customer, policy: Policy | None) -> bool:
    """Tell whether the customer stands so high that the policy sells to it for prepayment alone."""
    if policy is None or policy.selling.prepay_from_stage is None:
        return False
    stage: int | None = books.episodes.of_customer(customer).standing().values_list("stage", flat=True).first()
    return stage is not None and stage >= policy.rank_of(policy.selling.prepay_from_stage)


def _accepted(books: Books, customer: Customer, policy: str) -> bool:
    return bool(books.acceptances.of_customer(customer).filter(policy_name=policy).exists())


def exposure(books: Books, customer: Customer, currency: str) -> int:
    """Sum what is open in a currency and orders told, less money and credits that settle nothing yet; at least nothing.

    In minor units. Money under way is still open until it is there.
    """
    items = books.items.of_customer(customer).open().in_currency(currency)
    entries = books.entries.of_customer(customer).unallocated().in_currency(currency)
    orders = books.orders_told.of_customer(customer).standing().filter(currency=currency)
    ordered: int = orders.aggregate(minor=Sum("amount_minor"))["minor"] or 0
    owed: int = items.aggregate(minor=Sum("residual_minor"))["minor"] or 0
    unallocated: int = entries.aggregate(minor=Sum("unallocated_minor"))["minor"] or 0
    return max(0, owed + ordered - unallocated)
