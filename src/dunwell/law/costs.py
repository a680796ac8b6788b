"""Compensation for late payment and the costs of collection that a law sets, as dated data (`costs.csv`).

Compensation counts towards the costs of collection: the total is the higher of the two. Nothing is exchanged: the
amounts are in the law's own currency. This module does not know interest, nor what was charged before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import groupby

from dunwell.domain.errors import UserError
from dunwell.domain.money import half_up, parse_amount
from dunwell.law.evidence import Evidence, evidence, shipped_rows


class What(StrEnum):
    """What a law gives the creditor beside interest."""

    COMPENSATION = "compensation"
    COLLECTION = "collection"


@dataclass(frozen=True, slots=True)
class CostRule:
    """One row: up to (and without) a principal of `below_minor` a fixed amount, or percent of that slice of it."""

    law: str
    kind: str
    what: What
    currency: str
    valid_from: date
    below_minor: int | None
    amount_minor: int | None
    percent: Fraction | None
    minimum_minor: int
    maximum_minor: int | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class CostPart:
    """One line of the sum: a fixed amount, percent of a slice of the principal, what a minimum or maximum changes."""

    what: What
    why: str
    amount_minor: int
    base_minor: int | None = None
    percent: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """What the law gives for one claim, and the rows it rests on."""

    currency: str
    parts: tuple[CostPart, ...]
    rules: tuple[CostRule, ...]

    def of(self, what: What) -> int:
        """Add up the parts of one kind, in minor units."""
        return sum(part.amount_minor for part in self.parts if part.what is what)

    @property
    def total_minor(self) -> int:
        """Give the higher of compensation and costs of collection: the one counts towards the other."""
        return max(self.of(what) for what in What)


def statutory_costs(
    law: str,
    kind: str,
    principal_minor: int,
    currency: str,
    on: date | None = None,
    vat_percent: Fraction | None = None,
) -> Costs:
    """Work out compensation and collection costs of a claim of one principal, in minor units, under a law.

    `on` is the day on which default began; without it the newest rows count. `vat_percent` is added to collection
    costs, for a creditor who cannot deduct it and says so. Where nothing is owed the law gives nothing. Raises
    UserError `no_costs_known`, `wrong_currency`, `principal_negative`.
    """
    if principal_minor < 0:
        raise UserError("principal_negative", "The principal is below nothing", "Give what is owed", field="principal")
    rules = cost_rules(law, kind, on)
    if not rules:
        raise UserError(
            "no_costs_known",
            f"No compensation and no scale of costs of {law} is known for {kind} claims",
            "Charge what the contract says, or costs that can be shown",
            field="regime",
            value=law,
        )
    if not principal_minor:
        return Costs(rules[0].currency, (), rules)
    parts = [part for rows in _by_what(rules) for part in _parts(rows, principal_minor, currency, vat_percent)]
    return Costs(rules[0].currency, tuple(parts), rules)


def cost_rules(law: str, kind: str, on: date | None = None) -> tuple[CostRule, ...]:
    """List the rows of a law for a kind of debtor that are valid on a day, the newest of each; public is business."""
    debtor = "consumer" if kind == "consumer" else "business"
    rows = [row for row in costs() if (row.law, row.kind) == (law, debtor) and (on is None or row.valid_from <= on)]
    newest = {what: max(row.valid_from for row in rows if row.what is what) for what in {row.what for row in rows}}
    return tuple(row for row in rows if row.valid_from == newest[row.what])


def _by_what(rules: Sequence[CostRule]) -> Iterator[list[CostRule]]:
    for _, rows in groupby(rules, key=lambda row: row.what):
        yield list(rows)


def _parts(
    rows: list[CostRule], principal_minor: int, currency: str, vat_percent: Fraction | None
) -> Iterator[CostPart]:
    if len(rows) > 1 and currency != rows[0].currency:
        raise UserError(
            "wrong_currency",
            f"The steps of {rows[0].law} are in {rows[0].currency}, and the principal is in {currency}",
            f"Give the principal in {rows[0].currency}; nothing is exchanged here",
            field="currency",
            value=currency,
        )
    if rows[0].percent is None:
        row = next(row for row in rows if row.below_minor is None or principal_minor < row.below_minor)
        yield CostPart(row.what, "fixed", row.amount_minor or 0, principal_minor)
        return
    found = list(_sliced(rows, principal_minor))
    found.extend(_bounded(rows[0], sum(part.amount_minor for part in found)))
    yield from found
    if vat_percent:
        net = sum(part.amount_minor for part in found)
        yield CostPart(rows[0].what, "vat", _rounded(net * vat_percent / 100), net, vat_percent)


def _sliced(rows: list[CostRule], principal_minor: int) -> Iterator[CostPart]:
    """Cut the principal into the slices of a scale; sums are rounded from the beginning, so that they add up."""
    begin, exact = 0, Fraction(0)
    for row in rows:
        end = principal_minor if row.below_minor is None else min(principal_minor, row.below_minor)
        if end <= begin or row.percent is None:
            break
        grown = exact + (end - begin) * row.percent / 100
        yield CostPart(row.what, "slice", _rounded(grown) - _rounded(exact), end - begin, row.percent)
        begin, exact = end, grown


def _bounded(rule: CostRule, net: int) -> Iterator[CostPart]:
    if 0 < net < rule.minimum_minor:
        yield CostPart(rule.what, "minimum", rule.minimum_minor - net)
    if rule.maximum_minor is not None and net > rule.maximum_minor:
        yield CostPart(rule.what, "maximum", rule.maximum_minor - net)


@cache
def costs() -> tuple[CostRule, ...]:
    """Read the table, in its order."""
    return tuple(_read())


def _read() -> Iterator[CostRule]:
    for row in shipped_rows("costs.csv"):
        amounts = {
            name: parse_amount(row[name], row["currency"]) if row[name] else None
            for name in ("below", "amount", "minimum", "maximum")
        }
        yield CostRule(
            law=row["law"],
            kind=row["kind"],
            what=What(row["what"]),
            currency=row["currency"],
            valid_from=date.fromisoformat(row["valid_from"]),
            below_minor=amounts["below"],
            amount_minor=amounts["amount"],
            percent=Fraction(row["percent"]) if row["percent"] else None,
            minimum_minor=amounts["minimum"] or 0,
            maximum_minor=amounts["maximum"],
            evidence=evidence(row),
        )


def _rounded(exact: Fraction) -> int:
    return half_up(*exact.as_integer_ratio())
