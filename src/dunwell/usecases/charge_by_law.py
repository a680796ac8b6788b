"""Charge what the law gives, after a run: interest in place of a percentage, a fixed sum, costs of collection.

A run notes whose percentage the law does not plainly allow (`charge_not_lawful`), and on whom it posted one; for both
this posts what the policy lets follow, as a fee with its lines. Knows no rule of the ladder and works nothing out:
`dunwell.law.charging` does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Sum

from dunwell.data.models import Charge, ChargePart, Customer, Episode, Item, PolicyVersion, Run
from dunwell.data.plans.decisions import LATE_CHARGE
from dunwell.domain.calendars import add_month
from dunwell.domain.items import ItemKind
from dunwell.law.charging import (
    FLAT,
    ChargedLine,
    LateClaim,
    collection_lines,
    compensation_line,
    interest_lines,
    regime_of,
)
from dunwell.law.late_charges import Verdict, late_charge_verdict
from dunwell.law.rates import Tables
from dunwell.law.rates_in_use import tables_in_use
from dunwell.law.statutory import Repayment
from dunwell.policy.file import Policy, steps_of
from dunwell.queries.case.account import law_of
from dunwell.queries.message_facts import COSTS_EVENT, policies_now
from dunwell.queries.policy_in_force import policy_in
from dunwell.usecases.ledger.open_items import open_items
from dunwell.usecases.work import Work

Lines = dict[str, list[ChargedLine]]
"""What is charged, by currency."""


@dataclass(frozen=True, slots=True)
class _Debtor:
    """A customer with the law that governs its claims and the policy that decides for it."""

    customer: Customer
    law: str
    verdict: Verdict
    policy: Policy

    @property
    def kind(self) -> str:
        return str(self.customer.kind)


def charge_by_law(work: Work, run: Run) -> int:
    """Post what the law gives to those whom a run names, each in its own currencies, and count the charges."""
    named = _named(work, run)
    tables = tables_in_use()
    posted = 0
    for debtor, ways in _debtors(work, named, run.as_of):
        claims = _claims(work, debtor, run.as_of)
        lines: Lines = defaultdict(list)
        for way in ways:
            for currency, found in _WAYS[way](debtor, claims, run.as_of, tables).items():
                lines[currency] += found
        posted += sum(_post(work, run, debtor, currency, found) for currency, found in lines.items())
    return posted


def _named(work: Work, run: Run) -> dict[int, list[str]]:
    """Name the customers to whom something may be charged, and what: interest, compensation, collection."""
    named: dict[int, list[str]] = defaultdict(list)
    unlawful = work.books.decisions_held.filter(run=run, step_id=LATE_CHARGE).values_list("customer_id", flat=True)
    for customer in sorted(set(unlawful)):
        named[customer] += ["interest", "compensation"]
    for customer in _due_by_policy(work, run):
        named[customer] += ["interest", "flat", "compensation"]
    charged = work.books.charges.filter(run=run).values_list("customer_id", flat=True)
    for customer in sorted(set(charged)):
        named[customer] += ["compensation"]
    tasks = _tasks(work, run)
    versions = {version.pk: version for _, _, version in tasks}
    costing = {
        (pk, step.step_id)
        for pk, version in versions.items()
        for step in steps_of(policy_in(version))
        if step.event == COSTS_EVENT
    }
    for customer, step, version in tasks:
        if (version.pk, step) in costing:
            named[customer] += ["collection"]
    return named


def _due_by_policy(work: Work, run: Run) -> list[int]:
    """Name those to whom a month's charge is due that no percentage is: their policy says flat, or what the law gives.

    Not before a month has passed since the last one (31 January, 28 February, 28 March).
    """
    standing = work.books.episodes.standing()
    versions = work.books.policy_versions.filter(pk__in=standing.values("policy_version_id").distinct())
    due: list[int] = []
    for version in versions:
        policy = policy_in(version)
        if policy.late_rank is None or policy.late_charges.basis == "percent":
            continue
        rows = standing.filter(policy_version=version, stage__gte=policy.late_rank).order_by("customer_id")
        due += [
            customer
            for customer, last in rows.values_list("customer_id", "last_charge_on")
            if last is None or run.as_of >= add_month(last)
        ]
    return due


def _tasks(work: Work, run: Run) -> list[tuple[int, str, PolicyVersion]]:
    rows = list(
        work.books.tasks.filter(run=run, decision__isnull=False).values_list("customer_id", "decision__step_id")
    )
    versions = policies_now(work.company, {customer for customer, _ in rows}) if rows else {}
    return [(customer, step, versions[customer]) for customer, step in rows if customer in versions]


def _debtors(work: Work, named: dict[int, list[str]], on: date) -> Iterable[tuple[_Debtor, list[str]]]:
    if not named:
        return
    versions = policies_now(work.company, named)
    for customer in work.books.customers.filter(pk__in=named).order_by("pk"):
        policy = policy_in(versions[customer.pk])
        law = law_of(work.company, customer)
        debtor = _Debtor(customer, law, late_charge_verdict(law, customer.kind, on), policy)
        ways = [way for way in dict.fromkeys(named[customer.pk]) if _allowed(debtor, way)]
        if ways:
            yield debtor, ways


def _allowed(debtor: _Debtor, way: str) -> bool:
    terms = debtor.policy.late_charges
    unlawful = debtor.verdict is not Verdict.SAFE
    return {
        "interest": terms.basis == "statutory" or (unlawful and terms.otherwise == "statutory"),
        "flat": terms.basis == "flat" and not unlawful,
        "compensation": terms.compensation,
        "collection": True,
    }[way]


def _claims(work: Work, debtor: _Debtor, as_of: date) -> list[LateClaim]:
    """Give the invoices that are late enough to be charged, the oldest first, as the law needs them."""
    items = [
        item
        for item in open_items(work, debtor.customer)
        if item.kind is not ItemKind.FEE and (as_of - item.due_date).days >= 1
    ]
    ids = [item.item_id for item in items]
    rows: dict[int, Item] = work.books.items.in_bulk(ids)
    paid, charged = _repayments(work, ids), _charged(work, ids)
    covered, credit = _covered(work, ids), _credit(work, debtor.customer)
    claims = []
    for item in sorted(items, key=lambda each: each.age_key):
        excluded = min(item.residual_minor, item.disputed_minor + item.awaiting_minor + covered.get(item.item_id, 0))
        from_credit = min(credit.get(item.currency, 0), item.residual_minor - excluded)
        credit[item.currency] = credit.get(item.currency, 0) - from_credit
        until, minor, compensated = charged.get(item.item_id, (None, 0, False))
        claims.append(
            LateClaim(
                item.item_id,
                item.currency,
                item.due_date,
                rows[item.item_id].amount_minor,
                tuple(paid.get(item.item_id, ())),
                excluded + from_credit,
                until,
                minor,
                compensated,
            )
        )
    return claims


def _repayments(work: Work, ids: Sequence[int]) -> dict[int, list[Repayment]]:
    """Sum what each entry settled of each item, by the entry's value date; what was taken back counts for nothing."""
    found: dict[int, list[Repayment]] = defaultdict(list)
    sums = work.books.allocations.filter(item__in=ids).values_list("item_id", "entry_id", "entry__entry_date")
    for item, _, on, minor in sums.annotate(minor=Sum("amount_minor")).order_by("entry__entry_date", "entry_id"):
        if minor > 0:
            found[item].append(Repayment(on, minor))
    return found


