"""Late charges: what to post today, by customer and currency.

Source: docs/deciding.md, rule 6. Amounts in minor units, rounded half up, no floating point. This module does not
know which law governs a claim; the facts say whether a percentage may be charged.
"""

from dataclasses import dataclass

import polars as pl

from dunwell.domain.reasons import Reason
from dunwell.policy.decide.day import Day
from dunwell.policy.decide.words import CUSTOMER, PURSE, above_nothing, days_since
from dunwell.policy.facts import nothing
from dunwell.policy.order import rows_where
from dunwell.policy.plan import ChargeRow, NoteRow

_OF_CLAIM = (CUSTOMER, PURSE, "currency", "due_date", "is_fee", "askable_minor")


@dataclass(frozen=True, slots=True)
class LateCharges:
    """What is charged, and who is not because the law does not plainly allow it."""

    charges: pl.DataFrame  # base_minor, charge_minor
    notes: pl.DataFrame


def charge_late(customers: pl.DataFrame, past: pl.DataFrame, day: Day) -> LateCharges:
    """Charge a percentage of what is long past due, net of free credit, where a month has gone by."""
    month_over = pl.col("last_charge_on").dt.offset_by("1mo") <= pl.lit(day.as_of)
    from_rank = day.policy.charge_rank or len(day.policy.ladder) + 1
    liable = customers.select(CUSTOMER, "new_stage", "begins", "last_charge_on", "charge_verdict").filter(
        pl.col("new_stage") >= from_rank
    )
    if liable.height:
        liable = liable.filter(pl.col("begins") | pl.col("last_charge_on").is_null() | month_over)
    if liable.is_empty():
        return LateCharges(nothing(ChargeRow), nothing(NoteRow))
    of_liable = pl.col(CUSTOMER).is_in(liable.get_column(CUSTOMER).implode())
    charges = _charges(rows_where(past, of_liable, *_OF_CLAIM), day)
    doubtful = liable.filter(pl.col("charge_verdict") != "safe").join(charges, on=CUSTOMER, how="semi")
    return LateCharges(
        charges=charges.join(doubtful, on=CUSTOMER, how="anti"),
        notes=doubtful.select(CUSTOMER, reason=pl.lit(Reason.CHARGE_NOT_LAWFUL.value)),
    )


def _charges(past: pl.DataFrame, day: Day) -> pl.DataFrame:
    long_due = days_since("due_date", day.as_of) >= day.policy.late_charges.min_days_past_due
    due = past.filter(~pl.col("is_fee"), long_due).group_by(PURSE, CUSTOMER, "currency")
    sums = due.agg(pl.col("askable_minor").sum())
    base = sums.join(day.credit.select(PURSE, "free_minor"), on=PURSE, how="left").select(
        CUSTOMER, "currency", base_minor=above_nothing(pl.col("askable_minor") - pl.col("free_minor").fill_null(0))
    )
    charges = base.with_columns(charge_minor=_half_up(pl.col("base_minor"), *day.policy.late_charges.ratio))
    return charges.filter(pl.col("charge_minor") > 0)


def _half_up(base: pl.Expr, numerator: int, denominator: int) -> pl.Expr:
    """Multiply by a fraction, the whole part apart, so that large amounts do not overflow."""
    whole, rest = base // denominator, base % denominator
    return whole * numerator + (2 * rest * numerator + denominator) // (2 * denominator)
