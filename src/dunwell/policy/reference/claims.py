"""What a customer owes today, and how much of it may be asked for (docs/deciding.md: words, rules 5, 7 and 8).

Reads one customer's facts and a policy's tolerances; knows no stage, no step and no guard.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dunwell.policy.facts import CommitmentRow, CustomerFacts, ItemRow
from dunwell.policy.file import Policy


@dataclass(frozen=True, slots=True)
class Claim:
    """One item as it stands today. All amounts in minor units of its currency."""

    item: ItemRow
    promised_minor: int
    planned_minor: int
    past_due: bool
    tolerance_minor: int

    @property
    def rest_minor(self) -> int:
        """What is left to pay, without what awaits a credit note."""
        return max(0, self.item.residual_minor - self.item.awaiting_minor)

    @property
    def chaseable_minor(self) -> int:
        """What may be asked for today; nothing where it does not exceed the tolerance."""
        stopped = self.item.disputed_minor + self.promised_minor + self.planned_minor + self.item.under_way_minor
        chaseable = max(0, self.rest_minor - stopped)
        return chaseable if chaseable > self.tolerance_minor else 0

    @property
    def is_fee(self) -> bool:
        """Tell whether it is a late charge rather than an invoice or an opening balance."""
        return self.item.kind == "fee"

    @property
    def age(self) -> tuple[date, date, int]:
        """Sort key: the oldest claim first, by due date, then item date, then entry."""
        return (self.item.due_date, self.item.item_date, self.item.item_id)

    def days(self, as_of: date) -> int:
        """D of this claim: calendar days since it fell due."""
        return (as_of - self.item.due_date).days


@dataclass(frozen=True, slots=True)
class Owed:
    """All claims on a customer today, its commitments told apart, and its unallocated money."""

    as_of: date
    claims: list[Claim]
    broken: list[CommitmentRow]
    unallocated: dict[str, int]  # by currency, all of it
    free: dict[str, int]  # by currency, without what counts for an open promise or plan

    @property
    def past_due(self) -> list[Claim]:
        """The claims past due, oldest first."""
        return [claim for claim in self.claims if claim.past_due]

    @property
    def invoices_past_due(self) -> list[Claim]:
        """The past-due claims that are no late charges, oldest first."""
        return [claim for claim in self.past_due if not claim.is_fee]

    def covered(self, currency: str) -> bool:
        """Tell whether unallocated money and credits reach all that is past due in the currency."""
        past_due_minor = sum(claim.rest_minor for claim in self.past_due if claim.item.currency == currency)
        return past_due_minor > 0 and self.unallocated.get(currency, 0) >= past_due_minor

    def uncovered(self, claims: Iterable[Claim]) -> list[Claim]:
        """Keep the claims whose currency is not covered."""
        return [claim for claim in claims if not self.covered(claim.item.currency)]

    @property
    def chaseable(self) -> list[Claim]:
        """The past-due claims that may be chased, oldest first."""
        return [claim for claim in self.uncovered(self.past_due) if claim.chaseable_minor]

    @property
    def anchor(self) -> Claim | None:
        """The oldest chaseable claim; a late charge only where no invoice is past due."""
        candidates = [claim for claim in self.chaseable if not (claim.is_fee and self.invoices_past_due)]
        return min(candidates, key=lambda claim: claim.age, default=None)

    @property
    def oldest(self) -> Claim | None:
        """The oldest past-due invoice, else the oldest past-due late charge."""
        return next(iter(self.invoices_past_due or self.past_due), None)


def broken_on(commitment: CommitmentRow, as_of: date) -> date | None:
    """Give the day on which a promise or plan broke: the day after its grace, once that has come."""
    if commitment.unmet_on is None:
        return None
    breaks_on = commitment.unmet_on + timedelta(days=commitment.grace_days + 1)
    return breaks_on if breaks_on <= as_of else None


def owed(facts: CustomerFacts, policy: Policy, as_of: date) -> Owed:
    """Work out what a customer owes on a day, and what of it may be chased."""
    broken = [c for c in facts.commitments if broken_on(c, as_of)]
    open_kinds = {
        c.commitment_id: c.kind for c in facts.commitments if c.unmet_on is not None and not broken_on(c, as_of)
    }
    covers: dict[tuple[str, int], int] = defaultdict(int)
    for cover in facts.covers:
        if cover.commitment_id in open_kinds:
            covers[open_kinds[cover.commitment_id], cover.item_id] += cover.cover_minor
    claims = [
        Claim(
            item=item,
            promised_minor=covers["promise", item.item_id],
            planned_minor=covers["plan", item.item_id],
            past_due=as_of > item.due_date and item.residual_minor > item.awaiting_minor,
            tolerance_minor=policy.guards.tolerance_minor.get(item.currency, 0),
        )
        for item in facts.items
    ]
    unallocated: dict[str, int] = defaultdict(int)
    free: dict[str, int] = defaultdict(int)
    for row in facts.unallocated:
        unallocated[row.currency] += row.amount_minor
        free[row.currency] += row.amount_minor if row.commitment_id not in open_kinds else 0
    return Owed(as_of, sorted(claims, key=lambda claim: claim.age), broken, dict(unallocated), dict(free))
