"""Duties about time that runs out: claims that can soon no longer be enforced."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from dunwell.data.books import Books
from dunwell.domain.duties import Duty, DutyName
from dunwell.domain.roles import Role
from dunwell.law.limitation import limitation, periods_of
from dunwell.queries.case.account import law_of
from dunwell.queries.message_facts import policies_now
from dunwell.queries.policy_in_force import policy_in

MONTH = timedelta(days=31)


def claims_nearly_barred(books: Books, as_of: date) -> Iterator[Duty]:
    """Find the open claims whose last day is so many months away, or fewer, as the policy says; counsel is warned."""
    near = books.items.open().claims().select_related("customer")
    found = {row.pk: row for due in _due_long_ago(books, as_of) for row in near.filter(due)}
    rows = [found[key] for key in sorted(found)]
    versions = policies_now(books.company, {row.customer_id for row in rows}) if rows else {}
    for row in rows:
        period = limitation(law_of(books.company, row.customer), row.customer.kind, row.due_date)
        if period is None or row.customer_id not in versions:
            continue
        last = period.ends(row.due_date)
        warned_from = last - policy_in(versions[row.customer_id]).suing.warn_months_before * MONTH
        if warned_from <= as_of <= last:
            yield Duty(row.customer_id, DutyName.LIMITATION_NEAR, str(row.pk), Role.COUNSEL, last)


def _due_long_ago(books: Books, as_of: date) -> list[Q]:
    """Say between which days a claim must have been due for its period to end soon, under the laws that can govern.

    So that a night reads a narrow stretch of due dates, and not all that is open. Each stretch is asked for by itself:
    of several at once SQLite reads every item.
    """
    company = books.company
    customers = books.customers.order_by()
    laws = {company.law or company.country, *customers.exclude(law="").values_list("law", flat=True).distinct()}
    laws |= set(customers.filter(kind="consumer").values_list("country", flat=True).distinct())
    warnings = [policy_in(version).suing.warn_months_before for version in books.policy_versions.all()]
    longest = max(warnings, default=0) * MONTH
    found: dict[tuple[date, date, bool], Q] = {}
    for period in (each for law in laws if law for each in periods_of(law)):
        first = as_of - timedelta(days=366 * period.years + (366 if period.begins == "year_end" else 0))
        last = as_of - timedelta(days=365 * period.years) + longest
        consumer = period.kind == "consumer"
        due = Q(due_date__gte=first, due_date__lte=last)
        found[first, last, consumer] = due & Q(customer__kind="consumer") if consumer else due
    return list(found.values())
