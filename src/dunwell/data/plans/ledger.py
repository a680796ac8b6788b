"""What a run itself changes in the ledger: late charges, broken commitments, reasons, versions."""

import polars as pl

from dunwell.data.models import Charge, Commitment, Customer, Episode, Item, ReasonChange
from dunwell.data.plans.page import Page
from dunwell.data.plans.writing import insert, raise_by_one, update

_TOUCHING = ("actions", "tasks", "marked", "friendly_marked", "charges", "broken")


def post_charges(page: Page, episodes: pl.DataFrame) -> None:
    """Post late charges as fees FEE-CUSTOMER-DATE-CURRENCY, due on the day they are posted."""
    if page.plan.charges.is_empty():
        return
    refs = page.read("SELECT t.id, t.ref FROM data_customer t WHERE {me}", {"customer_id": pl.Int64, "ref": pl.String})
    day = page.as_of.isoformat()
    charges = page.plan.charges.join(refs, on="customer_id").with_columns(
        number=pl.concat_str(pl.lit("FEE-"), "ref", pl.lit(f"-{day}-"), "currency")
    )
    amount = pl.col("charge_minor")
    fees = charges.select("customer_id", "number", "currency", amount_minor=amount, residual_minor=amount)
    insert(Item, fees, kind="fee", item_date=page.as_of, due_date=page.as_of, **page.stamp)
    items = page.read(
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


def write_reasons(page: Page) -> None:
    """Note for whom the reason of getting nothing changed; empty where a message or call goes out."""
    known = page.read("SELECT t.id, t.reason FROM data_customer t WHERE {me}", {"id": pl.Int64, "before": pl.String})
    now = page.plan.reasons.select(id="customer_id", reason="reason")
    changed = (
        known.join(now, on="id", how="left")
        .with_columns(pl.col("reason").fill_null(""))
        .filter(pl.col("reason") != pl.col("before"))
        .select("id", "reason")
    )
    update(Customer, changed)
    insert(ReasonChange, changed.rename({"id": "customer_id"}), since=page.as_of, **page.stamp)


def raise_versions(page: Page, moved: set[int]) -> None:
    """Note a write to each customer that the run touched, for others who planned from older facts."""
    touched = moved.union(*(getattr(page.plan, name)["customer_id"].to_list() for name in _TOUCHING))
    if touched:
        raise_by_one(Customer, "version", touched)