def _charged(work: Work, ids: Sequence[int]) -> dict[int, tuple[date | None, int, bool]]:
    """Tell up to which day interest was charged on each item, how much of it, and whether a cost was."""
    found: dict[int, tuple[date | None, int, bool]] = {}
    rows = work.books.charge_parts.filter(for_item__in=ids).values_list("for_item_id", "kind")
    for item, kind, until, minor in rows.annotate(until=Max("last_date"), minor=Sum("amount_minor")).order_by():
        last, sum_minor, costs = found.get(item, (None, 0, False))
        found[item] = (until, minor, costs) if kind == "interest" else (last, sum_minor, True)
    return found


def _covered(work: Work, ids: Sequence[int]) -> dict[int, int]:
    """Sum what open promises and plans cover of each item."""
    rows = work.books.covers.filter(item__in=ids, commitment__state="open").values_list("item_id")
    return dict(rows.annotate(minor=Sum("cover_minor")).order_by())


def _credit(work: Work, customer: Customer) -> dict[str, int]:
    rows = work.books.entries.of_customer(customer).unallocated().values_list("currency")
    return dict(rows.annotate(minor=Sum("unallocated_minor")).order_by())


def _interest(debtor: _Debtor, claims: Sequence[LateClaim], on: date, tables: Tables) -> Lines:
    lines: Lines = defaultdict(list)
    least = debtor.policy.late_charges.min_days_past_due
    for claim in claims:
        regime = regime_of(debtor.law, debtor.kind, claim)
        if regime is not None and (on - claim.due).days >= least:
            lines[claim.currency] += interest_lines(regime, claim, on, tables)
    return lines


