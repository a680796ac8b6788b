"""The items that a customer's day hangs on: the anchor, the oldest, and the oldest that no money covers.

Source: docs/deciding.md, "Words" (anchor, D) and rule 2. This module does not know steps or guards.
"""

from functools import cache

import polars as pl

from dunwell.policy.decide.day import Day
from dunwell.policy.decide.words import CUSTOMER, days_since
from dunwell.policy.order import LARGEST, packed

_FLAGS = ("claim_past_due", "uncovered_claim", "some_covered", "all_covered")
_ANCHOR = ("item_id", "due_date", "opened", "restart_on")


def find_anchors(past: pl.DataFrame, day: Day) -> pl.DataFrame:
    """Find each customer's anchor and oldest items among what is past due; one row a customer with any of it.

    An invoice or opening balance goes before a fee, and a fee is the anchor only where none of them is past due,
    not even a disputed or covered one.
    """
    if past.is_empty():
        return _no_anchors()
    ages = _oldest(past)
    places = ages.select(pl.col("oldest", "uncovered", "anchor") & ((1 << past.height.bit_length()) - 1))
    oldest, uncovered, anchor = places.get_columns()
    found = past.select(
        pl.col(_ANCHOR).gather(anchor),
        now_oldest_item_id=pl.col("item_id").gather(oldest),
        now_oldest_due=pl.col("due_date").gather(oldest),
        uncovered_due=pl.col("due_date").gather(uncovered),
    )
    return ages.select(
        CUSTOMER,
        "some_covered",
        all_covered=pl.col("uncovered").is_null(),
        claim_past_due=pl.col("oldest") < LARGEST,
        uncovered_claim=(pl.col("uncovered") < LARGEST).fill_null(False),
    ).hstack(found.with_columns(days=days_since("due_date", day.as_of)))


@cache
def _no_anchors() -> pl.DataFrame:
    numbers = dict.fromkeys((CUSTOMER, "item_id", "opened", "now_oldest_item_id", "days"), pl.Int64)
    days = dict.fromkeys(("due_date", "restart_on", "now_oldest_due", "uncovered_due"), pl.Date)
    return pl.DataFrame(schema=numbers | days | dict.fromkeys(_FLAGS, pl.Boolean))


def add_anchors(customers: pl.DataFrame, anchors: pl.DataFrame) -> pl.DataFrame:
    """Put each customer's anchor beside it; empty where it has none."""
    return customers.join(anchors, on=CUSTOMER, how="left", maintain_order="left").with_columns(
        pl.col(_FLAGS).fill_null(False)
    )


def _oldest(past: pl.DataFrame) -> pl.DataFrame:
    """Find the lowest age of each customer's claims: of all, of those not covered, of what is its anchor."""
    rows = past.select(CUSTOMER, "covered", "askable_minor", age=_ages(past))
    oldest = rows.group_by(CUSTOMER, maintain_order=True).agg(oldest=pl.col("age").min())
    # Of most customers all is chaseable, and the oldest is all three.
    apart = pl.col("covered") | (pl.col("askable_minor") == 0)
    mixed = rows.filter(apart).get_column(CUSTOMER).unique()
    if mixed.is_empty():
        return oldest.with_columns(uncovered="oldest", anchor="oldest", some_covered=pl.lit(False))
    weighed = _of_mixed(rows.filter(pl.col(CUSTOMER).is_in(mixed.implode())))
    found = oldest.join(weighed, on=CUSTOMER, how="left", maintain_order="left")
    is_mixed = pl.col("some_covered").is_not_null()
    return found.with_columns(
        pl.when(is_mixed).then(pl.col("uncovered", "anchor")).otherwise("oldest").name.keep(),
        pl.col("some_covered").fill_null(False),
    )


def _of_mixed(rows: pl.DataFrame) -> pl.DataFrame:
    """Weigh the claims of customers of whom some is covered, disputed, promised and so on."""
    age, open_ = pl.col("age"), ~pl.col("covered")
    ages = rows.group_by(CUSTOMER, maintain_order=True).agg(
        first=age.min(),
        uncovered=pl.when(open_).then(age).min(),
        anchor=pl.when(open_ & (pl.col("askable_minor") > 0)).then(age).min(),
        some_covered=pl.col("covered").any(),
    )
    claim_first = (pl.col("anchor") < LARGEST) | (pl.col("first") >= LARGEST)
    return ages.with_columns(anchor=pl.when(claim_first).then("anchor")).drop("first")


def _ages(past: pl.DataFrame) -> pl.Expr:
    """Number claims by age, the oldest lowest: claims before fees, then by due date, item date and entry.

    The row's place makes up the lowest bits: it is the order of entry, and tells where the claim is found.
    """
    bits = past.height.bit_length()
    by_dates = packed(past, "due_date", "item_date")
    if by_dates is None or _largest(by_dates) * (1 << bits) >= LARGEST:
        by_dates = _ranks(past.select("due_date", "item_date"))
    return pl.col("is_fee") * LARGEST + pl.lit(by_dates) * (1 << bits) + pl.int_range(pl.len(), dtype=pl.Int64)


def _largest(numbers: pl.Series) -> int:
    return int(numbers.max() or 0)  # type: ignore[arg-type]


def _ranks(dates: pl.DataFrame) -> pl.Series:
    """Number pairs of dates in their order, where they lie too far apart to be packed."""
    ranked = dates.unique().sort(pl.all()).with_row_index("rank")
    return dates.join(ranked, on=dates.columns, how="left", maintain_order="left").get_column("rank").cast(pl.Int64)
