"""Duties from what is known of customers: check-ins, credit reviews, kinds of debtor, terms not accepted."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Min

from dunwell.data.books import Books
from dunwell.data.snapshot import active_versions, policies_in_use
from dunwell.domain.calendars import add_month
from dunwell.domain.credit import Behaviour
from dunwell.domain.duties import Duty, DutyName
from dunwell.domain.roles import Role
from dunwell.policy.file import Policy
from dunwell.queries.acceptance import wants_acceptance
from dunwell.queries.behaviour import behaviours
from dunwell.queries.chunks import chunks, policies_for
from dunwell.queries.debtors import suggestions
from dunwell.queries.policy_in_force import policy_in

LATELY = timedelta(days=31)


def check_ins(books: Books, as_of: date) -> Iterator[Duty]:
    """Find the good customers whom nobody has called for as long as their policy says."""
    for policy, customers in _policies(books, lambda policy: policy.check_ins.every_days is not None):
        for some in chunks(customers):
            yield from _check_ins(books, as_of, policy, some)


def _check_ins(books: Books, as_of: date, policy: Policy, customers: list[int]) -> Iterator[Duty]:
    rules = policy.check_ins
    every = timedelta(days=rules.every_days or 0)
    asked = books.tasks.filter(task=DutyName.CHECK_IN, customer__in=customers).order_by()
    last: dict[int, date] = dict(asked.values_list("customer_id").annotate(on=Max("raised_on")))
    heard = books.heard.filter(heard_in="check-in", customer__in=customers).order_by()
    for customer, on in heard.values_list("customer_id").annotate(on=Max("heard_on")):
        last[customer] = max(on, last.get(customer, on))
    for customer, paid in behaviours(books, as_of, customers).items():
        due = customer not in last or last[customer] + every <= as_of
        if due and _is_good(paid, rules.on_time_percent, rules.least_invoices):
            yield Duty(customer, DutyName.CHECK_IN, as_of.isoformat(), Role.COLLECTIONS)


def _is_good(paid: Behaviour, percent: int, least: int) -> bool:
    return paid.settled >= least and paid.on_time_percent >= percent and not paid.days_over and not paid.broken


def credit_reviews(books: Books, as_of: date) -> Iterator[Duty]:
    """Find the limits whose review is due: by time, or as a promise or plan broke, or trouble was heard of, since."""
    limited = books.customers.filter(limit_minor__isnull=False)
    last: dict[int, date] = dict(
        books.credit_reviews.order_by().values_list("customer_id").annotate(on=Max("reviewed_on"))
    )
    since = as_of - LATELY
    broken = books.commitments.filter(state="broken", ended_on__gt=since, customer__limit_minor__isnull=False)
    trouble = books.heard.filter(trouble=True, heard_on__gt=since, customer__limit_minor__isnull=False)
    for what, rows in (
        ("broken", broken.values_list("customer_id", "pk", "ended_on")),
        ("heard", trouble.values_list("customer_id", "pk", "heard_on")),
    ):
        for customer, pk, on in rows:
            if on >= last.get(customer, on):
                yield Duty(customer, DutyName.REVIEW_CREDIT, f"{what}:{pk}", Role.FINANCE)
    old = limited.filter(recorded_on__lte=add_month(as_of, -1))
    begun: dict[int, date] = dict(old.values_list("pk", "recorded_on"))
    late = {pk: last.get(pk, on) for pk, on in begun.items() if last.get(pk, on) <= add_month(as_of, -1)}
    for customer, policy in policies_for(books, late).items():
        months = policy.credit.review_months
        if months is not None and add_month(late[customer], months) <= as_of:
            yield Duty(customer, DutyName.REVIEW_CREDIT, f"since:{late[customer]}", Role.FINANCE)


def kinds_to_confirm(books: Books, as_of: date) -> Iterator[Duty]:
    """Find the customers on the ladder whose behaviour suggests a kind that nobody has confirmed.

    Looked at are those of whom something was heard, promised, refused or asked for in vain lately.
    """
    since = as_of - LATELY
    signs: set[int] = set()
    for rows in (
        books.commitments.filter(state="broken", ended_on__gt=since),
        books.plan_offers.filter(asked_by="customer", recorded_on__gt=since),
        books.heard.filter(trouble=True, heard_on__gt=since),
        books.calls.filter(result__in=("refused", "wrong-number"), done_on__gt=since),
    ):
        signs |= set(rows.order_by().values_list("customer_id", flat=True))
    for some in chunks(signs):
        unknown = books.customers.filter(pk__in=some, debtor_kind="").values_list("pk", flat=True)
        for customer, found in suggestions(books, as_of, list(unknown)).items():
            yield Duty(customer, DutyName.CONFIRM_KIND, found.kind.value, Role.COLLECTIONS)


def strategies(books: Books, as_of: date) -> Iterator[Duty]:
    """Find the customers of a confirmed kind whose oldest invoice is as old as the strategy for that kind says."""
    known = books.customers.exclude(debtor_kind="")
    kinds: dict[int, str] = dict(known.values_list("pk", "debtor_kind"))
    if not kinds:
        return
    ours = known.values("pk")
    oldest = books.items.overdue(as_of).claims().filter(customer__in=ours).order_by()
    days = {pk: (as_of - due).days for pk, due in oldest.values_list("customer_id").annotate(due=Min("due_date"))}
    plans = books.commitments.open().filter(kind="plan", customer__in=ours)
    planned = set(plans.values_list("customer_id", flat=True))
    handed = set(books.hand_overs.standing().filter(customer__in=ours).values_list("customer_id", flat=True))
    begun = dict(books.episodes.standing().filter(customer__in=ours).values_list("customer_id", "pk"))
    for customer, policy in policies_for(books, days).items():
        strategy = policy.debtor_kinds.of(kinds[customer])
        episode = str(begun.get(customer, 0))
        for day, name, role, already in (
            (strategy.offer_plan_from_day, DutyName.OFFER_PLAN, Role.COLLECTIONS, planned),
            (strategy.hand_over_from_day, DutyName.CONSIDER_HAND_OVER, Role.OWNER, handed),
        ):
            if day is not None and days[customer] >= day and customer not in already:
                yield Duty(customer, name, episode, role)


def sales_without_acceptance(books: Books, as_of: date) -> Iterator[Duty]:
    """Find the customers to whom something was sold lately that have not accepted the terms that hold for them."""
    sold = books.items.filter(kind="invoice", item_date__gt=as_of - LATELY, item_date__lte=as_of)
    for policy, customers in _policies(books, wants_acceptance):
        accepted = books.acceptances.filter(policy_name=policy.name).values("customer_id")
        lacking = sold.exclude(customer__in=accepted).order_by().values_list("customer_id", flat=True)
        for customer in sorted(set(lacking) & set(customers)):
            yield Duty(customer, DutyName.NO_ACCEPTANCE, policy.name, Role.SALES)


def _policies(books: Books, wanted: Any) -> Iterator[tuple[Policy, list[int]]]:
    """Give the policies in use that want something, each with its customers; the customers are read only then."""
    active = books.policy_versions.filter(pk__in=list(active_versions(books.company).values()))
    if not any(wanted(policy_in(version)) for version in active):
        return
    in_use = policies_in_use(books.company)
    for version in books.policy_versions.filter(pk__in=list(in_use)):
        policy = policy_in(version)
        if wanted(policy):
            yield policy, in_use[version.pk]
