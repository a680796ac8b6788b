"""Which messages about agreements are to go out on a day, whatever was told before: a few statements each. Reads only.

Of an instalment it is asked for what the money that came does not reach, spread over what the plan still covers.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

import polars as pl

from dunwell.data.books import Books
from dunwell.data.models import Dispute
from dunwell.data.snapshot.commitments import take_commitments
from dunwell.data.snapshot.reading import Reader
from dunwell.domain.agreed import AgreedNotice, ToTell, spread
from dunwell.policy.file import Policy
from dunwell.queries.chunks import chunks, policies_for
from dunwell.queries.policy_in_force import policy_in

BY_PERSON = "by_person"
"""Why a message was cancelled that somebody has kept from going out: it is not made again."""


Key = tuple[int, str, int, date]
"""What tells one message from all others: customer, name, plan or dispute, day (`ToTell.key`)."""


def instalments_near(books: Books, as_of: date, customers: Collection[int] | None = None) -> list[Key]:
    """List the instalments that customers are to be reminded of by a day, or told that they were not seen.

    `customers`: those alone; left out, all with a plan. Of a plan it is the first instalment that is not met.
    """
    wanting = [policy for policy in map(policy_in, books.policy_versions.all()) if _wants(policy)]
    if not wanting:
        return []
    ahead = timedelta(days=max(policy.plans.remind_days_before or 0 for policy in wanting))
    rows = take_commitments(Reader(books.company.pk, None if customers is None else sorted(customers)))
    unmet_on, grace = pl.col("unmet_on"), pl.duration(days=pl.col("grace_days"))
    rows = rows.filter(pl.col("kind") == "plan", unmet_on <= as_of + ahead, unmet_on + grace >= as_of)
    policies = {pk: policy for pk, policy in policies_for(books, rows["customer_id"]).items() if _wants(policy)}
    near: list[Key] = []
    for row in rows.iter_rows(named=True):
        policy = policies.get(row["customer_id"])
        name = _to_say(policy, row["unmet_on"], row["grace_days"], as_of) if policy else None
        if name is not None:
            near.append((row["customer_id"], name.value, row["commitment_id"], row["unmet_on"]))
    return near


def to_ask(books: Books, near: Iterable[Key]) -> list[ToTell]:
    """Work out what messages about instalments ask for; one of which nothing can be asked is left out."""
    due = {about: (AgreedNotice(name), on) for _, name, about, on in near}
    return [each for some in chunks(due) for each in _asking(books, {pk: due[pk] for pk in some})]


def rejection_to_tell(books: Books, dispute: Dispute) -> ToTell | None:
    """Give the answer to a dispute that was rejected; none where nothing of it is left to pay."""
    if dispute.state != "rejected" or dispute.ended_on is None:
        return None
    # Upheld for a part, that part stands as a dispute of its own since the same moment.
    upheld = books.disputes.filter(item=dispute.item_id, state="upheld", recorded_seq=dispute.ended_seq)
    part = sum(upheld.values_list("amount_minor", flat=True))
    rejected = dispute.amount_minor - dispute.credited_minor - part
    asked = min(rejected, askable(books, [dispute.item_id])[dispute.item_id])
    if asked <= 0:
        return None
    parts = ((dispute.item_id, asked),)
    currency = dispute.item.currency
    return ToTell(dispute.customer_id, AgreedNotice.DISPUTE_REJECTED, dispute.pk, dispute.ended_on, currency, parts)


def told_before(books: Books, wanted: Iterable[Key]) -> set[Key]:
    """Give those that were told, are on their way, or that a person has kept from going out."""
    found: set[Key] = set()
    about = {each for _, _, each, _ in wanted}
    names = [name.value for name in AgreedNotice]
    for some in chunks(about):
        rows = books.decisions.filter(episode_key__in=[-pk for pk in some], step_id__in=names)
        for customer, name, key, on, state, reason in rows.values_list(
            "customer_id", "step_id", "episode_key", "due_date", "state", "cancel_reason"
        ):
            if state != "cancelled" or reason == BY_PERSON:
                found.add((customer, name, -key, on))
    return found


def _wants(policy: Policy) -> bool:
    return policy.plans.remind_days_before is not None or policy.plans.tell_missed


def _to_say(policy: Policy, unmet_on: date, grace_days: int, as_of: date) -> AgreedNotice | None:
    """Tell what is said of an unmet instalment on a day: it is near, or it is over and its grace still runs."""
    plans = policy.plans
    if as_of <= unmet_on:
        near = plans.remind_days_before is not None and unmet_on - timedelta(days=plans.remind_days_before) <= as_of
        return AgreedNotice.INSTALMENT_DUE if near else None
    runs = as_of <= unmet_on + timedelta(days=grace_days)
    return AgreedNotice.INSTALMENT_MISSED if plans.tell_missed and runs else None


def _asking(books: Books, due: dict[int, tuple[AgreedNotice, date]]) -> list[ToTell]:
    """Work out what each asks for; one of which nothing can be asked is left out."""
    plans: Any = books.commitments.filter(pk__in=list(due)).order_by()
    whose = {pk: rest for pk, *rest in plans.values_list("pk", "customer_id", "currency", "counted_minor")}
    wanted: dict[int, int] = defaultdict(int)
    parts_of: Any = books.instalments.filter(commitment__in=list(due)).order_by()
    for pk, on, minor in parts_of.values_list("commitment_id", "due_on", "amount_minor"):
        wanted[pk] += minor if on <= due[pk][1] else 0
    covers = books.covers.filter(commitment__in=list(due), cover_minor__gt=0)
    covered: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows: Any = covers.order_by("item__due_date", "item__item_date", "item_id")
    rows = list(rows.values_list("commitment_id", "item_id", "cover_minor"))
    most = askable(books, {item for _, item, _ in rows})
    for plan, item, cover in rows:
        covered[plan].append((item, min(cover, most[item])))
    found = []
    for pk, (name, on) in due.items():
        customer, currency, counted_minor = whose[pk]
        parts = spread(wanted[pk] - counted_minor, covered[pk])
        if parts:
            found.append(ToTell(customer, name, pk, on, currency, parts))
    return found


def askable(books: Books, items: Collection[int]) -> dict[int, int]:
    """Give what is left of items, in minor units, less what is disputed of them or awaits a credit note."""
    left = dict(books.items.filter(pk__in=list(items)).values_list("pk", "residual_minor"))
    contested = books.disputes.filter(item__in=list(items), state__in=("open", "upheld"))
    for item, amount, credited in contested.values_list("item_id", "amount_minor", "credited_minor"):
        left[item] = max(0, left[item] - amount + credited)
    return left