def _flat(debtor: _Debtor, claims: Sequence[LateClaim], on: date, tables: Tables) -> Lines:
    """Charge the month's flat amount of each currency in which something is late enough; on its oldest claim."""
    del tables
    terms, lines = debtor.policy.late_charges, defaultdict[str, list[ChargedLine]](list)
    for claim in claims:
        minor = terms.flat_minor.get(claim.currency, 0)
        if (
            minor
            and not lines[claim.currency]
            and (on - claim.due).days >= terms.min_days_past_due
            and claim.open_minor
        ):
            lines[claim.currency].append(ChargedLine(claim.claim_id, FLAT, minor))
    return lines


def _compensation(debtor: _Debtor, claims: Sequence[LateClaim], on: date, tables: Tables) -> Lines:
    del tables
    lines: Lines = defaultdict(list)
    least = debtor.policy.late_charges.min_days_past_due
    for claim in claims:
        late = (on - claim.due).days >= least
        line = compensation_line(debtor.law, debtor.kind, claim) if late else None
        if line is not None:
            lines[claim.currency].append(line)
    return lines


def _collection(debtor: _Debtor, claims: Sequence[LateClaim], on: date, tables: Tables) -> Lines:
    del tables
    by_currency: dict[str, list[LateClaim]] = defaultdict(list)
    for claim in claims:
        by_currency[claim.currency].append(claim)
    return {currency: collection_lines(debtor.law, debtor.kind, some, on) for currency, some in by_currency.items()}


_WAYS: dict[str, Callable[[_Debtor, Sequence[LateClaim], date, Tables], Lines]] = {
    "interest": _interest,
    "flat": _flat,
    "compensation": _compensation,
    "collection": _collection,
}


def _post(work: Work, run: Run, debtor: _Debtor, currency: str, lines: list[ChargedLine]) -> int:
    """Post a fee, due on the day, with its charge and its lines; nothing where they come to nothing."""
    amount = sum(line.amount_minor for line in lines)
    episode: Episode | None = work.books.episodes.of_customer(debtor.customer).standing().first()
    if amount <= 0 or episode is None:
        return 0
    fee: Item = work.books.items.create(
        customer=debtor.customer,
        kind="fee",
        number=f"FEE-{debtor.customer.ref}-{run.as_of.isoformat()}-{currency}-LAW",
        currency=currency,
        amount_minor=amount,
        residual_minor=amount,
        item_date=run.as_of,
        due_date=run.as_of,
        **work.stamp,
    )
    charge: Charge = work.books.charges.create(
        customer=debtor.customer,
        episode=episode,
        item=fee,
        run=run,
        currency=currency,
        base_minor=max(line.base_minor for line in lines),
        charge_minor=amount,
        charged_on=run.as_of,
        basis=FLAT if all(line.kind == FLAT for line in lines) else "by_law",
        regime=debtor.law[:20],
        **work.stamp,
    )
    work.books.charge_parts.bulk_create([_part(work, charge, line) for line in lines if line.kind != FLAT])
    if any(line.kind in ("interest", FLAT) for line in lines):
        work.books.episodes.filter(pk=episode.pk).update(last_charge_on=run.as_of)
    work.touch(debtor.customer)
    return 1


def _part(work: Work, charge: Charge, line: ChargedLine) -> ChargePart:
    return ChargePart(
        customer_id=charge.customer_id,
        charge=charge,
        for_item_id=line.claim_id,
        kind=line.kind,
        first_date=line.first_date,
        last_date=line.last_date,
        days=line.days,
        percent=line.percent,
        base_minor=line.base_minor,
        amount_minor=line.amount_minor,
        why=line.why[:40],
        source=line.source[:300],
        doubtful=line.doubtful,
        last_known=line.last_known,
        **work.stamp,
    )
