"""Late charges (docs/deciding.md, rule 6). No guard stops them. Knows no message."""

from collections import defaultdict

from dunwell.domain.calendars import add_month
from dunwell.domain.money import percent_of
from dunwell.domain.reasons import Reason
from dunwell.policy.facts import CustomerRow
from dunwell.policy.file import Policy
from dunwell.policy.plan import ChargeRow, NoteRow
from dunwell.policy.reference.claims import Owed
from dunwell.policy.reference.standing import Standing


def late_charges(
    customer: CustomerRow, owed: Owed, standing: Standing, policy: Policy
) -> tuple[list[ChargeRow], list[NoteRow]]:
    """Charge the month's percentage, per currency, where the governing law lets it be charged; else say why not."""
    terms = policy.late_charges
    if policy.charge_rank is None or not policy.charge_rank <= standing.stage:
        return [], []
    last = None if standing.begins else customer.last_charge_on
    if last is not None and owed.as_of < add_month(last):
        return [], []
    charges = [
        ChargeRow(customer.customer_id, currency, base, percent_of(base, terms.percent))
        for currency, base in _bases(owed, terms.min_days_past_due).items()
        if percent_of(base, terms.percent) > 0
    ]
    if charges and customer.charge_verdict != "safe":
        return [], [NoteRow(customer.customer_id, Reason.CHARGE_NOT_LAWFUL.value)]
    return charges, []


def _bases(owed: Owed, min_days: int) -> dict[str, int]:
    """Sum the chaseable amounts of invoices old enough, net of free credit."""
    sums: dict[str, int] = defaultdict(int)
    for claim in owed.invoices_past_due:
        if claim.days(owed.as_of) >= min_days:
            sums[claim.item.currency] += claim.chaseable_minor
    return {currency: max(0, minor - owed.free.get(currency, 0)) for currency, minor in sums.items()}
