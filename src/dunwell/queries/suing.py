"""Does suing pay? What may come in, what it costs, how likely, until when; every number shown. Reads only.

Unless it plainly pays the advice is not to sue. It is arithmetic on the policy's numbers, and no legal advice.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from dunwell.data.books import Books
from dunwell.data.models import Company, Customer
from dunwell.domain.money import half_up
from dunwell.law.limitation import limitation
from dunwell.policy.file.ending import Suing
from dunwell.queries.agencies import debt_of
from dunwell.queries.case.account import account_of, law_of
from dunwell.queries.policy_in_force import policy_in, version_in_force

Points = list[dict[str, Any]]
HIGHEST = 95  # no suit is certain


def advise(company: Company, row: Customer, on: date) -> dict[str, Any]:
    """Advise whether to sue a customer, currency by currency, as of a day.

    claim_minor: what is past due with the law's interest; costs_minor; chance_percent with its points; expected_minor:
    what may come in on average; sue: whether that is so many times the costs as the policy wants. Beside it the last
    day on which each open claim can be enforced, with the source.
    """
    books = Books(company)
    version = version_in_force(books, row)
    rules = policy_in(version).suing if version else Suing()
    debt = debt_of(books, row, on)
    points = _chance(books, row, rules, (on - debt.oldest_due).days if debt.oldest_due else None)
    chance = max(0, min(HIGHEST, sum(point["points"] for point in points)))
    claims = _claims(company, row, on)
    found = [_judged(currency, claim, chance, rules) for currency, claim in sorted(claims.items())]
    return {
        "customer": row.ref,
        "as_of": on.isoformat(),
        "advice": "sue" if any(each["sue"] for each in found) else "do not sue",
        "chance_percent": chance,
        "points": points,
        "currencies": found,
        "limitation": limits_of(company, row),
    }


def limits_of(company: Company, row: Customer) -> list[dict[str, Any]]:
    """List the open claims with the last day on which each can be enforced, the earliest first; unknown ones last."""
    law, told = law_of(company, row), []
    for item in Books(company).items.of_customer(row).open().claims().oldest_first():
        period = limitation(law, row.kind, item.due_date)
        facts: dict[str, Any] = {"item": item.number, "due_date": item.due_date.isoformat(), "law": law}
        facts |= {"last_day": None, "years": None}
        if period is not None:
            facts |= {"last_day": period.ends(item.due_date).isoformat(), "years": period.years}
            facts |= period.evidence.as_facts()
        told.append(facts)
    return sorted(told, key=lambda facts: facts["last_day"] or "9999")


def _claims(company: Company, row: Customer, on: date) -> dict[str, int]:
    sums: dict[str, int] = {}
    for item in account_of(company, row, on):
        if item["due_date"] < on.isoformat():
            sums[item["currency"]] = sums.get(item["currency"], 0) + item["open_minor"] + item["interest_minor"]
    return sums


def _judged(currency: str, claim_minor: int, chance: int, rules: Suing) -> dict[str, Any]:
    least = rules.least_costs_minor.get(currency)
    whole, parts = rules.costs_percent.as_integer_ratio()
    costs = max(half_up(claim_minor * whole, 100 * parts), least or 0)
    expected = half_up(claim_minor * chance, 100)
    pays = least is not None and Decimal(expected) >= rules.pays_at_times * costs
    return {
        "currency": currency,
        "claim_minor": claim_minor,
        "costs_minor": costs,
        "expected_minor": expected,
        "pays_from_minor": int((rules.pays_at_times * costs).to_integral_value(rounding="ROUND_CEILING")),
        "sue": pays,
        "why": "" if least is not None else f"the policy names no least costs in {currency}",
    }


def _chance(books: Books, row: Customer, rules: Suing, age: int | None) -> Points:
    """Add up the points of a hundred: by age, evidence and kind of debtor; each with why."""
    if age is None:
        return [{"why": "no invoice is past due", "points": 0}]
    by_age = next((each.percent for each in rules.chances if age <= each.until_days), 0)
    told = books.messages.of_customer(row).delivered().exists()
    promised = books.commitments.of_customer(row).exists()
    paid = books.entries.of_customer(row).filter(kind__in=("payment", "recovery")).exists()
    disputed = books.disputes.of_customer(row).open().exists()
    kind = (row.debtor_kind or "").replace("-", "_")
    seen = (
        (True, f"the oldest claim is {age} days past due", by_age),
        (books.acceptances.of_customer(row).exists(), "terms were accepted", rules.terms_accepted),
        (told, "a notice was delivered", rules.told),
        (promised or paid, "the debt was acknowledged: a promise, a plan or a part payment", rules.acknowledged),
        (disputed, "a dispute is open", -rules.disputed),
        (kind == "cannot_pay", "the debtor cannot pay", -rules.cannot_pay),
        (kind == "avoids", "the debtor avoids paying", -rules.avoids),
    )
    return [{"why": why, "points": points} for true, why, points in seen if true]
