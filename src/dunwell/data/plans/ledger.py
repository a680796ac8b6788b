"""What a run itself changes in the ledger: late charges, broken commitments, reasons, versions, reviews."""

import polars as pl

from dunwell.data.models import Charge, Commitment, Customer, Episode, Item, ReasonChange
from dunwell.data.plans.page import Page
from dunwell.data.plans.writing import append, insert, update

_TOUCHING = ("actions", "tasks", "marked", "friendly_marked", "charges", "broken")


def post_charges(page: Page, episodes: pl.DataFrame) -> None:
    """Post late charges as fees FEE-CUSTOMER-DATE-CURRENCY, due on the day they are posted."""
    if page.plan.charges.is_empty():
        return
    charged = page.plan.charges.select("customer_id").unique()
    numbers = "SELECT t.id, t.ref FROM data_customer t WHERE {me}"
    refs = page.read_of(charged, numbers, {"customer_id": pl.Int64, "ref": pl.String})
    day = page.as_of.isoformat()
    charges = page.plan.charges.join(refs, on="customer_id").with_columns(
        number=pl.concat_str(pl.lit("FEE-"), "ref", pl.lit(f"-{day}-"), "currency")
    )
    amount = pl.col("charge_minor")
    fees = charges.select("customer_id", "number", "currency", amount_minor=amount, residual_minor=amount)
    insert(Item, fees, kind="fee", item_date=page.as_of, due_date=page.as_of, **page.stamp)
    items = page.read_of(
        charged,
        "SELECT t.id, t.number FROM data_item t WHERE {mine} AND t.kind = 'fee' AND t.item_date = %s",
        {"item_id": pl.Int64, "number": pl.String},
        page.as_of,
    )
    posted = charges.join(items, on="number").join(episodes, on="customer_id").drop("ref", "number")
    insert(Charge, posted, run_id=page.run.pk, charged_on=page.as_of, **page.stamp)
    update(Episode, posted.select(id="episode_id").unique(), last_charge_on=page.as_of)


def break_commitments(page: Page) -> None:
    """Close the promises and plans that broke, on the day they did."""
    broken = page.plan.broken
    update(Commitment, broken.select(id="commitment_id", ended_on="broken_on"), state="broken", ended_seq=page.seq)


def write_customers(page: Page, moved: list[pl.DataFrame], reviews: pl.DataFrame | None) -> None:
    """Note why each gets nothing (empty where a message or call goes out), and when it is to be decided again.

    The version rises where the run wrote anything: of those in `moved`, whose standing it changed, and of those whom a
    table of the plan touches.
    """
    names = [*moved, *(getattr(page.plan, name) for name in _TOUCHING)]
    touched = pl.concat([table.select("customer_id") for table in names]).unique().with_columns(touched=True)
    reasons = page.plan.reasons.select("customer_id", now_reason=pl.col("reason").cast(pl.String))
    now = page.customers
    for table in (reasons, _days(reviews), touched):
        now = now.join(table, on="customer_id", how="left", maintain_order="left")
    now = now.with_columns(pl.col("now_reason").fill_null(""), pl.col("touched").fill_null(value=False))
    other_reason = pl.col("reason") != pl.col("now_reason")
    other_day = pl.col("next_review_on").ne_missing(pl.col("review_on"))
    changed = now.filter(other_reason | other_day | pl.col("touched"))
    if changed.is_empty():
        return
    version = pl.col("version") + pl.col("touched").cast(pl.Int64)
    update(
        Customer,
        changed.select(id="customer_id", version=version, reason="now_reason", next_review_on="review_on"),
    )
    why = changed.filter(other_reason).select("customer_id", reason="now_reason")
    append(ReasonChange, why, since=page.as_of, **page.stamp)


def _days(reviews: pl.DataFrame | None) -> pl.DataFrame:
    if reviews is None:
        return pl.DataFrame(schema={"customer_id": pl.Int64, "review_on": pl.Date})
    return reviews.select("customer_id", review_on="next_review_on")
