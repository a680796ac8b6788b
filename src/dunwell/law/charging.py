"""What a law gives on claims that are paid late, as lines to be charged: interest since the last charge, costs once.

The interest of a claim is worked out anew for all of its time, and what was charged before is taken off: nothing is
lost and nothing is rounded twice, also where a rate was published late or a dispute was settled since. Everything is
told; this module does not know who is charged, nor when.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from dunwell.domain.errors import UserError
from dunwell.domain.interest_parts import Interest, Part
from dunwell.domain.money import half_up
from dunwell.law.costs import CostRule, What, cost_rules, statutory_costs
from dunwell.law.rates import Tables
from dunwell.law.regimes import Regime, regime_for
from dunwell.law.statutory import Claim, Repayment, statutory_interest

LineKind = Literal["interest", "compensation", "collection", "flat"]
FLAT: LineKind = "flat"
CORRECTION = "correction"
"""Why a line stands there that changes what was charged before: a rate, a payment or a dispute was told of late."""


@dataclass(frozen=True, slots=True)
class LateClaim:
    """One claim, in minor units: what was billed, what was paid when, what of the rest is not charged now.

    `excluded_minor`: disputed, promised or covered by a credit. `charged_until`, `charged_minor`: interest charged
    before. `compensated`: its fixed sum was charged before.
    """

    claim_id: int
    currency: str
    due: date
    amount_minor: int
    repayments: tuple[Repayment, ...] = ()
    excluded_minor: int = 0
    charged_until: date | None = None
    charged_minor: int = 0
    compensated: bool = False

    @property
    def open_minor(self) -> int:
        """Give what is left of the claim to be charged on; never below nothing."""
        return max(0, self.amount_minor - sum(paid.minor for paid in self.repayments) - self.excluded_minor)


@dataclass(frozen=True, slots=True)
class ChargedLine:
    """A line of a charge; of costs the dates are empty. Amounts in minor units of the claim's currency."""

    claim_id: int
    kind: LineKind
    amount_minor: int
    base_minor: int = 0
    first_date: date | None = None
    last_date: date | None = None
    days: int = 0
    percent: str = ""
    why: str = ""
    source: str = ""
    doubtful: bool = False
    last_known: bool = False


def regime_of(law: str, kind: str, claim: LateClaim) -> Regime | None:
    """Find the regime by which a claim bears interest; none where the law has no rate of its own for it."""
    return regime_for(law, kind, claim.currency, claim.due + timedelta(days=1))


def interest_lines(regime: Regime, claim: LateClaim, on: date, tables: Tables) -> list[ChargedLine]:
    """List what interest has come up to a day (that day included) since it was last charged; nothing where none has.

    A rate that is not known gives nothing: it is charged once it is.
    """
    try:
        whole = _interest(regime, claim, on, tables)
        before = _interest(regime, claim, claim.charged_until, tables) if claim.charged_until else None
    except UserError:
        return []
    owed = whole.total_minor - claim.charged_minor
    if owed <= 0:
        return []
    lines = [_line(claim, part) for part in _since(whole, before, claim.charged_until)]
    missing = owed - sum(line.amount_minor for line in lines)
    if missing:
        lines.append(ChargedLine(claim.claim_id, "interest", missing, why=CORRECTION))
    return [line for line in lines if line.amount_minor]


def compensation_line(law: str, kind: str, claim: LateClaim) -> ChargedLine | None:
    """Give the fixed sum that a law gives for one claim paid late, once; none in another currency than the law's."""
    begins = claim.due + timedelta(days=1)
    rules = [rule for rule in _rules(law, kind, begins) if rule.what is What.COMPENSATION]
    if claim.compensated or not rules or rules[0].currency != claim.currency:
        return None
    found = statutory_costs(rules[0].law, kind, claim.amount_minor, claim.currency, begins)
    amount = found.of(What.COMPENSATION)
    evidence = rules[0].evidence
    if not amount:
        return None
    return ChargedLine(
        claim.claim_id,
        "compensation",
        amount,
        claim.amount_minor,
        why="fixed",
        source=evidence.source,
        doubtful=evidence.doubtful,
    )


def collection_lines(law: str, kind: str, claims: Sequence[LateClaim], on: date) -> list[ChargedLine]:
    """Give the costs of collection that a law's scale allows on the sum of claims, on the first of them; once each.

    Claims of one debtor are added up before the scale is applied (BW 6:96(7)). Claims in another currency than the
    law's, and those that bore such costs before, are left out.
    """
    rules = [rule for rule in _rules(law, kind, on) if rule.what is What.COLLECTION]
    asked = [claim for claim in claims if not claim.compensated and rules and claim.currency == rules[0].currency]
    base = sum(claim.open_minor for claim in asked)
    if not base:
        return []
    amount = statutory_costs(rules[0].law, kind, base, asked[0].currency, on).of(What.COLLECTION)
    first = ChargedLine(asked[0].claim_id, "collection", amount, base, why="scale", source=rules[0].evidence.source)
    return [
        first,
        *(ChargedLine(claim.claim_id, "collection", 0, claim.open_minor, why="scale") for claim in asked[1:]),
    ]


def _rules(law: str, kind: str, on: date) -> tuple[CostRule, ...]:
    country = law.upper().split("-")[0]
    regime = regime_for(country, kind, "EUR", on)
    # Members of the euro area without rows of their own have the floor of the Directive.
    return cost_rules(country, kind, on) or (cost_rules("EU", kind, on) if regime and regime.name == "EU" else ())


def _interest(regime: Regime, claim: LateClaim, until: date, tables: Tables) -> Interest:
    principal = claim.amount_minor - claim.excluded_minor
    return statutory_interest(regime, Claim(principal, claim.due, until, tuple(_within(claim, principal))), tables)


def _within(claim: LateClaim, principal: int) -> Iterator[Repayment]:
    """Give the repayments that bring down what is charged: no more than that."""
    left = principal
    for paid in sorted(claim.repayments, key=lambda each: each.on):
        minor = min(paid.minor, left)
        if minor > 0:
            yield replace(paid, minor=minor)
        left -= minor


def _since(whole: Interest, before: Interest | None, until: date | None) -> Iterable[Part]:
    """Cut off what lies before a day: a part that reaches over it keeps what came after."""
    if until is None:
        return whole.parts
    earlier = {part.first_date: part for part in before.parts} if before else {}
    found = []
    for part in whole.parts:
        if part.last_date is None or part.last_date <= until:
            continue
        known = earlier.get(part.first_date) if part.first_date and part.first_date <= until else None
        found.append(_rest(part, known, until) if known else part)
    return found


def _rest(part: Part, known: Part, until: date) -> Part:
    begin, days = until + timedelta(days=1), part.days - known.days
    return replace(part, first_date=begin, days=days, amount_minor=part.amount_minor - known.amount_minor)


def _line(claim: LateClaim, part: Part) -> ChargedLine:
    return ChargedLine(
        claim.claim_id,
        "interest",
        part.amount_minor,
        part.base_minor,
        part.first_date,
        part.last_date,
        part.days,
        percent_text(part.percent),
        " ".join(part.why),
        "; ".join(part.sources)[:300],
        part.doubtful,
        part.rate_is_last_known,
    )


def percent_text(percent: Fraction) -> str:
    """Write a rate as a number with up to six places, without zeros at its end."""
    millionths = half_up(*(percent * 1_000_000).as_integer_ratio())
    return format(Decimal(millionths).scaleb(-6).normalize(), "f")
