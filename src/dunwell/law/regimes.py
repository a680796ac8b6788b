"""The regimes of statutory interest: for each law which rate is bound how, and how it is worked out, as dated data.

The table is `regimes.csv`; `dunwell.law.evidence` tells what its marks mean. This module knows no rate.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache

from dunwell.domain.errors import UserError
from dunwell.domain.interest_days import DayBasis, DaysCounted
from dunwell.domain.interest_parts import Compounding, Method, Rounding
from dunwell.law.evidence import Evidence, evidence, shipped_rows


class Binding(StrEnum):
    """Which rate holds: each period's own, the one at the start, the one at payment, a fixed one, none, an index."""

    VARIABLE_BY_PERIOD = "variable_by_period"
    FIXED_AT_START = "fixed_at_start"
    FIXED_AT_PAYMENT = "fixed_at_payment"
    FIXED = "fixed"
    CONTRACT = "contract"
    INDEX_RATIO = "index_ratio"


@dataclass(frozen=True, slots=True)
class Regime:
    """One row of the table. `margin` is percentage points above the rate of `table`; without a table it is the rate.

    `half_year`: of a table with changes on any day, the value of the first day of a half-year holds for all of it.
    `law` is empty where the regime is meant only when it is named, such as that of public buyers.
    """

    name: str
    also: tuple[str, ...]
    law: str
    kind: str
    currency: str | None
    valid_from: date
    binding: Binding
    table: str | None
    half_year: bool
    margin: Fraction
    counted: DaysCounted
    method: Method
    evidence: Evidence


def regime_named(name: str, currency: str | None = None, kind: str | None = None, on: date | None = None) -> Regime:
    """Find the regime of a name, an ISO country code or another word for it, such as `NL`, `DE B2C` or `UK`.

    `kind` asks for that of business or consumer, `currency` for that of claims in it, `on` for the row valid on the
    day on which interest starts; without a day the newest. Raises UserError `unknown_regime`, `no_such_regime`,
    `regime_not_yet`.
    """
    word = "-".join(name.upper().split())
    named = [row for row in regimes() if word == row.name or word in row.also]
    if not named:
        raise UserError(
            "unknown_regime",
            f"There is no regime {name!r}",
            f"Choose one of: {', '.join(dict.fromkeys(row.name for row in regimes()))}",
            field="regime",
            value=name,
        )
    if kind or (currency and named[-1].law):
        named = _fitting(named[-1], currency, kind or named[-1].kind)
    elif currency and named[-1].currency not in (None, currency):
        raise _none_for(named[-1].name, currency, named[-1].kind)
    return _valid(named, on)


def regime_for(law: str, kind: str, currency: str, on: date | None = None) -> Regime | None:
    """Find the regime of a governing law for a kind of debtor (business, consumer, public) and a currency, if any.

    A state's law (US-TX) has its country's. Public debtors count as business.
    """
    debtor = "consumer" if kind == "consumer" else "business"
    country = law.upper().split("-")[0]
    try:
        return regime_named(country, currency, debtor, on)
    except UserError:
        return None


def _fitting(named: Regime, currency: str | None, kind: str) -> list[Regime]:
    """Find the rows of the same law for another kind or currency."""
    kinds = {"any", kind} if kind != "any" else {"any", "business", "consumer"}
    rows = [row for row in regimes() if (row.law or row.name) == (named.law or named.name) and row.kind in kinds]
    rows = [row for row in rows if row.currency is None or currency is None or row.currency == currency]
    if not rows:
        raise _none_for(named.name, currency, kind)
    return [row for row in rows if row.name == named.name] or [row for row in rows if row.name == rows[0].name]


def _valid(rows: list[Regime], on: date | None) -> Regime:
    valid = [row for row in rows if on is None or row.valid_from <= on]
    if not valid:
        raise UserError(
            "regime_not_yet",
            f"The regime {rows[0].name} is known from {rows[0].valid_from} on, and interest starts on {on}",
            "Give the rate with --rate and name the regime of a later date, or work the claim out by hand",
            field="due",
            value=on,
        )
    return valid[-1]


def _none_for(name: str, currency: str | None, kind: str) -> UserError:
    said = f"{kind} claims in {currency}" if currency else f"{kind} claims"
    return UserError(
        "no_such_regime",
        f"No statutory interest of {name} is known for {said}",
        "See docs/interest.md for the regimes there are; give a rate that is known with --regime CONTRACT --rate",
        field="regime",
        value=name,
    )


@cache
def regimes() -> tuple[Regime, ...]:
    """Read the table, in its order, the older row of a name before the newer."""
    return tuple(_read())


def _read() -> Iterator[Regime]:
    for row in shipped_rows("regimes.csv"):
        yield Regime(
            name=row["regime"],
            also=tuple(row["also"].split()),
            law=row["law"],
            kind=row["kind"],
            currency=row["currency"] or None,
            valid_from=date.fromisoformat(row["valid_from"]),
            binding=Binding(row["binding"]),
            table=row["table"] or None,
            half_year=row["resets"] == "half_year",
            margin=Fraction(row["margin"]),
            counted=DaysCounted(row["days_counted"]),
            method=Method(DayBasis(row["day_basis"]), Compounding(row["compounding"]), Rounding(row["rounding"])),
            evidence=evidence(row),
        )
